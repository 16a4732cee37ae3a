"""What changed from one phase or period to the next."""

from collections.abc import Callable

import numpy as np

from ...graph.comparison import GAINED, KEPT, LOST, Comparison, Moved
from .charts import DEEP, GREEN, ORANGE, bars, moves
from .exhibit import Exhibit, Row, Section
from .rankings import one_line
from .ties import Ties
from .words import Words

STATUSES = (KEPT, GAINED, LOST)
SPLITS, DRAWN, LISTED = 500, 10, 4


def changes(ties: Ties, progress: Callable[[float], None]) -> Section:
    """Write the section on changes: between phases where activities have them, else between two halves."""
    words = ties.scope.words
    if not len(ties.joint.edges):
        return Section("changes", words("changes"), words("no-ties"))
    found, small = _compared(ties, progress)
    if not found:
        return Section("changes", words("changes"), words("too-few-to-compare"))
    paragraphs = [words("small-periods", periods=words.among(small))] if small else []
    exhibits = [_turnover(ties, found), _listed(ties, found[-1])]
    if found[-1].moved:
        exhibits.append(_moved(ties, found[-1]))
    headlines = [exhibits[0].finding]
    return Section("changes", words("changes"), words("changes-lead"), exhibits, paragraphs, headlines)


def _compared(ties: Ties, progress: Callable[[float], None]) -> tuple[list[Comparison], list[str]]:
    """Compare consecutive periods that hold enough activities; gives as well the names of those that do not."""
    net, scope = ties.joint, ties.scope
    phases = {phase for phase in net.selection.phase if phase}
    if len(phases) > 1:
        found = net.compare("phases", splits=SPLITS, seed=scope.seed, progress=progress)
        small = [note.split(" has ")[0] for each in found for note in each.notes]
        kept = [each for each in found if not each.notes]
        if kept:
            return kept, [_period(scope.words, name) for name in dict.fromkeys(small)]
    halves = _halves(ties)
    if not halves:
        return [], []
    found = net.compare(halves, splits=SPLITS, seed=scope.seed, progress=progress)
    return [each for each in found if not each.notes], []


