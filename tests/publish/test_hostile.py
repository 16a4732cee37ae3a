"""Queries meant to break the service: each gets a clean error in time, and the next good query its answer.

The tests run each shape at a few sizes; with $COMITY_SUITES (make suites) at all of them.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.publish.app import make_app
from comity.publish.limits import MEBIBYTE, Limits

LIMIT = 1.0
ALL = bool(os.environ.get("COMITY_SUITES"))

NESTS: dict[str, Callable[[int], str]] = {
    "braces": lambda n: "ASK " + "{" * n + "}" * n,
    "braces left open": lambda n: "ASK " + "{" * n,
    "optional": lambda n: "ASK {" + "OPTIONAL {" * n + "}" * n + "}",
    "union": lambda n: "ASK {" + "{ ?s ?p ?o } UNION {" * n + "}" * n + "}",
    "minus": lambda n: "ASK { ?s ?p ?o " + "MINUS {" * n + "}" * n + "}",
    "graph": lambda n: "ASK {" + "GRAPH ?g {" * n + "}" * n + "}",
    "sub-select": lambda n: "ASK {" + "{ SELECT * {" * n + "}}" * n + "}",
    "parentheses": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "not": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "minus signs": lambda n: "ASK { FILTER(" + "- " * n + "1 > 0) }",
    "and": lambda n: "ASK { FILTER(" + "true && " * n + "true) }",
    "or": lambda n: "ASK { FILTER(" + "false || " * n + "true) }",
    "plus": lambda n: "ASK { FILTER(0" + " + 1" * n + " > 0) }",
    "exists": lambda n: "ASK { FILTER" + " EXISTS { FILTER" * n + "(true)" + "}" * n + " }",
    "if": lambda n: "ASK { FILTER(" + "IF(true," * n + "true" + ",false)" * n + ") }",
    "concat": lambda n: "ASK { FILTER(" + "CONCAT(" * n + '"a"' + ")" * n + ' = "a") }',
    "path parentheses": lambda n: "ASK { ?s " + "(" * n + "rdf:type" + ")" * n + " ?o }",
    "path stars": lambda n: "ASK { ?s " + "(" * n + "rdf:type" + ")*" * n + " ?o }",
    "path sequence": lambda n: "ASK { ?s rdf:type" + "/rdf:type" * n + " ?o }",
    "path inverse": lambda n: "ASK { ?s " + "^(" * n + "rdf:type" + ")" * n + " ?o }",
    "lists": lambda n: "ASK { ?s ?p " + "(" * n + ")" * n + " }",
    "blank nodes": lambda n: "ASK { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
    "bind": lambda n: "ASK {" + " ".join(f"BIND({k} AS ?v{k})" for k in range(n)) + "}",
    "values": lambda n: "ASK { VALUES ?v {" + " 1" * n + "} }",
    "strings left open": lambda n: 'ASK { ?s ?p """' + '"" ' * n,
    "comments": lambda n: "ASK " + "#\n" * n + "{}",
    "prefixes": lambda n: " ".join(f"PREFIX p{k}: <urn:{k}>" for k in range(n)) + " ASK {}",
    "order by": lambda n: "SELECT * { ?s a comity:Actor } ORDER BY" + " STR(?s)" * n + " LIMIT 1",
}
SIZES = (10, 100, 1_000, 2_500, 10_000, 100_000)

