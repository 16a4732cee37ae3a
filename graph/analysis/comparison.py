"""Compare two periods: how often each pair met in either, which changes are sure, and ranks that moved.

The page of the map compares by the same rules; tests hold the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..query.tabular import FIRST, Tabular, notebook_table, rows_to_arrow
from ..ties.periods import Period
from ..ties.view import View
from .choices import SEED, SPLITS
from .measures import Measure
from .proportions import difference, exact_p
from .ranking import Ranking, rank
from .significance import adjust

if TYPE_CHECKING:
    import pyarrow

KEPT, GAINED, LOST = "kept", "gained", "lost"
MORE, FEWER = "more", "fewer"
# Of fewer recorded activities in either period nothing is told but the numbers themselves.
FEWEST, ALPHA = 5, 0.05
# The columns of a comparison as a table, and their types.
COLUMNS = {
    **dict.fromkeys(("source", "target", "status"), str),
    **dict.fromkeys(("activities_before", "stated_before", "activities_after", "stated_after"), int),
    **dict.fromkeys(("weight_before", "weight_after"), float),
    **dict.fromkeys(("change", "change_low", "change_high", "p_value", "p_adjusted"), float),
    "verdict": str,
}


@dataclass(frozen=True)
class ComparedTie:
    """A tie in one or both of two periods.

    ``before`` and ``after`` are its weights, 0 where it is not; ``counts`` the numbers of its activities
    in the first and in the second period, ``stated`` how many of those are stated on both sides.
    ``status`` says where it was recorded: kept in both, gained in the second alone, lost in the first
    alone; "" where there is too little to say so.

    ``change`` is the number of its activities for each recorded one, in the second period less in the
    first, between ``low`` and ``high`` with 95 % confidence. ``adjusted`` is the p-value corrected for
    all ties compared; ``verdict`` says "more" or "fewer" where it is at most 0.05, else "": that is not
    to say that nothing changed.
    """

    source: str
    target: str
    status: str
    before: float
    after: float
    counts: tuple[int, int]
    stated: tuple[int, int]
    change: float
    low: float
    high: float
    p: float
    adjusted: float
    verdict: str


@dataclass(frozen=True)
class Moved:
    """A node's rank in each of two periods; the intervals are those of ``ranking``."""

    actor: str
    name: str
    before: int
    before_low: int
    before_high: int
    after: int
    after_low: int
    after_high: int

    @property
    def is_sure(self) -> bool:
        """Tell whether the two intervals lie apart."""
        return self.before_high < self.after_low or self.after_high < self.before_low


