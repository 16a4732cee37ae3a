"""What facts rest on: passages, sources, the words of dates, readings that disagree; of some activities, or of all.

Activities are named by IRI; where none are named, each query is asked once, of the whole graph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..query.answers import Answer
    from ..store.protocol import Store

# A participation is told by the IRIs of activity, actor and role.
Key = tuple[str, str, str]
CHUNK = 500  # activities that one query names


@dataclass(frozen=True)
class Passage:
    """A passage of a source: its address, the paragraph, and the words that are quoted."""

    source: str
    paragraph: int | None
    words: list[str] = field(default_factory=list)


def read_passages(store: "Store", activities: Sequence[str] | None = None) -> dict[Key, list[Passage]]:
    """Read the passages behind each participation, in order of source and paragraph."""
    passages: dict[Key, list[Passage]] = {}
    rows: list[tuple[Any, ...]] = []
    for answer in answers_about(store, _PASSAGES, activities):
        rows += zip(*(column.to_pylist() for column in answer.to_arrow().columns), strict=True)
    for activity, actor, role, source, paragraph, _, words in sorted(rows, key=_in_order):
        behind = passages.setdefault((activity, actor, role), [])
        number = None if paragraph is None else int(paragraph)
        if not behind or (behind[-1].source, behind[-1].paragraph) != (source, number):
            behind.append(Passage(source, number))
        if words and words not in behind[-1].words:
            behind[-1].words.append(words)
    return passages


def _in_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:4], -1 if row[4] is None else int(row[4]), row[5] or "")


def read_words(store: "Store") -> dict[str, tuple[str, str]]:
    """Read for each activity the words of its date and whether its year is stated or inferred, "" where not known."""
    return {row["activity"]: (row["words"] or "", row["year"] or "") for row in rows_about(store, _DATES)}


def read_sources(store: "Store", activities: Sequence[str] | None = None) -> dict[str, list[str]]:
    """Read for each activity the addresses of all sources that report it, in the order of the alphabet."""
    sources: dict[str, list[str]] = {}
    for row in rows_about(store, _SOURCES, activities):
        sources.setdefault(row["activity"], []).append(row["source"])
    return {activity: sorted(addresses) for activity, addresses in sources.items()}


@dataclass(frozen=True)
class RecordedReading:
    """One of the readings that disagree on a point, a concept of the scheme ``conflict-property``."""

    point: str
    reading: str
    followed: bool
    source: str
    paragraph: int | None


def read_readings(store: "Store", activities: Sequence[str] | None = None) -> dict[str, list[RecordedReading]]:
    """Read for each activity the readings that disagree, in their order."""
    readings: dict[str, list[RecordedReading]] = {}
    rows = rows_about(store, _READINGS, activities)
    for row in sorted(rows, key=lambda row: (row["activity"], row["point"], row["one"])):
        about = {name: row[name] for name in RecordedReading.__dataclass_fields__}
        readings.setdefault(row["activity"], []).append(RecordedReading(**about))
    return readings


def answers_about(store: "Store", text: str, activities: Sequence[str] | None = None) -> "Iterator[Answer]":
    """Ask *text* of all values of ?activity, or of *activities* alone, by IRI, some of them at a time."""
    if activities is None:
        yield store.query(text)
        return
    for begin in range(0, len(activities), CHUNK):
        named = " ".join(f"<{iri}>" for iri in activities[begin : begin + CHUNK])
        yield store.query(text.replace("WHERE {", f"WHERE {{ VALUES ?activity {{ {named} }}", 1))


def rows_about(store: "Store", text: str, activities: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``answers_about``."""
    for answer in answers_about(store, text, activities):
        yield from answer.rows


_PASSAGES = """SELECT ?activity ?actor ?role ?source ?paragraph ?selector ?words WHERE {
  ?activity prov:qualifiedAssociation ?part .
  ?part prov:agent ?actor ; prov:hadRole ?role ; comity:evidence ?evidence .
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
  OPTIONAL { ?evidence oa:hasSelector ?selector . ?selector oa:exact ?words }
}"""
_DATES = """SELECT ?activity ?words ?year WHERE {
  ?activity a comity:Activity .
  OPTIONAL { ?activity comity:dateWords ?words }
  OPTIONAL { ?activity comity:yearGround/skos:notation ?year }
}"""
_SOURCES = """SELECT DISTINCT ?activity ?source WHERE { ?activity a comity:Activity ; dct:source ?source }"""
_READINGS = """SELECT ?activity ?point ?one ?reading ?followed ?source ?paragraph WHERE {
  ?activity a comity:Activity ; comity:conflict ?conflict .
  ?conflict comity:property/skos:notation ?point ; comity:reading ?one .
  ?one rdf:value ?reading ; comity:followed ?followed ; comity:evidence ?evidence .
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
}"""
