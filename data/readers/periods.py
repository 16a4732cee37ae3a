"""Read days and periods as offices write them; what can be read in two ways is not guessed.

The structure is ours, the names of months are those of the Unicode CLDR, in the languages that are asked for.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from ..cells import quote
from .texts import Cell, cell_text

ORDERS = ("day-first", "month-first")
LANGUAGES = ("en", "ru")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_ORDINAL = re.compile(r"(?<=\d)\s*(?:st|nd|rd|th|-?го|-?е)\b")
_YEAR_WORD = re.compile(r"(?<=\d)\s*(?:гг\.?|г\.?|год[ау]?|годы)(?!\w)")
_TO = re.compile(r"\s(?:to|till|until|through|and|по|до|и)\s")
_LEADING = re.compile(r"^(?:from|between|on|in|the|of|с|со|в|от)\s+")
_WORD = re.compile(r"[^\W\d_]+\.?")


@dataclass(frozen=True)
class When:
    """A day or period that was read: its limits, what they mean, and whether its year was stated."""

    earliest: date
    latest: date
    precision: str
    year_stated: bool = True


def read_period(cell: Cell, order: str = "", year: int = 0, languages: tuple[str, ...] = LANGUAGES) -> When:
    """Read a cell as a day, a period of days or months, or a year.

    *order* says whether 3/4/2019 begins with the day or the month, *year* which year is meant where none is
    written. Raises ``ValueError`` with what was found and what would do.

    >>> read_period("12–15 декабря 2017 г.")
    When(earliest=datetime.date(2017, 12, 12), latest=datetime.date(2017, 12, 15), precision='day', year_stated=True)
    >>> read_period("3/4/2019")
    Traceback (most recent call last):
    ...
    ValueError: "3/4/2019" can be 3 April or 4 March; say in the mapping whether dates are day-first or month-first
    """
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return When(day, day, "day")
    text = cell_text(cell)
    if isinstance(cell, time | timedelta | bool) or (not isinstance(cell, str) and not _is_year(text)):
        raise ValueError(f"{quote(text)} is a number, not a date; give the cell the format of a date")
    plain = _plain(text, languages)
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(plain):
            found = read({key: value for key, value in match.groupdict().items() if value}, order, year, text)
            if found.latest < found.earliest:
                raise ValueError(f"{quote(text)} ends before it begins; exchange the days or mend one")
            return found
    raise ValueError(
        f"{quote(text)} cannot be read as a date; write it like 12.03.2019, 12-15 March 2019 or March 2019"
    )


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def _plain(text: str, languages: tuple[str, ...]) -> str:
    """Write a date with months as M1 to M12 and with - for all that stands between two ends."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold()).replace(",", " ").replace("\n", " ")
    plain = _YEAR_WORD.sub("", _ORDINAL.sub("", plain.strip()))
    while leading := _LEADING.match(plain):
        plain = plain[leading.end() :]
    plain = re.sub(r"\b(?:of|the)\b", " ", _TO.sub("-", plain))
    plain = _WORD.sub(lambda match: f" M{_month(match[0].rstrip('.'), languages) or match[0]} ", plain)
    return re.sub(r"\s*-\s*", "-", " ".join(plain.split()).rstrip(". "))


@cache
def _month_names(languages: tuple[str, ...]) -> dict[str, int]:
    from babel.core import UnknownLocaleError
    from babel.dates import get_month_names

    names: dict[str, int] = {}
    for language in languages:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                try:
                    months = get_month_names(width, context, language)
                except (UnknownLocaleError, ValueError):
                    raise ValueError(f"{quote(language)} is not a language whose months are known") from None
                names |= {months[number].casefold().rstrip("."): number for number in range(1, 13)}
    return names


def check_languages(languages: tuple[str, ...]) -> None:
    """Raise ``ValueError`` for a language whose months are not known."""
    _month_names(languages)


def _month(word: str, languages: tuple[str, ...]) -> int:
    """Find the number of a month by its name or the beginning of it, three letters at least; 0 where it is none."""
    names = _month_names(languages)
    if word in names:
        return names[word]
    numbers = {number for name, number in names.items() if len(word) > 2 and name.startswith(word)}
    return numbers.pop() if len(numbers) == 1 else 0


