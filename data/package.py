"""A package: a folder of tables with a ``datapackage.json``, and RDF files beside them."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from .descriptor_checks import DESCRIPTOR, read_descriptor
from .errors import NotFoundError, PackageError, Problem, Problems
from .links import leaving
from .records import Record
from .schema import REQUIRED_TABLES, TABLES, Table
from .tables import Line, read_table

R = TypeVar("R", bound=Record)
SHIPPED = Path(__file__).resolve().parent / "bomca"
BESIDE = ("LICENSE", "README.md")
RDF_ENDINGS = {".ttl", ".nt", ".nq", ".trig", ".rdf", ".xml", ".owl", ".jsonld"}


@dataclass(frozen=True)
class Package:
    """What a package says of itself, and where its files are."""

    folder: Path
    name: str
    title: str
    description: str
    version: str
    base: str
    licences: tuple[str, ...]
    tables: dict[str, Path]
    rdf: tuple[Path, ...]

    def rows(self, table: Table[R]) -> Iterator[R]:
        """Read the records of *table*, rows with a fault left out; for a package that was checked before."""
        for line in self.lines(table, Problems(0)):
            if line.record is not None:
                yield line.record

    def lines(self, table: Table[R], problems: Problems) -> Iterator[Line[R]]:
        """Read each row of *table* with its line, adding the faults found to *problems*."""
        if table.name in self.tables:
            yield from read_table(self.tables[table.name], table, problems)

    @property
    def beside(self) -> list[Path]:
        """List the files that are published with the tables though no build reads them."""
        return [path for name in BESIDE if (path := self.folder / name).is_file()]

    def files(self) -> list[Path]:
        """List every file of the package that a build reads, in a fixed order."""
        return [self.folder / DESCRIPTOR, *self.tables.values(), *self.rdf]

    def checksums(self) -> dict[str, str]:
        """Compute the SHA-256 of each file that a build reads, by its path in the package."""
        return {path.relative_to(self.folder).as_posix(): _sha256(path) for path in self.files()}


def open_package(folder: Path | str = SHIPPED) -> Package:
    """Open the package in *folder*.

    Raises ``NotFoundError`` when there is none, ``PackageError`` when its descriptor has faults.

    >>> open_package().name
    'bomca'
    """
    folder = Path(folder).resolve()
    path = folder / DESCRIPTOR
    if not folder.is_dir():
        raise NotFoundError(f"{folder} is not a folder; name the folder of a package, with its {DESCRIPTOR}")
    if not path.is_file():
        raise NotFoundError(f"{folder} has no {DESCRIPTOR}; name the folder of a package, or add the file")
    tables = {table.name: folder / table.file for table in TABLES if os.path.lexists(folder / table.file)}
    rdf = sorted(p for p in (folder / "rdf").rglob("*") if p.suffix.lower() in RDF_ENDINGS or p.is_symlink())
    problems: list[Problem] = []
    if folder != SHIPPED:  # an installer may give one file many names
        beside = [folder / name for name in ("rdf", DESCRIPTOR, *BESIDE)]
        problems += leaving(folder, [*beside, *tables.values(), *rdf])
    left = {problem.file for problem in problems}
    problems += _absent(folder, tables, left)
    try:
        descriptor = {} if DESCRIPTOR in left else read_descriptor(path)
    except PackageError as error:
        problems += error.problems
    if problems:
        raise PackageError(problems)
    return Package(
        folder=folder,
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor.get("description", ""),
        version=descriptor["version"],
        base=descriptor["base"],
        licences=tuple(licence["path"] for licence in descriptor.get("licenses", []) if "path" in licence),
        tables=tables,
        rdf=tuple(p for p in rdf if p.is_file() and p.suffix.lower() in RDF_ENDINGS),
    )


def _absent(folder: Path, tables: dict[str, Path], left: set[str]) -> Iterator[Problem]:
    for table in REQUIRED_TABLES:
        if table.name not in tables:
            text = f"is missing from {folder.name}; add the table, with its header at least"
            yield Problem(table.file, 0, "", text)
    for path in tables.values():
        if path.name not in left and not path.is_file():
            yield Problem(path.name, 0, "", "is no file; put the table itself here")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
