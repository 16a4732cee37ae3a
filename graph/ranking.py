"""Rank actors by a measure, and say how sure each rank is."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .measures import PIVOTS, Measure, is_estimated
from .view import View

DRAWS, SEED, CONFIDENCE = 500, 1, 0.95
# Below these a ranking would be a number without meaning.
MIN_NODES, MIN_ACTIVITIES = 3, 5
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Ranked:
    """One node of a ranking.

    ``rank`` counts from 1, equal values share the better rank. ``rank_low`` and ``rank_high`` bound
    the rank over draws of the activities; where values are equal the whole stretch of places they
    share counts, so that an actor of whom little is known has a wide interval. ``stated_share`` is
    the share of its ties' activities in which both sides are stated; ``stated_value`` and
    ``stated_rank`` are those in the network of stated participations alone.
    """

    actor: str
    name: str
    country: str
    value: float
    rank: int
    rank_low: int
    rank_high: int
    stated_share: float
    value_low: float
    value_high: float
    activities: int
    stated_value: float
    stated_rank: int


@dataclass(frozen=True)
class Ranking:
    """Nodes in the order of a measure, with what it takes to compute the same again."""

    measure: Measure
    rows: list[Ranked]
    parameters: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def rank(
    view: View,
    measure: Measure,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
    progress: Progress = lambda _: None,
) -> Ranking:
    """Rank the nodes of *view* by *measure*.

    The interval of a rank is a percentile interval over *draws* of the activities with replacement
    (bootstrap: Efron and Tibshirani 1993, ch. 13), all nodes being ranked anew in each draw.
    """
    selection = view.selection
    parameters = {"by": measure.name, "draws": draws, "seed": seed, "confidence": confidence}
    if reason := _too_little(view):
        return Ranking(measure, [], parameters, [reason])
    notes = []
    if measure.name == "betweenness" and is_estimated(view):
        parameters["pivots"] = PIVOTS
        notes.append(f"betweenness is estimated from the paths that begin at {PIVOTS:,} of {view.size:,} nodes")
    value = _rounded(measure.compute(view))
    place, _ = places(value, measure.low_first)
    low, high, value_low, value_high = _intervals(view, measure, draws, seed, confidence, progress)
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
            value_low=float(value_low[i]),
            value_high=float(value_high[i]),
            activities=int(count[i]),
            stated_value=float(stated_value[i]),
            stated_rank=int(stated_place[i]),
        )
        for i in order.tolist()
    ]
    return Ranking(measure, rows, parameters, notes)


def places(value: np.ndarray, low_first: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Give the best and the worst place of each value; equal values share a stretch, undefined ones come last.

    >>> best, worst = places(np.array([5.0, 3.0, 5.0, np.nan]))
    >>> best.tolist(), worst.tolist()
    ([1, 3, 1, 4], [2, 3, 2, 4])
    """
    key = np.where(np.isnan(value), np.inf, value if low_first else -value)
    ordered = np.sort(key)
    return np.searchsorted(ordered, key, side="left") + 1, np.searchsorted(ordered, key, side="right")


def draw_activities(view: View, draws: int, seed: int) -> "np.ndarray":
    """Give for each draw how often each activity counts: draws x activities, whole numbers.

    Drawn are the activities in which some node holds a role that the tie is about.
    """
    used = np.flatnonzero(view.used)
    counts = np.random.default_rng(seed).multinomial(len(used), np.full(len(used), 1 / len(used)), size=draws)
    found = np.zeros((draws, len(view.selection.activities)))
    found[:, used] = counts
    return found


def stated_shares(view: View, stated: View) -> np.ndarray:
    """Give for each node the share of its ties' activities that rest on stated participations alone."""
    total, part = (_tie_activities(each) for each in (view, stated))
    return np.asarray(np.divide(part, total, out=np.full(view.size, np.nan), where=total > 0))


def _tie_activities(view: View) -> np.ndarray:
    edges = view.edges
    ends = np.concatenate([edges.source, edges.target])
    return np.bincount(ends, weights=np.concatenate([edges.activities] * 2), minlength=view.size)


def _intervals(
    view: View, measure: Measure, draws: int, seed: int, confidence: float, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    best = np.empty((draws, view.size), dtype=np.int64)
    worst = np.empty((draws, view.size), dtype=np.int64)
    values = np.empty((draws, view.size))
    for number, times in enumerate(draw_activities(view, draws, seed)):
        values[number] = _rounded(measure.compute(view.drawn(times)))
        best[number], worst[number] = places(values[number], measure.low_first)
        progress((number + 1) / draws)
    tail = (1 - confidence) / 2
    low = np.quantile(best, tail, axis=0, method="lower")
    high = np.quantile(worst, 1 - tail, axis=0, method="higher")
    bounds = np.full((2, view.size), np.nan)
    gaps = np.isnan(values)
    whole, some = ~gaps.any(axis=0), gaps.any(axis=0) & ~gaps.all(axis=0)
    for quantile, columns in ((np.quantile, whole), (np.nanquantile, some)):  # the second goes column by column
        if columns.any():
            bounds[:, columns] = quantile(values[:, columns], [tail, 1 - tail], axis=0)
    return low, high, bounds[0], bounds[1]


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
