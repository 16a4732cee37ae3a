"""Packages with faults: every one is told at once, with file, line and column."""

import csv
import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from comity.data import SHIPPED, NotFoundError, PackageError, Problem, check_package, open_package, tables
from comity.data.cells import UnknownNameError
from comity.data.errors import Problems
from tests.packages import SMALL, write_package

Rows = dict[str, list[dict[str, str]]]


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(PackageError) as caught:
        check_package(open_package(folder))
    return caught.value.problems


def test_the_small_package_is_sound(tmp_path: Path) -> None:
    checked = check_package(open_package(write_package(tmp_path)))
    assert checked.rows["participations"] == 5


def test_twelve_mistakes_give_twelve_messages(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["sources"][1]["url"] = "example.org"
    rows["places"][2]["latitude"] = "far north"
    rows["actors"][0]["kind"] = "costums"
    rows["actors"][1]["country"] = "BBC"
    rows["actors"][2]["parent"] = "c"
    rows["activities"][0]["latest"] = "2019-12-31"
    rows["activities"][1]["headcount"] = "many"
    rows["activities"][1]["themes"] = "migraton"
    rows["participations"][0]["role"] = ""
    rows["participations"][1]["activity"] = "on"
    rows["participations"][3]["ground"] = "guessed"
    rows["participations"].append(dict(rows["participations"][4]))
    found = problems(write_package(tmp_path, rows))
    assert [(p.file, p.line, p.column) for p in found] == [
        ("activities.csv", 2, "latest"),
        ("activities.csv", 3, "headcount"),
        ("activities.csv", 3, "themes"),
        ("actors.csv", 2, "kind"),
        ("actors.csv", 3, "country"),
        ("actors.csv", 4, "parent"),
        ("participations.csv", 2, "role"),
        ("participations.csv", 3, "activity"),
        ("participations.csv", 5, "ground"),
        ("participations.csv", 7, ""),
        ("places.csv", 4, "latitude"),
        ("sources.csv", 3, "url"),
    ]


CASES: dict[str, tuple[Callable[[Rows], object], tuple[str, int, str], str]] = {
    "an unknown reference": (
        lambda r: r["participations"][0].update(actor="aa"),
        ("participations.csv", 2, "actor"),
        '"aa" is not in actors.csv; did you mean "a"?',
    ),
    "an identifier twice": (
        lambda r: r["actors"].append(dict(r["actors"][0])),
        ("actors.csv", 5, "id"),
        '"a" stands on line 2 already; give each row its own',
    ),
    "an address twice": (
        lambda r: r["sources"][1].update(url="https://example.org/page"),
        ("sources.csv", 3, "url"),
        "stands on line 2 already",
    ),
    "a row twice": (
        lambda r: r["participations"].append(dict(r["participations"][0])),
        ("participations.csv", 7, ""),
        "says the same as line 2; keep one of them, with what both notes say",
    ),
    "a participation twice, with a note": (
        lambda r: r["participations"].append({**r["participations"][0], "note": "Named twice."}),
        ("participations.csv", 7, ""),
        "says the same as line 2; keep one of them",
    ),
    "a participation twice, on another ground": (
        lambda r: r["participations"].append({**r["participations"][0], "ground": "inferred"}),
        ("participations.csv", 7, ""),
        "says the same as line 2; keep one of them",
    ),
    "the last day before the first": (
        lambda r: r["activities"][0].update(latest="2019-12-31"),
        ("activities.csv", 2, "latest"),
        "2019-12-31 is before the first day 2020-01-01",
    ),
    "a last day alone": (
        lambda r: r["activities"][1].update(latest="2019-12-31"),
        ("activities.csv", 3, "earliest"),
        "is empty while the last day is given",
    ),
    "a precision without a day": (
        lambda r: r["activities"][1].update(date_precision="bounded"),
        ("activities.csv", 3, "earliest"),
        "is empty although the precision is bounded",
    ),
    "an EDTF date that disagrees": (
        lambda r: r["activities"][0].update(edtf="2020-01-01"),
        ("activities.csv", 2, "edtf"),
        "does not fit the days; write 2020-01-01/2020-01-02 or leave it empty",
    ),
    "a town under country": (
        lambda r: r["activities"][1].update(country="atown", place_ground="stated"),
        ("activities.csv", 3, "country"),
        '"atown" is a town; write the three letters of a country',
    ),
    "a country under place": (
        lambda r: r["activities"][0].update(place="AAA"),
        ("activities.csv", 2, "place"),
        '"AAA" is a country; write a town here',
    ),
    "a town of another country": (
        lambda r: r["activities"][0].update(country="BBB"),
        ("activities.csv", 2, "country"),
        '"BBB" is not the country of atown; write AAA',
    ),
    "a participating town": (
        lambda r: r["activities"][0].update(participating_countries="AAA|atown"),
        ("activities.csv", 2, "participating_countries"),
        '"atown" is a town',
    ),
    "a place without ground": (
        lambda r: r["activities"][0].update(place_ground=""),
        ("activities.csv", 2, "place_ground"),
        "is empty although a place is given",
    ),
    "a country without ground": (
        lambda r: r["activities"][0].update(place="", place_ground=""),
        ("activities.csv", 2, "place_ground"),
        "is empty although a country is given; write stated or inferred",
    ),
    "the source among the others": (
        lambda r: r["activities"][0].update(also_in="other|page"),
        ("activities.csv", 2, "also_in"),
        '"page" is the source itself',
    ),
    "a latitude alone": (
        lambda r: r["places"][2].update(longitude=""),
        ("places.csv", 4, "longitude"),
        "is empty while the other is given",
    ),
    "a town without country": (
        lambda r: r["places"][2].update(country=""),
        ("places.csv", 4, "country"),
        "is empty for a town",
    ),
    "a country in a country": (
        lambda r: r["places"][1].update(country="AAA"),
        ("places.csv", 3, "country"),
        "stands on a country; leave it empty",
    ),
    "a value without currency": (
        lambda r: r.update(
            transfers=[
                {"id": "t", "activity": "one", "item": "x", "value": "5", "value_covers": "item", "ground": "stated"}
            ]
        ),
        ("transfers.csv", 2, "currency"),
        "is empty although a value is given; write it, like EUR",
    ),
    "a value that does not say what it covers": (
        lambda r: r.update(
            transfers=[{"id": "t", "activity": "one", "item": "x", "value": "5", "currency": "EUR", "ground": "stated"}]
        ),
        ("transfers.csv", 2, "value_covers"),
        "write item or all",
    ),
    "a lone reading": (
        lambda r: r.update(
            conflicts=[{"id": "c", "activity": "one", "property": "date", "reading": "x", "followed": "no"}]
        ),
        ("conflicts.csv", 2, "id"),
        '"c" has one reading only; a conflict has at least two',
    ),
    "a conflict about two activities": (
        lambda r: r.update(
            conflicts=[
                {"id": "c", "activity": "one", "property": "date", "reading": "x", "followed": "no"},
                {"id": "c", "activity": "two", "property": "date", "reading": "y", "followed": "no"},
            ]
        ),
        ("conflicts.csv", 3, "activity"),
        '"two" is not one as on line 2; a conflict is about one',
    ),
    "a ground without a name in Russian": (
        lambda r: r["actors"][0].update(name_ru_ground="translated"),
        ("actors.csv", 2, "name_ru"),
        "is empty although its ground is given; write the name or empty the ground",
    ),
    "an identifier without source": (
        lambda r: r.update(identifiers=[{"table": "places", "id": "atown", "scheme": "geonames", "value": "1"}]),
        ("identifiers.csv", 2, "source"),
        "is empty; write source",
    ),
    "an identifier of nothing": (
        lambda r: r.update(
            identifiers=[{"table": "places", "id": "btown", "scheme": "geonames", "value": "1", "source": "page"}]
        ),
        ("identifiers.csv", 2, "id"),
        '"btown" is not in places.csv; did you mean "atown"?',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_fault_gives_one_message(case: str, tmp_path: Path) -> None:
    damage, where, text = CASES[case]
    rows = deepcopy(SMALL)
    damage(rows)
    (problem,) = problems(write_package(tmp_path, rows))
    assert (problem.file, problem.line, problem.column) == where
    assert text in problem.text


def test_parents_in_a_circle_are_found(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["parent"], rows["actors"][1]["parent"] = "b", "a"
    found = problems(write_package(tmp_path, rows))
    assert {(p.line, p.column) for p in found} == {(2, "parent"), (3, "parent")}
    assert "a is part of b is part of a" in found[0].text


def test_a_faulty_row_does_not_make_faults_of_rows_that_name_it(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["kind"] = "nonsense"
    rows["activities"][0]["earliest"] = "soon"
    assert len(problems(write_package(tmp_path, rows))) == 2


# In each table a row that many others name.
NAMED = {
    "activities.csv": "bukhara-women-2025-03",
    "sources.csv": "bomca-eu-news-start-80",
    "actors.csv": "kaz-src",
    "places.csv": "TKM",
    "participations.csv": "bukhara-women-2025-03",
    "conflicts.csv": "",
}


@pytest.mark.parametrize("more", [1, -1], ids=["one cell too many", "one cell too few"])
@pytest.mark.parametrize("table", NAMED)
def test_a_row_of_another_length_gives_one_message(table: str, more: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "package"))
    with (folder / table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = next(n for n, row in enumerate(rows) if n and row[0].startswith(NAMED[table]))
    rows[at] = [*rows[at], "extra"] if more > 0 else rows[at][:-1]
    with (folder / table).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (problem,) = problems(folder)
    assert (problem.file, problem.line, problem.column) == (table, at + 1, "")
    text = f"has {len(rows[0]) + more} cells where the header has {len(rows[0])}; add or remove commas"
    assert problem.text == text


def test_a_row_of_another_length_is_known_wherever_its_identifier_stands(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    rows = [line.split(",") for line in (folder / "sources.csv").read_text(encoding="utf-8").splitlines()]
    turned = [[*row[1:], row[0]] for row in rows]
    turned[1].insert(1, "extra")
    (folder / "sources.csv").write_text("\n".join(map(",".join, turned)), encoding="utf-8")
    assert [(p.file, p.line) for p in problems(folder)] == [("sources.csv", 2)]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1b", "\x1f", "\ufffe", "\uffff"])
def test_what_no_xml_can_hold_is_a_fault_with_line_and_column(character: str, tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["note"] = "two\nlines"
    rows["actors"][1]["name"] = f"B{character}"
    rows["actors"][2]["name_ru"] = f"{character}Ц"
    rows["participations"][0]["words"] = f"one|t{character}wo"
    found = problems(write_package(tmp_path, rows))
    code = f"has the character U+{ord(character):04X} at place"
    assert [(p.file, p.line, p.column, p.text) for p in found] == [
        ("actors.csv", 4, "name", f"{code} 2; take it out"),
        ("actors.csv", 5, "name_ru", f"{code} 1; take it out"),
        ("participations.csv", 2, "words", f"{code} 6; take it out"),
    ]


def test_a_heading_that_no_xml_can_hold_is_told_once(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    (folder / "actors.csv").write_text("id\x1b[2J,name\n", encoding="utf-8")
    assert [(p.file, p.line) for p in problems(folder)] == [("actors.csv", 1)]


def test_the_first_faults_are_told_and_the_others_counted(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["participations"] += [
        {"activity": f"none{n}", "actor": "a", "role": "x", "ground": "stated"} for n in range(3)
    ]
    more = [{"activity": "one", "actor": f"none{n}", "role": "expert", "ground": "stated"} for n in range(1_500)]
    rows["participations"] += more
    with pytest.raises(PackageError) as caught:
        check_package(open_package(write_package(tmp_path, rows)))
    assert (len(caught.value.problems), caught.value.more) == (1_000, 503)
    lines = str(caught.value).splitlines()
    assert len(lines) == 1_001
    assert lines[-1] == "1,503 problems, the first 1,000 found are told; nothing was built"


def test_a_fault_that_is_only_counted_is_not_put_into_words(tmp_path: Path) -> None:
    """What was probably meant is looked for among all names, which takes time."""
    found = Problems(1)

    class Text:
        def __str__(self) -> str:
            assert not found.found, "put into words though only counted"
            return "a fault"

    for _ in range(3):
        found.add("actors.csv", 2, "name", Text())
    assert (len(found.found), found.more) == (1, 2)


def test_what_was_meant_is_looked_for_in_the_first_faults_alone() -> None:
    found = Problems()
    for _ in range(60):
        found.add("actors.csv", 2, "parent", UnknownNameError("aa", {"a": 1}, "actors.csv"))
    assert [problem.text.endswith('did you mean "a"?') for problem in found.found] == [True] * 50 + [False] * 10
    assert found.found[-1].text == '"aa" is not in actors.csv'


LIMITS: dict[str, tuple[str, int, bytes, tuple[int, str]]] = {
    "columns": ("MAX_COLUMNS", 3, b"id,name,kind,collective\n", (1, "has 4 columns, the most is 3")),
    "rows": ("MAX_ROWS", 2, b"id,name\n", (5, "has more than 2 rows; part the package")),
    "a line": ("MAX_LINE", 100, b"id," + b"x" * 200, (1, "has more than 100 characters; part it into rows")),
    "lines of a row": ("MAX_LINES", 3, b'id,name\na,"\n\n\n\n"\n', (2, "has a row of more than 3 lines")),
}


@pytest.mark.parametrize("case", LIMITS)
def test_a_table_has_limits(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, limit, content, (line, text) = LIMITS[case]
    folder = write_package(tmp_path)
    head = b"id,name,kind,collective,certainty\n"
    if case == "rows":
        content = head + b"".join(b"%c,A,customs,no,certain\n" % letter for letter in b"abcd")
        line = 4
    elif case == "lines of a row":
        content = head + b'a,"\n\n\n\n",customs,no,certain\n'
    (folder / "actors.csv").write_bytes(content)
    monkeypatch.setattr(tables, name, limit)
    found = [p for p in problems(folder) if p.file == "actors.csv"]
    assert [(p.line, p.column) for p in found] == [(line, "")]
    assert text in found[0].text


def test_a_million_columns_and_a_row_of_a_million_cells_are_one_fault_each(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    (folder / "actors.csv").write_text(",".join(f"c{n}" for n in range(100_000)), encoding="utf-8")
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("," * 1_000_000 + "x\n")
    assert [(p.file, p.line) for p in problems(folder)] == [("actors.csv", 1), ("sources.csv", 4)]


def test_rows_that_end_as_on_old_machines_are_read(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    content = (folder / "actors.csv").read_bytes().replace(b"\n", b"\r")
    (folder / "actors.csv").write_bytes(content)
    assert check_package(open_package(folder)).rows["actors"] == 3


FILES: dict[str, tuple[bytes, tuple[int, str], str]] = {
    "semicolons": (b"id;name;kind\n", (1, ""), "has its cells parted by semicolons; save it as CSV with commas"),
    "tabs": (b"id\tname\tkind\n", (1, ""), "has its cells parted by tabs"),
    "an empty file": (b"", (1, ""), "is empty; the first line names the columns: id, name"),
    "a misspelt column": (
        b"id,nane,kind,collective,certainty,name\n",
        (1, "nane"),
        'is not a column of this table; did you mean "name"?',
    ),
    "a missing column": (b"id,name,kind,certainty\n", (1, "collective"), "is missing from the header"),
    "a column twice": (b"id,name,kind,collective,certainty,name\n", (1, "name"), "stands twice in the header"),
    "another encoding": (
        b"id,name,kind,collective,certainty\na,A,customs,no,certain\nb,\xc0\xc1,customs,no,certain\n",
        (3, ""),
        'has a byte ("c0") that is not UTF-8; save the file as CSV UTF-8',
    ),
    "an open quote": (
        b'id,name,kind,collective,certainty\na,A,customs,no,certain\nb,"B,customs,no,certain\n',
        (3, ""),
        "is not CSV",
    ),
    "a short row": (
        b"id,name,kind,collective,certainty\na,A,customs,no,certain\nb,B,customs\n",
        (3, ""),
        "has 3 cells where the header has 5; add or remove commas",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_table_is_told_once(case: str, tmp_path: Path) -> None:
    content, where, text = FILES[case]
    folder = write_package(tmp_path)
    (folder / "actors.csv").write_bytes(content)
    found = [p for p in problems(folder) if p.file == "actors.csv"]
    assert [(p.line, p.column) for p in found] == [where]
    assert text in found[0].text


def test_a_file_that_is_no_table_makes_no_faults_elsewhere(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    (folder / "actors.csv").write_bytes(b"\xff\xfe")
    assert [p.file for p in problems(folder)] == ["actors.csv"]


def test_a_table_that_ends_early_makes_no_faults_elsewhere(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    lines = (folder / "actors.csv").read_bytes().splitlines(keepends=True)
    (folder / "actors.csv").write_bytes(b"".join([*lines[:2], b"b,\xff\n", *lines[2:]]))
    assert [(p.file, p.line) for p in problems(folder)] == [("actors.csv", 3)]


def test_what_a_spreadsheet_writes_is_read(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    text = (folder / "actors.csv").read_text(encoding="utf-8")
    lines = text.replace("A,,customs", '"A, ""the"" first\nof all",,customs').splitlines()
    (folder / "actors.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, "", ",,,,,,,,,"]).encode())
    assert check_package(open_package(folder)).rows["actors"] == 3


def test_lines_are_those_an_editor_shows(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["note"] = "two\nlines"
    rows["actors"][1]["kind"] = "nonsense"
    (problem,) = problems(write_package(tmp_path, rows))
    assert problem.line == 4


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    folder = write_package(tmp_path)
    (folder / "activities.csv").unlink()
    (folder / "sources.csv").unlink()
    with pytest.raises(PackageError) as caught:
        open_package(folder)
    assert {p.file for p in caught.value.problems} == {"activities.csv", "sources.csv"}


DESCRIPTORS = {
    "no JSON": ("{", 1, "", "is not JSON at character"),
    "a list": ("[]", 1, "", "is not a JSON object"),
    "no base": ('{"name": "a", "title": "A", "version": "1"}', 0, "base", "is missing; write the base"),
    "a bad base": (
        '{"name": "a", "title": "A", "version": "1", "base": "https://example.org/x"}',
        0,
        "base",
        "will not do; write the base of the package's IRIs, which ends with /",
    ),
    "a number as version": (
        '{"name": "a", "title": "A", "version": 1, "base": "https://example.org/"}',
        0,
        "version",
        "1 will not do; write a version",
    ),
}


@pytest.mark.parametrize("case", DESCRIPTORS)
def test_a_faulty_descriptor_is_told(case: str, tmp_path: Path) -> None:
    content, line, column, text = DESCRIPTORS[case]
    folder = write_package(tmp_path)
    (folder / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        open_package(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column) == ("datapackage.json", line, column)
    assert text in problem.text


def test_a_folder_that_is_no_package_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="is not a folder"):
        open_package(tmp_path / "nowhere")
    with pytest.raises(NotFoundError, match=r"has no datapackage\.json"):
        open_package(tmp_path)


def test_participations_that_stand_apart_are_noticed(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["participations"].append({"activity": "one", "actor": "c", "role": "host", "ground": "stated"})
    assert check_package(open_package(write_package(tmp_path, rows))).scattered == {"one"}


def test_the_message_of_all_problems_ends_with_their_number(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["kind"] = rows["actors"][1]["kind"] = "nonsense"
    with pytest.raises(PackageError) as caught:
        check_package(open_package(write_package(tmp_path, rows)))
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert lines[-1] == "2 problems; nothing was built"
    assert json.dumps(lines[0]).count("actors.csv, line 2, column kind:") == 1
