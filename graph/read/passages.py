"""The passages that facts rest on, for a whole graph at once: each query is asked once, without naming activities."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..store.protocol import Store

# A participation is told by the IRIs of activity, actor and role.
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Passage:
    """A passage of a source: its address, the paragraph, and the words that are quoted."""

    source: str
    paragraph: int | None
    words: list[str] = field(default_factory=list)


def read_passages(store: "Store") -> dict[Key, list[Passage]]:
    """Read the passages behind each participation, in order of source and paragraph."""
    table = store.query(_PASSAGES).to_arrow()
    names = ("activity", "actor", "role", "source", "paragraph", "selector", "words")
    rows = zip(*(table[name].to_pylist() for name in names), strict=True)
    by_participation: dict[Key, list[Passage]] = {}
    for activity, actor, role, source, paragraph, _, words in sorted(rows, key=_in_order):
        passages = by_participation.setdefault((activity, actor, role), [])
        number = None if paragraph is None else int(paragraph)
        if not passages or (passages[-1].source, passages[-1].paragraph) != (source, number):
            passages.append(Passage(source, number))
        if words and words not in passages[-1].words:
            passages[-1].words.append(words)
    return by_participation


def _in_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:4], -1 if row[4] is None else int(row[4]), row[5] or "")


def read_words(store: "Store") -> dict[str, tuple[str, str]]:
    """Read for each activity, by IRI, the words of its date and whether its year is stated or inferred."""
    return {row["activity"]: (row["words"] or "", row["year"] or "") for row in store.query(_DATES).rows}


def read_sources(store: "Store") -> dict[str, list[str]]:
    """Read for each activity, by IRI, the addresses of all sources that report it."""
    by_activity: dict[str, list[str]] = {}
    for row in store.query(_SOURCES).rows:
        by_activity.setdefault(row["activity"], []).append(row["source"])
    return {activity: sorted(sources) for activity, sources in by_activity.items()}


def read_readings(store: "Store") -> dict[str, list[dict[str, Any]]]:
    """Read for each activity, by IRI, the readings that disagree, in their order."""
    by_activity: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(store.query(_READINGS).rows, key=lambda row: (row["activity"], row["point"], row["one"])):
        by_activity.setdefault(row["activity"], []).append(row)
    return by_activity


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
_SOURCES = """SELECT ?activity ?source WHERE { ?activity a comity:Activity ; dct:source ?source }"""
_READINGS = """SELECT ?activity ?one ?point ?reading ?followed ?source ?paragraph WHERE {
  ?activity a comity:Activity ; comity:conflict ?conflict .
  ?conflict comity:property/skos:notation ?point ; comity:reading ?one .
  ?one rdf:value ?reading ; comity:followed ?followed ; comity:evidence ?evidence .
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
}"""
