"""The SPARQL endpoint: requests in, whole answers out."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ...data.errors import ComityError
from ..web.address import cite_as
from ..web.fresh import has, not_modified, tag_of
from ..web.media import STATEMENTS, choose, ending, named
from ..web.mount import accept_of, address_of, path_of
from .description import describe_service
from .limits import Limits
from .pool import Answered, Pool
from .protocol import Question, RequestError, read_request

CHUNK = 64 * 1024
HEADER = 2_000  # proxies give all headers together a few KiB
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Comity-Graph, Comity-Warning, Content-Length, ETag, Retry-After",
}
_CLOSE = {"Connection": "close"}
# A cache asks whether an answer still holds: the next build may change it at any moment.
_CACHED = {"Cache-Control": "no-cache", "Vary": "Accept"}
# Functions whose value is another one each time.
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\b", re.IGNORECASE)
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
        """Respond to a request; what is wrong with it is told as plain text."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        try:
            body = await read_body(request, self.limits)
            kind = request.headers.get("content-type", "")
            question = read_request(request.method, request.scope["query_string"], kind, body)
            accept = accept_of(request)
            if question is None:
                return self._description(request, accept)
            store = self.pool.renew()
            tag = _tag(request, question, accept, f"{store.version} {store.manifest.built}")
            if tag and has(request, tag):
                return not_modified({**CORS, **_CACHED, "ETag": tag})
            client = request.client.host if request.client else ""
            answer = await _while_listening(request, self.pool.ask(question, accept, _address(request), client))
        except ComityError as error:
            return failure(error)
        except ClientDisconnect:
            answer = None
        if answer is None:
            return Response(status_code=499)  # nobody reads it
        response = _whole(answer, request.method)
        if tag and answer.version == store.version:
            response.headers["ETag"] = tag
        response.headers["Link"] = cite_as(self.pool.store)["Link"]
        if request.query_params.get("download"):
            response.headers["Content-Disposition"] = f'attachment; filename="answer.{ending(answer.media)}"'
        return response

    def _description(self, request: Request, accept: str) -> Response:
        form = named(request.query_params.get("format", ""), STATEMENTS) or choose(accept, STATEMENTS)
        if not form:
            raise RequestError(406, f"Accept: {accept} fits no form of the service description")
        content = describe_service(self.pool.renew(), _address(request), form)
        return Response(content, media_type=STATEMENTS[form], headers={**CORS, "Vary": "Accept"})


def _tag(request: Request, question: Question, accept: str, version: str) -> str:
    """Tag the answer that this version of the graph gives, "" where the same question has another answer each time."""
    if request.method == "POST" or _CHANGING.search(question.text):
        return ""
    return tag_of(version, repr(question), accept)


def _address(request: Request) -> str:
    """Name the address of the endpoint, at which relative IRIs of a query begin."""
    return f"{address_of(request)}{path_of(request)[1:]}"


async def read_body(request: Request, limits: Limits) -> bytes:
    """Read what a request sends; raises ``RequestError``: 413 when it is too much, 408 when it takes too long."""
    body = bytearray()
    try:
        async with asyncio.timeout(limits.pace):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limits.body:
                    raise RequestError(413, f"the request is larger than {limits.body:,} bytes", _CLOSE)
    except TimeoutError:
        raise RequestError(408, f"the request was not complete within {limits.pace:g} s", _CLOSE) from None
    return bytes(body)


def failure(error: ComityError, headers: Mapping[str, str] = CORS) -> Response:
    """Respond with what went wrong, as plain text and with the status of its kind."""
    more = error.headers if isinstance(error, RequestError) else {}
    return PlainTextResponse(f"{error}\n", error.http_status, {**headers, **more})


def _whole(answer: Answered, method: str) -> Response:
    headers = {
        **CORS,
        **_CACHED,
        "Content-Type": answer.media,
        "Content-Length": str(answer.size),
        "Comity-Graph": quote(answer.version, safe=" !#$&'()*+,/:;=?@[]~"),  # what a package says is any text
        **({"Comity-Warning": as_header(answer.warnings)} if answer.warnings else {}),
    }
    if answer.path is None:
        return Response(answer.content if method != "HEAD" else b"", headers=headers)
    if method == "HEAD":
        answer.path.unlink(missing_ok=True)
        return Response(b"", headers=headers)
    return Spooled(answer.path, headers)


def as_header(texts: Sequence[str]) -> str:
    """Write texts as the value of a header: a JSON array in ASCII, without the last ones where it would be too long."""
    while len(header := json.dumps(texts)) > HEADER and texts:
        texts = texts[:-1]
    return header


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


async def _while_listening(request: Request, work: Coroutine[Any, Any, Answered]) -> Answered | None:
    """Wait for *work*, and give it up (``None``) when the client goes away meanwhile."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            answer = await task
            if answer.path:  # it ended just as the client went
                answer.path.unlink(missing_ok=True)
        return None
    finally:
        task.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
