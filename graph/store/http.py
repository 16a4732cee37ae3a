"""Requests to the one server that the user named, with credentials from the environment only."""

import os
import time
from dataclasses import dataclass
from http.client import HTTPException
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

from ...data.errors import ComityError

PAUSES = (0.5, 2.0, 8.0)  # seconds before a request is sent again
BUSY = (429, 502, 503, 504)
SHOWN = 300  # characters of what a server says with an error


@dataclass(frozen=True)
class Credentials:
    """The variables of the environment that hold a name and a password, or a token."""

    user: str
    password: str
    token: str

    @classmethod
    def named(cls, start: str) -> "Credentials":
        """Return those whose names begin with *start*.

        >>> Credentials.named("COMITY_STORE").token
        'COMITY_STORE_TOKEN'
        """
        return cls(f"{start}_USER", f"{start}_PASSWORD", f"{start}_TOKEN")


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: what is sent, and the credentials, are for the address that the user gave."""


class Client:
    """Sends requests to one address and those beside it; *timeout* is in seconds without a byte.

    What a server refuses, or that it cannot be reached, is an error of the class *failure*. A busy server is asked
    again after each of *pauses*, in seconds; one that is not reached only when it was *awaited*.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        failure: type[ComityError],
        *,
        timeout: float,
        pauses: tuple[float, ...] = PAUSES,
        awaited: bool = False,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise failure(f'"{url}" is not an address; write one that begins with http:// or https://')
        if parts.username or parts.password:
            raise failure(
                f"{parts.hostname}: give the credentials in ${credentials.user} and ${credentials.password}, "
                "not in the address"
            )
        self.url, self.credentials, self.failure, self.timeout = url, credentials, failure, timeout
        self.pauses, self.awaited = pauses, awaited
        self.token = os.environ.get(credentials.token, "")
        self._opener = self._open(f"{parts.scheme}://{parts.netloc}/")

    def form(self, url: str, accept: str = "*/*", **fields: str) -> bytes:
        """Send fields of a form, as the SPARQL protocol has it."""
        return self.send("POST", url, urlencode(fields).encode(), "application/x-www-form-urlencoded", accept)

    def send(self, method: str, url: str, body: bytes | None, content_type: str, accept: str = "*/*") -> bytes:
        """Send a request, again after a pause when the server is busy; return what it answers.

        Raises the error that ``refusal`` makes of an answer that is none.
        """
        headers = {"Accept": accept, "User-Agent": "comity"}
        if content_type:
            headers["Content-Type"] = content_type
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = Request(url, data=body, headers=headers, method=method)
        for pause in (*self.pauses, None):
            try:
                with self._opener.open(request, timeout=self.timeout) as reply:
                    return bytes(reply.read())
            except HTTPError as error:
                text = " ".join(error.read(4096).decode("utf-8", "replace").split())[:SHOWN]
                if error.code not in BUSY or pause is None:
                    raise self.refusal(url, error, text) from None
            except (URLError, OSError, HTTPException) as error:
                if pause is None or not self.awaited:
                    raise self.failure(f"{url} cannot be reached ({getattr(error, 'reason', error)})") from None
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def refusal(self, url: str, error: HTTPError, text: str) -> ComityError:
        """Make the error for an answer of 300 or above."""
        return self.failure(f"{url} answers {error.code} {error.reason}: {text}{self._advice(error.code)}")

    def _open(self, server: str) -> OpenerDirector:
        user, password = (os.environ.get(name, "") for name in (self.credentials.user, self.credentials.password))
        handlers: list[object] = [_NoRedirect()]
        if user:
            known = HTTPPasswordMgrWithPriorAuth()
            known.add_password(None, server, user, password)
            handlers += [HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known)]
        return build_opener(*handlers)  # type: ignore[arg-type]

    def _advice(self, code: int) -> str:
        if code in (401, 403):
            names = self.credentials
            return f"; give credentials in ${names.user} and ${names.password}, or ${names.token}"
        return "; give the address that it moved to" if code in (301, 302, 303, 307, 308) else ""
