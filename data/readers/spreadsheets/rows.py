"""Rows of sheets to proposals: each cell read, each fault told, rows that say one thing brought together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...cells import quote, suggest
from ...schema import ACTIVITIES, Column, Table
from ..faults import CellPlace, Faults
from ..proposals import Said
from ..texts import Cell, cell_text
from .headers import Body
from .mapping import DATES, RowMap, SheetMap, ValueMap
from .meanings import Meanings, left_open, literal_value

OF_ACTIVITIES = ("participations", "transfers", "conflicts")


@dataclass
class Draft:
    """What a row says for one table, before it has an identifier; ``cells`` are the words behind each column."""

    table: Table[Any]
    spot: CellPlace
    row: tuple[int, int]  # which sheet, which row
    said: dict[str, Said] = field(default_factory=dict)
    cells: dict[str, tuple[Cell, CellPlace]] = field(default_factory=dict)
    mapped: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        """The value that was read for *column*; "" where there is none."""
        return self.said[column].value if column in self.said else ""

    def words(self, column: str) -> str:
        """The words that stand behind *column*; "" where there are none."""
        return self.said[column].quote if column in self.said else ""


@dataclass(frozen=True)
class Plan:
    """A sheet with how it is read."""

    number: int
    body: Body
    map: SheetMap
    own: bool = False  # whether it has our columns, in which an empty cell that must not be is a fault


@dataclass(frozen=True)
class RowReader:
    """Read the rows of planned sheets; faults go to ``faults``."""

    meanings: Meanings
    faults: Faults

    def drafts(self, plan: Plan, rows: RowMap) -> Iterator[Draft]:
        """Read each row of a sheet for one table."""
        table = rows.table
        places = {name: plan.body.column(value.column) for name, value in rows.values.items() if value.column}
        many = next((name for name in rows.values if rows.values[name].split and _is_single(table, name)), "")
        for number, row in plan.body.rows():
            spot = plan.body.sheet.where(number, 0).at(number + 1)
            cells = {
                name: (row[column], plan.body.sheet.where(number, column, plan.body.names[column]))
                for name, column in places.items()
                if column is not None and cell_text(row[column])
            }
            if many and many not in cells:
                continue
            parts = rows.values[many].parts(cell_text(cells[many][0])) if many else [""]
            for part in parts:
                if many:
                    cells = {**cells, many: (part, cells[many][1])}
                draft = Draft(table, spot, (plan.number, number), cells=cells, mapped=frozenset(rows.values))
                if cells or plan.own:
                    draft.key = tuple(
                        cell_text(cells[name][0]) if name in cells else "" for name in _keys(rows, places)
                    )
                    self._fill(draft, rows, plan)
                    yield draft

    def _fill(self, draft: Draft, rows: RowMap, plan: Plan) -> None:
        for column in draft.table.columns:
            value = rows.values.get(column.name)
            if value is None:
                continue
            if value.literal:
                draft.said[column.name] = literal_value(column, value.literal)
            elif column.name in draft.cells:
                draft.said[column.name] = self.read(column, *draft.cells[column.name], value)
            elif column.required and not is_made(draft.table, column.name):
                reason = "is empty" + (
                    f"; write {column.title.lower()}, like {column.example}" if column.example else ""
                )
                draft.said[column.name] = left_open(reason)
                place = plan.body.column(value.column)
                self.faults.add(draft.spot.at(draft.spot.row, (place or 0) + 1, value.column), reason)

    def read(self, column: Column, cell: Cell, spot: CellPlace, value: ValueMap) -> Said:
        """Read one cell; where it has a fault, that is told, and the value left open."""
        try:
            return self.meanings.said(column, cell, value, spot.cell)
        except ValueError as error:
            self.faults.add(spot, error)
            return left_open(str(error), cell_text(cell), spot.cell)


def _is_single(table: Table[Any], name: str) -> bool:
    """Tell a column whose parts make a row each from one that holds a list."""
    return name != DATES and table.column(name).type != "list"


def is_made(table: Table[Any], name: str) -> bool:
    """Tell what is worked out where its cell is empty."""
    return name in _MADE.get(table.name, ())


_MADE = {
    "sources": ("id", "publisher", "kind"),
    "places": ("id",),
    "actors": ("id",),
    "activities": ("id", "date_precision", "year_ground", "mode", "mode_ground", "source"),
    "transfers": ("id",),
}


def _keys(rows: RowMap, places: dict[str, int | None]) -> list[str]:
    """Name the values by which rows that are about one thing are known; all that are mapped where none is said."""
    return [name for name, value in rows.values.items() if not rows.keys or value.column in rows.keys]


def check_maps(plans: list[Plan]) -> Iterator[tuple[int, str]]:
    """Find columns that a mapping names and the sheet has not, and literals that can be no value: line and fault."""
    for plan in plans:
        known = [name for name in plan.body.names if name]
        where = f"the header of {plan.body.sheet.name or plan.body.sheet.spot.file}"
        for name in plan.map.fill_down:
            if plan.body.column(name) is None:
                yield plan.map.line, suggest(name, known, where)
        tables = {rows.table for rows in plan.map.rows}
        for rows in plan.map.rows:
            if rows.table.name in OF_ACTIVITIES and "activity" not in rows.values and ACTIVITIES not in tables:
                yield rows.line, f"{rows.table.name} have no activity; map `activity`, or add activities to the sheet"
            columns = [value.column for value in rows.values.values() if value.column]
            yield from (
                (rows.line, f"{quote(key)} of keys is no column of it") for key in rows.keys if key not in columns
            )
            yield from _check_rows(plan, rows, known, where)


def _check_rows(plan: Plan, rows: RowMap, known: list[str], where: str) -> Iterator[tuple[int, str]]:
    parted = [name for name, value in rows.values.items() if value.split and _is_single(rows.table, name)]
    if len(parted) > 1:
        yield rows.line, f"{' and '.join(parted)} are both parted into rows; part one of them"
    if parted and rows.table is ACTIVITIES:
        yield rows.line, f"{parted[0]} of an activity holds one value; leave out `split`"
    for name, value in rows.values.items():
        if value.column and plan.body.column(value.column) is None:
            yield value.line, suggest(value.column, known, where)
        if value.literal and name == DATES:
            yield value.line, "`dates` comes from a column; write the days as earliest and latest"
        elif value.literal:
            try:
                literal_value(rows.table.column(name), value.literal)
            except ValueError as error:
                yield value.line, f"{name}: {error}"
