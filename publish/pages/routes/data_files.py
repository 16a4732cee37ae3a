"""The files of a publication, served: catalogue, VoID, dumps, packages, releases."""

import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from ....data.errors import ComityError
from ....graph.store.embedded import EmbeddedStore
from ...portal.about import find_packages, read_about
from ...portal.files import CHECKSUMS, read_checksums
from ...portal.gone import read_gone
from ...sparql.pool import Pool
from ...web.fresh import has, not_modified
from ...web.media import type_of_file
from ...web.mount import address_of, path_of

FILES = (
    *("/catalog.ttl", "/catalog.rdf", "/catalog.jsonld", "/void.ttl", "/.well-known/void", "/service.ttl"),
    *("/ro-crate-metadata.json", f"/{CHECKSUMS}"),
)
FOLDERS = ("dumps", "package", "tables", "releases")


class DataFiles:
    """The files in the folder of a publication; without one they are made when first asked for."""

    def __init__(self, pool: Pool, site: Path | None = None) -> None:
        self._pool, self._site = pool, site
        self._lock = threading.Lock()
        self._made: tuple[EmbeddedStore, str, tempfile.TemporaryDirectory[str]] | None = None

    @property
    def gone(self) -> frozenset[str]:
        """The paths that were in an earlier release."""
        return read_gone(self._site) if self._site else frozenset()

    def routes(self) -> list[BaseRoute]:
        """Route every file of the publication."""
        return [
            *(Route(path, self.send) for path in FILES),
            *(Route(f"/{folder}/{{path:path}}", self.send) for folder in FOLDERS),
        ]

    def send(self, request: Request) -> Response:
        """Send the file at the path asked for, when the publication's own list names it."""
        folder = self._site or self._make(address_of(request))
        name = path_of(request).lstrip("/")
        path = folder / name
        if name not in _listed(folder, _mark(folder)) or not _is_inside(path, folder):
            raise HTTPException(404, "there is no such file in this publication")
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
        response = FileResponse(path, media_type=type_of_file(name), headers=headers, stat_result=path.stat())
        if has(request, response.headers["etag"], response.headers["last-modified"]):
            return not_modified(response.headers)
        return response

    def _make(self, address: str) -> Path:
        from ...portal.site import write_site

        store = self._pool.renew()
        with self._lock:
            if self._made is None or self._made[0] is not store or self._made[1] != address:
                made = tempfile.TemporaryDirectory(prefix="comity-")
                packages = find_packages(store.manifest)
                about = read_about(store.manifest, packages, address)
                write_site(store, packages, about, Path(made.name), Path(made.name), pages=False)
                self._made = (store, address, made)
            return Path(self._made[2].name)

    def close(self) -> None:
        """Remove what was made."""
        if self._made:
            self._made[2].cleanup()


def check_site(folder: Path) -> None:
    """Raise ``ComityError`` when a folder is no publication."""
    if not _mark(folder):
        raise ComityError(f"{folder} is no site that comity publish wrote: it has no {CHECKSUMS}; run: comity publish")


def _mark(folder: Path) -> int:
    """Say when the list of a publication was written, 0 when it is not there."""
    try:
        return (folder / CHECKSUMS).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=4)
def _listed(folder: Path, _: int) -> frozenset[str]:
    """Read the names of the files that a publication lists; read again when the list was written anew."""
    return frozenset({*read_checksums(folder), CHECKSUMS})


def _is_inside(path: Path, folder: Path) -> bool:
    """Tell whether a file that is listed is still there, and no link that leaves the publication."""
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())
