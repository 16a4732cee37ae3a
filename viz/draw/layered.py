"""Boxes in columns with arrows from left to right, so that few arrows cross and none runs through a box."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 24


@dataclass(frozen=True)
class Arrow:
    """From one box to another; where on each it is tied, counted from the top of the box."""

    start: int
    end: int
    start_at: float
    end_at: float


@dataclass(frozen=True)
class Placement:
    """The column and the top of each box; for each arrow the heights at which it passes the columns between."""

    columns: list[int]
    tops: list[float]
    passes: list[list[float]]
    height: float


def place_boxes(heights: Sequence[float], arrows: Sequence[Arrow], gap: float, lane: float) -> Placement:
    """Place boxes of these heights with *gap* between neighbours; arrows that pass a column take *lane* of it,
    those to the same box together.

    Columns and the order within them are those of Sugiyama's method: each arrow runs to the right, save those that
    close a circle. An arrow from a box to itself is left to the caller.
    """
    columns = _columns(len(heights), [(arrow.start, arrow.end) for arrow in arrows])
    tall, layer = list(heights), list(columns)
    lanes: dict[tuple[int, int], int] = {}
    ties: dict[tuple[tuple[int, float], tuple[int, float]], None] = {}
    for arrow in arrows:
        stops = [(arrow.start, arrow.start_at)]
        for column in _between(columns[arrow.start], columns[arrow.end]):
            if (arrow.end, column) not in lanes:
                lanes[arrow.end, column] = len(tall)
                tall.append(lane)
                layer.append(column)
            stops.append((lanes[arrow.end, column], lane / 2))
        if arrow.start != arrow.end:
            ties.update(dict.fromkeys(pairwise([*stops, (arrow.end, arrow.end_at)])))
    rows = _rows(layer, [(one[0], other[0]) for one, other in ties])
    tops = _tops(rows, tall, list(ties), gap)
    passes = [
        [tops[lanes[arrow.end, column]] + lane / 2 for column in _between(columns[arrow.start], columns[arrow.end])]
        for arrow in arrows
    ]
    height = max((top + tall[n] for n, top in enumerate(tops)), default=0.0)
    return Placement(columns, tops[: len(heights)], passes, height)


def _columns(count: int, pairs: list[tuple[int, int]]) -> list[int]:
    """Put each box right of all that point at it, and no further left of what it points at than it must."""
    import igraph

    graph = igraph.Graph(n=count, edges=[pair for pair in pairs if pair[0] != pair[1]], directed=True)
    cut = graph.feedback_arc_set()  # as few as can be: each of them closes a circle, and runs to the left
    pairs = [graph.es[number].tuple for number in cut]
    graph.delete_edges(cut)
    for one, other in pairs:
        if one not in graph.subcomponent(other, mode="out"):  # it closes no circle: igraph may take too many
            graph.add_edge(one, other)
    order = graph.topological_sorting()
    columns = [0] * count
    for n in order:
        columns[n] = max((columns[m] + 1 for m in graph.predecessors(n)), default=0)
    for n in reversed(order):
        if not graph.predecessors(n) and graph.successors(n):
            columns[n] = min(columns[m] for m in graph.successors(n)) - 1
    return columns


def _between(one: int, other: int) -> list[int]:
    return list(range(one + 1, other)) if one < other else list(range(one - 1, other, -1))


def _rows(layer: list[int], pairs: list[tuple[int, int]]) -> list[list[int]]:
    """Order boxes and lanes in each column, so that few arrows cross."""
    import igraph

    graph = igraph.Graph(n=len(layer), edges=pairs, directed=True)
    laid = graph.layout_sugiyama(layers=layer, maxiter=2000)
    laid = laid[0] if isinstance(laid, tuple) else laid  # igraph 1.0 gives the bends of edges too; here there are none
    across = [laid[n][0] for n in range(len(layer))]
    return [
        sorted((n for n in range(len(layer)) if layer[n] == column), key=lambda n: (across[n], n))
        for column in range(max(layer, default=-1) + 1)
    ]


def _tops(
    rows: list[list[int]], tall: list[float], ties: list[tuple[tuple[int, float], tuple[int, float]]], gap: float
) -> list[float]:
    """Move each box towards what it is tied to, as far as its neighbours leave it room."""
    near: dict[int, list[tuple[float, int, float]]] = {}
    for (one, at), (other, there) in ties:
        near.setdefault(one, []).append((at, other, there))
        near.setdefault(other, []).append((there, one, at))
    tops = [0.0] * len(tall)
    for row in rows:
        _stack(row, tops, tall, gap, dict.fromkeys(row, 0.0))
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wished = {
                n: sum(tops[m] + there - at for at, m, there in near[n]) / len(near[n]) if n in near else tops[n]
                for n in row
            }
            _stack(row, tops, tall, gap, wished)
    for row in rows:
        for above, n in pairwise(row):
            if n not in near:  # nothing holds it anywhere
                tops[n] = tops[above] + tall[above] + gap
    least = min(tops, default=0.0)
    return [top - least for top in tops]


def _stack(row: list[int], tops: list[float], tall: list[float], gap: float, wished: dict[int, float]) -> None:
    """Give to the boxes of a column the tops nearest to those wished for (least squares) that keep order and gap."""
    blocks: list[tuple[float, int]] = []  # mean of what its boxes wish for, less what stands above them; how many
    above, offsets = 0.0, []
    for n in row:
        offsets.append(above)
        mean, size = wished[n] - above, 1
        while blocks and blocks[-1][0] > mean:
            other, more = blocks.pop()
            mean, size = (mean * size + other * more) / (size + more), size + more
        blocks.append((mean, size))
        above += tall[n] + gap
    starts = [mean for mean, size in blocks for _ in range(size)]
    for n, offset, start in zip(row, offsets, starts, strict=True):
        tops[n] = start + offset
