"""The files of a publication, served: catalogue, VoID, dumps, packages, releases."""

import mimetypes
import tempfile
import threading
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from ...graph.store import EmbeddedStore
from ..portal.about import find_packages, read_about
from ..portal.gone import read_gone
from ..sparql.pool import Pool

FILES = (
    *("/catalog.ttl", "/catalog.rdf", "/catalog.jsonld", "/void.ttl", "/.well-known/void", "/service.ttl"),
    *("/ro-crate-metadata.json", "/SHA256SUMS"),
)
FOLDERS = ("dumps", "package", "tables", "releases")
TYPES = {
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".parquet": "application/vnd.apache.parquet",
    ".gz": "application/gzip",
    "void": "text/turtle",
}


class DataFiles:
    """The files in the folder of a publication; without one they are made when first asked for."""

    def __init__(self, pool: Pool, site: Path | None = None) -> None:
        self._pool, self._site = pool, site
        self._lock = threading.Lock()
        self._made: tuple[EmbeddedStore, str, tempfile.TemporaryDirectory[str]] | None = None

    @property
    def gone(self) -> frozenset[str]:
        """Give the paths that were in an earlier release."""
        return read_gone(self._site) if self._site else frozenset()

    def routes(self) -> list[BaseRoute]:
        """Give the routes of the files."""
        return [
            *(Route(path, self.send) for path in FILES),
            *(Route(f"/{folder}/{{path:path}}", self.send) for folder in FOLDERS),
        ]

    def send(self, request: Request) -> Response:
        """Send the file at the path asked for."""
        folder = self._site or self._make(str(request.base_url))
        path = (folder / request.url.path.lstrip("/")).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise HTTPException(404, "there is no such file in this publication")
        kind = TYPES.get(path.suffix or path.name) or mimetypes.guess_type(path.name)[0] or "text/plain"
        return FileResponse(path, media_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    def _make(self, address: str) -> Path:
        from ..portal.site import write_site

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
