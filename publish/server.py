"""The server: uvicorn, with bounds on how long a client may take and how many connections there are.

uvicorn waits without end for the rest of a request, and for a client to read its answer. What is added here hangs on
its calls for one connection; ``docs/decisions`` says why it is not another server.
"""

import asyncio
import contextlib
import socket
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from .sparql.limits import Limits
from .sparql.turns import client_of

KEEP = 5  # seconds that a connection stays open for another request
# Connections are taken in small lots, so that each is counted before many more come; the system keeps the rest waiting.
LOT, WAITING = 16, 1024
# Files besides those of connections: of the store, of processes, and connections that came and are not counted yet.
OTHER_FILES = 128
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: 5\r\n\r\n"


class Connection(H11Protocol):
    """One connection, ended when its client takes too long, or to make room for another."""

    def __init__(self, *given: Any, limits: Limits, **more: Any) -> None:
        super().__init__(*given, **more)
        self._limits = limits
        self._end: asyncio.TimerHandle | None = None
        self._since, self._ended = self.loop.time(), False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.client_name = client_of(self.client[0]) if self.client else ""
        self._begin(self._limits.header)
        if len(self.connections) > self._limits.connections and not self._make_room():
            transport.write(_FULL)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the time for a request ends with its head, and does not begin anew with each byte of it."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request, which may be there already."""
        super().on_response_complete()
        self._since = self.loop.time()
        self._look()

    def timeout_keep_alive_handler(self) -> None:
        """Close it, which takes until the client has read what is left."""
        super().timeout_keep_alive_handler()
        self._look()

    def pause_writing(self) -> None:
        """Wait for a client that reads slowly."""
        super().pause_writing()
        self._since = self.loop.time()
        self._begin(self._limits.pace)

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        super().resume_writing()
        self._stop()
        self._look()

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def _waits(self) -> bool:
        """Tell whether the client is to do something: to send a request or the rest of it, or to read."""
        return not self._ended and (not self._is_answering or self.cycle.more_body or self.flow.write_paused)

    def _look(self) -> None:
        """Let time run where something is to be waited for."""
        if self.transport.is_closing():
            self._begin(self._limits.pace)
        elif self.timeout_keep_alive_task is None and not self._is_answering:
            self._begin(self._limits.header)
        elif not self.flow.write_paused:
            self._stop()

    def _begin(self, seconds: float) -> None:
        if self._end is None:
            self._end = self.loop.call_later(seconds, self.transport.abort)

    def _stop(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _make_room(self) -> bool:
        """End the connection that waits longest, of the client that has most of those that wait."""
        others = [each for each in self.connections if isinstance(each, Connection) and each is not self]
        waiting = [each for each in others if each._waits]
        clients = Counter(each.client_name for each in waiting)
        first = min(waiting, key=lambda each: (-clients[each.client_name], each._since), default=None)
        if first is None:
            return False
        first._ended = True
        first.transport.abort()
        return True


class Server(uvicorn.Server):
    """The server of one application."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and let the system keep more connections waiting than are taken at once."""
        await super().startup(sockets)
        for server in self.servers if self.started else ():
            for each in server.sockets:
                with each.dup() as own:
                    own.listen(WAITING)


def make_server(app: ASGIApp, host: str, port: int, limits: Limits) -> Server:
    """Make the server of *app*; ``Server.run`` serves until it is told to end."""
    protocol = partial(Connection, limits=replace(limits, connections=most_connections(limits.connections)))
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=cast(type[asyncio.Protocol], protocol),
        ws="none",
        lifespan="on",
        log_level="warning",
        proxy_headers=False,  # our own reader of these headers believes a proxy that is named, and no other
        timeout_keep_alive=KEEP,
        backlog=LOT,
    )
    return Server(config)


def most_connections(wanted: int) -> int:
    """Count how many connections there can be: each may open a file besides, and the process may open so many."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * wanted + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        wanted = min(wanted, (soft - OTHER_FILES) // 2)
    return max(wanted, 1)
