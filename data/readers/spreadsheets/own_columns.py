"""Spreadsheets that have our columns already, as our template and our own tables do: no mapping is needed."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ...cells import quote, suggest
from ...schema import TABLES, Table
from ..faults import Faults, unreadable
from ..registry import fold_name
from .grid import Sheet
from .headers import Body
from .mapping import RowMap, SheetMap, ValueMap
from .rows import Plan

BESIDE = ("Read me", "Codes")  # sheets of the template that hold no records
_LOOKED_AT = 20  # rows among which the header is looked for
_RUSSIAN = Path(__file__).parent / "russian.json"


@cache
def _russian() -> dict[str, dict[str, list[str]]]:
    words: dict[str, dict[str, list[str]]] = json.loads(_RUSSIAN.read_text(encoding="utf-8"))
    return words


def in_russian(table: str, column: str = "") -> tuple[str, str]:
    """Give title and description in Russian of a table, or of one of its columns."""
    own = _russian()[table]
    title, note = own[column] if column in own else _russian()["*"][column]
    return title, note


def own_plans(path: Path, sheets: list[Sheet], faults: Faults) -> list[Plan]:
    """Find the sheets that are tables of ours; raises ``ReadingError`` where there is none."""
    plans: list[Plan] = []
    for sheet in sheets:
        if sheet.name in BESIDE:
            continue
        if found := _table_of(sheet, sheet.name or path.stem):
            plans.append(_plan(len(plans), sheet, *found, faults))
        else:
            faults.add(sheet.spot, "has not our columns; name it as one of our tables, or read it with --map")
    if not plans:
        raise unreadable(path.name, "has not our columns; say with --map which column is what (--suggest proposes it)")
    return plans


@cache
def _tables_by_name() -> dict[str, Table[Any]]:
    return {fold_name(name): table for table in TABLES for name in (table.name, table.title, in_russian(table.name)[0])}


@cache
def _columns_by_name(table: Table[Any]) -> dict[str, str]:
    return {
        fold_name(name): column.name
        for column in table.columns
        for name in (in_russian(table.name, column.name)[0], column.title, column.name)
    }


def _column(table: Table[Any], text: str) -> str:
    return _columns_by_name(table).get(fold_name(text.rstrip("* ")), "")


def _table_of(sheet: Sheet, name: str) -> tuple[Table[Any], int] | None:
    """Find the table that a sheet is by its name, or by its header alone, and the row of its header."""
    named = _tables_by_name().get(fold_name(name))
    found = [(count, table, row) for table in ([named] if named else TABLES) for count, row in _headers(sheet, table)]
    if not found:
        return None
    best = max(count for count, _, _ in found)
    likely = [(table, row) for count, table, row in found if count == best]
    return likely[0] if len({table.name for table, _ in likely}) == 1 else None


def _headers(sheet: Sheet, table: Table[Any]) -> Iterator[tuple[int, int]]:
    """Find rows of which most cells name columns of *table*, and how many do."""
    for row in range(min(len(sheet.rows), _LOOKED_AT)):
        texts = [text for text in sheet.texts(row) if text]
        known = {column for text in texts if (column := _column(table, text))}
        if len(known) > 1 and 2 * len(known) > len(texts):
            yield len(known), row
            return


def _plan(number: int, sheet: Sheet, table: Table[Any], first: int, faults: Faults) -> Plan:
    last = first
    while last + 1 < len(sheet.rows) and _names_again(sheet.texts(first), sheet.texts(last + 1), table):
        last += 1
    body = Body(sheet, (first, last))
    values: dict[str, ValueMap] = {}
    for position, text in enumerate(sheet.texts(first)):
        if not text:
            continue
        column, spot = _column(table, text), sheet.where(first, position)
        if not column:
            known = [each.name for each in table.columns]
            faults.add(spot, suggest(text, known, f"the columns of {table.name}"))
        elif column in values:
            faults.add(spot, f"{quote(text)} is {column} once more; keep one of the two")
        else:
            split = ("|",) if table.column(column).type == "list" else ()
            values[column] = ValueMap(column=body.names[position], split=split)
    return Plan(number, body, SheetMap((RowMap(table, values),)), own=True)


def _names_again(header: list[str], texts: list[str], table: Table[Any]) -> bool:
    """Tell a row that names the same columns in another language."""
    named = [(_column(table, above), _column(table, text)) for above, text in zip(header, texts, strict=False) if text]
    return len(named) > 1 and all(above == column != "" for above, column in named)
