"""Read a table: CSV rows to records, with every fault of the file told."""

import csv
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from .cells import parser, quote
from .errors import Problem
from .records import Record
from .schema import Column, Table

R = TypeVar("R", bound=Record)
Report = Callable[[Problem], None]


class Line(NamedTuple, Generic[R]):
    """One row of a file: the line it begins on, its identifier as written, its record unless it has a fault."""

    number: int
    id: str
    record: R | None


def read_table(path: Path, table: Table[R], report: Report) -> Iterator[Line[R]]:
    """Yield each row of the CSV file *path*; faults go to *report*.

    A row with a fault comes without a record. A file that cannot be read as a table at all is
    reported once and yields nothing. Line numbers are those a text editor shows.
    """
    if fault := _undecodable(path):
        report(Problem(table.file, *fault))
        return
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text, strict=True)
        try:
            header = next(rows, None)
            if header is None:
                report(Problem(table.file, 1, "", f"is empty; the first line names the columns: {_names(table)}"))
            elif positions := _positions(header, table, report):
                yield from _records(rows, len(header), positions, table, report)
        except csv.Error as error:
            report(Problem(table.file, rows.line_num, "", f'is not CSV ({error}); close each quoted cell with "'))


def _records(
    rows: Any, width: int, positions: list[tuple[int, Column]], table: Table[R], report: Report
) -> Iterator[Line[R]]:
    readers = [(position, column.name, parser(column)) for position, column in positions]
    file, record = table.file, table.record
    own_id = next((position for position, column in positions if column.name == "id"), -1)
    line = rows.line_num + 1
    for row in rows:
        start, line = line, rows.line_num + 1
        if not any(row):  # spreadsheets leave empty rows behind
            continue
        if len(row) != width:
            text = f"has {len(row)} cells where the header has {width}; add or remove commas"
            report(Problem(file, start, "", text))
            continue
        values: list[Any] = []
        whole = True
        for position, name, read in readers:
            try:
                values.append(read(row[position].strip() if position >= 0 else ""))
            except ValueError as error:
                report(Problem(file, start, name, str(error)))
                whole = False
        yield Line(start, row[own_id].strip() if own_id >= 0 else "", record(*values) if whole else None)


def _positions(header: list[str], table: Table[Any], report: Report) -> list[tuple[int, Column]] | None:
    """Find where each column of the table stands in the file; -1 for an optional one that is absent."""
    names = [name.strip() for name in header]
    known = [column.name for column in table.columns]
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        mark = "semicolons" if ";" in names[0] else "tabs"
        report(Problem(table.file, 1, "", f"has its cells parted by {mark}; save it as CSV with commas"))
        return None
    sound = True
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            advice = f'did you mean "{near[0]}"?' if near else f"the columns are {_names(table)}"
            report(Problem(table.file, 1, name, f"is not a column of this table; {advice}"))
            sound = False
    for name in {name for name in names if names.count(name) > 1}:
        report(Problem(table.file, 1, name, "stands twice in the header; keep one"))
        sound = False
    for column in table.columns:
        if column.required and column.name not in names:
            report(Problem(table.file, 1, column.name, "is missing from the header; add the column"))
            sound = False
    if not sound:
        return None
    return [(names.index(column.name) if column.name in names else -1, column) for column in table.columns]


def _undecodable(path: Path) -> tuple[int, str, str] | None:
    """Give line, column and text of the first byte that is not UTF-8."""
    with path.open("rb") as raw:
        for line, content in enumerate(raw, 1):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError as error:
                found = quote(content[error.start : error.start + 1].hex())
                return line, "", f"has a byte ({found}) that is not UTF-8; save the file as CSV UTF-8"
    return None


def _names(table: Table[Any]) -> str:
    return ", ".join(column.name for column in table.columns)
