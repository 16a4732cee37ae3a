"""Spreadsheets of offices become candidates: what each row says, what stays open, what is at fault and where."""

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from comity.data import Package, check_package, open_package
from comity.data.readers import Proposal, read_candidates, write_candidates
from comity.data.readers.faults import ReadingError
from comity.data.readers.proposals import OPEN
from comity.data.readers.spreadsheets import MappingError, SheetReading, candidates_path
from comity.data.schema import ACTIVITIES, PARTICIPATIONS
from tests.data.readers.offices import EXAMPLES, accept, maker, read, registry, written

PLAN = """\
source: bomca-eu-news
sheets:
- skip: Total
  activities: {title: Event, dates: Dates, kind: {literal: workshop}, place: Town}
  participations:
  - {actor: {column: Who, split: ;}, role: {literal: participant}}
"""
ROWS = """\
Event,Dates,Town,Who
Border check techniques,19-21.02.2019,Ашхабад,State Border Service of Turkmenistan; FRONTEX
Law enforcement ethics,3/4/2019,"Dushanbe, Tajikistan",Border Troops of Tajikistan;Nobody we know
Border check techniques,May 2020,Nowhere,frontex
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return registry(tmp_path_factory.mktemp("office") / "programme")


def by_table(reading: SheetReading) -> Counter[str]:
    return Counter(each.table.name for each in reading.proposals)


def values(proposal: Proposal) -> dict[str, str]:
    return {column: said.value for column, said in proposal.values.items() if said.value}


def faults(reading: SheetReading) -> list[str]:
    return list(map(str, reading.faults))


def test_one_wide_row_is_an_activity_and_its_participations(package: Package, tmp_path: Path) -> None:
    reading = read(written(tmp_path / "plan.csv", ROWS), PLAN, package)
    assert by_table(reading) == {"activities": 3, "participations": 5}
    first = next(each for each in reading.proposals if each.table is ACTIVITIES)
    assert values(first) == {
        "id": "ashgabat-border-check-techniques-2019-02",
        "kind": "workshop",
        "title": "Border check techniques",
        "earliest": "2019-02-19",
        "latest": "2019-02-21",
        "date_precision": "day",
        "edtf": "2019-02-19/2019-02-21",
        "date_words": "19-21.02.2019",
        "year_ground": "stated",
        "mode": "in-person",
        "mode_ground": "inferred",
        "country": "TKM",
        "place": "ashgabat",
        "place_words": "Ашхабад",
        "place_ground": "stated",
        "source": "bomca-eu-news",
    }
    assert (first.values["place"].quote, first.values["place"].where) == ("Ашхабад", "C2")
    parts = [each for each in reading.proposals if each.table is PARTICIPATIONS]
    assert values(parts[1]) == {
        "activity": "ashgabat-border-check-techniques-2019-02",
        "actor": "frontex",
        "role": "participant",
        "ground": "stated",
        "words": "FRONTEX",
    }
    assert parts[1].values["actor"].where == "D2"


def test_what_is_doubtful_stays_open_and_is_told_by_row_and_column(package: Package, tmp_path: Path) -> None:
    reading = read(written(tmp_path / "plan.csv", ROWS), PLAN, package)
    (fault,) = faults(reading)
    assert fault.startswith('plan.csv, row 3, column B (Dates): "3/4/2019" can be 3 April or 4 March; say')
    asked = {
        (each.table.name, each.values["title" if each.table is ACTIVITIES else "words"].quote): each
        for each in reading.proposals
    }
    assert asked["activities", "Law enforcement ethics"].open == ["earliest", "date_precision", "year_ground"]
    assert asked["activities", "Law enforcement ethics"].text("country") == "TJK"
    unknown = asked["participations", "Nobody we know"].values["actor"]
    assert (unknown.value, unknown.quote, unknown.where, unknown.sure) == ("", "Nobody we know", "D3", OPEN)
    nowhere = next(each for each in reading.proposals if each.text("date_words") == "May 2020")
    assert nowhere.open == ["place"]
    assert "no town that is known" in nowhere.values["place"].why
    assert (nowhere.text("date_precision"), nowhere.text("edtf")) == ("month", "2020-05")


def test_a_proposal_keeps_its_name_when_rows_move(package: Package, tmp_path: Path) -> None:
    head, *rows = ROWS.splitlines()
    before = read(written(tmp_path / "plan.csv", ROWS), PLAN, package)
    moved = read(written(tmp_path / "plan.csv", "\n".join([head, "", *reversed(rows), ""])), PLAN, package)
    assert {each.id for each in before.proposals} == {each.id for each in moved.proposals}
    assert write_candidates(before.proposals) != write_candidates(moved.proposals), "the places are others"


def test_reading_again_proposes_only_the_difference(tmp_path: Path) -> None:
    package = registry(tmp_path / "programme")
    path = written(tmp_path / "plan.csv", ROWS)
    first = read(path, PLAN, package)
    assert (first.new, first.gone) == (8, 0)
    target = candidates_path(package.folder, path)
    target.parent.mkdir()
    target.write_bytes(write_candidates(first.proposals))
    assert [each.id for each in read_candidates(target)] == [each.id for each in first.proposals]
    again = read(path, PLAN, package)
    assert (again.new, again.gone) == (0, 0)
    assert write_candidates(again.proposals) == target.read_bytes()
    changed = ROWS.replace("; FRONTEX", "; UNHCR") + "Document security,2021,Ashgabat,UNODC\n"
    third = read(written(path, changed), PLAN, package)
    assert (third.new, third.gone) == (3, 1)
    assert accept(package, again) == 3
    assert check_package(open_package(package.folder)).rows["participations"] == 2
    fourth = read(path, PLAN, open_package(package.folder))
    assert len(fourth.standing) == 2
    assert {each.id for each in fourth.proposals} == {each.id for each in third.proposals} - {
        each.id for each in fourth.standing
    }


def test_activities_that_would_share_a_name_keep_theirs(tmp_path: Path) -> None:
    package = registry(tmp_path / "programme")
    head, row = ROWS.splitlines()[:2]
    path = written(tmp_path / "plan.csv", f"{head}\n{row}\n")
    first = read(path, PLAN, package)
    target = candidates_path(package.folder, path)
    target.parent.mkdir()
    target.write_bytes(write_candidates(first.proposals))
    other = row.replace("19-21.02.2019", "25.02.2019")
    both = read(written(path, f"{head}\n{other}\n{row}\n"), PLAN, package)
    names = [each.text("id") for each in both.proposals if each.table is ACTIVITIES]
    assert names[1] == "ashgabat-border-check-techniques-2019-02"
    assert names[0] != names[1]
    assert names[0].startswith("ashgabat-border-check-techniques-2019-02-")
    assert {each.id for each in first.proposals} <= {each.id for each in both.proposals}


def test_rows_that_are_one_participation_each_make_one_activity(package: Package, tmp_path: Path) -> None:
    text = """\
