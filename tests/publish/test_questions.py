"""Asking by choosing: shapes that only use our words, lists that have something in them, and the plain form."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyshacl.helper.path_helper import shacl_path_to_sparql_path
from pyshacl.shapes_graph import ShapesGraph
from rdflib.namespace import RDF, RDFS, SH
from starlette.testclient import TestClient

from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.query.saved import saved_query
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.values import bind_values
from comity.publish.app import make_app
from comity.publish.pages.models.contents import Contents
from comity.publish.pages.routes import questions
from comity.publish.pages.routes.example_questions import SHAPE, Usual, example_questions
from tests.packages import SMALL, write_package

ROOT = Path(__file__).parents[2]
DASH = rdflib.Namespace("http://datashapes.org/dash#")
CORE = rdflib.Namespace("http://data.sparna.fr/ontologies/sparnatural-config-core#")
SOURCES = rdflib.Namespace("http://data.sparna.fr/ontologies/sparnatural-config-datasources#")
Q = rdflib.Namespace(SHAPE)
shapes = rdflib.Graph().parse(questions.SHAPES)
NODE_SHAPES = [rdflib.URIRef(iri) for iri in sorted(map(str, shapes.subjects(RDF.type, SH.NodeShape)))]
PROPERTIES = [rdflib.URIRef(iri) for iri in sorted(set(map(str, shapes.objects(None, SH.property))))]


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def used(graph: rdflib.Graph) -> set[str]:
    """Give each IRI outside of SHACL and of Sparnatural's own words that shapes use, in paths and in queries."""
    found = set(graph.objects(None, SH.targetClass)) | set(graph.objects(None, CORE.beginDateProperty))
    for path in graph.objects(None, SH.path):
        found |= {node for node in parts(graph, path) if isinstance(node, rdflib.URIRef)}
    for text in [*graph.objects(None, SH.select), *graph.objects(None, SOURCES.queryString)]:
        prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", str(text)))
        body = re.sub(r"PREFIX.*", "", str(text))
        found |= {rdflib.URIRef(iri) for iri in re.findall(r"<([^>]+)>", body)}
        found |= {rdflib.URIRef(prefixes[p] + n) for p, n in re.findall(r"\b(\w+):(\w+)", body) if p in prefixes}
    return {str(iri) for iri in found}


def parts(graph: rdflib.Graph, path: Any) -> Iterator[Any]:
    yield path
    if isinstance(path, rdflib.BNode):
        for predicate, value in graph.predicate_objects(path):
            assert predicate in (RDF.first, RDF.rest, SH.inversePath, SH.zeroOrMorePath, SH.alternativePath)
            if value != RDF.nil:
                yield from parts(graph, value)


@pytest.fixture(scope="module")
def words() -> set[str]:
    """The terms of the vocabulary and its schemes, and those of others that the shapes of the ontology use."""
    folder = ROOT / "ontology"
    files = [folder / "comity.ttl", *(folder / "schemes").glob("*.ttl")]
    ours = {str(term) for path in files for term in rdflib.Graph().parse(path).subjects()}
    checked = rdflib.Graph().parse(folder / "shapes.ttl")
    return ours | {str(node) for node in checked.all_nodes() if isinstance(node, rdflib.URIRef)}


def test_every_class_and_property_is_a_word_of_the_vocabulary(words: set[str]) -> None:
    found = used(shapes)
    assert found - words == set()
    assert {
        f"https://w3id.org/comity/ns#{name}" for name in ("Actor", "Activity", "Participation", "earliest")
    } <= found


@pytest.mark.parametrize("iri", ["https://w3id.org/comity/ns#earlyest", "http://purl.org/dc/terms/temporal"])
def test_a_word_nobody_defined_is_found(iri: str, words: set[str]) -> None:
    list_of_one = rdflib.BNode()
    more = rdflib.Graph() + shapes
    more.add((Q.more, SH.path, list_of_one))
    more.add((list_of_one, RDF.first, rdflib.URIRef(iri)))
    more.add((list_of_one, RDF.rest, RDF.nil))
    assert used(more) - words == {iri}


@pytest.mark.parametrize("shape", [*NODE_SHAPES, *PROPERTIES], ids=lambda shape: shape.removeprefix(SHAPE))
def test_everything_is_named_in_english_and_russian(shape: rdflib.URIRef) -> None:
    names = [*shapes.objects(shape, RDFS.label), *shapes.objects(shape, SH.name)]
    assert sorted(str(name.language) for name in names if isinstance(name, rdflib.Literal)) == ["en", "ru"]


