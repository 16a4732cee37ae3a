"""A package: a folder of tables with a ``datapackage.json``, and RDF files beside them."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .errors import NotFoundError, PackageError, Problem
from .records import Record
from .schema import REQUIRED_TABLES, TABLES, Table
from .tables import Line, read_table

R = TypeVar("R", bound=Record)
SHIPPED = Path(__file__).parent / "bomca"
DESCRIPTOR = "datapackage.json"
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
        """Yield the records of *table*; for a package that was checked before."""
        for line in self.lines(table, []):
            if line.record is not None:
                yield line.record

    def lines(self, table: Table[R], problems: list[Problem]) -> Iterator[Line[R]]:
        """Yield each row of *table* with its line, adding the faults found to *problems*."""
        if table.name in self.tables:
            yield from read_table(self.tables[table.name], table, problems.append)

    def files(self) -> list[Path]:
        """Give every file of the package that a build reads, in a fixed order."""
        return [self.folder / DESCRIPTOR, *self.tables.values(), *self.rdf]

    def checksums(self) -> dict[str, str]:
        """Give the SHA-256 of each file that a build reads, by its path in the package."""
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
    descriptor = _read_descriptor(path)
    tables = {table.name: folder / table.file for table in TABLES if (folder / table.file).is_file()}
    problems = [
        Problem(table.file, 0, "", f"is missing from {folder.name}; add the table, with its header at least")
        for table in REQUIRED_TABLES
        if table.name not in tables
    ]
    problems += _descriptor_problems(descriptor)
    if problems:
        raise PackageError(problems)
    rdf = sorted(p for p in (folder / "rdf").glob("**/*") if p.is_file() and p.suffix.lower() in RDF_ENDINGS)
    return Package(
        folder=folder,
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor.get("description", ""),
        version=descriptor["version"],
        base=descriptor["base"],
        licences=tuple(licence["path"] for licence in descriptor.get("licenses", []) if "path" in licence),
        tables=tables,
        rdf=tuple(rdf),
    )


def _read_descriptor(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise PackageError([Problem(DESCRIPTOR, 1, "", "is not UTF-8; save it as UTF-8")]) from None
    except json.JSONDecodeError as error:
        text = f"is not JSON at character {error.colno} ({error.msg}); mend it there"
        raise PackageError([Problem(DESCRIPTOR, error.lineno, "", text)]) from None
    if not isinstance(found, dict):
        raise PackageError([Problem(DESCRIPTOR, 1, "", "is not a JSON object; begin it with {")])
    return found


def _descriptor_problems(descriptor: dict[str, Any]) -> list[Problem]:
    wanted = {
        "name": (r"[a-z0-9._-]+", "a short name in lower case, like bomca"),
        "title": (r".+", "the title that pages show"),
        "version": (r".+", "a version, like 1.0.0"),
        "base": (r"https?://[^\s<>\"{}|\\^`#?]+/", "the base of the package's IRIs, which ends with /"),
    }
    problems = []
    for key, (pattern, advice) in wanted.items():
        value = descriptor.get(key)
        if value is None:
            problems.append(Problem(DESCRIPTOR, 0, key, f"is missing; write {advice}"))
        elif not isinstance(value, str) or not re.fullmatch(pattern, value):
            problems.append(Problem(DESCRIPTOR, 0, key, f"{json.dumps(value)} will not do; write {advice}"))
    return problems


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
