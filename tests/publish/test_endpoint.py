"""The endpoint over HTTP: what is asked, what comes back, and what is refused."""

import asyncio
import csv
import io
import json
import os
import signal
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyoxigraph as ox
import pytest
from pyarrow import parquet
from starlette.testclient import TestClient

from comity.data import StoreError, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.confine import MEBIBYTE
from comity.graph.query.saved import saved_query
from comity.graph.store.embedded import current_snapshot
from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits
from comity.publish.sparql.pool import Pool, Worker
from comity.publish.web.one_request import get
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
    assert answers[0].headers["vary"] == "Accept, Accept-Encoding"
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
        ({"query": saved_query("partners-of").text}, 400, "needs a value for actor"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 400, "SERVICE asks another server"),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, 400, "there is no graph"),
        ({"query": "LOAD <http://127.0.0.1:9/>"}, 400, "LOAD is an update"),
        ({"query": "{" * 1000}, 400, "nested more than"),
        ({"query": "SELECT (<urn:f>(1) AS ?x) {}"}, 400, "there is no function <urn:f>"),
        ({"query": "CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}", "format": "jsonld"}, 500, "JSON-LD"),
        ({"query": "ASK {}", "format": "csv"}, 406, "ask for json, xml"),
        ({"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}, 422, "more than 20,000 rows"),
        ({"update": "CLEAR ALL"}, 400, "can only be read"),
        ({"query": "ASK {}", "default-graph-uri": "no iri"}, 400, "has no absolute IRI"),
        ({"query": "SELECT * FROM <urn:none> { ?s ?p ?o }"}, 400, "there is no graph <urn:none>"),
        ({"query": "SELECT * FROM NAMED <urn:none> { ?s ?p ?o }"}, 400, "there is no graph <urn:none>"),
        ({"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": "urn:none"}, 400, "there is no graph <urn:none>"),
        ({"query": "SELECT * { ?s ?p ?o }", "named-graph-uri": "urn:none"}, 400, "there is no graph <urn:none>"),
    ],
)
def test_what_is_refused_is_told(parameters: dict[str, str], status: int, says: str, served: TestClient) -> None:
    answer = served.get("/sparql", params=parameters)
    assert answer.status_code == status
    assert says in answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert served.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_query_that_takes_too_long_is_ended(built_store: Path) -> None:
    begin = time.monotonic()
    with TestClient(make_app(built_store, Limits(time=2, workers=1))) as client:
        answer = client.get("/sparql", params={"query": ENDLESS})
        assert (answer.status_code, "longer than 2 s" in answer.text) == (503, True)
        assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    assert 2 < time.monotonic() - begin < 60


@pytest.mark.parametrize("form", ["json", "csv", "xml", "tsv", "arrow", "parquet"])
def test_what_makes_an_answer_mislead_is_told_in_a_header(form: str, served: TestClient) -> None:
    answer = served.get("/sparql", params={"query": "SELECT ?a { ?a a comity:Actvity }", "format": form})
    assert answer.status_code == 200
    (told,) = json.loads(answer.headers["comity-warning"])
    assert told.startswith("line 1, column 18: comity:Actvity is neither")
    assert "Comity-Warning" in answer.headers["access-control-expose-headers"]
    assert "comity-warning" not in served.get("/sparql", params={"query": ACTORS, "format": form}).headers


def test_a_header_holds_no_more_and_nothing_else_than_it_may(served: TestClient) -> None:
    names = "\r\n".join(f"?{'ы' * 200}{number}" for number in range(9))
    answer = served.post("/sparql", data={"query": f"SELECT {names} {{ }}", "format": "csv"})
    assert answer.status_code == 200
    value = answer.headers["comity-warning"]
    assert len(value) <= 2_000
    assert value.isascii()
    assert value.isprintable()
    assert 0 < len(json.loads(value)) < 5


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
    assert ask() > one + other


def test_a_file_is_named_after_the_format_that_was_chosen(served: TestClient) -> None:
    """Nothing of the request reaches the header, whose text could name another file or open another header."""
    asked = {"query": "ASK {}", "download": "1"}
    for form in ('json,x"; filename="evil.html', "json,../../evil", "json,\r\nSet-Cookie: a=b", "srj"):
        answer = served.get("/sparql", params={**asked, "format": form})
        assert answer.headers["content-disposition"] == 'attachment; filename="answer.json"', form
        assert "set-cookie" not in answer.headers
    endings = {"rdfxml": "rdf", "turtle": "ttl", "application/ld+json": "jsonld", "nq": "nq"}
    for form, end in endings.items():
        answer = served.get("/sparql", params={**asked, "query": "DESCRIBE actor:osce", "format": form})
        assert answer.headers["content-disposition"] == f'attachment; filename="answer.{end}"'
    chosen = served.get("/sparql", params={**asked, "query": ACTORS}, headers={"Accept": "text/csv"})
    assert chosen.headers["content-disposition"] == 'attachment; filename="answer.csv"'


