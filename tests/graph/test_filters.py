"""Filters: dates as users write them, and filters in words."""

from datetime import date

import pytest

from comity.data import NotFoundError, RangeError
from comity.data.dates import first_day, last_day
from comity.graph.ties.filters import Filters

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
