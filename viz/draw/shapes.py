"""The map of places: outlines of countries where they are at hand, and points, on a conic projection.

The outlines are Natural Earth's, as the npm package ``world-atlas`` brings them; ``viz/web/build.py``
lays them beside the scripts of the map. Without them the page shows places on a bare graticule.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ATLAS = Path(__file__).parents[1] / "map" / "dist" / "countries-50m.json"
WIDTH = 1000.0
# The sheet is at least so high, as a share of its width.
SHAPE = 0.56
# Points of an outline that are nearer than this to the line between their neighbours are left out.
DETAIL = 0.6
# A place farther from the middle one than this, in degrees, is shown at the edge.
FAR = (75.0, 40.0)
EDGE = 12.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Conic:
    """Lambert's conformal conic projection (Snyder 1987, USGS Professional Paper 1395, p. 104), on a sphere."""

    n: float
    f: float
    rho0: float
    middle: float

    def __call__(self, longitude: float, latitude: float) -> Point:
        """Project a place; y grows southwards."""
        rho = self.f / _tangent(latitude) ** self.n
        theta = self.n * math.radians(longitude - self.middle)
        return rho * math.sin(theta), rho * math.cos(theta) - self.rho0


def conic_for(points: Sequence[Point]) -> Conic:
    """Fit a projection to *points*, in degrees: its standard parallels a sixth within their latitudes."""
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    low, high = max(min(latitudes), -60.0), min(max(latitudes), 75.0)
    low, high = (low, high) if high - low > 4 else (low - 4, high + 4)
    first, second = math.radians(low + (high - low) / 6), math.radians(high - (high - low) / 6)
    if abs(first + second) < 0.05:  # on both sides of the equator the cone would be a cylinder
        second += 0.1
    n = math.log(math.cos(first) / math.cos(second)) / math.log(
        _tangent(math.degrees(second)) / _tangent(math.degrees(first))
    )
    f = math.cos(first) * _tangent(math.degrees(first)) ** n / n
    middle = (low + high) / 2
    return Conic(n, f, f / _tangent(middle) ** n, (min(longitudes) + max(longitudes)) / 2)


def _tangent(latitude: float) -> float:
    return math.tan(math.pi / 4 + math.radians(latitude) / 2)


