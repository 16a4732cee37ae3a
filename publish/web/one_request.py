"""One request through an application, without a socket."""

import asyncio
from dataclasses import dataclass
from string import printable
from typing import Any
from urllib.parse import quote, unquote

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes


def get(app: ASGIApp, target: str, accept: str = "*/*", method: str = "GET") -> Reply:
    """Send one request to *app*, started for it and stopped after it."""
    return asyncio.run(_get(app, target, accept, method))


async def _get(app: ASGIApp, target: str, accept: str, method: str) -> Reply:
    async with _Lifespan(app):
        path, _, query = target.partition("#")[0].partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path or "/"),
            "raw_path": (path or "/").encode(),
            # As a browser sends it: letters beyond ASCII in per cent signs, and what is so written already as it is.
            "query_string": quote(query, safe=printable).encode(),
            "root_path": "",
            "headers": [(b"host", b"localhost"), (b"accept", accept.encode())],
            "client": ("127.0.0.1", 0),
            "server": ("localhost", 80),
        }
        start: dict[str, Any] = {}
        content = bytearray()
        ended = asyncio.Event()

        async def receive() -> Message:
            if not start.get("asked"):
                start["asked"] = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await ended.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                content.extend(message.get("body", b""))
                if not message.get("more_body"):
                    ended.set()

        await app(scope, receive, send)
        headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        return Reply(start["status"], headers, bytes(content))


class _Lifespan:
    """Start an application and stop it, as a server does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._to: asyncio.Queue[Message] = asyncio.Queue()
        self._from: asyncio.Queue[Message] = asyncio.Queue()

    async def __aenter__(self) -> None:
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self._task = asyncio.create_task(self._run(scope))
        await self._to.put({"type": "lifespan.startup"})
        message = await self._from.get()
        if message["type"] != "lifespan.startup.complete":
            await self._task
            raise RuntimeError(message.get("message", "the application did not start"))

    async def _run(self, scope: dict[str, Any]) -> None:
        await self._app(scope, self._to.get, self._from.put)

    async def __aexit__(self, *_: object) -> None:
        await self._to.put({"type": "lifespan.shutdown"})
        await self._from.get()
        await self._task
