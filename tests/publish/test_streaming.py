"""Large answers and clients that go away, against a running server."""

import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import psutil
import pytest

from comity.graph.confine import MEBIBYTE
from tests.publish.running import Running, serving

ROWS = 500_000
NUMBERS = " ".join(map(str, range(1_000)))
MANY = f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }} LIMIT {ROWS}"
ENDLESS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?l = 1 && ?a = ?j) }"


@pytest.fixture(scope="module")
def spool() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="comity-test-") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def server(built_store: Path, spool: Path) -> Iterator[Running]:
    environment = {**os.environ, "TMPDIR": str(spool)}
    with serving(built_store, "--workers", "2", "--time-limit", "10", environment=environment) as found:
        ask(found)
        yield found


@pytest.fixture(scope="module")
def hurried(built_store: Path) -> Iterator[Running]:
    with serving(built_store, "--time-limit", "0.3", "--row-limit", "1000000000", "--workers", "1") as found:
        yield found


def ask(server: Running, query: str = "ASK {}", form: str = "json") -> bytes:
    with urlopen(f"{server.url}?format={form}&query={quote(query)}", timeout=60) as response:
        return bytes(response.read())


def spooled(spool: Path) -> list[Path]:
    return list(spool.glob("comity-*/answer-*"))


def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def busy(server: Running) -> bool:
    """Tell whether a query runs: one that runs takes all of a core."""
    workers = server.workers()
    before = sum(sum(each.cpu_times()[:2]) for each in workers)
    time.sleep(0.3)
    return sum(sum(each.cpu_times()[:2]) for each in server.workers()) - before > 0.1


@pytest.mark.parametrize("form", ["csv", "json"])
def test_half_a_million_rows_arrive_whole_and_take_no_memory(form: str, server: Running, spool: Path) -> None:
    before, largest, worker, content = server.process.memory_info().rss, 0, 0, bytearray()
    with urlopen(f"{server.url}?format={form}&query={quote(MANY)}", timeout=60) as response:
        assert response.status == 200
        wanted = int(response.headers["content-length"])
        while chunk := response.read(512 * 1024):
            time.sleep(0.01)
            content += chunk
            largest = max(largest, server.process.memory_info().rss)
            worker = max([worker, *(each.memory_info().rss for each in server.workers())])
    assert len(content) == wanted > 3_000_000
    if form == "csv":
        assert len(set(bytes(content).splitlines()[1:])) == ROWS
    else:
        assert content.endswith(b"]}}")
        assert content.count(b'{"a":') == ROWS
    assert largest - before < 60 * MEBIBYTE
    assert worker < 400 * MEBIBYTE
    assert eventually(lambda: not spooled(spool))


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "arrow", "parquet"])
def test_a_query_past_its_limit_is_no_success(form: str, hurried: Running) -> None:
    """Rows come at once and never end: what was found until then is not given as if it were all."""
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    for asked, statuses in ((query, (503, 422)), (ENDLESS, (503,))):
        with pytest.raises(HTTPError) as caught:
            ask(hurried, asked, form)
        with caught.value as answer:
            assert answer.code in statuses


def test_a_client_that_goes_away_frees_its_process(server: Running, spool: Path) -> None:
    for _ in range(3):  # more than there are processes
        with socket.create_connection(("127.0.0.1", server.port)) as sent:
            sent.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.2)
    begin = time.monotonic()
    ask(server)
    assert time.monotonic() - begin < 8  # less than the limit of a query
    assert eventually(lambda: not busy(server))
    assert eventually(lambda: not spooled(spool))


def test_a_client_that_stops_reading_leaves_no_file(server: Running, spool: Path) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as sent:
        sent.sendall(f"GET /sparql?format=csv&query={quote(MANY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert sent.recv(1000).startswith(b"HTTP/1.1 200")
        assert len(spooled(spool)) == 1
        ask(server)
    assert eventually(lambda: not spooled(spool))


def test_the_server_is_still_the_same(server: Running) -> None:
    assert server.process.status() in (psutil.STATUS_SLEEPING, psutil.STATUS_RUNNING)
    assert len(server.workers()) <= 3