Parts = dict[str, str]


def _day(year: str | int, month: str | int, day: str | int, text: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"{quote(text)} does not exist in the calendar; mend it") from None


def _days(parts: Parts, order: str, year: int, text: str) -> When:
    """Read one day or two, of which the first may leave out its month and year."""
    last = parts.get("Y", "") or str(year or "")
    if not last:
        raise ValueError(f"{quote(text)} has no year; write it, or give `year` in the mapping")
    month = parts.get("M") or parts["m"]
    begin = end = _day(last, month, parts["D"], text)
    if "d" in parts:
        begin = _day(parts.get("y", last), parts.get("m", month), parts["d"], text)
    return When(begin, end, "day", "Y" in parts)


def _slashes(parts: Parts, order: str, year: int, text: str) -> When:
    """Read days in figures with slashes, of which day and month may be exchanged."""
    pairs = [(int(parts[one]), int(parts[two])) for one, two in (("d", "m"), ("D", "M")) if two in parts]
    if "d" in parts and "m" not in parts:  # 3-5/4/2019
        order = "day-first"
    for first, second in pairs:
        if not order and (first > 12) != (second > 12):
            order = "day-first" if first > 12 else "month-first"
    doubtful = [(first, second) for first, second in pairs if first != second]
    if not order and doubtful and max(doubtful[0]) <= 12:
        (first, second), months = doubtful[0], calendar.month_name
        advice = "say in the mapping whether dates are day-first or month-first"
        raise ValueError(f"{quote(text)} can be {first} {months[second]} or {second} {months[first]}; {advice}")
    if order == "month-first":
        exchange = {"D": "M", "M": "D", "d": "m", "m": "d"}
        parts = {exchange.get(key, key): value for key, value in parts.items()}
    return _days(parts, order, year, text)


def _months(parts: Parts, order: str, year: int, text: str) -> When:
    last = parts.get("Y", "") or str(year or "")
    if not last:
        raise ValueError(f"{quote(text)} has no year; write it, or give `year` in the mapping")
    end = _day(last, parts["M"], 1, text)
    begin = _day(parts.get("y", last), parts.get("m", parts["M"]), 1, text)
    end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    whole = "month" if (begin.year, begin.month) == (end.year, end.month) else "bounded"
    return When(begin, end, whole, "Y" in parts)


def _years(parts: Parts, order: str, year: int, text: str) -> When:
    return When(_day(parts.get("y", parts["Y"]), 1, 1, text), _day(parts["Y"], 12, 31, text), "bounded")


def _short_year(parts: Parts, order: str, year: int, text: str) -> When:
    raise ValueError(f"{quote(text)} has a year of two digits; write all four")


_D, _M, _Y, _N = r"(?P<D>\d{1,2})", r"(?P<M>\d{1,2})", r"(?P<Y>\d{4})", r"M(?P<M>\d{1,2})"
_d, _m, _y, _n = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4})", r"M(?P<m>\d{1,2})"
Reader = Callable[[Parts, str, int, str], When]
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_Y}-{_M}-{_D}", _days),
        (rf"{_y}-{_m}-{_d}[-/ ]{_Y}-{_M}-{_D}", _days),
        (rf"(?:{_d}(?:\.{_m}(?:\.{_y})?)?\.?-)?{_D}\.{_M}(?:\.{_Y})?", _days),
        (rf"(?:{_d}(?:/{_m}(?:/{_y})?)?-)?{_D}/{_M}/{_Y}", _slashes),
        (rf"(?:{_d}(?: {_n}(?: {_y})?)?-)?{_D} ?{_N}(?: {_Y})?", _days),
        (rf"{_n} {_d}(?: {_y})?-(?:{_N} )?{_D}(?: {_Y})?", _days),
        (rf"{_N} {_D}(?: {_Y})?", _days),
        (rf"(?:{_n}(?: {_y})?-)?{_N} {_Y}", _months),
        (rf"{_N}", _months),
        (rf"{_M}\.{_Y}", _months),
        (rf"{_Y}-{_M}", _months),
        (rf"(?:{_y}-)?{_Y}", _years),
        (r"(?:[\d./]+-)?\d{1,2}[./]\d{1,2}[./]\d{2}", _short_year),
    )
)
