"""The pages of the vocabulary, its schemes and concepts: everything is told, every link leads somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from comity.graph.store.embedded import open_snapshot
from comity.ontology import SCHEMES, load_scheme
from comity.ontology.namespaces import PREFIXES, ROOT, expand
from comity.ontology.terms import load_vocabulary
from comity.publish.pages.context import FixedStore, Standing
from comity.publish.pages.diagram import ClassBox, Row, anchor, draw_diagram, model
from comity.publish.pages.files import _request, relative
from comity.publish.pages.models.concepts import order
from comity.publish.pages.rendering import page as render
from comity.publish.pages.routes.linked import html
from comity.publish.pages.site import Site
from comity.publish.web.documents import Documents

from ..packages import SMALL, write_package
from .live import browsing, faults, needs_axe, serving
from .sites import build

VOCABULARY = load_vocabulary()
CONCEPTS = [(name, concept) for name in SCHEMES for concept in load_scheme(name).concepts.values()]
PAGES = ["/ns.html", *(f"/{name}.html" for name in SCHEMES), *(f"/{n}/{c.notation}.html" for n, c in CONCEPTS)]
STANDING = Standing("https://example.org/", "", "2026-01-01")


@pytest.fixture(scope="module")
def ns(served: TestClient) -> str:
    return served.get("/ns.html").text


@pytest.mark.parametrize("term", VOCABULARY.terms.values(), ids=[anchor(iri) for iri in VOCABULARY.terms])
def test_every_term_has_its_section(term: Any, ns: str) -> None:
    name = anchor(term.iri)
    if term.kind:
        assert term.iri == f"https://w3id.org/comity/ns#{name}"
    (told,) = re.findall(rf'<(?:section class="term"|tr) id="{re.escape(name)}".*?</(?:section|tr)>', ns, re.S)
    for text in (*term.labels.values(), *term.definitions.values(), *term.notes):
        assert str(escape(text)) in told
    for iri in (*term.above, *(match for _, match in term.matches)):
        assert f'href="{iri}"' in told or f'href="#{anchor(iri)}"' in told
    for iri in (*term.domain, *term.range):
        assert f'href="#{anchor(iri)}"' in told or f'href="{iri}"' in told


def test_no_two_sections_have_one_name(ns: str) -> None:
    assert [name for name, number in Counter(re.findall(r'\bid="([^"]+)"', ns)).items() if number > 1] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_every_concept_stands_in_its_scheme(name: str, served: TestClient, ns: str) -> None:
    assert f'href="/{name}.html"' in ns
    page, scheme = served.get(f"/{name}.html").text, load_scheme(name)
    assert f'<p class="russian" lang="ru">{scheme.titles["ru"]}</p>' in page
    for concept in scheme.concepts.values():
        (told,) = re.findall(rf'<tr id="{concept.notation}">.*?</tr>', page, re.S)
        assert f'href="/{name}/{concept.notation}.html"' in told
        for text in (*concept.labels.values(), concept.definition):
            assert str(escape(text)) in told


@pytest.mark.parametrize(("name", "concept"), CONCEPTS, ids=[f"{n}-{c.notation}" for n, c in CONCEPTS])
def test_every_concept_has_its_page(name: str, concept: Any, served: TestClient) -> None:
    page = served.get(f"/{name}/{concept.notation}.html").text
    for text in (*concept.labels.values(), concept.definition):
        assert str(escape(text)) in page
    assert concept.iri in page
    assert f'href="/{name}.html"' in page
    for above in concept.broader:
        assert f'href="/{name}/{above}.html"' in page
    assert f'href="/{name}/{concept.notation}.ttl"' in page


def test_every_link_leads_somewhere(served: TestClient) -> None:
    pages = {path: served.get(path).text for path in PAGES}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    tried: dict[str, int] = {}
    for path, text in pages.items():
        for link in set(re.findall(r'(?:href|src)="([^"]+)"', text)):
            target, _, part = link.replace("&amp;", "&").partition("#")
            if part and (target or path) in ids:
                assert part in ids[target or path], (path, link)
            if target.startswith("/") and target not in pages and not target.startswith("/sparql?"):
                if target not in tried:
                    tried[target] = served.get(target).status_code
                assert tried[target] == 200, (path, link)


def test_the_numbers_are_those_of_the_lists(served: TestClient) -> None:
    checked = 0
    for name in ("role", "activity-kind", "actor-kind", "theme", "place-kind"):
        for path, number in re.findall(r'<a href="(/\w+\?[^"]+)">([\d,]+) \w+</a>', served.get(f"/{name}.html").text):
            told = re.search(r'<p class="told"[^>]*>\s*([\d,]+)', served.get(path.replace("&amp;", "&")).text)
            assert told, path
            assert told[1] == number, path
            checked += 1
    assert checked > 80


def test_the_page_of_a_role(served: TestClient) -> None:
    page = served.get("/role/expert.html").text
    assert re.search(r'<a href="/actors\?role=expert">28 actors</a>, 44 activities', page)
    assert re.search(r"State Border Guard of Latvia</a></th><td>Latvia</td><td class=\"number\">14</td>", page)
    assert 'Close to <a href="https://schema.org/organizer"' in served.get("/role/organiser.html").text


@pytest.mark.parametrize("path", ["/ns.html", "/role.html", "/role/expert.html", "/theme.html"])
def test_no_script_and_no_style_of_its_own(path: str, served: TestClient) -> None:
    answer = served.get(path)
    assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/static/site.js" defer>']  # the site's own
    assert not re.search(r"<style|\sstyle=|\son\w+=", answer.text)
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', answer.text)


def test_the_footer_leads_to_the_vocabulary(served: TestClient) -> None:
    foot = served.get("/").text.partition("<footer")[2]
    assert '<a href="/ns.html">Vocabulary</a>' in foot


def test_the_diagram_names_every_class_and_arrow(ns: str) -> None:
    picture = re.search(r'<figure class="diagram" id="picture">.*?</figure>', ns, re.S)
    assert picture
    for term in VOCABULARY.classes:
        assert re.search(
            rf'<a href="#{anchor(term.iri)}"><text class="name"[^>]*>{term.labels["en"]}</text>', picture[0]
        )
    objects = [term for term in VOCABULARY.properties if term.kind == "property"]
    assert len(objects) > 20
    for term in objects:
        assert f'<a href="#{anchor(term.iri)}"><text' in picture[0], term.iri
    number = {term.iri for term in VOCABULARY.classes}
    arrows = [use for use in VOCABULARY.uses if use.owner in number and use.leads_to in number]
    assert picture[0].count('class="arrow"') == len(arrows) == len(model(VOCABULARY).paths)
    assert "<li>Activity: participation → Participation</li>" in picture[0]
    assert "<li>Tie: from → Actor or Place</li>" in picture[0]


def test_an_arrow_back_and_one_to_itself_are_drawn() -> None:
    boxes = [
        ClassBox("a", "#a", "thing", (Row("x", "#x", (1,)),)),
        ClassBox("b", "#b", "thing", (Row("y", "#y", (0, 1)),)),
    ]
    drawn = draw_diagram(boxes)
    assert len(drawn.paths) == 3
    ends = [float(re.findall(r"[-\d.]+", path)[0]) for path in drawn.paths]
    assert all(0 <= start <= drawn.width for start in ends)


def test_a_concept_below_two_stands_twice() -> None:
    codes = [code for code, _ in order(load_scheme("theme"))]
    assert codes.count("profiling") == 2
    assert set(codes) == set(load_scheme("theme").concepts)


def test_text_of_the_data_is_escaped() -> None:
    bad = '<script>alert("x")</script>'
    link = SimpleNamespace(name=bad, href='/x" onclick="y')
    concept = SimpleNamespace(
        iri=bad,
        notation=bad,
        labels={"en": bad, "ru": bad},
        definition=bad,
        definitions={"ru": bad},
        other_labels=(bad,),
    )
    told = SimpleNamespace(title=bad, version=bad, built=bad, today=bad, endpoint="", static=True)
    addresses = SimpleNamespace(page=lambda iri: iri)
    body = render(
        "concept.html",
        graph=told,
        contents=SimpleNamespace(addresses=addresses),
        here="/",
        address=lambda path, **_: path,
        document="/x",
        thing=SimpleNamespace(iri=bad, name=bad, name_ru=bad),
        concept=concept,
        scheme=SimpleNamespace(name="x", title=bad),
        scheme_page="/x.html",
        above=[concept],
        below=[],
        counts=(),
        counted={},
        matches=[(bad, link)],
        notes=[(bad, "en")],
        examples=[(bad, "")],
        more=[(link, [link])],
        actors=[],
        activities=[],
        most=1,
        query="",
    ).body
    assert b"<script" not in bytes(body)
    assert b'" onclick' not in bytes(body)


@pytest.fixture(scope="module")
def documents(built_store: Path) -> Documents:
    return Documents(open_snapshot(built_store))


@pytest.mark.parametrize(
    "path", ["/ns", "/role", "/theme", "/role/expert", "/activity-kind/training-event", "/theme/profiling", "/ground"]
)
def test_served_and_static_say_the_same(path: str, served: TestClient, documents: Documents) -> None:
    site = Site(FixedStore(documents.store), STANDING)
    iri = f"{ROOT}{path[1:]}"
    static = relative(bytes(html(site, _request(STANDING, f"{path}.html"), iri).body), f"{path}.html").decode()
    assert _words(static) == _words(served.get(f"{path}.html").text)
    assert "<script" not in static.replace('<script type="application/ld+json">', "")


def _words(page: str) -> list[str]:
    """Give the words of the content, without the day and the queries that need an endpoint."""
    content = re.search(r"<main.*</main>", page, re.S)
    assert content
    text = re.sub(r" · <a[^>]*>these facts as a query</a>", "", content[0])
    return re.sub(r"\d{4}-\d\d-\d\d\.", "", re.sub(r"<[^>]+>", " ", text)).split()


def test_matches_that_a_package_brings_are_shown(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package", SMALL)
    (package / "rdf").mkdir(exist_ok=True)
    (package / "rdf" / "match.ttl").write_text(
        f"<{ROOT}role/expert> <{PREFIXES['skos']}exactMatch> <https://example.org/roles/7> ;"
        f' <{PREFIXES["skos"]}example> "She <b>taught</b>."@en .'
        f"<{ROOT}theme/profiling> <{PREFIXES['skos']}closeMatch> <https://example.org/themes/9> .",
        encoding="utf-8",
    )
    site = Site(FixedStore(build(package, tmp_path / "store")), STANDING)
    page = bytes(html(site, _request(STANDING, "/role/expert.html"), f"{ROOT}role/expert").body).decode()
    assert '<li>The same as <a href="https://example.org/roles/7"' in page
    assert "For example: She &lt;b&gt;taught&lt;/b&gt;." in page
    page = bytes(html(site, _request(STANDING, "/theme/profiling.html"), f"{ROOT}theme/profiling").body).decode()
    assert '<li>Close to <a href="https://example.org/themes/9"' in page


def test_the_document_says_what_the_page_says(documents: Documents) -> None:
    said = documents.describe(f"{ROOT}ns")
    defined = {str(t.subject.value) for t in said if t.predicate == ox.NamedNode(expand("skos:definition"))}  # type: ignore[union-attr]
    assert {term.iri for term in VOCABULARY.terms.values() if term.kind} <= defined


@pytest.fixture(scope="module")
def address(built_store: Path) -> Iterator[str]:
    with serving(built_store) as found:
        yield found


LOOKED_AT = ["/ns.html", "/role.html", "/theme.html", "/role/expert.html", "/identifier-scheme/wikidata.html"]


@pytest.mark.browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", LOOKED_AT)
def test_accessible(path: str, scheme: str, address: str) -> None:
    with browsing(color_scheme=scheme) as (context, log):
        page = context.new_page()
        page.goto(address + path)
        assert faults(page) == []
        assert log.errors == []


@pytest.mark.browser
@pytest.mark.parametrize("path", LOOKED_AT)
def test_nothing_sticks_out_on_a_phone(path: str, address: str) -> None:
    with browsing(390, 844) as (context, _):
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_labels_of_the_diagram_fit_and_do_not_overlap(address: str) -> None:
    with browsing() as (context, _):
        page = context.new_page()
        page.goto(f"{address}/ns.html")
        wrong = page.evaluate(_OVERLAPS)
        assert wrong == []
        page.click("#picture a[href='#Conflict']")
        assert page.url.endswith("#Conflict")
        assert page.locator("#Conflict h3").is_visible()


_OVERLAPS = """() => [...document.querySelectorAll('.diagram svg')].flatMap(svg => {
  const box = e => { const r = e.getBBox(); return [r.x, r.y, r.x + r.width, r.y + r.height] }
  const inside = (a, b) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]
  const meet = (a, b) => a[0] < b[2] - 1 && b[0] < a[2] - 1 && a[1] < b[3] - 1 && b[1] < a[3] - 1
  const found = []
  for (const group of svg.querySelectorAll('.box'))
    for (const text of group.querySelectorAll('text'))
      if (!inside(box(text), box(group.querySelector('rect')))) found.push('sticks out: ' + text.textContent)
  for (const all of [[...svg.querySelectorAll('text')], [...svg.querySelectorAll('rect')]])
    all.forEach((one, n) => all.slice(n + 1).forEach(other => {
      if (meet(box(one), box(other))) found.push('overlap: ' + one.textContent + ', ' + other.textContent)
    }))
  return found
})"""
