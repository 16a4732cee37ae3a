"""What changed from one phase or period to the next."""

from collections.abc import Callable

import numpy as np

from ....graph.analysis.comparison import FEWER, FEWEST, GAINED, KEPT, LOST, MORE, ComparedTie, Comparison
from ....graph.analysis.ranking import stated_shares
from ....graph.ties.periods import read_periods
from ..charts.interval_charts import RankMove, places_with_intervals
from ..exhibit import Exhibit, Row, Section
from ..words import Words
from .growth import Met, among_countries, counted_in, growth_answer, growth_exhibit, met_in
from .rankings import one_line
from .ties import Ties

SPLITS, DRAWN, LISTED = 500, 8, 14


def changes(ties: Ties, progress: Callable[[float], None]) -> Section:
    """Write the section on changes: between phases where activities have them, else between two halves."""
    scope, words = ties.scope, ties.scope.words
    if not len(ties.joint.edges):
        return Section("changes", words("changes"), words("no-ties"))
    periods = _periods(ties)
    met = met_in(ties.joint, periods) if periods else []
    if len(met) < 2:
        return Section("changes", words("changes"), words("too-few-to-compare"))
    compared = ties.joint.compare(periods, splits=SPLITS, seed=scope.seed, progress=progress)
    countries = among_countries(scope)
    between = met_in(countries, periods) if countries else []
    held = _held(ties, met, between)
    told = [each for each in compared if not each.notes]
    if not told:
        return Section("changes", words("changes"), words("too-few-to-compare"), [held])
    exhibits, paragraphs = [], []
    if countries and len(countries.edges):
        by_label = {each.period.label: each for each in between}
        *earlier, last = [(by_label[each.before], by_label[each.after]) for each in told]
        paragraphs = [growth_answer(words, *pair, len(countries.nodes)) for pair in earlier]
        exhibits = [growth_exhibit(scope, countries, *last)]
    pairs = _pairs(ties, told[-1])
    headline = (exhibits or [pairs])[0].finding
    exhibits += [held, pairs]
    if told[-1].moved:
        exhibits.append(_moved(ties, told[-1], periods))
    return Section("changes", words("changes"), words("changes-lead"), exhibits, paragraphs, [headline])


def _periods(ties: Ties) -> str:
    """Name the periods to compare: phases where two of them hold activities, else two halves; "" where neither is."""
    if len({phase for phase in ties.joint.selection.phase if phase}) > 1:
        return "phases"
    return _halves(ties)


