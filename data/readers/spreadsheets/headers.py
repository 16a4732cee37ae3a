"""The header of a sheet: which rows it has, what its columns are called, and which rows below hold data."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..registry import fold_name
from ..texts import Cell, cell_text
from .grid import Sheet

JOINT = " / "  # between the lines of a header


@dataclass(frozen=True)
class Body:
    """A sheet below its header; rows and columns are counted from 0, ``header`` are the first and last row of it."""

    sheet: Sheet
    header: tuple[int, int]
    skip: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()

    @cached_property
    def names(self) -> list[str]:
        """The names of the columns: the lines of the header joined; the second of two that are alike ends with (2)."""
        return header_names(self.sheet, *self.header)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands, by its name as it is compared."""
        return {fold_name(name): column for column, name in reversed(list(enumerate(self.names))) if name}

    def column(self, name: str) -> int | None:
        """Find the column that has this name."""
        return self.columns.get(fold_name(name))

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Give each row of data with its number; rows of ``fill_down`` columns repeat what stands above."""
        above: dict[int, tuple[int, Cell]] = {}
        filled = [column for name in self.fill_down if (column := self.column(name)) is not None]
        for number in range(self.header[1] + 1, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            if self.is_left_out(number):
                continue
            row = [*row, *[""] * (self.sheet.width - len(row))]
            for column in filled:
                if cell_text(row[column]):
                    above[column] = number, row[column]
                elif column in above:
                    origin, row[column] = above[column]
                    self.sheet.shown[number, column] = self.sheet.shown.get((origin, column), (origin, column))
            yield number, row

    def is_left_out(self, number: int) -> str:
        """Say why a row holds no data ("blank", "total", "heading", "header again"); "" where it does."""
        texts = self.sheet.texts(number)
        filled = [column for column, text in enumerate(texts) if text]
        if not filled:
            return "blank"
        first, totals = fold_name(texts[filled[0]]), tuple(map(fold_name, self.skip))
        if first in totals or first.startswith(tuple(f"{word}{mark}" for word in totals for mark in " :")):
            return "total"
        if len(filled) > 1 and len({self.sheet.shown.get((number, at), (number, at)) for at in filled}) == 1:
            return "heading"
        if texts == self.sheet.texts(self.header[1]):
            return "header again"
        return ""

    def left_out(self) -> Counter[str]:
        """Count the rows below the header that hold no data, by why."""
        rows = range(self.header[1] + 1, len(self.sheet.rows))
        return Counter(why for number in rows if (why := self.is_left_out(number)))


def header_names(sheet: Sheet, first: int, last: int) -> list[str]:
    """Name the columns of a header that has the rows *first* to *last*."""
    names: list[str] = []
    for column in range(sheet.width):
        lines: list[str] = []
        for row in sheet.rows[first : last + 1]:
            line = cell_text(row[column]).replace("\n", " ") if column < len(row) else ""
            if line and line not in lines:
                lines.append(line)
        names.append(JOINT.join(lines))
    seen: Counter[str] = Counter()
    for column, name in enumerate(names):
        seen[fold_name(name)] += 1
        if name and seen[fold_name(name)] > 1:
            names[column] = f"{name} ({seen[fold_name(name)]})"
    return names
