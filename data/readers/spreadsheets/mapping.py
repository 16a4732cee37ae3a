"""A mapping: which column of a spreadsheet becomes which column of our tables, read from a YAML file.

Its words are those of others where these have one: ``column``, ``literal``, ``split`` and ``keys`` of the mappings
of FollowTheMoney, ``header`` and ``encoding`` as in the dialects of CSVW.
"""

import codecs
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...cells import quote, suggest
from ...errors import ComityError, Problem
from ...schema import ACTIVITIES, SOURCES, TABLES, Table
from ..periods import LANGUAGES, ORDERS, check_languages
from ..registry import fold_name

MAX_SIZE, MAX_DEPTH = 1 << 20, 50
DATES = "dates"  # of an activity: one cell that gives what stands in several of our columns
_BY_NAME = {table.name: table for table in TABLES}
_LINE = {"newline": "\n"}


@dataclass(frozen=True)
class ValueMap:
    """Where a value comes from: a column, its parts and what they mean, or a word that is the same in each row."""

    column: str = ""
    literal: str = ""
    split: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    def parts(self, text: str) -> list[str]:
        """Part the text of a cell."""
        for mark in self.split:
            text = text.replace(mark, "\0")
        return [part.strip() for part in text.split("\0") if part.strip()] if self.split else [text]

    def meaning(self, text: str) -> str:
        """Say what a text of this column means by the mapping; itself where that says nothing."""
        return self.values.get(fold_name(text), text)


@dataclass(frozen=True)
class RowMap:
    """How a row of a sheet becomes rows of one table."""

    table: Table[Any]
    values: Mapping[str, ValueMap]
    keys: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class SheetMap:
    """How a sheet is read; ``sheet`` is "" where any is meant, ``header`` the first and last row of the header."""

    rows: tuple[RowMap, ...]
    sheet: str = ""
    header: tuple[int, int] = (1, 1)
    skip: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    year: int = 0
    line: int = 0


@dataclass(frozen=True)
class SheetMapping:
    """A whole mapping."""

    file: str
    sheets: tuple[SheetMap, ...]
    source: str | Mapping[str, str] = ""
    dates: str = ""
    languages: tuple[str, ...] = LANGUAGES
    encoding: str = "utf-8-sig"

    def problem(self, line: int, text: str) -> Problem:
        """Make a fault of the mapping."""
        return Problem(self.file, line, "", text)


