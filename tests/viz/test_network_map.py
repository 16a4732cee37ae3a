"""The map: one file that asks nothing of anyone, and holds the facts that its ties are made of."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from comity.api import Graph
from comity.data import ComityError
from comity.graph.store.embedded import open_snapshot
from comity.viz.draw.positions import BROKERS
from comity.viz.map import bundles
from comity.viz.map.bundles import BUNDLES
from comity.viz.map.network_map import NetworkMap, start_of
from tests.viz.parts import Parts


@pytest.fixture(scope="module")
def parts(drawn: NetworkMap) -> Parts:
    return Parts(drawn.html)


def test_the_page_loads_nothing(parts: Parts) -> None:
    assert parts.addresses == []
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(parts.tags)
    assert not any("@import" in style or "url(" in style for style in parts.styles)


def test_the_policy_allows_this_page_s_own_script_and_style_only(parts: Parts) -> None:
    policy = dict(rule.strip().split(" ", 1) for rule in parts.policy.split(";"))
    assert policy["default-src"] == "'none'"
    running = [text for attributes, text in parts.scripts if "type" not in attributes]
    assert len(running) == 1

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert policy["script-src"].split() == [digest(text) for text in running]
    assert policy["style-src"] == digest(parts.styles[0])
    assert "unsafe" not in parts.policy


def test_the_page_holds_every_participation_with_its_evidence(graph: Graph, parts: Parts) -> None:
    facts = parts.data("facts")
    table = graph.store.table("participations").to_pylist()
    columns = facts["parts"]
    held = {
        (facts["activities"][a]["id"], facts["actors"][b]["id"], columns["roles"][r], facts["grounds"][g])
        for a, b, r, g in zip(columns["activity"], columns["actor"], columns["role"], columns["ground"], strict=True)
    }
    assert held == {(row["activity"], row["actor"], row["role"], row["ground"]) for row in table}
    assert all(columns["evidence"])
    ashgabat = next(a for a in facts["activities"] if a["id"] == "ashgabat-vulnerable-migrants-2017-12")
    assert [reading[:3] for reading in ashgabat["conflicts"]] == [
        ["duration", "four days: 12-15 December", 1],
        ["duration", 'three days: "three-day workshop"', 0],
    ]
    at = next(n for n, (a, b) in enumerate(zip(columns["activity"], columns["actor"], strict=True))
              if facts["activities"][a] is ashgabat and facts["actors"][b]["id"] == "lva-sbg")  # fmt: skip
    [[source, paragraph, *words]] = columns["evidence"][at]
    assert (facts["sources"][source], paragraph) == ("https://www.bomca-eu.org/en/news?start=80", 2)
    assert words == ["State Border Guards of Latvia"]


def test_the_caption_says_what_is_shown_and_left_out(drawn: NetworkMap) -> None:
    assert "1,204 ties, 374 of them stated at least once, the others inferred alone" in drawn.caption
    assert "; 160 of 176 activities;" in drawn.caption
    assert "5 programmes, 11 collective actors and 5 states without a named body are left out" in drawn.caption
    assert "2 without a tie: Hungarian Border Service" in drawn.caption
    assert "--all-actors" not in drawn.html


def test_the_page_holds_no_second_picture(graph: Graph, parts: Parts) -> None:
    data = {attributes["id"] for attributes, _ in parts.scripts if "type" in attributes}
    assert data == {"page", "facts", "words"}
    assert "vis-network" in next(text for attributes, text in parts.scripts if "type" not in attributes)


@pytest.fixture(scope="module")
def anew(built_store: Path) -> Graph:
    """The same graph, of which nothing is computed yet."""
    BROKERS.clear()
    return Graph(open_snapshot(built_store))


def test_the_same_network_gives_the_same_page(anew: Graph, drawn: NetworkMap) -> None:
    assert anew.network().map().html == drawn.html


def test_filters_do_not_move_nodes(anew: Graph, parts: Parts) -> None:
    other = Parts(anew.network(tie="expertise", since="2020", place="KGZ").map().html)
    assert other.data("page")["nodes"] == parts.data("page")["nodes"]
    assert other.data("facts") == parts.data("facts")


STARTS: list[tuple[dict[str, object], str]] = [
    ({}, ""),
    ({"tie": "expertise", "between": "agencies"}, "tie=expertise&between=agencies"),
    ({"since": "2017", "until": "2017", "place": "TKM"}, "since=2017-01-01&until=2017-12-31&place=TKM"),
    ({"role": ["expert", "host"], "stated_only": True}, "role=expert%2Chost&stated-only=1"),
    ({"all_actors": True, "weight": "days"}, "weight=days&all-actors=1"),
    ({"country": "TKM", "within": True}, "country=TKM&within=1"),
]


@pytest.mark.parametrize(("asked", "start"), STARTS)
def test_the_page_begins_with_the_network_s_own_filters(graph: Graph, asked: dict[str, object], start: str) -> None:
    assert start_of(graph.network(**asked)) == start  # type: ignore[arg-type]


def test_a_title_can_be_given_and_is_text(graph: Graph) -> None:
    html = graph.network(between="countries").map('<img src=x onerror="alert(1)">').html
    assert "<title>&lt;img src=x" in html
    assert "img" not in Parts(html).tags


def test_a_notebook_shows_the_map_in_a_frame_of_its_own(drawn: NetworkMap) -> None:
    shown = drawn._repr_html_()
    assert shown.startswith('<iframe src="data:text/html;base64,')
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    found = re.search('base64,([^"]*)', shown)
    assert found
    assert base64.b64decode(found[1]).decode() == drawn.html


def test_nothing_to_draw_is_said(graph: Graph) -> None:
    with pytest.raises(ComityError, match="there is nothing to draw: no tie passes these filters"):
        graph.network(tie="equipment").map()
    with pytest.raises(ComityError, match="draw it without --two-mode"):
        graph.network(two_mode=True).map()


def test_the_licences_of_what_the_page_is_made_of_travel_with_it(drawn: NetworkMap) -> None:
    listed = set(re.findall(r"^([@\w/-]+) [\d.]+, .*(?:MIT|ISC)", (BUNDLES / "LICENSES.txt").read_text("utf-8"), re.M))
    told = set(re.findall(r"^([@\w/-]+) [\d.]+, .*(?:MIT|ISC)", drawn.html, re.M))
    assert {"vis-network", "vis-data"} <= told <= listed
    assert drawn.html.count("Permission is hereby granted") >= len(told)


def test_without_the_bundle_it_says_what_would_do(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bundles, "BUNDLES", tmp_path)
    with pytest.raises(ComityError, match=r"page\.js is not here.*make scripts"):
        graph.network().map()
