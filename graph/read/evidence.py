"""The evidence for activities: when and where, who was there in which role, the words, where sources disagree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ...data.dates import in_words

if TYPE_CHECKING:
    from ..store.protocol import Store

CHUNK = 500
STATED = "stated"


@dataclass(frozen=True)
class RecordedPart:
    """One actor's part in an activity: role, ground, and the words of one passage it rests on."""

    actor: str
    name: str
    role: str
    ground: str
    source: str
    paragraph: int | None
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RecordedReading:
    """One of the readings that disagree on a point."""

    point: str
    reading: str
    followed: bool
    source: str
    paragraph: int | None


@dataclass(frozen=True)
class ActivityRecord:
    """All that is known of one activity; ``when`` says its date in words."""

    id: str
    iri: str
    title: str
    kind: str
    when: str
    date: str
    date_words: str
    year_ground: str
    place: str
    country: str
    sources: list[str] = field(default_factory=list)
    parts: list[RecordedPart] = field(default_factory=list)
    conflicts: list[RecordedReading] = field(default_factory=list)


@dataclass(frozen=True)
class Evidence:
    """One actor's part in one activity as a row of a table; ``words`` of one passage stand side by side."""

    activity: str
    title: str
    kind: str
    when: str
    place: str
    country: str
    actor: str
    name: str
    role: str
    ground: str
    words: str
    source: str
    paragraph: int | None


def evidence_rows(records: Sequence[ActivityRecord]) -> list[Evidence]:
    """Write a row for each part in each of the activities."""
    return [
        Evidence(
            activity=each.id,
            title=each.title,
            kind=each.kind,
            when=each.when,
            place=each.place,
            country=each.country,
            actor=part.actor,
            name=part.name,
            role=part.role,
            ground=part.ground,
            words="; ".join(part.words),
            source=part.source,
            paragraph=part.paragraph,
        )
        for each in records
        for part in each.parts
    ]


def read_activities(store: "Store", names: Sequence[str]) -> list[ActivityRecord]:
    """Read the activities *names* from *store*, in the order given.

    Of each, what a source states comes first, and of readings that disagree the one that is followed.
    """
    table = store.table("activities")
    iri_of = dict(zip(table["activity"].to_pylist(), table["iri"].to_pylist(), strict=True))
    records: dict[str, ActivityRecord] = {}
    for begin in range(0, len(names), CHUNK):
        events = [ox.NamedNode(iri_of[name]) for name in names[begin : begin + CHUNK]]
        for row in _ask(store, _HEAD, events):
            records.setdefault(row["id"], _record(row))
        for row in _ask(store, _SOURCES, events):
            records[row["id"]].sources.append(row["source"])
        for row in _ask(store, _PARTS, events):
            _add_part(records[row["id"]].parts, row)
        for row in _ask(store, _READINGS, events):
            keys = ("point", "reading", "followed", "source", "paragraph")
            records[row["id"]].conflicts.append(RecordedReading(**{key: row[key] for key in keys}))
    for record in records.values():
        record.parts.sort(key=lambda part: part.ground != STATED)
        record.conflicts.sort(key=lambda reading: (reading.point, not reading.followed))
    return [records[name] for name in names]


def _ask(store: "Store", text: str, events: list[ox.NamedNode]) -> list[dict[str, Any]]:
    return store.query(text.replace("?EVENTS", " ".join(map(str, events)))).rows


def _record(row: dict[str, Any]) -> ActivityRecord:
    first, last = row["earliest"], row["latest"]
    assert first is None or isinstance(first, date)
    return ActivityRecord(
        id=row["id"],
        iri=row["event"],
        title=row["title"] or row["id"],
        kind=row["kind"] or "",
        when=in_words(row["precision"] or "", first, last),
        date=row["date"] or "",
        date_words=row["words"] or "",
        year_ground=row["year"] or "",
        place=row["place"] or "",
        country=row["country"] or "",
    )


def _add_part(parts: list[RecordedPart], row: dict[str, Any]) -> None:
    """Add a row to the parts; several words of one passage make one part."""
    same = ("actor", "role", "source", "paragraph")
    if parts and all(getattr(parts[-1], key) == row[key] for key in same):
        if row["words"] and row["words"] not in parts[-1].words:
            parts[-1].words.append(row["words"])
        return
    words = [row["words"]] if row["words"] else []
    parts.append(RecordedPart(**{key: row[key] for key in (*same, "name", "ground")}, words=words))


_HEAD = """SELECT ?id ?event ?title ?kind ?date ?earliest ?latest ?precision ?words ?year ?place ?country WHERE {
  VALUES ?event { ?EVENTS }
  ?event dct:identifier ?id .
  OPTIONAL { ?event dct:title ?title FILTER(LANG(?title) = "en") }
  OPTIONAL { ?event dct:type/skos:prefLabel ?kind FILTER(LANG(?kind) = "en") }
  OPTIONAL { ?event dct:date ?date }
  OPTIONAL { ?event comity:earliest ?earliest }
  OPTIONAL { ?event comity:latest ?latest }
  OPTIONAL { ?event comity:datePrecision/skos:notation ?precision }
  OPTIONAL { ?event comity:dateWords ?words }
  OPTIONAL { ?event comity:yearGround/skos:notation ?year }
  OPTIONAL { ?event prov:atLocation/skos:prefLabel ?place FILTER(LANG(?place) = "en") }
  OPTIONAL { ?event comity:country/skos:prefLabel ?country FILTER(LANG(?country) = "en") }
}"""
_SOURCES = """SELECT DISTINCT ?id ?source WHERE {
  VALUES ?event { ?EVENTS }
  ?event dct:identifier ?id ; dct:source ?source .
} ORDER BY ?id ?source"""
_PARTS = """SELECT ?id ?actor ?name ?role ?ground ?words ?source ?paragraph WHERE {
  VALUES ?event { ?EVENTS }
  ?event dct:identifier ?id ; prov:qualifiedAssociation ?part .
  ?part prov:agent ?body ; prov:hadRole/skos:notation ?role ; comity:ground/skos:notation ?ground ;
        comity:evidence ?evidence .
  ?body dct:identifier ?actor ; skos:prefLabel ?name . FILTER(LANG(?name) = "en")
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
  OPTIONAL { ?evidence oa:hasSelector ?selector . ?selector oa:exact ?words }
} ORDER BY ?id ?actor ?role ?source ?paragraph ?selector"""
_READINGS = """SELECT ?id ?point ?reading ?followed ?source ?paragraph WHERE {
  VALUES ?event { ?EVENTS }
  ?event dct:identifier ?id ; comity:conflict ?conflict .
  ?conflict comity:property/skos:prefLabel ?point ; comity:reading ?one . FILTER(LANG(?point) = "en")
  ?one rdf:value ?reading ; comity:followed ?followed ; comity:evidence ?evidence .
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
} ORDER BY ?id ?point ?one"""
