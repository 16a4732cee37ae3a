"""What is wrong with a spreadsheet or a mapping, told by sheet, row and column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..errors import TOLD, ComityError


@dataclass(frozen=True)
class CellPlace:
    """A place in a file: its sheet ("" where there is only one), row and column, counted from 1; 0 where it is none.

    >>> str(CellPlace("plan.xlsx", "2017", 7, 28, "Title")), CellPlace("plan.xlsx", "План 2017", 7, 2).cell
    ('plan.xlsx, sheet 2017, row 7, column AB (Title)', "'План 2017'!B7")
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    header: str = ""

    def __str__(self) -> str:
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        row = f", row {self.row}" if self.row else ""
        header = f" ({self.header})" if self.header else ""
        column = f", column {letters(self.column)}{header}" if self.column else header and f", column{header}"
        return f"{self.file}{sheet}{row}{column}"

    @property
    def cell(self) -> str:
        """The name of the cell, as spreadsheets write it."""
        if not self.column:
            return ""
        cell = f"{letters(self.column)}{self.row}"
        if not self.sheet:
            return cell
        return f"{self.sheet if self.sheet.isidentifier() else quoted_sheet(self.sheet)}!{cell}"

    def at(self, row: int = 0, column: int = 0, header: str = "") -> "CellPlace":
        """Find another place in the same sheet."""
        return replace(self, row=row, column=column, header=header)


def quoted_sheet(name: str) -> str:
    """Quote the name of a sheet as a formula has it."""
    return "'" + name.replace("'", "''") + "'"


def letters(column: int) -> str:
    """Name a column, counted from 1.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(65 + place) + text
    return text


@dataclass(frozen=True)
class CellFault:
    """One thing that is wrong: where, and what was found and would do."""

    spot: CellPlace
    text: str

    def __str__(self) -> str:
        return f"{self.spot}: {self.text}"


class Faults:
    """The faults of a reading as they are found: the first are kept, the rest are counted."""

    def __init__(self) -> None:
        self._kept: dict[CellFault, None] = {}
        self.count = 0

    def __iter__(self) -> Iterator[CellFault]:
        return iter(self._kept)

    def add(self, spot: CellPlace, text: object) -> None:
        """Add a fault; one that several rows share, as they show the same cell, is told once."""
        fault = CellFault(spot, str(text))
        if fault not in self._kept:
            self.count += 1
            if len(self._kept) < TOLD:
                self._kept[fault] = None


class ReadingError(ComityError):
    """A file cannot be read as a table; the message has a line for each reason."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


def unreadable(file: str, text: str, sheet: str = "") -> ReadingError:
    """Make the error of a file, or a sheet of it, that cannot be read."""
    return ReadingError([CellFault(CellPlace(file, sheet), text)])
