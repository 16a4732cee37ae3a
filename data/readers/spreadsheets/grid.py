"""A spreadsheet as rows of cells, whatever the file: CSV, XLSX or ODS."""

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ...cells import quote
from ...characters import forbidden
from ..faults import CellPlace, unreadable
from ..texts import Cell, cell_text
from .archive import MAX_CELLS, MAX_SIZE, Range, covered, open_archive

ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")
_DELIMITERS = ",;\t"
_SAMPLE = 50  # rows by which the delimiter is found


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet, from A1; a merged range shows its content in each of its cells."""

    spot: CellPlace
    rows: list[list[Cell]]
    merged: list[Range] = field(default_factory=list)
    shown: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the sheet; "" where the file has only one."""
        return self.spot.sheet

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)

    def texts(self, row: int) -> list[str]:
        """List the texts of a row, counted from 0."""
        return [cell_text(cell) for cell in self.rows[row]]

    def where(self, row: int, column: int, header: str = "") -> CellPlace:
        """Find the place of a cell, counted from 0; of a covered one that of the content it shows."""
        row, column = self.shown.get((row, column), (row, column))
        return self.spot.at(row + 1, column + 1, header)


def read_sheets(path: Path, encoding: str = "utf-8-sig") -> list[Sheet]:
    """Read every sheet of *path*; raises ``ReadingError``. Of formulas it has what they gave when the file was saved.

    Hidden sheets are left out, and so are sheets without any cell.
    """
    if path.suffix.lower() not in ENDINGS:
        known = "a .csv, .xlsx or .ods file"
        raise unreadable(path.name, f"is not a spreadsheet that is read here; save it as {known}")
    size = path.stat().st_size
    if size > MAX_SIZE:
        raise unreadable(path.name, f"has {size:,} bytes, the most is {MAX_SIZE:,}; part it")
    sheets = [_csv(path, encoding)] if path.suffix.lower() in (".csv", ".tsv") else _workbook(path)
    for sheet in sheets:
        _check_characters(sheet)
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not filled:
        raise unreadable(path.name, "has no filled cell; fill it, or name another file")
    return filled


def _check_characters(sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (fault := forbidden(cell)):
                raise unreadable(str(sheet.where(number, column)), fault)


def _workbook(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    archive = open_archive(path)
    sheets = []
    try:
        book = CalamineWorkbook.from_filelike(archive.content)
        for index, about in enumerate(book.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(index)
            ranges = sheet.merged_cell_ranges
            merged = archive.merged[index] if archive.merged else [(*first, *last) for first, last in ranges or []]
            rows = sheet.to_python(skip_empty_area=False)
            sheets.append(_merged(CellPlace(path.name, about.name), rows, merged))
    except (CalamineError, OSError) as error:
        raise unreadable(path.name, f"cannot be read ({error}); save it anew") from None
    return sheets


def _merged(spot: CellPlace, rows: list[list[Any]], merged: list[Range]) -> Sheet:
    width = max(map(len, rows), default=0)
    shown = {}
    for count, (row, column, top, left) in enumerate(covered(merged, len(rows), width)):
        rows[row][column] = rows[top][left]
        shown[row, column] = (top, left)
        if count > MAX_CELLS:
            raise unreadable(spot.file, f"has more than {MAX_CELLS:,} merged cells; part them", spot.sheet)
    return Sheet(spot, rows, merged, shown)


def _csv(path: Path, encoding: str) -> Sheet:
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line, found = content[: error.start].count(b"\n") + 1, quote(f"{content[error.start]:x}")
        text = f"has a byte ({found}) that is not UTF-8; save it as CSV UTF-8, or name its encoding in the mapping"
        raise unreadable(str(CellPlace(path.name, row=line)), text) from None
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([*row])
            cells += len(row)
            if cells > MAX_CELLS:
                raise unreadable(path.name, f"has more than {MAX_CELLS:,} cells; part it")
    except csv.Error as error:
        text = f'is not CSV ({error}); close each quoted cell with "'
        raise unreadable(str(CellPlace(path.name, row=len(rows) + 1)), text) from None
    return Sheet(CellPlace(path.name), rows)


def _delimiter(text: str) -> str:
    """Find by which mark cells are parted: the one that gives most rows most of the cells."""

    def cells(delimiter: str) -> int:
        count = 0
        try:
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
                if number == _SAMPLE:
                    break
                count += len(row) - 1
        except csv.Error:
            return 0
        return count

    return max(_DELIMITERS, key=cells)
