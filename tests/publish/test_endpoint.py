"""The endpoint over HTTP: what is asked, what comes back, and what is refused."""

import csv
import io
import json
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyoxigraph as ox
import pytest
from pyarrow import parquet
from starlette.testclient import TestClient

from comity.data import open_package
from comity.graph.build import build_graph
from comity.publish.app import make_app
from comity.publish.one_request import get
from comity.publish.sparql.limits import MEBIBYTE, Limits
from tests.packages import write_package

ACTORS = "SELECT ?id WHERE { ?a a comity:Actor ; dct:identifier ?id } ORDER BY ?id"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def rows(content: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content)["results"]["bindings"]
    return found


def test_get_form_and_direct_post_give_the_same(served: TestClient) -> None:
    answers = [
        served.get("/sparql", params={"query": ACTORS}),
        served.post("/sparql", data={"query": ACTORS}),
        served.post("/sparql", content=ACTORS, headers={"Content-Type": "application/sparql-query; charset=utf-8"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    assert len(rows(answers[0].content)) == 141
    assert answers[0].headers["comity-graph"].startswith("bomca 1.0.0")
    assert answers[0].headers["vary"] == "Accept"
    assert answers[0].headers["access-control-allow-origin"] == "*"


def test_every_format_of_rows_holds_the_same(served: TestClient) -> None:
    def ask(form: str) -> bytes:
        answer = served.get("/sparql", params={"query": ACTORS, "format": form})
        assert answer.status_code == 200
        return bytes(answer.content)

    wanted = [row["id"]["value"] for row in rows(ask("json"))]
    assert [row[0] for row in csv.reader(io.StringIO(ask("csv").decode()))][1:] == wanted
    assert [line.strip('"') for line in ask("tsv").decode().splitlines()[1:]] == wanted
    assert [row["id"].value for row in ox.parse_query_results(ask("xml"), format=ox.QueryResultsFormat.XML)] == wanted  # type: ignore[union-attr]
    assert pa.ipc.open_stream(ask("arrow")).read_all()["id"].to_pylist() == wanted
    assert parquet.read_table(io.BytesIO(ask("parquet")))["id"].to_pylist() == wanted


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdfxml", "trig", "nq"])
def test_every_format_of_statements_holds_the_same(form: str, served: TestClient) -> None:
    answer = served.get("/sparql", params={"query": "DESCRIBE actor:icmpd", "format": form})
    assert answer.status_code == 200
    kind = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    assert kind
    wanted = served.get("/sparql", params={"query": "DESCRIBE actor:icmpd", "format": "nt"}).content.splitlines()
    assert len(set(ox.parse(answer.content, format=kind))) == len(wanted) > 5


@pytest.mark.parametrize(
    ("parameters", "status", "says"),
    [
        ({"query": "SELECT * { ?s ?p }"}, 400, "line 1, column"),
        ({"query": "nothing"}, 400, "not a query"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 400, "SERVICE asks another server"),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, 400, "there is no graph"),
        ({"query": "LOAD <http://127.0.0.1:9/>"}, 400, "LOAD is an update"),
        ({"query": "{" * 1000}, 400, "nested more than"),
        ({"query": "SELECT (<urn:f>(1) AS ?x) {}"}, 400, "there is no function <urn:f>"),
        ({"query": "CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}", "format": "jsonld"}, 500, "JSON-LD"),
        ({"query": "ASK {}", "format": "csv"}, 406, "ask for json, xml"),
        ({"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}, 422, "more than 20,000 rows"),
        ({"query": ENDLESS}, 503, "longer than 2 s"),
        ({"update": "CLEAR ALL"}, 400, "can only be read"),
        ({"query": "ASK {}", "default-graph-uri": "no iri"}, 400, "has no absolute IRI"),
    ],
)
def test_what_is_refused_is_told(parameters: dict[str, str], status: int, says: str, served: TestClient) -> None:
    begin = time.monotonic()
    answer = served.get("/sparql", params=parameters)
    assert answer.status_code == status
    assert says in answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert time.monotonic() - begin < 4
    assert served.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_methods_types_and_sizes_that_are_refused(served: TestClient) -> None:
    refused = served.put("/sparql", content="ASK {}")
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]
    assert served.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"}).status_code == 415
    assert served.post("/sparql", content="ASK {}").status_code == 415
    assert served.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403
    direct = {"Content-Type": "application/sparql-update"}
    assert served.post("/sparql", content="CLEAR ALL", headers=direct).status_code == 403
    assert served.post("/sparql", content=b"query=" + b"x" * 3_000_000, headers=FORM).status_code == 413
    assert served.post("/sparql", content="query=ASK%20%7B%7D&query=ASK%20%7B%7D", headers=FORM).status_code == 400
    assert served.post("/sparql", content="query=%FF", headers=FORM).status_code == 400
    assert served.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"}).status_code == 406
    preflight = served.options("/sparql", headers={"Origin": "http://example.org"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_graphs_are_chosen_by_the_request(served: TestClient) -> None:
    graphs = [row["g"]["value"] for row in rows(served.get("/sparql?query=SELECT+?g+{+GRAPH+?g+{}+}").content)][:2]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def ask(**parameters: str) -> int:
        return int(rows(served.get("/sparql", params={"query": count, **parameters}).content)[0]["n"]["value"])

    one, other = (ask(**{"default-graph-uri": graph}) for graph in graphs)
    assert one > 0
    both = served.get(f"/sparql?query={quote(count)}&default-graph-uri={graphs[0]}&default-graph-uri={graphs[1]}")
    assert int(rows(both.content)[0]["n"]["value"]) == one + other
    assert ask(**{"named-graph-uri": graphs[0]}) == 0
    assert ask(**{"default-graph-uri": "http://example.org/none"}) == 0
    assert ask() > one + other


def test_without_a_query_the_service_describes_itself(served: TestClient) -> None:
    answer = served.get("/sparql", headers={"Accept": "text/turtle"})
    graph = ox.Store()
    graph.load(answer.content, format=ox.RdfFormat.TURTLE)
    found = graph.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT ?e { ?s a sd:Service ; sd:endpoint ?e ; "
        "sd:feature sd:UnionDefaultGraph ; sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/sd:namedGraph ?g}"
    )
    assert len(list(found)) > 100  # type: ignore[arg-type]
    assert served.head("/sparql", params={"query": "ASK {}"}).content == b""


def test_a_large_answer_comes_whole_and_leaves_nothing_behind(built_store: Path) -> None:
    with TestClient(make_app(built_store, Limits(time=20))) as client:
        answer = client.get("/sparql", params={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }", "format": "tsv"})
        assert len(answer.content) == int(answer.headers["content-length"]) > 3_000_000
        spool = Path(client.app.state.pool._spool.name)  # type: ignore[attr-defined]
        assert list(spool.iterdir()) == []
    assert not spool.exists()


def test_rows_are_counted_exactly_in_every_format(built_store: Path) -> None:
    query = 'SELECT ?a ?b { VALUES ?a { 1 2 3 4 5 } BIND("x},{\\"y\\"\\r\\n</result>,\\"" AS ?b) }'
    for form in ("json", "xml", "csv", "tsv"):
        for rows_, status in ((5, 200), (4, 422)):
            reply = get(make_app(built_store, Limits(rows=rows_)), f"/sparql?query={quote(query)}&format={form}")
            assert reply.status == status, (form, rows_)


@pytest.mark.parametrize(
    ("query", "form", "other"),
    [
        ("SELECT ('a\\u0001' AS ?x) {}", "xml", "json"),
        ("SELECT ('\\uFFFF' AS ?x) {}", "xml", "tsv"),
        ("CONSTRUCT { <urn:s> <urn:p> '\\u0000' } {}", "rdfxml", "nt"),
        ("CONSTRUCT { <urn:s> <http://example.org/> 1 } {}", "rdfxml", "ttl"),
        ("CONSTRUCT { <urn:s> <urn:1> 1 } {}", "rdfxml", "jsonld"),
    ],
)
def test_what_xml_cannot_hold_is_not_sent_as_xml(query: str, form: str, other: str, served: TestClient) -> None:
    answer = served.get("/sparql", params={"query": query, "format": form})
    assert answer.status_code == 406
    assert "which XML cannot" in answer.text
    assert served.get("/sparql", params={"query": query, "format": other}).status_code == 200


def test_what_xml_can_hold_is_sent_as_xml(served: TestClient) -> None:
    query = "SELECT ('<oxprefix: > & \\t\\n\\uFFFD \\u00BF я' AS ?x) {}"
    answer = served.get("/sparql", params={"query": query, "format": "xml"})
    (row,) = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.XML)  # type: ignore[misc]
    assert row["x"].value == "<oxprefix: > & \t\n\ufffd \u00bf я"


def test_memory_is_bounded(built_store: Path) -> None:
    query = "SELECT ?a ?b ?c { ?a a ?x . ?b a ?y . ?c a ?z } ORDER BY DESC(STR(?c)) STR(?b) LIMIT 3"
    with TestClient(make_app(built_store, Limits(time=30, memory=200 * MEBIBYTE, workers=1))) as client:
        answer = client.get("/sparql", params={"query": query})
        assert answer.status_code == 503
        assert "memory" in answer.text
        assert client.get("/sparql?query=ASK{}").status_code == 200


def test_a_graph_built_meanwhile_is_picked_up(tmp_path: Path) -> None:
    store = tmp_path / "store"
    package = write_package(tmp_path / "package")
    build_graph([open_package(package)], store)
    with TestClient(make_app(store, Limits(workers=1))) as client:
        count = "/sparql?query=SELECT (COUNT(*) AS ?n) { ?a a comity:Actor }"
        before = client.get(count)
        text = (package / "actors.csv").read_text(encoding="utf-8")
        (package / "actors.csv").write_text(text.replace("c,C,", "c,New,"), encoding="utf-8")
        build_graph([open_package(package)], store)
        os.utime(store / "CURRENT")
        after = client.get(count)
        assert rows(before.content)[0]["n"]["value"] == rows(after.content)[0]["n"]["value"] == "3"
        assert before.headers["comity-graph"] != after.headers["comity-graph"]


def test_one_request_without_a_socket(built_store: Path) -> None:
    reply = get(make_app(built_store), f"/sparql?query={quote(ACTORS)}", "text/csv")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.content.startswith(b"id\r\n")
    assert get(make_app(built_store), "/nothing").status == 404
    for asked in ("пограничная охрана", quote("пограничная охрана")):
        assert b"/bomca/actor/lva-sbg.html" in get(make_app(built_store), f"/search?q={asked}", "text/html").content
