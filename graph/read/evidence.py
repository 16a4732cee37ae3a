"""The evidence for activities: when and where, who was there in which role, the words, where sources disagree."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...data.dates import in_words
from ...ontology import expand, load_scheme
from .passages import RecordedReading, read_passages, read_readings, read_sources, rows_about

if TYPE_CHECKING:
    from ..store.protocol import Store

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
    """Make a row for each part in each of the activities."""
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

    Of each, what a source states comes first, and of readings that disagree the one that is followed;
    points are called by their English label.
    """
    table = store.table("activities")
    known = dict(zip(table["activity"].to_pylist(), table["iri"].to_pylist(), strict=True))
    iri_of = {name: known[name] for name in names}
    iris = list(iri_of.values())
    heads = {row["activity"]: row for row in rows_about(store, _HEAD, iris)}
    sources, readings, parts = read_sources(store, iris), read_readings(store, iris), _parts(store, names, iri_of)
    return [
        _record(
            name,
            heads[iri_of[name]],
            sources=sources.get(iri_of[name], []),
            parts=sorted(parts.get(name, []), key=lambda part: part.ground != STATED),
            conflicts=_labelled(readings.get(iri_of[name], [])),
        )
        for name in names
    ]


def _labelled(readings: list[RecordedReading]) -> list[RecordedReading]:
    """Call points by their label, and put those that are followed first in each."""
    points = load_scheme("conflict-property").concepts
    called = [replace(one, point=points[one.point].labels["en"]) for one in readings]
    return sorted(called, key=lambda reading: (reading.point, not reading.followed))


def _parts(store: "Store", names: Sequence[str], iri_of: dict[str, str]) -> dict[str, list[RecordedPart]]:
    """Read who was there in each activity: a part for each passage, in the order of actor, role and source."""
    import pyarrow as pa
    import pyarrow.compute as pc

    passages = read_passages(store, list(iri_of.values()))
    actors = {row["actor"]: row for row in store.table("actors").to_pylist()}
    table = store.table("participations")
    parts: dict[str, list[RecordedPart]] = {}
    for row in table.filter(pc.is_in(table["activity"], pa.array(names, pa.string()))).to_pylist():
        actor = actors[row["actor"]]
        key = (iri_of[row["activity"]], actor["iri"], expand(f"role:{row['role']}"))
        parts.setdefault(row["activity"], []).extend(
            RecordedPart(
                actor=row["actor"],
                name=actor["name"] or row["actor"],
                role=row["role"],
                ground=row["ground"],
                source=passage.source,
                paragraph=passage.paragraph,
                words=passage.words,
            )
            for passage in passages.get(key, ())
        )
    return parts


def _record(name: str, about: dict[str, Any], **more: Any) -> ActivityRecord:
    return ActivityRecord(
        id=name,
        iri=about["activity"],
        title=about["title"] or name,
        kind=about["kind"] or "",
        when=in_words(about["precision"] or "", about["earliest"], about["latest"]),
        date=about["date"] or "",
        date_words=about["words"] or "",
        year_ground=about["year"] or "",
        place=about["place"] or "",
        country=about["country"] or "",
        **more,
    )


_HEAD = """SELECT ?activity ?title ?kind ?date ?earliest ?latest ?precision ?words ?year ?place ?country WHERE {
  ?activity a comity:Activity .
  OPTIONAL { ?activity dct:title ?title FILTER(LANG(?title) = "en") }
  OPTIONAL { ?activity dct:type/skos:prefLabel ?kind FILTER(LANG(?kind) = "en") }
  OPTIONAL { ?activity dct:date ?date }
  OPTIONAL { ?activity comity:earliest ?earliest }
  OPTIONAL { ?activity comity:latest ?latest }
  OPTIONAL { ?activity comity:datePrecision/skos:notation ?precision }
  OPTIONAL { ?activity comity:dateWords ?words }
  OPTIONAL { ?activity comity:yearGround/skos:notation ?year }
  OPTIONAL { ?activity prov:atLocation/skos:prefLabel ?place FILTER(LANG(?place) = "en") }
  OPTIONAL { ?activity comity:country/skos:prefLabel ?country FILTER(LANG(?country) = "en") }
}"""