def _halves(ties: Ties) -> str:
    """Cut the years so that each half holds as many activities as can be."""
    first = ties.joint.selection.first
    years = np.sort(first[~np.isnat(first)].astype("datetime64[Y]").astype(int) + 1970)
    if not len(years) or years[0] == years[-1]:
        return ""
    cut = max(int(years[len(years) // 2]), int(years[0]) + 1)
    return f"{years[0]}..{cut - 1},{cut}..{years[-1]}"


def _held(ties: Ties, met: list[Met], countries: list[Met]) -> Exhibit:
    """Tell what each period holds, also those that hold too little to be compared."""
    scope, words = ties.scope, ties.scope.words
    few = [words.period(each.period.label) for each in met if each.counts[2] < FEWEST]
    levels = {"two-agencies": met, **({"two-countries": countries} if countries else {})}
    rows: list[Row] = []
    told: list[Row] = []
    for number, each in enumerate(met):
        period, counts = words.period(each.period.label), [level[number].counts[:2] for level in levels.values()]
        first, remark = (period, each.counts[2]), words("too-few") if period in few else ""
        rows.append((*first, *(count for pair in counts for count in pair), remark))
        told.append((*first, *(f"{words.number(whole)} ({words.number(stated)})" for whole, stated in counts), remark))
    finding = words("held-finding")
    if few:
        finding = words("held-few", periods=words.among(few), fewest=FEWEST)
    return Exhibit(
        "periods",
        words("held"),
        finding,
        scope.counted("activity", len(ties.joint.selection.activities)),
        (
            *(words("period"), words("recorded")),
            *(head for level in levels for head in (words(level), f"{words(level)}, {words('stated')}")),
            words("remark"),
        ),
        rows,
        ties.joint.sparql,
        computed=words("held-computed"),
        note=words("held-note") if countries else "",
        told=(
            (
                *(words("period"), words("recorded")),
                *(f"{words(level)} ({words('stated')})" for level in levels),
                words("remark"),
            ),
            told,
        ),
    )


def _pairs(ties: Ties, comparison: Comparison) -> Exhibit:
    """Tell of pairs of agencies: those that surely met more or less often first, then those of the largest change."""
    words = ties.scope.words
    name = {node.id: words.node(node) for node in ties.joint.selection.nodes}
    before, after = words.period(comparison.before), words.period(comparison.after)
    order = sorted(comparison.ties, key=lambda tie: (not tie.verdict, -abs(tie.change), tie.source, tie.target))
    more, fewer = comparison.count(MORE), comparison.count(FEWER)
    finding = words(
        "pairs-finding" if more or fewer else "pairs-none",
        pairs=words.count(len(comparison.ties), "pair"),
        more=more,
        fewer=fewer,
    )
    key = "not-chance" if comparison.p <= 0.05 else "chance"
    finding += " " + words(key, p=words.decimal(comparison.p, 3), splits=SPLITS)
    return Exhibit(
        "changed-ties",
        words("changed-ties"),
        finding,
        counted_in(ties.scope, comparison),
        (
            words("one"),
            words("other"),
            *(head for period in (before, after) for head in (period, f"{period}, {words('stated-both')}")),
            words("change-of-100"),
            words("low"),
            words("high"),
            words("verdict"),
        ),
        [_pair(ties, name, tie) for tie in order],
        ties.joint.sparql,
        computed=words("pairs-computed", splits=SPLITS, seed=ties.scope.seed),
        note=words(
            "pairs-note",
            before=before,
            after=after,
            both=comparison.count(KEPT),
            first=comparison.count(LOST),
            last=comparison.count(GAINED),
        ),
        shown=LISTED,
        told=(
            (
                words("one"),
                words("other"),
                *(f"{period} ({words('stated')})" for period in (before, after)),
                words("change-and-interval"),
                words("verdict"),
            ),
            [_told(words, _pair(ties, name, tie)) for tie in order[:LISTED]],
        ),
    )


def _pair(ties: Ties, name: dict[str, str], tie: ComparedTie) -> Row:
    counts = (tie.counts[0], tie.stated[0], tie.counts[1], tie.stated[1])
    changes = tuple(round(100 * part, 1) for part in (tie.change, tie.low, tie.high))
    verdict = ties.scope.words(f"verdict-{tie.verdict or 'unsure'}")
    return (name[tie.source], name[tie.target], *counts, *changes, verdict)


def _told(words: Words, row: Row) -> Row:
    """Write a pair for the page, where numbers that belong together share a column."""
    one, other, before, sure, after, sure_after, change, low, high, verdict = row
    signed = [words.signed(float(number or 0)) for number in (change, low, high)]
    return (
        one,
        other,
        f"{before} ({sure})",
        f"{after} ({sure_after})",
        f"{signed[0]} ({signed[1]}…{signed[2]})",
        verdict,
    )


def _moved(ties: Ties, comparison: Comparison, periods: str) -> Exhibit:
    words = ties.scope.words
    name = {node.id: words.node(node) for node in ties.joint.selection.nodes}
    before, after = words.period(comparison.before), words.period(comparison.after)
    order = sorted(comparison.moved, key=lambda each: (min(each.before, each.after), each.after, each.actor))
    shares = _stated_shares(ties, comparison, periods)
    sure = [each for each in comparison.moved if each.is_sure]
    finding = words("moved-none", all=len(comparison.moved))
    if sure:
        names = words.among([name[each.actor] for each in sure[:3]])
        finding = words("moved-finding", sure=len(sure), all=len(comparison.moved), names=names)
    spans = (words("rank"), words("rank-low"), words("rank-high"), words("share-stated"))
    rows: list[Row] = [
        (
            name[each.actor],
            *(each.before, each.before_low, each.before_high, shares[each.actor][0]),
            *(each.after, each.after_low, each.after_high, shares[each.actor][1]),
            words("yes") if each.is_sure else "",
        )
        for each in order
    ]
    drawn = [
        RankMove(
            one_line(name[each.actor]),
            (each.before, each.before_low, each.before_high),
            (each.after, each.after_low, each.after_high),
            " → ".join(shares[each.actor]),
        )
        for each in sorted(order, key=lambda each: not each.is_sure)[:DRAWN]
    ]
    return Exhibit(
        "moved",
        words("moved"),
        finding,
        counted_in(ties.scope, comparison),
        (words("agency"), *(f"{head}, {period}" for period in (before, after) for head in spans), words("sure")),
        rows,
        ties.joint.sparql,
        places_with_intervals(drawn, (before, after), words("moved-axis"), words("share-stated"), words("interval")),
        computed=words("moved-computed", draws=comparison.parameters["draws"], seed=ties.scope.seed),
        note=words("moved-note"),
    )


def _stated_shares(ties: Ties, comparison: Comparison, periods: str) -> dict[str, tuple[str, str]]:
    """Compute for each agency the share of its ties' activities that is stated, in the first and the second period."""
    words, whole = ties.scope.words, ties.joint.view
    masks = {each.label: each.activities for each in read_periods(periods, whole.selection)}
    shares = []
    for label in (comparison.before, comparison.after):
        view = whole.during(masks[label])
        shares.append(stated_shares(view, view.within(whole.selection.stated)).tolist())
    return {
        node.id: (_share(words.share, before), _share(words.share, after))
        for node, before, after in zip(whole.selection.nodes, *shares, strict=True)
    }


def _share(write: Callable[[float, float], str], share: float) -> str:
    return write(share, 1) if share == share else "–"
