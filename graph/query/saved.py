"""Saved queries: ``.rq`` files whose first lines give title, description and parameters."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile
from pathlib import Path

from ...data.cells import suggest
from ...data.errors import NotFoundError, QueryError
from .tokens import FORMS, Word, split_words

FOLDER = Path(__file__).parent / "queries"
_HEAD = re.compile(r"^# (title|description|parameter): (.+)$")
_PARAMETER = re.compile(r"(\w+) \(([\w-]+)(, required)?\) (.+?(?:, for example (\S+))?)")
_PREFIXES = {"country": "place"}  # where the prefix of a kind is not its name


@dataclass(frozen=True)
class Parameter:
    """A variable that can be given a value: what kind of thing it is, what it means, and a value for example.

    Without a value for a *required* one the query would answer another question than its title asks.
    """

    name: str
    kind: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True)
class SavedQuery:
    """A query with its name, title and description; ``text`` can be pasted into any other tool."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def __repr__(self) -> str:
        return f"<SavedQuery {self.name}: {self.title}>"

    @property
    def constructs(self) -> bool:
        """Tell whether it gives statements, not rows."""
        return re.search(r"^CONSTRUCT\b", self.text, re.MULTILINE) is not None

    def check_values(self, given: Collection[str]) -> None:
        """Raise ``QueryError`` when a required parameter is not among those *given*."""
        missing = [each for each in self.parameters if each.required and each.name not in given]
        if missing:
            names = " and ".join(each.name for each in missing)
            command = " ".join(f"--set {each.name}={each.example}" for each in missing)
            python = ", ".join(f'{each.name}="{each.example}"' for each in missing)
            block = " ".join(
                f"VALUES ?{each.name} {{ {_PREFIXES.get(each.kind, each.kind)}:{each.example} }}" for each in missing
            )
            raise QueryError(
                f'"{self.title}" needs a value for {names}: {command}; in Python {python}; in its WHERE {block}'
            )


def saved_queries() -> dict[str, SavedQuery]:
    """Read all saved queries by name, in the order of their names."""
    return {name: saved_query(name) for name in _names()}


@cache
def saved_query(name: str) -> SavedQuery:
    """Read the saved query *name*; raises ``NotFoundError`` with what was probably meant.

    >>> saved_query("country-pairs").title
    'Which countries met most'
    """
    if name not in _names():
        raise NotFoundError(f"{suggest(name, _names(), 'the saved queries')} (comity query --list shows them all)")
    return read_query(name, (FOLDER / f"{name}.rq").read_text(encoding="utf-8"))


@cache
def _names() -> list[str]:
    return [path.stem for path in sorted(FOLDER.glob("*.rq"))]


def find_query(text: str) -> SavedQuery:
    """Find the saved query of this name, or read a text that is a query.

    Raises ``NotFoundError`` for a text that is neither, with what was probably meant.
    """
    is_query = "{" in text or any(word.text.upper() in FORMS for word in split_words(text))
    return read_query("text", text) if is_query else saved_query(text)


def read_query(name: str, text: str) -> SavedQuery:
    """Read title, description and parameters from the head of a query."""
    head: dict[str, list[str]] = {"title": [], "description": [], "parameter": []}
    for line in text.splitlines():
        if match := _HEAD.match(line):
            head[match[1]].append(match[2])
        elif not line.startswith("#"):
            break
    parameters = tuple(_parameter(line) for line in head["parameter"])
    return SavedQuery(name, " ".join(head["title"]) or name, " ".join(head["description"]), parameters, text)


def _parameter(line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match:
        form = "# parameter: actor (actor, required) the actor, for example lva-sbg"
        raise QueryError(f'"# parameter: {line}" does not say name, kind and meaning; write it like {form}')
    return Parameter(match[1], match[2], match[3] is not None, match[4], match[5] or "…")


def check_values_of(text: Iterable[Word], given: Collection[str]) -> None:
    """Raise ``QueryError`` when a *text* is, word for word, a saved query that needs a value not *given*.

    So it is known wherever it was pasted: with other prefixes declared, without its head, with other space.
    """
    if query := _needing_values().get(_question(text)):
        query.check_values(given)


@cache
def _needing_values() -> dict[tuple[str, ...], SavedQuery]:
    needing = (query for query in saved_queries().values() if any(each.required for each in query.parameters))
    return {_question(split_words(query.text)): query for query in needing}


def _question(text: Iterable[Word]) -> tuple[str, ...]:
    """List the words of a query from SELECT on."""
    return tuple(word.text for word in dropwhile(lambda word: word.text.upper() != "SELECT", text))
