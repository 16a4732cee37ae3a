"""The outer door: which addresses are looked at, what every answer carries, and what is told when something breaks."""

import logging
import re
import traceback

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What is no page asks a browser for nothing, whatever stands in it; a page brings a policy of its own.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# No address of ours is written so, and no two programs read these alike: control characters, half an escape,
# slashes that are escaped or doubled, backslashes, and steps to a folder above.
ODD = r"%(?![0-9a-f]{2})|%[01][0-9a-f]|%7f|%2f|%5c|\x5c|//|/(?:\.|%2e){1,2}(?:[/? ]|$)"
# What is hidden on a disk is hidden here; the one address of ours that looks so is that of VoID.
HIDDEN = r"/(?:\.|%2e)(?!well-known/void$)"
_ODD, _HIDDEN = (re.compile(pattern, re.IGNORECASE) for pattern in (ODD, HIDDEN))
_log = logging.getLogger(__name__)


class Door:
    """An application behind the door: odd addresses are a 400, and a fault inside is a 500 and one line of the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _complete(MutableHeaders(scope=message))
            await send(message)

        if refused := _refused(scope["raw_path"].decode("latin-1")):
            return await refused(scope, receive, answer)
        try:
            await self._app(scope, receive, answer)
        except Exception as error:  # the outer door of the server: the next request gets its answer
            _log.error("%s %s broke: %s", scope["method"], ascii(scope["path"])[:200], _told(error))
            if not started:
                response = PlainTextResponse("something went wrong in the server; its log says what\n", 500)
                await response(scope, receive, answer)
            # What was begun is not whole, and is left so: the server closes the connection without its end.


def _refused(path: str) -> PlainTextResponse | None:
    if _ODD.search(path):
        return PlainTextResponse("this is no address of a page or a file; write it without odd characters\n", 400)
    return PlainTextResponse("there is nothing at this address\n", 404) if _HIDDEN.search(path) else None


def _complete(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    tag = headers.get("etag", "")
    if "content-encoding" in headers and tag and not tag.startswith("W/"):
        headers["etag"] = (
            f"W/{tag}"  # not the same bytes as without compression: half of one does not go on in the other
        )


def _told(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    at = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {said} ({at.filename.rpartition('/')[2]}, line {at.lineno})"
