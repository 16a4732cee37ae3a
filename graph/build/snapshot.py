"""Build a graph: check packages, write a snapshot beside the old one, and swap it in with one rename."""

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from filelock import FileLock, Timeout

from ...data.checks import Checked, check_package
from ...data.errors import PackageError, Problem, Problems, StoreError
from ...data.package import Package
from ...data.schema import ACTIVITIES, ACTORS, Table
from ..store.checksums import measure_files
from ..store.embedded import CURRENT, SNAPSHOTS, EmbeddedStore
from ..store.manifest import Manifest, write_manifest
from ..store.tables import select_tables
from .quads import package_quads
from .rdf_check import check_rdf
from .rdf_files import file_quads, vocabulary_quads

Progress = Callable[[str], None]
PIECE = 1 << 20


def build_graph(packages: Iterable[Package], store: Path, progress: Progress = lambda _: None) -> Manifest:
    """Build *packages* into the store folder *store* and make the result current.

    The graph that was current stays whole until the new one is complete, and is kept after that as
    the one before. Raises ``PackageError`` with every problem of every package, or ``StoreError``
    when another build is under way or the folder cannot be written.
    """
    packages = list(packages)
    progress("checking the tables")
    checked = check_packages(packages)
    try:
        snapshots = store / SNAPSHOTS
        snapshots.mkdir(parents=True, exist_ok=True)
        with FileLock(store / "lock", timeout=0):
            _sweep(snapshots)
            work = Path(tempfile.mkdtemp(prefix=".building-", dir=snapshots))
            try:
                manifest = _write_snapshot(work, packages, checked, progress)
                progress("making it current")
                _publish(store, work, manifest)
            except BaseException:
                shutil.rmtree(work, ignore_errors=True)
                raise
    except Timeout:
        raise StoreError(f"another build is writing to {store}; wait for it to end") from None
    except OSError as error:
        raise StoreError(f"{store} cannot be written ({error}); the graph that was there is unchanged") from error
    return manifest


def check_packages(packages: list[Package]) -> list[Checked]:
    """Check tables and RDF files of *packages*, each by itself and against the others.

    Raises ``PackageError`` with every problem.
    """
    problems = Problems()
    checked: list[Checked] = []
    bases: dict[str, str] = {}
    owners: dict[tuple[str, str], str] = {}
    for package in packages:
        own = Problems()
        try:
            checked.append(check_package(package))
        except PackageError as error:
            own.take(error.problems, error.more)
        own.take(check_rdf(package))
        if package.base in bases:
            text = f'"{package.base}" is the base of {bases[package.base]} as well; give each package its own'
            own.add("datapackage.json", 0, "base", text)
        bases[package.base] = package.name
        if len(packages) > 1:
            own.take(_shared(package, owners))
        lead = f"{package.name}/" if len(packages) > 1 else ""
        problems.take((replace(each, file=lead + each.file) for each in own.found), own.more)
    problems.check()
    return checked


def _shared(package: Package, owners: dict[tuple[str, str], str]) -> Iterator[Problem]:
    """Find the actors and activities whose identifiers another package has; networks go by identifier."""
    tables: tuple[Table[Any], ...] = (ACTORS, ACTIVITIES)
    for table in tables:
        for line in package.lines(table, Problems(0)):
            owner = owners.setdefault((table.name, line.id), package.name)
            if owner != package.name:
                text = f'"{line.id}" stands in the package {owner} as well; give each its own'
                yield Problem(table.file, line.number, "id", text)