@pytest.mark.parametrize("shape", PROPERTIES, ids=lambda shape: shape.removeprefix(SHAPE))
def test_every_property_leads_somewhere_and_has_a_way_to_choose(shape: rdflib.URIRef) -> None:
    target = shapes.value(shape, SH.node)
    assert target in NODE_SHAPES or shapes.value(shape, SH.datatype)
    widget = shapes.value(shape, DASH.searchWidget)
    assert widget
    listed = widget in (CORE.ListProperty, CORE.AutocompleteProperty)
    assert bool(shapes.value(shape, SOURCES.datasource)) == listed


def test_only_things_begin_a_question() -> None:
    begin = {shape for shape in NODE_SHAPES if any(p != Q.name for p in shapes.objects(shape, SH.property))}
    assert begin == {Q.Actor, Q.Activity, Q.Participation}
    assert shapes.value(Q.name, SH.deactivated) == rdflib.Literal(True)


def filled(shape: rdflib.URIRef, lang: str, source: Any = SOURCES.datasource, key: str = "a", node: str = "") -> str:
    """Write the query of a list as Sparnatural does: class, path, language and what was typed put in."""
    domain = next(shapes.subjects(SH.property, shape))
    path = shacl_path_to_sparql_path(ShapesGraph(rdflib.Graph() + shapes), shapes.value(shape, SH.path))
    text = str(shapes.value(shapes.value(shape, source), SOURCES.queryString))
    values = {
        "$type": f"<{RDF.type}>",
        "$domain": f"<{shapes.value(domain, SH.targetClass)}>",
        "$property": path,
        "$lang": f"'{lang}'",
        "$key": key,
        "$node": f"<{node}>",
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


LISTED = [shape for shape in PROPERTIES if shapes.value(shape, SOURCES.datasource)]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("shape", LISTED, ids=lambda shape: shape.removeprefix(SHAPE))
def test_every_list_has_named_rows(shape: rdflib.URIRef, lang: str, store: EmbeddedStore) -> None:
    found = store.query(filled(shape, lang)).rows
    assert found
    assert all(row["label"] and not row["label"].startswith(("http", "(")) for row in found)
    assert len({row["uri"] for row in found}) == len(found)
    if Q.list == shapes.value(shape, SOURCES.datasource):
        assert all(re.search(r" \(\d+\)$", row["label"]) for row in found)
        assert not any("'" in row["itemLabel"] for row in found)


def test_countries_are_listed_by_name(store: EmbeddedStore) -> None:
    english = {row["itemLabel"] for row in store.query(filled(Q["activity-country"], "en")).rows}
    russian = {row["itemLabel"] for row in store.query(filled(Q["activity-country"], "ru")).rows}
    assert {"Tajikistan", "Kyrgyzstan"} <= english
    assert "Таджикистан" in russian


def test_themes_are_a_tree(store: EmbeddedStore) -> None:
    theme = Q["activity-theme"]
    for lang in ("en", "ru"):
        roots = store.query(filled(theme, lang, SOURCES.treeRootsDatasource)).rows
        assert roots
        parents = [row["uri"] for row in roots if row["hasChildren"]]
        assert parents
        for parent in parents:
            assert store.query(filled(theme, lang, SOURCES.treeChildrenDatasource, node=parent)).rows


def lines(branches: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for branch in branches:
        yield branch["line"]
        yield from lines(branch["children"])


def test_ready_questions_use_the_shapes(store: EmbeddedStore) -> None:
    ready = example_questions(Usual.of(Contents(store)))
    assert len(ready) == 4
    for example in ready:
        assert example.title.endswith("?")
        for line in lines(example.chosen["branches"]):
            shape = rdflib.URIRef(line["p"])
            assert (rdflib.URIRef(line["sType"]), SH.property, shape) in shapes
            assert shapes.value(shape, SH.node) in (rdflib.URIRef(line["oType"]), None)
            for value in line["values"]:
                assert value["label"]


@pytest.fixture
def without_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "has_bundle", lambda _: False)


@pytest.fixture
def with_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "has_bundle", lambda _: True)


