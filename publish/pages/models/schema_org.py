"""What search engines read of a thing: the words of schema.org, as JSON-LD in its page."""

from typing import Any

from .contents import ActivityThing, ActorThing, Contents, PlaceThing, Thing

_PUBLIC = ("ministry", "border-service", "customs", "training-institution", "eu-institution")


def describe_in_schema_org(contents: Contents, thing: Thing) -> dict[str, Any]:
    """Describe a thing for search engines; only what is known."""
    about: dict[str, Any] = {"@context": "https://schema.org", "@id": thing.iri, "name": thing.name, "url": thing.iri}
    names = [name for name in (thing.name_ru, *thing.aliases) if name]
    if names:
        about["alternateName"] = names
    if isinstance(thing, ActivityThing):
        about |= _event(contents, thing)
    elif isinstance(thing, ActorThing):
        about |= _organisation(contents, thing)
    elif isinstance(thing, PlaceThing):
        about |= _place(contents, thing)
    else:
        about["@type"] = "DefinedTerm"
    return about


def _event(contents: Contents, thing: ActivityThing) -> dict[str, Any]:
    event: dict[str, Any] = {"@type": "Event"}
    if thing.first and thing.last:
        event |= {"startDate": str(thing.first), "endDate": str(thing.last)}
    place = contents.places.get(thing.place) or contents.places.get(thing.country)
    if place:
        event["location"] = {"@id": place.iri, **_place(contents, place), "name": place.name}
    event["contributor"] = [
        {"@type": "Organization", "@id": contents.actors[name].iri, "name": contents.actors[name].name}
        for name in thing.actors
        if name in contents.actors
    ]
    event["about"] = [contents.themes[name].name for name in thing.themes if name in contents.themes]
    return {key: value for key, value in event.items() if value}


def _organisation(contents: Contents, thing: ActorThing) -> dict[str, Any]:
    organisation: dict[str, Any] = {"@type": "GovernmentOrganization" if thing.kind in _PUBLIC else "Organization"}
    if thing.country:
        organisation["areaServed"] = contents.country_name(thing.country)
    if thing.top and thing.top != thing.id and thing.top in contents.actors:
        top = contents.actors[thing.top]
        organisation["parentOrganization"] = {"@type": "Organization", "@id": top.iri, "name": top.name}
    return organisation


def _place(contents: Contents, thing: PlaceThing) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Country" if thing.kind == "country" else "Place"}
    if thing.kind != "country":
        if thing.country:
            place["containedInPlace"] = {"@type": "Country", "name": contents.country_name(thing.country)}
        if thing.latitude:  # of a country the graph has the place of its capital only
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": float(thing.latitude),
                "longitude": float(thing.longitude),
            }
    return place
