"""Explain a tie: the activities behind it, who was there in which role, and how that is known."""

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..data.errors import FormatError, NotFoundError
from .projection import activities_between, activity_weights, incidence
from .selection import Selection
from .tie_sparql import tie_query
from .ties import WEIGHTS, Tie

if TYPE_CHECKING:
    from .store import Store


@dataclass(frozen=True)
class Part:
    """One actor's part in an activity: role, ground, and the passages it rests on."""

    actor: str
    name: str
    role: str
    ground: str
    words: list[str]
    source: str
    paragraph: int | None


@dataclass(frozen=True)
class Reading:
    """One of the readings that disagree."""

    reading: str
    followed: bool
    source: str
    paragraph: int | None


@dataclass(frozen=True)
class SharedActivity:
    """One activity behind a tie."""

    activity: str
    iri: str
    title: str
    kind: str
    date: str
    date_words: str
    year_ground: str
    place: str
    country: str
    sources: list[str]
    parts: list[Part] = field(default_factory=list)
    conflicts: dict[str, list[Reading]] = field(default_factory=dict)


@dataclass(frozen=True)
class Explanation:
    """Why a tie is there, and the query that yields the same number."""

    a: str
    a_name: str
    b: str
    b_name: str
    tie: str
    definition: str
    weight: float
    weight_means: str
    filters: str
    version: str
    activities: list[SharedActivity]
    sparql: str

    def write(self, form: str) -> str:
        """Write the explanation as text, as json, or only its query as sparql."""
        if form == "json":
            return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        if form == "sparql":
            return self.sparql
        if form != "text":
            raise FormatError(f"an explanation cannot be written as {form}; write text, json, sparql")
        return self._text()

    def __str__(self) -> str:
        return self._text()

    def _text(self) -> str:
        number = f"{self.weight:g}" if self.weight == round(self.weight) else f"{self.weight:.3f}"
        lines = [
            f"{self.a_name} ({self.a}) and {self.b_name} ({self.b})",
            f"{self.tie}: {self.definition}",
            f"{number} {self.weight_means}" + (f" · {self.filters}" if self.filters else ""),
        ]
        if not self.activities:
            lines.append("No activity ties them under these filters.")
        for shared in self.activities:
            lines += ["", *_activity_lines(shared)]
        lines += ["", f"Graph: {self.version}", "The same number by SPARQL:", "", self.sparql.rstrip()]
        return "\n".join(lines) + "\n"


def explain(store: "Store", selection: Selection, tie: Tie, weight: str, a: str, b: str) -> Explanation:
    """Explain the tie of *selection* between the nodes *a* and *b*; for a directed one, from *a* to *b*."""
    source, target = selection.find(a), selection.find(b)
    if source == target:
        raise NotFoundError(f"a tie binds two: {a} was named twice; name two different ones")
    if not tie.directed:
        source, target = sorted((source, target))
    indices = activities_between(selection, tie, source, target)
    nodes = selection.nodes
    members = {selection.activities[index]: selection.actors_of((source, target), index) for index in indices.tolist()}
    pair = (nodes[source].id, nodes[target].id)
    query = tie_query(tie, selection.level, selection.filters, all_actors=selection.all_actors, pair=pair)
    first, second = selection.find(a), selection.find(b)
    return Explanation(
        a=a,
        a_name=nodes[first].name,
        b=b,
        b_name=nodes[second].name,
        tie=tie.label,
        definition=tie.definition,
        weight=_weight(selection, tie, weight, indices),
        weight_means=WEIGHTS[weight],
        filters=selection.filters.describe(),
        version=store.version,
        activities=[_shared(store, name, members[name]) for name in members],
        sparql=query,
    )


def _weight(selection: Selection, tie: Tie, weight: str, indices: Any) -> float:
    return float(activity_weights(selection, weight, *incidence(selection, tie))[indices].sum())


def _shared(store: "Store", activity: str, actors: set[str]) -> SharedActivity:
    iri = _iri(store, activity)
    head = store.query(_HEAD, {"event": iri}).rows[0]
    sources = [row["source"] for row in store.query(_SOURCES, {"event": iri}).rows]
    return SharedActivity(
        activity=activity,
        iri=iri.value,
        title=head["title"],
        kind=head["kind"],
        date=head["date"] or "",
        date_words=head["date_words"] or "",
        year_ground=head["year_ground"] or "",
        place=head["place"] or "",
        country=head["country"] or "",
        sources=sources,
        parts=_parts(store, iri, actors),
        conflicts=_conflicts(store, iri),
    )


