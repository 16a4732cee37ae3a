"""Every kind of page, read by a strict parser of HTML: those of serve, of a site, maps and the report."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from comity.api import Graph

from ..packages import SMALL, write_package
from ..strict_html import html_faults
from .sites import build, publish
from .test_pages import BROWSER
from .test_pages_in_browser import PAGES

MORE = [
    *("/questions", "/questions?role=expert&year=2017", "/questions?lang=ru", "/ns", "/role", "/theme", "/ground"),
    *("/role/expert", "/actor-kind/agency", "/bomca/", "/bomca/graph/register", "/sparql?view=table&query=ASK{}"),
    *("/search?q=%3Cb%3E%26", "/actors?page=2&country=none", "/map", "/bomca/actor/lva-sbg?format=docx"),
    "/sparql?view=table&query=" + quote("CONSTRUCT { ?s a 1 } { ?s a comity:Actor }"),
    "/sparql?view=table&query=" + quote("SELECT * { ?s ?p "),
]
# What HTML has no place for, in a name: a control character, what is no character, marks of HTML itself.
MARKS = "<b>&amp;]]>--><!--"
HOSTILE = f"{MARKS}\x85\u2028"


@pytest.mark.parametrize("path", [*PAGES.values(), *MORE])
def test_pages_served(path: str, served: TestClient) -> None:
    answer = served.get(path, headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/html")
    assert html_faults(answer.content) == []


def test_a_hostile_graph_gives_strict_pages_too(tmp_path: Path) -> None:
    tables = json.loads(json.dumps(SMALL))
    for table, column in (("actors", "name"), ("activities", "title"), ("places", "name"), ("participations", "words")):
        for row in tables[table]:
            row[column] = f"{row[column]} {MARKS}"
    package = write_package(tmp_path / "package", tables)
    (package / "rdf").mkdir()
    said = f'<https://example.org/graph/actor/a> <http://www.w3.org/2004/02/skos/core#altLabel> "{HOSTILE}"@en .'
    (package / "rdf" / "more.ttl").write_text(said, encoding="utf-8")
    store = build(package, tmp_path / "store")
    site = publish(store, tmp_path / "site", pages=True)
    found = {path: html_faults(path.read_bytes()) for path in site.rglob("*.html")}
    network = Graph(store).network(all_actors=True)
    found[tmp_path / "map"] = html_faults(network.map(f"Map {HOSTILE}\ufffe").html)
    found[tmp_path / "large"] = html_faults(network.large_map(f"Map {HOSTILE}\ufffe").html)
    for name, content in Graph(store).report(draws=20).files.items():
        if name.endswith(".html"):
            found[tmp_path / "report" / name] = html_faults(content)
    assert len(found) > 150
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_fault_is_found() -> None:
    assert html_faults("<!doctype html><title>x</title><p>a</b>") == [
        "line 1, column 39: Unexpected end tag (b). Ignored."
    ]
    assert len(html_faults("<!doctype html><title>x\x85</title>")) == 1
