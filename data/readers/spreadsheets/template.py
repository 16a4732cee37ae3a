"""A workbook that a programme office fills in: a sheet for each table, with lists to choose from, notes and checks."""

import io
from datetime import date
from typing import Any

from ....ontology import load_scheme
from ...schema import ACTIVITIES, ACTORS, PARTICIPATIONS, PLACES, SOURCES, TABLES, Column, Table
from ..faults import letters, quoted_sheet
from .own_columns import BESIDE, in_russian
from .rows import is_made

ROWS = 5_000  # below the header, in which lists and checks work
FIRST = 3  # row below the two lines of the header
# Sheets in the order in which they are filled.
SHEETS: tuple[Table[Any], ...] = (ACTIVITIES, PARTICIPATIONS, ACTORS, PLACES, SOURCES, *TABLES[5:])
_READ_ME = (
    (
        "One sheet is one table; its first lines name the columns in English and in Russian, a note on each says more.",
        "Один лист — одна таблица; первые строки называют столбцы по-английски и по-русски, примечание говорит больше.",
    ),
    (
        "Columns with * must be filled. A cell that must be filled is red until it is, as is an identifier used twice.",
        "Столбцы со * обязательны. Пустая обязательная ячейка и повторённый идентификатор становятся красными.",
    ),
    (
        "Identifiers, precision, grounds and mode may be left empty: they are worked out. Begin with activities.",
        "Идентификаторы, точность, основания и форму можно не заполнять: они выводятся. Начните с мероприятий.",
    ),
    (
        "In participations, name the activity by its identifier or its title, the actor by its identifier or any name.",
        "В листе участия назовите мероприятие идентификатором или названием, участника — идентификатором или именем.",
    ),
    (
        "Several values in one cell are parted by |. Words that can be chosen are explained on the sheet Codes.",
        "Несколько значений в ячейке разделяет |. Слова для выбора объяснены на листе Codes.",
    ),
    (
        "Then: comity read programme.xlsx -o PACKAGE --accept",
        "Затем: comity read programme.xlsx -o PACKAGE --accept",
    ),
)


def write_template() -> bytes:
    """Write the workbook (XLSX)."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    read_me = book.active
    assert read_me is not None
    read_me.title = BESIDE[0]
    for row in _READ_ME:
        read_me.append(row)
    for width in "AB":
        read_me.column_dimensions[width].width = 70
    for cells in read_me.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for table in SHEETS:
        _write_sheet(book.create_sheet(table.title), table)
    codes = _write_codes(book.create_sheet(BESIDE[1]))
    for table in SHEETS:
        _add_checks(book[table.title], table, codes)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet: Any, table: Table[Any]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    for number, column in enumerate(table.columns, 1):
        russian, note = in_russian(table.name, column.name)
        star = " *" if _must(table, column) else ""
        for row, title in enumerate((column.title, russian), 1):
            cell = sheet.cell(row, number, title + star)
            cell.font = Font(bold=row == 1, italic=row == 2)
            cell.fill = PatternFill("solid", fgColor="D9E6F2" if star else "EEEEEE")
        example = f"\n{column.example}" if column.example else ""
        comment = Comment(f"{column.description}\n\n{note}{example}", "Comity", height=160, width=320)
        sheet.cell(1, number).comment = comment
        sheet.column_dimensions[letters(number)].width = max(14, len(russian) + 3)
    sheet.freeze_panes = f"A{FIRST}"


def _must(table: Table[Any], column: Column) -> bool:
    return column.required and not is_made(table, column.name)


def _write_codes(sheet: Any) -> dict[str, str]:
    """Write the concepts of each scheme with their labels; return where the codes of each stand."""
    from openpyxl.styles import Font

    ranges = {}
    schemes = dict.fromkeys(column.scheme for table in SHEETS for column in table.columns if column.scheme)
    for block, name in enumerate(schemes):
        scheme, column = load_scheme(name), 3 * block + 1
        for offset, title in enumerate((scheme.name, scheme.titles["en"], scheme.titles["ru"])):
            sheet.cell(1, column + offset, title).font = Font(bold=True)
            sheet.column_dimensions[letters(column + offset)].width = 24
        for row, concept in enumerate(scheme.concepts.values(), 2):
            for offset, text in enumerate((concept.notation, concept.labels["en"], concept.labels["ru"])):
                sheet.cell(row, column + offset, text)
        ranges[name] = f"{BESIDE[1]}!${letters(column)}$2:${letters(column)}${len(scheme.concepts) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def _add_checks(sheet: Any, table: Table[Any], codes: dict[str, str]) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    red, last = PatternFill("solid", bgColor="F4C7C3"), FIRST + ROWS - 1
    whole = f"$A{FIRST}:${letters(len(table.columns))}{FIRST}"
    for number, column in enumerate(table.columns, 1):
        letter = letters(number)
        cells = f"{letter}{FIRST}:{letter}{last}"
        if _must(table, column):
            formula = f"AND(COUNTA({whole})>0,LEN(TRIM({letter}{FIRST}))=0)"
            sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], fill=red))
        if column.unique:
            formula = f"COUNTIF(${letter}${FIRST}:${letter}${last},{letter}{FIRST})>1"
            sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], fill=red))
        if check := _check(column, codes, last):
            sheet.add_data_validation(check)
            check.add(cells)
        if column.type == "date":
            for row in range(FIRST, FIRST + 200):
                sheet.cell(row, number).number_format = "yyyy-mm-dd"


def _check(column: Column, codes: dict[str, str], last: int) -> Any:
    """Make what a cell is checked by: a list to choose from, or limits."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.type == "list":
        return None
    if column.scheme:
        return _choice(codes[column.scheme], "stop")
    if column.references:
        other = next(table for table in TABLES if table.name == column.references)
        return _choice(f"{quoted_sheet(other.title)}!$A${FIRST}:$A${last}", "warning")
    if column.type == "boolean" or column.enum:
        return _choice('"' + ",".join(column.enum or ("yes", "no")) + '"', "stop")
    limits = {"integer": "whole", "number": "decimal", "date": "date"}.get(column.type)
    if not limits:
        return None
    least = date(1900, 1, 2).toordinal() - date(1899, 12, 30).toordinal() if column.type == "date" else column.minimum
    bounds = {"operator": "greaterThanOrEqual", "formula1": f"{-1e9 if least is None else least:g}"}
    if column.maximum is not None:
        bounds |= {"operator": "between", "formula2": f"{column.maximum:g}"}
    return DataValidation(
        type=limits, allow_blank=True, showErrorMessage=True, error=f"{column.description}"[:250], **bounds
    )


def _choice(cells: str, style: str) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="list",
        formula1=cells,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle=style,
        error="Choose from the list. Выберите из списка.",
    )