def _halves(ties: Ties) -> str:
    """Cut the years so that each half holds as many activities as can be."""
    first = ties.joint.selection.first
    years = np.sort(first[~np.isnat(first)].astype("datetime64[Y]").astype(int) + 1970)
    if not len(years) or years[0] == years[-1]:
        return ""
    cut = max(int(years[len(years) // 2]), int(years[0]) + 1)
    return f"{years[0]}..{cut - 1},{cut}..{years[-1]}"


def _turnover(ties: Ties, found: list[Comparison]) -> Exhibit:
    scope, words = ties.scope, ties.scope.words
    names = {status: words(status) for status in STATUSES}
    labels = [_pair(ties, each) for each in found]
    counts = [[each.count(status) for status in STATUSES] for each in found]
    drawn = [
        {"y": label, "series": names[status], "value": number}
        for label, numbers in zip(labels, counts, strict=True)
        for status, number in zip(STATUSES, numbers, strict=True)
    ]
    rows: list[Row] = [
        (
            label,
            *numbers,
            words.share(each.persistence, 1) if each.persistence == each.persistence else "–",
            round(each.difference, 3),
            round(each.p, 4),
        )
        for label, numbers, each in zip(labels, counts, found, strict=True)
    ]
    last = found[-1]
    kept, gained, lost = counts[-1]
    finding = words(
        "turnover-finding",
        before=_period(words, last.before),
        after=_period(words, last.after),
        kept=words.count(kept, "tie"),
        gained=gained,
        lost=lost,
    )
    chance = "not-chance" if last.p <= 0.05 else "chance"
    finding += " " + words(chance, p=words.decimal(last.p, 3), splits=SPLITS)
    heads = (words("periods"), *names.values(), words("persistence"), words("difference"), words("p-value"))
    return Exhibit(
        "turnover",
        words("turnover"),
        finding,
        scope.counted("activity", len({*ties.joint.selection.activity.tolist()})),
        heads,
        rows,
        ties.joint.sparql,
        bars(drawn, labels, dict(zip(names.values(), (DEEP, GREEN, ORANGE), strict=True)), words("ties-axis")),
        computed=words("turnover-computed", splits=SPLITS, seed=scope.seed),
        note=words("turnover-note"),
    )


def _listed(ties: Ties, found: Comparison) -> Exhibit:
    scope, words = ties.scope, ties.scope.words
    name = {node.id: words.node(node) for node in ties.joint.selection.nodes}
    marks = {KEPT: "=", GAINED: "+", LOST: "−"}
    rows: list[Row] = [
        (
            f"{words(tie.status)}\u00a0{marks[tie.status]}",
            name[tie.source],
            name[tie.target],
            round(tie.before),
            round(tie.after),
        )
        for tie in found.ties
    ]
    first = [[row for row in rows if str(row[0])[-1] == marks[status]] for status in STATUSES]
    order = [row for part in first for row in part[:LISTED]] + [row for part in first for row in part[LISTED:]]
    heaviest = [part[0] for part in first if part]
    return Exhibit(
        "changed-ties",
        words("changed-ties"),
        words("changed-ties-finding", ties=len(rows)),
        scope.counted("activity", sum(found.activities)),
        (words("status"), words("one"), words("other"), _period(words, found.before), _period(words, found.after)),
        order if heaviest else [],
        ties.joint.sparql,
        computed=words("turnover-computed", splits=SPLITS, seed=scope.seed),
        shown=sum(len(part[:LISTED]) for part in first),
    )


def _moved(ties: Ties, found: Comparison) -> Exhibit:
    scope, words = ties.scope, ties.scope.words
    name = {node.id: words.node(node) for node in ties.joint.selection.nodes}
    before, after = _period(words, found.before), _period(words, found.after)
    order = sorted(found.moved, key=lambda each: (min(each.before, each.after), each.after, each.actor))
    shown = _distinct(sorted(order, key=lambda each: not each.is_sure), name)[:DRAWN]
    drawn = [
        {"y": one_line(name[each.actor]), "series": series, "rank": rank, "low": low, "high": high}
        for each in shown
        for series, rank, low, high in (
            (before, each.before, each.before_low, each.before_high),
            (after, each.after, each.after_low, each.after_high),
        )
    ]
    sure = [each for each in found.moved if each.is_sure]
    finding = words("moved-none")
    if sure:
        finding = words(
            "moved-finding", sure=len(sure), all=len(found.moved), names=words.among([name[e.actor] for e in sure[:3]])
        )
    spans = (words("rank"), words("rank-low"), words("rank-high"))
    return Exhibit(
        "moved",
        words("moved"),
        finding,
        scope.counted("activity", sum(found.activities)),
        (
            words("agency"),
            *(f"{head}, {before}" for head in spans),
            *(f"{head}, {after}" for head in spans),
            words("sure"),
        ),
        [
            (
                name[each.actor],
                each.before,
                each.before_low,
                each.before_high,
                each.after,
                each.after_low,
                each.after_high,
                words("yes") if each.is_sure else "",
            )
            for each in order
        ],
        ties.joint.sparql,
        moves(drawn, (before, after), words("moved-axis")),
        computed=words("moved-computed", draws=found.parameters["draws"], seed=scope.seed),
        note=words("moved-note"),
    )


def _distinct(order: list[Moved], name: dict[str, str]) -> list[Moved]:
    """Keep the first of those whose short names are the same, so that a chart's rows stay apart."""
    return list({one_line(name[each.actor]): each for each in reversed(order)}.values())[::-1]


def _pair(ties: Ties, each: Comparison) -> str:
    words = ties.scope.words
    return f"{_period(words, each.before)} → {_period(words, each.after)}"


def _period(words: Words, label: str) -> str:
    """Write the label of a period in the report's language."""
    return words("phase", name=label.removeprefix("phase ")) if label.startswith("phase ") else label.replace("..", "–")
