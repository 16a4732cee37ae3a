"""Where the nodes of a large network stand: in islands of those tied most, the islands packed side by side."""

import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import igraph

# A picture on a screen is about so much wider than high.
ASPECT = 1.45
GOLDEN = math.pi * (3 - math.sqrt(5))
GAP = 1.6


@dataclass(frozen=True)
class Islands:
    """A place for each node, and its island (-1: it has no tie and no place). The largest island is 0."""

    x: np.ndarray
    y: np.ndarray
    member: np.ndarray

    @property
    def count(self) -> int:
        """Number of islands."""
        return int(self.member.max(initial=-1)) + 1


def place_in_islands(count: int, pairs: np.ndarray, weight: np.ndarray, *, seed: int = 7) -> Islands:
    """Place *count* nodes, tied by *pairs* (rows of two nodes); the same ties give the same places.

    Islands are communities of highest modularity (Leiden), so a component is never shared out with
    another. A node takes the same room everywhere; an island stands near those it is tied to most.
    """
    import igraph

    graph = igraph.Graph(n=count, edges=pairs.tolist())
    graph.es["weight"] = weight.tolist()
    with _shaken_alike(seed):
        member = np.array(
            graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=4).membership
        )
    member = _largest_first(np.where(np.array(graph.degree()) > 0, member, -1))
    x, y = np.zeros(count), np.zeros(count)
    inside = [np.flatnonzero(member == number) for number in range(int(member.max(initial=-1)) + 1)]
    centres = _pack([_radius(len(nodes)) for nodes in inside], _between(member, pairs, weight, len(inside)))
    for nodes, (left, top) in zip(inside, centres, strict=True):
        with _shaken_alike(seed):
            places = _disc(graph.induced_subgraph(nodes.tolist()))
        x[nodes], y[nodes] = places[:, 0] + left, places[:, 1] + top
    return Islands(np.round(x, 1), np.round(y, 1), member)


@contextmanager
def _shaken_alike(seed: int) -> Iterator[None]:
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _largest_first(member: np.ndarray) -> np.ndarray:
    """Number the communities by size, those of one size by their first node; -1 stays."""
    names, first, sizes = np.unique(member, return_index=True, return_counts=True)
    order = [number for number in np.lexsort((first, -sizes)) if names[number] >= 0]
    table = np.full(len(names), -1)
    table[order] = np.arange(len(order))
    return np.asarray(table[np.searchsorted(names, member)])


def _radius(nodes: int) -> float:
    return math.sqrt(nodes) + 0.4


def _between(member: np.ndarray, pairs: np.ndarray, weight: np.ndarray, count: int) -> np.ndarray:
    """Add up the ties between each two islands."""
    ends = member[pairs] if len(pairs) else np.zeros((0, 2), dtype=int)
    between = np.zeros((count, count))
    np.add.at(between, (ends[:, 0], ends[:, 1]), weight)
    return np.asarray(between + between.T)


def _pack(radii: list[float], ties: np.ndarray) -> list[tuple[float, float]]:
    """Place circles without overlap, each as near as there is room to the middle and to those it is tied to."""
    placed = np.zeros((0, 3))
    for number, radius in enumerate(radii):
        near = ties[number, :number]
        # Half-way to the middle: else the picture grows into arms.
        target = (near @ placed[:, :2]) / near.sum() / 2 if near.sum() else np.zeros(2)
        placed = np.vstack([placed, [*_free(placed, radius, target), radius]])
    return [(float(x), float(y)) for x, y in placed[:, :2]]


def _free(placed: np.ndarray, radius: float, target: np.ndarray) -> np.ndarray:
    """Find room for a circle, going around *target* in a widening spiral."""
    step, batch = max(radius, 2.0) * 0.7, 256
    for start in range(0, 1_000_000, batch):
        turn = np.arange(start, start + batch)
        away = step * turn**0.58
        tried = target + np.stack([away * np.cos(turn * GOLDEN) * ASPECT, away * np.sin(turn * GOLDEN)], axis=1)
        apart = np.hypot(tried[:, None, 0] - placed[:, 0], tried[:, None, 1] - placed[:, 1])
        fits = (apart >= placed[:, 2] + radius + GAP).all(axis=1)
        if fits.any():
            return np.asarray(tried[int(np.argmax(fits))])
    raise AssertionError("a plane has room for a circle")


def _disc(graph: "igraph.Graph") -> np.ndarray:
    """Lay out one island by its ties and spread it over its disc; the mean node has the same room everywhere."""
    count = graph.vcount()
    turn = np.arange(count)
    start = np.stack([np.sqrt(turn) * np.cos(turn * GOLDEN), np.sqrt(turn) * np.sin(turn * GOLDEN)], axis=1)
    if count == 1:
        return start
    places = np.array(
        graph.layout_fruchterman_reingold(
            seed=start.tolist(), niter=300 if count <= 700 else 150, grid=count > 1500
        ).coords
    )
    places -= np.median(places, axis=0)
    away, angle = np.hypot(places[:, 0], places[:, 1]), np.arctan2(places[:, 1], places[:, 0])
    # Ranks fill the disc evenly; distances keep the shape. Half of each.
    rank = np.empty(count)
    rank[np.argsort(away, kind="stable")] = np.sqrt((np.arange(count) + 0.5) / count)
    reach = _radius(count) * (0.7 * rank + 0.3 * away / (away.max() or 1))
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)
