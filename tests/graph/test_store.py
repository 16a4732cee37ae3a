"""Asking a store: one union, known prefixes, clear refusals, and bound values."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from comity.data import NotFoundError, QueryError
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.values import plain_term


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def test_the_default_graph_is_the_union_of_the_named_graphs(store: EmbeddedStore) -> None:
    in_union = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"]
    in_graphs = store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows[0]["n"]
    assert in_union == in_graphs == store.manifest.statements


def test_a_query_may_still_name_a_graph(store: EmbeddedStore) -> None:
    text = "SELECT (COUNT(*) AS ?n) { GRAPH graph:bomca-eu-news-start-80 { ?a a comity:Activity } }"
    assert store.query(text).rows == [{"n": 14}]


def test_prefixes_are_known_and_may_be_declared_otherwise(store: EmbeddedStore) -> None:
    assert store.query("ASK { actor:lva-sbg a comity:Actor }")
    assert not store.query("PREFIX actor: <http://example.org/> ASK { actor:lva-sbg ?p ?o }")


def test_a_fault_is_placed_in_the_text_as_written(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match=r'line 2, column 9: this "}" closes nothing.*\n   \?x \?y }}\n {10}\^$'):
        store.query("SELECT ?x {\n ?x ?y }} ")
    with pytest.raises(QueryError, match='line 1, column 23: "nonsense" is no word of SPARQL'):
        store.query("SELECT ?x { ?x a ?c } nonsense", {"c": ox.NamedNode("urn:a")})


def test_an_unknown_prefix_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match=r"line 1, column 7: the prefix nope: is not declared; write PREFIX nope: <…>"):
        store.query("ASK { nope:x ?p ?o }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "LOAD <file:///etc/passwd>",
    ],
)
def test_nothing_calls_out_or_writes(text: str, store: EmbeddedStore) -> None:
    with pytest.raises(QueryError):
        store.query(text)


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_from_reads_no_file(clause: str, store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="there is no graph <file:///etc/passwd> in this store"):
        store.query(f"SELECT * {clause} <file:///etc/passwd> {{ ?s ?p ?o }}")


def test_from_chooses_graphs(store: EmbeddedStore) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?a a comity:Activity }}"
    one, two = "FROM graph:bomca-eu-news-start-80", "FROM graph:bomca-eu-news-start-40"
    assert store.query(count.format(one)).rows == [{"n": 14}]
    assert store.query(count.format(f"{one} {two}")).rows == [{"n": 18}]
    named = "SELECT (COUNT(*) AS ?n) FROM NAMED graph:register { GRAPH ?g { ?a a comity:Actor } }"
    assert store.query(named).rows == [{"n": 141}]


TERMS = [
    ("<http://example.org/a>", ox.NamedNode("http://example.org/a")),
    ("actor:lva-sbg", ox.NamedNode("https://w3id.org/comity/bomca/actor/lva-sbg")),
    ("role:expert", ox.NamedNode("https://w3id.org/comity/role/expert")),
    ("42", ox.Literal(42)),
    ("-7", ox.Literal("-7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
    ("2017-12-12", ox.Literal("2017-12-12", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
    ('"Ашхабад"@ru', ox.Literal("Ашхабад", language="ru")),
    ('"42"', ox.Literal("42")),
    ("plain text", ox.Literal("plain text")),
    ("12:30", ox.Literal("12:30")),
    ('"} INSERT', ox.Literal('"} INSERT')),
    ("", ox.Literal("")),
]


@pytest.mark.parametrize(("text", "term"), TERMS, ids=[text for text, _ in TERMS])
def test_a_typed_value_becomes_a_term(text: str, term: ox.NamedNode | ox.Literal, store: EmbeddedStore) -> None:
    assert plain_term(store, text) == term


def test_an_iri_that_is_none_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError, match="is not an IRI"):
        plain_term(store, "<no iri>".replace(" ", ""))


def test_a_bound_value_selects(store: EmbeddedStore) -> None:
    text = "SELECT ?name WHERE { ?place dct:identifier ?id ; skos:prefLabel ?name }"
    rows = store.query(text, {"id": ox.Literal("ashgabat")}).rows
    assert sorted(row["name"] for row in rows) == ["Ashgabat", "Ашхабад"]
