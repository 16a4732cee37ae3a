"""Boxes in columns: what holds of any placement."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.viz.draw.layered import Arrow, Placement, place_boxes

GAP, LANE = 10.0, 4.0


def placed(heights: list[float], pairs: list[tuple[int, int]]) -> Placement:
    return place_boxes(heights, [Arrow(one, other, 5, 5) for one, other in pairs], GAP, LANE)


@pytest.mark.parametrize(
    ("count", "pairs", "columns"),
    [
        (1, [], [0]),
        (3, [(0, 1), (1, 2)], [0, 1, 2]),
        (3, [(0, 1), (1, 2), (0, 2)], [0, 1, 2]),
        (3, [(0, 1), (2, 1)], [0, 1, 0]),
        (4, [(0, 1), (1, 2), (3, 2)], [0, 1, 2, 1]),  # no further left than it must
        (2, [(0, 0), (0, 1)], [0, 1]),
        (3, [(0, 2), (0, 2), (1, 0), (1, 2), (2, 1)], [1, 0, 2]),  # igraph cuts one arrow too many
    ],
)
def test_columns(count: int, pairs: list[tuple[int, int]], columns: list[int]) -> None:
    assert placed([20.0] * count, pairs).columns == columns


def test_a_circle_has_one_arrow_to_the_left() -> None:
    pairs = [(0, 1), (1, 2), (2, 0)]
    found = placed([20.0] * 3, pairs)
    assert sorted(found.columns) == [0, 1, 2]
    assert sum(found.columns[one] > found.columns[other] for one, other in pairs) == 1


def test_an_arrow_past_a_column_passes_beside_its_boxes() -> None:
    found = placed([20, 60, 20], [(0, 1), (1, 2), (0, 2)])
    assert found.passes[0] == found.passes[1] == []
    (height,) = found.passes[2]
    assert not found.tops[1] <= height <= found.tops[1] + 60


def test_arrows_to_one_box_share_their_way() -> None:
    found = placed([20] * 4, [(0, 2), (2, 3), (0, 3), (1, 3), (1, 2)])
    assert found.passes[2] == found.passes[3]
    assert len(found.passes[2]) == 1


@given(st.integers(1, 12), st.data())
def test_boxes_never_overlap(count: int, data: st.DataObject) -> None:
    node = st.integers(0, count - 1)
    pairs = data.draw(st.lists(st.tuples(node, node), max_size=20))
    heights = data.draw(st.lists(st.floats(10, 200), min_size=count, max_size=count))
    found = placed(heights, pairs)
    assert min(found.tops) >= 0
    for column in set(found.columns):
        boxes = sorted((found.tops[n], heights[n]) for n in range(count) if found.columns[n] == column)
        for (top, height), (below, _) in pairwise(boxes):
            assert below - (top + height) >= GAP - 1e-6
    assert all(found.columns[one] != found.columns[other] or one == other for one, other in pairs)
    assert placed(heights, pairs) == found
