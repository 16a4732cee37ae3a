"""Probes in every field of every table and of the descriptor: every page and the report hold them as text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.api import Graph
from comity.graph.store.embedded import EmbeddedStore
from comity.publish.app import make_app

from ..probes import Probes, hostile_package
from .sites import build, publish
from .test_pages import BROWSER

DATA = ("application/json", "application/ld+json")
TEXT = ("title", "value", "content", "aria-label")
# What no page shows, besides notes of curators; the dumps hold it.
UNSHOWN = {"transfers.unit", "contributor"}


class Seen(HTMLParser):
    """What a browser would make of a page: the attributes and scripts that hold a probe, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.text: list[str] = []
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag if tag in ("script", "style") and given.get("type") not in DATA else ""
        for name, value in attrs:
            text = name in TEXT or (name == "href" and (value or "").startswith("https://"))
            if "hit(" in name or ("hit(" in (value or "") and not text):
                self.runs.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside and "hit(" in data:
            self.runs.append(data[:200])
        self.text.append(data)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[EmbeddedStore, Probes]:
    folder = tmp_path_factory.mktemp("hostile")
    package, probes = hostile_package(folder / "package")
    return build(package, folder / "store"), probes


@pytest.fixture(scope="module")
def hostile(made: tuple[EmbeddedStore, Probes]) -> EmbeddedStore:
    return made[0]


def test_no_page_of_a_site_runs_what_a_field_holds(made: tuple[EmbeddedStore, Probes], tmp_path: Path) -> None:
    hostile, probes = made
    pages = sorted(publish(hostile, tmp_path / "site", pages=True).rglob("*.html"))
    text = ""
    for path in pages:
        seen = Seen(path.read_text(encoding="utf-8"))
        assert seen.runs == [], path
        text += "".join(seen.text)
    assert len(pages) > 150
    told = {probes.given[int(number)] for number in re.findall(r"hit\((\d+)\)", text)}
    assert {each for each in set(probes.given) - told if not each.endswith(".note")} == UNSHOWN


def test_no_page_served_runs_what_a_field_holds(hostile: EmbeddedStore) -> None:
    paths = ["/", "/actors", "/activities", "/places", "/themes", "/search?q=hit", "/questions", "/map", "/ns"]
    paths += [f"/small/{name}" for name in ("", "actor/a", "activity/one", "activity/two", "place/AAA", "place/atown")]
    paths += ["/small/source/page", "/sparql?view=table&query=SELECT%20*%20{?s%20?p%20?o%20FILTER(isLiteral(?o))}"]
    with TestClient(make_app(hostile.folder.parents[1])) as client:
        for path in paths:
            page = client.get(path, headers=BROWSER)
            assert page.headers["content-type"].startswith("text/html"), path
            assert Seen(page.text).runs == [], path


def test_no_report_runs_what_a_field_holds(hostile: EmbeddedStore) -> None:
    for name, content in Graph(hostile).report(draws=20).files.items():
        if name.endswith((".html", ".svg")):
            assert Seen(content.decode()).runs == [], name


def test_what_would_run_is_seen() -> None:
    assert Seen("<p>a</p><script>hit(1)</script>").runs == ["hit(1)"]
    assert Seen('<a href="javascript:hit(1)">').runs == ["<a href=javascript:hit(1)>"]
    assert Seen('<p title="hit(1)">').runs == []
