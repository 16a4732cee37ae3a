"""The template: filled in, read and built it gives the graph of the tables."""

import csv
import io
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from comity.data import SHIPPED, open_package
from comity.data.readers import begin_package
from comity.data.readers.spreadsheets import read_spreadsheet, write_template
from comity.data.readers.spreadsheets.own_columns import BESIDE, in_russian
from comity.data.readers.spreadsheets.template import FIRST
from comity.data.schema import ACTORS, TABLES, Column
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from comity.ontology import load_scheme
from comity.publish import dump_store
from tests.data.readers.offices import accept


def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_template()))


def typed(column: Column, text: str) -> object:
    """Give a cell the type that a spreadsheet gives it when it is typed in."""
    if column.type == "date":
        return date.fromisoformat(text)
    return float(text) if column.type in ("integer", "number") else text


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Type the BOMCA package into the template."""
    made = book()
    for table in TABLES:
        with (SHIPPED / table.file).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), FIRST):
                for position, column in enumerate(table.columns, 1):
                    if text := row[column.name]:
                        made[table.title].cell(number, position, typed(column, text))
    path = tmp_path_factory.mktemp("template") / "programme.xlsx"
    made.save(path)
    return path


def dumped(folder: Path, store: Path) -> bytes:
    out = io.BytesIO()
    build_graph([open_package(folder)], store)
    dump_store(open_snapshot(store), "nq", out)
    return out.getvalue()


def same_graph(path: Path, built_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bomca"
    begin_package(folder, open_package().base)
    shutil.copyfile(SHIPPED / "datapackage.json", folder / "datapackage.json")
    package = open_package(folder)
    reading = read_spreadsheet(path, None, package)
    assert reading.faults == ()
    assert accept(package, reading) == len(reading.proposals) == 1_739
    shipped = io.BytesIO()
    dump_store(open_snapshot(built_store), "nq", shipped)
    assert dumped(folder, tmp_path / "store") == shipped.getvalue()
    assert read_spreadsheet(path, None, open_package(folder)).proposals == ()


def test_filled_read_and_built_it_is_the_graph_of_the_tables(filled: Path, built_store: Path, tmp_path: Path) -> None:
    same_graph(filled, built_store, tmp_path)


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_saved_by_libreoffice_it_is_the_same(filled: Path, form: str, built_store: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not os.environ.get("COMITY_SUITES") or not office:
        pytest.skip("LibreOffice is used only where it is installed, with $COMITY_SUITES (make suites)")
    own = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command = [office, *own, "--convert-to", form, "--outdir", str(tmp_path / "out"), str(filled)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    same_graph(tmp_path / "out" / f"programme.{form}", built_store, tmp_path)


def test_every_column_has_its_names_and_a_note_in_two_languages() -> None:
    made = book()
    assert made.sheetnames[0] == BESIDE[0]
    for table in TABLES:
        assert in_russian(table.name)[0]
        sheet = made[table.title]
        titles = [in_russian(table.name, column.name)[0] for column in table.columns]
        assert len(set(titles)) == len(titles), "two columns cannot have one name"
        for position, column in enumerate(table.columns, 1):
            russian, note = in_russian(table.name, column.name)
            assert sheet.cell(1, position).value.rstrip(" *") == column.title
            assert sheet.cell(2, position).value.rstrip(" *") == russian
            text = sheet.cell(1, position).comment.text
            assert column.description in text
            assert note in text


def test_lists_to_choose_from_hold_the_codes_of_the_scheme() -> None:
    made = book()
    checks = {str(check.sqref).split(":")[0]: check for check in made[ACTORS.title].data_validations.dataValidation}
    position = [column.name for column in ACTORS.columns].index("kind") + 1
    check = checks[f"{openpyxl.utils.get_column_letter(position)}{FIRST}"]
    sheet, _, cells = check.formula1.partition("!")
    codes = [cell.value for (cell,) in made[sheet][cells.replace("$", "")]]
    assert codes == list(load_scheme("actor-kind").concepts)
    assert check.errorStyle in (None, "stop")
    parent = checks[f"{openpyxl.utils.get_column_letter([c.name for c in ACTORS.columns].index('parent') + 1)}{FIRST}"]
    assert (parent.formula1.partition("!")[0], parent.errorStyle) == ("'Actors'", "warning")


def test_an_empty_template_proposes_nothing(tmp_path: Path) -> None:
    (tmp_path / "programme.xlsx").write_bytes(write_template())
    reading = read_spreadsheet(tmp_path / "programme.xlsx", None, None)
    assert (reading.proposals, reading.faults) == ((), ())
    assert len(reading.sheets) == len(TABLES)


def test_an_office_leaves_empty_what_is_worked_out(tmp_path: Path) -> None:
    made = book()
    rows: dict[str, list[Any]] = {
        "Sources": ["", "https://example.org/plan", "en"],
        "Places": ["LVA", "Latvia", "", "country"],
        "Actors": ["", "Border Guard", "", "", "border guard", "Latvia", "", "no", "certain"],
        "Activities": ["", "workshop", "Border talks", date(2020, 5, 4), date(2020, 5, 5)],
        "Participations": ["border talks", "BORDER GUARD", "expert", "stated"],
    }
    rows["Actors"][4] = next(iter(load_scheme("actor-kind").concepts.values())).labels["ru"]
    for title, row in rows.items():
        for position, value in enumerate(row, 1):
            if value:
                made[title].cell(FIRST, position, value)
    made["Activities"].cell(FIRST, [c.name for c in TABLES[3].columns].index("source") + 1, "https://example.org/plan")
    made.save(tmp_path / "programme.xlsx")
    folder = tmp_path / "package"
    begin_package(folder, "https://example.org/")
    package = open_package(folder)
    reading = read_spreadsheet(tmp_path / "programme.xlsx", None, package)
    assert [each.open for each in reading.proposals if each.open] == []
    assert accept(package, reading) == 5
    with (folder / "participations.csv").open(encoding="utf-8", newline="") as file:
        (part,) = csv.DictReader(file)
    assert (part["activity"], part["actor"]) == ("border-talks-2020-05", "border-guard")
