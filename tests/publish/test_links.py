"""Addresses that a package brings: only those that fetch or name something become links, wherever they are shown."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from comity.api import Graph
from comity.graph.store.embedded import EmbeddedStore
from comity.publish.app import make_app

from ..packages import SMALL, write_package
from .live import browsing
from .sites import build, publish
from .test_pages import BROWSER

SCRIPT, DATA, OTHER = "javascript:alert(1)", "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E", "vbscript:x"
ALLOWED = re.compile(r"https?://|mailto:|urn:|doi:|data:image/")
# Every place where a page shows an IRI of the graph: things, what they are said to be, sources, matches, registers.
RDF = f"""
@prefix c: <https://w3id.org/comity/ns#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix : <https://example.org/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<{SCRIPT}> a c:Actor ; dct:identifier "evil" ; skos:prefLabel "Evil"@en ; dct:type <{OTHER}> .
<{DATA}> a c:Place ; dct:identifier "CCC" ; skos:prefLabel "Cland"@en ;
  dct:type <https://w3id.org/comity/place-kind/country> .
<{OTHER}> a c:Activity ; dct:identifier "three" ; dct:title "Three"@en ; c:country <{DATA}> ;
  dct:subject <https://w3id.org/comity/theme/migration> ; dct:source <{SCRIPT}> ; prov:qualifiedAssociation :part .
:part a c:Participation ; prov:agent <{SCRIPT}> ; prov:hadRole <https://w3id.org/comity/role/expert> ;
  c:ground <https://w3id.org/comity/ground/stated> ; c:evidence :proof .
:proof a c:Evidence ; <http://www.w3.org/ns/oa#hasSource> <{SCRIPT}> .
:more prov:agent :actor\\/a ; prov:hadRole <https://w3id.org/comity/role/expert> ;
  c:ground <https://w3id.org/comity/ground/stated> .
<{OTHER}> prov:qualifiedAssociation :more .
:graph\\/page prov:wasDerivedFrom <{SCRIPT}> .
<{SCRIPT}> a c:Source ; dct:title "Page" .
:actor\\/a owl:sameAs <{SCRIPT}> ; adms:identifier :id .
:id c:identifierScheme <https://w3id.org/comity/identifier-scheme/wikidata> ; skos:notation "Q1" ;
  dct:source <{SCRIPT}> .
:thing a <{SCRIPT}//x> ; skos:related <{DATA}>, <{OTHER}>, <mailto:a@example.org>, <urn:x:1>, <doi:10.1/a>,
  <JavaScript:alert(2)>, <https://w3id.org/comity//example.org> .
<https://w3id.org/comity/theme/migration> skos:exactMatch <{SCRIPT}> .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder = tmp_path_factory.mktemp("links")
    package = write_package(folder / "package", SMALL)
    (package / "rdf").mkdir()
    (package / "rdf" / "more.ttl").write_text(RDF, encoding="utf-8")
    return build(package, folder / "store")


class Links(HTMLParser):
    """The addresses of a page, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")}


def links(page: str) -> set[str]:
    return Links(page).found


def bad(page: str) -> set[str]:
    """Give the addresses of other schemes, and those that begin as another server's name does."""
    return {link for link in links(page) if not ALLOWED.match(link) and re.match(r"[^\w.#?/]|[^/#?]*:|//", link)}


def test_no_page_of_a_site_leads_to_what_does_something(store: EmbeddedStore, tmp_path: Path) -> None:
    site = publish(store, tmp_path / "site", pages=True)
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 150
    told = ""
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not bad(text), path
        assert '<meta http-equiv="Content-Security-Policy" content="default-src ' in text.replace("&#39;", "'"), path
        told += text
    # The things are shown, as text, and what may be followed is a link.
    assert "<a>Evil</a>" in told
    assert {"mailto:a@example.org", "urn:x:1", "doi:10.1/a"} <= links(told)


def test_no_page_served_leads_to_what_does_something(store: EmbeddedStore) -> None:
    with TestClient(make_app(store.folder.parents[1])) as client:
        pages = [
            "/",
            "/actors",
            "/activities",
            "/places",
            "/themes",
            "/search?q=evil",
            "/map",
            "/evil",
            "/questions?role=expert",
        ]
        things = ("thing", "actor/a", "activity/one", "graph/page", "place/AAA")
        pages += [f"/small/{name}" for name in things] + ["/theme/migration", "/role/expert", "/ns"]
        pages.append(f"/sparql?view=table&query={quote('SELECT * { ?s ?p ?o FILTER(isIRI(?o)) }')}")
        told = ""
        for path in pages:
            page = client.get(path, headers=BROWSER)
            assert "text/html" in page.headers["content-type"]
            assert not bad(page.text), path
            told += page.text
    assert "<a>Evil</a>" in told
    assert f'<a title="{SCRIPT}">' in told


def test_no_report_or_notebook_leads_to_what_does_something(store: EmbeddedStore, tmp_path: Path) -> None:
    graph = Graph(store)
    answer = graph.query(
        f"SELECT * {{ VALUES ?a {{ <{SCRIPT}> <{DATA}> <urn:x:1> 'javascript:x' 'HTTPS://example.org' }} }}"
    )
    assert links(answer._repr_html_()) == {"urn:x:1", "HTTPS://example.org"}
    assert bad(f'<a href="{SCRIPT}"><a href="//example.org">') == {SCRIPT, "//example.org"}
    graph.report(tmp_path / "report")
    for path in (tmp_path / "report").rglob("*.html"):
        assert not bad(path.read_text(encoding="utf-8")), path


@pytest.mark.browser
def test_no_map_leads_to_what_does_something(store: EmbeddedStore, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    Graph(store).network(all_actors=True).map().save(path)
    with browsing() as (context, log):
        for fragment in ("#pick=@three", "#pick=a~evil", "#view=table"):
            page = context.new_page()
            page.goto(f"{path.as_uri()}{fragment}")
            page.wait_for_selector("html[data-ready=yes]")
            shown = page.evaluate("[...document.querySelectorAll('[href]')].map(each => each.getAttribute('href'))")
            assert not [link for link in shown if not link.startswith(("https://", "http://", "#"))]
            if fragment == "#pick=@three":
                assert SCRIPT in page.inner_text("#detail")
        assert log.errors == []
