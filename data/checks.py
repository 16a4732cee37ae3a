"""Check a package: every row by itself, against the other rows, and against the other tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .cells import UnknownNameError, quote
from .dates import edtf_of
from .errors import Problems
from .package import Package
from .records import Activity, Actor, Identifier, Participation, Place, Reading, Record, Transfer
from .schema import ACTORS, CONFLICTS, TABLES, Column, Table

Fault = tuple[str, object]  # column, text
# What is said about a fact, not the fact: rows that differ in this alone say the same.
_ABOUT_A_FACT = {"note", "ground"}


@dataclass(frozen=True)
class Checked:
    """What a sound package holds: rows of each table, and activities whose participations stand apart."""

    rows: dict[str, int]
    scattered: frozenset[str]


def check_package(package: Package) -> Checked:
    """Check every row of *package*.

    Raises ``PackageError`` with all the faults of all tables at once.
    """
    checker = _Checker(package)
    for table in TABLES:
        checker.check_table(table)
    checker.check_end()
    checker.problems.check()
    return Checked(checker.counts, frozenset(checker.scattered))


class _Checker:
    """What has been seen so far. Holds identifiers, not rows, so that a large package fits."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.problems = Problems()
        self.counts: dict[str, int] = {}
        self.ids: dict[str, dict[str, int]] = {}
        self.partial: set[tuple[str, str]] = set()
        self.countries: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.parents: dict[str, tuple[int, str]] = {}
        self.waiting: list[tuple[Table[Any], int, Column, str]] = []
        self.last_activity = ""
        self.begun: set[str] = set()
        self.scattered: set[str] = set()
        self.conflicts: dict[str, tuple[int, int, str, str]] = {}

    def check_table(self, table: Table[Any]) -> None:
        """Check each row of *table* by itself and against the rows and tables before it."""
        ids = self.ids.setdefault(table.name, {})
        keys: dict[Any, int] = {}
        references = [column for column in table.columns if column.references]
        unique = [column.name for column in table.columns if column.unique]
        telling = [column.name for column in table.columns if column.name not in _ABOUT_A_FACT]
        rule = _RULES.get(table.record, _no_rule)
        count = 0
        for number, name, row in self.package.lines(table, self.problems):
            count += 1
            if row is None:
                ids.setdefault(name, number)
                self.partial.add((table.name, name))
                continue
            for each in unique:
                self._once(table, number, each, getattr(row, each), ids if each == "id" else keys)
            if not unique:
                self._once(table, number, "", tuple(getattr(row, name) for name in telling), keys)
            for column in references:
                self._refer(table, number, column, getattr(row, column.name))
            for where, text in (*rule(row), *self._against_others(number, row)):
                self.problems.add(table.file, number, where, text)
        self.counts[table.name] = count

    def check_end(self) -> None:
        """Check what needs every row: references within a table, circles of parents, lone readings."""
        for table, line, column, value in self.waiting:
            self._known(table, line, column, value)
        for start, (line, _) in self.parents.items():
            if circle := self._circle(start):
                text = f"goes in a circle: {' is part of '.join(circle)}; leave one parent empty"
                self.problems.add(ACTORS.file, line, "parent", text)
        for name, (line, count, _, _) in self.conflicts.items():
            if count < 2 and (CONFLICTS.name, name) not in self.partial and not self._is_unread(CONFLICTS.name):
                text = f"{quote(name)} has one reading only; a conflict has at least two"
                self.problems.add(CONFLICTS.file, line, "id", text)

    def _once(self, table: Table[Any], line: int, column: str, value: Any, seen: dict[Any, int]) -> None:
        first = seen.setdefault(value, line)
        if first == line:
            return
        if column:
            text = f"{quote(value)} stands on line {first} already; give each row its own"
        else:
            text = f"says the same as line {first}; keep one of them, with what both notes say"
        self.problems.add(table.file, line, column, text)

    def _refer(self, table: Table[Any], line: int, column: Column, value: Any) -> None:
        for part in value if isinstance(value, tuple) else (value,) if value else ():
            if column.references == table.name:
                self.waiting.append((table, line, column, part))
            else:
                self._known(table, line, column, part)

    def _known(self, table: Table[Any], line: int, column: Column, value: str) -> None:
        assert column.references
        known = self.ids.get(column.references, {})
        if value not in known and not self._is_unread(column.references):
            self.problems.add(table.file, line, column.name, UnknownNameError(value, known, f"{column.references}.csv"))

    def _is_unread(self, table: str) -> bool:
        return f"{table}.csv" in self.problems.unread

    def _against_others(self, line: int, row: Record) -> Iterator[Fault]:
        if isinstance(row, Place):
            self.kinds[row.id] = row.kind
            self.countries[row.id] = row.country
        elif isinstance(row, Actor):
            if row.parent and row.parent != row.id:
                self.parents[row.id] = (line, row.parent)
            yield from self._country("country", row.country)
        elif isinstance(row, Activity):
            yield from self._country("country", row.country)
            for country in row.participating_countries:
                yield from self._country("participating_countries", country)
            there = self.countries.get(row.place, "")
            if row.place and self.kinds.get(row.place) == "country":
                yield "place", f"{quote(row.place)} is a country; write a town here and the country under country"
            elif there and there != row.country:
                yield "country", f"{quote(row.country)} is not the country of {row.place}; write {there}"
        elif isinstance(row, Participation):
            if row.activity != self.last_activity and row.activity in self.begun:
                self.scattered.add(row.activity)
            self.begun.add(row.activity)
            self.last_activity = row.activity
        elif isinstance(row, Identifier):
            known = self.ids.get(row.table, {})
            if row.id not in known and not self._is_unread(row.table):
                yield "id", UnknownNameError(row.id, known, f"{row.table}.csv")
        elif isinstance(row, Reading):
            first, count, activity, about = self.conflicts.get(row.id, (line, 0, row.activity, row.property))
            self.conflicts[row.id] = (first, count + 1, activity, about)
            if row.activity != activity:
                yield "activity", f"{quote(row.activity)} is not {activity} as on line {first}; a conflict is about one"
            if row.property != about:
                yield "property", f"{quote(row.property)} is not {about} as on line {first}; a conflict is on one point"

    def _country(self, column: str, value: str) -> Iterator[Fault]:
        if value in self.kinds and self.kinds[value] != "country":
            yield column, f"{quote(value)} is a {self.kinds[value]}; write the three letters of a country, like TKM"

    def _circle(self, start: str) -> list[str]:
        path = [start]
        while path[-1] in self.parents:
            path.append(self.parents[path[-1]][1])
            if path[-1] == start:
                return path
            if path[-1] in path[:-1]:
                return []
        return []


