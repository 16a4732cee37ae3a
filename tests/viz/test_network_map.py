"""The map: one file that asks nothing of anyone, in which data is text and never script."""

import base64
import hashlib
import json
import re
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from comity.api import Graph
from comity.data import ComityError, open_package
from comity.graph.build import build_graph
from comity.graph.store import open_snapshot
from comity.viz.network_map import NetworkMap
from tests.packages import SMALL, write_package
from tests.viz import browser


@pytest.fixture(scope="module")
def graph(built_store: Path) -> Graph:
    return Graph(open_snapshot(built_store))


@pytest.fixture(scope="module")
def drawn(graph: Graph) -> NetworkMap:
    return graph.network().map()


class Parts(HTMLParser):
    """Collect the scripts, styles and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self._inside: tuple[str, dict[str, str | None]] | None = None
        self.policy = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.addresses += [str(found[name]) for name in ("src", "href", "action", "srcset") if name in found]
        assert not [name for name in found if name.startswith("on")], "no inline handlers"
        assert "style" not in found, "no inline styles"
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(found["content"])
        self._inside = (tag, found) if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[0] == "script":
            self.scripts.append((self._inside[1], data))
        elif self._inside:
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def data(self, name: str) -> Any:
        return json.loads(next(text for attributes, text in self.scripts if attributes.get("id") == name))


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
    assert len(running) == 2

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert policy["script-src"].split() == [digest(text) for text in running]
    assert policy["style-src"] == digest(parts.styles[0])
    assert "unsafe" not in parts.policy


def test_every_line_carries_its_activities_and_their_evidence(parts: Parts) -> None:
    data = parts.data("data")
    names = [node["id"] for node in data["nodes"]]
    ends = {frozenset((names[e["from"]], names[e["to"]])): e["id"] for e in parts.data("edges")}
    edge = data["edges"][ends[frozenset(("lva-sbg", "icmpd"))]]
    assert (edge["weight"], edge["stated"]) == (4, 4)
    activities = [data["activities"][number] for number in edge["behind"]]
    ashgabat = next(a for a in activities if a["id"] == "ashgabat-vulnerable-migrants-2017-12")
    assert ashgabat["when"] == "12–15 December 2017"
    assert ashgabat["year_ground"] == "inferred"
    assert len(ashgabat["conflicts"]) == 2
    part = next(part for part in ashgabat["parts"] if part["actor"] == "lva-sbg")
    assert part["words"] == ["State Border Guards of Latvia"]
    assert (part["source"], part["paragraph"]) == ("https://www.bomca-eu.org/en/news?start=80", 2)
    for edge in data["edges"]:
        assert len(edge["behind"]) == edge["activities"]


def test_the_page_says_what_it_shows_and_leaves_out(drawn: NetworkMap, parts: Parts) -> None:
    data = parts.data("data")
    assert data["subtitle"].startswith("121 actors · 164 activities · 2007–2025 · joint activities between actors")
    assert (
        "State Border Guard of Latvia gave expertise most often: in 20 activities, to 5 countries." in data["finding"]
    )
    assert "1,336 ties, 441 of them stated" in drawn.caption
    assert "5 programmes and 11 collective actors are left out" in drawn.caption
    assert "1 without a tie: Hungarian Border Service" in drawn.caption
    assert "--all-actors" not in drawn.html


def test_lines_tell_stated_from_inferred(parts: Parts) -> None:
    data = parts.data("data")
    for edge, numbers in zip(parts.data("edges"), data["edges"], strict=True):
        assert ("dashes" in edge) == (numbers["stated"] == 0)
        if "dashes" in edge:
            assert edge["hidden"] == (numbers["activities"] < data["faintFrom"])


def test_the_same_network_gives_the_same_page(graph: Graph, drawn: NetworkMap) -> None:
    assert graph.network().map().html == drawn.html


def test_at_the_level_of_agencies_and_countries_members_are_known(graph: Graph) -> None:
    data = Parts(graph.network(between="agencies").map().html).data("data")
    assert "lva-sbg-college" in data["members"]["lva-sbg"]
    data = Parts(graph.network(tie="expertise", between="countries").map().html).data("data")
    assert "lva-sbg" in data["members"]["LVA"]
    assert data["directed"]


def test_a_title_can_be_given_and_is_text(graph: Graph) -> None:
    html = graph.network(between="countries").map('<img src=x onerror="alert(1)">').html
    assert "<title>&lt;img src=x" in html
    assert "img" not in Parts(html).tags


PROBES = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "javascript:window.hit=1",
    "{{7*7}}",
    "{% raw %}",
    "${window.hit=1}",
    "<!--<script>",
    "]]><svg onload=window.hit=1>",
    'href=x" onmouseover="window.hit=1',
    "\u2028window.hit=1",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page in which every field of every table holds a probe."""
    tables = deepcopy(SMALL)
    text = " ".join(PROBES)
    for table in ("places", "actors"):
        for row in tables[table]:
            row.update(name=f"{row['name']} {text}", name_ru=text, aliases=text.replace("|", ""), note=text)
    for row in tables["activities"]:
        row.update(title=text, date_words=text, place_words=text, phase=text, note=text)
    for row in tables["participations"]:
        row.update(words=text, note=f"{row['words']} {text}")
    tables["sources"][0]["url"] = "https://example.org/'onclick=alert(1)"
    tables["conflicts"] = [
        {"id": "c", "activity": "one", "property": "date", "reading": f"{n} {text}", "followed": "no"} for n in "12"
    ]
    folder = tmp_path_factory.mktemp("hostile")
    build_graph([open_package(write_package(folder / "package", tables))], folder / "store")
    return Graph(open_snapshot(folder / "store")).network(all_actors=True).map(text).html


