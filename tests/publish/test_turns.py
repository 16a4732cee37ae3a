"""Whose query is next: in turn by client, one place kept for a client that has none running, nobody forgotten."""

import asyncio
import json
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits
from comity.publish.sparql.protocol import RequestError
from comity.publish.sparql.turns import Turns
from comity.publish.web.mount import read_networks

from .test_endpoint import ENDLESS


class Queue:
    """Queries that wait for places: who got one, in which order, and who was refused."""

    def __init__(self, places: int, queue: int = 50) -> None:
        self.turns = Turns(places, queue)
        self.got: list[str] = []
        self.refused: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, *names: str, seconds: float = 30.0) -> None:
        """Ask for the query "a1" of the client "a", and so on."""
        for name in names:
            self.tasks[name] = asyncio.create_task(self._take(name, seconds))
            await self.settle()

    async def _take(self, name: str, seconds: float) -> None:
        try:
            await self.turns.take(name[0], seconds)
        except RequestError:
            self.refused.append(name)
        else:
            self.got.append(name)

    async def end(self, *names: str) -> None:
        for name in names:
            self.turns.give_back(name[0])
            await self.settle()

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_a_place_goes_to_each_client_in_turn() -> None:
    async def work() -> None:
        queue = Queue(1)
        await queue.ask("a1", "a2", "a3", "a4", "b1", "b2", "c1")
        assert queue.got == ["a1", "b1"]  # b has the place that is kept for a client with none running
        await queue.end("a1", "b1")
        assert queue.got == ["a1", "b1", "c1", "a2"]
        await queue.end("c1", "a2", "b2", "a3")
        assert queue.got == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]

    run(work())


def test_one_client_alone_has_all_places_but_the_one_that_is_kept() -> None:
    async def work() -> None:
        queue = Queue(2)
        await queue.ask("a1", "a2", "a3", "b1", "c1")
        assert queue.got == ["a1", "a2", "b1"]
        await queue.end("a1")
        assert queue.got == ["a1", "a2", "b1", "c1"]
        await queue.end("b1", "c1")
        assert queue.got[-1] == "a3"

    run(work())


def test_who_waits_for_most_gives_way_when_the_queue_is_full() -> None:
    async def work() -> None:
        queue = Queue(1, queue=3)
        await queue.ask("x1", "y1", "a1", "a2", "a3")
        await queue.ask("a4")
        assert queue.refused == ["a4"]
        await queue.ask("b1")
        assert queue.refused == ["a4", "a3"]
        await queue.ask("c1")
        assert queue.refused == ["a4", "a3", "a2"]
        await queue.ask("d1")  # each has one: nobody gives way
        assert queue.refused == ["a4", "a3", "a2", "d1"]
        await queue.end("x1", "y1")
        assert queue.got == ["x1", "y1", "a1", "b1"]

    run(work())


def test_who_goes_away_or_waits_too_long_takes_no_place() -> None:
    async def work() -> None:
        queue = Queue(1)
        await queue.ask("a1", "b1", "c1", "d1")
        queue.tasks["c1"].cancel()
        await queue.settle()
        await queue.ask("e1", seconds=0.01)
        await asyncio.sleep(0.05)
        assert queue.refused == ["e1"]
        await queue.end("a1", "b1")
        assert queue.got == ["a1", "b1", "d1"]
        # A place that comes in the moment in which one goes is not lost.
        await queue.ask("f1", "g1", "h1")
        queue.turns.give_back("d")
        queue.tasks["g1"].cancel()
        await queue.settle()
        await queue.end("f1")
        assert queue.got == ["a1", "b1", "d1", "f1", "h1"]

    run(work())


def test_no_queue_at_all() -> None:
    async def work() -> None:
        queue = Queue(1, queue=0)
        await queue.ask("a1", "a2", "b1", "c1")
        assert queue.got == ["a1", "b1"]
        assert queue.refused == ["a2", "c1"]

    run(work())


def test_slow_queries_of_one_client_keep_no_other_waiting(built_store: Path) -> None:
    """Six queries that take all their time, and one of somebody else, through a proxy that says who asks."""
    app = make_app(built_store, Limits(time=4, workers=2), proxies=read_networks(["127.0.0.1"]))
    with TestClient(app, client=("127.0.0.1", 1)) as client:

        def ask(query: str, sender: str) -> tuple[int, str]:
            headers = {"X-Forwarded-For": sender, "Accept": "application/sparql-results+json"}
            answer = client.get("/sparql", params={"query": query}, headers=headers)
            return answer.status_code, answer.text

        slow = [threading.Thread(target=ask, args=(ENDLESS, "203.0.113.7")) for _ in range(6)]
        for each in slow:
            each.start()
        time.sleep(0.5)
        begin = time.monotonic()
        status, text = ask("ASK {}", "198.51.100.3")
        seconds = time.monotonic() - begin
        for each in slow:
            each.join()
    assert status == 200
    assert json.loads(text)["boolean"] is True
    assert seconds < 2  # the slow ones end after 4, 8 and 12


@pytest.mark.parametrize("address", ["2001:db8::1", "2001:db8::2"])
def test_a_network_of_ipv6_is_one_client(address: str) -> None:
    from comity.publish.sparql.turns import client_of

    assert client_of(address) == "2001:db8::"
    assert client_of("::ffff:203.0.113.7") == "203.0.113.7"
