"""Saved queries: ``.rq`` files whose first lines give title, description and parameters."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..data.cells import suggest
from ..data.errors import NotFoundError

FOLDER = Path(__file__).parent / "queries"
_HEAD = re.compile(r"^# (title|description|parameter): (.+)$")


@dataclass(frozen=True)
class Parameter:
    """A variable that can be given a value: what kind of thing it is, and what it means."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True)
class SavedQuery:
    """A query with its name, title and description; ``text`` can be pasted into any other tool."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def constructs(self) -> bool:
        """Tell whether it gives statements, not rows."""
        return re.search(r"^CONSTRUCT\b", self.text, re.MULTILINE) is not None


def saved_queries() -> dict[str, SavedQuery]:
    """Give all saved queries by name, in the order of their names."""
    return {path.stem: saved_query(path.stem) for path in sorted(FOLDER.glob("*.rq"))}


@cache
def saved_query(name: str) -> SavedQuery:
    """Read the saved query *name*; raises ``NotFoundError`` with what was probably meant.

    >>> saved_query("country-pairs").title
    'Which countries met most'
    """
    path = FOLDER / f"{name}.rq"
    names = sorted(path.stem for path in FOLDER.glob("*.rq"))
    if name not in names:
        raise NotFoundError(f"{suggest(name, names, 'the saved queries')} (comity query --list shows them all)")
    return read_query(name, path.read_text(encoding="utf-8"))


def read_query(name: str, text: str) -> SavedQuery:
    """Read title, description and parameters from the head of a query."""
    head: dict[str, list[str]] = {"title": [], "description": [], "parameter": []}
    for line in text.splitlines():
        if found := _HEAD.match(line):
            head[found[1]].append(found[2])
        elif not line.startswith("#"):
            break
    parameters = []
    for line in head["parameter"]:
        variable, kind, description = re.fullmatch(r"(\w+) \(([\w-]+)\) (.+)", line).groups()  # type: ignore[union-attr]
        parameters.append(Parameter(variable, kind, description))
    return SavedQuery(name, " ".join(head["title"]) or name, " ".join(head["description"]), tuple(parameters), text)
