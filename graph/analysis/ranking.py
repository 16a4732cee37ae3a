"""Rank actors by a measure, and say how sure each rank is."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..query.tabular import FIRST, Tabular, notebook_table, records_to_arrow
from ..ties.view import View
from .choices import DRAWS, SEED
from .measures import PIVOTS, Measure, is_estimated
from .resampling import Draws, World

if TYPE_CHECKING:
    import pyarrow

CONFIDENCE = 0.95
# Halves of the record by which the width of an interval is found, and draws from each. More draws do not
# make it truer: benchmarks/interval_coverage.py was run with these.
TRIALS, TRIAL_DRAWS = 10, 60
# It is found apart for those who come seldom, at times and often: one width for all holds too seldom for the last.
GROUPS = 3
# What benchmarks/interval_coverage.py found of measures whose intervals hold too seldom.
CAUTIONS = {
    "constraint": "intervals of constraint are too narrow: in trials they held 92 of 100 ranks, 85 of the busiest third"
}
# Below these a ranking would be a number without meaning.
MIN_NODES, MIN_ACTIVITIES = 3, 5
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Ranked:
    """One node of a ranking.

    ``rank`` counts from 1, equal values share the better rank. ``rank_low`` and ``rank_high`` bound the
    rank that it would have, were everything on record: half as much again as not, only true inferences,
    only the right years (see ``rank``). ``stated_share`` is the share of its ties' activities in which
    both sides are stated; ``stated_value`` and ``stated_rank`` are those in the network of stated
    participations alone.
    """

    actor: str
    name: str
    country: str
    value: float
    rank: int
    rank_low: int
    rank_high: int
    stated_share: float
    activities: int
    stated_value: float
    stated_rank: int


@dataclass(frozen=True)
class Ranking(Tabular):
    """Nodes in the order of a measure, with what it takes to compute the same again."""

    measure: Measure
    rows: list[Ranked]
    parameters: dict[str, Any]
    notes: list[str] = field(default_factory=list)

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as an Arrow table with the fields of ``Ranked``; a value that is not defined is null."""
        return records_to_arrow(Ranked, self.rows)

    def __repr__(self) -> str:
        return f"<Ranking: {self.measure.label}, {len(self.rows):,} rows, {self.parameters['draws']:,} draws>"

    def _repr_html_(self) -> str:
        return _ranking_html(self)


def rank(
    view: View,
    measure: Measure,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
    progress: Progress = lambda _: None,
    chance: np.ndarray | None = None,
) -> Ranking:
    """Rank the nodes of *view* by *measure*.

    An interval is made for the rank in the whole of what took place, of which the record is taken to be a
    random half. The record is halved *draws* times, without replacement (subsampling: Politis, Romano and
    Wolf 1999), inferences and doubtful years being drawn as well (see ``Draws``), and all nodes are ranked
    anew. How large a share of these ranks an interval must hold is found on the record itself: it is taken
    for the truth, halved ``TRIALS`` times, and an interval made from each half; the share is the one by
    which so many of them, and of each of the ``GROUPS`` by how busy nodes are, hold the rank in the record
    as *confidence* says (calibration: Loh 1987, J. of the
    American Statistical Association 82, 155). The observed rank is never outside. *chance* says of each
    activity how likely it lies in the period that is looked at; all surely do by default.
    """
    selection = view.selection
    parameters = {"by": measure.name, "draws": draws, "seed": seed, "confidence": confidence}
    if reason := _too_little(view):
        return Ranking(measure, [], parameters, [reason])
    notes = []
    if measure.name == "betweenness" and is_estimated(view):
        parameters["pivots"] = PIVOTS
        notes.append(f"betweenness is estimated from the paths that begin at {PIVOTS:,} of {view.size:,} nodes")
    if measure.name in CAUTIONS:
        notes.append(CAUTIONS[measure.name])
    value = _rounded(measure.compute(view))
    place, _ = places(value, measure.low_first)
    low, high = rank_intervals(view, measure, draws, seed, confidence, progress, chance)
    stated = view.within(selection.stated)
    stated_value = _rounded(measure.compute(stated))
    stated_place, _ = places(stated_value, measure.low_first)
    share = stated_shares(view, stated)
    count = np.asarray(view.there.sum(axis=0)).ravel().astype(int)
    order = np.lexsort((np.arange(view.size), place))
    rows = [
        Ranked(
            actor=selection.nodes[i].id,
            name=selection.nodes[i].name,
            country=selection.nodes[i].country,
            value=float(value[i]),
            rank=int(place[i]),
            rank_low=int(low[i]),
            rank_high=int(high[i]),
            stated_share=float(share[i]),
            activities=int(count[i]),
            stated_value=float(stated_value[i]),
            stated_rank=int(stated_place[i]),
        )
        for i in order.tolist()
    ]
    return Ranking(measure, rows, parameters, notes)


