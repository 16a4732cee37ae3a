"""Compare two periods: ties kept, gained and lost, ranks moved, and whether chance would do as much."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .measures import Measure
from .ranking import Ranking, rank
from .view import View

SPLITS, SEED = 1000, 1
KEPT, GAINED, LOST = "kept", "gained", "lost"


@dataclass(frozen=True)
class ComparedTie:
    """A tie in one or both of two periods: its weight in each, 0 where it is not."""

    source: str
    target: str
    status: str
    before: float
    after: float


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
class Comparison:
    """Two periods side by side.

    ``difference`` is the Bray-Curtis dissimilarity of the weights, 0 for the same network and 1 for
    networks without a tie in common; ``p`` is the share of random splits of the same activities
    that differ at least as much. ``persistence`` is the share of the first period's ties kept.
    """

    before: str
    after: str
    ties: list[ComparedTie]
    moved: list[Moved]
    difference: float
    p: float
    persistence: float
    activities: tuple[int, int]
    parameters: dict[str, Any]
    notes: list[str] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Count the ties of one status: kept, gained, lost."""
        return sum(1 for tie in self.ties if tie.status == status)


def compare(
    whole: View,
    before: tuple[str, np.ndarray],
    after: tuple[str, np.ndarray],
    measure: Measure,
    splits: int = SPLITS,
    seed: int = SEED,
    draws: int = 200,
    progress: Callable[[float], None] = lambda _: None,
) -> Comparison:
    """Compare two sets of activities of one selection, each given by its label and a mask.

    The test (Good 2005, Permutation Tests, ch. 3): the activities of either period are thrown
    together and split at random into two lots of the same sizes, *splits* times; an activity that
    may have taken place in both periods stays in both.
    """
    first, second = before[1], after[1]
    views = [whole.during(mask) for mask in (first, second)]
    used = whole.used
    counts = (int((first & used).sum()), int((second & used).sum()))
    notes = [
        f"{label} has {count} activities: too few to compare"
        for (label, _), count in zip((before, after), counts, strict=True)
        if count < 5
    ]
    difference = _difference(*views)
    rng = np.random.default_rng(seed)
    pool = np.flatnonzero((first ^ second) & used)
    size = int((first & ~second & used).sum())
    at_least = 0
    for number in range(splits if not notes else 0):
        shuffled = rng.permutation(pool)
        lots = [(first & second).astype(float) for _ in range(2)]
        lots[0][shuffled[:size]] = 1.0
        lots[1][shuffled[size:]] = 1.0
        at_least += _difference(whole.drawn(lots[0]), whole.drawn(lots[1])) >= difference - 1e-12
        progress((number + 1) / splits)
    ties = _ties(whole, *views)
    old = [tie for tie in ties if tie.status != GAINED]
    return Comparison(
        before=before[0],
        after=after[0],
        ties=ties,
        moved=[] if notes else _moved(*(rank(view, measure, draws, seed) for view in views)),
        difference=difference,
        p=float("nan") if notes else (1 + at_least) / (1 + splits),
        persistence=sum(1 for tie in old if tie.status == KEPT) / len(old) if old else float("nan"),
        activities=counts,
        parameters={"by": measure.name, "splits": splits, "seed": seed, "draws": draws},
        notes=notes,
    )


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


def _ties(whole: View, one: View, other: View) -> list[ComparedTie]:
    before, after = (dict(zip(*(part.tolist() for part in _keyed(view)), strict=True)) for view in (one, other))
    nodes = whole.selection.nodes
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, 0.0), after.get(key, 0.0)
        status = KEPT if was and now else GAINED if now else LOST
        found.append(ComparedTie(nodes[key // whole.size].id, nodes[key % whole.size].id, status, was, now))
    order = {KEPT: 0, GAINED: 1, LOST: 2}
    return sorted(found, key=lambda tie: (order[tie.status], -max(tie.before, tie.after), tie.source, tie.target))


def _moved(before: Ranking, after: Ranking) -> list[Moved]:
    then = {row.actor: row for row in before.rows}
    found = [
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
    return sorted(found, key=lambda each: (not each.is_sure, -abs(each.before - each.after), each.actor))
