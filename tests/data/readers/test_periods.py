"""Days and periods as offices write them; nothing is guessed."""

from datetime import date, datetime, time

import pytest

from comity.data.readers.periods import check_languages, read_period
from comity.data.readers.texts import Cell

READ: dict[Cell, tuple[str, str, str]] = {
    "12.03.2019": ("2019-03-12", "2019-03-12", "day"),
    "12-15.03.2019": ("2019-03-12", "2019-03-15", "day"),
    "12.–15.03.2019": ("2019-03-12", "2019-03-15", "day"),
    "28.02-02.03.2019": ("2019-02-28", "2019-03-02", "day"),
    "30.12.2018 - 2.1.2019": ("2018-12-30", "2019-01-02", "day"),
    "13/4/2019": ("2019-04-13", "2019-04-13", "day"),
    "4/13/2019": ("2019-04-13", "2019-04-13", "day"),
    "3/3/2019": ("2019-03-03", "2019-03-03", "day"),
    "3-5/4/2019": ("2019-04-03", "2019-04-05", "day"),
    "3/4/2019-13/4/2019": ("2019-04-03", "2019-04-13", "day"),
    "2019-03-12": ("2019-03-12", "2019-03-12", "day"),
    "2019-03-12 – 2019-03-14": ("2019-03-12", "2019-03-14", "day"),
    "12 марта 2019 г.": ("2019-03-12", "2019-03-12", "day"),
    "с 12 по 15 декабря 2017 года": ("2017-12-12", "2017-12-15", "day"),
    "12–15 дек. 2017": ("2017-12-12", "2017-12-15", "day"),
    "12-15 December 2017": ("2017-12-12", "2017-12-15", "day"),
    "December 12-14, 2017": ("2017-12-12", "2017-12-14", "day"),
    "January 29-February 2, 2018": ("2018-01-29", "2018-02-02", "day"),
    "29 января – 2 февраля 2018": ("2018-01-29", "2018-02-02", "day"),
    "the 1st of March 2020": ("2020-03-01", "2020-03-01", "day"),
    "март 2019": ("2019-03-01", "2019-03-31", "month"),
    "Feb 2020": ("2020-02-01", "2020-02-29", "month"),
    "03.2019": ("2019-03-01", "2019-03-31", "month"),
    "July-September 2019": ("2019-07-01", "2019-09-30", "bounded"),
    "2019 г.": ("2019-01-01", "2019-12-31", "bounded"),
    "2018-2019": ("2018-01-01", "2019-12-31", "bounded"),
    2019: ("2019-01-01", "2019-12-31", "bounded"),
    2018.0: ("2018-01-01", "2018-12-31", "bounded"),
    datetime(2019, 3, 12, 10, 30): ("2019-03-12", "2019-03-12", "day"),
    date(2019, 3, 12): ("2019-03-12", "2019-03-12", "day"),
}
REFUSED: dict[Cell, str] = {
    "3/4/2019": "can be 3 April or 4 March; say in the mapping",
    "31.02.2020": "does not exist in the calendar",
    "31/31/2019": "does not exist in the calendar",
    "12.03.19": "has a year of two digits",
    "12-15 December": "has no year",
    "March": "has no year",
    "15-12 December 2017": "ends before it begins",
    "mid-February 2017": "cannot be read as a date",
    "12.03.2019, 15.03.2019": "cannot be read as a date",
    "soon": "cannot be read as a date",
    43536: "is a number, not a date",
    True: "is a number, not a date",
    time(10, 30): "is a number, not a date",
}


@pytest.mark.parametrize("cell", READ, ids=repr)
def test_a_period_is_read(cell: Cell) -> None:
    when = read_period(cell)
    assert (str(when.earliest), str(when.latest), when.precision) == READ[cell]
    assert when.year_stated


@pytest.mark.parametrize("cell", REFUSED, ids=repr)
def test_what_is_no_date_or_two_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError, match=REFUSED[cell]):
        read_period(cell)


def test_the_mapping_says_which_comes_first() -> None:
    assert read_period("3/4/2019", "day-first").earliest == date(2019, 4, 3)
    assert read_period("3/4/2019", "month-first").earliest == date(2019, 3, 4)
    with pytest.raises(ValueError, match="calendar"):
        read_period("13/4/2019", "month-first")


def test_a_year_that_is_not_written_is_given() -> None:
    when = read_period("12-15 декабря", year=2017)
    assert (when.earliest, when.latest) == (date(2017, 12, 12), date(2017, 12, 15))
    assert not when.year_stated
    assert read_period("12-15 декабря 2018", year=2017).year_stated


def test_months_of_other_languages_are_known_when_they_are_named() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        read_period("5 listopada 2020")
    assert read_period("5 listopada 2020", languages=("pl",)).earliest == date(2020, 11, 5)
    with pytest.raises(ValueError, match="not a language"):
        check_languages(("zz",))
