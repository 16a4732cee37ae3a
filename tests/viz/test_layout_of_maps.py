"""Places of nodes: fixed, spread over the page, none on another."""

import math
from pathlib import Path

import numpy as np
import pytest

from comity.graph.network.network import compute_network
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.projection import Edges
from comity.viz.draw.groups import Group, groups_of, shape_of
from comity.viz.draw.layout import HEIGHT, WIDTH, close_layout, ring_layout


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def ring(store: EmbeddedStore) -> list[tuple[float, float]]:
    nodes = compute_network(store).selection.nodes
    groups, members = groups_of(store, nodes)
    return ring_layout(members, [1.0] * len(nodes), [node.name for node in nodes], groups)[0]


def nearest(places: list[tuple[float, float]]) -> float:
    return min(math.dist(a, b) for n, a in enumerate(places) for b in places[:n])


def test_no_mark_of_the_ring_lies_on_another(store: EmbeddedStore) -> None:
    assert nearest(ring(store)) > 22


def test_the_ring_fills_the_page(store: EmbeddedStore) -> None:
    xs, ys = zip(*ring(store), strict=True)
    assert max(xs) - min(xs) > 0.9 * WIDTH
    assert max(ys) - min(ys) > 0.9 * HEIGHT


def test_the_same_network_has_the_same_places(store: EmbeddedStore) -> None:
    assert ring(store) == ring(store)


def test_countries_that_take_part_stand_around_and_others_within(store: EmbeddedStore) -> None:
    nodes = compute_network(store).selection.nodes
    groups, members = groups_of(store, nodes)
    assert [group.id for group in groups.values() if group.outer] == ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
    member = dict(zip([node.id for node in nodes], members, strict=True))
    assert member["kgz-bs"] == "KGZ"
    assert member["lva-sbg"] == member["eud-kaz"] == "partner"
    assert member["icmpd"] == member["osce-bmsc"] == "international"
    assert len(groups) <= 8
    assert len({group.colour for group in groups.values()}) == len(groups)


def edges(*pairs: tuple[int, int]) -> Edges:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(pairs))
    return Edges(ends[:, 0], ends[:, 1], ones, ones.astype(int))


def test_components_and_lone_nodes_stay_apart() -> None:
    start = [(float(n), float(n % 3)) for n in range(9)]
    found = edges((0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (6, 7))
    places = close_layout(9, found, start)
    assert places == close_layout(9, found, start)
    assert nearest(places) > 10
    big = [places[n] for n in range(4)]
    for n in range(4, 9):
        assert places[n][1] > max(y for _, y in big), "smaller components stand below the largest"


def test_a_country_without_a_node_takes_no_sector() -> None:
    groups = {name: Group(name, name, name, "#000000", True) for name in ("AAA", "BBB")}
    places, sectors = ring_layout(["BBB", "BBB"], [1.0, 2.0], ["x", "y"], groups)
    assert [sector.group for sector in sectors] == ["BBB"]
    assert nearest(places) > 10


def test_shapes_tell_kinds() -> None:
    assert shape_of("ministry") == "square"
    assert shape_of("customs") == shape_of("something else") == "dot"
