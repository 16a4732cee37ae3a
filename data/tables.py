"""Read a table: CSV rows to records, with every fault of the file told."""

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, NamedTuple, TextIO, TypeVar

from .cells import parser, quote
from .characters import FORBIDDEN, forbidden
from .errors import Problems
from .records import Record
from .schema import Column, Table

R = TypeVar("R", bound=Record)
MAX_ROWS, MAX_COLUMNS = 20_000_000, 1_000
MAX_LINE, MAX_LINES = 1 << 20, 10_000  # characters of a line, lines of a row


class Line(NamedTuple, Generic[R]):
    """One row of a file: the line it begins on, its identifier as written, its record unless it has a fault."""

    number: int
    id: str
    record: R | None


class _UnreadableError(Exception):
    """What keeps a file from being read on: line and text."""


class _Lines:
    """The lines of a text file, each looked at as it is read."""

    def __init__(self, file: TextIO) -> None:
        self._file, self.number = file, 0
        self.start = 0  # lines before the row that is read
        self.odd = False  # whether a line since the last row has a character that no XML can hold

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MAX_LINE:
            raise _UnreadableError(self.number, f"has more than {MAX_LINE:,} characters; part it into rows")
        if self.number - self.start > MAX_LINES:
            raise _UnreadableError(
                self.start + 1, f'has a row of more than {MAX_LINES:,} lines; close each quoted cell with "'
            )
        if match := FORBIDDEN.search(line):
            if "\udc80" <= match[0] <= "\udcff":  # a byte that could not be decoded
                byte = quote(f"{ord(match[0]) - 0xDC00:x}")
                raise _UnreadableError(
                    self.number, f"has a byte ({byte}) that is not UTF-8; save the file as CSV UTF-8"
                )
            self.odd = True
        return line


def read_table(path: Path, table: Table[R], problems: Problems) -> Iterator[Line[R]]:
    """Read each row of the CSV file *path*; faults go to *problems*.

    A row with a fault comes without a record. Where a file cannot be read on as a table, that is told once and
    the rows end. Line numbers are those a text editor shows.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        lines = _Lines(text)
        rows = csv.reader(lines, strict=True)
        try:
            header = next(rows, None)
            if header is None:
                raise _UnreadableError(1, f"is empty; the first line names the columns: {_names(table)}")
            if positions := _positions(header, table, problems):
                yield from _records(rows, lines, len(header), positions, table, problems)
            else:
                problems.unread.add(table.file)
        except (_UnreadableError, csv.Error) as error:
            text_ = f'is not CSV ({error}); close each quoted cell with "'
            line, fault = error.args if isinstance(error, _UnreadableError) else (lines.number, text_)
            problems.add(table.file, line, "", fault)
            problems.unread.add(table.file)


def _records(
    rows: Any,
    lines: _Lines,
    width: int,
    positions: list[tuple[int, Column]],
    table: Table[R],
    problems: Problems,
) -> Iterator[Line[R]]:
    readers = [(position, column.name, parser(column)) for position, column in positions]
    file, record = table.file, table.record
    own_id = next((position for position, column in positions if column.name == "id"), -1)
    lines.start, lines.odd = lines.number, False
    for count, row in enumerate(rows, 1):
        start, odd = lines.start + 1, lines.odd
        lines.start, lines.odd = lines.number, False
        if not any(row):  # spreadsheets leave empty rows behind
            continue
        if count > MAX_ROWS:
            raise _UnreadableError(start, f"has more than {MAX_ROWS:,} rows; part the package")
        if len(row) != width:
            problems.add(file, start, "", f"has {len(row):,} cells where the header has {width}; add or remove commas")
            yield from (Line(start, name, None) for name in _perhaps_id(row, own_id, len(row) - width))
            continue
        values: list[Any] = []
        whole = True
        for position, name, read in readers:
            cell = row[position] if position >= 0 else ""
            try:
                if odd and (fault := forbidden(cell)):
                    raise ValueError(fault)
                values.append(read(cell.strip()))
            except ValueError as error:
                problems.add(file, start, name, error)
                whole = False
        yield Line(start, row[own_id].strip() if own_id >= 0 else "", record(*values) if whole else None)


def _perhaps_id(row: list[str], own_id: int, more: int) -> Iterator[str]:
    """Find the cells that may be the identifier of a row of too many or too few cells, so that it counts as known."""
    if own_id >= 0:
        first, last = sorted((own_id, own_id + max(-_SHIFT, min(more, _SHIFT))))
        yield from (cell.strip() for cell in row[max(0, first) : last + 1])


_SHIFT = 5  # cells by which one may have moved


def _positions(header: list[str], table: Table[Any], problems: Problems) -> list[tuple[int, Column]] | None:
    """Find where each column of the table stands in the file; -1 for an optional one that is absent."""
    if len(header) > MAX_COLUMNS:
        text = f"has {len(header):,} columns, the most is {MAX_COLUMNS:,}; the columns are {_names(table)}"
        problems.add(table.file, 1, "", text)
        return None
    if fault := forbidden("".join(header)):
        problems.add(table.file, 1, "", fault)
        return None
    names = [name.strip() for name in header]
    known = [column.name for column in table.columns]
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        mark = "semicolons" if ";" in names[0] else "tabs"
        problems.add(table.file, 1, "", f"has its cells parted by {mark}; save it as CSV with commas")
        return None
    sound = True
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            advice = f'did you mean "{near[0]}"?' if near else f"the columns are {_names(table)}"
            problems.add(table.file, 1, name, f"is not a column of this table; {advice}")
            sound = False
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.add(table.file, 1, name, "stands twice in the header; keep one")
        sound = False
    for column in table.columns:
        if column.required and column.name not in names:
            problems.add(table.file, 1, column.name, "is missing from the header; add the column")
            sound = False
    if not sound:
        return None
    return [(names.index(column.name) if column.name in names else -1, column) for column in table.columns]


def _names(table: Table[Any]) -> str:
    return ", ".join(column.name for column in table.columns)
