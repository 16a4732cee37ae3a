"""Whose query is answered next: places for queries, given to clients in turn."""

import asyncio
from collections import Counter, deque
from ipaddress import IPv6Address

from .protocol import RequestError

_AGAIN = {"Retry-After": "5"}


class Turns:
    """A number of *places*, and of queries that may wait for one (*queue*).

    A place that comes free goes to the client whose turn it is, however many queries another one has waiting. One
    place more is kept for a client that has no query running, so that nobody waits for all the queries of another.
    """

    def __init__(self, places: int, queue: int) -> None:
        self._places, self._queue = places, queue
        self._running: Counter[str] = Counter()
        # In the order of turns: a client that has had a place stands at the end.
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def take(self, client: str, seconds: float) -> None:
        """Wait for a place; raises ``RequestError`` 503 when none comes free in so many seconds, or too many wait."""
        if self._has_place(client):
            self._running[client] += 1
            return
        self._make_room(client)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except TimeoutError:
            self._withdraw(client, turn)
            raise RequestError(503, "no process came free in time; try again", _AGAIN) from None
        except asyncio.CancelledError:  # the client went away
            self._withdraw(client, turn)
            raise

    def give_back(self, client: str) -> None:
        """Give a place back, and let those whose turn it is have it."""
        self._running[client] -= 1
        self._running += Counter()  # forgets clients that have none
        self._to_the_end(client)
        while next_client := next((each for each in self._waiting if self._has_place(each)), None):
            turn = self._waiting[next_client][0]
            self._leave(next_client, turn)
            self._to_the_end(next_client)
            if not turn.cancelled():
                self._running[next_client] += 1
                turn.set_result(None)

    def _has_place(self, client: str) -> bool:
        taken = self._running.total()
        return taken < self._places or (taken == self._places and not self._running[client])

    def _to_the_end(self, client: str) -> None:
        if turns := self._waiting.pop(client, None):
            self._waiting[client] = turns

    def _make_room(self, client: str) -> None:
        """Let a query wait; when too many do, the last of the client that has most gives way."""
        waiting = sum(map(len, self._waiting.values()))
        if waiting < self._queue:
            return
        full = RequestError(503, f"{waiting} queries wait already; try again", _AGAIN)
        most = max(self._waiting, key=lambda each: len(self._waiting[each]), default=client)
        if len(self._waiting.get(most, ())) <= len(self._waiting.get(client, ())) + 1:
            raise full
        last = self._waiting[most][-1]
        self._leave(most, last)
        if not last.cancelled():
            last.set_exception(full)

    def _withdraw(self, client: str, turn: "asyncio.Future[None]") -> None:
        if turn in self._waiting.get(client, ()):
            self._leave(client, turn)
        elif not turn.cancelled() and turn.exception() is None:  # the place came in the same moment
            self.give_back(client)

    def _leave(self, client: str, turn: "asyncio.Future[None]") -> None:
        self._waiting[client].remove(turn)
        if not self._waiting[client]:
            del self._waiting[client]


def client_of(address: str) -> str:
    """Name the client that an address stands for: of IPv6, whoever has the network of 64 bits.

    >>> client_of("203.0.113.7"), client_of("2001:db8::1:2:3:4"), client_of("somebody")
    ('203.0.113.7', '2001:db8::', 'somebody')
    """
    try:
        ip = IPv6Address(address)
    except ValueError:
        return address
    return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
