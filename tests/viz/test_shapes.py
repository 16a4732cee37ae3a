"""The map of places: a projection, outlines where they are at hand, places beyond the edge."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from comity.viz.draw import shapes
from comity.viz.draw.shapes import conic_for, draw_places

PLACES: dict[str, dict[str, Any]] = {
    "AAA": {"name": "Aland", "kind": "country", "at": [60.0, 40.0]},
    "BBB": {"name": "Bland", "kind": "country", "at": [70.0, 45.0]},
    "CCC": {"name": "Cland", "kind": "country", "at": [65.0, 50.0]},
    "far": {"name": "Far", "kind": "town", "at": [-77.0, 38.9]},
    "nowhere": {"name": "Nowhere", "kind": "town"},
}


def test_the_projection_gives_snyder_s_numbers() -> None:
    # Snyder 1987, p. 295: sphere, standard parallels 33 and 45, origin 23 N 96 W; the point 35 N 75 W.
    n = math.log(math.cos(math.radians(33)) / math.cos(math.radians(45))) / math.log(
        math.tan(math.radians(45 + 22.5)) / math.tan(math.radians(45 + 16.5))
    )
    f = math.cos(math.radians(33)) * math.tan(math.radians(45 + 16.5)) ** n / n
    rho0 = f / math.tan(math.radians(45 + 11.5)) ** n
    x, y = shapes.Conic(n, f, rho0, -96)(-75, 35)
    assert (round(n, 7), round(f, 7)) == (0.6304777, 1.9550002)
    assert (round(x, 7), round(-y, 7)) == (0.2966785, 0.2462112)


def test_north_is_up_and_east_is_right() -> None:
    project = conic_for([(55, 38), (75, 52)])
    x0, y0 = project(60, 40)
    assert project(70, 40)[0] > x0
    assert project(60, 50)[1] < y0


def test_without_outlines_places_stand_on_a_graticule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shapes, "ATLAS", tmp_path / "absent.json")
    sheet = draw_places(PLACES)
    assert sheet["outlines"] == []
    assert len(sheet["lines"]) > 4
    assert set(sheet["at"]) == {"AAA", "BBB", "CCC", "far"}
    assert sheet["beyond"] == ["far"]
    for x, y in sheet["at"].values():
        assert 0 < x < sheet["width"]
        assert 0 < y < sheet["height"]


def test_outlines_are_decoded_and_told_by_the_place_within(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    square, neighbour = (
        [[5500, 3500], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]],
        [[8000, 3500], [300, 0], [0, 300], [-300, -300]],
    )
    atlas = {
        "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
        "arcs": [square, neighbour],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0]]},
                    {"type": "MultiPolygon", "arcs": [[[~1]]]},
                ]
            }
        },
    }
    path = tmp_path / "atlas.json"
    path.write_text(json.dumps(atlas), encoding="utf-8")
    monkeypatch.setattr(shapes, "ATLAS", path)
    outlines = draw_places(PLACES)["outlines"]
    assert [code for code, _ in outlines][:1] == ["AAA"]
    assert outlines[0][1].startswith("M")
    assert outlines[0][1].endswith("Z")


def test_no_place_at_all_is_an_empty_sheet() -> None:
    assert draw_places({"x": {"name": "X", "kind": "town"}})["at"] == {}


def test_a_straight_line_needs_its_ends_only() -> None:
    line = [(float(n), 0.0) for n in range(50)] + [(49.0, float(n)) for n in range(50)]
    assert shapes._simplified(line) == [(0.0, 0.0), (49.0, 0.0), (49.0, 49.0)]
