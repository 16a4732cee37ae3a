"""The pages of single things: an activity, an actor, a place, a theme."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ....graph.query.saved import saved_query
from ....graph.query.tokens import bind
from ....graph.read.evidence import STATED, ActivityRecord, read_activities
from ....graph.ties.ties import ABSENT
from ....ontology import load_scheme
from ..models.contents import ActorThing, Contents, Thing
from ..models.neighbourhood import Neighbour, Picture, draw_neighbours
from ..models.schema_org import describe_in_schema_org
from ..models.ties import ActivityCount
from .vocabulary import more_of

PARTNERS, COUNTRIES = 15, 12


def thing_values(contents: Contents, kind: str, thing: Thing) -> dict[str, Any]:
    """Gather what the page of a thing of this kind tells."""
    return {"picture": None, "schema_org": describe_in_schema_org(contents, thing), **_PAGES[kind](contents, thing)}


def _activity(contents: Contents, thing: Thing) -> dict[str, Any]:
    record = read_activities(contents.store, [thing.id])[0]
    facts = contents.store.query(_FACTS, {"event": _node(thing.iri)}).rows
    return {
        "picture": _who_took_part(contents, record),
        "record": record,
        "parts": _parts(contents, record),
        "points": _points(record),
        "facts": facts[0] if facts else {},
        "transfers": contents.store.query(_TRANSFERS, {"event": _node(thing.iri)}).rows,
        "themes": [contents.themes[name] for name in contents.activities[thing.id].themes if name in contents.themes],
        "query": _bound("evidence-of", activity=thing.iri),
    }


def _neighbours(contents: Contents, partners: Iterable[ActivityCount]) -> list[Neighbour]:
    """Turn partners into neighbours."""
    neighbours = []
    for each in partners:
        actor = contents.actors[each.id]
        page = contents.addresses.page(actor.iri)
        neighbours.append(Neighbour(actor.name, page, each.activities, each.stated, str(each.activities)))
    return neighbours


def _who_took_part(contents: Contents, record: ActivityRecord) -> Picture | None:
    """Draw who took part, with their roles."""
    neighbours = []
    for actor, name, roles in _parts(contents, record):
        stated = any(passage.ground == STATED for _, passages in roles for passage in passages)
        page = contents.addresses.page(actor.iri) if actor else ""
        neighbours.append(Neighbour(name, page, 1, int(stated), ", ".join(role for role, _ in roles)))
    return draw_neighbours(record.title, neighbours)


def _parts(
    contents: Contents, record: ActivityRecord
) -> list[tuple[ActorThing | None, str, list[tuple[str, list[Any]]]]]:
    """Group the parts by actor, and by role within: each role with its passages."""
    by_actor: dict[str, dict[str, list[Any]]] = {}
    names = {}
    for part in record.parts:
        by_actor.setdefault(part.actor, {}).setdefault(_role(part.role), []).append(part)
        names[part.actor] = part.name
    return [(contents.actors.get(actor), names[actor], list(by_role.items())) for actor, by_role in by_actor.items()]


def _points(record: ActivityRecord) -> dict[str, list[Any]]:
    by_point: dict[str, list[Any]] = {}
    for reading in record.conflicts:
        by_point.setdefault(reading.point, []).append(reading)
    return by_point


def _actor(contents: Contents, thing: Thing) -> dict[str, Any]:
    actor = contents.actors[thing.id]
    partners = contents.ties.partners(actor.id)
    inferred = [name for name in actor.activities if name not in set(actor.stated)]
    return {
        "roles": [(_role(role), number) for role, number in _frequent(actor.roles)],
        "picture": draw_neighbours(actor.name, _neighbours(contents, partners)),
        "meetings": [_meeting(contents, actor, each) for each in partners[:PARTNERS]],
        "partner_count": len(partners),
        "left_out": contents.ties.left_out.get(actor.id, ""),
        "parts": [other for other in contents.actors.values() if other.top == actor.id and other.id != actor.id],
        "top": contents.actors.get(actor.top) if actor.top != actor.id else None,
        "country": contents.places.get(actor.country),
        "name_ground": load_scheme("name-ground").concepts.get(actor.name_ru_ground),
        "groups": [
            (title, [contents.activities[name] for name in names])
            for title, names in (("Stated", actor.stated), ("Inferred", inferred), ("Paid for only", actor.paid))
        ],
        "held": {
            name: [(_role(role), stated) for role, stated in contents.held[name][actor.id].items()]
            for name in (*actor.activities, *actor.paid)
        },
        "identifiers": _identifiers(contents, actor.iri),
        "query": _bound("activities-of", actor=actor.iri),
        "partners_query": _bound("partners-of", actor=actor.iri),
    }


@dataclass(frozen=True)
class Meeting:
    """One that an actor met, and in which roles either was there, each role with its number of activities."""

    other: ActorThing
    partner: ActivityCount
    own: list[tuple[str, int]]
    others: list[tuple[str, int]]


def _meeting(contents: Contents, actor: ActorThing, partner: ActivityCount) -> Meeting:
    other = contents.actors[partner.id]
    theirs = set(other.activities)
    shared = [contents.held[name] for name in actor.activities if name in theirs]
    own, others = (
        Counter(_role(role) for held in shared for role in held[name] if role not in ABSENT)
        for name in (actor.id, other.id)
    )
    return Meeting(other, partner, _frequent(own), _frequent(others))


def _frequent(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _role(notation: str) -> str:
    roles = load_scheme("role")
    return roles.concepts[notation].labels["en"] if notation in roles else notation


def _place(contents: Contents, thing: Thing) -> dict[str, Any]:
    place = contents.places[thing.id]
    is_country = place.kind == "country"
    actors = contents.actors.values() if is_country else ()
    inferred = [name for name in place.activities if name not in set(place.stated)]
    return {
        "country": None if is_country else contents.places.get(place.country),
        "towns": [other for other in contents.places.values() if other.country == place.id and other.id != place.id],
        "actors": [each for each in actors if each.stands_for == place.id],
        "guests": [each for each in actors if each.country == place.id != each.stands_for],
        "groups": [
            (title, [contents.activities[name] for name in names])
            for title, names in (("Stated", place.stated), ("Inferred", inferred))
        ],
        "took_part": contents.ties.of_country(place.id) if is_country else None,
        "identifiers": _identifiers(contents, place.iri),
        "query": _bound("activities-at", country=place.iri) if is_country else "",
    }


def _theme(contents: Contents, thing: Thing) -> dict[str, Any]:
    theme = contents.themes[thing.id]
    activities = [contents.activities[name] for name in theme.activities]
    people = contents.ties.actors_of(theme.activities)
    return {
        "picture": draw_neighbours(theme.name, _neighbours(contents, people)),
        "people": [(contents.actors[each.id], each) for each in people[:PARTNERS]],
        "people_count": len(people),
        "above": [contents.themes[name] for name in theme.broader],
        "below": [other for other in contents.themes.values() if theme.id in other.broader],
        "activities": activities,
        "countries": by_country(contents, theme.activities),
        "query": _bound("countries-of-theme", theme=theme.iri),
        **more_of(contents, theme.iri),
    }


def by_country(contents: Contents, names: Iterable[str]) -> list[tuple[str, str, int, int]]:
    """Count the countries whose bodies took part in most of some activities: code, name, number, stated number."""
    countries = contents.ties.countries_of(names)[:COUNTRIES]
    return [(each.id, contents.country_name(each.id), each.activities, each.stated) for each in countries]


def source_values(contents: Contents, graph: str) -> dict[str, Any]:
    """Gather what the page of a source tells, from its graph; nothing for a graph that was not read from a source."""
    rows = contents.store.query(_SOURCE, {"graph": _node(graph)}).rows
    if not rows:
        return {}
    there = {str(triple.subject).strip("<>") for triple in contents.store.statements(graph=_node(graph))}
    return {
        "thing": Thing(graph, graph, rows[0]["title"] or rows[0]["source"]),
        "source": rows[0],
        "activities": [each for each in contents.activities.values() if each.iri in there],
        "query": f"SELECT * {{ GRAPH <{graph}> {{ ?subject ?property ?value }} }}",
    }


_PAGES = {"activities": _activity, "actors": _actor, "places": _place, "themes": _theme}


def _identifiers(contents: Contents, iri: str) -> list[dict[str, Any]]:
    """Read the outside identifiers of a thing: scheme, value, address where there is one, and where it was seen."""
    schemes = load_scheme("identifier-scheme")
    identifiers = []
    for row in contents.store.query(_IDENTIFIERS, {"thing": _node(iri)}).rows:
        concept = schemes.concepts.get(row["scheme"])
        template = concept.iri_template if concept else None
        address = template.replace("{value}", quote(row["value"], safe="")) if template else ""
        identifiers.append({**row, "name": concept.labels["en"] if concept else row["scheme"], "address": address})
    return identifiers


def _bound(name: str, **values: str) -> str:
    """Write the text of a saved query with its parameters set, to paste anywhere."""
    return bind(saved_query(name).text, {variable: f"<{iri}>" for variable, iri in values.items()})


def _node(iri: str) -> Any:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


_SOURCE = """SELECT ?source ?title ?publisher ?language ?kind ?note WHERE {
  ?graph prov:wasDerivedFrom ?source . ?source a comity:Source .
  OPTIONAL { ?source dct:title ?title }
  OPTIONAL { ?source dc:publisher ?publisher }
  OPTIONAL { ?source dc:language ?language }
  OPTIONAL { ?source dct:type/skos:prefLabel ?kind FILTER(LANG(?kind) = "en") }
  OPTIONAL { ?source skos:editorialNote ?note }
} LIMIT 1"""
_FACTS = """SELECT ?mode ?headcount ?words ?note WHERE {
  ?event dct:identifier ?id .
  OPTIONAL { ?event comity:mode/skos:prefLabel ?mode FILTER(LANG(?mode) = "en") }
  OPTIONAL { ?event comity:headcount ?headcount }
  OPTIONAL { ?event comity:placeWords ?words }
  OPTIONAL { ?event skos:editorialNote ?note }
} LIMIT 1"""
_TRANSFERS = """SELECT ?item ?quantity ?unit ?value ?currency ?giver ?receiver WHERE {
  ?event comity:transfer ?transfer .
  ?transfer comity:item ?item .
  OPTIONAL { ?transfer comity:quantity ?quantity }
  OPTIONAL { ?transfer comity:unit ?unit }
  OPTIONAL { ?transfer comity:value ?value }
  OPTIONAL { ?transfer comity:currency ?currency }
  OPTIONAL { ?transfer comity:giver/skos:prefLabel ?giver FILTER(LANG(?giver) = "en") }
  OPTIONAL { ?transfer comity:receiver/skos:prefLabel ?receiver FILTER(LANG(?receiver) = "en") }
} ORDER BY ?transfer"""
_IDENTIFIERS = """SELECT ?scheme ?value ?seen ?publisher WHERE {
  ?thing adms:identifier ?identifier .
  ?identifier comity:identifierScheme/skos:notation ?scheme ; skos:notation ?value ; dct:source ?seen .
  OPTIONAL { ?seen dc:publisher ?publisher }
} ORDER BY ?scheme ?value"""
