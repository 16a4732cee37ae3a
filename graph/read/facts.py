"""The facts a page holds: who, what, who did what in it, and how that is known, as compact tables.

The page selects and ties from these by itself, so they are all there, whatever the first filters are.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ...data.records import GROUNDS
from ...ontology import expand
from .names import read_aliases
from .passages import read_passages, read_readings, read_sources, read_words
from .places import read_places

if TYPE_CHECKING:
    from ..store.protocol import Store


def read_facts(store: "Store", keep: Collection[str] | None = None) -> dict[str, Any]:
    """Read actors, activities, participations, places and sources; of the actors in *keep* only, if given."""
    actors = _actors(store, keep)
    number = {actor["id"]: index for index, actor in enumerate(actors)}
    for actor in actors:
        actor["top"] = number.get(actor.pop("top_id"), number[actor["id"]])
    sources = _Numbers()
    rows = store.table("activities").to_pylist()
    activities = _activities(store, rows, sources)
    parts = _parts(store, actors, rows, sources)
    return {
        "actors": actors,
        "activities": activities,
        "parts": parts,
        "places": _places(store),
        "grounds": list(GROUNDS),
        "sources": sources.values,
    }


class _Numbers:
    """Number values in the order in which they come."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._found: dict[str, int] = {}

    def __call__(self, value: str) -> int:
        if value not in self._found:
            self._found[value] = len(self.values)
            self.values.append(value)
        return self._found[value]


def _actors(store: "Store", keep: Collection[str] | None) -> list[dict[str, Any]]:
    rows = store.table("actors").to_pylist()
    kept = set(keep) if keep is not None else {row["actor"] for row in rows}
    tops = {row["actor"]: row["top"] or row["actor"] for row in rows}
    aliases = read_aliases(store, "comity:Actor")
    identifiers: dict[str, list[list[str]]] = {}
    for row in store.query(_IDENTIFIERS).rows:
        identifiers.setdefault(row["id"], []).append([row["scheme"], row["value"], row["source"] or ""])
    parents = {row["id"]: row["parent"] for row in store.query(_PARENTS).rows}
    bodies = []
    for row in rows:
        if row["actor"] not in kept:
            continue
        name = row["actor"]
        actor = {
            "id": name,
            "name": row["name"] or name,
            "ru": row["name_ru"] or "",
            "kind": row["kind"] or "",
            "country": row["stands_for"] or "",
            "top_id": tops[name],
            "iri": row["iri"],
        }
        extra = {"parent": parents.get(name), "aliases": aliases.get(name), "ids": identifiers.get(name)}
        extra["ru_ground"] = row["name_ru_ground"]
        extra["collective"] = bool(row["collective"])
        bodies.append({**actor, **{key: value for key, value in extra.items() if value}})
    return bodies


def _activities(store: "Store", rows: list[dict[str, Any]], sources: _Numbers) -> list[dict[str, Any]]:
    themes: dict[str, list[str]] = {}
    for row in store.table("themes").to_pylist():
        themes.setdefault(row["activity"], []).append(row["theme"])
    words, reported, readings = read_words(store), read_sources(store), read_readings(store)
    events = []
    for row in rows:
        said, year = words.get(row["iri"], ("", ""))
        fields = {
            "id": row["activity"],
            "iri": row["iri"],
            "title": row["title"] or row["activity"],
            "kind": row["kind"],
            "earliest": row["earliest"] and row["earliest"].isoformat(),
            "latest": row["latest"] and row["latest"].isoformat(),
            "precision": row["precision"],
            "words": said,
            "year": year,
            "place": row["place"],
            "country": row["country"],
            "phase": row["phase"],
            "themes": themes.get(row["activity"]),
            "sources": [sources(source) for source in reported.get(row["iri"], [])],
            "conflicts": [
                [one.point, one.reading, int(one.followed), sources(one.source), one.paragraph]
                for one in readings.get(row["iri"], [])
            ],
        }
        events.append({key: value for key, value in fields.items() if value})
    return events


def _parts(
    store: "Store", actors: list[dict[str, Any]], activities: list[dict[str, Any]], sources: _Numbers
) -> dict[str, Any]:
    """Return the participations as columns, with their evidence: [source, paragraph, words…] of each passage."""
    passages, roles = read_passages(store), _Numbers()
    event = {row["activity"]: (number, row["iri"]) for number, row in enumerate(activities)}
    body = {actor["id"]: (number, actor["iri"]) for number, actor in enumerate(actors)}
    columns: dict[str, list[Any]] = {"activity": [], "actor": [], "role": [], "ground": [], "evidence": []}
    for row in store.table("participations").to_pylist():
        if row["actor"] not in body:
            continue
        (activity, event_iri), (actor, body_iri) = event[row["activity"]], body[row["actor"]]
        evidence = passages.get((event_iri, body_iri, expand(f"role:{row['role']}")), [])
        columns["activity"].append(activity)
        columns["actor"].append(actor)
        columns["role"].append(roles(row["role"]))
        columns["ground"].append(GROUNDS.index(row["ground"]))
        columns["evidence"].append([[sources(one.source), one.paragraph, *one.words] for one in evidence])
    return {**columns, "roles": roles.values}


def _places(store: "Store") -> dict[str, dict[str, Any]]:
    places = {}
    for place in read_places(store):
        about: dict[str, Any] = {
            "name": place.name,
            "ru": place.name_ru or place.name,
            "kind": place.kind,
            "iri": place.iri,
        }
        if place.country:
            about["country"] = place.country
        if place.latitude and place.longitude:
            about["at"] = [float(place.longitude), float(place.latitude)]
        places[place.id] = about
    return places


_PARENTS = """SELECT ?id ?parent WHERE {
  ?actor a comity:Actor ; dct:identifier ?id ; org:subOrganizationOf/dct:identifier ?parent .
} ORDER BY ?id ?parent"""
_IDENTIFIERS = """SELECT ?id ?scheme ?value ?source WHERE {
  ?actor a comity:Actor ; dct:identifier ?id ; adms:identifier ?one .
  ?one comity:identifierScheme/skos:notation ?scheme ; skos:notation ?value .
  OPTIONAL { ?one dct:source ?source }
} ORDER BY ?id ?scheme ?value"""
