"""Write three spreadsheets as offices keep them, for docs/spreadsheets.md: ``python docs/spreadsheets/make.py FOLDER``.

What they hold is in the BOMCA package; how they hold it is as untidy as such files are.
"""

import csv
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

PLAN = (
    ("I quarter", *[None] * 7),
    (
        *(
            1,
            "Law enforcement ethics and anti-corruption",
            "Workshop",
            "12-14.02.2019",
            "Dushanbe, Tajikistan",
            "BOMCA",
        ),
        *("European experts", "Border Troops of Tajikistan; State Border Service of Turkmenistan", None),
    ),
    (
        *(2, "Border check techniques and standards", "workshop", "February 19-21, 2019", "Ashgabat", "BOMCA\nUNHCR"),
        *("FRONTEX", "Turkmen Migration Service; Turkmen customs ; State Border Service of Turkmenistan", 15),
    ),
    (None,) * 9,
    (
        *(3, "Contingency planning at checkpoints", "workshop", "12/3/2019-14/3/2019", "Алматы", "BOMCA", None),
        *("Border Service CNS RK; Border Guards Academy of the CNS RK", "25"),
    ),
    (
        *(
            4,
            "Kazakh customs risk management shown to Uzbek customs",
            "Seminar",
            "27-29 March 2019",
            "Tashkent",
            "BOMCA",
        ),
        *(
            "State Revenue Committee of the Republic of Kazakhstan",
            "Customs Institute of the Republic of Uzbekistan",
            20,
        ),
    ),
    ("II quarter", *[None] * 7),
    (
        *(5, "E-learning for training institutions", "workshop", "9/4/2019", "Dushanbe, Tajikistan", "BOMCA"),
        *("State Border Guard of Latvia;State Revenue Service of Latvia", "Higher Border College of Tajikistan", 18),
    ),
    (
        *(6, "Developing joint border crossing points", "workshop", date(2019, 4, 23), "Tashkent", "BOMCA", None),
        *("State Customs Committee of Uzbekistan", 30),
    ),
    ("Total:", 6, None, None, None, None, None, None, 108),
)

EVENTS = (
    ("Взаимодействие ведомств в пунктах пропуска", "семинар-практикум", "2–4 октября", "Астана (Казахстан)"),
    ("Взаимодействие ведомств в пунктах пропуска", "семинар-практикум", "с 7 по 9 ноября", "Ашхабад"),
    ("3-е заседание региональной координационной группы", "заседание координационной группы", "29 ноября", "Астана"),
    ("Стандарты помощи уязвимым мигрантам", "семинар-практикум", "12–15 декабря", "Ашхабад"),
)
WITH = (
    (
        "БОМКА",
        "Государственная пограничная охрана Латвии\nПограничная служба Комитета национальной безопасности Казахстана",
    ),
    ("БОМКА", "Государственная пограничная служба Туркменистана\nГосударственная таможенная служба Туркменистана"),
    ("БОМКА", "Представительство Европейского союза в Казахстане"),
    ("БОМКА", "Правоохранительные органы Туркменистана (не названы)"),
)

PARTICIPANTS = (
    ("29.01.2018-02.02.2018", "Renewing the anti-corruption plan of Kyrgyz customs", "Бишкек", "БОМКА", "организатор"),
    ("", "", "", "Государственная таможенная служба Кыргызстана", "бенефициар"),
    ("29-31.01.2018", "Risk analysis and criminal investigation with Tajik customs", "Душанбе", "БОМКА", "организатор"),
    ("", "", "", "Таможенная служба Таджикистана", "бенефициар"),
    ("", "", "", "Европейские эксперты (не названы)", "эксперт"),
    ("", "", "", "", ""),
    ("4-8 июня 2018 г.", "Redesign of the Kyrgyz IBM action plan to 2023", "Бишкек", "БОМКА", "организатор"),
    ("", "", "", "Государственная пограничная охрана Латвии", "эксперт"),
    ("", "", "", "Служба государственных доходов Латвии", "эксперт"),
    ("", "", "", "Пограничная служба Кыргызстана", "бенефициар"),
    ("Всего", "3", "", "", ""),
)


def write_plan(path: Path) -> None:
    """Write a workbook: titles above the header, a header of two lines, headings between rows, lists in cells."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Plan 2019"
    sheet["A1"], sheet["A2"] = "BORDER MANAGEMENT PROGRAMME", "Plan of events, first half of 2019"
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A2:I2")
    for cells, text in (("A4:A5", "No"), ("B4:B5", "Event"), ("C4:C5", "Type"), ("D4:D5", "Dates"), ("E4:E5", "Venue")):
        sheet[cells.split(":")[0]] = text
        sheet.merge_cells(cells)
    sheet["F4"], sheet["F5"], sheet["G5"], sheet["H5"] = "Agencies", "Organised by", "Experts from", "Participants"
    sheet.merge_cells("F4:H4")
    sheet["I4"] = "People"
    sheet.merge_cells("I4:I5")
    for number, row in enumerate(PLAN, 6):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
        if str(row[0]).endswith("quarter"):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=9)
    book.save(path)


def write_events(path: Path) -> None:
    """Write an ODS file in Russian: no year but in the title, one organiser for all rows in a merged cell."""
    rows = [[_cell("Мероприятия 2017 года", 'table:number-columns-spanned="6"')], []]
    rows.append([_cell(text) for text in ("№ п/п", "Мероприятие", "Форма проведения", "Сроки", "Город")])
    rows[-1] += [_cell("Организатор"), _cell("Ведомства-участники")]
    for number, (event, (organiser, agencies)) in enumerate(zip(EVENTS, WITH, strict=True), 1):
        held = _cell(organiser, f'table:number-rows-spanned="{len(EVENTS)}"') if number == 1 else _COVERED
        rows.append([_cell(number), *map(_cell, event), held, _cell(agencies)])
    rows.append([_cell("Итого"), _cell(len(EVENTS))])
    body = "".join(f"<table:table-row>{''.join(row) or '<table:table-cell/>'}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _CONTENT.format(body=body))


def write_participants(path: Path) -> None:
    """Write CSV as an older spreadsheet does: semicolons, Windows-1251, what is the same as above left empty."""
    with path.open("w", encoding="cp1251", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Дата", "Название (англ.)", "Город", "Организация", "Роль"])
        writer.writerows(PARTICIPANTS)


def _cell(value: object, more: str = "") -> str:
    kind = f'float" office:value="{value}' if isinstance(value, int) else "string"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).splitlines())
    return f'<table:table-cell office:value-type="{kind}" {more}>{lines}</table:table-cell>'


_COVERED = "<table:covered-table-cell/>"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"/>'
_CONTENT = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_OASIS}:office:1.0" '
    f'xmlns:table="{_OASIS}:table:1.0" xmlns:text="{_OASIS}:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="2017 год">{body}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    write_plan(folder / "plan-2019.xlsx")
    write_events(folder / "events-2017.ods")
    write_participants(folder / "participants-2018.csv")