def places(value: np.ndarray, low_first: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return the best and the worst place of each value; equal values share a stretch, undefined ones come last.

    >>> best, worst = places(np.array([5.0, 3.0, 5.0, np.nan]))
    >>> best.tolist(), worst.tolist()
    ([1, 3, 1, 4], [2, 3, 2, 4])
    """
    key = np.where(np.isnan(value), np.inf, value if low_first else -value)
    ordered = np.sort(key)
    return np.searchsorted(ordered, key, side="left") + 1, np.searchsorted(ordered, key, side="right")


def rank_intervals(
    view: View,
    measure: Measure,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
    progress: Progress = lambda _: None,
    chance: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the best and the worst rank of each node within its interval; the method is that of ``rank``."""
    likely = np.ones(len(view.selection.activities)) if chance is None else chance
    source, done = Draws(view, np.random.default_rng(seed), likely), _Count(draws + TRIALS * TRIAL_DRAWS, progress)
    best, worst = _ranks(source.records(None, draws), measure, done)
    tail = _tails(source, measure, confidence, done)[_group(_times(view))]
    # So many of the best ranks may lie before the interval, and of the worst ranks behind it: an interval that
    # begins at the first of n draws begins, in the mean, at the share 1 / (n + 1) of all that could be drawn.
    beyond = np.clip(tail * TRIAL_DRAWS / (TRIAL_DRAWS + 1) * (draws + 1) - 1, 0, (draws - 1) // 2).astype(int)
    node = np.arange(view.size)
    low, high = np.sort(best, axis=0)[beyond, node], np.sort(worst, axis=0)[draws - 1 - beyond, node]
    first, last = places(_rounded(measure.compute(view)), measure.low_first)
    return np.minimum(low, first), np.maximum(high, last)


def _tails(source: Draws, measure: Measure, confidence: float, done: "_Count") -> np.ndarray:
    """Find the share of draws that may lie beyond an end of an interval, for each group, from halves of the record."""
    shares: list[list[np.ndarray]] = [[] for _ in range(GROUPS)]
    for _ in range(TRIALS):
        truth, half = source.world(), source.part(np.flatnonzero(source.view.used))
        sought = np.mean(places(_rounded(measure.compute(source.seen(truth))), measure.low_first), axis=0)
        record = source.seen(World(half, None))
        best, worst = _ranks(source.records(half, TRIAL_DRAWS), measure, done)
        first, last = places(_rounded(measure.compute(record)), measure.low_first)
        share = np.minimum((best <= sought).mean(axis=0), (worst >= sought).mean(axis=0))
        share[(first <= sought) & (sought <= last)] = 1.0
        times = _times(record)
        for number, group in enumerate(shares):
            group.append(share[(_group(times) == number) & (times > 0)])
    # An interval holds what is sought as long as no larger share may lie beyond its ends than these.
    some = [np.concatenate(group) for group in shares]
    tails = [_lowest(group, 1 - confidence) for group in (np.concatenate(some), *some)]
    return np.asarray(np.minimum(tails[1:], tails[0]))


def _lowest(shares: np.ndarray, beyond: float) -> float:
    """Return the share below which no more than so many of *shares* are."""
    return float(np.sort(shares)[int(beyond * len(shares))]) if len(shares) else 0.0


def _times(view: View) -> np.ndarray:
    """Count the activities of each node."""
    return np.asarray(view.there.T @ view.counts).ravel()


def _group(times: np.ndarray) -> np.ndarray:
    """Part nodes by how busy they are, into ``GROUPS`` of about as many; who is never there is of the first.

    >>> _group(np.array([0, 1, 2, 3, 4, 5, 6])).tolist()
    [0, 0, 0, 1, 1, 2, 2]
    """
    there = np.sort(times[times > 0])
    limits = there[[len(there) * number // GROUPS for number in range(1, GROUPS)]] if len(there) else there
    return np.asarray(np.searchsorted(limits, times, side="right"))


def _ranks(views: Iterable[View], measure: Measure, done: "_Count") -> tuple[np.ndarray, np.ndarray]:
    """Rank all nodes in each of *views*: best and worst places; a node of no value may stand anywhere."""
    bounds = []
    for view in views:
        value = _rounded(measure.compute(view))
        best, worst = places(value, measure.low_first)
        none = np.isnan(value)
        bounds.append((np.where(none, 1, best), np.where(none, len(value), worst)))
        done()
    return np.array([best for best, _ in bounds]), np.array([worst for _, worst in bounds])


@dataclass
class _Count:
    """Tells how much of so many steps is done."""

    of: int
    progress: Progress
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        self.progress(min(self.done / self.of, 1.0))


def stated_shares(view: View, stated: View) -> np.ndarray:
    """Return for each node the share of its ties' activities that rest on stated participations alone."""
    total, part = (_tie_activities(each) for each in (view, stated))
    return np.asarray(np.divide(part, total, out=np.full(view.size, np.nan), where=total > 0))


def _tie_activities(view: View) -> np.ndarray:
    edges = view.edges
    ends = np.concatenate([edges.source, edges.target])
    return np.bincount(ends, weights=np.concatenate([edges.activities] * 2), minlength=view.size)


def _rounded(value: np.ndarray) -> np.ndarray:
    """Round to twelve digits, so that values equal but for the order of adding up are equal."""
    scale = np.nanmax(np.abs(value)) if np.isfinite(value).any() else 0.0
    if scale == 0 or not np.isfinite(scale):
        return value
    return np.asarray(np.round(value, 12 - math.ceil(math.log10(scale))))


def _too_little(view: View) -> str:
    tied = len(np.unique(np.concatenate([view.edges.source, view.edges.target])))
    used = int((np.diff(view.there.indptr) > 1).sum()) if view.size else 0
    if tied < MIN_NODES or used < MIN_ACTIVITIES:
        return (
            f"{tied} {view.selection.level} are tied by {used} activities: too little to rank "
            f"(a ranking takes at least {MIN_NODES} and {MIN_ACTIVITIES})"
        )
    return ""


def _ranking_html(ranking: Ranking) -> str:
    """Show who comes first, each rank with its interval, what rests on inference, and the rank by what is stated."""
    shown = [
        {
            "rank": row.rank,
            "interval": f"{row.rank_low}-{row.rank_high}",
            "actor": row.name,
            "country": row.country,
            ranking.measure.label: row.value,
            "inferred": "" if row.stated_share != row.stated_share else f"{1 - row.stated_share:.0%}",
            "rank if stated only": row.stated_rank,
            "activities": row.activities,
        }
        for row in ranking.rows[:FIRST]
    ]
    above = f"{ranking.measure.label}: {ranking.measure.formula} ({ranking.measure.reference})"
    return notebook_table(shown, len(ranking.rows), "row", above, *ranking.notes)
