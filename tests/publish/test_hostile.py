"""Queries meant to break the service: each gets a clean error in time, and the next good query its answer.

The tests run each shape once; with $COMITY_SUITES (make suites) at all sizes.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from starlette.testclient import TestClient

from comity.graph.confine import MEBIBYTE
from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits
from tests.publish.hostile import BOMBS, LONG, NESTED, REFUSED, REQUESTS, SCALES, SIZES, Shape

LIMIT = 1.0 if os.environ.get("COMITY_SUITES") else 0.3
ALL = bool(os.environ.get("COMITY_SUITES"))
# Where other work keeps the machine busy, what is quick may once be slow; what is slow is so each time.
TRIES = 3
MEMORY = 512 * MEBIBYTE
SHAPES: dict[str, Shape] = {**NESTED, **LONG}
LIMITS = Limits(time=LIMIT, memory=MEMORY, rows=10_000, size=64 * MEBIBYTE, workers=2)
# What a process maps besides its own data (the engine and its files) is bounded, but not counted by its limit.
MAPPED = 192 * MEBIBYTE


class Watch(threading.Thread):
    """Measure the memory of this process, which serves, and of those that answer, while the tests run."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.server = psutil.Process()
        self.before = self.largest = self.server.memory_info().rss
        self.worker = 0
        self.slowest = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.05):
            self.largest = max(self.largest, self.server.memory_info().rss)
            for child in self.server.children():
                try:
                    self.worker = max(self.worker, child.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    found = Watch()
    found.start()
    yield found
    found.ended.set()
    found.join()


@pytest.fixture(scope="module")
def client(built_store: Path, watch: Watch) -> Iterator[TestClient]:
    with TestClient(make_app(built_store, LIMITS)) as found:
        yield found


def survives(
    client: TestClient, watch: Watch, method: str, target: str, body: bytes, headers: dict[str, str]
) -> tuple[int, str]:
    """Ask, and check that the answer is whole or a clean error, in time, and that the service goes on."""
    for _ in range(TRIES):
        begin = time.monotonic()
        answer = client.request(method, target, content=body, headers={"Accept-Encoding": "identity", **headers})
        seconds = time.monotonic() - begin
        if seconds < LIMIT + 1:
            break
    watch.slowest = max(watch.slowest, seconds)
    assert seconds < LIMIT + 1
    if answer.status_code == 200:
        assert len(answer.content) == int(answer.headers["content-length"])
    else:
        assert answer.status_code in (400, 403, 404, 405, 406, 413, 415, 422, 503)
        assert 0 < len(answer.text) < 100_000
        assert "Traceback" not in answer.text
    after = client.get("/sparql?query=ASK{}")
    assert after.status_code == 200
    return answer.status_code, answer.text if answer.status_code != 200 else ""


def ask(client: TestClient, watch: Watch, query: str) -> tuple[int, str]:
    """Send a query as the body of a request."""
    return survives(client, watch, "POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})


@pytest.mark.parametrize("size", SIZES if ALL else SIZES[3:4])
@pytest.mark.parametrize("shape", SHAPES)
def test_nesting_and_length(shape: str, size: int, client: TestClient, watch: Watch) -> None:
    status, says = ask(client, watch, SHAPES[shape](size))
    assert status in (200, 400, 413, 422, 503)
    assert "too deep for the engine" not in says


@pytest.mark.parametrize("scale", SCALES if ALL else SCALES[2:3])
@pytest.mark.parametrize("shape", BOMBS)
def test_what_takes_too_much(shape: str, scale: int, client: TestClient, watch: Watch) -> None:
    assert ask(client, watch, BOMBS[shape](scale))[0] in (200, 400, 422, 503)


@pytest.mark.parametrize("query", REFUSED, ids=[ascii(query)[:40] for query in REFUSED])
def test_what_reaches_outside_or_is_no_query(query: str, client: TestClient, watch: Watch) -> None:
    assert ask(client, watch, query)[0] == 400


@pytest.mark.parametrize("name", REQUESTS)
def test_requests_that_are_odd(name: str, client: TestClient, watch: Watch) -> None:
    sent = REQUESTS[name]
    for _ in range(TRIES):
        status, _ = survives(client, watch, sent.method, sent.target, sent.body, sent.headers)
        if status != 503:
            break
    assert status in sent.status


def test_memory_stayed_bounded(watch: Watch) -> None:
    """Stands last: what the tests above took, of this process and of the largest of those that answer."""
    count = len(SHAPES) * len(SIZES) + len(BOMBS) * len(SCALES) + len(REFUSED) + len(REQUESTS)
    assert count >= 300
    mebibytes = (watch.largest - watch.before) / MEBIBYTE, watch.worker / MEBIBYTE
    print(f"{count} cases in the whole suite; server +{mebibytes[0]:.0f} MiB, largest worker {mebibytes[1]:.0f} MiB, ")
    print(f"slowest answer {watch.slowest:.2f} s of {LIMIT} s")
    assert watch.largest - watch.before < 128 * MEBIBYTE
    assert watch.worker < MEMORY + MAPPED
