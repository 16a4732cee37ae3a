"""What networks and ranks count, what they leave out, and who paid."""

from ....graph.network.network import Network
from ....graph.ties.selection import Selection
from ..charts.bars import bars
from ..exhibit import Exhibit, Row
from ..scope import Scope
from ..words import Words

DRAWN = 8


def left_out(words: Words, selection: Selection) -> str:
    """Say which actors are left out of networks, "" where none is."""
    left = [words.count(len(names), what.replace(" ", "-")) for what, names in selection.hidden.items() if names]
    return words("left-out", names=words.among(left)) if left else ""


def counted_exhibit(scope: Scope, network: Network) -> Exhibit:
    """Tell how many of the activities networks and ranks rest on, and why the others do not count."""
    words, asked = scope.words, scope.ask("counted")
    by_size = {row["agencies"]: row["activities"] for row in asked.rows}
    nobody, one = by_size.get(0, 0), by_size.get(1, 0)
    rows: list[Row] = [
        (words("counted-all"), scope.activities),
        (words("counted-nobody"), nobody),
        (words("counted-one"), one),
        (words("counted-two"), scope.activities - nobody - one),
    ]
    return Exhibit(
        "counted",
        words("counted-title"),
        words("counted-finding", all=words.count(scope.activities, "activity"), nobody=nobody, one=one, two=rows[3][1]),
        scope.counted("activity", scope.activities),
        (words("what-is-counted"), words("activities")),
        rows,
        asked.sparql,
        note=" ".join(filter(None, [left_out(words, network.selection), words("counted-note")])),
    )


def funders(scope: Scope) -> Exhibit | None:
    """Tell who paid, as far as it is recorded; ``None`` where it is not."""
    words, asked = scope.words, scope.ask("funders")
    if not asked.rows:
        return None
    rows: list[Row] = [(scope.actor(row["funder"]), row["activities"], row["stated"]) for row in asked.rows]
    first, drawn = asked.rows[0], asked.rows[:DRAWN]
    return Exhibit(
        "funders",
        words("funders"),
        words(
            "funders-finding",
            name=rows[0][0],
            activities=first["activities"],
            all=words.count(scope.activities, "activity"),
            stated=first["stated"],
        ),
        scope.counted("activity", scope.activities),
        (words("funder"), words("activities"), words("stated")),
        rows,
        asked.sparql,
        bars(
            [str(row[0]) for row in rows[:DRAWN]],
            words.certainty,
            [(row["stated"], row["activities"] - row["stated"]) for row in drawn],
            [
                (words("activities"), [str(words.number(row["activities"])) for row in drawn]),
                (words("stated"), [str(words.number(row["stated"])) for row in drawn]),
            ],
            words("funders-axis"),
        ),
        note=words("funders-note"),
    )
