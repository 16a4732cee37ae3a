"""From the text of a cell to its value. A parser raises ``ValueError`` with what was found and what would do."""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from ..ontology import load_scheme
from .errors import NotFoundError
from .schema import Column

Parser = Callable[[str], Any]
MANY = 1_000  # names among which what was meant is looked for
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"@([a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)$")
# An IRI of RFC 3987 with a host that is a name: what an engine takes, and a browser opens.
_CHARACTER = (
    r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]"
    r"|[\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd])"
)
_ADDRESS = re.compile(
    rf"https?://(?:(?:{_CHARACTER}|:)*@)?{_CHARACTER}+(?::[0-9]{{0,5}})?"
    rf"(?:/(?:{_CHARACTER}|[:@])*)*(?:\?(?:{_CHARACTER}|[:@/?])*)?(?:\#(?:{_CHARACTER}|[:@/?])*)?"
)


def parser(column: Column) -> Parser:
    """Return the function that turns the text of a cell of *column* into its value; it raises ``ValueError``.

    >>> from .schema import ACTIVITIES
    >>> parser(ACTIVITIES.column("earliest"))("2017-12-12")
    datetime.date(2017, 12, 12)
    >>> parser(ACTIVITIES.column("themes"))("migration|readmision")
    Traceback (most recent call last):
    ...
    comity.data.cells.UnknownNameError: "readmision" is not in the scheme theme; did you mean "readmission"?
    """
    read = _READERS[column.type]
    checks = _checks(column)
    blank: Any = () if column.type == "list" else "" if column.type in ("string", "uri") else None

    def parse(text: str) -> Any:
        if not text:
            if column.required:
                raise ValueError(f"is empty; write {_wanted(column)}")
            return blank
        value = read(text)
        for check in checks:
            check(text, value)
        return value

    return parse


def quote(text: str) -> str:
    """Quote what was found, shortened so that the message stays readable."""
    return f'"{text if len(text) <= 60 else text[:57] + "..."}"'


def _is_like(name: str, text: str) -> bool:
    return name[:2] == text[:2] and abs(len(name) - len(text)) < 4


def suggest(text: str, known: list[str], where: str) -> str:
    """Say that *text* is not known, and what was probably meant."""
    likely = known if len(known) <= MANY else [name for name in known if _is_like(name, text)][:MANY]
    near = get_close_matches(text, likely, n=1, cutoff=0.6) or get_close_matches(text.lower(), likely, n=1, cutoff=0.6)
    if near:
        return f'{quote(text)} is not in {where}; did you mean "{near[0]}"?'
    shown = ", ".join(known[:12])
    more = f" or one of {len(known) - 12} more" if len(known) > 12 else ""
    return f"{quote(text)} is not in {where}; write {shown}{more}" if known else f"{quote(text)} is not in {where}"


class UnknownNameError(ValueError):
    """A name that is not known; what was probably meant is looked for when it is told."""

    def __init__(self, text: str, known: Collection[str], where: str) -> None:
        super().__init__(text, where)
        self._told = (text, known, where)
        self.brief = f"{quote(text)} is not in {where}"

    def __str__(self) -> str:
        text, known, where = self._told
        return suggest(text, list(known), where)


def check_known(text: str, known: Iterable[str], where: str) -> None:
    """Raise ``NotFoundError`` when *text* is none of *known*, with what was probably meant.

    >>> check_known("days", ["days"], "the weights")
    """
    names = list(known)
    if text not in names:
        raise NotFoundError(suggest(text, names, where))


def _read_date(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError(f"{quote(text)} is not a day; write YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quote(text)} does not exist in the calendar; write YYYY-MM-DD") from None


def _read_integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise ValueError(f"{quote(text)} is not a whole number; write digits only, up to 18")
    return int(text)


def _read_number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError(f"{quote(text)} is not a number; write digits with a point, like 9986.50")
    return value


def _read_boolean(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{quote(text)} is neither yes nor no; write yes or no")
    return text == "yes"


def _read_list(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split("|"))
    if not all(parts):
        raise ValueError(f"{quote(text)} has an empty part; write the parts with a single | between them")
    return parts


def split_language(text: str, default: str) -> tuple[str, str]:
    """Split a name from the language that may follow it after ``@``.

    >>> split_language("Valsts robežsardze@lv", "en")
    ('Valsts robežsardze', 'lv')
    """
    match = _LANGUAGE.search(text)
    return (text[: match.start()], match[1]) if match else (text, default)


def is_address(value: object) -> bool:
    """Tell an address of the web, with nothing in it that an IRI cannot hold.

    >>> is_address("https://example.org/a?b#c"), is_address("javascript:alert(1)"), is_address("http://a/%zz")
    (True, False, False)
    """
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def _read_uri(text: str) -> str:
    if not is_address(text):
        raise ValueError(f"{quote(text)} is not a web address; write one that begins with http:// or https://")
    return text


_READERS: dict[str, Parser] = {
    "string": str,
    "uri": _read_uri,
    "date": _read_date,
    "integer": _read_integer,
    "number": _read_number,
    "boolean": _read_boolean,
    "list": _read_list,
}


def _wanted(column: Column) -> str:
    return f"{column.title.lower()}, for example {column.example}" if column.example else column.title.lower()


def _checks(column: Column) -> list[Callable[[str, Any], None]]:
    checks: list[Callable[[str, Any], None]] = []
    if column.pattern:
        checks.append(_pattern_check(column, re.compile(column.pattern)))
    if column.enum:
        checks.append(_known_check(list(column.enum), f"the values of {column.name}"))
    if column.scheme:
        checks.append(_known_check(list(load_scheme(column.scheme).concepts), f"the scheme {column.scheme}"))
    if column.minimum is not None or column.maximum is not None:
        checks.append(_range_check(column))
    return checks


def _pattern_check(column: Column, pattern: re.Pattern[str]) -> Callable[[str, Any], None]:
    def check(text: str, _: Any) -> None:
        if not pattern.fullmatch(text):
            raise ValueError(
                f"{quote(text)} is not of the form of {column.title.lower()}; write it like {column.example}"
            )

    return check


def _known_check(known: list[str], where: str) -> Callable[[str, Any], None]:
    members = frozenset(known)

    def check(_: str, value: Any) -> None:
        for part in value if isinstance(value, tuple) else (value,):
            if part not in members:
                raise UnknownNameError(part, known, where)

    return check


def _range_check(column: Column) -> Callable[[str, Any], None]:
    low, high = column.minimum, column.maximum

    def check(text: str, value: Any) -> None:
        if low is not None and value < low:
            raise ValueError(f"{quote(text)} is too small; the least is {low:g}")
        if high is not None and value > high:
            raise ValueError(f"{quote(text)} is too large; the most is {high:g}")

    return check