def _iri(store: "Store", activity: str) -> ox.NamedNode:
    found = store.query(_FIND, {"id": ox.Literal(activity)}).rows
    return ox.NamedNode(found[0]["event"])


def _parts(store: "Store", iri: ox.NamedNode, actors: set[str]) -> list[Part]:
    found: dict[tuple[Any, ...], Part] = {}
    for row in store.query(_PARTS, {"event": iri}).rows:
        if row["actor"] not in actors:
            continue
        key = (row["actor"], row["role"], row["source"], row["paragraph"])
        part = found.setdefault(
            key,
            Part(row["actor"], row["name"], row["role"], row["ground"], [], row["source"], row["paragraph"]),
        )
        if row["words"] and row["words"] not in part.words:
            part.words.append(row["words"])
    return list(found.values())


def _conflicts(store: "Store", iri: ox.NamedNode) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for row in store.query(_READINGS, {"event": iri}).rows:
        reading = Reading(row["reading"], row["followed"], row["source"], row["paragraph"])
        found.setdefault(row["property"], []).append(reading)
    return found


def _activity_lines(shared: SharedActivity) -> list[str]:
    where = ", ".join(part for part in (shared.place, shared.country) if part)
    when = shared.date_words or shared.date or "no date"
    if shared.date and shared.date_words:
        when = f"{shared.date} (as written: {shared.date_words}; year {shared.year_ground})"
    lines = [shared.title, f"  {shared.kind} · {where or 'place not known'} · {when} · {shared.activity}"]
    for part in shared.parts:
        quoted = ", ".join(f'"{words}"' for words in part.words)
        lines.append(f"  {part.name}: {part.role}, {part.ground}{': ' + quoted if quoted else ''}")
        lines.append(f"    {_at(part.source, part.paragraph)}")
    for point, readings in shared.conflicts.items():
        lines.append(f"  Readings disagree on {point}:")
        for reading in readings:
            mark = " (followed here)" if reading.followed else ""
            lines.append(f"    - {reading.reading}{mark} · {_at(reading.source, reading.paragraph)}")
    cited = {part.source for part in shared.parts}
    others = [source for source in shared.sources if source not in cited]
    if others:
        lines.append(f"  also in: {' , '.join(others)}")
    return lines


def _at(source: str, paragraph: int | None) -> str:
    return f"{source}, paragraph {paragraph}" if paragraph else source


_FIND = "SELECT ?event WHERE { ?event a comity:Activity ; dct:identifier ?id }"
_HEAD = """SELECT ?title ?kind ?date ?date_words ?year_ground ?place ?country WHERE {
  ?event dct:title ?title ; dct:type/skos:prefLabel ?kind . FILTER(LANG(?kind) = "en")
  OPTIONAL { ?event dct:date ?date }
  OPTIONAL { ?event comity:dateWords ?date_words }
  OPTIONAL { ?event comity:yearGround/skos:prefLabel ?year_ground FILTER(LANG(?year_ground) = "en") }
  OPTIONAL { ?event prov:atLocation/skos:prefLabel ?place FILTER(LANG(?place) = "en") }
  OPTIONAL { ?event comity:country/skos:prefLabel ?country FILTER(LANG(?country) = "en") }
}"""
_SOURCES = "SELECT DISTINCT ?source WHERE { ?event dct:source ?source } ORDER BY ?source"
_PARTS = """SELECT ?actor ?name ?role ?ground ?words ?source ?paragraph WHERE {
  ?event prov:qualifiedAssociation ?part .
  ?part prov:agent ?body ; prov:hadRole/skos:notation ?role ; comity:ground/skos:prefLabel ?ground ;
        comity:evidence ?evidence .
  FILTER(LANG(?ground) = "en")
  ?body dct:identifier ?actor ; skos:prefLabel ?name . FILTER(LANG(?name) = "en")
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
  OPTIONAL { ?evidence oa:hasSelector ?selector . ?selector oa:exact ?words }
} ORDER BY ?actor ?role ?source ?paragraph ?selector"""
_READINGS = """SELECT ?property ?reading ?followed ?source ?paragraph WHERE {
  ?event comity:conflict ?conflict .
  ?conflict comity:property/skos:prefLabel ?property ; comity:reading ?one . FILTER(LANG(?property) = "en")
  ?one rdf:value ?reading ; comity:followed ?followed ; comity:evidence ?evidence .
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
} ORDER BY ?property ?one"""
