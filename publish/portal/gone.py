"""What was there in an earlier release and is no more: its addresses answer 410, not 404."""

from pathlib import Path

import pyoxigraph as ox

from ..web.documents import Documents
from .release.release import RELEASES

GONE = "gone.txt"


def gone_paths(site: Path, documents: Documents) -> frozenset[str]:
    """Find the paths of things that a release of *site* dropped and that the graph has not got again."""
    iris: set[str] = set()
    for file in sorted((site / RELEASES).glob("*/removed.nq")):
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(documents.store.bases):
                iris.add(quad.subject.value)
    return frozenset(documents.addresses.path(iri) for iri in iris if not documents.has(iri))


def read_gone(site: Path) -> frozenset[str]:
    """Read the paths that the publication in *site* says are gone."""
    file = site / GONE
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()