def _place_rule(row: Place) -> Iterator[Fault]:
    if (row.latitude is None) != (row.longitude is None):
        yield (
            "latitude" if row.latitude is None else "longitude",
            "is empty while the other is given; write both or none",
        )
    if row.kind == "town" and not row.country:
        yield "country", "is empty for a town; write the three letters of its country"
    if row.kind == "country" and row.country:
        yield "country", f"{quote(row.country)} stands on a country; leave it empty"
    if row.kind == "country" and len(row.id) != 3:
        yield "id", f"{quote(row.id)} is not the code of a country; write its ISO 3166-1 alpha-3 code, like TKM"


def _actor_rule(row: Actor) -> Iterator[Fault]:
    if row.parent == row.id:
        yield "parent", f"{quote(row.parent)} is the actor itself; leave it empty"
    if row.name_ru_ground and not row.name_ru:
        yield "name_ru", "is empty although its ground is given; write the name or empty the ground"


def _activity_rule(row: Activity) -> Iterator[Fault]:
    if row.earliest and row.latest and row.latest < row.earliest:
        yield "latest", f"{row.latest} is before the first day {row.earliest}; exchange them or mend one"
    if row.latest and not row.earliest:
        yield "earliest", "is empty while the last day is given; write the first possible day"
    if row.date_precision in ("day", "month", "bounded") and not row.earliest:
        yield (
            "earliest",
            f"is empty although the precision is {row.date_precision}; write the day or change the precision",
        )
    expected = edtf_of(row.date_precision, row.earliest, row.latest)
    if expected and row.edtf and row.edtf != expected:
        yield "edtf", f"{quote(row.edtf)} does not fit the days; write {expected} or leave it empty"
    if (row.country or row.place) and not row.place_ground:
        given = "place" if row.place else "country"
        yield "place_ground", f"is empty although a {given} is given; write stated or inferred"
    if row.place and not row.country:
        yield "country", "is empty although a town is given; write the three letters of its country"
    if row.source in row.also_in:
        yield "also_in", f"{quote(row.source)} is the source itself; leave it out here"


def _transfer_rule(row: Transfer) -> Iterator[Fault]:
    if row.value is not None and not row.currency:
        yield "currency", "is empty although a value is given; write it, like EUR"
    if row.value is not None and not row.value_covers:
        yield "value_covers", "is empty although a value is given; write item or all"
    if row.value is None and (row.currency or row.value_covers):
        yield "value", "is empty although a currency or cover is given; write the value or empty the others"


def _no_rule(_: Record) -> Iterator[Fault]:
    yield from ()


_RULES: dict[type[Record], Callable[[Any], Iterator[Fault]]] = {
    Place: _place_rule,
    Actor: _actor_rule,
    Activity: _activity_rule,
    Transfer: _transfer_rule,
}
