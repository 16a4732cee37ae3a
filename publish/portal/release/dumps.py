"""The files that carry the data: dumps of the whole graph and of each named graph, the package, the tables."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from ....data import Package
from ....data.descriptor import describe_package
from ....data.descriptor_checks import DESCRIPTOR
from ....graph.store.embedded import EmbeddedStore
from ....ontology.namespaces import ROOT
from ...web.dump import FORMATS, dump_store
from ..catalogue.authorities import GZIP, ZIP
from ..files import PublishedFile, archive, compress, measure_file

ENDINGS = {form: "rdf" if form == "rdfxml" else form for form in FORMATS}
_LONGEST = 200
DUMPS, PACKAGES, TABLES = "dumps", "package", "tables"


def write_dumps(store: EmbeddedStore, site: Path) -> list[PublishedFile]:
    """Write the whole graph in every syntax to ``dumps/``, each file also as gzip."""
    return _in_every_syntax(store, site, site / DUMPS / "graph")


def write_named_graphs(store: EmbeddedStore, site: Path) -> dict[str, str]:
    """Write each named graph in every syntax below ``dumps/graphs/``; return its path, without ending, by its IRI."""
    paths = {}
    for graph in store.graphs():
        name = f"{DUMPS}/graphs/{graph_path(graph.value, store)}"
        _in_every_syntax(store, site, site / name, graph)
        paths[graph.value] = name
    return paths


def graph_path(graph: str, store: EmbeddedStore) -> str:
    """Name the path of the dumps of a named graph: that of its package, of the vocabulary, or its IRI quoted."""
    for package in store.manifest.packages:
        start = f"{package['base']}graph/"
        if graph.startswith(start):
            return f"{package['name']}/{_quoted(graph[len(start) :])}"
    if graph.startswith(ROOT) and "/" not in graph[len(ROOT) :]:
        return f"vocabulary/{_quoted(graph[len(ROOT) :])}"
    return f"other/{_quoted(graph)}"


def _quoted(text: str) -> str:
    """Write a name that any file system and any server takes as it is."""
    name = quote(text, safe="").replace("%", "~")
    return name if len(name) <= _LONGEST else f"{name[:100]}~{sha256(text.encode()).hexdigest()[:16]}"


def _in_every_syntax(
    store: EmbeddedStore, site: Path, path: Path, graph: ox.NamedNode | None = None
) -> list[PublishedFile]:
    written = []
    path.parent.mkdir(parents=True, exist_ok=True)
    for form, ending in ENDINGS.items():
        file = path.with_name(f"{path.name}.{ending}")
        with file.open("wb") as out:
            dump_store(store, form, out, graph)
        written += [measure_file(site, file), measure_file(site, compress(file), GZIP)]
    return written


def write_package(package: Package, site: Path) -> list[PublishedFile]:
    """Copy the tables of *package* and its descriptor to ``package/NAME/``, and pack them into one zip."""
    folder = site / PACKAGES / package.name
    copies = []
    for path in (*package.files(), *package.beside):
        copy = folder / path.relative_to(package.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        copies.append(copy)
    _complete(folder)
    packed = archive(folder, copies, folder.with_name(f"{package.name}.csv.zip"))
    tables = [folder / path.relative_to(package.folder) for path in package.tables.values()]
    return [measure_file(site, packed, ZIP), *(measure_file(site, path) for path in tables)]


def _complete(folder: Path) -> None:
    """Describe the tables in a descriptor that does not, which any reader of data packages wants."""
    path = folder / DESCRIPTOR
    if not json.loads(path.read_text(encoding="utf-8")).get("resources"):
        path.write_text(describe_package(folder), encoding="utf-8")


def write_tables(store: EmbeddedStore, site: Path) -> list[PublishedFile]:
    """Copy the tables that analysis works on to ``tables/``, as Parquet."""
    folder = site / TABLES
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(store.folder.glob("*.parquet")):
        shutil.copyfile(path, folder / path.name)
        written.append(measure_file(site, folder / path.name))
    return written
