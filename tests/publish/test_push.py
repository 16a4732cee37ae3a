"""Push: to real servers, cut off and taken up again; the target holds the old graph or the new one."""

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from comity.__main__ import main
from comity.graph.store.embedded import EmbeddedStore
from comity.graph.store.http import Client
from comity.publish.push.ckan import push_catalogue
from comity.publish.push.errors import PushError
from comity.publish.push.sparql_store import STAGING, Target, find_target, push_graph
from tests.packages import SMALL, write_package
from tests.publish import suites
from tests.publish.sites import build, publish

OLD = SMALL
NEW = {**SMALL, "activities": [{**SMALL["activities"][0], "title": "Renamed"}, SMALL["activities"][1]]}
Graphs = dict[str, frozenset[str]]


def canonical(triples: Any) -> frozenset[str]:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


def ours(store: EmbeddedStore) -> Graphs:
    return {graph.value: canonical(quad.triple for quad in store.quads(graph)) for graph in store.graphs()}


def ask(url: str, query: str, accept: str) -> bytes:
    with urlopen(Request(f"{url}?{urlencode({'query': query})}", headers={"Accept": accept}), timeout=30) as reply:
        content: bytes = reply.read()
    return content


def theirs(url: str) -> Graphs:
    """Give what a server holds in graphs of ours, and in staging graphs."""
    reply = ask(url, "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", "application/sparql-results+json")
    names = [row["g"]["value"] for row in json.loads(reply)["results"]["bindings"]]
    found = {}
    for name in names:
        if name.startswith(("https://example.org/graph/", "https://w3id.org/comity", STAGING)):
            text = ask(url, f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", "application/n-triples")
            found[name] = canonical(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    return found


def in_place(found: Graphs) -> Graphs:
    return {name: triples for name, triples in found.items() if not name.startswith(STAGING)}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path, ready: Callable[[], object]) -> Iterator[None]:
    """Run a server until the block ends; wait until *ready* no longer fails."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            for _ in range(300):
                assert process.poll() is None, (folder / "server.log").read_text(errors="replace")
                try:
                    ready()
                    break
                except (OSError, subprocess.CalledProcessError):
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    """Start an Oxigraph server; give its address."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("the Oxigraph server is not installed (make suites installs it)")
    base = f"http://127.0.0.1:{free_port()}"
    (tmp_path / "oxigraph").mkdir()
    command = [program, "serve", "-l", "data", "-b", base.removeprefix("http://")]
    with running(command, tmp_path / "oxigraph", lambda: ask(f"{base}/query", "ASK {}", "text/plain, */*")):
        yield base


@pytest.fixture
def stores(tmp_path: Path) -> tuple[EmbeddedStore, EmbeddedStore]:
    """Build an older and a newer graph."""
    old = build(write_package(tmp_path / "old", OLD), tmp_path / "old-store")
    return old, build(write_package(tmp_path / "new", NEW), tmp_path / "new-store")


@pytest.mark.parametrize("by", ["update", "graph store"])
def test_a_push_replaces_the_graphs(
    by: str, oxigraph: str, stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path
) -> None:
    target = find_target(f"{oxigraph}/update", graph_store=f"{oxigraph}/store" if by == "graph store" else "")
    for store in stores:
        done = push_graph(store, target, tmp_path / "state.json", chunk=50)
        assert done.statements == store.manifest.statements
        assert theirs(f"{oxigraph}/query") == ours(store)
        assert not (tmp_path / "state.json").exists()


def test_graphs_of_others_stay_and_graphs_no_longer_ours_go(
    oxigraph: str, stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path
) -> None:
    target = find_target(f"{oxigraph}/update")
    graphs = ("https://else.example.org/g", "https://example.org/graph/graph/gone")
    text = " ; ".join(f"INSERT DATA {{ GRAPH <{name}> {{ <urn:a> <urn:b> <urn:c> }} }}" for name in graphs)
    urlopen(f"{oxigraph}/update", urlencode({"update": text}).encode(), timeout=30).close()
    done = push_graph(stores[0], target, tmp_path / "state.json")
    assert done.dropped == ("https://example.org/graph/graph/gone",)
    assert theirs(f"{oxigraph}/query") == ours(stores[0])
    question = "ASK { GRAPH <https://else.example.org/g> { ?s ?p ?o } }"
    assert b"true" in ask(f"{oxigraph}/query", question, "application/sparql-results+json")


def test_a_push_cut_off_at_any_request_leaves_the_old_graph_and_goes_on(
    oxigraph: str, stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = stores
    target, state = find_target(f"{oxigraph}/update"), tmp_path / "state.json"
    push_graph(old, target, state, chunk=50)
    before, after, query = ours(old), ours(new), f"{oxigraph}/query"
    send, left, resumed = Client.send, [0], []

    def cut(self: Client, *arguments: Any, **named: Any) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return send(self, *arguments, **named)

    monkeypatch.setattr(Client, "send", cut)
    for requests in (1, 2, 5, 9, 14, 20, 1000):
        left[0] = requests
        try:
            resumed.append(push_graph(new, target, state, chunk=50).resumed)
        except KeyboardInterrupt:
            assert in_place(theirs(query)) == before, requests
    assert theirs(query) == after
    assert resumed[0] > 0


def test_a_killed_process_leaves_the_old_graph_or_the_new_one(
    oxigraph: str, stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path
) -> None:
    old, new = stores
    push_graph(old, find_target(f"{oxigraph}/update"), tmp_path / "state.json")
    killed(f"{oxigraph}/update", f"{oxigraph}/query", ours(old), ours(new), tmp_path)


def killed(update: str, query: str, before: Graphs, after: Graphs, tmp_path: Path) -> None:
    """Kill a push of the newer graph at several moments, and then let it end."""
    command = [sys.executable, "-m", "comity", "push", update, "--store", str(tmp_path / "new-store")]
    command += ["--chunk", "20", "--state", str(tmp_path / "killed.json")]
    ends = set()
    for wait in (0.2, 0.4, 0.6, 0.8, 1.0, 1.4):
        process = subprocess.Popen(command, cwd=suites.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = in_place(theirs(query))
        assert found in (before, after)
        ends.add(found == after)
    assert subprocess.run(command, cwd=suites.ROOT, check=False, stdout=subprocess.DEVNULL).returncode == 0
    assert theirs(query) == after
    assert False in ends


@pytest.mark.parametrize("late", [False, True], ids=["done when it goes on", "under way when it goes on"])
def test_a_push_killed_in_its_last_request_ends_well(
    late: bool,
    oxigraph: str,
    stores: tuple[EmbeddedStore, EmbeddedStore],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = stores
    target, state = find_target(f"{oxigraph}/update"), tmp_path / "state.json"
    push_graph(old, target, state)
    send = Client.send
    pending: list[tuple[Any, ...]] = []
    asked: list[str] = []

    def killed_in_the_last(self: Client, *arguments: Any, **named: Any) -> bytes:
        if b"MOVE" in (arguments[2] or b""):
            pending.append(arguments)
            if not late:
                send(self, *pending.pop())
            raise KeyboardInterrupt
        return send(self, *arguments, **named)

    def slow(self: Client, *arguments: Any, **named: Any) -> bytes:
        """Let the request that is under way end before the next update, which waits for it, or the third query."""
        asked.append("update" if arguments[2] else "query")
        if pending and (asked[-1] == "update" or asked.count("query") == 2):
            send(self, *pending.pop())
        return send(self, *arguments, **named)

    monkeypatch.setattr(Client, "send", killed_in_the_last)
    with pytest.raises(KeyboardInterrupt):
        push_graph(new, target, state)
    monkeypatch.setattr(Client, "send", slow)
    done = push_graph(new, target, state)
    assert done.resumed > 0
    assert done.statements == new.manifest.statements
    assert asked == ["update", "query"], "nothing is staged again"
    assert theirs(f"{oxigraph}/query") == ours(new)
    assert not state.exists()


def test_a_target_that_lost_what_was_staged_gets_it_again(
    oxigraph: str, stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path
) -> None:
    store, target, state = stores[0], find_target(f"{oxigraph}/update"), tmp_path / "state.json"
    graphs = {graph.value: 1 for graph in store.graphs()}
    version = f"{store.version}, {store.manifest.statements} statements"
    state.write_text(json.dumps({"target": target.update, "version": version, "chunk": 50, "done": graphs}))
    assert push_graph(store, target, state, chunk=50).resumed == 0
    assert theirs(f"{oxigraph}/query") == ours(store)


def test_virtuoso_takes_a_push(stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path) -> None:
    suites.folder()
    virtuoso, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if virtuoso is None or isql is None:
        pytest.skip("Virtuoso is not on this machine (Debian: virtuoso-opensource-7-bin)")
    folder, port, sql = tmp_path / "virtuoso", free_port(), free_port()
    folder.mkdir()
    (folder / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\n"
        "xa_persistent_file = v.pxa\n[TempDatabase]\nDatabaseFile = t.db\nTransactionFile = t.trx\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{sql}\nNumberOfBuffers = 10000\n"
        f"[HTTPServer]\nServerPort = 127.0.0.1:{port}\n[SPARQL]\nResultSetMaxRows = 100000\n",
        encoding="utf-8",
    )
    grant = [isql, f"127.0.0.1:{sql}", "dba", "dba", 'exec=grant SPARQL_UPDATE to "SPARQL";']

    def ready() -> None:
        subprocess.run(grant, check=True, capture_output=True, timeout=30)
        ask(f"http://127.0.0.1:{port}/sparql", "ASK {}", "*/*")

    with running([virtuoso, "+configfile", "virtuoso.ini", "+foreground"], folder, ready):
        target = find_target(f"http://127.0.0.1:{port}/sparql")
        for store in stores:
            push_graph(store, target, tmp_path / "state.json")
            assert theirs(target.query) == ours(store)
        push_graph(stores[0], target, tmp_path / "state.json")
        killed(target.update, target.query, ours(stores[0]), ours(stores[1]), tmp_path)


class Recorder(BaseHTTPRequestHandler):
    """Answers as `replies` says, and writes down what it was asked."""

    asked: list[tuple[str, str, dict[str, str], bytes]]
    replies: Callable[[str, bytes], tuple[int, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append((self.command, self.path, dict(self.headers), body))
        status, content = self.replies(self.path, body)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if status in (301, 302):
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="store"')
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST  # noqa: N815 - the name is the library's

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def recorder(replies: Callable[[str, bytes], tuple[int, bytes]]) -> Iterator[tuple[str, list[Any]]]:
    asked: list[Any] = []
    handler = type("Handler", (Recorder,), {"asked": asked, "replies": staticmethod(replies)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


NO_ROWS = b'{"head":{"vars":[]},"results":{"bindings":[]}}'


def test_statements_that_did_not_arrive_are_noticed(
    stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path
) -> None:
    with recorder(lambda *_: (200, NO_ROWS)) as (url, asked):
        with pytest.raises(PushError, match=r"holds 0 statements of <.*> where \d+ were sent; nothing was replaced"):
            push_graph(stores[0], find_target(url), tmp_path / "state.json")
        assert not any(b"MOVE" in body for _, _, _, body in asked)


@pytest.mark.parametrize(
    ("status", "message"),
    [(401, r"401 .*give credentials in \$COMITY_PUSH_USER"), (302, "the address that it moved to"), (500, "500")],
)
def test_a_refusal_is_told(
    status: int, message: str, stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path
) -> None:
    with (
        recorder(lambda *_: (status, b"no")) as (url, asked),
        pytest.raises(PushError, match=message),
    ):
        push_graph(stores[0], find_target(url), tmp_path / "state.json")
    assert len(asked) == 1


def test_a_busy_server_is_asked_again(
    stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comity.publish.push.sparql_store.PAUSES", (0.0, 0.0))
    with (
        recorder(lambda *_: (503, b"busy")) as (url, asked),
        pytest.raises(PushError, match="answers 503"),
    ):
        push_graph(stores[0], find_target(url), tmp_path / "state.json")
    assert len(asked) == 3


def test_credentials_come_from_the_environment_only(
    stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PushError, match=r"give the credentials in \$COMITY_PUSH_USER") as told:
        push_graph(stores[0], find_target("http://me:secret@127.0.0.1/update"), tmp_path / "state.json")
    assert "secret" not in str(told.value)
    with monkeypatch.context() as patch, recorder(lambda *_: (200, NO_ROWS)) as (url, asked):
        patch.setenv("COMITY_PUSH_TOKEN", "t0ken")
        with pytest.raises(PushError) as refused:
            push_graph(stores[0], find_target(url), tmp_path / "state.json")
        assert {headers["Authorization"] for _, _, headers, _ in asked} == {"Bearer t0ken"}
        assert "t0ken" not in str(refused.value)
    with monkeypatch.context() as patch, recorder(lambda *_: (401, b"who are you?")) as (url, asked):
        patch.setenv("COMITY_PUSH_USER", "me")
        patch.setenv("COMITY_PUSH_PASSWORD", "secret")
        with pytest.raises(PushError, match="answers 401") as refused:
            push_graph(stores[0], find_target(url), tmp_path / "state.json")
        # A password goes out only when the server asks for one.
        assert [headers.get("Authorization") for _, _, headers, _ in asked] == [None, "Basic bWU6c2VjcmV0"]
        assert "secret" not in str(refused.value)


def test_an_address_that_is_none_is_told(
    stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PushError, match="is not an address"):
        push_graph(stores[0], Target("ftp://example.org", ""), tmp_path / "state.json")
    monkeypatch.setattr("comity.publish.push.sparql_store.PAUSES", ())
    with pytest.raises(PushError, match="cannot be reached"):
        push_graph(stores[0], find_target(f"http://127.0.0.1:{free_port()}/update"), tmp_path / "state.json")


class Ckan:
    """A stand-in for a CKAN: keeps datasets by name, and what it was asked."""

    def __init__(self) -> None:
        self.datasets: dict[str, dict[str, Any]] = {}
        self.called: list[str] = []

    def __call__(self, path: str, body: bytes) -> tuple[int, bytes]:
        action = path.rsplit("/", 1)[1]
        data = json.loads(body)
        self.called.append(action)
        if action == "package_show" and data["id"] not in self.datasets:
            return 404, self.reply(False, error={"__type": "Not Found Error", "message": "Not found"})
        if action != "package_show":
            if not data.get("owner_org"):
                fault = {"__type": "Validation Error", "owner_org": ["An organization must be provided"]}
                return 409, self.reply(False, error=fault)
            self.datasets[data["name"]] = {"id": f"id-of-{data['name']}", **data}
            return 200, self.reply(True, result=self.datasets[data["name"]])
        return 200, self.reply(True, result=self.datasets[data["id"]])

    def reply(self, success: bool, **more: object) -> bytes:
        return json.dumps({"success": success, **more}).encode()


@pytest.fixture
def site(stores: tuple[EmbeddedStore, EmbeddedStore], tmp_path: Path) -> Path:
    for name in ("rocrate", "ckanapi"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed (pip install 'comity[publish]')")
    return publish(stores[0], tmp_path / "site")


def test_a_ckan_gets_every_dataset_and_is_updated(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMITY_PUSH_TOKEN", "t0ken")
    ckan = Ckan()
    with recorder(ckan) as (url, asked):
        command = ["push", url, "--ckan", "--site", str(site), "--organisation", "makers"]
        assert main(command) == 0
        assert capsys.readouterr().out.count("created ") == 3
        assert main(command) == 0
        assert capsys.readouterr().out.count("updated ") == 3
    assert ckan.called == ["package_show", "package_create"] * 3 + ["package_show", "package_update"] * 3
    assert all(headers["Authorization"] == "t0ken" for _, _, headers, _ in asked)
    graph = ckan.datasets["example-org-graph-graph"]
    assert graph["id"] == "id-of-example-org-graph-graph"
    assert len(graph["resources"]) == 13
    dump = next(each for each in graph["resources"] if each["url"].endswith("/dumps/graph.ttl"))
    assert (dump["format"], dump["mimetype"]) == ("RDF_TURTLE", "text/turtle")
    assert dump["size"] == (site / "dumps" / "graph.ttl").stat().st_size


def test_what_a_ckan_refuses_is_told(site: Path) -> None:
    with recorder(Ckan()) as (url, _), pytest.raises(PushError, match="An organization must be provided"):
        push_catalogue(site, url)
    with (
        recorder(lambda *_: (403, b'{"success": false, "error": {"__type": "Authorization Error"}}')) as (url, _),
        pytest.raises(PushError, match="COMITY_PUSH_TOKEN"),
    ):
        push_catalogue(site, url)
    with recorder(lambda *_: (200, b"<html>")) as (url, _), pytest.raises(PushError, match="not answer as a CKAN"):
        push_catalogue(site, url)