def test_an_answer_is_tagged_by_the_version_of_the_graph(served: TestClient) -> None:
    asked = {"query": ACTORS, "format": "csv"}
    first = served.get("/sparql", params=asked)
    tag = first.headers["etag"]
    again = served.get("/sparql", params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "Accept" in again.headers["vary"]
    others = ({**asked, "format": "tsv"}, {**asked, "query": f"{ACTORS} LIMIT 1"})
    for other in others:
        answer = served.get("/sparql", params=other, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag
    graph = served.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} } LIMIT 1"}).json()
    chosen = {**asked, "default-graph-uri": graph["results"]["bindings"][0]["g"]["value"]}
    assert served.get("/sparql", params=chosen).headers["etag"] != tag
    for changing in ("SELECT (NOW() AS ?x) {}", "SELECT (rand() AS ?x) {}", "SELECT (strUUID() AS ?x) {}"):
        answer = served.get("/sparql", params={"query": changing}, headers={"If-None-Match": "*"})
        assert answer.status_code == 200, answer.text
        assert "etag" not in answer.headers
    assert "etag" not in served.get("/sparql", params={"query": "SELECT * {"}).headers


def test_any_version_of_a_package_fits_the_header(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    (package / "datapackage.json").write_text(json.dumps({**descriptor, "version": "1\r версия"}), encoding="utf-8")
    build_graph([open_package(package)], tmp_path / "store")
    reply = get(make_app(tmp_path / "store"), "/sparql?query=ASK{}")
    assert reply.status == 200
    assert reply.headers["comity-graph"].startswith("small 1%0D %D0%B2")


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
        asked = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o ?g", "format": "tsv"}
        plain = client.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
        assert len(plain.content) == int(plain.headers["content-length"]) > 3_000_000
        packed = client.get("/sparql", params=asked)
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == plain.content
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


def test_memory_is_bounded(
    built_store: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    query = "SELECT ?a ?b ?c { ?a a ?x . ?b a ?y . ?c a ?z } ORDER BY DESC(STR(?c)) STR(?b) LIMIT 3"
    with TestClient(make_app(built_store, Limits(time=30, memory=200 * MEBIBYTE, workers=1))) as client:
        answer = client.get("/sparql", params={"query": query})
        assert answer.status_code == 503
        assert "memory" in answer.text
        assert client.get("/sparql?query=ASK{}").status_code == 200
    # Of the engine that ended, the log has one line and nothing of its inner calls.
    assert capfd.readouterr().err == ""
    assert [line.getMessage() for line in caplog.records] == [
        "a process that answers queries ended: the query needs more memory than a query may take; ask for less"
    ]


def test_how_a_process_ended_is_known_also_when_it_is_stopped_at_once(built_store: Path) -> None:
    async def ends() -> set[int | None]:
        found = set()
        for pause in range(10):
            worker = await Worker.start(current_snapshot(built_store), 200 * MEBIBYTE)
            os.kill(worker.process.pid, signal.SIGABRT)
            time.sleep(pause / 4000)  # it ends now or then, and who waits for it has had no turn
            await worker.stop()
            found.add(worker.process.returncode)
        return found

    assert asyncio.run(ends()) <= {-signal.SIGABRT, -signal.SIGKILL}


def test_what_the_engine_cannot_do_is_one_line_of_the_log(
    served: TestClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    query = "CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}"
    answer = served.get("/sparql", params={"query": query, "format": "jsonld"})
    assert answer.text == "the query cannot be answered: JSON-LD does not support RDF 1.2 yet\n"
    assert capfd.readouterr().err == ""
    assert [line.getMessage() for line in caplog.records] == [answer.text.strip()]


def test_a_store_that_no_process_can_open_is_named(tmp_path: Path) -> None:
    build_graph([open_package(write_package(tmp_path / "package"))], tmp_path / "store")
    pool = Pool(tmp_path / "store", Limits(workers=1))
    (pool.store.folder / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match=r"manifest\.json is not as it was built; run: comity build"):
        asyncio.run(pool.start())
    asyncio.run(pool.stop())


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
        assert client.get(count, headers={"If-None-Match": before.headers["etag"]}).status_code == 200


def test_a_store_that_is_damaged_while_it_is_served_is_named(tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    build_graph([open_package(folder)], store)
    with TestClient(make_app(store, Limits(workers=1, time=3))) as client:
        for path in (current_snapshot(store) / "oxigraph").glob("*.sst"):
            path.write_bytes(bytes(path.stat().st_size))
        answer = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"})
        assert answer.status_code == 503
        assert "the store is damaged" in answer.text


def test_one_request_without_a_socket(built_store: Path) -> None:
    reply = get(make_app(built_store), f"/sparql?query={quote(ACTORS)}", "text/csv")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.content.startswith(b"id\r\n")
    assert get(make_app(built_store), "/nothing").status == 404
    for asked in ("пограничная охрана", quote("пограничная охрана")):
        assert b"/bomca/actor/lva-sbg.html" in get(make_app(built_store), f"/search?q={asked}", "text/html").content
