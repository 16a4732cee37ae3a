"""Packages with faults: every one is told at once, with file, line and column."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from comity.data import NotFoundError, PackageError, Problem, check_package, open_package
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
        "says the same as line 2; keep one of them, or say in the note what sets them apart",
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