No,Event,Dates,Agency,Role
1,Customs ethics,март 2018,BOMCA,organiser
1,Customs ethics,март 2018,Customs Service of Tajikistan,участник
2,Customs ethics,апрель 2018,BOMCA,Organiser
2,Customs ethics and more,,EU,Funder
"""
    mapping = """\
source: {url: https://example.org/plan, language: en}
sheets:
- activities: {keys: No, phase: No, title: Event, dates: Dates, kind: {literal: seminar}}
  participations: {actor: Agency, role: Role}
"""
    reading = read(written(tmp_path / "rows.csv", text), mapping, package)
    assert by_table(reading) == {"sources": 1, "activities": 2, "participations": 4}
    assert [each.text("phase") for each in reading.proposals if each.table is ACTIVITIES] == ["1", "2"]
    assert faults(reading) == [
        'rows.csv, row 5, column B (Event): "Customs ethics and more" is not "Customs ethics" as in row 4, '
        "which is about the same"
    ]
    roles = [each.text("role") for each in reading.proposals if each.table is PARTICIPATIONS]
    assert roles == ["organiser", "participant", "organiser", "funder"]
    (source,) = (each for each in reading.proposals if each.table.name == "sources")
    assert (source.text("id"), source.text("publisher")) == ("example-org-plan", "example.org")
    assert {each.text("source") for each in reading.proposals if each.table is ACTIVITIES} == {"example-org-plan"}


def test_other_tables_name_the_activity_by_its_key(package: Package, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    events: Any = book.active
    events.title = "Events"
    for row in (("No", "Event", "Date"), (7, "Handover of scanners", "2 June 2020")):
        events.append(row)
    items = book.create_sheet("Items")
    for item in (
        ("Event No", "What", "How many", "To", "EUR"),
        (7, "scanner", 3, "UNODC", "9 986,50"),
        (8, "van", 1, "UNODC", 1),
    ):
        items.append(item)
    book.save(tmp_path / "handovers.xlsx")
    mapping = """\
source: bomca-eu-news
sheets:
- sheet: Events
  activities: {keys: No, note: No, title: Event, dates: Date, kind: {literal: equipment-handover}}
- sheet: Items
  transfers:
    activity: Event No
    item: What
    quantity: How many
    receiver: To
    value: EUR
    currency: {literal: EUR}
    value_covers: {literal: all}
"""
    reading = read(tmp_path / "handovers.xlsx", mapping, package)
    first, second = (each for each in reading.proposals if each.table.name == "transfers")
    assert first.text("activity") == "handover-scanners-2020-06"
    assert (first.text("id"), first.text("value"), first.text("quantity")) == (
        "handover-scanners-2020-06-scanner",
        "9986.50",
        "3",
    )
    assert first.values["item"].where == "Items!B2"
    assert second.open == ["activity"]


def test_lists_of_countries_and_themes_in_a_cell(package: Package, tmp_path: Path) -> None:
    text = """\
Event,Date,Countries,Themes,Online,People
Border talks,1.2.2019,"Latvia, Казахстан, TJK",visas / контрабанда,online,1 200
Border talks,2.2.2019,"Latvia, Atlantis",smuggling,by sea,9,986
"""
    text = text.replace("9,986", '"9,986"')
    mapping = """\
source: bomca-eu-news
sheets:
- activities:
    title: Event
    dates: Date
    kind: {literal: meeting}
    participating_countries: {column: Countries, split: ","}
    themes: {column: Themes, split: /, values: {visas: document-security}}
    mode: Online
    headcount: People
"""
    reading = read(written(tmp_path / "talks.csv", text), mapping, package)
    first, second = reading.proposals
    assert first.text("participating_countries") == "LVA|KAZ|TJK"
    assert first.text("themes") == "document-security|smuggling"
    assert (first.text("mode"), first.text("mode_ground"), first.text("headcount")) == ("online", "stated", "1200")
    assert second.open == ["mode", "participating_countries", "headcount"]
    assert second.values["participating_countries"].why == 'no country that is known has the name "Atlantis"'
    assert [fault.partition(": ")[0] for fault in faults(reading)] == [
        "talks.csv, row 3, column E (Online)",
        "talks.csv, row 3, column F (People)",
    ]


def test_a_title_that_is_not_english_is_asked_for(package: Package, tmp_path: Path) -> None:
    path = written(tmp_path / "plan.csv", "Event,Dates,Town,Who\nАнализ рисков,2019,Ashgabat,БОМКА\n")
    activity, part = read(path, PLAN, package).proposals
    assert activity.open == ["title"]
    assert activity.values["title"].quote == "Анализ рисков"
    assert part.text("activity") == "ashgabat-analiz-riskov-2019-01"
    assert part.text("actor") == "bomca"


def test_a_mapping_that_does_not_fit_is_refused_with_all_reasons(package: Package, tmp_path: Path) -> None:
    mapping = """\
source: no-such-page
sheets:
- fill_down: Evnt
  skip: Total
  activities: {keys: Town, title: Evnt, kind: {literal: workshpo}, dates: {literal: "2019"}}
  participations: {actor: {column: Who, split: ;}, role: {column: Dates, split: ;}}
- participations: {actor: Who}
- header: 9
  activities: {title: Event}
"""
    path = written(tmp_path / "plan.csv", ROWS)
    with pytest.raises(MappingError) as caught:
        read(path, mapping, package)
    lines = str(caught.value).splitlines()
    assert lines[0] == 'plan.yaml, line 3: "Evnt" is not in the header of plan.csv; did you mean "Event"?'
    for part in (
        '"Town" of keys is no column',
        '"workshpo" is not in the scheme activity-kind; did you mean "workshop"?',
        "`dates` comes from a column",
        "actor and role are both parted into rows",
        "participations have no activity",
        "the header ends in row 9",
    ):
        assert any(part in line for line in lines), part
    with pytest.raises(MappingError, match='"no-such-page" is no source'):
        read(path, PLAN.replace("bomca-eu-news", "no-such-page"), package)
    with pytest.raises(MappingError, match="is not in the sheets of"):
        read(path, PLAN.replace("- skip", "- sheet: Plan\n  skip"), package)


OFFICES = {
    "plan-2019.xlsx": ({"activities": 6, "participations": 22}, {"blank": 1, "heading": 2, "total": 1}),
    "events-2017.ods": ({"activities": 4, "participations": 10}, {"total": 1}),
    "participants-2018.csv": ({"activities": 3, "participations": 9}, {"blank": 1, "total": 1}),
}


@pytest.mark.parametrize("name", OFFICES)
def test_spreadsheets_of_three_offices_are_read_whole(name: str, tmp_path: Path) -> None:
    package = registry(tmp_path / "programme")
    make = maker()
    make.write_plan(tmp_path / "plan-2019.xlsx")
    make.write_events(tmp_path / "events-2017.ods")
    make.write_participants(tmp_path / "participants-2018.csv")
    reading = read(tmp_path / name, EXAMPLES / f"{Path(name).stem}.yaml", package)
    assert faults(reading) == []
    assert (by_table(reading), reading.sheets[0][2]) == OFFICES[name]
    assert [each.open for each in reading.proposals if each.open] == []
    assert accept(package, reading) == sum(by_table(reading).values())
    checked = check_package(open_package(package.folder))
    assert {table: checked.rows[table] for table in by_table(reading)} == by_table(reading)
    assert not checked.scattered
    again = read(tmp_path / name, EXAMPLES / f"{Path(name).stem}.yaml", open_package(package.folder))
    assert (again.proposals, len(again.standing)) == ((), len(reading.proposals))


def test_the_days_and_agencies_of_an_office_are_those_of_the_sources(tmp_path: Path) -> None:
    """What the example holds is in the BOMCA package, so the same has to come out."""
    maker().write_events(tmp_path / "events-2017.ods")
    reading = read(tmp_path / "events-2017.ods", EXAMPLES / "events-2017.yaml", registry(tmp_path / "programme"))
    own = {(row.place, row.earliest, row.latest, row.kind, row.year_ground) for row in open_package().rows(ACTIVITIES)}
    for each in reading.proposals:
        if each.table is ACTIVITIES:
            days = {
                str(row[1]): row for row in own if (row[0], str(row[2])) == (each.text("place"), each.text("latest"))
            }
            assert days[each.text("earliest")][3] == each.text("kind")
    assert {each.text("year_ground") for each in reading.proposals if each.table is ACTIVITIES} == {"inferred"}


def test_own_columns_need_no_mapping_and_tell_every_fault(package: Package, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Мероприятия"
    for row in (
        ("Our events",),
        ("Title", "Вид *", "earliest", "Place", "Headcnt", "Headcount"),
        ("Border talks", "встреча", "12.03.2019", "Ашхабад", None, "some"),
        (None, "metting", "2019", "Ashgabat", None, -1),
    ):
        sheet.append(row)
    other = book.create_sheet("Draft")
    other["A1"] = "nothing of ours"
    book.save(tmp_path / "own.xlsx")
    reading = read(tmp_path / "own.xlsx", None, package)
    first = next(each for each in reading.proposals if each.text("title"))
    assert (first.text("kind"), first.text("earliest"), first.text("date_precision")) == (
        "meeting",
        "2019-03-12",
        "day",
    )
    assert first.text("id") == "ashgabat-border-talks-2019-03"
    assert [fault.partition(": ")[0] for fault in faults(reading)] == [
        "own.xlsx, sheet Мероприятия, row 2, column E",
        "own.xlsx, sheet Draft",
        "own.xlsx, sheet Мероприятия, row 3, column F (Headcount)",
        "own.xlsx, sheet Мероприятия, row 4, column B (Вид *)",
        "own.xlsx, sheet Мероприятия, row 4, column A (Title)",
        "own.xlsx, sheet Мероприятия, row 4, column C (earliest)",
        "own.xlsx, sheet Мероприятия, row 4, column F (Headcount)",
    ]
    with pytest.raises(ReadingError, match="say with --map which column is what"):
        read(written(tmp_path / "plan.csv", ROWS), None, package)


def test_what_is_not_complete_waits_and_what_a_build_would_refuse_is_told(tmp_path: Path) -> None:
    from comity.data.readers import accept_complete

    package = registry(tmp_path / "programme")
    text = """\
id,name,kind,country,parent,certainty,collective,name_ru_ground
new-body,New Body,customs,LVA,other-body,certain,no,
other-body,Other Body,customs,LVA,missing-body,certain,no,
third-body,Third Body,customs,LVA,,certain,no,stated
lva-sbg,Changed,customs,LVA,,certain,no,
"""
    reading = read(written(tmp_path / "actors.csv", text), None, package)
    acceptance = accept_complete(package, reading.proposals)
    assert acceptance.taken == ()
    assert acceptance.files == {}
    assert [each.text("id") for each in acceptance.waiting] == ["new-body", "other-body", "third-body", "lva-sbg"]
    (fault,) = acceptance.faults
    assert str(fault) == (
        "actors.csv, row 4: name_ru is empty although its ground is given; write the name or empty the ground"
    )
    sound = read(
        written(tmp_path / "actors.csv", text.replace("missing-body", "").replace(",stated", ",")), None, package
    )
    acceptance = accept_complete(package, sound.proposals)
    assert [each.text("id") for each in acceptance.taken] == ["new-body", "other-body", "third-body"]
    (content,) = acceptance.files.values()
    assert content.startswith(package.tables["actors"].read_bytes()), "rows that were there stay as they are"
