"""Periods: parts of a selection's activities, by time or by phase."""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from ...data.dates import first_day, last_day
from ...data.errors import NotFoundError, RangeError
from .selection import Selection

FORMS = "2015..2018,2021..2025, or years, phases, every:3"


@dataclass(frozen=True)
class Period:
    """A label, a mask of the activities that may have taken place in it, and how likely each of them did."""

    label: str
    activities: np.ndarray
    chance: np.ndarray


def read_periods(text: str, selection: Selection) -> list[Period]:
    """Read periods: ``a..b`` or single dates with commas between, ``years``, ``phases``, or ``every:N`` years.

    An activity belongs to every period that the span overlaps in which it can have taken place.
    """
    if text == "phases":
        names = sorted({phase for phase in selection.phase if phase}, key=_natural)
        phases = np.array(selection.phase, dtype=object)
        return [Period(f"phase {name}", phases == name, np.ones(len(phases))) for name in names]
    if text == "years":
        return _every(1, selection)
    if every := re.fullmatch(r"every:([1-9]\d?)", text):
        return _every(int(every[1]), selection)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise NotFoundError(f'"{text}" names no period; write {FORMS}')
    return [_span(part, selection) for part in parts]


def _span(text: str, selection: Selection) -> Period:
    begin, dots, end = text.partition("..")
    first, last = first_day(begin), last_day(end if dots else begin)
    if last < first:
        raise RangeError(f'"{text}" ends before it begins; write {FORMS}')
    return _between(text, selection, first, last)


def _every(years: int, selection: Selection) -> list[Period]:
    known = ~np.isnat(selection.first)
    if not known.any():
        return []
    begin, end = (day.astype("datetime64[Y]").astype(int) + 1970 for day in _ends(selection, known))
    periods = []
    for year in range(begin, end + 1, years):
        last = min(year + years - 1, end)
        label = str(year) if last == year else f"{year}..{last}"
        periods.append(_between(label, selection, date(year, 1, 1), date(last, 12, 31)))
    return [period for period in periods if period.activities.any()]


def _ends(selection: Selection, known: np.ndarray) -> tuple[np.datetime64, np.datetime64]:
    return selection.first[known].min(), selection.last[known].max()


def _between(label: str, selection: Selection, first: date, last: date) -> Period:
    begin, end = np.datetime64(first, "D"), np.datetime64(last, "D")
    overlaps = np.asarray((selection.earliest <= end) & (selection.latest >= begin))
    return Period(label, overlaps, selection.chance_within(first, last))


def _natural(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdigit() else (10**9, text)
