"""The mapping that is proposed for a spreadsheet."""

import csv
from pathlib import Path

import pytest

from comity.data import Package, open_package
from comity.data.readers.spreadsheets import read_mapping, suggest_mapping
from comity.data.readers.spreadsheets.grid import read_sheets
from comity.data.readers.spreadsheets.suggest import find_header
from tests.data.readers.offices import EXAMPLES, maker, read, registry, written


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    make = maker()
    make.write_plan(folder / "plan-2019.xlsx")
    make.write_events(folder / "events-2017.ods")
    make.write_participants(folder / "participants-2018.csv")
    return folder


def lines(path: Path, package: Package | None = None) -> list[str]:
    return [line.partition("    #")[0] for line in suggest_mapping(path, package or open_package()).splitlines()]


@pytest.mark.parametrize(("name", "header"), [("plan-2019.xlsx", (3, 4)), ("events-2017.ods", (2, 2))])
def test_the_header_is_found_below_titles_and_on_two_lines(name: str, header: tuple[int, int], files: Path) -> None:
    assert find_header(read_sheets(files / name)[0]) == header


def test_columns_are_known_by_their_values_and_headers(files: Path) -> None:
    assert lines(files / "plan-2019.xlsx")[1:] == [
        "dates: day-first",
        "source: …",
        "sheets:",
        "- sheet: Plan 2019",
        "  header: 4-5",
        '  skip: ["Total:"]',
        "  activities:",
        "    title: Event",
        "    kind: Type",
        "    dates: Dates",
        "    place: Venue",
        "    headcount: People",
        "  participations:",
        "  - actor: {column: Agencies / Organised by, split: newline}",
        "    role: {literal: organiser}",
        '  - actor: {column: Agencies / Experts from, split: ";"}',
        "    role: {literal: expert}",
        '  - actor: {column: Agencies / Participants, split: ";"}',
        "    role: {literal: participant}",
        '  # not used: "No"',
    ]


def test_one_row_for_each_participation_is_seen(files: Path) -> None:
    suggestion = suggest_mapping(files / "participants-2018.csv", open_package())
    assert "encoding: cp1251" in suggestion
    assert "fill_down: [Дата, Название (англ.), Город]" in suggestion
    assert "role: Роль    # 9 of 9 cells are roles" in suggestion
    assert "# not known: Пограничная служба Кыргызстана" in suggestion


def test_a_year_that_no_date_has_is_looked_for_above(files: Path) -> None:
    assert "  year: 2017" in lines(files / "events-2017.ods")


@pytest.mark.parametrize("name", ["plan-2019", "events-2017", "participants-2018"])
def test_with_its_gaps_filled_it_reads_what_the_mapping_by_hand_reads(name: str, files: Path, tmp_path: Path) -> None:
    package = registry(tmp_path / "programme")
    path = next(files.glob(f"{name}.[!y]*"))
    text = suggest_mapping(path, package).replace("source: …", "source: bomca-eu-news")
    text = text.replace("kind: {literal: …}", "kind: {literal: technical-mission}")
    by_hand = read(path, EXAMPLES / f"{name}.yaml", package)
    proposed = read(path, text, package)
    assert len(proposed.proposals) == len(by_hand.proposals)
    assert {each.table.name for each in proposed.proposals} == {"activities", "participations"}


def test_without_a_package_headers_alone_tell(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Topic: new,Dates,Agencies\nA,3/4/2019,X;Y\nB,5/6/2019,Z\n")
    assert suggest_mapping(path, None).splitlines()[1:] == [
        "dates: …    # day-first or month-first: 3/4/2019 can be either",
        "source: …    # the id of a source of the package, or {url: …, language: …, publisher: …, kind: web-page}",
        "sheets:",
        "- header: 1",
        "  activities:",
        "    dates: Dates    # 2 of 2 cells are dates",
        "    kind: {literal: …}    # a code of the scheme activity-kind, like workshop",
        "    title: …    # the column that says what took place",
        "  participations:",
        '  - actor: {column: Agencies, split: ";"}    # by its header',
        "    role: {literal: …}    # a code of the scheme role, like participant",
        '  # not used: "Topic: new"',
    ]


@pytest.mark.parametrize(
    "name", ["a: b", "No", "1", "a, b}", "[x] #1", "'", '"', "~", "да", "- x", "*a", "x" * 300, "?", "%"]
)
def test_a_header_of_any_kind_is_written_so_that_it_is_read_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[f"Agency {name}", "Dates", name], ["BOMCA; EU", "2019", "x"], ["EU", "2020", "y"]])
    suggestion = suggest_mapping(path, open_package())
    written(tmp_path / "a.yaml", suggestion.replace("source: …", "source: page"))
    (sheet,) = read_mapping(tmp_path / "a.yaml").sheets
    assert sheet.rows[-1].values["actor"].column == f"Agency {name}"
