"""What every page is written from: the graph as it is now and where the site stands; and pages of what is wrong."""

import threading
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ...data.errors import ComityError
from ...graph.store.embedded import EmbeddedStore
from ..sparql.pool import Pool
from ..web.documents import Documents
from ..web.media import HTML, ROWS, STATEMENTS, choose
from ..web.mount import accept_of, address_of, path_of, root_of
from .models.contents import Contents
from .models.search import SearchIndex
from .rendering import address, page, static_address


@dataclass(frozen=True)
class GraphFacts:
    """What each page says of the graph."""

    title: str
    version: str
    built: str
    today: str
    iri: str
    address: str
    endpoint: str
    static: bool


@dataclass(frozen=True)
class Standing:
    """Where pages stand that are written as files: the address of the site and of its endpoint ("": none), the day."""

    address: str
    endpoint: str
    day: str


@dataclass(frozen=True)
class FixedStore:
    """A store that stays as it is, for pages that are written once."""

    store: EmbeddedStore

    def renew(self) -> EmbeddedStore:
        """Return the store, which is never built anew here."""
        return self.store


class Pages:
    """The pages of the graph that a pool serves; a graph built meanwhile is picked up.

    With a *standing* they are written as files: what takes a program that answers is left out.
    """

    def __init__(
        self, pool: Pool | FixedStore, standing: Standing | None = None, gone: frozenset[str] = frozenset()
    ) -> None:
        self._pool, self._standing, self._gone = pool, standing, gone
        self._read: tuple[EmbeddedStore, Contents, SearchIndex, Documents] | None = None
        self._reading = threading.Lock()

    @property
    def contents(self) -> Contents:
        """What the graph holds now."""
        return self._current()[1]

    @property
    def index(self) -> SearchIndex:
        """The search index of the graph as it is now."""
        return self._current()[2]

    @property
    def documents(self) -> Documents:
        """The documents of the graph as it is now."""
        return self._current()[3]

    def _current(self) -> tuple[EmbeddedStore, Contents, SearchIndex, Documents]:
        store = self._pool.renew()
        with self._reading:  # of several that ask at once, one reads
            read = self._read
            if read is None or read[0] is not store:
                contents = Contents(store)
                self._read = read = (store, contents, SearchIndex(contents), Documents(store, self._gone))
        return read

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """Write a page with what every page needs."""
        contents = self.contents
        manifest = contents.store.manifest
        standing = self._standing
        about = GraphFacts(
            title=contents.title,
            version=manifest.version,
            built=manifest.built[:10],
            today=standing.day if standing else str(date.today()),
            iri=" ".join(contents.store.bases),
            address=(standing.address if standing else address_of(request)).rstrip("/"),
            endpoint=standing.endpoint if standing else "/sparql",
            static=standing is not None,
        )
        to = static_address(standing.endpoint) if standing else address
        here = path_of(request).removesuffix(".html")
        return page(template, status, root_of(request), graph=about, contents=contents, here=here, address=to, **values)

    def told(self, request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
        """Say what is wrong with a request for a thing: to a browser as a page, with what was perhaps meant."""
        if not wants_page(request):
            return PlainTextResponse(f"{message}\n", status, headers)
        response = self.lost(request) if status == 404 else self._wrong(request, status, message)
        response.headers.update(headers)
        return response

    def _wrong(self, request: Request, status: int, message: str) -> Response:
        title = {406: "Not in that form", 410: "No longer here"}.get(status, "That did not work")
        return self.page(request, "error.html", status, title=title, message=message, near=[])

    def lost(self, request: Request) -> Response:
        """Say that there is nothing at this address, and what was perhaps meant."""
        last = path_of(request).rstrip("/").rsplit("/", 1)[-1]
        near = self.index.find(last.replace("-", " "), most=5)
        message = f"There is nothing at {path_of(request)} in this graph."
        return self.page(request, "error.html", 404, title="Not found", message=message, near=near)

    def failed(self, request: Request, error: ComityError) -> Response:
        """Say what went wrong."""
        return self._wrong(request, error.http_status, str(error))


def wants_page(request: Request) -> bool:
    """Tell a browser from a program."""
    return choose(accept_of(request), {**ROWS, **STATEMENTS, "html": HTML}) == "html"
