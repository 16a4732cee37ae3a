"""Many requests, some of them hostile: the good ones get their answers, and memory stays where it was.

Runs in the suites only; $COMITY_SOAK is the number of requests, 4,000 unless it is set.
"""

import http.client
import os
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from comity.graph.confine import MEBIBYTE
from comity.graph.query.saved import saved_queries
from tests.publish.hostile import BOMBS, LONG, NESTED, REFUSED
from tests.publish.running import Running, serving

COUNT = int(os.environ.get("COMITY_SOAK", "4000"))
CLIENTS = 4
TIME = 3  # seconds
SHARE = 0.05  # of the requests are hostile; one in twenty of these takes its whole time
FORMS = ("json", "xml", "csv", "tsv", "parquet")
GOOD = [query.text for query in saved_queries().values() if not query.parameters]
CHEAP = [shape(size) for shape in {**NESTED, **LONG}.values() for size in (100, 1_000)] + REFUSED
DEAR = [shape(3) for shape in BOMBS.values()]


@dataclass
class Tally:
    """What a client saw."""

    good: int = 0
    hostile: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)


@pytest.mark.skipif(not os.environ.get("COMITY_SUITES"), reason="the soak runs in make suites only")
def test_soak(built_store: Path) -> None:
    options = ("--workers", str(CLIENTS), "--time-limit", str(TIME), "--memory-limit", "512", "--row-limit", "20000")
    with serving(built_store, *options) as server:
        run(server, max(COUNT // 10, 400), 1)
        before = server.process.memory_info().rss
        begin = time.monotonic()
        tallies = run(server, COUNT, 2)
        seconds = time.monotonic() - begin
        after = server.process.memory_info().rss
        workers = [each.memory_info().rss // MEBIBYTE for each in server.workers()]
    good, hostile = sum(each.good for each in tallies), sum(each.hostile for each in tallies)
    print(f"{good:,} good and {hostile:,} hostile requests in {seconds:.0f} s; slowest good answer ", end="")
    print(f"{max(each.slowest for each in tallies):.2f} s; server {before / MEBIBYTE:.1f} MiB before, ", end="")
    print(f"{after / MEBIBYTE:.1f} MiB after; processes {workers} MiB")
    assert [problem for each in tallies for problem in each.wrong] == []
    assert good + hostile == COUNT // CLIENTS * CLIENTS
    assert after < before * 1.1
    assert len(workers) <= CLIENTS + 1


def run(server: Running, count: int, seed: int) -> list[Tally]:
    """Send *count* requests by several clients at once."""
    tallies = [Tally() for _ in range(CLIENTS)]
    threads = [
        threading.Thread(target=send, args=(server, count // CLIENTS, random.Random(seed * 100 + number), tally))
        for number, tally in enumerate(tallies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tallies


def send(server: Running, count: int, chance: random.Random, tally: Tally) -> None:
    """Send requests one after the other, on one connection."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for _ in range(count):
        hostile = chance.random() < SHARE
        text = chance.choice(DEAR if chance.random() < 0.05 else CHEAP) if hostile else chance.choice(GOOD)
        begin = time.monotonic()
        try:
            if hostile:
                client.request("POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-query"})
            else:
                client.request("GET", f"/sparql?format={chance.choice(FORMS)}&query={quote(text)}")
            answer = client.getresponse()
            content = answer.read()
        except OSError as error:
            tally.wrong.append(f"{error!r}: {text[:60]}")
            client.close()
            continue
        if hostile:
            tally.hostile += 1
            if answer.status not in (200, 400, 413, 422, 503):
                tally.wrong.append(f"{answer.status}: {text[:60]}")
        else:
            tally.good += 1
            tally.slowest = max(tally.slowest, time.monotonic() - begin)
            if answer.status != 200 or len(content) != int(answer.headers["content-length"]):
                tally.wrong.append(f"{answer.status} {content[:100]!r}: {text[:60]}")
    client.close()
