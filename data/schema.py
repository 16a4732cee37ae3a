"""The columns of each table, read from ``schemas/*.json`` (Frictionless Table Schemas with three keys more).

``property`` is the RDF property a cell becomes, ``scheme`` the concept scheme its values come from,
``references`` the table it points into; ``language`` and ``datatype`` say which kind of literal.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from .records import (
    Activity,
    Actor,
    Candidate,
    Decision,
    Identifier,
    Participation,
    Place,
    Reading,
    Record,
    Source,
    Transfer,
)

FOLDER = Path(__file__).parent / "schemas"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Column:
    """One column: how its cells are read, checked, and turned into RDF."""

    name: str
    title: str
    description: str
    type: str
    required: bool = False
    unique: bool = False
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    example: str = ""
    property: str | None = None
    scheme: str | None = None
    references: str | None = None
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True)
class Table(Generic[R]):
    """One table: its name, the record a row becomes, and its columns."""

    name: str
    record: type[R]
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def file(self) -> str:
        """Name of the CSV file."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """Find the column *name*."""
        return next(column for column in self.columns if column.name == name)


@cache
def table_schema(name: str) -> dict[str, Any]:
    """Read the Table Schema of the table *name*, as it stands in its file."""
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def _table(name: str, record: type[R]) -> Table[R]:
    schema = table_schema(name)
    references = {key["fields"]: key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
    columns = tuple(_column(field, references.get(field["name"])) for field in schema["fields"])
    key = schema.get("primaryKey", [])
    return Table(
        name, record, schema["title"], schema["description"], columns, (key,) if isinstance(key, str) else tuple(key)
    )


def _column(field: dict[str, Any], references: str | None) -> Column:
    rules = field.get("constraints", {})
    return Column(
        name=field["name"],
        title=field["title"],
        description=field["description"],
        type="uri" if field.get("format") == "uri" else field["type"],
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        pattern=rules.get("pattern"),
        enum=tuple(rules.get("enum", ())),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        example=field.get("example", ""),
        property=field.get("property"),
        scheme=field.get("scheme"),
        references=references or field.get("references"),
        language=field.get("language"),
        datatype=field.get("datatype"),
    )


SOURCES = _table("sources", Source)
PLACES = _table("places", Place)
ACTORS = _table("actors", Actor)
ACTIVITIES = _table("activities", Activity)
PARTICIPATIONS = _table("participations", Participation)
TRANSFERS = _table("transfers", Transfer)
CONFLICTS = _table("conflicts", Reading)
IDENTIFIERS = _table("identifiers", Identifier)

# Each table after the tables it points into.
TABLES: tuple[Table[Any], ...] = (
    SOURCES,
    PLACES,
    ACTORS,
    ACTIVITIES,
    PARTICIPATIONS,
    TRANSFERS,
    CONFLICTS,
    IDENTIFIERS,
)
REQUIRED_TABLES = (SOURCES, ACTORS, ACTIVITIES, PARTICIPATIONS)

# What stands beside the records: candidates for them, and what was decided.
CANDIDATES = _table("candidates", Candidate)
DECISIONS = _table("decisions", Decision)
EVERY_TABLE: tuple[Table[Any], ...] = (*TABLES, CANDIDATES, DECISIONS)
