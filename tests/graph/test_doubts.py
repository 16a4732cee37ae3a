"""What makes an answer mislead is told, and nothing is said of a query that is right."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.query.saved import SavedQuery, saved_queries
from comity.graph.query.scopes import read_scopes
from comity.graph.query.tokens import inspect, split_words
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.unknown_terms import unknown_terms
from comity.graph.store.values import bind_values
from comity.graph.ties.filters import Filters
from comity.graph.ties.tie_sparql import tie_query
from comity.graph.ties.ties import LEVELS, TIES
from comity.publish.pages.routes.workbench import START
from comity.viz.report.scope import Scope
from comity.viz.report.words import load_words
from tests.packages import write_package

ROOT = Path(__file__).parents[2]
W3C = Path(os.environ.get("RDF_TESTS", "rdf-tests")) / "sparql"
PARTS = "?activity prov:qualifiedAssociation/prov:agent ?actor"


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """A graph without places in towns, transfers, conflicts, identifiers and most concepts."""
    folder = tmp_path_factory.mktemp("small")
    build_graph([open_package(write_package(folder / "package"))], folder / "store")
    return open_snapshot(folder / "store")


def told(store: EmbeddedStore, text: str, values: dict[str, ox.NamedNode | ox.Literal] | None = None) -> list[str]:
    """Ask, read the whole answer, and give what was told."""
    found: list[str] = []
    answer = store.query(text, values, warn=found.append)
    if answer.kind != "boolean":
        answer.write("csv" if answer.kind == "rows" else "nt", io.BytesIO())
    return found


UNBOUND = {
    "SELECT ?nmae WHERE { ?a skos:prefLabel ?name }": (
        "line 1, column 8: nothing binds ?nmae here, so its column stays empty; did you mean ?name?"
    ),
    "SELECT ?a WHERE {\n ?a a comity:Actor FILTER(?zz > 3) }": (
        "line 2, column 27: nothing binds ?zz here, so the condition has nothing to test"
    ),
    "SELECT ?a WHERE { ?a skos:prefLabel ?name } ORDER BY DESC(?nam)": (
        "line 1, column 59: nothing binds ?nam here, so it puts nothing in order; did you mean ?name?"
    ),
    "SELECT ?a (GROUP_CONCAT(?t; separator=', ') AS ?all) WHERE { ?a dct:title ?title } GROUP BY ?a": (
        "line 1, column 25: nothing binds ?t here, so GROUP_CONCAT gets nothing"
    ),
    "SELECT (COUNT(DISTINCT ?actr) AS ?n) WHERE { ?actor a comity:Actor }": (
        "line 1, column 24: nothing binds ?actr here, so COUNT gets nothing; did you mean ?actor?"
    ),
    "SELECT (STRLEN(?nam) AS ?n) WHERE { ?a skos:prefLabel ?name }": (
        "line 1, column 16: nothing binds ?nam here, so what is computed from it stays empty; did you mean ?name?"
    ),
    "CONSTRUCT { ?a rdfs:label ?nam } WHERE { ?a skos:prefLabel ?name }": (
        "line 1, column 27: nothing binds ?nam here, so the statements with it are left out; did you mean ?name?"
    ),
    "DESCRIBE ?actr WHERE { ?actor a comity:Actor }": (
        "line 1, column 10: nothing binds ?actr here, so nothing of it is described; did you mean ?actor?"
    ),
    "SELECT (COUNT(?a) AS ?n) WHERE { ?a dct:type ?kind } GROUP BY ?kin": (
        "line 1, column 63: nothing binds ?kin here, so it parts nothing; did you mean ?kind?"
    ),
    f"SELECT ?actor (COUNT(?activity) AS ?n) WHERE {{ {PARTS} }} GROUP BY ?actor HAVING (?n > 3)": (
        "line 1, column 128: HAVING does not see ?n, which SELECT names only afterwards; write COUNT(?activity) instead"
    ),
    f"SELECT ?actor (COUNT(?activity) AS ?n) WHERE {{ {PARTS} FILTER(?n > 3) }} GROUP BY ?actor": (
        "line 1, column 109: FILTER does not see ?n, which SELECT names only afterwards; "
        "write HAVING(COUNT(?activity) …) after the pattern instead"
    ),
    "SELECT (YEAR( ?day ) AS ?y) WHERE { ?a comity:earliest ?day FILTER(?y > 2000) }": (
        "line 1, column 68: FILTER does not see ?y, which SELECT names only afterwards; write YEAR( ?day ) instead"
    ),
    f"SELECT ?actor WHERE {{ {PARTS} }} GROUP BY ?actor HAVING (?activity != 1)": (
        "line 1, column 103: nothing binds ?activity here, so the condition has nothing to test; "
        "after GROUP BY only what it names is seen, or an aggregate such as SAMPLE(?activity)"
    ),
    "SELECT ?y WHERE { BIND(YEAR(?day) AS ?y) ?a comity:earliest ?day }": (
        "line 1, column 29: nothing binds ?day here, so what is computed from it stays empty; "
        "BIND sees only what stands before it in its group"
    ),
    "SELECT ?a WHERE { ?a comity:earliest ?day { FILTER(YEAR(?day) > 2000) } }": (
        "line 1, column 57: nothing binds ?day here, so the condition has nothing to test; "
        "it is bound only where this place does not see it, as in another group"
    ),
    "SELECT ?x WHERE { ?a a comity:Actor MINUS { ?a dct:identifier ?x } }": (
        "line 1, column 8: nothing binds ?x here, so its column stays empty; "
        "it is bound only where this place does not see it, as in another group"
    ),
    "SELECT ?x WHERE { ?a a comity:Actor FILTER EXISTS { ?a dct:identifier ?x } }": (
        "line 1, column 8: nothing binds ?x here, so its column stays empty; "
        "it is bound only where this place does not see it, as in another group"
    ),
    "SELECT ?n WHERE { ?a comity:earliest ?d OPTIONAL { { ?a dct:title ?n FILTER(?d > 1) } } }": (
        "line 1, column 77: nothing binds ?d here, so the condition has nothing to test; "
        "it is bound only where this place does not see it, as in another group"
    ),
    "SELECT ?a ?name WHERE { { SELECT ?a WHERE { ?a skos:prefLabel ?name } } }": (
        "line 1, column 11: nothing binds ?name here, so its column stays empty; "
        "it is bound only where this place does not see it, as in another group"
    ),
}


@pytest.mark.parametrize("text", UNBOUND)
def test_a_variable_that_nothing_binds_is_told(text: str, store: EmbeddedStore) -> None:
    assert told(store, text) == [UNBOUND[text]]


UNKNOWN = {
    "SELECT ?a { ?a a comity:Actvity }": "line 1, column 18: comity:Actvity {}; did you mean comity:Activity?",
    "SELECT ?a { ?a a comity:activity}": "line 1, column 18: comity:activity {}; did you mean comity:Activity?",
    "ASK { actor:lva-sgb ?p ?o }": "line 1, column 7: actor:lva-sgb {}; did you mean actor:lva-sbg?",
    "DESCRIBE actor:lva-sgb": "line 1, column 10: actor:lva-sgb {}; did you mean actor:lva-sbg?",
    "CONSTRUCT WHERE { ?a dct:titel ?b. }": "line 1, column 22: dct:titel {}; did you mean dct:title?",
    "CONSTRUCT { ?a rdfs:lable ?b } WHERE { ?a dct:titel ?b }": (
        "line 1, column 43: dct:titel {}; did you mean dct:title?"
    ),
    "SELECT ?a { ?a dc:title ?b }": "line 1, column 16: dc:title {}; did you mean dct:title?",
    "SELECT ?a { ?a comity:title ?b }": "line 1, column 16: comity:title {}; did you mean dct:title?",
    "SELECT ?a { [] prov:hadRole role:experts ; prov:agent ?a }": (
        "line 1, column 29: role:experts {}; did you mean role:expert?"
    ),
    "SELECT ?a { ?a prov:atLocation/^prov:atLokation place:osh }": (
        "line 1, column 33: prov:atLokation {}; did you mean prov:atLocation?"
    ),
    "SELECT ?a { ?a comity:country ?c FILTER(?c IN (place:KAS)) }": (
        "line 1, column 48: place:KAS {}; did you mean place:KAZ?"
    ),
    "SELECT ?a { VALUES ?a { actor:lva-sgb } ?a a comity:Actor }": (
        "line 1, column 25: actor:lva-sgb {}; did you mean actor:lva-sbg?"
    ),
    "SELECT (COUNT(*) AS ?n) (MIN(?d) AS ?first) { ?a comity:erliest ?d }": (
        "line 1, column 50: comity:erliest {}; did you mean comity:earliest?"
    ),
    "SELECT (COUNT(*) > 0 AS ?any) { ?a a comity:Actr }": (
        "line 1, column 38: comity:Actr {}; did you mean comity:Actor?"
    ),
    "SELECT ?a { GRAPH <urn:nowhere> { ?a ?b ?c } }": "line 1, column 19: <urn:nowhere> {}",
    "PREFIX c: <https://w3id.org/comity/ns#> SELECT ?a { ?a a c:Actvity }": (
        "line 1, column 58: c:Actvity {}; did you mean comity:Activity?"
    ),
    "SELECT ?a { ?a a <https://w3id.org/comity/ns#Actvity> }": (
        "line 1, column 18: <https://w3id.org/comity/ns#Actvity> {}; did you mean comity:Activity?"
    ),
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_term_that_is_nowhere_is_told_of_an_empty_answer(text: str, store: EmbeddedStore) -> None:
    assert told(store, text) == [UNKNOWN[text].format("is neither in the vocabulary nor in this graph")]


def test_a_value_that_is_nowhere_is_told(store: EmbeddedStore) -> None:
    actor = ox.NamedNode("https://w3id.org/comity/bomca/actor/lva-sgb")
    assert told(store, "SELECT ?p { ?a ?p ?o }", {"a": actor}) == [
        "the value of ?a: actor:lva-sgb is neither in the vocabulary nor in this graph; did you mean actor:lva-sbg?"
    ]


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "arrow", "parquet", "rows", "iterate", "graph", "ttl"])
def test_an_empty_answer_is_known_however_it_is_read(form: str, store: EmbeddedStore) -> None:
    def read(text: str) -> int:
        found: list[str] = []
        answer = store.query(text, warn=found.append)
        assert found == []
        if form in ("rows", "graph"):
            getattr(answer, form)
        elif form == "iterate":
            list(answer)
        else:
            answer.write(form, io.BytesIO())
        if answer._kept is not None:  # it can be read again, and what was told is not told again
            answer.write("csv" if answer.kind == "rows" else "nt", io.BytesIO())
        return len(found)

    if form in ("graph", "ttl"):
        assert read("CONSTRUCT WHERE { ?a a comity:Actvity }") == 1
        assert read("CONSTRUCT { ?a a comity:Made } WHERE { ?a a comity:Actor }") == 0
        return
    for columns in ("*", "?a ?b", "?a"):
        assert read(f"SELECT {columns} {{ ?a a comity:Actvity ; ?c ?b }}") == 1
        # Rows of nothing are rows; what they lack does not concern the terms.
        assert read(f"SELECT {columns} {{ OPTIONAL {{ ?a a comity:Actvity ; ?c ?b }} }}") == 0
    assert read("SELECT (COUNT(?a) AS ?n) { ?a a comity:Actvity }") == 1
    assert read("SELECT (COUNT(?a) AS ?n) { ?a a comity:Actor }") == 0
    assert read("SELECT (COUNT(?b) AS ?n) { ?a a comity:Actor OPTIONAL { ?a a ?b } }") == 0


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "arrow", "parquet", "nt"])
def test_watching_changes_no_byte(form: str, store: EmbeddedStore) -> None:
    texts = [
        "SELECT ?a ?n { ?a skos:prefLabel ?n } ORDER BY ?a ?n",
        "SELECT ?a { ?a a comity:Actvity }",
        "SELECT (COUNT(*) AS ?n) (AVG(STRLEN(?n)) AS ?m) (SUM(1.50) AS ?s) (MAX(1e3) AS ?x) { ?a skos:prefLabel ?n }",
        "SELECT (SAMPLE('a\\tb'@en) AS ?a) (SAMPLE(<urn:x>) AS ?b) (COUNT(*) AS ?c) {}",
        "SELECT * {}",
    ]
    for text in ["CONSTRUCT { ?a rdfs:label ?n } { ?a skos:prefLabel ?n }"] if form == "nt" else texts:
        plain, watched = io.BytesIO(), io.BytesIO()
        store.query(text).write(form, plain)
        store.query(text, warn=lambda _: None).write(form, watched)
        assert watched.getvalue() == plain.getvalue()


RIGHT = [
    START,
    "SELECT * { ?a ?b ?c } LIMIT 1",
    "SELECT ?a ?y { ?a comity:earliest ?d BIND(YEAR(?d) AS ?y) FILTER(?y > 2000 && ?d != ?a) } ORDER BY ?y ?d",
    "SELECT ?a { FILTER(?d > 1) ?a comity:earliest ?d }",
    "SELECT ?y (COUNT(?a) AS ?n) { ?a comity:earliest ?d } GROUP BY (YEAR(?d) AS ?y) HAVING(?y > 1 && COUNT(?a) > 0) "
    "ORDER BY DESC(?n) DESC(SUM(STRLEN(STR(?a)))) ?y",
    "SELECT (STRLEN(?k) AS ?m) (?m + 1 AS ?o) { ?a dct:identifier ?k } ORDER BY ?o",
    "SELECT (SUM(?m) AS ?x) { SELECT ?k (COUNT(?a) AS ?m) { ?a dct:type ?k } GROUP BY ?k }",
    "SELECT ?a ?l { ?a a comity:Actor OPTIONAL { ?a skos:prefLabel ?l FILTER(?a != ?l) } }",
    "SELECT ?a ?n { ?a comity:earliest ?d OPTIONAL { ?a dct:title ?n FILTER(?d > 1) } }",
    "SELECT ?a ?n { ?a comity:earliest ?d . LATERAL { ?a dct:title ?n FILTER(?d > 1) } }",
    "SELECT ?a { ?a comity:earliest '2019'^^<urn:year> }",
    "SELECT ?a { ?a !(comity:nothing|^dct:nothing) ?b ; !<urn:nothing> ?c }",
    "SELECT ?a { ?a a comity:Actor FILTER NOT EXISTS { ?a skos:prefLabel ?l { FILTER(?a != 1) } } }",
    "SELECT ?a { ?a a comity:Actor MINUS { ?a skos:prefLabel ?l FILTER(?l != 'x') } }",
    "SELECT ?g ?a { GRAPH ?g { ?a a comity:Actor FILTER(?g != ?a) BIND(STR(?g) AS ?s) } FILTER(?s != '') }",
    "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 1) (2 3) } FILTER(?b > 0) }",
    "SELECT ?a ?x { ?a a comity:Actor } LIMIT 1 VALUES ?x { 1 }",
    "SELECT ?a ?n { { ?a dct:title ?n } UNION { ?a skos:prefLabel ?n } FILTER(LANG(?n) = 'en') }",
    "SELECT ?a { ?a prov:qualifiedAssociation [ prov:hadRole ?r ; prov:agent ?b ] FILTER(?r != ?b) }",
    "SELECT ?x { (1 ?x) !(rdf:type|^rdf:type) ?y . FILTER(?y = 1) }",
    "SELECT ?a { ?a a comity:Actor . LATERAL { SELECT ?a ?n { ?a dct:identifier ?n FILTER(?a != ?n) } LIMIT 1 } }",
    "SELECT ?a { ?a a comity:Actor FILTER(!BOUND(?since) || ?since < 1) FILTER(COALESCE(?most, 9) > 1) }",
    "# parameter: most (term) the most\nSELECT ?a { ?a comity:phase ?p FILTER(?p < ?most) }",
    "CONSTRUCT { ?a a <urn:New> ; rdfs:seeAlso [ rdfs:label ?n ] } { ?a skos:prefLabel ?n }",
    "CONSTRUCT WHERE { ?a skos:prefLabel ?n }",
    "DESCRIBE ?a actor:icmpd { ?a a comity:Actor }",
    "ASK { ?a a comity:Activity FILTER(?a != ?b) { SELECT ?b { ?b a comity:Actor } } }",
    "SELECT (COUNT(*) AS ?n) {}",
    "PREFIX x: <urn:x> SELECT (IF(?a = x:y, x:z, x:q) AS ?r) { VALUES ?a { x:a } BIND(x:b AS ?b) }",
    "SELECT ?a { ?a comity:earliest ?d FILTER(?d > '2000-01-01'^^xsd:date && xsd:integer(?a) IN (1, 2)) }",
]


@pytest.mark.parametrize("text", RIGHT)
def test_nothing_is_said_of_a_query_that_is_right(text: str, store: EmbeddedStore) -> None:
    assert told(store, text) == []
    assert terms(store, text) == []


def terms(store: EmbeddedStore, text: str) -> list[str]:
    """Give what would be said of the terms if the answer were empty."""
    found = inspect(text, store.prefixes).words
    return list(unknown_terms(store, text, found, read_scopes(found).terms, {}))


@pytest.mark.parametrize("query", saved_queries().values(), ids=list(saved_queries()))
def test_nothing_is_said_of_a_saved_query(query: SavedQuery, store: EmbeddedStore, small: EmbeddedStore) -> None:
    needed = {each.name: each.example for each in query.parameters if each.required}
    every = {each.name: each.example for each in query.parameters}
    for values in (needed, every):
        assert told(store, query.text, bind_values(store, query, values)) == []
    for each in (store, small):
        assert terms(each, query.text) == []
    assert read_scopes(list(split_words(query.text)), [each.name for each in query.parameters]).unbound == []


VALUES = {each.name for query in saved_queries().values() for each in query.parameters}


def documented() -> Iterator[str]:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        yield from re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
        yield from re.findall(r"comity query -e '([^']+)'", text)


def test_nothing_is_said_of_what_the_project_itself_asks(store: EmbeddedStore, small: EmbeddedStore) -> None:
    scope = Scope(store, Filters(), load_words("en"))
    for text in documented():
        assert read_scopes(list(split_words(text)), VALUES).unbound == [], text
        assert terms(store, text) == [], text
    texts = [*(scope.ask(path.stem).sparql for path in sorted((ROOT / "viz/report/queries").glob("*.rq")))]
    texts += [tie_query(tie, level) for tie in TIES.values() for level in LEVELS]
    texts += [tie_query(TIES["joint"], filters=Filters(theme=("migration",), place=("TKM",), stated_only=True))]
    assert len(texts) > 20
    for text in texts:
        assert read_scopes(list(split_words(text))).unbound == [], text
        assert terms(store, text) == terms(small, text) == [], text


def test_each_slip_in_a_saved_query_is_found(store: EmbeddedStore) -> None:
    """Leave a letter out of each term of the vocabulary, but for those that BIND makes a value from."""
    slips = 0
    for query in saved_queries().values():
        sought = re.sub(r"BIND\(.*", "", query.text)
        for name in sorted(set(re.findall(r"(?:comity|role|ground|date-precision|prov|dct|skos):\w[\w-]{4,}", sought))):
            wrong = name[:-3] + name[-2:]
            found = terms(store, re.sub(rf"{name}\b(?!-)", wrong, query.text))
            if "CONSTRUCT" not in query.text:
                assert len(found) == 1, (query.name, wrong)
            for each in found:
                assert f": {wrong} is neither" in each
                assert f"did you mean {name}?" in each, each
                slips += 1
    assert slips > 150


def test_few_and_short_things_are_said(store: EmbeddedStore) -> None:
    many = " ".join(f"?v{number}" for number in range(20))
    assert len(told(store, f"SELECT {many} {{ ?a a comity:Actor }}")) == 5
    long = told(store, f"SELECT ?a {{ ?a a <urn:{'x' * 10_000}> }}")
    assert len(long) == 1
    assert len(long[0]) == 401


TRUE_OF_W3C = {
    "sparql10/algebra/filter-nested-2": {"v"},
    "sparql10/algebra/filter-scope-1": {"v"},
    "sparql10/algebra/opt-filter-3": {"v"},
    "sparql10/optional-filter/expr-5": {"title"},
    **{f"sparql10/syntax-sparql2/syntax-dataset-0{number}": {"x"} for number in range(1, 5)},
    "sparql10/syntax-sparql3/syn-05": {"o"},
    "sparql10/syntax-sparql3/syn-07": {"x"},
    "sparql10/syntax-sparql3/syn-bad-26": {"x", "y"},
    "sparql11/bind/bind04": {"nova"},
    "sparql11/bind/bind07": {"o"},
    "sparql11/bind/bind10": {"z"},
    "sparql11/entailment/bind04": {"nova"},
    "sparql11/entailment/bind07": {"o"},
    "sparql11/project-expression/projexp06": {"m"},
    "sparql11/syntax-query/syntax-BINDscope2": {"o"},
    "sparql11/syntax-query/syntax-BINDscope3": {"o"},
    **{f"sparql11/syntax-query/syntax-aggregate-{number:02}": {"x"} for number in range(3, 16)},
    **{f"sparql11/syntax-query/syntax-select-expr-0{number}": {"x", "y"} for number in range(1, 4)},
}


@pytest.mark.skipif(not W3C.is_dir(), reason="$RDF_TESTS names no checkout of w3c/rdf-tests")
def test_of_the_queries_of_the_w3c_only_those_with_unbound_variables_are_doubted() -> None:
    engine, found = ox.Store(), {}
    for path in sorted(W3C.rglob("*.rq")):
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            engine.query(text, base_iri="http://example.org/")
        except (SyntaxError, RuntimeError):
            continue
        found[path.relative_to(W3C).with_suffix("").as_posix()] = {
            each.name for each in read_scopes(list(split_words(text))).unbound
        }
    assert len(found) > 900
    assert {name: names for name, names in found.items() if names} == TRUE_OF_W3C
