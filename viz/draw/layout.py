"""Where each node stands: computed beforehand, the same for the same network."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from ...graph.ties.projection import Edges
from .groups import Group

WIDTH, HEIGHT = 1240.0, 940.0


@dataclass(frozen=True)
class Sector:
    """The part of the ring that a country takes, for its title: angle of its middle, in radians."""

    group: str
    x: float
    y: float
    angle: float


def ring_layout(
    members: Sequence[str], strength: Sequence[float], names: Sequence[str], groups: dict[str, Group]
) -> tuple[list[tuple[float, float]], list[Sector]]:
    """Place nodes by country: each outer group in a sector of a ring, the others on rings within.

    In a sector the strongest stand foremost, towards the middle. Within, partners stand in the order
    of *names* around, so that those of one country are neighbours.
    """
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(members)
    outer = [group.id for group in groups.values() if group.outer and group.id in members]
    sectors = []
    if outer:
        sizes = {group: sum(1 for member in members if member == group) for group in outer}
        shares = {group: math.sqrt(size) for group, size in sizes.items()}
        turn, start = 2 * math.pi / sum(shares.values()), -math.pi / 2 - math.pi / len(outer)
        for group in outer:
            span = shares[group] * turn
            inside = sorted((i for i, m in enumerate(members) if m == group), key=lambda i: (-strength[i], names[i]))
            for index, (angle, radius) in zip(inside, _arc(len(inside), start, span), strict=True):
                places[index] = _at(angle, radius)
            middle = start + span / 2
            sectors.append(Sector(group, *_at(middle, 1.25), middle))
            start += span
    inner = [i for i, member in enumerate(members) if member not in outer]
    _place_inner(inner, members, strength, names, groups, places)
    return places, sectors


_ROWS = {1: (1.0,), 2: (0.88, 1.08), 3: (0.83, 0.98, 1.13)}


def _arc(count: int, start: float, span: float) -> list[tuple[float, float]]:
    """Compute angle (radians) and radius of the places in a sector, the foremost first: rows from the inside out."""
    rows = 1 if count <= 5 else 2 if count <= 13 else 3 if count <= 45 else math.ceil(math.sqrt(count / 5))
    radii = _ROWS.get(rows) or tuple(0.78 + 0.37 * row / (rows - 1) for row in range(rows))
    total = sum(radii)
    left, places = count, []
    for row, radius in enumerate(radii):
        here = left if row == rows - 1 else round(count * radius / total)
        left -= here
        width = span * 0.84
        step = width / here
        first = start + span / 2 - width / 2 + step / 2
        # From the middle of the sector to its edges, so that the strongest of a row stand in the middle.
        order = sorted(range(here), key=lambda n, middle=(here - 1) / 2: (abs(n - middle), n))  # type: ignore[misc]
        places += [(first + n * step, radius) for n in order]
    return places


def _place_inner(
    inner: list[int],
    members: Sequence[str],
    strength: Sequence[float],
    names: Sequence[str],
    groups: dict[str, Group],
    places: list[tuple[float, float]],
) -> None:
    """Place what is not of an outer group: the strongest few in the middle, the rest on two rings."""
    order = list(groups)
    ranked = sorted(inner, key=lambda i: (-strength[i], names[i]))
    middle, rest = ranked[:6], ranked[6:]
    for n, index in enumerate(middle):
        places[index] = _at(-math.pi / 2 + 2 * math.pi * n / max(len(middle), 1), 0.17 if len(middle) > 1 else 0.0)
    rest.sort(key=lambda i: (order.index(members[i]), names[i]))
    for ring, radius in _rings(rest):
        for n, index in enumerate(ring):
            places[index] = _at(-math.pi / 2 + 2 * math.pi * (n + 0.5) / len(ring), radius)


def _rings(rest: list[int]) -> list[tuple[list[int], float]]:
    """Share out nodes over rings around the middle: two, or as many as keep them apart."""
    if len(rest) <= 120:
        third = len(rest) // 3
        return [(rest[:third], 0.38), (rest[third:], 0.59)]
    count = max(3, math.ceil(math.sqrt(len(rest) / 18)))
    radii = [0.26 + 0.42 * ring / (count - 1) for ring in range(count)]
    rings, done, room = [], 0, sum(radii)
    for number, radius in enumerate(radii):
        end = len(rest) if number == count - 1 else done + round(len(rest) * radius / room)
        rings.append((rest[done:end], radius))
        done = end
    return [(ring, radius) for ring, radius in rings if ring]


def _at(angle: float, radius: float) -> tuple[float, float]:
    return round(math.cos(angle) * radius * WIDTH / 2, 1), round(math.sin(angle) * radius * HEIGHT / 2, 1)


def close_layout(count: int, edges: Edges, start: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Place nodes by closeness: a force layout of each component, packed into one picture.

    *start* gives the places to start from, so that the same network gives the same picture.
    """
    import igraph

    graph = igraph.Graph(n=count, edges=list(zip(edges.source.tolist(), edges.target.tolist(), strict=True)))
    graph.es["weight"] = [math.sqrt(weight) for weight in edges.weight.tolist()]
    places: list[tuple[float, float]] = list(start)
    parts = sorted(graph.connected_components(mode="weak"), key=lambda part: (-len(part), part))
    left, below = -WIDTH / 2, HEIGHT * 0.62
    for part in parts:
        if len(part) == 1:
            places[part[0]] = (left, below)
            left += 60
            continue
        inner = graph.induced_subgraph(part)
        # Many nodes settle in fewer rounds than a reader would tell apart.
        rounds = 400 if len(part) <= 600 else 120
        seed = [list(start[index]) for index in part]
        # The layout shakes the nodes a little at each step; the same shaking gives the same picture.
        igraph.set_random_number_generator(random.Random(7))
        try:
            laid = inner.layout_fruchterman_reingold(weights="weight", seed=seed, niter=rounds, grid=False).coords
        finally:
            igraph.set_random_number_generator(random)
        scale = math.sqrt(len(part) / max(count, 1))
        box = (WIDTH * scale, HEIGHT * scale)
        centre = (0.0, 0.0) if part is parts[0] else (left + box[0] / 2, below)
        for index, place in zip(part, _fitted(laid, box, centre), strict=True):
            places[index] = place
        if part is not parts[0]:
            left += box[0] + 60
    return places


def _fitted(
    places: list[list[float]], box: tuple[float, float], centre: tuple[float, float]
) -> list[tuple[float, float]]:
    """Stretch places to a box; ranks soften the distances, so that a dense middle is spread out."""
    columns = []
    for axis in (0, 1):
        values = [place[axis] for place in places]
        low, high = min(values), max(values)
        ranks = {index: rank for rank, index in enumerate(sorted(range(len(values)), key=values.__getitem__))}
        spread = max(len(values) - 1, 1)
        columns.append(
            [
                centre[axis] + box[axis] * (0.5 * ((v - low) / ((high - low) or 1)) + 0.5 * ranks[i] / spread - 0.5)
                for i, v in enumerate(values)
            ]
        )
    return [(round(x, 1), round(y, 1)) for x, y in zip(*columns, strict=True)]
