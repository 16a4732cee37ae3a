"""Propose a mapping for a spreadsheet, from its headers and from what its cells hold."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ....ontology import load_scheme
from ...cells import is_address
from ...package import Package
from ..periods import ORDERS, read_period
from ..registry import Registry, concept_names, fold_name
from ..texts import Cell, cell_text
from .archive import MAX_SIZE
from .grid import Sheet, read_sheets
from .headers import JOINT, Body
from .mapping import DATES

_HINTS = Path(__file__).parent / "hints.json"
_OF_ACTIVITIES = ("title", DATES, "kind", "place", "country", "mode", "themes", "headcount", "phase", "note")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MARKS = (";", "newline", ",", "/")
_HEADER_ROWS = 30  # among which the header is looked for
_SAMPLE = 200  # cells of a column that are looked at
_MOST = 0.5  # of the cells, from which on they tell what the column holds


@cache
def _hints() -> dict[str, list[str]]:
    hints: dict[str, list[str]] = json.loads(_HINTS.read_text(encoding="utf-8"))
    return hints


def _roles() -> list[str]:
    return list(load_scheme("role").concepts)


@dataclass
class _Column:
    """A column of the spreadsheet: what it is taken for, how it is parted, and why."""

    name: str
    as_: str = ""
    why: str = ""
    split: str = ""
    unknown: list[str] = field(default_factory=list)


def suggest_mapping(path: Path, package: Package | None) -> str:
    """Write the text of a mapping (YAML) for *path*; a comment on each line says what speaks for it."""
    registry = Registry(package)
    encoding = _encoding(path)
    lines = [f"# How {path.name} becomes activities and participations; read it through, and mend what is not so."]
    parts = [_Suggestion(sheet, registry) for sheet in read_sheets(path, encoding or "utf-8-sig")]
    parts = [part for part in parts if part.columns]
    order = [line for part in parts for line in part.order()]
    lines += order[:1] or ["# dates: day-first    # or month-first, where 3/4/2019 can be either"]
    lines += [
        "source: …    # the id of a source of the package, or {url: …, language: …, publisher: …, kind: web-page}"
    ]
    lines += [f"encoding: {encoding}    # it is not UTF-8; see that the letters are right"] if encoding else []
    lines += ["sheets:"]
    for part in parts:
        lines += part.lines()
    return "\n".join(lines) + "\n"


class _Suggestion:
    """What is proposed for one sheet."""

    def __init__(self, sheet: Sheet, registry: Registry) -> None:
        self.sheet, self.registry = sheet, registry
        self.header = find_header(sheet)
        self.body = Body(sheet, self.header)
        self.columns = [column for index in range(sheet.width) if (column := self._column(index))]
        self._once()

    def _cells(self, index: int) -> list[Cell]:
        rows = [row for number, row in self.body.rows() if not self._is_total(number)]
        return [row[index] for row in rows if cell_text(row[index])][:_SAMPLE]

    def _is_total(self, number: int) -> bool:
        first = next((text for text in self.sheet.texts(number) if text), "")
        return fold_name(first).rstrip(":.") in map(fold_name, _hints()["skip"])

    def _column(self, index: int) -> _Column | None:
        name = self.body.names[index]
        if not name:
            return None
        column, cells = _Column(name), self._cells(index)
        texts = [cell_text(cell) for cell in cells]
        hint = _hint(name)
        tests: list[tuple[str, Callable[[int], bool], str]] = [
            (DATES, lambda number: _is_date(cells[number]), "dates"),
            ("url", lambda number: is_address(texts[number]), "addresses"),
            ("country", lambda number: bool(self.registry.find_country(texts[number])), "names of countries"),
            ("place", lambda number: self._is_town(texts[number]), "names of places"),
            ("kind", lambda number: fold_name(texts[number]) in concept_names("activity-kind"), "kinds of activity"),
            ("role", lambda number: fold_name(texts[number]) in concept_names("role"), "roles"),
            ("mode", lambda number: fold_name(texts[number]) in concept_names("mode"), "modes"),
        ]
        for what, test, called in tests:
            count = sum(map(test, range(len(cells))))
            if count and count > _MOST * len(cells) and not (what == DATES and hint in ("headcount", "phase")):
                column.as_, column.why = what, f"{count} of {len(cells)} cells are {called}"
                return column
        if self._is_of_actors(column, texts):
            column.as_ = hint if hint in _roles() else "actor"
        elif hint:
            column.as_, column.why = hint, "by its header"
            column.split = self._mark(texts) if hint in (*_roles(), "actor", "themes") else ""
        return column

    def _is_town(self, text: str) -> bool:
        return any(self.registry.find("places", part.strip()) for part in text.split(","))

    def _is_of_actors(self, column: _Column, texts: list[str]) -> bool:
        best = 0
        for mark in ("", *_MARKS):
            names = [name for text in texts for name in _parts(text, mark)]
            known = sum(bool(self.registry.find_actor(name)) for name in names)
            if known > best and 3 * known > len(names):
                best, column.split = known, mark
                column.why = f"{known} of {len(names)} names are actors that are known"
                column.unknown = [name for name in dict.fromkeys(names) if not self.registry.find_actor(name)]
        return best > 0

    def _mark(self, texts: list[str]) -> str:
        counts = {mark: sum(mark_text(mark) in text for text in texts) for mark in _MARKS}
        return max(counts, key=counts.__getitem__) if any(counts.values()) else ""

    def _once(self) -> None:
        """Keep of several columns that are taken for one thing the first; actors may be many."""
        seen: set[str] = set()
        for column in self.columns:
            if column.as_ in seen and column.as_ not in (*_roles(), "actor"):
                column.as_, column.why = "", f"{column.as_} too, which another column is already"
            seen.add(column.as_)

    def order(self) -> list[str]:
        """Say in which order day and month stand, where dates with slashes tell."""
        counts: Counter[str] = Counter()
        doubtful = 0
        for index, name in enumerate(self.body.names):
            if any(column.name == name and column.as_ == DATES for column in self.columns):
                for cell in self._cells(index):
                    works = [order for order in ORDERS if _is_date(cell, order)]
                    counts.update(works if len(works) == 1 else [])
                    doubtful += _is_doubtful(cell)
        if len(counts) == 1:
            return [f"dates: {next(iter(counts))}    # {sum(counts.values())} cells can be nothing else"]
        return ["dates: …    # day-first or month-first: 3/4/2019 can be either"] if doubtful else []

    def lines(self) -> list[str]:
        """Write the part of the mapping that is for this sheet."""
        first, last = self.header[0] + 1, self.header[1] + 1
        head = f"- sheet: {_scalar(self.sheet.name)}" if self.sheet.name else "- header: "
        header = f"{first}" if first == last else f"{first}-{last}"
        lines = [head, f"  header: {header}"] if self.sheet.name else [head + header]
        totals = {
            text
            for number in range(last, len(self.sheet.rows))
            if self._is_total(number)
            for text in self._first(number)
        }
        if totals:
            lines.append(f"  skip: [{', '.join(map(_scalar, sorted(totals)))}]")
        if year := self._year():
            lines.append(f"  year: {year}    # the dates have none")
        if blank := self._blank():
            lines.append(
                f"  fill_down: [{', '.join(map(_scalar, blank))}]    # empty where a row goes on with the one above"
            )
        lines.append("  activities:")
        lines += [
            f"    {column.as_}: {self._value(column)}{_comment(column.why)}"
            for column in self.columns
            if column.as_ in _OF_ACTIVITIES
        ]
        if not any(column.as_ == "kind" for column in self.columns):
            lines.append("    kind: {literal: …}    # a code of the scheme activity-kind, like workshop")
        if not any(column.as_ == "title" for column in self.columns):
            lines.append("    title: …    # the column that says what took place")
        lines += self._participations()
        left = [column for column in self.columns if not column.as_]
        lines += [f"  # not used: {_scalar(column.name)}{f' ({column.why})' if column.why else ''}" for column in left]
        return lines

    def _year(self) -> str:
        """Find the year that is meant where dates have none: in the name of the sheet or above its header."""
        dates = next((column.name for column in self.columns if column.as_ == DATES), "")
        cells = self._cells(self.body.column(dates) or 0) if dates else []
        if not any(_lacks_year(cell) for cell in cells):
            return ""
        above = [self.sheet.name, *(text for row in range(self.header[0]) for text in self.sheet.texts(row))]
        return next((match[0] for text in above if (match := _YEAR.search(text))), "…")

    def _blank(self) -> list[str]:
        """Name the columns of activities that are empty in rows that name actors, as the row above says the same."""
        rows = [row for number, row in self.body.rows() if not self._is_total(number)]
        places = {column.name: self.body.column(column.name) or 0 for column in self.columns}
        key = [column.name for column in self.columns if column.as_ in ("title", DATES)]
        going_on = [row for row in rows if not any(cell_text(row[places[name]]) for name in key)]
        if not key or 3 * len(going_on) < len(rows):
            return []
        own = [column.name for column in self.columns if column.as_ in _OF_ACTIVITIES]
        return [name for name in own if not any(cell_text(row[places[name]]) for row in going_on)]

    def _first(self, number: int) -> list[str]:
        return [text for text in self.sheet.texts(number) if text][:1]

    def _participations(self) -> list[str]:
        actors = [column for column in self.columns if column.as_ in (*_roles(), "actor")]
        role = next((column for column in self.columns if column.as_ == "role"), None)
        lines = ["  participations:"] if actors else []
        for column in actors:
            lines.append(f"  - actor: {self._value(column)}{_comment(column.why)}")
            if role and column.as_ == "actor":
                lines.append(f"    role: {_scalar(role.name)}{_comment(role.why)}")
            elif column.as_ == "actor":
                lines.append("    role: {literal: …}    # a code of the scheme role, like participant")
            else:
                lines.append(f"    role: {{literal: {column.as_}}}    # by its header")
            if column.unknown:
                lines.append(f"    # not known: {'; '.join(column.unknown[:5])}".replace("\n", " "))
        return lines

    def _value(self, column: _Column) -> str:
        name = _scalar(column.name)
        return f"{{column: {name}, split: {_scalar(column.split)}}}" if column.split else name


def _encoding(path: Path) -> str:
    """Guess the encoding of CSV that is not UTF-8: that of older spreadsheets in Cyrillic."""
    if path.suffix.lower() not in (".csv", ".tsv") or path.stat().st_size > MAX_SIZE:
        return ""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return ""


def find_header(sheet: Sheet) -> tuple[int, int]:
    """Find the first and last row of the header, counted from 0.

    It is the row among the first that has most different texts; its lines above are those that its merged cells
    reach up to, and titles that a merged cell draws over all columns are none.
    """
    rows = range(min(len(sheet.rows), _HEADER_ROWS))
    widths = [len({text for text in sheet.texts(row) if text and not _is_figure(text)}) for row in rows]
    most = max(widths, default=0)
    first = next((row for row in rows if widths[row] >= max(2, 0.6 * most)), 0)
    last = first
    for top, left, bottom, right in sheet.merged:
        if top == first and bottom > top:
            last = max(last, bottom)
        if top == first and right > left and bottom == top:
            last = max(last, first + 1)
    return first, min(last, len(sheet.rows) - 1)


def _is_figure(text: str) -> bool:
    return text.replace(".", "").replace("-", "").isdigit()


def _hint(name: str) -> str:
    """Say what a column is by the words of its header, the last line of it first."""
    for line in [name, *reversed(name.split(JOINT))]:
        for what, words in _hints().items():
            if fold_name(line).strip("*:. ") in map(fold_name, words) and what != "skip":
                return what
    for line in reversed(name.split(JOINT)):
        for what, words in _hints().items():
            if what != "skip" and any(f" {fold_name(word)} " in f" {fold_name(line)} " for word in words):
                return what
    return ""


def _is_date(cell: Cell, order: str = "") -> bool:
    try:
        read_period(cell, order, year=2000)
    except ValueError:
        return not order and _is_doubtful(cell)
    return True


def _lacks_year(cell: Cell) -> bool:
    try:
        return not read_period(cell, ORDERS[0], year=2000).year_stated
    except ValueError:
        return False


def _is_doubtful(cell: Cell) -> bool:
    """Tell a date of which day and month may be exchanged."""
    days = []
    for order in ORDERS:
        try:
            days.append(read_period(cell, order, year=2000))
        except ValueError:
            return False
    return days[0] != days[1]


def mark_text(mark: str) -> str:
    """Give the characters that a mark of a mapping stands for."""
    return "\n" if mark == "newline" else mark


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in (text.split(mark_text(mark)) if mark else [text]) if part.strip()]


def _comment(why: str) -> str:
    return f"    # {why}" if why else ""


def _scalar(text: str) -> str:
    """Write a text as YAML has it, in quotation marks where it could be anything else."""
    import yaml

    plain = re.fullmatch(r"[^\W_][\w ./()№]*", text) and yaml.safe_load(text) == text
    return text if plain else json.dumps(text, ensure_ascii=False)
