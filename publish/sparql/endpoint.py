"""The SPARQL endpoint: requests in, whole answers out."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ...data.errors import ComityError
from ..address import cite_as
from ..media import STATEMENTS, choose, named
from .description import describe
from .limits import Limits
from .pool import Found, Pool
from .protocol import RequestError, read_request

CHUNK = 64 * 1024
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Comity-Graph, Content-Length, Retry-After",
}
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
}


class Endpoint:
    """The endpoint at ``/sparql``."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self.pool, self.limits = pool, limits

    async def respond(self, request: Request) -> Response:
        """Give the response to a request; what is wrong with it is told as plain text."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        try:
            body = await read_body(request, self.limits.body)
            kind = request.headers.get("content-type", "")
            question = read_request(request.method, request.url.query.encode(), kind, body)
            accept = ",".join(request.headers.getlist("accept"))
            if question is None:
                return self._description(request, accept)
            found = await _while_listening(request, self.pool.ask(question, accept, str(request.url.replace(query=""))))
        except ComityError as error:
            return failure(error)
        if found is None:
            return Response(status_code=499)  # nobody reads it
        response = _whole(found, request.method)
        response.headers["Link"] = cite_as(self.pool.store)["Link"]
        if request.query_params.get("download"):
            name = f"answer.{question.form or found.media.partition(';')[0].rpartition('/')[2]}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _description(self, request: Request, accept: str) -> Response:
        form = named(request.query_params.get("format", ""), STATEMENTS) or choose(accept, STATEMENTS)
        if not form:
            raise RequestError(406, f"Accept: {accept} fits no form of the service description")
        content = describe(self.pool.renew(), str(request.url.replace(query="")), form)
        return Response(content, media_type=STATEMENTS[form], headers={**CORS, "Vary": "Accept"})


async def read_body(request: Request, most: int) -> bytes:
    """Read what a request sends, up to a limit; raises ``RequestError`` 413 beyond it."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise RequestError(413, f"the request is larger than {most:,} bytes", {"Connection": "close"})
    return bytes(found)


def failure(error: ComityError, headers: Mapping[str, str] = CORS) -> Response:
    """Give the response that tells what went wrong."""
    more = error.headers if isinstance(error, RequestError) else {}
    return PlainTextResponse(f"{error}\n", error.http_status, {**headers, **more})


def _whole(found: Found, method: str) -> Response:
    headers = {
        **CORS,
        "Content-Type": found.media,
        "Content-Length": str(found.size),
        "Comity-Graph": found.version,
        "Vary": "Accept",
    }
    if found.path is None:
        return Response(found.content if method != "HEAD" else b"", headers=headers)
    if method == "HEAD":
        found.path.unlink(missing_ok=True)
        return Response(b"", headers=headers)
    return Spooled(found.path, headers)


class Spooled(StreamingResponse):
    """A file, sent in pieces and then removed, also when the client went away."""

    def __init__(self, path: Path, headers: Mapping[str, str]) -> None:
        super().__init__(_chunks(path), headers=headers)
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._path.unlink(missing_ok=True)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


async def _while_listening(request: Request, work: Coroutine[Any, Any, Found]) -> Found | None:
    """Wait for *work*, and give it up (``None``) when the client goes away meanwhile."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            found = await task
            if found.path:  # it ended just as the client went
                found.path.unlink(missing_ok=True)
        return None
    finally:
        task.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
