"""A small picture of what stands around a thing: itself in the middle, its neighbours around, a line to each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, STEP = 940, 40
MOST = 14
LONGEST = 38


@dataclass(frozen=True)
class Neighbour:
    """What stands around: its name, its page, how strong the line is, and how much of that is stated."""

    name: str
    page: str
    weight: int
    stated: int
    note: str


@dataclass(frozen=True)
class Spoke:
    """A neighbour in its place: where its mark is, how wide its line, and the part of it that is stated."""

    neighbour: Neighbour
    label: str
    x: float
    y: float
    width: float
    sure: float
    anchor: str


@dataclass(frozen=True)
class Picture:
    """The picture of a neighbourhood, and what it leaves out."""

    middle: str
    spokes: list[Spoke]
    hidden: int
    height: int
    width: int = WIDTH


def draw_neighbours(middle: str, neighbours: Sequence[Neighbour]) -> Picture | None:
    """Place the strongest neighbours around, those on either side one below the other so that no labels meet."""
    shown = sorted(neighbours, key=lambda each: (-each.weight, -each.stated, each.name))[:MOST]
    if not shown:
        return None
    most = max(each.weight for each in shown)
    left, right = shown[1::2], shown[::2]
    height = STEP * max(len(right), 3)
    spokes = [spoke for side, ones in ((1, right), (-1, left)) for spoke in _side(ones, side, most, height)]
    return Picture(_cut(middle, 40), spokes, len(neighbours) - len(shown), height)


def _side(neighbours: Sequence[Neighbour], side: int, most: int, height: int) -> list[Spoke]:
    """Place neighbours along half an ellipse, the strongest in its middle."""
    order = sorted(range(len(neighbours)), key=lambda n: abs(n - (len(neighbours) - 1) / 2))
    placed = dict(zip(order, neighbours, strict=True))
    spokes = []
    for n in range(len(neighbours)):
        share = (n + 0.5) / len(neighbours) - 0.5
        y = height / 2 + share * (height - 10)
        x = WIDTH / 2 + side * 140 * math.sqrt(max(0.0, 1 - (1.55 * share) ** 2))
        one = placed[n]
        width = round(1 + 6 * math.sqrt(one.weight / most), 1)
        sure = round(width * one.stated / one.weight, 1)
        spokes.append(
            Spoke(
                one,
                _cut(one.name, LONGEST - len(one.note)),
                round(x, 1),
                round(y, 1),
                width,
                sure,
                "start" if side > 0 else "end",
            )
        )
    return spokes


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
