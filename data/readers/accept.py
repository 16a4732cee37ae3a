"""Proposals that leave nothing open become rows of the tables of a package."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..cells import is_address, quote
from ..checks import check_package
from ..descriptor import describe_package
from ..descriptor_checks import DESCRIPTOR
from ..errors import ComityError, PackageError
from ..package import Package, open_package
from ..schema import TABLES, Table
from .faults import CellFault
from .proposals import Proposal
from .registry import Registry
from .standing import StandingRows


@dataclass(frozen=True)
class Acceptance:
    """What was taken, what waits for an answer, and the new content of each file of the package that changes."""

    taken: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]
    faults: tuple[CellFault, ...]
    files: dict[Path, bytes]


def accept_complete(package: Package, proposals: Iterable[Proposal]) -> Acceptance:
    """Take the proposals that leave nothing open and change no row; the files of *package* stay as they are.

    What they refer to has to be in the package or be taken as well. A row that a build would refuse is not taken
    either, and why is told. New rows stand below those that are there.
    """
    proposals = tuple(proposals)
    standing = StandingRows(package, ())
    sound = [each for each in proposals if not each.open and not standing.has_key(each)]
    faults: list[CellFault] = []
    while True:
        taken = _tied(sound, Registry(package))
        files, lines = _written(package, taken)
        refused = _refused(package, files, lines)
        if not refused:
            break
        faults += refused.values()
        sound = [each for each in sound if each.id not in refused]
    names = {each.id for each in taken}
    waiting = tuple(each for each in proposals if each.id not in names)
    return Acceptance(tuple(taken), waiting, tuple(faults), files)


def _tied(proposals: list[Proposal], registry: Registry) -> list[Proposal]:
    """Leave out what refers to rows that are not there."""
    known = {table.name: set(registry.ids(table.name)) for table in TABLES}
    while True:
        there = {
            name: ids | {each.text("id") for each in proposals if each.table.name == name}
            for name, ids in known.items()
        }
        left = [each for each in proposals if _refers(each, there)]
        if len(left) == len(proposals):
            return left
        proposals = left


def _refers(proposal: Proposal, there: dict[str, set[str]]) -> bool:
    for column in proposal.table.columns:
        text = proposal.text(column.name)
        parts = text.split("|") if column.type == "list" else [text]
        if column.references and text and not there[column.references].issuperset(parts):
            return False
    return proposal.table.name != "identifiers" or proposal.text("id") in there.get(proposal.text("table"), ())


def _written(package: Package, proposals: list[Proposal]) -> tuple[dict[Path, bytes], dict[tuple[str, int], Proposal]]:
    """Write the tables with new rows at their end; say also on which line which proposal stands."""
    files, lines = {}, {}
    for table in TABLES:
        if new := [each for each in proposals if each.table is table]:
            path = package.tables.get(table.name, package.folder / table.file)
            content = path.read_bytes() if path.exists() else _header(table)
            content += b"" if content.endswith(b"\n") else b"\n"
            names = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            end = "\r\n" if b"\r\n" in content[:10_000] else "\n"
            parts, line = [content], content.count(b"\n") + 1
            for proposal in new:
                parts.append(_row([proposal.text(name.strip()) for name in names], end))
                lines[table.file, line] = proposal
                line += parts[-1].count(b"\n")
            files[path] = b"".join(parts)
    return files, lines


def _row(cells: list[str], end: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerow(cells)
    return out.getvalue().encode()


def _header(table: Table[Any]) -> bytes:
    return _row([column.name for column in table.columns], "\n")


def _refused(
    package: Package, files: dict[Path, bytes], lines: dict[tuple[str, int], Proposal]
) -> dict[str, CellFault]:
    """Find the new rows that a build would refuse, and why; raises ``PackageError`` for faults of the others."""
    with TemporaryDirectory() as name:
        folder = Path(name) / package.folder.name
        folder.mkdir()
        for path in (package.folder / DESCRIPTOR, *package.tables.values()):
            if path not in files:
                shutil.copyfile(path, folder / path.name)
        for path, content in files.items():
            (folder / path.name).write_bytes(content)
        try:
            check_package(open_package(folder))
        except PackageError as error:
            new = [(problem, lines.get((problem.file, problem.line))) for problem in error.problems]
            if not any(proposal for _, proposal in new):
                raise
            faults = {}
            for problem, proposal in new:
                if proposal:
                    column = f"{problem.column} " if problem.column else ""
                    faults[proposal.id] = CellFault(proposal.spot, f"{column}{problem.text}")
            return faults
    return {}


def begin_package(folder: Path, base: str) -> None:
    """Begin a package without rows in the new *folder*: it appears when its descriptor and each table are there.

    Raises ``ComityError`` where *base* is not the beginning of IRIs, or something has the name of the folder.
    """
    if not is_address(base) or not base.endswith("/"):
        raise ComityError(f"{quote(base)} is not the beginning of IRIs; write an address that ends with /")
    if folder.exists():
        raise ComityError(f"{folder} is there already; leave out --new, or name another folder")
    folder = folder.resolve()
    name = re.sub(r"[^a-z0-9._-]+", "-", folder.name.lower()).strip("-._") or "package"
    about = {"profile": "data-package", "name": name, "title": folder.name, "version": "1.0.0", "base": base}
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        part = Path(temporary) / folder.name
        part.mkdir()
        (part / DESCRIPTOR).write_text(json.dumps(about), encoding="utf-8")
        for table in TABLES:
            (part / table.file).write_bytes(_header(table))
        (part / DESCRIPTOR).write_text(describe_package(part), encoding="utf-8")
        part.rename(folder)


def count_words(proposals: Iterable[Proposal]) -> str:
    """Count proposals in words, table by table.

    >>> count_words([])
    'nothing'
    """
    counts = Counter(each.table.name for each in proposals)
    return ", ".join(f"{counts[table.name]:,} {table.name}" for table in TABLES if counts[table.name]) or "nothing"
