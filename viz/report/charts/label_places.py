"""Where labels stand so that none covers another or a node."""

from collections.abc import Sequence
from dataclasses import dataclass

from .letters import LINE, text_box


@dataclass(frozen=True)
class Spot:
    """A label's place: the point its text begins, ends or is centred at, and its first line's middle."""

    x: float
    y: float
    align: str


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def place_labels(
    points: Sequence[tuple[float, float]],
    radii: Sequence[float],
    labels: Sequence[str],
    order: Sequence[int],
    size: float,
    bounds: tuple[float, float, float, float],
    taken: Sequence[tuple[float, float, float, float]] = (),
) -> dict[int, Spot]:
    """Find a spot for as many labels as have room, in *order*; the others get none.

    *bounds* and *taken* are left, top, right, bottom; ``y`` grows downwards.
    """
    nodes = [_Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)]
    placed = [_Box(*box) for box in taken]
    inside = _Box(*bounds)
    spots = {}
    for index in order:
        for spot, box in _spots(points[index], radii[index] + 2, labels[index], size):
            if not _within(box, inside) or any(box.meets(other) for other in placed):
                continue
            if any(box.meets(node) for number, node in enumerate(nodes) if number != index):
                continue
            spots[index] = spot
            placed.append(box)
            break
    return spots


def _spots(point: tuple[float, float], away: float, label: str, size: float) -> list[tuple[Spot, _Box]]:
    """List the places around a point, the best first: right, left, below, above, and the corners."""
    x, y = point
    width, height = text_box(label, size)
    half = height / 2
    corner = away * 0.7 + half
    spots = []
    for dx, dy, align in (
        (away, 0, "start"),
        (-away, 0, "end"),
        (0, away + half, "middle"),
        (0, -away - half, "middle"),
        (away * 0.7, corner, "start"),
        (away * 0.7, -corner, "start"),
        (-away * 0.7, corner, "end"),
        (-away * 0.7, -corner, "end"),
    ):
        middle = y + dy
        left = {"start": x + dx, "end": x + dx - width, "middle": x - width / 2}[align]
        spots.append(
            (
                Spot(x + dx, middle - half + size * LINE / 2, align),
                _Box(left, middle - half, left + width, middle + half),
            )
        )
    return spots


def _within(box: _Box, inside: _Box) -> bool:
    return (
        box.left >= inside.left and box.right <= inside.right and box.top >= inside.top and box.bottom <= inside.bottom
    )