def draw_places(places: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Draw the sheet of the map: its size, where each place stands, outlines, graticule."""
    points = _near([tuple(place["at"]) for place in places.values() if "at" in place])
    if not points:
        return {"width": WIDTH, "height": WIDTH / 2, "at": {}, "beyond": [], "outlines": [], "lines": []}
    west, east = min(x for x, _ in points) - 9, max(x for x, _ in points) + 9
    south, north = max(min(y for _, y in points) - 5, -80.0), min(max(y for _, y in points) + 5, 84.0)
    project = conic_for([(west, south), (east, north)])
    edge = [project(x, y) for x in _steps(west, east, 20) for y in (south, north)]
    edge += [project(x, y) for x in (west, east) for y in _steps(south, north, 20)]
    # The sheet is what the places fill with a margin, not the whole fan of the cone.
    spots = [project(*point) for point in points]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    low, high = min(y for _, y in spots), max(y for _, y in spots)
    margin = 0.07 * max(right - left, high - low, 0.1)
    left, right, low, high = left - margin, right + margin, low - margin, high + margin
    short = max(0.0, SHAPE * (right - left) - (high - low)) / 2
    low, high = low - short, high + short
    scale, height = WIDTH / (right - left), WIDTH * (high - low) / (right - left)

    def sheet(longitude: float, latitude: float) -> Point:
        x, y = project(longitude, latitude)
        return round((x - left) * scale, 1), round((y - low) * scale, 1)

    spots_of = {code: sheet(*place["at"]) for code, place in places.items() if "at" in place}
    # rho grows southwards, so that y already runs down the sheet.
    return {
        "width": WIDTH,
        "height": round(height, 1),
        "at": {code: _within(at, height) for code, at in spots_of.items()},
        "beyond": [code for code, at in spots_of.items() if at != _within(at, height)],
        "outlines": _outlines(sheet, places, height),
        "lines": _graticule(sheet, west, east, south, north, height),
    }


def _near(points: list[Any]) -> list[Any]:
    """Leave out the points so far from the middle one that the map would be about the way to them."""
    if not points:
        return []
    x0, y0 = (sorted(axis)[len(points) // 2] for axis in zip(*points, strict=True))
    return [(x, y) for x, y in points if abs(x - x0) <= FAR[0] and abs(y - y0) <= FAR[1]]


def _within(at: Point, height: float) -> Point:
    """Bring a place beyond the sheet to its edge."""
    return min(max(at[0], EDGE), WIDTH - EDGE), min(max(at[1], EDGE), round(height - EDGE, 1))


def _steps(begin: float, end: float, count: int) -> list[float]:
    return [begin + (end - begin) * n / count for n in range(count + 1)]


def _graticule(sheet: Any, west: float, east: float, south: float, north: float, height: float) -> list[str]:
    """Draw meridians and parallels, every ten degrees or five, as paths."""
    step = 10 if east - west > 40 else 5
    meridians = range(math.ceil((west - 30) / step) * step, math.floor(east + 30) + 1, step)
    parallels = range(math.ceil(max(south - 20, -80) / step) * step, min(math.floor(north + 20), 80) + 1, step)
    lines = [[sheet(x, y) for y in _steps(max(south - 20, -80), min(north + 20, 84), 24)] for x in meridians]
    lines += [[sheet(x, y) for x in _steps(west - 30, east + 30, 48)] for y in parallels]
    return [_path(line, False) for line in lines if _overlaps(line, height)]


def _outlines(sheet: Any, places: dict[str, dict[str, Any]], height: float) -> list[list[str]]:
    """Draw the outlines that meet the sheet: code of the country ("" for one not in the graph) and path."""
    if not ATLAS.is_file():
        return []
    homes = {code: tuple(place["at"]) for code, place in places.items() if place["kind"] == "country" and "at" in place}
    outlines = []
    for rings in _countries(json.loads(ATLAS.read_text(encoding="utf-8"))):
        code = next((code for code, home in homes.items() if any(_inside(home, ring) for ring in rings)), "")
        parts = []
        for ring in rings:
            # What lies on the far side of the earth has no place on the cone.
            projected = [sheet(x, max(min(y, 86.0), -78.0)) for x, y in ring]
            if _meets(projected, height):
                parts.append(_path(_simplified(projected), True))
        if parts := [part for part in parts if part]:
            outlines.append([code, "".join(parts)])
    return outlines


def _meets(line: Sequence[Point], height: float) -> bool:
    xs = [x for x, _ in line]
    # A ring that the cut of the cone tears apart is wider than any country.
    return max(xs) - min(xs) < 4 * WIDTH and _overlaps(line, height)


def _overlaps(line: Sequence[Point], height: float) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < height


def _countries(atlas: dict[str, Any]) -> Iterable[list[list[Point]]]:
    """Decode the rings of each country from TopoJSON: arcs are differences of whole numbers, scaled."""
    (sx, sy), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * sx + dx, y * sy + dy))
        arcs.append(points)

    def ring(numbers: list[int]) -> list[Point]:
        points_of_ring: list[Point] = []
        for number in numbers:
            points = arcs[number] if number >= 0 else arcs[~number][::-1]
            points_of_ring += points[1:] if points_of_ring else points
        return points_of_ring

    for country in atlas["objects"]["countries"]["geometries"]:
        if country.get("type") == "Polygon":
            yield [ring(country["arcs"][0])]
        elif country.get("type") == "MultiPolygon":
            yield [ring(part[0]) for part in country["arcs"]]


def _inside(point: Point, ring: list[Point]) -> bool:
    """Tell whether a point lies within a ring: whether a ray from it crosses an odd number of sides."""
    x, y = point
    inside = False
    ys = [latitude for _, latitude in ring]
    if not min(ys) <= y <= max(ys):  # most rings are far away
        return inside
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _simplified(points: list[Point]) -> list[Point]:
    """Leave out points of little account (Douglas and Peucker 1973)."""
    if len(points) < 5:
        return points
    keep, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    if points[0] == points[-1]:  # a ring has no ends: begin at its two far points
        far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
        keep.add(far)
        todo = [(0, far), (far, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda i: _aside(points[i], points[first], points[last]))
        if _aside(points[at], points[first], points[last]) > DETAIL:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _aside(point: Point, a: Point, b: Point) -> float:
    length = math.dist(a, b)
    if length == 0:
        return math.dist(point, a)
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / length


def _path(points: Sequence[Point], closed: bool) -> str:
    if len(points) < (4 if closed else 2):
        return ""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points) + ("Z" if closed else "")
