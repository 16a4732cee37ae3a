"""Rankings, each rank with its interval."""

import re
from collections.abc import Callable

from ....graph.analysis.measures import find_measure
from ....graph.analysis.ranking import Ranked, Ranking
from ....graph.ties.selection import Node
from ..charts.interval_charts import Ranks, ranks_with_intervals
from ..exhibit import Exhibit, Row, Section
from ..words import Words
from .ties import Ties

MEASURES = ("strength", "betweenness")
DRAWN = 10


def rankings(ties: Ties, progress: Callable[[float], None]) -> Section:
    """Write the section on rankings."""
    scope, words = ties.scope, ties.scope.words
    if not len(ties.joint.edges):
        return Section("rankings", words("rankings"), words("no-ties"))
    exhibits: list[Exhibit] = []
    paragraphs: list[str] = []
    for number, by in enumerate(MEASURES):
        if scope.is_part and not find_measure(by, directed=False).local:
            paragraphs.append(words("needs-all-ties", measure=words(by)))
            continue
        ranking = ties.joint.rank(
            by,
            scope.draws,
            scope.seed,
            lambda share, number=number: progress((number + share) / len(MEASURES)),  # type: ignore[misc]
        )
        if ranking.rows:
            exhibits.append(_ranking(ties, ranking))
        elif words("too-few-to-rank") not in paragraphs:
            paragraphs.append(words("too-few-to-rank"))
    headlines = [exhibits[0].finding] if exhibits else []
    lead = words("rankings-lead") if exhibits else ""
    return Section("rankings", words("rankings"), lead, exhibits, paragraphs, headlines)


def _ranking(ties: Ties, ranking: Ranking) -> Exhibit:
    scope, words = ties.scope, ties.scope.words
    by = ranking.measure.name
    nodes = {node.id: node for node in ties.joint.selection.nodes}
    whole = by == "strength"
    first, drawn = ranking.rows[0], ranking.rows[:DRAWN]
    tied = sum(1 for row in ranking.rows[1:] if row.rank_low <= first.rank_high)
    key = "overlap" if tied else "firm" if first.rank_low == first.rank_high else "apart"
    finding = words(
        f"{by}-finding",
        name=words.node(nodes[first.actor]),
        value=_value(words, first.value, whole),
        stated=_value(words, first.stated_value, whole),
        stated_rank=first.stated_rank,
    )
    finding += " " + words(f"rank-{key}", low=first.rank_low, high=first.rank_high, others=words.count(tied, "other"))
    value = words(by)
    heads = (words("rank"), words("rank-low"), words("rank-high"), words("agency"), value)
    return Exhibit(
        by,
        words(f"{by}-title"),
        finding,
        scope.counted("activity", ties.joint.selection.missing["activities"]),
        (*heads, words("value-stated", value=value), words("share-stated"), words("rank-if-stated")),
        [_row(words, row, nodes, whole) for row in ranking.rows],
        ties.joint.sparql,
        ranks_with_intervals(
            [_drawn(words, row, nodes, whole) for row in drawn],
            words("rank-axis"),
            (words("value-head"), words("rank-head"), words("interval-head")),
            (words("value-if-stated"), words("value-of-all"), words("interval")),
        ),
        computed=words(
            "ranking-computed", measure=value, draws=scope.draws, seed=scope.seed, formula=ranking.measure.formula
        ),
        note=words("ranking-note", drawn=len(drawn)),
    )


def _drawn(words: Words, row: Ranked, nodes: dict[str, Node], whole: bool) -> Ranks:
    value, stated = (_value(words, number, whole) for number in (row.value, row.stated_value))
    texts = (f"{value} ({stated})", f"{row.rank} ({row.stated_rank})", f"{row.rank_low}–{row.rank_high}")
    name = one_line(words.node(nodes[row.actor]))
    return Ranks(name, row.rank, row.rank_low, row.rank_high, row.stated_rank, texts)


def _row(words: Words, row: Ranked, nodes: dict[str, Node], whole: bool) -> Row:
    value, stated = (
        int(number) if whole and number == int(number) else round(number, 6)
        for number in map(_known, (row.value, row.stated_value))
    )
    share = "–" if row.stated_share != row.stated_share else words.share(row.stated_share, 1)
    ranks = (row.rank, row.rank_low, row.rank_high)
    return (*ranks, words.node(nodes[row.actor]), value, stated, share, row.stated_rank)


def _known(value: float) -> float:
    """Replace a value that is not defined, as in a network without ties, by 0."""
    return value if value == value else 0.0


def one_line(name: str) -> str:
    """Shorten a name to one line of a chart: without what stands in brackets.

    >>> one_line("State Security Service of Uzbekistan (National Security Service until March 2018)")
    'State Security Service of Uzbekistan'
    """
    return re.sub(r"\s*\([^)]*\)", "", name).strip() or name


def _value(words: Words, value: float, whole: bool) -> str:
    return str(words.number(round(_known(value)))) if whole else words.share(_known(value), 1)
