"""The facts a page holds: who, what, who did what in it, and how that is known, as compact tables.

The page selects and ties from these by itself, so they are all there, whatever the first filters are.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ...data.records import GROUNDS
from ...ontology import expand
from .passages import read_passages, read_readings, read_sources, read_words

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
    aliases: dict[str, list[str]] = {}
    for row in store.query(_ALIASES).rows:
        aliases.setdefault(row["id"], []).append(row["alias"])
    identifiers: dict[str, list[list[str]]] = {}
    for row in store.query(_IDENTIFIERS).rows:
        identifiers.setdefault(row["id"], []).append([row["scheme"], row["value"], row["source"] or ""])
    parents = {row["id"]: row["parent"] for row in store.query(_PARENTS).rows}
    found = []
    for row in rows:
        if row["actor"] not in kept:
            continue
        name = row["actor"]
        # As the selection leaves out: a collective programme is a programme, a collective state a collective.
        hidden = 1 if row["kind"] == "programme" else 2 if row["collective"] else 3 if row["kind"] == "country" else 0
        actor = {
            "id": name,
            "name": row["name"] or name,
            "ru": row["name_ru"] or "",
            "kind": row["kind"] or "",
            "country": row["stands_for"] or "",
            "top_id": tops[name],
            "hidden": hidden,
            "iri": row["iri"],
        }
        extra = {"parent": parents.get(name), "aliases": aliases.get(name), "ids": identifiers.get(name)}
        extra["ru_ground"] = row["name_ru_ground"]
        extra["collective"] = bool(row["collective"])
        found.append({**actor, **{key: value for key, value in extra.items() if value}})
    return found


def _activities(store: "Store", rows: list[dict[str, Any]], sources: _Numbers) -> list[dict[str, Any]]:
    themes: dict[str, list[str]] = {}
    for row in store.table("themes").to_pylist():
        themes.setdefault(row["activity"], []).append(row["theme"])
    words, reported, readings = read_words(store), read_sources(store), read_readings(store)
    found = []
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
                [one["point"], one["reading"], int(one["followed"]), sources(one["source"]), one["paragraph"]]
                for one in readings.get(row["iri"], [])
            ],
        }
        found.append({key: value for key, value in fields.items() if value})
    return found


def _parts(
    store: "Store", actors: list[dict[str, Any]], activities: list[dict[str, Any]], sources: _Numbers
) -> dict[str, Any]:
    """Give the participations as columns, with their evidence: [source, paragraph, words…] of each passage."""
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
    found = {}
    for row in store.query(_PLACES).rows:
        place: dict[str, Any] = {
            "name": row["name"],
            "ru": row["ru"] or row["name"],
            "kind": row["kind"],
            "iri": row["place"],
        }
        if row["country"]:
            place["country"] = row["country"]
        if row["lat"] is not None and row["long"] is not None:
            place["at"] = [float(row["long"]), float(row["lat"])]
        found[row["id"]] = place
    return found


_ALIASES = """SELECT ?id ?alias WHERE {
  ?actor a comity:Actor ; dct:identifier ?id ; skos:altLabel ?alias .
} ORDER BY ?id ?alias"""
_PARENTS = """SELECT ?id ?parent WHERE {
  ?actor a comity:Actor ; dct:identifier ?id ; org:subOrganizationOf/dct:identifier ?parent .
} ORDER BY ?id ?parent"""
_IDENTIFIERS = """SELECT ?id ?scheme ?value ?source WHERE {
  ?actor a comity:Actor ; dct:identifier ?id ; adms:identifier ?one .
  ?one comity:identifierScheme/skos:notation ?scheme ; skos:notation ?value .
  OPTIONAL { ?one dct:source ?source }
} ORDER BY ?id ?scheme ?value"""
_PLACES = """SELECT ?id ?place ?name ?ru ?kind ?country ?lat ?long WHERE {
  ?place a comity:Place ; dct:identifier ?id ; skos:prefLabel ?name ; dct:type/skos:notation ?kind .
  FILTER(LANG(?name) = "en")
  OPTIONAL { ?place skos:prefLabel ?ru FILTER(LANG(?ru) = "ru") }
  OPTIONAL { ?place comity:country/dct:identifier ?country }
  OPTIONAL { ?place geo:lat ?lat ; geo:long ?long }
} ORDER BY ?id"""
