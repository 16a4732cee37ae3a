"""Clients that send half a request, read half an answer, or open more connections than there may be."""

import contextlib
import http.client
import json
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from comity.publish.server import KEEP, OTHER_FILES, most_connections
from comity.publish.sparql.limits import Limits

from .live import serving as serving_here
from .running import Running, serving
from .test_streaming import MANY, eventually

HALVES = {
    "the first line": b"GET /spar",
    "the head": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-",
    "the body": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 100\r\n\r\nASK",
    "a body nobody asked for": b"GET /static/site.css HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx",
}
SHORT = 0.5
FILES = 256


@pytest.fixture(scope="module")
def bounded(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    """A server that may open few files, and its log."""
    if sys.platform == "win32":
        pytest.skip("the files of a process are bounded otherwise here")
    path = tmp_path_factory.mktemp("log") / "log"
    with path.open("wb") as log, serving(built_store, files=FILES, log=log) as found:
        ask(found.port)
        yield found, path


@pytest.fixture(scope="module")
def hurried(built_store: Path) -> Iterator[int]:
    """The port of a server that waits for nobody for long."""
    limits = Limits(header=SHORT, pace=SHORT, connections=30, time=20, workers=2)
    with serving_here(built_store, limits) as address:
        yield int(urlsplit(address).port or 0)


def ask(port: int, query: str = "ASK {}") -> float:
    """Ask a query, and give the seconds until its answer."""
    begin = time.monotonic()
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", f"/sparql?format=json&query={quote(query)}")
    answer = client.getresponse()
    assert answer.status == 200
    assert json.loads(answer.read())["boolean"] is True
    client.close()
    return time.monotonic() - begin


def connect(port: int, sent: bytes = b"", source: str = "127.0.0.1") -> socket.socket:
    found = socket.create_connection(("127.0.0.1", port), 10, source_address=(source, 0))
    found.sendall(sent)
    return found


def read_to_end(connection: socket.socket) -> bytes:
    """Read until the server closes the connection."""
    found = b""
    with contextlib.suppress(ConnectionError):
        while chunk := connection.recv(65536):
            found += chunk
    return found


def read_until(connection: socket.socket, mark: bytes) -> bytes:
    """Read until *mark* has come."""
    found = b""
    while mark not in found:
        chunk = connection.recv(65536)
        assert chunk, found
        found += chunk
    return found


@pytest.mark.parametrize("half", HALVES)
def test_300_half_open_connections_keep_nobody_out(half: str, bounded: tuple[Running, Path]) -> None:
    server, log = bounded
    with ExitStack() as stack:
        seconds = []
        for _ in range(3):
            for _ in range(100):
                stack.enter_context(connect(server.port, HALVES[half]))
            seconds.append(ask(server.port))
        assert min(seconds) < 1
        assert server.process.num_fds() < FILES
    assert log.read_bytes().count(b"\n") == 1  # where the pages are


def test_as_many_connections_as_the_files_allow() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert most_connections(10) == 10
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, before[1]))
        assert most_connections(1000) == min(1000, (before[1] - OTHER_FILES) // 2)  # it may be raised
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("half", HALVES)
def test_half_a_request_is_not_waited_for(half: str, hurried: int) -> None:
    """Neither when nothing more comes, nor when a byte comes now and then."""
    for trickles in (False, True):
        with connect(hurried, HALVES[half]) as connection:
            begin = time.monotonic()
            if trickles:
                with contextlib.suppress(ConnectionError):
                    while time.monotonic() - begin < 10 * SHORT:
                        connection.sendall(b"a")
                        time.sleep(SHORT / 5)
            answer = read_to_end(connection)
            assert time.monotonic() - begin < KEEP + 12 * SHORT
        if not trickles:
            status = {"the body": b"408", "a body nobody asked for": b"200"}.get(half, b"")
            assert answer.partition(b"\r\n")[0].partition(b" ")[2][:3] == status


def test_a_client_that_does_not_read_is_not_waited_for(hurried: int) -> None:
    before = set(Path(tempfile.gettempdir()).glob("comity-*/answer-*"))
    with connect(hurried) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(f"GET /sparql?format=csv&query={quote(MANY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        begun = set(Path(tempfile.gettempdir()).glob("comity-*/answer-*")) - before
        assert len(begun) == 1
        assert eventually(lambda: not any(path.exists() for path in begun))


def test_requests_in_parts_in_a_row_and_one_after_the_other_are_answered(hurried: int) -> None:
    request = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connect(hurried, request[:10]) as connection:
        time.sleep(SHORT / 2)
        connection.sendall(request[10:])
        read_until(connection, b"Sitemap: ")
        time.sleep(SHORT * 1.5)  # a connection stays open longer than the head of a request may take
        connection.sendall(request)
        read_until(connection, b"Sitemap: ")
        connection.sendall(request + request.replace(b"localhost", b"localhost\r\nConnection: close"))
        assert read_to_end(connection).count(b"Sitemap: ") == 2


def test_a_query_may_take_longer_than_its_request(hurried: int) -> None:
    values = " ".join(map(str, range(1000)))
    rows = f"VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} VALUES ?c {{ {values[:50]} }}"
    slow = f"SELECT (COUNT(*) AS ?n) {{ {rows} }}"
    client = http.client.HTTPConnection("127.0.0.1", hurried, timeout=30)
    begin = time.monotonic()
    client.request("POST", "/sparql?format=csv", slow, {"Content-Type": "application/sparql-query"})
    answer = client.getresponse()
    assert answer.read() == b"n\r\n20000000\r\n"
    assert time.monotonic() - begin > SHORT
    client.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has more than one address of the loopback by itself")
def test_who_opens_most_connections_makes_room(built_store: Path) -> None:
    with serving_here(built_store, Limits(connections=20)) as address, ExitStack() as stack:
        port = int(urlsplit(address).port or 0)
        other = stack.enter_context(connect(port, HALVES["the head"], "127.0.0.2"))
        for _ in range(200):
            stack.enter_context(connect(port, HALVES["the head"]))
        ask(port)
        other.sendall(b"Type: application/sparql-query\r\nContent-Length: 6\r\nAccept: */*\r\n\r\nASK {}")
        read_until(other, b'"boolean":true')


def test_when_all_connections_are_busy_another_is_told_so(built_store: Path) -> None:
    from .test_endpoint import ENDLESS

    with serving_here(built_store, Limits(connections=2, time=3)) as address, ExitStack() as stack:
        port = int(urlsplit(address).port or 0)
        request = f"GET /sparql?format=json&query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        busy = [stack.enter_context(connect(port, request)) for _ in range(2)]
        time.sleep(0.5)
        with connect(port, b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n") as another:
            assert read_to_end(another).startswith(b"HTTP/1.1 503 ")
        for each in busy:
            read_until(each, b"longer than 3 s")