@dataclass(frozen=True)
class Comparison(Tabular):
    """Two periods side by side.

    ``recorded`` are the activities of each that pass the filters, whoever took part, ``activities`` those
    in which someone holds a role that the tie is about. ``difference`` is the Bray-Curtis dissimilarity
    of the weights, 0 for the same network and 1 for networks without a tie in common; ``p`` is the share
    of random splits of the same activities that differ at least as much. ``persistence`` is the share of
    the first period's ties kept.
    """

    before: str
    after: str
    ties: list[ComparedTie]
    moved: list[Moved]
    difference: float
    p: float
    persistence: float
    recorded: tuple[int, int]
    activities: tuple[int, int]
    parameters: dict[str, Any]
    notes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the ties as rows with the columns of ``COLUMNS``."""
        return [dict(zip(COLUMNS, _cells(tie), strict=True)) for tie in self.ties]

    def to_arrow(self) -> "pyarrow.Table":
        """Return the ties as an Arrow table with the columns of ``rows``; a number that is not defined is null."""
        return rows_to_arrow(COLUMNS, self.rows)

    def __str__(self) -> str:
        ties = ", ".join(f"{self.count(status):,} {status}" for status in (KEPT, GAINED, LOST))
        chance = "" if self.p != self.p else f"; difference {self.difference:.3f}, p = {self.p:.3g}"
        return f"{self.before} and {self.after}: ties {ties}{chance}"

    def __repr__(self) -> str:
        return f"<Comparison: {self}>"

    def _repr_html_(self) -> str:
        return _comparison_html(self)

    def count(self, what: str) -> int:
        """Count the ties of one status (kept, gained, lost) or verdict (more, fewer)."""
        return sum(1 for tie in self.ties if what in (tie.status, tie.verdict))


def compare(
    whole: View,
    before: Period,
    after: Period,
    measure: Measure,
    splits: int = SPLITS,
    seed: int = SEED,
    draws: int = 200,
    progress: Callable[[float], None] = lambda _: None,
) -> Comparison:
    """Compare two periods of one selection.

    The test of the whole (Good 2005, Permutation Tests, ch. 3): the activities of either period are
    thrown together and split at random into two lots of the same sizes, *splits* times; an activity that
    may have taken place in both periods stays in both. The test of one tie is the same for its number of
    activities, where all splits can be summed up (see ``exact_p``), corrected for all ties that are in
    either period (Benjamini and Hochberg 1995).
    """
    first, second = before.activities, after.activities
    views = [whole.during(mask) for mask in (first, second)]
    recorded = (int(first.sum()), int(second.sum()))
    notes = [
        f"{period.label} has {count} recorded activities: too few to compare, the numbers alone are told"
        for period, count in zip((before, after), recorded, strict=True)
        if count < FEWEST
    ]
    seen, p = float("nan"), float("nan")
    if not notes:
        seen = _difference(*views)
        p = _chance_of(seen, whole, first, second, splits, seed, progress)
    ties = _ties(whole, first, second, bool(notes))
    old = [tie for tie in ties if tie.status in (KEPT, LOST)]
    return Comparison(
        before=before.label,
        after=after.label,
        ties=ties,
        moved=[]
        if notes
        else _moved(
            *(
                rank(view, measure, draws, seed, chance=part.chance)
                for view, part in zip(views, (before, after), strict=True)
            )
        ),
        difference=seen,
        p=p,
        persistence=sum(1 for tie in old if tie.status == KEPT) / len(old) if old else float("nan"),
        recorded=recorded,
        activities=(int((first & whole.used).sum()), int((second & whole.used).sum())),
        parameters={"by": measure.name, "splits": splits, "seed": seed, "draws": draws},
        notes=notes,
    )


def _chance_of(
    seen: float,
    whole: View,
    first: np.ndarray,
    second: np.ndarray,
    splits: int,
    seed: int,
    progress: Callable[[float], None],
) -> float:
    """Return the share of random splits, the one seen among them, that differ at least as much."""
    rng = np.random.default_rng(seed)
    pool, size, at_least = np.flatnonzero(first ^ second), int((first & ~second).sum()), 0
    for number in range(splits):
        shuffled = rng.permutation(pool)
        lots = [(first & second).astype(float) for _ in range(2)]
        lots[0][shuffled[:size]] = 1.0
        lots[1][shuffled[size:]] = 1.0
        at_least += _difference(*(whole.drawn(lot) for lot in lots)) >= seen - 1e-12
        progress((number + 1) / splits)
    return (1 + at_least) / (1 + splits)


def _keyed(view: View) -> tuple[np.ndarray, np.ndarray]:
    keys = view.edges.source * view.size + view.edges.target
    return keys, view.edges.weight


def _difference(one: View, other: View) -> float:
    (keys, weight), (keys_2, weight_2) = _keyed(one), _keyed(other)
    total = float(weight.sum() + weight_2.sum())
    if total == 0:
        return 0.0
    _, here, there = np.intersect1d(keys, keys_2, assume_unique=True, return_indices=True)
    shared = float(np.minimum(weight[here], weight_2[there]).sum())
    return 1 - 2 * shared / total


def _ties(whole: View, first: np.ndarray, second: np.ndarray, too_few: bool) -> list[ComparedTie]:
    masks = (first, second)
    weights = [dict(zip(*(part.tolist() for part in _keyed(whole.during(mask))), strict=True)) for mask in masks]
    keys = sorted(weights[0].keys() | weights[1].keys())
    counts, stated, apart = (
        [np.array([numbers.get(key, 0) for key in keys], dtype=np.int64) for numbers in lots]
        for lots in (
            [_counted(whole.during(mask)) for mask in masks],
            [_counted(whole.during(mask).within(whole.selection.stated)) for mask in masks],
            [_counted(whole.during(mask)) for mask in (first & ~second, second & ~first)],
        )
    )
    unknown = np.full(len(keys), np.nan)
    change = low = high = p = adjusted = unknown
    if not too_few:
        change, low, high = difference(counts[0], int(first.sum()), counts[1], int(second.sum()))
        p = exact_p(apart[0], int((first & ~second).sum()), apart[1], int((second & ~first).sum()))
        adjusted = adjust(p, "bh", len(keys))
    nodes, compared = whole.selection.nodes, []
    for number, key in enumerate(keys):
        was, now = weights[0].get(key, 0.0), weights[1].get(key, 0.0)
        compared.append(
            ComparedTie(
                source=nodes[key // whole.size].id,
                target=nodes[key % whole.size].id,
                status="" if too_few else KEPT if was and now else GAINED if now else LOST,
                before=was,
                after=now,
                counts=(int(counts[0][number]), int(counts[1][number])),
                stated=(int(stated[0][number]), int(stated[1][number])),
                change=float(change[number]),
                low=float(low[number]),
                high=float(high[number]),
                p=float(p[number]),
                adjusted=float(adjusted[number]),
                verdict="" if not adjusted[number] <= ALPHA else MORE if change[number] > 0 else FEWER,
            )
        )
    order = {KEPT: 0, GAINED: 1, LOST: 2, "": 0}
    return sorted(compared, key=lambda tie: (order[tie.status], -max(tie.before, tie.after), tie.source, tie.target))


def _cells(tie: ComparedTie) -> tuple[Any, ...]:
    """Return a tie in the order of ``COLUMNS``."""
    numbers = (tie.counts[0], tie.stated[0], tie.counts[1], tie.stated[1], tie.before, tie.after)
    change = (tie.change, tie.low, tie.high, tie.p, tie.adjusted)
    return (tie.source, tie.target, tie.status, *numbers, *change, tie.verdict)


def _counted(view: View) -> dict[int, int]:
    """Count the activities of each tie by the key of its pair."""
    return dict(zip(_keyed(view)[0].tolist(), view.edges.activities.tolist(), strict=True))


def _moved(before: Ranking, after: Ranking) -> list[Moved]:
    then = {row.actor: row for row in before.rows}
    moved = [
        Moved(
            row.actor,
            row.name,
            then[row.actor].rank,
            then[row.actor].rank_low,
            then[row.actor].rank_high,
            row.rank,
            row.rank_low,
            row.rank_high,
        )
        for row in after.rows
        if row.actor in then
    ]
    return sorted(moved, key=lambda each: (not each.is_sure, -abs(each.before - each.after), each.actor))


def _comparison_html(comparison: Comparison) -> str:
    """Show the ties of two periods that are the heaviest in either."""
    shown = [
        {
            "source": tie.source,
            "target": tie.target,
            comparison.before: tie.counts[0],
            "stated": tie.stated[0],
            comparison.after: tie.counts[1],
            "stated then": tie.stated[1],
            "change in 100 activities": _between(tie.change, tie.low, tie.high),
            "more than chance": tie.verdict,
        }
        for tie in sorted(comparison.ties, key=lambda tie: -max(tie.before, tie.after))[:FIRST]
    ]
    return notebook_table(shown, len(comparison.ties), "tie", str(comparison), *comparison.notes)


def _between(value: float, low: float, high: float) -> str:
    """Write a share and its interval, in per cent."""
    return "" if value != value else f"{100 * value:+.0f} ({100 * low:+.0f} to {100 * high:+.0f})"
