"""The part of a large network that a page holds, and what it says of the rest."""

from pathlib import Path

import pytest

from benchmarks.generate import generate
from comity.api import Graph
from comity.data import ComityError, NotFoundError, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from comity.viz.draw import part
from comity.viz.draw.part import choose_part
from comity.viz.map.network_map import NetworkMap
from tests.viz import browser
from tests.viz.parts import Parts


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph of 300 activities and 300 actors, with which limits are tried that tests lower."""
    folder = tmp_path_factory.mktemp("large")
    generate(folder / "package", 300, 300)
    build_graph([open_package(folder / "package")], folder / "store")
    return Graph(open_snapshot(folder / "store"))


def test_a_small_network_is_whole(graph: Graph) -> None:
    whole = choose_part(graph.network())
    assert (whole.kind, whole.actors, whole.data(), whole.notes) == ("", None, None, [])


def test_a_large_one_is_cut_to_the_strongest(large: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "WHOLE", 100)
    monkeypatch.setattr(part, "MOST", 40)
    network = large.network()
    found = choose_part(network)
    assert found.kind == "top"
    assert found.actors is not None
    assert found.kept == 40
    assert found.kept + found.hidden == len(network.selection.nodes)
    activities = {name: attributes["activities"] for name, attributes in network.nodes}
    fortieth = sorted(activities.values(), reverse=True)[39]
    assert all(count <= fortieth for name, count in activities.items() if name not in found.actors)
    assert "the page holds 40 of" in found.notes[0]


@pytest.fixture(params=["top", "core", "backbone"])
def asked(
    request: pytest.FixtureRequest, graph: Graph, large: Graph, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, NetworkMap]:
    """Each kind of part, and the map of it."""
    monkeypatch.setattr(part, "MOST", 60)
    # Synthetic actors meet by chance alone: they have no backbone.
    network = (graph if request.param == "backbone" else large).network()
    return request.param, network.map(part=request.param)


def test_a_part_can_be_asked_for(asked: tuple[str, NetworkMap]) -> None:
    kind, drawn = asked
    assert Parts(drawn.html).data("page")["part"]["kind"] == kind


@pytest.mark.browser
def test_the_page_says_which_part_it_holds(asked: tuple[str, NetworkMap], tmp_path: Path) -> None:
    kind, drawn = asked
    data = Parts(drawn.html).data("page")["part"]
    path = tmp_path / "map.html"
    drawn.save(path)
    with browser.page(path) as (page, log):
        caption = page.inner_text("#caption")
        if kind == "backbone":
            assert f"only {len(data['pairs']['pairs'])} ties that are more than chance" in caption
        else:
            assert f"{data['kept']} nodes" in caption
            assert f"{data['hidden']} more" in caption
        assert log.errors == []


@pytest.mark.browser
def test_the_ties_of_a_backbone_are_those_that_are_more_than_chance(graph: Graph, tmp_path: Path) -> None:
    backbone = graph.network().backbone()
    path = tmp_path / "map.html"
    type(graph.network())(**vars(backbone)).map().save(path)
    with browser.page(path, fragment="#lines=all") as (page, _):
        page.click("#tab-table")
        assert page.inner_text("#table-ties").startswith(f"{len(backbone.rows)} ties")


def test_the_part_around_an_actor_is_it_and_its_strongest_partners(
    large: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "MOST", 12)
    network = large.network()
    ties = sorted((row["weight"] for row in network.rows if "a40" in (row["source"], row["target"])), reverse=True)
    found = choose_part(network, around="a40")
    assert (found.kind, found.kept) == ("around", min(12, len(ties) + 1))
    assert found.actors is not None
    weights = [
        row["weight"]
        for row in network.rows
        if "a40" in (row["source"], row["target"]) and {row["source"], row["target"]} <= found.actors
    ]
    assert sorted(weights, reverse=True)[:11] == ties[:11]


@pytest.mark.browser
def test_the_page_of_the_part_around_an_actor_tells_of_it(
    large: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(part, "MOST", 12)
    network = large.network()
    path = tmp_path / "map.html"
    network.map(around="a40").save(path)
    with browser.page(path) as (page, log):
        assert page.inner_text("#detail h2") == "Agency 40"
        assert "one actor, its strongest partners" in page.inner_text("#caption")
        assert log.errors == []


def test_a_part_is_around_an_actor_or_of_a_kind(graph: Graph) -> None:
    with pytest.raises(ComityError, match="take one of the two"):
        choose_part(graph.network(), "top", "icmpd")
    with pytest.raises(NotFoundError, match="icmpd"):
        choose_part(graph.network(), around="icmpdd")


def test_a_network_that_is_cut_names_the_map_of_all(large: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--large" not in large.network().map(part="top").caption
    monkeypatch.setattr(part, "WHOLE", 100)
    assert "comity map --large draws all of them" in large.network().map().caption


def test_an_unknown_part_is_named(graph: Graph) -> None:
    with pytest.raises(NotFoundError, match="is not in the parts of a network"):
        choose_part(graph.network(), "middle")


def test_without_a_backbone_what_would_do_is_said(graph: Graph) -> None:
    with pytest.raises(ComityError, match="there is no backbone; draw --part top or core"):
        choose_part(graph.network(stated_only=True), "backbone")
