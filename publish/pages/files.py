"""The pages and documents as files, for any file server: what is served, written out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from starlette.requests import Request

from ...graph.store.embedded import EmbeddedStore
from ..web.negotiation import FORMS, document_of
from .context import FixedStore, Standing
from .models.contents import KINDS
from .rendering import FOLDER, beginning
from .routes import map_page
from .routes.linked import html
from .routes.sitemap import robots
from .site import Site

STATIC_FILES = ("site.css", "vocabulary.css", "icon.svg")
Progress = Callable[[int, int], None]


def write_pages(store: EmbeddedStore, standing: Standing, folder: Path, progress: Progress = lambda *_: None) -> int:
    """Write every page and every document of the graph into *folder*; returns how many files.

    Links are relative, so that the folder can stand anywhere, and be opened without a server.
    """
    site = Site(FixedStore(store), standing)
    things = site.documents.things()
    written = 0
    for path, make in _lists(site):
        _write(folder, path, relative(make(_request(standing, path)), path))
        written += 1
    for number, iri in enumerate(things):
        progress(number, len(things))
        document = document_of(site.documents.addresses.path(iri), site.documents.known)
        for form in FORMS:
            path = f"{document}.{form}"
            if form == "html":
                content = relative(bytes(html(site, _request(standing, path), iri).body), path)
            else:
                content = site.documents.write(iri, form)
            _write(folder, path, content)
            written += 1
    for name in STATIC_FILES:
        _write(folder, f"/static/{name}", (FOLDER / "static" / name).read_bytes())
    if map_page.has_ties(site.contents):
        _write(folder, "/map.html", map_page.draw_map_page(site.contents).encode())
        written += 1
    _write(folder, "/sitemap.xml", site.sitemap(standing.address, ".html").encode())
    _write(folder, "/robots.txt", robots(standing.address).encode())
    _write(folder, "/404.html", relative(bytes(site.lost(_request(standing, "/404.html")).body), "/404.html"))
    return written + len(STATIC_FILES) + 3


def _lists(site: Site) -> Iterator[tuple[str, Callable[[Request], bytes]]]:
    yield "/index.html", lambda request: bytes(site.home(request).body)
    for kind in KINDS:
        yield f"/{kind}.html", lambda request, kind=kind: bytes(site.list_of(kind)(request).body)  # type: ignore[misc]


def _request(standing: Standing, path: str) -> Request:
    """Make the request that a browser would send for a page of the site."""
    parts = urlsplit(standing.address)
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": parts.scheme,
            "server": (parts.hostname, parts.port or 443),
            "path": path.removesuffix(".html"),
            "root_path": "",
            "query_string": b"",
            "headers": [(b"host", parts.netloc.encode()), (b"accept", b"text/html")],
        }
    )


def relative(page: bytes, path: str) -> bytes:
    """Let the links of a page that begin at the root of the site begin at the page."""
    return beginning(page.decode(), "../" * (path.count("/") - 1) or "./").encode()


def _write(folder: Path, path: str, content: bytes) -> None:
    file = folder / unquote(path).lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