def _write_snapshot(work: Path, packages: list[Package], checked: list[Checked], progress: Progress) -> Manifest:
    progress("writing the statements")
    store = ox.Store(str(work / "oxigraph"))
    for package, result in zip(packages, checked, strict=True):
        lines = io.BufferedReader(_Lines(package_quads(package, result.scattered)), PIECE)
        store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(vocabulary_quads())
    merged = _load_rdf(store, packages)
    statements = sum(1 for _ in store) if merged else len(store)
    if merged:
        store.bulk_extend(_merge(store))
    graphs = sum(1 for _ in store.named_graphs())
    store.flush()
    store.optimize()  # a bulk load leaves many small files; merged, a large graph answers twice as fast
    del store
    manifest = Manifest(
        version="",
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        packages=[_describe(package, result) for package, result in zip(packages, checked, strict=True)],
        statements=statements,
        graphs=graphs,
        merged=merged,
        software={name: version(name) for name in ("comity", "pyoxigraph", "pyarrow")},
    )
    progress("writing the tables for analysis")
    written = EmbeddedStore(work, manifest)
    _write_tables(written, work)
    digest = sha256(repr([package["files"] for package in manifest.packages]).encode()).hexdigest()[:12]
    names = " + ".join(f"{package['name']} {package['version']}" for package in manifest.packages)
    things, files = _count_things(written), measure_files(work)
    final = replace(manifest, version=f"{names} ({digest})", things=things, files=files)
    write_manifest(work, final)
    return final


def _load_rdf(store: ox.Store, packages: list[Package]) -> bool:
    """Load the RDF files of the packages, and tell whether any statement now stands in two graphs."""
    twice = False
    for package in packages:
        for path in package.rdf:
            store.bulk_extend(file_quads(package, path))
    for package in packages:
        for path in package.rdf:
            twice = twice or any(_stands_twice(store, quad) for quad in file_quads(package, path))
    return twice


def _stands_twice(store: ox.Store, quad: ox.Quad) -> bool:
    quads = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return len({each.graph_name for each in quads}) > 1


def _merge(store: ox.Store) -> Iterator[ox.Quad]:
    """Write every statement once more, for the default graph.

    The engine answers from the union of the named graphs, but counts a statement once for each graph
    it stands in. Only where some statement does stand in two graphs is the union written out.
    """
    return (ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in store)


def _write_tables(store: EmbeddedStore, work: Path) -> None:
    from pyarrow import parquet

    for name, table in select_tables(store).items():
        parquet.write_table(table, work / f"{name}.parquet", compression="zstd")


_THINGS = """SELECT ?kind (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?kind { comity:Activity comity:Actor comity:Participation comity:Source } ?thing a ?kind
} GROUP BY ?kind"""


def _count_things(store: EmbeddedStore) -> dict[str, int]:
    """Count what the graph holds, as it is counted wherever it is shown."""
    counts = {str(row["kind"]).rpartition("#")[2]: int(row["count"]) for row in store.query(_THINGS).rows}
    return {kind: counts.get(kind, 0) for kind in ("Activity", "Actor", "Participation", "Source")}


def _describe(package: Package, checked: Checked) -> dict[str, Any]:
    return {
        "name": package.name,
        "title": package.title,
        "version": package.version,
        "base": package.base,
        "folder": str(package.folder),
        "files": package.checksums(),
        "rows": checked.rows,
    }


def _publish(store: Path, work: Path, manifest: Manifest) -> None:
    """Make the snapshot in *work* the current one, keep the one before, and remove those before that."""
    for path in sorted(work.rglob("*")):
        _sync(path)
    _sync(work)
    before = _current(store)
    name = f"{manifest.built.replace(':', '').replace('+0000', 'Z')}-{work.name.removeprefix('.building-')}"
    work.rename(store / SNAPSHOTS / name)
    _sync(store / SNAPSHOTS)
    pointer = store / f"{CURRENT}.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    _sync(pointer)
    os.replace(pointer, store / CURRENT)
    _sync(store)
    for path in (store / SNAPSHOTS).iterdir():
        if path.name not in (name, before):
            shutil.rmtree(path, ignore_errors=True)


def _current(store: Path) -> str:
    try:
        return (store / CURRENT).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return ""


def _sync(path: Path) -> None:
    """Make sure that what was written to *path* is on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder, on systems where one cannot be opened
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(snapshots: Path) -> None:
    """Remove what builds that were killed left behind; only the holder of the lock may."""
    for path in snapshots.glob(".building-*"):
        shutil.rmtree(path, ignore_errors=True)


class _Lines(io.RawIOBase):
    """Lines as a binary file that is read once, so that a bulk load needs no file in between."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._rest = lines, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            piece: list[str] = []
            size = 0
            for line in self._lines:
                piece.append(line)
                size += len(line)
                if size > PIECE:
                    break
            self._rest = "\n".join([*piece, ""]).encode() if piece else b""
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
