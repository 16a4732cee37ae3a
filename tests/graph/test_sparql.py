"""The text of a query: words, refusals, and values bound to it."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.data import QueryError
from comity.graph.query.tokens import MAX_DEPTH, bind, inspect, split_words

FORMS = {
    "SELECT * { ?s ?p ?o }": "SELECT",
    "prefix a: <b> select * { ?s ?p ?o }": "SELECT",
    "# INSERT\nASK {}": "ASK",
    "BASE <http://example.org/SERVICE/> CONSTRUCT WHERE { ?s ?p ?o }": "CONSTRUCT",
    "DESCRIBE <x>": "DESCRIBE",
    'SELECT ?service { ?a ?b "SERVICE <x> {}" . ?a :SERVICE ?service }': "SELECT",
    "SELECT * { ?s ?p '''a ' SERVICE ' }}}} ''' }": "SELECT",
    "PREFIX insert: <http://example.org/> SELECT * { insert:service ?p ?o }": "SELECT",
}
REFUSED = {
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }": "line 1, column 12: SERVICE asks another server",
    "SELECT * {\n  service silent ?x { ?s ?p ?o } }": "line 2, column 3: SERVICE asks another server",
    "INSERT DATA { <a> <b> <c> }": "line 1, column 1: INSERT is an update",
    "PREFIX a: <b> LOAD <http://127.0.0.1/x>": "LOAD is an update",
    "with <g> delete { ?s ?p ?o } where { ?s ?p ?o }": "WITH is an update",
    "": "the text is not a query",
    "hello": "the text is not a query; begin it with SELECT",
    "SELECT * " + "{" * 1000: f"nested more than {MAX_DEPTH} deep",
    "SELECT * { ?s ?p ?o FILTER(" + "(" * 5000: "nested more than",
    "SELECT * { FILTER(" + " && ".join(["true"] * 20_000) + ") }": "more than 20,000 words",
    "SELECT * { ?s ?p '" + "x" * 1_000_001 + "' }": "the most is 1,000,000",
}


@pytest.mark.parametrize("text", FORMS)
def test_the_form_of_a_query_is_found(text: str) -> None:
    assert inspect(text, {}).form == FORMS[text]


@pytest.mark.parametrize("text", REFUSED, ids=[text[:40] for text in REFUSED])
def test_what_must_not_reach_an_engine_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        inspect(text, {})
    assert REFUSED[text] in str(caught.value)


GRAPHS = {
    "SELECT * FROM <urn:a> { ?s ?p ?o }": ("urn:a",),
    "PREFIX x: <urn:> SELECT * FROM x:a FROM NAMED x:b FROM NAMED g:c WHERE { ?s ?p ?o }": (
        "urn:a",
        "urn:b",
        "urn:g/c",
    ),
    'SELECT * { ?s ?p "FROM <urn:a>" } # FROM <urn:b>': (),
    "SELECT ?from { ?from ?p <urn:a> }": (),
}


@pytest.mark.parametrize("text", GRAPHS)
def test_the_graphs_a_query_chooses_are_found(text: str) -> None:
    assert inspect(text, {"g": "urn:g/"}).graphs == GRAPHS[text]


BOUND = {
    "SELECT ?x { ?x a ?c }": "SELECT ?x { VALUES ?c { <urn:c> } ?x a ?c }",
    "SELECT ?x # { \nWHERE { ?x a ?c }": "SELECT ?x # { \nWHERE { VALUES ?c { <urn:c> } ?x a ?c }",
    "CONSTRUCT { ?x a ?c } WHERE { ?x a ?c }": "CONSTRUCT { ?x a ?c } WHERE { VALUES ?c { <urn:c> } ?x a ?c }",
    "CONSTRUCT { ?x a ?c } { ?x a ?c }": "CONSTRUCT { ?x a ?c } { VALUES ?c { <urn:c> } ?x a ?c }",
    "CONSTRUCT WHERE { ?x a ?c }": "CONSTRUCT WHERE { ?x a ?c }\nVALUES ?c { <urn:c> }",
    "ASK { { SELECT ?c { ?x a ?c } } }": "ASK { VALUES ?c { <urn:c> } { SELECT ?c { ?x a ?c } } }",
    "DESCRIBE ?c { ?x a ?c }": "DESCRIBE ?c { VALUES ?c { <urn:c> } ?x a ?c }",
}


@pytest.mark.parametrize("text", BOUND)
def test_a_value_stands_at_the_beginning_of_the_outermost_group(text: str) -> None:
    assert bind(text, {"c": "<urn:c>"}).replace("  ", " ") == BOUND[text].replace("  ", " ")
    ox.Store().query(bind(text, {"c": "<urn:c>"}))


def test_a_variable_that_is_not_there_is_told() -> None:
    with pytest.raises(QueryError, match=r"the query has no variable \?b; it has a, c"):
        bind("SELECT ?a { ?a a ?c }", {"b": "<urn:c>"})


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")))
def test_no_value_becomes_syntax(value: str) -> None:
    store = ox.Store()
    query = bind(
        "SELECT ?x ?y { BIND(1 AS ?y) }".replace("{", "{ OPTIONAL { ?x ?x ?x } ", 1), {"x": str(ox.Literal(value))}
    )
    (row,) = store.query(query)  # type: ignore[misc]
    assert row["x"].value == value
    assert row["y"].value == "1"


@given(st.text(alphabet="{}()<>\"'#?:aS \n\\.-"))
def test_words_cover_the_text_and_never_fail(text: str) -> None:
    found = list(split_words(text))
    for word in found:
        assert text[word.start : word.start + len(word.text)] == word.text
    kept = "".join(word.text for word in found)
    assert len(kept) <= len(text)
