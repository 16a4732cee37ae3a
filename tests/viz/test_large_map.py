"""The WebGL map of a large network: its places, its numbers, its page in a browser without a connection."""

import base64
import hashlib
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.generate import generate
from comity.__main__ import main
from comity.api import Graph
from comity.data import ComityError, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.ties import LEVELS
from comity.viz.draw.islands import place_in_islands
from comity.viz.map import bundles, large_map
from comity.viz.map.large_map import FOLDER, compose_large, draw_large_map
from comity.viz.map.page import SCRIPTS, Page
from comity.viz.map.strongest import find_strongest, rank_ties
from tests.packages import SMALL, write_package
from tests.probes import FREE, Probes
from tests.viz import browser
from tests.viz.parts import Parts
from tests.viz.test_accessible_page import FINDINGS
from tests.viz.test_accessible_page import SMALL as TOO_SMALL

WORDS = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("synthetic")
    generate(folder / "package", 600, 500)
    build_graph([open_package(folder / "package")], folder / "store")
    return Graph(open_snapshot(folder / "store"))


@pytest.fixture(scope="module")
def composed(synthetic: Graph) -> Page:
    return compose_large(synthetic.network())


@pytest.fixture(scope="module")
def large(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the shipped package, which has names in both scripts."""
    path = tmp_path_factory.mktemp("large") / "large.html"
    graph.network().large_map().save(path)
    return path


def test_places_are_the_same_each_time(synthetic: Graph, composed: Page) -> None:
    again = compose_large(synthetic.network())
    for name in ("x", "y", "island"):
        assert again.facts["nodes"][name] == composed.facts["nodes"][name]
    assert again.facts["ties"] == composed.facts["ties"]


def test_islands_do_not_overlap_and_no_component_is_shared() -> None:
    random = np.random.default_rng(3)
    within = [random.integers(0, 40, (200, 2)) + 40 * part for part in range(5)]
    pairs = np.concatenate(within)
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    found = place_in_islands(202, pairs, np.ones(len(pairs)))
    tied = np.unique(pairs)
    assert set(np.flatnonzero(found.member < 0)) == set(range(202)) - set(tied.tolist())
    assert (found.member[tied] >= 0).all()
    for island in range(found.count):
        assert len({node // 40 for node in np.flatnonzero(found.member == island).tolist()}) == 1
    boxes = [
        (found.x[m].mean(), found.y[m].mean(), np.sqrt(m.sum()) + 0.4)
        for m in (found.member == island for island in range(found.count))
    ]
    for number, (x, y, radius) in enumerate(boxes):
        for other_x, other_y, other in boxes[:number]:
            assert np.hypot(x - other_x, y - other_y) > 0.8 * (radius + other)


def test_each_node_keeps_its_strongest_tie(synthetic: Graph) -> None:
    network = synthetic.network()
    rank, edges = rank_ties(network), network.edges
    for node in np.unique(np.r_[edges.source, edges.target]).tolist():
        mine = np.flatnonzero((edges.source == node) | (edges.target == node))
        best = mine[edges.weight[mine] == edges.weight[mine].max()]
        assert (rank[best] == 0).any()
    few = find_strongest(network, 900)
    assert 0 < len(few.edges) <= 900
    assert len(find_strongest(network, 10**6).edges) == len(edges)
    assert (rank < few.depth).sum() == len(few.edges)
    assert (rank < few.depth + 1).sum() > 900


def test_more_nodes_than_a_page_holds_are_left_out_and_counted(
    synthetic: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_map, "MOST_NODES", 100)
    network = synthetic.network()
    counts = compose_large(network).page["counts"]
    assert counts["nodes"] == len(network.selection.nodes)
    assert counts["placed"] <= 100
    assert counts["placed"] + counts["alone"] + counts["cut"] == counts["nodes"]
    assert counts["cut"] >= counts["nodes"] - counts["alone"] - 100


def test_the_commands_on_the_page_take_the_same_network(graph: Graph, tmp_path: Path) -> None:
    network = graph.network("expertise", "agencies", since="2015", country=["LVA", "KGZ"], stated_only=True)
    options = compose_large(network).page["options"]
    assert options.split() == [
        *("--tie", "expertise", "--between", "agencies", "--since", "2015-01-01"),
        *("--country", "LVA", "--country", "KGZ", "--stated-only"),
    ]
    assert compose_large(graph.network()).page["options"] == ""
    found = tmp_path / "part.html"
    asked = ["map", "--around", "lva-sbg", *options.split(), "-o", str(found)]
    assert main(asked) == 0
    assert found.is_file()


def test_without_the_bundle_it_says_what_would_do(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bundles, "BUNDLES", tmp_path)
    with pytest.raises(ComityError, match=r"large\.js is not here.*make scripts"):
        draw_large_map(graph.network())


def test_nothing_to_draw_is_said(graph: Graph) -> None:
    with pytest.raises(ComityError, match="nothing to draw"):
        draw_large_map(graph.network(since="2050"))


def test_the_words_are_there_in_both_languages() -> None:
    files = [*FOLDER.glob("*.js"), SCRIPTS / "parts" / "search-box.js"]
    script = "\n".join(file.read_text(encoding="utf-8") for file in files)
    # Every string in the scripts that could be a key, and the keys put together from a beginning and a code.
    strings, stems = (
        set(re.findall(r'"([\w.-]+)"', script + (SCRIPTS / "model" / "words.js").read_text(encoding="utf-8"))),
        set(re.findall(r'say\("([\w.-]+\.)" \+', script)),
    )
    asked = set(re.findall(r'say\(\s*"([\w.-]+)"[,)]', script))
    asked |= {f"n.{word}" for word in re.findall(r'count\([^\n]*?, "([\w-]+)"\)', script)}
    assert set(WORDS["en"]) == set(WORDS["ru"])
    assert len(asked) > 40
    assert set(WORDS["en"]) >= asked
    used = asked | strings | {f"n.{one}" for one in (*LEVELS, *strings)}
    assert [key for key in WORDS["en"] if key not in used and not key.startswith(tuple(stems))] == []
    for key, text in WORDS["en"].items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", WORDS["ru"][key])), key
        if key.startswith("n."):
            assert (text.count("|"), WORDS["ru"][key].count("|")) == (1, 2), key


def test_scripts_and_styles_are_those_the_policy_names(large: Path) -> None:
    page = Parts(large.read_text(encoding="utf-8"))
    assert page.addresses == []
    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    texts = [text for attributes, text in page.scripts if attributes.get("type") != "application/json"]
    for text in [*texts, *page.styles]:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.policy


@pytest.mark.browser
def test_what_is_counted_is_what_python_counts(large: Path, graph: Graph) -> None:
    network = graph.network()
    with browser.page(large) as (page, log):
        caption, subtitle = page.inner_text("#caption"), page.inner_text("#subtitle")
        counts = page.evaluate("window.comity.counts")
        assert subtitle.startswith(f"{len(network.selection.nodes)} actors, ")
        tied = {*network.edges.source.tolist(), *network.edges.target.tolist()}
        assert f"{len(tied)} of {len(network.selection.nodes)} actors drawn" in caption
        drawn = counts["drawn"][0]
        assert f"{drawn:,} of {len(network.edges):,} ties drawn, {len(network.edges) - drawn:,} hidden" in caption
        page.select_option("#lines", "4")
        assert f"{len(network.edges):,} of {len(network.edges):,} ties drawn, 0 hidden" in page.inner_text("#caption")
        assert _problems(log) == []
        assert log.requests == [large.as_uri()]


@pytest.mark.browser
def test_a_click_and_its_partners(large: Path, graph: Graph) -> None:
    network = graph.network()
    rows = [row for row in network.rows if "icmpd" in (row["source"], row["target"])]
    with browser.page(large) as (page, log):
        spot = page.evaluate("window.comity.spot('icmpd')")
        page.mouse.click(spot["x"], spot["y"])
        page.wait_for_selector("#chosen")
        assert "ICMPD" in page.inner_text("#chosen")
        detail = page.inner_text("#detail")
        assert f"Tied to {len(rows)} partners" in detail
        assert f"{rows[0]['activities']} activities" in page.locator(".partners li").first.inner_text()
        assert "comity map --around icmpd" in detail
        assert f": {len(rows)} of {len(rows)} ties drawn, 0 hidden" in page.inner_text("#caption")
        assert "#pick=icmpd" in page.url
        partner = page.locator(".partners button").first
        name = partner.inner_text()
        partner.click()
        assert page.inner_text("#chosen") == name
        page.click("#group-KAZ")
        assert page.get_attribute("#group-KAZ", "aria-pressed") == "false"
        assert "left out by the legend: Kazakhstan" in page.inner_text("#caption")
        tied = {end for row in network.rows for end in (row["source"], row["target"])}
        left = [name for name, attributes in network.nodes if attributes["country"] == "KAZ" and name in tied]
        assert page.inner_text("#caption").startswith(f"{len(tied) - len(left)} of {len(network.nodes)} actors drawn")
        page.keyboard.press("Escape")
        assert page.locator("#chosen").count() == 0
        assert _problems(log) == []


@pytest.mark.browser
@pytest.mark.parametrize(("fragment", "marked"), [("#pick=fra-canine&lang=ru", True), ("#pick=lva-sbg&lang=ru", False)])
def test_a_translated_name_says_so(large: Path, fragment: str, marked: bool) -> None:
    with browser.page(large, fragment=fragment) as (page, _):
        page.wait_for_selector("#chosen")
        assert re.search("[а-я]", page.inner_text("#chosen"))
        assert ("(наш перевод)" in page.inner_text("#detail")) is marked


@pytest.mark.browser
@pytest.mark.parametrize("text", ["icmpd", "государственная таможенная", "migration policy devel"])
def test_search_by_keyboard_alone(large: Path, text: str) -> None:
    with browser.page(large) as (page, log):
        browser.tab_to(page, "#search")
        page.keyboard.type(text)
        assert page.locator("#found li").first.inner_text()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "chosen"
        first = page.inner_text("#chosen")
        browser.tab_to(page, ".partners button")
        page.keyboard.press("Enter")
        assert page.inner_text("#chosen") != first
        assert page.evaluate("document.activeElement.id") == "chosen"
        browser.tab_to(page, "#network")
        before = page.evaluate("window.comity.spot('icmpd').x")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => window.comity.spot('icmpd').x < before - 20", arg=before)
        assert _problems(log) == []


@pytest.mark.browser
def test_the_table_holds_the_busiest(large: Path, graph: Graph) -> None:
    network = graph.network()
    with browser.page(large, fragment="#view=table") as (page, _):
        counts = [int(text) for text in page.locator("#table tbody td:nth-child(4)").all_inner_texts()]
        known = sorted((attributes["activities"] for _, attributes in network.nodes), reverse=True)
        assert counts == known[: len(counts)]
        assert len(counts) == min(200, len(known))


LOOKS = [(1440, 900, ""), (1440, 900, "#look=dark&pick=icmpd"), (1024, 768, "#view=table"), (390, 844, "#lang=ru")]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height", "fragment"), LOOKS)
def test_axe_finds_nothing(large: Path, width: int, height: int, fragment: str) -> None:
    if not browser.AXE.is_file():
        pytest.skip(browser.NO_AXE)
    with browser.page(large, width, height, fragment, bypass_csp=True) as (page, _):
        page.evaluate(browser.AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FINDINGS) == []
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_without_webgl_the_rest_works(large: Path) -> None:
    off = "HTMLCanvasElement.prototype.getContext = () => null;"
    with browser.page(large, before=off) as (page, _):
        assert "cannot draw the picture" in page.inner_text("#empty")
        page.fill("#search", "icmpd")
        page.keyboard.press("Enter")
        assert "ICMPD" in page.inner_text("#chosen")


@pytest.mark.browser
@pytest.mark.parametrize("fragment", ["", "#look=dark"])
def test_paper_holds_the_picture_on_white(large: Path, fragment: str) -> None:
    with browser.page(large, fragment=fragment) as (page, _):
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        shades, corner = page.evaluate(
            """() => {
              const { width, height } = document.getElementById("printed");
              const { data } = document.getElementById("printed").getContext("2d").getImageData(0, 0, width, height);
              return [new Set(new Uint32Array(data.buffer)).size, [...data.slice(0, 3)]];
            }"""
        )
        assert shades > 20, "more than an empty ground"
        assert corner == [255, 255, 255]
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("#printed").count() == 0
        assert page.get_attribute("html", "data-look") == ("dark" if fragment else "light")


@pytest.mark.browser
def test_no_probe_in_a_name_runs(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, str]]] = deepcopy(SMALL)
    probe = Probes()
    for table in ("places", "actors", "activities", "participations"):
        for row in tables[table]:
            row.update({field: " ".join(probe() for _ in range(3)) for field in FREE[table]})
    build_graph([open_package(write_package(tmp_path / "package", tables))], tmp_path / "store")
    title = " ".join(probe() for _ in range(16))
    html = Graph(open_snapshot(tmp_path / "store")).network(all_actors=True).large_map(title).html
    path = tmp_path / "hostile.html"
    path.write_text(html, encoding="utf-8")
    assert probe.count >= 64
    start = "window.hits = []; window.hit = number => window.hits.push(number);"
    with browser.page(path, before=start) as (page, log):
        for fragment in ("#pick=a", "#view=table&lang=ru", "#pick=<img src=x onerror=hit(0)>", "#without=<b>"):
            page.evaluate("text => { location.hash = text }", fragment)
            page.wait_for_timeout(60)
        page.fill("#search", "script")
        page.keyboard.press("Enter")
        assert page.evaluate("window.hits") == []
        assert _problems(log) == []
        assert {request.split("#")[0] for request in log.requests} == {path.as_uri()}


def _problems(log: Any) -> list[str]:
    # A machine without a graphics card says that its drawing is slow.
    return [text for text in log.errors if "GL Driver Message" not in text]
