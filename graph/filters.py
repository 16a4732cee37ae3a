"""Filters: which activities and which participations count. The same in every view and export."""

import calendar
import re
from dataclasses import dataclass, fields
from datetime import date

from ..data.cells import check_known
from ..data.errors import NotFoundError, RangeError
from ..ontology import load_scheme


@dataclass(frozen=True)
class Filters:
    """What is asked for; an empty field asks for everything.

    ``since`` and ``until`` are days: an activity counts when the span in which it can have taken
    place overlaps the period. ``place`` is a town or country in which the activity took place. Kinds,
    roles and themes include the narrower ones.

    ``country`` and ``actor_kind`` ask for actors: those that stand for one of these countries, those of
    these kinds, or those that fit both. A tie counts when one side at least is by such an actor, with
    ``within`` when both are. ``stated_only`` keeps participations that a source states. None of these
    changes who else was there: what an activity adds to a tie stays the same.

    Raises ``RangeError`` when ``since`` comes after ``until``.
    """

    since: date | None = None
    until: date | None = None
    country: tuple[str, ...] = ()
    actor_kind: tuple[str, ...] = ()
    within: bool = False
    place: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    stated_only: bool = False

    def __post_init__(self) -> None:
        check_period(self.since, self.until)

    def describe(self) -> str:
        """Say the filters in words, "" when there are none.

        >>> Filters(since=date(2017, 1, 1), role=("expert",), stated_only=True).describe()
        'from 2017-01-01; role expert; stated only'
        """
        parts = []
        if self.since and self.until:
            parts.append(f"{self.since} to {self.until}")
        elif self.since:
            parts.append(f"from {self.since}")
        elif self.until:
            parts.append(f"until {self.until}")
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple) and value:
                parts.append(f"{field.name.replace('_', ' ')} {', '.join(value)}")
        if self.asks_for_actors:
            parts.append("on both sides" if self.within else "on one side at least")
        if self.stated_only:
            parts.append("stated only")
        return "; ".join(parts)

    @property
    def asks_for_actors(self) -> bool:
        """Tell whether some actors are asked for, and not all."""
        return bool(self.country or self.actor_kind)

    def widened(self, field: str, scheme: str) -> set[str]:
        """Give the notations of *field* with all narrower ones; raises ``NotFoundError`` for an unknown one.

        >>> sorted(Filters(kind=("meeting",)).widened("kind", "activity-kind"))
        ['ceremony', 'conference', 'meeting', 'steering-group', 'working-meeting']
        """
        concepts = load_scheme(scheme)
        found: set[str] = set()
        for notation in getattr(self, field):
            check_known(notation, concepts.concepts, f"the scheme {scheme}")
            found |= concepts.down(notation)
        return found


def check_period(since: date | None, until: date | None) -> None:
    """Raise ``RangeError`` for a period that ends before it begins."""
    if since and until and since > until:
        raise RangeError(f"the period from {since} until {until} ends before it begins; give the earlier day as since")


def first_day(text: str) -> date:
    """Read a year, month or day as its first day.

    >>> first_day("2017-04")
    datetime.date(2017, 4, 1)
    """
    year, month, day = _parts(text)
    return _day(text, year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Read a year, month or day as its last day.

    >>> last_day("2020-02")
    datetime.date(2020, 2, 29)
    """
    year, month, day = _parts(text)
    month = month or 12
    return _day(text, year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", text.strip())
    if not found or int(found[1]) == 0:
        raise NotFoundError(f'"{text}" is not a date; write a year, a month or a day: 2017, 2017-04, 2017-04-30')
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotFoundError(f'"{text}" does not exist in the calendar; write YYYY-MM-DD') from None
