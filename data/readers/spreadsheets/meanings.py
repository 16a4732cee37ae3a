"""From what a cell says to the value that stands in our tables, or a reason why that is left open."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ...cells import parser, quote
from ...schema import Column
from ..periods import LANGUAGES, read_period
from ..proposals import ASSUMED, CERTAIN, NAMED, OPEN, Said
from ..registry import Registry, concept_names, fold_name
from ..texts import Cell, cell_text
from .mapping import ValueMap

_YES = {"yes": "yes", "да": "yes", "true": "yes", "no": "no", "нет": "no", "false": "no"}
_LATIN = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
COUNTRIES = ("country", "participating_countries")


@dataclass(frozen=True)
class Read:
    """What a reader makes of a text: its value, how sure it is, and why where the text does not say."""

    value: str
    sure: Decimal = CERTAIN
    why: str = ""


@dataclass(frozen=True)
class Meanings:
    """What cells mean, by the names that are known and by how the mapping says that dates are written."""

    registry: Registry
    order: str = ""
    languages: tuple[str, ...] = LANGUAGES

    def said(self, column: Column, cell: Cell, value: ValueMap, where: str) -> Said:
        """Read a cell as a value of *column*; raises ``ValueError`` where it can mean none."""
        text = cell_text(cell)
        if column.type == "list":
            made = self._list(column, value, text)
        else:
            made = self.read(column, value.meaning(text), cell)
        return Said(made.value, text, where, made.sure, made.why)

    def _list(self, column: Column, value: ValueMap, text: str) -> Read:
        made = [self.read(column, value.meaning(part), part) for part in value.parts(text)]
        unknown = [each.why for each in made if not each.value]
        if unknown:
            return Read("", OPEN, "; ".join(unknown))
        joined = "|".join(dict.fromkeys(each.value.replace("|", "/") for each in made))
        parser(column)(joined)
        return Read(joined, min((each.sure for each in made), default=CERTAIN))

    def read(self, column: Column, text: str, cell: Cell = "") -> Read:
        """Read one text, of a list or alone, as a value of *column*."""
        if column.scheme:
            made = Read(concept_names(column.scheme).get(fold_name(text), text))
        elif column.references:
            return self._reference(column, text)
        elif column.type == "date":
            made = Read(self._day(text if isinstance(cell, str) else cell))
        elif column.type in ("integer", "number"):
            made = Read(_number(text))
        elif column.type == "boolean":
            made = Read(_YES.get(fold_name(text), text))
        elif column.language == "en" and column.type != "list" and _is_foreign(text):
            return Read("", OPEN, "it is not in Latin letters; write it in English")
        else:
            made = Read(text)
        if column.type != "list":
            parser(column)(made.value)
        return made

    def _day(self, cell: Cell) -> str:
        when = read_period(cell, self.order, 0, self.languages)
        if when.precision != "day" or when.earliest != when.latest:
            raise ValueError(f"{quote(cell_text(cell))} is not one day; write one, or map the column as `dates`")
        return when.earliest.isoformat()

    def _reference(self, column: Column, text: str) -> Read:
        """Find which row is meant; where none or more than one can be, it stays open."""
        assert column.references
        if column.name in COUNTRIES:
            found, what = self.registry.find_country(text), "country"
        elif column.name == "place":
            found, what = self.registry.find_town(text), "town"
        elif column.references == "actors":
            found, what = self.registry.find_actor(text), "actor"
        else:
            found, what = self.registry.find(column.references, text), column.title.lower()
        if len(found) == 1:
            return Read(found[0], CERTAIN if found[0] == text else NAMED)
        if found:
            return Read("", OPEN, f"{quote(text)} can be {' or '.join(found)}")
        return Read("", OPEN, f"no {what} that is known has the name {quote(text)}")


def literal_value(column: Column, text: str, why: str = "the mapping says so") -> Said:
    """Make the value that the mapping gives to each row; raises ``ValueError`` where it can be none."""
    value = concept_names(column.scheme).get(fold_name(text), text) if column.scheme else text
    parser(column)(value)
    return Said(value, why=why)


def assumed(value: str, why: str) -> Said:
    """Make a value that no cell says and that is most often so."""
    return Said(value, sure=ASSUMED, why=why)


def left_open(why: str, quoted: str = "", where: str = "") -> Said:
    """Make a value that somebody has to give."""
    return Said("", quoted, where, OPEN, why)


def _is_foreign(text: str) -> bool:
    return _LETTER.search(text) is not None and _LATIN.search(text) is None


def _number(text: str) -> str:
    """Write a number as our tables have it; one whose comma can be two things is refused.

    >>> _number("9 986,50"), _number("1,5"), _number("1e3")
    ('9986.50', '1.5', '1000')
    """
    plain = re.sub(r"(?<=\d)[ '\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    if re.fullmatch(r"-?[0-9.]+e[+-]?[0-9]{1,2}", plain, re.IGNORECASE):
        return f"{Decimal(plain):f}"
    if re.fullmatch(r"-?[1-9]\d{0,2}[,]\d{3}", plain):
        raise ValueError(
            f"{quote(text)} can be {plain.replace(',', '.')} or {plain.replace(',', '')}; write it plainly"
        )
    if re.fullmatch(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", plain):
        return plain.replace(",", "")
    if re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "")
    return plain.replace(",", ".") if plain.count(",") == 1 else plain
