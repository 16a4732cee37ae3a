"""Rankings, each rank with its interval."""

import re
from collections.abc import Callable

from ...graph.ranking import Ranking
from ..labels import HANGING
from .charts import intervals
from .exhibit import Exhibit, Row, Section
from .ties import Ties
from .words import Words

MEASURES = ("strength", "betweenness")
DRAWN, LONGEST = 12, 56


def rankings(ties: Ties, progress: Callable[[float], None]) -> Section:
    """Write the section on rankings."""
    scope, words = ties.scope, ties.scope.words
    if not len(ties.joint.edges):
        return Section("rankings", words("rankings"), words("no-ties"))
    exhibits: list[Exhibit] = []
    paragraphs: list[str] = []
    for number, by in enumerate(MEASURES):
        found = ties.joint.rank(
            by,
            scope.draws,
            scope.seed,
            lambda share, number=number: progress((number + share) / len(MEASURES)),  # type: ignore[misc]
        )
        if found.rows:
            exhibits.append(_ranking(ties, found))
        elif not paragraphs:
            paragraphs.append(words("too-few-to-rank"))
    headlines = [exhibits[0].finding] if exhibits else []
    lead = words("rankings-lead", draws=scope.draws)
    return Section("rankings", words("rankings"), lead, exhibits, paragraphs, headlines)


def _ranking(ties: Ties, found: Ranking) -> Exhibit:
    scope, words = ties.scope, ties.scope.words
    by = found.measure.name
    nodes = {node.id: node for node in ties.joint.selection.nodes}
    whole = by == "strength"
    rows: list[Row] = []
    for row in found.rows:
        numbers = [row.value, row.value_low, row.value_high]
        kept = [int(n) if whole and n == int(n) else round(n, 6) for n in numbers]
        stated = "–" if row.stated_share != row.stated_share else words.share(row.stated_share, 1)
        rows.append(
            (row.rank, row.rank_low, row.rank_high, words.node(nodes[row.actor]), *kept, stated, row.stated_rank)
        )
    drawn = [
        {
            "y": f"{number}. {one_line(words.node(nodes[row.actor]))}",
            "value": row.value,
            "low": row.value_low,
            "high": row.value_high,
            "text": f"{row.rank} ({row.rank_low}–{row.rank_high})",
        }
        for number, row in enumerate(found.rows[:DRAWN], 1)
    ]
    first = found.rows[0]
    tied = sum(1 for row in found.rows[1:] if row.rank_low <= first.rank_high)
    key = "overlap" if tied else "firm" if first.rank_low == first.rank_high else "apart"
    finding = words(f"{by}-finding", name=words.node(nodes[first.actor]), value=_value(words, first.value, whole))
    finding += " " + words(f"rank-{key}", low=first.rank_low, high=first.rank_high, others=words.count(tied, "other"))
    value = words(by)
    heads = (words("rank"), words("rank-low"), words("rank-high"), words("agency"), value, words("low"), words("high"))
    return Exhibit(
        by,
        words(f"{by}-title"),
        finding,
        scope.counted("activity", len({*ties.joint.selection.activity.tolist()})),
        (*heads, words("share-stated"), words("rank-if-stated")),
        rows,
        ties.joint.sparql,
        intervals(drawn, words(f"{by}-axis"), words("rank-and-interval")),
        computed=words(
            "ranking-computed", measure=value, draws=scope.draws, seed=scope.seed, formula=found.measure.formula
        ),
        note=words("ranking-note", drawn=len(drawn)),
    )


def one_line(name: str) -> str:
    """Give a name that fits on one line of a chart: without what stands in brackets, cut where it is long.

    The last word stays: it is the country, which tells apart bodies of one name.

    >>> one_line("State Security Service of Uzbekistan (National Security Service until March 2018)")
    'State Security Service of Uzbekistan'
    >>> one_line("Государственный комитет национальной безопасности Кыргызстана (ГКНБ)")
    'Государственный комитет национальной… Кыргызстана'
    """
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip() or name
    if len(bare) <= LONGEST:
        return bare
    last = bare.rpartition(" ")[2][: LONGEST // 2]
    kept = bare[: LONGEST - len(last) - 1].rpartition(" ")[0] or bare[: LONGEST - len(last) - 2]
    return f"{re.sub(HANGING, '', kept).rstrip(' ,')}… {last}"


def _value(words: Words, value: float, whole: bool) -> str:
    return str(words.number(round(value))) if whole else words.share(value, 1)
