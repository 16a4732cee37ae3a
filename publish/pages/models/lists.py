"""The lists of activities, actors, places and themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ....ontology import load_scheme
from .contents import ActivityThing, ActorThing, Contents, PlaceThing, ThemeThing, Thing
from .facets import Facet

Column = tuple[str, str]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is listed; ``columns`` are its columns in the spreadsheet."""

    name: str
    title: str
    text: str
    facets: list[Facet]
    columns: tuple[str, ...]


def _concept(scheme: str) -> Any:
    def label(notation: str) -> str:
        concept = load_scheme(scheme).concepts.get(notation)
        return concept.labels["en"] if concept else notation

    return label


def kinds(contents: Contents) -> dict[str, Kind]:
    """List the kinds of things by name, with the facets of their lists."""
    activity_kinds, actor_kinds = load_scheme("activity-kind"), load_scheme("actor-kind")

    def up(scheme: Any, notation: str) -> set[str]:
        return set(scheme.up(notation)) if notation in scheme else {notation}

    themes = load_scheme("theme")
    countries, left_out = contents.ties.countries, contents.ties.left_out
    return {
        "activities": Kind(
            "activities",
            "Activities",
            "What took place, in order of time. Those whose year is not known come last.",
            [
                Facet("year", "Year", lambda each: (each.year or "unknown",), lambda v: v, by_value=True),
                Facet("country", "Took place in", lambda each: (each.country,), contents.country_name),
                Facet(
                    "took-part", "Attended by a body of", lambda each: countries.get(each.id, ()), contents.country_name
                ),
                Facet("named", "Named as taking part", lambda each: each.countries, contents.country_name),
                Facet("kind", "Kind", lambda each: up(activity_kinds, each.kind), _concept("activity-kind")),
                Facet(
                    "theme",
                    "Theme",
                    lambda each: {t for one in each.themes for t in up(themes, one)},
                    _concept("theme"),
                ),
                Facet("phase", "Phase", lambda each: (each.phase,), by_value=True),
                Facet("known", "Who took part is", lambda each: (_how_known(each),), _KNOWN.__getitem__),
            ],
            (
                *("id", "title", "kind", "when", "first", "last", "country", "place", "phase", "themes"),
                *("actors", "stated", "iri"),
            ),
        ),
        "actors": Kind(
            "actors",
            "Actors",
            "Who took part: agencies, countries, partners and programmes, those in most activities first.",
            [
                Facet(
                    "country",
                    "Stands for",
                    lambda each: (each.stands_for or "none",),
                    lambda v: "no country" if v == "none" else contents.country_name(v),
                ),
                Facet("kind", "Kind", lambda each: up(actor_kinds, each.kind), _concept("actor-kind")),
                Facet("role", "In the role of", lambda each: each.roles, _concept("role")),
                Facet(
                    "networks",
                    "In networks",
                    lambda each: (left_out.get(each.id, "counted"),),
                    lambda v: v if v == "counted" else f"left out: {v}",
                ),
            ],
            ("id", "name", "name_ru", "name_ru_ground", "kind", "stands_for", "country", "activities", "stated", "iri"),
        ),
        "places": Kind(
            "places",
            "Places",
            "Countries and towns, those with most activities first.",
            [
                Facet("kind", "Kind", lambda each: (each.kind,), _concept("place-kind")),
                Facet("country", "Country", lambda each: (each.country,), contents.country_name),
            ],
            ("id", "name", "name_ru", "kind", "country", "activities", "latitude", "longitude", "iri"),
        ),
        "themes": Kind(
            "themes",
            "Themes",
            "What the activities were about. The number of a theme includes its narrower ones.",
            [],
            ("id", "name", "name_ru", "definition", "activities", "iri"),
        ),
    }


_KNOWN = {
    "stated": "stated",
    "partly": "stated in part",
    "inferred": "inferred",
    "nobody": "not on record",
}


def _how_known(activity: ActivityThing) -> str:
    """Say whether sources name those that took part in an activity: all of them, some, or none."""
    if not activity.actors:
        return "nobody"
    return "inferred" if not activity.named else "stated" if len(activity.named) == len(activity.actors) else "partly"


def things(contents: Contents, kind: str) -> Sequence[Thing]:
    """List all things of a kind in the order of their list."""
    all_things = list(getattr(contents, kind).values())
    return ordered_themes(all_things) if kind == "themes" else all_things


def ordered_themes(themes: Sequence[ThemeThing]) -> list[ThemeThing]:
    """Put each theme below the one above it, and neighbours by name."""
    below: dict[str, list[ThemeThing]] = {}
    for theme in sorted(themes, key=lambda each: each.name):
        below.setdefault(theme.broader[0] if theme.broader else "", []).append(theme)
    ordered: list[ThemeThing] = []

    def walk(name: str) -> None:
        for theme in below.get(name, ()):
            ordered.append(theme)
            walk(theme.id)

    walk("")
    return ordered


def depth(contents: Contents, theme: ThemeThing) -> int:
    """Say how many themes stand above one."""
    return 1 + depth(contents, contents.themes[theme.broader[0]]) if theme.broader else 0


def row(contents: Contents, thing: Thing) -> dict[str, Any]:
    """Write a thing as the row of a table: plain values by column."""
    cells: dict[str, Any] = {"id": thing.id, "iri": thing.iri, "name": thing.name, "name_ru": thing.name_ru}
    cells |= {"kind": thing.kind_name, "activities": len(thing.activities), "stated": len(thing.stated)}
    if isinstance(thing, ActivityThing):
        cells |= {"title": thing.name, "when": thing.when, "first": thing.first, "last": thing.last}
        cells |= {"phase": thing.phase, "themes": "; ".join(thing.themes)}
        cells |= {"actors": len(thing.actors), "stated": len(thing.named)}
        cells |= {"place": contents.places[thing.place].name if thing.place in contents.places else thing.place}
    if isinstance(thing, ActorThing):
        cells |= {"stands_for": contents.country_name(thing.stands_for), "name_ru_ground": thing.name_ru_ground}
    if isinstance(thing, PlaceThing):
        cells |= {"latitude": thing.latitude, "longitude": thing.longitude}
    if isinstance(thing, ThemeThing):
        cells |= {"definition": thing.definition}
    if isinstance(thing, ActivityThing | ActorThing | PlaceThing):
        cells |= {"country": contents.country_name(thing.country)}
    return cells
