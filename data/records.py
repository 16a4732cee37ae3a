"""The record types: one row of each table, with its values read.

Fields are the columns of ``schemas/*.json``, in their order; a test keeps the two in agreement.
An empty cell is ``""`` for text, ``()`` for a list and ``None`` for the rest.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# How a participation is known, from the surest ground to the least sure.
GROUNDS = ("stated", "inferred", "from-group")


@dataclass(frozen=True, slots=True)
class Source:
    """A page or a reference work in which facts were seen."""

    id: str
    url: str
    language: str
    publisher: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country or a town."""

    id: str
    name: str
    name_ru: str
    kind: str
    country: str
    latitude: Decimal | None
    longitude: Decimal | None
    aliases: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A country, an agency, a programme, or a group named only collectively."""

    id: str
    name: str
    name_ru: str
    name_ru_ground: str
    kind: str
    country: str
    parent: str
    collective: bool
    certainty: str
    aliases: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that took place."""

    id: str
    kind: str
    title: str
    earliest: date | None
    latest: date | None
    date_precision: str
    edtf: str
    date_words: str
    year_ground: str
    candidate_years: tuple[str, ...]
    mode: str
    mode_ground: str
    country: str
    place: str
    place_words: str
    place_ground: str
    participating_countries: tuple[str, ...]
    headcount: int | None
    themes: tuple[str, ...]
    phase: str
    source: str
    paragraph: int | None
    also_in: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Participation:
    """One piece of evidence for the part of an actor, in a role, in an activity."""

    activity: str
    actor: str
    role: str
    ground: str
    words: tuple[str, ...]
    source: str
    paragraph: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Something handed over."""

    id: str
    activity: str
    item: str
    quantity: Decimal | None
    unit: str
    value: Decimal | None
    currency: str
    value_covers: str
    giver: str
    receiver: str
    ground: str
    source: str
    paragraph: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the readings that disagree; rows with one ``id`` make one conflict."""

    id: str
    activity: str
    property: str
    reading: str
    followed: bool
    source: str
    paragraph: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier that others use, with the source in which it was seen."""

    table: str
    id: str
    scheme: str
    value: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a reader says that a source says: one value of a row that is proposed."""

    proposal: str
    table: str
    column: str
    value: str
    quote: str
    where: str
    sure: Decimal | None
    reader: str
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What someone decided about a proposal, an identity or a record; ``changes`` is JSON."""

    id: str
    when: str
    by: str
    about: str
    verdict: str
    score: Decimal | None
    changes: str
    why: str
    undoes: str


Record = Source | Place | Actor | Activity | Participation | Transfer | Reading | Identifier | Candidate | Decision
