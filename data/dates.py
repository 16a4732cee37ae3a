"""Dates that are not quite known."""

import calendar
import re
from datetime import date

from .errors import NotFoundError, RangeError

# The precisions of dates whose year is known; saved queries name the others.
YEAR_KNOWN = ("day", "month", "bounded")


def edtf_of(precision: str, earliest: date | None, latest: date | None) -> str:
    """Write the EDTF form that follows from the days; "" where the days alone do not settle it.

    >>> edtf_of("day", date(2017, 12, 12), date(2017, 12, 15))
    '2017-12-12/2017-12-15'
    >>> edtf_of("day", date(2020, 2, 11), None)
    '2020-02-11/'
    >>> edtf_of("month", date(2017, 4, 1), date(2017, 4, 30))
    '2017-04'
    >>> edtf_of("bounded", date(2017, 11, 16), date(2017, 11, 29))
    '[2017-11-16..2017-11-29]'
    """
    if earliest is None:
        return ""
    if precision == "day":
        return f"{earliest}" if earliest == latest else f"{earliest}/{latest or ''}"
    if precision == "month":
        return f"{earliest:%Y-%m}"
    if precision == "bounded" and latest:
        return f"{earliest}" if earliest == latest else f"[{earliest}..{latest}]"
    return ""


def in_words(precision: str, first: date | None, last: date | None) -> str:
    """Say when, in words, from the first and last possible day and what they mean.

    >>> in_words("day", date(2017, 12, 12), date(2017, 12, 15))
    '12–15 December 2017'
    >>> in_words("bounded", date(2017, 11, 16), date(2017, 11, 29))
    'between 16 and 29 November 2017'
    >>> in_words("day-without-year", date(2024, 7, 9), date(2025, 7, 9))
    '9 July, in 2024 or 2025'
    """
    if first is None:
        return "no date"
    if last is None:
        return f"from {_day(first)} {first.year}"
    if precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if precision == "day-without-year":
        days = _day(first)
        if (first.month, first.day) != (last.month, last.day):
            days = _span(first, last.replace(year=first.year), "–").rsplit(" ", 1)[0]
        return f"{days}, {_years(first.year, last.year)}"
    if precision == "unknown":
        return f"no date; {_years(first.year, last.year).removeprefix('in ')}"
    if precision == "bounded" and first != last:
        return "between " + _span(first, last, " and ")
    return _span(first, last, "–")


def _years(first: int, last: int) -> str:
    if last - first > 1:
        return f"between {first} and {last}"
    return f"in {first}" if first == last else f"in {first} or {last}"


def _span(first: date, last: date, between: str) -> str:
    end = f"{_day(last)} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{_day(first)} {first.year}{between}{end}"
    if first.month != last.month:
        return f"{_day(first)}{between}{end}"
    return f"{first.day}{between}{end}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def check_period(since: date | None, until: date | None) -> None:
    """Raise ``RangeError`` for a period that ends before it begins."""
    if since and until and since > until:
        raise RangeError(f"the period from {since} until {until} ends before it begins; give the earlier day as since")


def first_day(text: str) -> date:
    """Read a year, month or day as its first day.

    >>> first_day("2017-04")
    datetime.date(2017, 4, 1)
    """
    year, month, day = _year_month_day(text)
    return _real_day(text, year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Read a year, month or day as its last day.

    >>> last_day("2020-02")
    datetime.date(2020, 2, 29)
    """
    year, month, day = _year_month_day(text)
    month = month or 12
    return _real_day(text, year, month, day or calendar.monthrange(year, month)[1])


def _year_month_day(text: str) -> tuple[int, int, int]:
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", text.strip())
    if not match or int(match[1]) == 0:
        raise NotFoundError(f'"{text}" is not a date; write a year, a month or a day: 2017, 2017-04, 2017-04-30')
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)


def _real_day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotFoundError(f'"{text}" does not exist in the calendar; write YYYY-MM-DD') from None
