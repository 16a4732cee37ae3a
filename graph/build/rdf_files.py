"""RDF files that a package brings along, and the vocabulary itself, as statements in named graphs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ...data.package import Package
from ...ontology import SCHEMES
from ...ontology.namespaces import ROOT, VOCABULARY
from ...ontology.schemes import FOLDER

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
DOCUMENTS = (".html", *FORMATS)


def vocabulary_quads() -> Iterator[ox.Quad]:
    """Read the vocabulary and each concept scheme, each in the graph of its own name."""
    yield from read_quads(FOLDER / "comity.ttl", VOCABULARY, "ns")
    for name in SCHEMES:
        yield from read_quads(FOLDER / "schemes" / f"{name}.ttl", ROOT + name, name)


def graph_of(package: Package, path: Path) -> str:
    """Name the graph of those statements of a file of *package* that stand in none.

    It is a thing, not a document, and must not end as one: of ``rdf/x.ttl`` it is ``graph/rdf/x-ttl``.
    """
    name = path.relative_to(package.folder).with_suffix("").as_posix()
    return f"{package.base}graph/{name}-{path.suffix[1:]}"


def file_quads(package: Package, path: Path) -> Iterator[ox.Quad]:
    """Read the statements of an RDF file of *package*, those without a graph in a graph of the file's own."""
    yield from read_quads(path, graph_of(package, path), path.relative_to(package.folder).as_posix())


def graph_fault(name: str, base: str, own: str) -> str:
    """Say why a file whose own graph is *own* may not have statements in the graph *name*, or ""."""
    if name.startswith(f"{base}graph/") and name != own:
        return f"has statements in <{name}>, which the build itself writes; name another graph"
    ending = next((each for each in DOCUMENTS if name.endswith(each)), "")
    if name.startswith((base, ROOT)) and ending:
        return f"has statements in <{name}>, which is named as a document is; name the graph without {ending}"
    return ""


def read_quads(path: Path, graph: str, salt: str) -> Iterator[ox.Quad]:
    """Parse a file; its blank nodes are named by the order in which they come, so that two builds agree."""
    names: dict[str, ox.BlankNode] = {}
    mark = re.sub(r"[^A-Za-z0-9]", "", salt)
    home = ox.NamedNode(graph)

    def stable(value: object) -> object:
        if isinstance(value, ox.BlankNode):
            return names.setdefault(value.value, ox.BlankNode(f"{mark}b{len(names)}"))
        return value

    for quad in ox.parse(path=str(path), format=FORMATS[path.suffix.lower()], base_iri=graph):
        subject, value = stable(quad.subject), stable(quad.object)
        name = home if isinstance(quad.graph_name, ox.DefaultGraph) else stable(quad.graph_name)
        yield ox.Quad(subject, quad.predicate, value, name)  # type: ignore[arg-type]