class Rows(HTMLParser):
    """Collect the cells of the table of a page, and what its fields have chosen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.selected: list[str] = []
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self._in_cell = tag == "td" or (self._in_cell and tag == "a")
        if tag == "option" and "selected" in dict(attrs):
            self.selected.append(str(dict(attrs)["value"]))

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "tr")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def test_the_shapes_are_served(served: TestClient) -> None:
    answer = served.get("/questions.ttl")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert len(rdflib.Graph().parse(data=answer.text)) == len(shapes)


@pytest.mark.usefixtures("with_bundle")
def test_the_page_brings_the_form_and_keeps_others_out(served: TestClient) -> None:
    answer = served.get("/questions")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "/assets/sparnatural.js" in answer.text
    assert "Who gave expertise in " in answer.text
    assert "<noscript>" in answer.text
    assert not re.search(r"(src|href|action)=\"(https?:)?//", answer.text)


@pytest.mark.usefixtures("without_bundle")
def test_without_the_bundle_the_page_says_so_and_asks_plainly(served: TestClient) -> None:
    answer = served.get("/questions")
    assert answer.status_code == 200
    assert "This is the plain form of the page" in answer.text
    assert "/assets/" not in answer.text
    assert 'name="country"' in answer.text


@pytest.mark.parametrize(("country", "year"), [("TJK", "2019"), ("TKM", "2017"), ("KGZ", "2016")])
def test_the_plain_form_answers_as_the_saved_query(
    country: str, year: str, served: TestClient, store: EmbeddedStore
) -> None:
    page = Rows(served.get("/questions", params={"role": "expertise", "country": country, "year": year}).text)
    query = saved_query("expertise-in")
    wanted = store.query(query.text, bind_values(store, query, {"country": country, "since": year, "until": year})).rows
    assert [row for row in page.rows if row] == [[row["name"], str(row["activities"])] for row in wanted]
    assert wanted
    assert page.selected == ["expertise", country, year]


@pytest.mark.parametrize(
    "asked",
    [{"who": "lva-sbg"}, {"role": "donor"}, {"theme": "migration"}, {"country": "UZB"}, {"year": "2020"}],
    ids=str,
)
def test_each_field_of_the_plain_form_narrows(asked: dict[str, str], served: TestClient, store: EmbeddedStore) -> None:
    every = [row for row in Rows(served.get("/questions?who=").text).rows if row]
    fewer = [row for row in Rows(served.get("/questions", params=asked).text).rows if row]
    assert 0 < len(fewer) < len(every) or sum(int(row[1]) for row in fewer) < sum(int(row[1]) for row in every)
    query = saved_query("who-took-part")
    values = {"since": asked["year"], "until": asked["year"]} if "year" in asked else asked
    wanted = store.query(query.text, bind_values(store, query, values)).rows
    assert fewer == [[row["name"], f"{row['activities']:,}"] for row in wanted]


@pytest.mark.parametrize("lang", ["xx", "", '"><script>alert(1)</script>'])
def test_what_is_not_offered_counts_as_open(lang: str, served: TestClient) -> None:
    mean = '"><script>alert(1)</script>'
    answer = served.get("/questions", params={"lang": lang, "who": mean, "country": "}", "year": "1066", "role": "x"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert len(Rows(answer.text).rows) == len(Rows(served.get("/questions?who=").text).rows)


def test_nobody_fits(served: TestClient) -> None:
    answer = served.get("/questions", params={"who": "us-embassy", "role": "recipient", "year": "2009"})
    assert "Nobody in this graph fits all of it" in answer.text


def without(rows: list[dict[str, str]], *columns: str) -> list[dict[str, str]]:
    return [{name: value for name, value in row.items() if name not in columns} for row in rows]


@pytest.mark.parametrize(
    ("change", "titles"),
    [
        ({}, ["Who gave expertise in Aland in 2020?", "Which activities were on migration, and when?"]),
        ({"participations": SMALL["participations"][1:]}, ["Which activities were on migration, and when?"]),
        ({"activities": without(SMALL["activities"], "themes")}, ["Who gave expertise in Aland in 2020?"]),
    ],
    ids=["all", "no expertise", "no theme"],
)
def test_questions_are_ready_only_where_there_is_an_answer(
    change: dict[str, Any], titles: list[str], tmp_path: Path
) -> None:
    build_graph([open_package(write_package(tmp_path / "package", {**SMALL, **change}))], tmp_path / "store")
    store = open_snapshot(tmp_path / "store")
    found = [example.title for example in example_questions(Usual.of(Contents(store)))]
    assert [title for title in found if "met" not in title and "group" not in title] == titles
    with TestClient(make_app(tmp_path / "store")) as client:
        assert client.get("/questions").status_code == 200
        assert client.get("/questions?year=2020&role=expertise").status_code == 200