class MappingError(ComityError):
    """A mapping has faults; all are told at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def read_mapping(path: Path) -> SheetMapping:
    """Read the mapping in *path*; raises ``MappingError`` with all its faults."""
    import yaml

    size = path.stat().st_size
    if size > MAX_SIZE:
        raise MappingError([Problem(path.name, 0, "", f"has {size:,} bytes, the most is {MAX_SIZE:,}")])
    try:
        text = path.read_text(encoding="utf-8-sig")
        _check_events(path.name, text)
        root = yaml.compose(text, yaml.SafeLoader)
    except UnicodeDecodeError:
        raise MappingError([Problem(path.name, 0, "", "is not UTF-8; save it as UTF-8")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or "is not sound"
        line = mark.line + 1 if mark else 0
        raise MappingError([Problem(path.name, line, "", f"is not YAML ({found}); mend it there")]) from None
    reader = _Reader(path.name)
    mapping = reader.mapping(root)
    if reader.problems:
        raise MappingError(reader.problems)
    return mapping


def _check_events(file: str, text: str) -> None:
    """Refuse what would multiply or go deep before it is put together."""
    import yaml

    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise MappingError([Problem(file, line, "", "has an alias (*name); write out what it stands for")])
        if depth > MAX_DEPTH:
            raise MappingError([Problem(file, line, "", f"is nested more than {MAX_DEPTH} deep; flatten it")])


Keys = dict[str, Any]  # what is below each key: nodes of the YAML file


class _Reader:
    """Turn nodes of YAML, which know their lines, into a mapping; faults are collected."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def fault(self, node: Any, text: str) -> None:
        line = node.start_mark.line + 1 if node is not None else 1
        self.problems.append(Problem(self.file, line, "", text))

    def keys(self, node: Any, known: list[str], where: str) -> Keys:
        """Read an object whose keys are of *known*."""
        found: Keys = {}
        for key, value in self.pairs(node, where):
            if key.value not in known:
                self.fault(key, suggest(key.value, known, where))
            elif key.value in found:
                self.fault(key, f"{quote(key.value)} stands twice; keep one")
            else:
                found[key.value] = value
        return found

    def pairs(self, node: Any, where: str) -> Iterator[tuple[Any, Any]]:
        if node is None or node.id != "mapping":
            self.fault(node, f"{where} are not given as `key: value`; write them so, one to a line")
            return
        for key, value in node.value:
            if key.id == "scalar":
                yield key, value
            else:
                self.fault(key, f"a key of {where} is not a word; write one")

    def text(self, node: Any, what: str) -> str:
        if node.id != "scalar" or not node.value:
            self.fault(node, f"{what} is not a text; write one, in quotation marks where it holds a colon")
            return ""
        return str(node.value)

    def texts(self, node: Any, what: str) -> tuple[str, ...]:
        """Read a text, or a list of them."""
        nodes = node.value if node.id == "sequence" else [node]
        return tuple(text for each in nodes if (text := self.text(each, what)))

    def several(self, node: Any) -> list[Any]:
        """Read one thing, or a list of them."""
        return list(node.value) if node.id == "sequence" else [node]

    def checked(self, node: Any, what: str, check: Callable[[str], Any]) -> Any:
        text = self.text(node, what)
        try:
            return check(text) if text else None
        except ValueError as error:
            self.fault(node, str(error))
            return None

    def mapping(self, root: Any) -> SheetMapping:
        known = ["source", "dates", "languages", "encoding", "sheets"]
        keys = self.keys(root, known, "the parts of a mapping")
        if root is not None and "sheets" not in keys:
            self.fault(root, "`sheets` is missing; write which column becomes what, as `comity read --suggest` does")
        sheets = [self.sheet(node) for node in self.several(keys["sheets"])] if "sheets" in keys else []
        languages = self.texts(keys["languages"], "`languages`") if "languages" in keys else LANGUAGES
        try:
            check_languages(languages)
        except ValueError as error:
            self.fault(keys["languages"], str(error))
        return SheetMapping(
            file=self.file,
            sheets=tuple(sheets),
            source=self.source(keys["source"]) if "source" in keys else "",
            dates=self.checked(keys["dates"], "`dates`", _order) or "" if "dates" in keys else "",
            languages=languages,
            encoding=(self.checked(keys["encoding"], "`encoding`", _encoding) if "encoding" in keys else None)
            or "utf-8-sig",
        )

    def source(self, node: Any) -> str | dict[str, str]:
        if node.id == "scalar":
            return self.text(node, "`source`")
        columns = [column.name for column in SOURCES.columns]
        keys = self.keys(node, columns, "the columns of sources")
        return {name: self.text(value, f"`{name}`") for name, value in keys.items()}

    def sheet(self, node: Any) -> SheetMap:
        known = ["sheet", "header", "skip", "fill_down", "year", *_BY_NAME]
        keys = self.keys(node, known, "the parts of a sheet")
        rows = [self.row(table, each) for name, table in _BY_NAME.items() for each in self.several_of(keys, name)]
        if not rows:
            self.fault(node, f"the sheet becomes nothing; add one of {', '.join(_BY_NAME)}")
        header = self.checked(keys["header"], "`header`", _header) if "header" in keys else None
        return SheetMap(
            rows=tuple(rows),
            sheet=self.text(keys["sheet"], "`sheet`") if "sheet" in keys else "",
            header=header or (1, 1),
            skip=self.texts(keys["skip"], "`skip`") if "skip" in keys else (),
            fill_down=self.texts(keys["fill_down"], "`fill_down`") if "fill_down" in keys else (),
            year=(self.checked(keys["year"], "`year`", _year) or 0) if "year" in keys else 0,
            line=node.start_mark.line + 1,
        )

    def several_of(self, keys: Keys, name: str) -> list[Any]:
        return self.several(keys[name]) if name in keys else []

    def row(self, table: Table[Any], node: Any) -> RowMap:
        columns = [column.name for column in table.columns]
        own = [*columns, DATES] if table is ACTIVITIES else columns
        keys = self.keys(node, [*own, "keys"], f"the columns of {table.name}")
        values = {name: self.value(each) for name, each in keys.items() if name != "keys"}
        names = self.texts(keys["keys"], "`keys`") if "keys" in keys else ()
        return RowMap(table, values, names, node.start_mark.line + 1)

    def value(self, node: Any) -> ValueMap:
        """Read where a value comes from: the header of a column, or more about it."""
        line = node.start_mark.line + 1
        if node.id == "scalar":
            return ValueMap(column=self.text(node, "the header of a column"), line=line)
        keys = self.keys(node, ["column", "literal", "split", "values"], "what a value is made from")
        if ("column" in keys) == ("literal" in keys):
            self.fault(node, "a value comes from one `column`, or is one `literal`; write one of them")
        marks = self.texts(keys["split"], "`split`") if "split" in keys else ()
        meanings = {}
        for key, value in self.pairs(keys["values"], "`values`") if "values" in keys else ():
            meanings[fold_name(key.value)] = self.text(value, f"what {quote(key.value)} means")
        return ValueMap(
            column=self.text(keys["column"], "`column`") if "column" in keys else "",
            literal=self.text(keys["literal"], "`literal`") if "literal" in keys else "",
            split=tuple(_LINE.get(mark, mark) for mark in marks),
            values=meanings,
            line=line,
        )


def _order(text: str) -> str:
    if text not in ORDERS:
        raise ValueError(suggest(text, list(ORDERS), "the orders of day and month"))
    return text


def _encoding(text: str) -> str:
    try:
        "".encode(text)  # which refuses what is no encoding of text, unlike codecs.lookup
        name = codecs.lookup(text).name
        return "utf-8-sig" if name == "utf-8" else name
    except LookupError:
        raise ValueError(f"{quote(text)} is not an encoding that is known; write one like utf-8 or cp1251") from None


def _header(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    if not (first.isascii() and first.isdigit()) or (dash and not (last.isascii() and last.isdigit())):
        raise ValueError(f"{quote(text)} does not name rows; write the row of the header, or its first and last: 4-5")
    rows = int(first), int(last or first)
    if not 1 <= rows[0] <= rows[1] <= 1000:
        raise ValueError(f"{quote(text)} does not name rows of a header; the first is 1, the last at most 1,000")
    return rows


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValueError(f"{quote(text)} is not a year; write four digits")
    return int(text)
