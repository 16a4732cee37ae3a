"""A SPARQL endpoint as a store gives what the embedded store gives."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

import comity
from comity.data import ComityError, QueryError, StoreError
from comity.graph.network.network import compute_network
from comity.graph.query.saved import saved_queries
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.open import open_store
from comity.graph.store.protocol import Store
from comity.graph.store.remote import RemoteStore
from comity.graph.store.tables import TABLES
from comity.graph.store.values import bind_values
from comity.settings import store_folder


class Endpoint(BaseHTTPRequestHandler):
    """A bare endpoint on loopback over an engine that knows nothing of Comity."""

    engine: ox.Store
    union = True
    seen: list[str]
    heads: list[dict[str, str]] = []  # noqa: RUF012  # of all servers together

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        text = parse_qs(body)["query"][0]
        self.seen.append(text)
        self.heads.append(dict(self.headers))
        out = io.BytesIO()
        try:
            found = self.engine.query(text, use_default_graph_as_union=self.union)
            if isinstance(found, ox.QueryTriples):
                ox.serialize(found, output=out, format=ox.RdfFormat.N_TRIPLES)
            else:
                found.serialize(out, ox.QueryResultsFormat.JSON)
            code = 200
        except SyntaxError as error:
            out.write(str(error).encode())
            code = 400
        if "BREAK" in text:
            code, out = (500, io.BytesIO(b"broken")) if "BREAK500" in text else (200, io.BytesIO(b"{not json"))
        self.send_response(code)
        self.end_headers()
        self.wfile.write(out.getvalue())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.fixture(scope="module")
def url(store: EmbeddedStore) -> Iterator[str]:
    engine = ox.Store()
    engine.extend(store.quads())
    handler = type("Handler", (Endpoint,), {"engine": engine, "seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def remote(url: str) -> Store:
    found = open_store(url)
    assert isinstance(found, RemoteStore)
    return found


def test_it_finds_out_what_it_holds(remote: Store, url: str) -> None:
    assert remote.bases == ("https://w3id.org/comity/bomca/",)
    assert remote.version == f"bomca 1.0.0 at {url}"


@pytest.mark.parametrize("name", list(saved_queries()))
def test_a_saved_query_gives_the_same_rows(name: str, remote: Store, store: EmbeddedStore) -> None:
    query = saved_queries()[name]
    given = {
        "actor": "lva-sbg",
        "theme": "migration",
        "activity": "rsg3-astana-2017",
        "country": "TKM",
        "neighbour": "UZB",
    }
    given |= {"who": "lva-sbg", "role": "expert", "since": "2016", "until": "2019"}
    values = {parameter.name: given[parameter.name] for parameter in query.parameters}
    ours = store.query(query.text, bind_values(store, query, values))
    theirs = remote.query(query.text, bind_values(remote, query, values))
    if query.constructs:
        assert set(theirs.graph) == set(ours.graph)
    else:
        assert sorted(map(str, theirs.rows)) == sorted(map(str, ours.rows))


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_the_same(name: str, remote: Store, store: EmbeddedStore) -> None:
    assert remote.table(name).equals(store.table(name))


@pytest.mark.parametrize(("tie", "between"), [("joint", "actors"), ("expertise", "agencies"), ("peer", "countries")])
def test_a_network_and_its_explanation_are_the_same(
    tie: str, between: str, remote: Store, store: EmbeddedStore
) -> None:
    ours, theirs = compute_network(store, tie, between), compute_network(remote, tie, between)
    assert theirs.rows == ours.rows
    row = ours.rows[0]
    pair = (row["source"], row["target"])
    assert theirs.explain(*pair).activities == ours.explain(*pair).activities


def test_the_front_door_opens_an_endpoint(url: str) -> None:
    graph = comity.open(url)
    assert len(graph.query("DESCRIBE actor:icmpd").graph) > 5
    assert graph.query("ASK { ?a a comity:Activity }")
    assert graph.network(between="countries").map().caption.startswith("49 ties")


def test_declared_prefixes_are_left_alone(remote: Store) -> None:
    assert remote.query("PREFIX role: <urn:x:> SELECT (STR(role:a) AS ?x) {}").rows == [{"x": "urn:x:a"}]
    assert remote.query("SELECT (STR(role:a) AS ?x) { }").rows == [{"x": "https://w3id.org/comity/role/a"}]


def test_what_misleads_is_told_of_a_remote_answer(remote: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []
    assert remote.query("SELECT ?a { ?a a comity:Actvity FILTER(?b > 1) }", warn=found.append).rows == []
    assert [each.partition(": ")[2].partition(";")[2] for each in found] == ["", " did you mean comity:Activity?"]
    assert not remote.query("ASK { actor:lva-sgb ?p ?o }", warn=found.append)
    assert found.pop().endswith("did you mean actor:lva-sbg?")
    answer = remote.query("SELECT ?a { ?a a comity:Actvity }", warn=found.append)
    monkeypatch.setattr(remote, "url", "http://127.0.0.1:9/sparql")
    assert answer.rows == []
    assert "whether its terms are in the graph could not be asked (http://127.0.0.1:9/sparql cannot be" in found[-1]


def test_words_that_an_endpoint_adds_to_sparql_are_left_alone(remote: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []
    monkeypatch.setattr(RemoteStore, "_send", lambda *_: b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}')
    assert remote.query("DEFINE input:inference <x> SELECT ?a { ?b ?c ?d } ~ }", warn=found.append).rows == []
    assert found == []


def test_what_the_endpoint_says_is_told(remote: Store, url: str) -> None:
    with pytest.raises(QueryError, match=f"{url} refuses the query: error at 1:"):
        remote.query("SELECT ?x { ?x ?y }}")
    with pytest.raises(StoreError, match="answers 500 Internal Server Error: broken"):
        remote.query("ASK { ?BREAK500 ?p ?o }")
    with pytest.raises(StoreError, match="gave an answer that cannot be read"):
        remote.query("ASK { ?BREAK ?p ?o }")


def test_refused_before_anything_is_sent(remote: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        remote.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_credentials_come_from_the_environment(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match=r"give the credentials in \$COMITY_STORE_USER and \$COMITY_STORE_PASSWORD"):
        _ = open_store("http://me:secret@127.0.0.1:9/sparql").bases
    monkeypatch.setenv("COMITY_STORE_TOKEN", "t0ken")
    before = len(Endpoint.heads)
    _ = open_store(url).bases
    assert {heads["Authorization"] for heads in Endpoint.heads[before:]} == {"Bearer t0ken"}


def test_no_endpoint_is_told() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        _ = open_store("http://127.0.0.1:9/sparql").bases


def test_an_endpoint_without_a_package_is_told() -> None:
    handler = type("Empty", (Endpoint,), {"engine": ox.Store(), "seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with pytest.raises(StoreError, match="its default graph holds no Comity package; load a dump into it"):
            _ = open_store(f"http://127.0.0.1:{server.server_port}/").bases
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_endpoint_is_not_built_into() -> None:
    with pytest.raises(ComityError, match="is an endpoint, which can only be asked"):
        store_folder("https://example.org/sparql")
