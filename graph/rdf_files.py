"""RDF files that a package brings along, and the vocabulary itself, as statements in named graphs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..data.errors import FormatError, Problem
from ..data.package import Package
from ..ontology import SCHEMES
from ..ontology.namespaces import ROOT, VOCABULARY
from ..ontology.schemes import FOLDER

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_DOCUMENTS = (".html", *_FORMATS)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[|SYSTEM|PUBLIC)", re.IGNORECASE)
MAX_JSON_DEPTH = 200


def vocabulary_quads() -> Iterator[ox.Quad]:
    """Yield the vocabulary and each concept scheme, each in the graph of its own name."""
    yield from _read(FOLDER / "comity.ttl", VOCABULARY, "ns")
    for name in SCHEMES:
        yield from _read(FOLDER / "schemes" / f"{name}.ttl", ROOT + name, name)


def graph_of(package: Package, path: Path) -> str:
    """Name the graph of those statements of a file of *package* that stand in none.

    It is a thing, not a document, and must not end as one: of ``rdf/x.ttl`` it is ``graph/rdf/x-ttl``.
    """
    name = path.relative_to(package.folder).with_suffix("").as_posix()
    return f"{package.base}graph/{name}-{path.suffix[1:]}"


def file_quads(package: Package, path: Path) -> Iterator[ox.Quad]:
    """Yield the statements of an RDF file of *package*, those without a graph in a graph of the file's own."""
    yield from _read(path, graph_of(package, path), path.relative_to(package.folder).as_posix())


def graph_fault(name: str, base: str, own: str) -> str:
    """Say why a file whose own graph is *own* may not have statements in the graph *name*, or ""."""
    if name.startswith(f"{base}graph/") and name != own:
        return f"has statements in <{name}>, which the build itself writes; name another graph"
    ending = next((each for each in _DOCUMENTS if name.endswith(each)), "")
    if name.startswith((base, ROOT)) and ending:
        return f"has statements in <{name}>, which is named as a document is; name the graph without {ending}"
    return ""


def check_rdf(package: Package) -> list[Problem]:
    """Read each RDF file of *package* through and give what is wrong, the first fault of each file."""
    problems = []
    for path in package.rdf:
        name = path.relative_to(package.folder).as_posix()
        if unsafe := _unsafe(path):
            problems.append(Problem(name, 0, "", unsafe))
            continue
        try:
            for quad in file_quads(package, path):
                graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
                if fault := graph_fault(graph, package.base, graph_of(package, path)):
                    problems.append(Problem(name, 0, "", fault))
                    break
        except SyntaxError as error:
            problems.append(Problem(name, error.lineno or 0, "", f"is not sound ({error.msg}); mend it there"))
        except ValueError as error:
            problems.append(Problem(name, 0, "", f"is not sound ({error}); mend it"))
    return problems


def read_file(path: Path) -> Iterator[ox.Quad]:
    """Yield the statements of an RDF file that stands alone.

    Raises ``FormatError`` that names the place when the file is not sound, or may not reach a parser.
    """
    if path.suffix.lower() not in _FORMATS:
        raise FormatError(f"{path} is of no RDF syntax that is known by its name; end it in {', '.join(_FORMATS)}")
    if unsafe := _unsafe(path):
        raise FormatError(f"{path} {unsafe}")
    try:
        yield from _read(path, path.resolve().as_uri(), "file")
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise FormatError(f"{path}{line}: is not sound ({error.msg}); mend it there") from None


def _read(path: Path, graph: str, salt: str) -> Iterator[ox.Quad]:
    """Parse a file; its blank nodes are named by the order in which they come, so that two builds agree."""
    names: dict[str, ox.BlankNode] = {}
    mark = re.sub(r"[^A-Za-z0-9]", "", salt)
    home = ox.NamedNode(graph)

    def stable(value: object) -> object:
        if isinstance(value, ox.BlankNode):
            return names.setdefault(value.value, ox.BlankNode(f"{mark}b{len(names)}"))
        return value

    for quad in ox.parse(path=str(path), format=_FORMATS[path.suffix.lower()], base_iri=graph):
        subject, value = stable(quad.subject), stable(quad.object)
        name = home if isinstance(quad.graph_name, ox.DefaultGraph) else stable(quad.graph_name)
        yield ox.Quad(subject, quad.predicate, value, name)  # type: ignore[arg-type]


def _unsafe(path: Path) -> str:
    """Say why a file must not reach a parser, or ""."""
    suffix = path.suffix.lower()
    if suffix in (".rdf", ".xml", ".owl"):
        with path.open("rb") as file:
            if _DOCTYPE.search(file.read(65_536)):
                return "declares entities or an outside DTD, which are not read; write it without a DOCTYPE"
    if suffix == ".jsonld":
        deepest = depth = 0
        for mark in re.findall(rb'"(?:[^"\\]|\\.)*"|[\[{\]}]', path.read_bytes()):
            depth += (mark in b"[{") - (mark in b"]}") if len(mark) == 1 else 0
            deepest = max(deepest, depth)
        if deepest > MAX_JSON_DEPTH:
            return f"is nested {deepest} deep, the most is {MAX_JSON_DEPTH}; flatten it"
        try:
            json.loads(path.read_bytes())
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            return f"is not JSON ({error}); mend it there"
    return ""
