"""Filters: dates as users write them, and filters in words."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

import comity
from comity.data import NotFoundError, RangeError
from comity.data.dates import YEAR_KNOWN, first_day, last_day
from comity.graph.ties.filters import EXCLUSIONS, NAME_FILTERS, Filters, NameFilter, as_data
from comity.graph.ties.ties import LEVELS, Level
from comity.ontology import load_scheme

ROOT = Path(__file__).parents[2]

DAYS = [
    ("2017", date(2017, 1, 1), date(2017, 12, 31)),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ("2017-12-12", date(2017, 12, 12), date(2017, 12, 12)),
    (" 2017 ", date(2017, 1, 1), date(2017, 12, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), DAYS)
def test_a_year_month_or_day_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "17", "2017-13", "2017-00", "2017-1", "0000", "12 May", "2017-12-12T00:00", "٢٠١٧x"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(NotFoundError, match="is not a date; write a year, a month or a day"):
        first_day(text)


def test_a_day_that_does_not_exist_is_told() -> None:
    with pytest.raises(NotFoundError, match="does not exist in the calendar"):
        last_day("2019-02-29")


def test_filters_in_words() -> None:
    assert Filters().describe() == ""
    assert Filters(until=date(2018, 1, 1), place=("KAZ", "osh")).describe() == "until 2018-01-01; place KAZ, osh"


def test_a_period_may_be_a_day_but_not_end_before_it_begins() -> None:
    day = date(2018, 1, 1)
    assert Filters(since=day, until=day).describe() == "2018-01-01 to 2018-01-01"
    with pytest.raises(RangeError, match="from 2018-01-01 until 2017-12-31 ends before it begins; give the earlier"):
        Filters(since=day, until=date(2017, 12, 31))


SUBJECTS = {
    "activity": "?x a comity:Activity ; dct:identifier ?id",
    "actor": "?x a comity:Actor ; dct:identifier ?id",
    "participation": "?event prov:qualifiedAssociation ?x ; dct:identifier ?activity . "
    "?x prov:agent/dct:identifier ?actor BIND(CONCAT(?activity, ' ', ?actor) AS ?id)",
}


def by_sparql(about: str, path: str) -> set[tuple[str, str]]:
    found = comity.open().query(f"SELECT ?id ?value {{ {SUBJECTS[about]} . ?x {path} ?value }}").rows
    return {(row["id"], row["value"].rpartition("/")[2] or row["value"]) for row in found}


def by_columns(about: str, table: str, columns: Iterable[str]) -> set[tuple[str, str]]:
    rows = comity.open().store.table(table).to_pylist()
    named = [(f"{row['activity']} {row['actor']}" if about == "participation" else row[about], row) for row in rows]
    return {(name, row[column]) for name, row in named for column in columns if row[column] is not None}


@pytest.mark.parametrize("each", NAME_FILTERS.values(), ids=NAME_FILTERS)
def test_path_and_columns_of_a_filter_hold_the_same_values(each: NameFilter) -> None:
    found = by_sparql(each.about, each.path)
    assert len(found) > 90
    assert found == by_columns(each.about, each.table, each.columns)
    assert not each.scheme or {value for _, value in found} <= set(load_scheme(each.scheme).concepts)


@pytest.mark.parametrize("each", [level for level in LEVELS.values() if level.path], ids=lambda level: level.name)
def test_path_and_column_of_a_level_hold_the_same_values(each: Level) -> None:
    assert by_sparql("actor", each.path) == by_columns("actor", "actors", [each.column])


def test_statement_and_column_of_an_exclusion_name_the_same_actors() -> None:
    for each in EXCLUSIONS:
        found = comity.open().query(f"SELECT ?id {{ ?x {each.statement} ; a comity:Actor ; dct:identifier ?id }}").rows
        rows = comity.open().store.table("actors").to_pylist()
        assert {row["id"] for row in found} == {row["actor"] for row in rows if row[each.column] == each.value} != set()


def test_every_filter_is_a_definition_or_a_switch() -> None:
    usual = {name: value for name, value in vars(Filters()).items() if name not in NAME_FILTERS}
    assert usual == {"since": None, "until": None, "within": False, "stated_only": False}
    assert [each["name"] for each in as_data()["names"]] == [name.replace("_", "-") for name in NAME_FILTERS]


def test_queries_leave_out_every_date_whose_year_is_not_known() -> None:
    unknown = set(load_scheme("date-precision").concepts) - set(YEAR_KNOWN)
    named = [
        (file.name, set(re.findall(r"date-precision:([\w-]+)", listed)))
        for file in (*ROOT.glob("graph/query/queries/*.rq"), *ROOT.glob("viz/report/queries/*.rq"))
        for listed in re.findall(r"NOT IN \((.*date-precision:.*)\)", file.read_text("utf-8"))
    ]
    assert len(named) > 8
    assert [name for name, precisions in named if precisions != unknown] == []
