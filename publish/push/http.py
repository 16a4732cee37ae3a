"""Requests to the one server that the user named, with credentials from the environment only."""

import os
import time
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithPriorAuth,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from ...data import ComityError

USER, PASSWORD, TOKEN = "COMITY_PUSH_USER", "COMITY_PUSH_PASSWORD", "COMITY_PUSH_TOKEN"
TIMEOUT = 600  # seconds without a byte: a server may take long to move a large graph
RETRIES = (0.5, 2.0, 8.0)
_SHOWN = 300


class PushError(ComityError):
    """The server that was pushed to refused, or could not be reached."""

    http_status = 502


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: what is sent, and the credentials, are for the address that the user gave."""


class Client:
    """Sends requests to one address and those beside it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PushError(f'"{url}" is not an address; write one that begins with http:// or https://')
        if parts.username or parts.password:
            raise PushError(f"{parts.hostname}: give the credentials in ${USER} and ${PASSWORD}, not in the address")
        self.url, self.token = url, os.environ.get(TOKEN, "")
        self._opener = _opener(f"{parts.scheme}://{parts.netloc}/")

    def form(self, url: str, **fields: str) -> bytes:
        """Send fields of a form, as the SPARQL protocol has it."""
        return self.send("POST", url, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def send(self, method: str, url: str, body: bytes | None, content_type: str, accept: str = "*/*") -> bytes:
        """Send a request, again after a pause when the server is busy or not reached; give what it answers."""
        headers = {"Accept": accept, "User-Agent": "comity"}
        if content_type:
            headers["Content-Type"] = content_type
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        for pause in (*RETRIES, None):
            try:
                return self._once(Request(url, data=body, headers=headers, method=method))
            except HTTPError as error:
                text = " ".join(error.read(4096).decode("utf-8", "replace").split())[:_SHOWN]
                if error.code not in (429, 502, 503, 504) or pause is None:
                    raise PushError(f"{url} answers {error.code} {error.reason}: {text}{_advice(error.code)}") from None
            except (URLError, OSError) as error:
                if pause is None:
                    raise PushError(f"{url} cannot be reached ({getattr(error, 'reason', error)})") from None
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _once(self, request: Request) -> bytes:
        with self._opener.open(request, timeout=TIMEOUT) as reply:
            content: bytes = reply.read()
        return content


def _opener(server: str) -> OpenerDirector:
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    handlers: list[object] = [_NoRedirect()]
    if user:
        known = HTTPPasswordMgrWithPriorAuth()
        known.add_password(None, server, user, password)
        handlers += [HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known)]
    return build_opener(*handlers)  # type: ignore[arg-type]


def _advice(code: int) -> str:
    if code in (401, 403):
        return f"; give credentials in ${USER} and ${PASSWORD}, or ${TOKEN}"
    return "; give the address that it moved to" if code in (301, 302, 303, 307, 308) else ""