def test_text_of_the_data_reaches_the_page_as_text(hostile: str, drawn: NetworkMap) -> None:
    page = Parts(hostile)
    assert page.tags == Parts(drawn.html).tags
    assert page.addresses == []
    assert "{{7*7}}" in page.data("data")["nodes"][0]["name"]
    assert page.data("data")["activities"][0]["title"].startswith("<script>window.hit=1</script>")
    assert "49" not in page.data("data")["nodes"][0]["name"]


def test_in_a_browser_no_probe_runs_and_nothing_is_asked_for(hostile: str, drawn: NetworkMap, tmp_path: Path) -> None:
    for name, html in (("hostile", hostile), ("shipped", drawn.html)):
        path = tmp_path / f"{name}.html"
        path.write_text(html, encoding="utf-8")
        with browser.page(path) as (page, log):
            page.wait_for_selector("html[data-ready=yes]", timeout=20_000)
            for button in page.query_selector_all("#detail .pick")[:1]:
                button.click()
            assert page.evaluate("window.hit") is None
            assert page.inner_text("#detail article h4")
            assert log.errors == []
            assert log.requests == [path.as_uri()]


def test_in_a_browser_a_line_opens_to_its_evidence(drawn: NetworkMap, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    drawn.save(path)
    with browser.page(path) as (page, _):
        page.wait_for_selector("html[data-ready=yes]", timeout=20_000)
        page.fill("#search", "icmpd")
        page.press("#search", "Enter")
        assert "International Centre for Migration Policy Development" in page.inner_text("#detail h2")
        page.click("#detail .pick:has-text('State Border Guard of Latvia')")
        text = page.inner_text("#detail")
        for part in (
            "4 activities, all stated",
            "12–15 December 2017 (year inferred)",
            "Readings disagree on duration",
        ):
            assert part in text
        assert page.get_attribute("#detail article:last-of-type a", "href").startswith("https://")
        page.keyboard.press("Escape")
        assert page.inner_text("#detail h2") == "What the picture shows"


def test_a_notebook_shows_the_map_in_a_frame_of_its_own(drawn: NetworkMap) -> None:
    shown = drawn._repr_html_()
    assert shown.startswith('<iframe src="data:text/html;base64,')
    assert 'sandbox="allow-scripts"' in shown
    found = re.search('base64,([^"]*)', shown)
    assert found
    assert base64.b64decode(found[1]).decode() == drawn.html


def test_nothing_to_draw_is_said(graph: Graph) -> None:
    with pytest.raises(ComityError, match="there is nothing to draw: no tie passes these filters"):
        graph.network(tie="equipment").map()
    with pytest.raises(ComityError, match="draw it without --two-mode"):
        graph.network(two_mode=True).map()