BOMBS: dict[str, Callable[[int], str]] = {
    "cross product": lambda n: "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?a{k} ?b{k} ?c{k} ." for k in range(n)) + "}",
    "cross product, distinct": lambda n: "SELECT DISTINCT * {" + " ".join(f"?a{k} a ?c{k} ." for k in range(n)) + "}",
    "cross product, sorted": lambda n: (
        "SELECT * {" + " ".join(f"?a{k} ?b{k} ?c{k} ." for k in range(n)) + "} ORDER BY ?c0 LIMIT 1"
    ),
    "grouped": lambda n: (
        "SELECT ?a0 (GROUP_CONCAT(STR(?c1)) AS ?g) {"
        + " ".join(f"?a{k} ?b{k} ?c{k} ." for k in range(n))
        + "} GROUP BY ?a0"
    ),
    "constructed": lambda n: (
        "CONSTRUCT { ?a0 ?b0 ?c1 } WHERE {" + " ".join(f"?a{k} ?b{k} ?c{k} ." for k in range(n)) + "}"
    ),
    "concat doubled": lambda n: (
        'SELECT (STRLEN(?x) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?v0) '
        + " ".join(f"BIND(CONCAT(?v{k}, ?v{k}) AS ?v{k + 1})" for k in range(n * 15))
        + f" BIND(?v{n * 15} AS ?x) }}"
    ),
    "replace doubled": lambda n: (
        'SELECT (STRLEN(?x) AS ?n) { BIND("aa" AS ?v0) '
        + " ".join(f'BIND(REPLACE(?v{k}, "a", "aaaa") AS ?v{k + 1})' for k in range(n * 8))
        + f" BIND(?v{n * 8} AS ?x) }}"
    ),
    "regex": lambda n: (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?r FILTER(REGEX(CONCAT(STR(?o), STR(?r)), "
        + '"'
        + "(a|aa)+" * n
        + '$")) }'
    ),
    "long paths": lambda n: "SELECT (COUNT(*) AS ?n) { ?s (!rdf:nil)" + "/(!rdf:nil)*" * n + " ?o }",
    "paths both ways": lambda n: "SELECT (COUNT(*) AS ?n) { ?s ((!rdf:nil)|^(!rdf:nil))* ?o" + " . ?s ?p ?q" * n + " }",
}
SCALES = (2, 3, 4, 6, 9)
MORE = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> {} }",
    "SELECT * { SERVICE ?s {} }",
    "SELECT * { { { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
    "select * { service<http://127.0.0.1:9/>{} }",
    "SELECT * FROM <http://127.0.0.1:9/> {}",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> {}",
    "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <file:///etc/hostname>",
    "INSERT DATA { <urn:a> <urn:b> 1 }",
    "PREFIX x: <urn:x> CLEAR ALL",
    "\x00",
    "ASK {} \x00 ASK {}",
    "",
    " ",
    "ASK { ?s ?p \ud7ff }",
]


@pytest.fixture(scope="module")
def client(built_store: Path) -> Iterator[TestClient]:
    limits = Limits(time=LIMIT, memory=512 * MEBIBYTE, rows=10_000, workers=2)
    with TestClient(make_app(built_store, limits)) as found:
        yield found


def survives(client: TestClient, query: str) -> int:
    """Ask, and check that the answer is whole or a clean error, in time, and that the service goes on."""
    begin = time.monotonic()
    answer = client.post("/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"})
    assert time.monotonic() - begin < LIMIT + 1
    if answer.status_code == 200:
        assert len(answer.content) == int(answer.headers["content-length"])
    else:
        assert answer.status_code in (400, 413, 422, 503)
        assert 0 < len(answer.text) < 2_000_000
    after = client.get("/sparql?query=ASK{}")
    assert after.status_code == 200
    return int(answer.status_code)


@pytest.mark.parametrize("size", SIZES if ALL else SIZES[1:4])
@pytest.mark.parametrize("shape", NESTS)
def test_nesting_and_length(shape: str, size: int, client: TestClient) -> None:
    survives(client, NESTS[shape](size))


@pytest.mark.parametrize("scale", SCALES if ALL else SCALES[2:3])
@pytest.mark.parametrize("shape", BOMBS)
def test_what_takes_too_much(shape: str, scale: int, client: TestClient) -> None:
    survives(client, BOMBS[shape](scale))


@pytest.mark.parametrize("query", MORE, ids=[repr(query)[:40] for query in MORE])
def test_what_reaches_outside_or_is_no_query(query: str, client: TestClient) -> None:
    assert survives(client, query) == 400
