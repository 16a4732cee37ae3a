"""Cells of CSV, XLSX and ODS files, and files that mean harm."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from comity.data.readers.faults import ReadingError
from comity.data.readers.spreadsheets import archive, grid
from comity.data.readers.spreadsheets.grid import read_sheets
from comity.data.readers.texts import cell_text

OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(path: Path, **cells: Any) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for name, value in cells.items():
        sheet[name] = value
    book.save(path)
    return path


def ods(path: Path, rows: str) -> Path:
    content = (
        f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
        f'xmlns:text="{OASIS}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"/>')
        file.writestr("content.xml", content)
    return path


def rewritten(path: Path, change: Any) -> Path:
    """Change the parts of an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            made.writestr(part.filename, change(part.filename, given.read(part)))
    path.write_bytes(out.getvalue())
    return path


def refused(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        read_sheets(path)
    return str(caught.value)


def test_a_merged_range_shows_its_content_in_each_of_its_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["B2"], sheet["B3"], sheet["C3"] = "over all", "down", 12.0
    sheet["C4"], sheet["D3"], sheet["D4"] = date(2019, 3, 12), True, "=1+1"
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("B3:B4")
    book.create_sheet("hidden").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (found,) = read_sheets(tmp_path / "a.xlsx")
    assert [[cell_text(cell) for cell in row] for row in found.rows] == [
        ["", "", "", ""],
        ["", "over all", "over all", "over all"],
        ["", "down", "12", "yes"],
        ["", "down", "2019-03-12", ""],  # the formula was never computed
    ]
    assert found.where(3, 1).cell == "Sheet!B3"
    assert found.where(3, 2).cell == "Sheet!C4"


def test_merged_and_repeated_cells_of_ods(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'

    wide, twice = cell("wide", 'table:number-columns-spanned="2"'), cell("twice", 'table:number-columns-repeated="2"')
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = (
        f"<table:table-row>{wide}<table:covered-table-cell/></table:table-row>"
        f"<table:table-row table:number-rows-repeated='2'>{twice}</table:table-row>"
        f"<table:table-row>{cell('last')}</table:table-row>"
        f"<table:table-row table:number-rows-repeated='1048000'>{empty}</table:table-row>"
    )
    (found,) = read_sheets(ods(tmp_path / "a.ods", rows))
    assert [row[:2] for row in found.rows[:4]] == [["wide", "wide"], ["twice"] * 2, ["twice"] * 2, ["last", ""]]
    assert found.where(0, 1).cell == "S!A1"


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b"\xef\xbb\xbfa,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("а;б\r\n1,5;2\r\n".encode(), [["а", "б"], ["1,5", "2"]]),
        (b"a\tb, c\n1\t2\n", [["a", "b, c"], ["1", "2"]]),
        ("а,б\n".encode("utf-16"), [["а", "б"]]),
        (b'a,"b\nc"\n', [["a", "b\nc"]]),
    ],
)
def test_csv_as_spreadsheets_write_it(content: bytes, cells: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert read_sheets(path)[0].rows == cells


def test_an_encoding_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a;b\nдата;2\n".encode("cp1251"))
    assert "a.csv, row 2: has a byte" in refused(path)
    assert read_sheets(path, "cp1251")[0].rows[1] == ["дата", "2"]


def test_a_sheet_that_claims_billions_of_cells_is_refused(tmp_path: Path) -> None:
    assert "more than 5,000,000 cells" in refused(xlsx(tmp_path / "far.xlsx", A1=1, XFD1048576=2))
    cell = '<table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert "more than 5,000,000 cells" in refused(ods(tmp_path / "far.ods", rows))
    cell = cell.replace("1000", "9" * 5000)
    assert "more than 5,000,000 cells" in refused(
        ods(tmp_path / "far.ods", f"<table:table-row>{cell}</table:table-row>")
    )


def test_a_sheet_under_another_name_is_measured_as_well(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "far.xlsx", A1=1, XFD1048576=2)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(
                name.replace("worksheets/sheet1", "other/one"), content.replace(b"worksheets/sheet1", b"other/one")
            )
    assert "more than 5,000,000 cells" in refused(path)


def test_what_is_large_when_unpacked_is_refused_whatever_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1 << 20)
    path = xlsx(tmp_path / "a.xlsx", A1=1)

    def swell(name: str, content: bytes) -> bytes:
        return content + b" " * (2 << 20) if name.endswith("styles.xml") else content

    assert "1 MiB unpacked" in refused(rewritten(path, swell))
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    assert "parts, the most is 3" in refused(path)


def test_a_size_that_is_not_true_is_found(tmp_path: Path) -> None:
    path = rewritten(xlsx(tmp_path / "a.xlsx", A1=1), lambda name, content: content)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (7).to_bytes(4, "little")  # the size of the first part, unpacked
    path.write_bytes(content)
    assert "is not a whole workbook" in refused(path)


def test_parts_that_are_damaged_or_packed_otherwise_are_refused(tmp_path: Path) -> None:
    path = rewritten(xlsx(tmp_path / "a.xlsx", A1=1), lambda name, content: content)
    content = bytearray(path.read_bytes())
    at = content.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[at : at + 40] = bytes(255 - each for each in content[at : at + 40])
    path.write_bytes(content)
    assert "is not a whole workbook" in refused(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("xl/workbook.xml", b" " * 100)
    assert "is packed as no spreadsheet is" in refused(path)


def test_entities_and_broken_parts_are_refused(tmp_path: Path) -> None:
    def with_doctype(name: str, content: bytes) -> bytes:
        return content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)

    assert "DOCTYPE" in refused(rewritten(xlsx(tmp_path / "a.xlsx", A1=1), with_doctype))
    cut = rewritten(xlsx(tmp_path / "b.xlsx", A1=1), lambda name, content: content[:-20])
    assert "b.xlsx: is not a sound workbook" in refused(cut)
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert "is not a whole workbook" in refused(tmp_path / "c.xlsx")


def test_macros_and_links_to_elsewhere_do_not_reach_the_reader(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsm", A1=1)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"macro")
    with archive.open_archive(path).content as content, zipfile.ZipFile(content) as copy:
        assert "xl/vbaProject.bin" not in copy.namelist()


def test_other_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert "save it as a .csv, .xlsx or .ods file" in refused(tmp_path / "a.pdf")
    (tmp_path / "a.csv").write_text(",\n,,\n")
    assert "has no filled cell" in refused(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text("a\x01,b\n")
    assert "a.csv, row 1, column A: has the character U+0001" in refused(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text('a,"b\n')
    assert "is not CSV" in refused(tmp_path / "a.csv")
    monkeypatch.setattr(grid, "MAX_SIZE", 3)
    assert "the most is 3" in refused(tmp_path / "a.csv")
