"""Who worked with whom: the joint network, expertise between countries, and the ties best attested."""

from collections.abc import Sequence
from functools import cached_property

from ....graph.network.explanation import Explanation
from ....graph.network.network import Network
from ....graph.network.tied import as_written
from ..charts.bars import cells
from ..charts.network_chart import FAINT_FROM, draw_network
from ..exhibit import Exhibit, Row, Section
from ..scope import Scope
from .counted import counted_exhibit, funders, left_out

STRONGEST, MATRIX = 12, 14


class Ties:
    """The networks of the report, each computed once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def joint(self) -> Network:
        """Who took part together, between agencies."""
        return self.scope.network("joint", "agencies")

    @cached_property
    def expertise(self) -> Network:
        """Who gave expertise to whom, between countries."""
        return self.scope.network("expertise", "countries")

    @cached_property
    def strongest(self) -> list[int]:
        """The joint ties most often stated on both sides."""
        stated, edges = self.joint.stated.tolist(), self.joint.edges
        order = sorted(range(len(edges)), key=lambda i: (-stated[i], -int(edges.activities[i]), i))
        return [index for index in order[:STRONGEST] if stated[index]]

    @cached_property
    def explanations(self) -> dict[str, Explanation]:
        """The explanations of the strongest ties, by their anchors."""
        rows = self.joint.rows
        pairs = [(rows[index]["source"], rows[index]["target"]) for index in self.strongest]
        return {f"{a}--{b}": self.joint.explain(a, b) for a, b in pairs}


def who_with_whom(ties: Ties) -> Section:
    """Write the section on ties."""
    words = ties.scope.words
    if not len(ties.joint.edges):
        return Section("ties", words("ties"), words("no-ties"))
    made = (
        _network(ties),
        _strongest(ties),
        _expertise(ties),
        funders(ties.scope),
        counted_exhibit(ties.scope, ties.joint),
    )
    exhibits = [exhibit for exhibit in made if exhibit]
    return Section(
        "ties",
        words("ties"),
        words("ties-lead"),
        exhibits,
        headlines=[exhibit.finding for exhibit in exhibits if exhibit.id in ("strongest", "expertise")],
    )


def _network(ties: Ties) -> Exhibit:
    scope, net, words = ties.scope, ties.joint, ties.scope.words
    name = _names(scope, net)
    stated = net.stated.tolist()
    rows: list[Row] = [
        (name[row["source"]], name[row["target"]], row["activities"], count, row["first"], row["last"])
        for row, count in zip(map(as_written, net.rows), stated, strict=True)
    ]
    drawn = draw_network(net, words)
    some = sum(1 for count in stated if count)
    notes = [words("network-note", faint=FAINT_FROM, hidden=drawn.hidden, named=drawn.named, nodes=drawn.drawn)]
    if drawn.drawn < drawn.nodes:
        notes.append(words("network-part", drawn=drawn.drawn, nodes=drawn.nodes))
    notes.append(left_out(words, net.selection))
    return Exhibit(
        "network",
        words("network"),
        words("network-finding", agencies=words.count(drawn.nodes, "agency"), ties=len(rows), stated=some),
        scope.counted("activity", net.selection.missing["activities"]),
        (words("one"), words("other"), words("activities"), words("stated-both"), words("first"), words("last")),
        rows,
        net.sparql,
        drawn.drawing,
        computed=words("network-computed"),
        note=" ".join(filter(None, notes)),
        shown=25,
    )


def _strongest(ties: Ties) -> Exhibit | None:
    scope, net, words = ties.scope, ties.joint, ties.scope.words
    if not ties.strongest:
        return None
    name = _names(scope, net)
    rows: list[Row] = []
    for index in ties.strongest:
        row = as_written(net.rows[index])
        rows.append(
            (
                name[row["source"]],
                name[row["target"]],
                int(net.stated[index]),
                row["activities"],
                _span(row["first"], row["last"]),
            )
        )
    a, b, stated, together, _ = rows[0]
    return Exhibit(
        "strongest",
        words("strongest"),
        words("strongest-finding", a=a, b=b, stated=stated, together=words.count(int(together or 0), "activity")),
        scope.counted("activity", net.selection.missing["activities"]),
        (words("one"), words("other"), words("stated-both"), words("together"), words("years-of")),
        rows,
        net.sparql,
        computed=words("network-computed"),
        note=words("strongest-note"),
        links=dict(enumerate(ties.explanations)),
    )


def _expertise(ties: Ties) -> Exhibit | None:
    scope, net, words = ties.scope, ties.expertise, ties.scope.words
    if not len(net.edges):
        return None
    name = _names(scope, net)
    rows: list[Row] = [(name[row["source"]], name[row["target"]], row["activities"], row["stated"]) for row in net.rows]
    givers, takers = (_heaviest(rows, column) for column in (0, 1))
    source, target, count, stated = rows[0]
    best = [row for row in rows if row[0] == source]
    return Exhibit(
        "expertise",
        words("expertise"),
        words(
            "expertise-finding",
            source=source,
            target=target,
            activities=words.count(int(count or 0), "activity"),
            stated=stated,
            countries=words.count(len(best), "country-to"),
        ),
        scope.counted("activity", net.selection.missing["activities"]),
        (words("from"), words("to"), words("activities"), words("stated-both")),
        rows,
        net.sparql,
        cells(
            givers,
            takers,
            {(str(row[0]), str(row[1])): (int(row[2] or 0), int(row[3] or 0)) for row in rows},
            words.certainty,
            (words("gave-expertise"), words("took-expertise")),
        ),
        computed=words("network-computed"),
        note=words("expertise-note"),
    )


def _heaviest(rows: Sequence[Row], column: int) -> list[str]:
    total: dict[str, int] = {}
    for row in rows:
        total[str(row[column])] = total.get(str(row[column]), 0) + int(row[2] or 0)
    return sorted(total, key=lambda name: (-total[name], name))[:MATRIX]


def _names(scope: Scope, net: Network) -> dict[str, str]:
    return {node.id: scope.words.node(node) for node in net.selection.nodes}


def _span(first: str, last: str) -> str:
    return first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
