"""What the pages tell of: activities, actors, places and themes with their names and numbers, read once for a graph."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from ....data.dates import YEAR_KNOWN, in_words
from ....graph.read.evidence import STATED
from ....graph.read.names import read_aliases
from ....graph.read.places import read_places
from ....graph.store.embedded import EmbeddedStore
from ....graph.ties.ties import ABSENT
from ....ontology import load_scheme
from ...web.address import Addresses
from .ties import JointTies

KINDS = ("actors", "activities", "places", "themes")


@dataclass(frozen=True)
class Thing:
    """What every thing with a page has. ``kind`` is the notation of a concept, "" where there is none.

    ``activities`` are in order of time, those without a year last; ``stated`` those of them for which a source says
    that the thing belongs to them, empty for kinds of thing of which no ground is recorded.
    """

    id: str
    iri: str
    name: str
    name_ru: str = ""
    kind: str = ""
    kind_name: str = ""
    aliases: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActivityThing(Thing):
    """An activity; ``year`` is empty where it is not known, ``year_stated`` tells whether a source gives it.

    ``countries`` are named as taking part, whether or not a body of theirs is. ``actors`` hold a role, those of
    ``named`` by the word of a source.
    """

    when: str = ""
    first: date | None = None
    last: date | None = None
    year: str = ""
    year_stated: bool = False
    country: str = ""
    place: str = ""
    phase: str = ""
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActorThing(Thing):
    """An actor; its activities are those in which it took part, ``paid`` those for which it only paid.

    ``roles`` counts activities by role. ``country`` is where it sits, ``stands_for`` the country it counts as.
    ``name_ru_ground`` says how its Russian name is known.
    """

    country: str = ""
    stands_for: str = ""
    top: str = ""
    collective: bool = False
    name_ru_ground: str = ""
    paid: tuple[str, ...] = ()
    roles: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PlaceThing(Thing):
    """A town or a country; its activities are those that took place there, stated where a source says so."""

    country: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True)
class ThemeThing(Thing):
    """A theme; its activities are those on it or on a narrower one."""

    definition: str = ""
    broader: tuple[str, ...] = ()


class Contents:
    """The things of one graph by their names; all reading is done when it is made."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self.addresses = Addresses(store)
        self.ties = JointTies(store)
        self.map: str | None = None  # the page of the map, once it was drawn
        self._parts: list[dict[str, Any]] = store.table("participations").to_pylist()
        # For each activity and actor its roles, and whether a source states them.
        self.held: dict[str, dict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
        for part in self._parts:
            roles = self.held[part["activity"]][part["actor"]]
            roles[part["role"]] = roles.get(part["role"], False) or part["ground"] == STATED
        self.activities = {each.id: each for each in self._read_activities()}
        self.actors = {each.id: each for each in self._read_actors()}
        self.places = {each.id: each for each in self._read_places()}
        self.themes = {each.id: each for each in self._read_themes()}
        self.by_iri: dict[str, tuple[str, Thing]] = {
            thing.iri: (kind, thing) for kind in KINDS for thing in getattr(self, kind).values()
        }

    @property
    def title(self) -> str:
        """The titles of the packages."""
        return ", ".join(package.get("title") or package["name"] for package in self.store.manifest.packages)

    @cached_property
    def period(self) -> str:
        """The first and the last year of activities whose year is known."""
        years = sorted(each.year for each in self.activities.values() if each.year)
        if not years:
            return ""
        return years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"

    @cached_property
    def grounds(self) -> Counter[str]:
        """Count participations by their ground."""
        return Counter(part["ground"] for part in self._parts)

    @property
    def participations(self) -> list[dict[str, Any]]:
        """The rows of participations: activity, actor, role, ground."""
        return self._parts

    def country_name(self, country: str) -> str:
        """Return the English name of a country, or its code where it has no place of its own."""
        return self.places[country].name if country in self.places else country

    def place_name(self, activity: ActivityThing) -> str:
        """Say where an activity took place: town and country, as far as known."""
        names = [self.places[activity.place].name if activity.place in self.places else activity.place]
        names.append(self.country_name(activity.country))
        return ", ".join(dict.fromkeys(name for name in names if name))

    def _rows(self, query: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.store.query(query).rows
        return rows

    def _grouped(self, query: str, key: str, value: str) -> dict[str, tuple[str, ...]]:
        grouped: dict[str, list[str]] = defaultdict(list)
        for row in self._rows(query):
            grouped[row[key]].append(row[value])
        return {name: tuple(values) for name, values in grouped.items()}

    def _read_activities(self) -> list[ActivityThing]:
        kinds = load_scheme("activity-kind")
        themes: dict[str, list[str]] = defaultdict(list)
        for row in self.store.table("themes").to_pylist():
            themes[row["activity"]].append(row["theme"])
        countries = self._grouped(_COUNTRIES, "activity", "country")
        sure = {row["activity"] for row in self._rows(_YEARS)}
        russian = {row["activity"]: row["title"] for row in self._rows(_TITLES_RU)}
        activities = []
        rows = self.store.table("activities").to_pylist()
        for row in sorted(rows, key=lambda row: (row["earliest"] or date.max, row["activity"])):
            known = row["precision"] in YEAR_KNOWN and row["earliest"]
            activities.append(
                ActivityThing(
                    id=row["activity"],
                    iri=row["iri"],
                    name=row["title"] or row["activity"],
                    name_ru=russian.get(row["activity"], ""),
                    kind=row["kind"] or "",
                    kind_name=_label(kinds, row["kind"]),
                    when=in_words(row["precision"] or "", row["earliest"], row["latest"]),
                    first=row["earliest"] if known else None,
                    last=row["latest"] if known else None,
                    year=str(row["earliest"].year) if known else "",
                    year_stated=bool(known) and row["activity"] in sure,
                    country=row["country"] or "",
                    place=row["place"] or "",
                    phase=row["phase"] or "",
                    themes=tuple(themes[row["activity"]]),
                    countries=countries.get(row["activity"], ()),
                    actors=tuple(held := self.held.get(row["activity"], {})),
                    named=tuple(actor for actor, roles in held.items() if any(roles.values())),
                    activities=(row["activity"],),
                )
            )
        return sorted(activities, key=lambda each: (each.first or date.max, each.last or date.max))

    def _read_actors(self) -> list[ActorThing]:
        kinds = load_scheme("actor-kind")
        aliases = read_aliases(self.store, "comity:Actor")
        there: dict[str, list[str]] = defaultdict(list)
        sure: dict[str, list[str]] = defaultdict(list)
        paid: dict[str, list[str]] = defaultdict(list)
        roles: dict[str, Counter[str]] = defaultdict(Counter)
        for name in self.activities:  # in order of time
            for actor, held in self.held.get(name, {}).items():
                roles[actor].update(held.keys())
                came = [stated for role, stated in held.items() if role not in ABSENT]
                (there if came else paid)[actor].append(name)
                if any(came):
                    sure[actor].append(name)
        actors = [
            ActorThing(
                id=row["actor"],
                iri=row["iri"],
                name=row["name"] or row["actor"],
                name_ru=row["name_ru"] or "",
                kind=row["kind"] or "",
                kind_name=_label(kinds, row["kind"]),
                aliases=tuple(aliases.get(row["actor"], ())),
                activities=tuple(there[row["actor"]]),
                stated=tuple(sure[row["actor"]]),
                country=row["country"] or "",
                stands_for=row["stands_for"] or "",
                top=row["top"] or "",
                collective=bool(row["collective"]),
                name_ru_ground=row["name_ru_ground"] or "",
                paid=tuple(paid[row["actor"]]),
                roles=dict(sorted(roles[row["actor"]].items())),
            )
            for row in self.store.table("actors").to_pylist()
        ]
        return sorted(actors, key=lambda each: (-len(each.activities), each.name))

    def _read_places(self) -> list[PlaceThing]:
        kinds = load_scheme("place-kind")
        aliases = read_aliases(self.store, "comity:Place")
        there: dict[str, list[str]] = defaultdict(list)
        stated = {row["activity"] for row in self._rows(_PLACED)}
        for activity in self.activities.values():
            for place in dict.fromkeys((activity.place, activity.country)):
                there[place].append(activity.id)
        places = [
            PlaceThing(
                **vars(place) | {"kind_name": _label(kinds, place.kind)},
                aliases=tuple(aliases.get(place.id, ())),
                activities=tuple(there[place.id]),
                stated=tuple(name for name in there[place.id] if name in stated),
            )
            for place in read_places(self.store)
        ]
        return sorted(places, key=lambda each: (-len(each.activities), each.name))

    def _read_themes(self) -> list[ThemeThing]:
        scheme = load_scheme("theme")
        there: dict[str, set[str]] = defaultdict(set)
        for activity in self.activities.values():
            for theme in activity.themes:
                for above in scheme.up(theme) if theme in scheme else (theme,):
                    there[above].add(activity.id)
        return [
            ThemeThing(
                id=name,
                iri=concept.iri,
                name=concept.labels["en"],
                name_ru=concept.labels.get("ru", ""),
                aliases=concept.other_labels,
                activities=self._in_time(there[name]),
                definition=concept.definition,
                broader=concept.broader,
            )
            for name, concept in scheme.concepts.items()
        ]

    def _in_time(self, names: set[str]) -> tuple[str, ...]:
        return tuple(name for name in self.activities if name in names) if names else ()


def _label(scheme: Any, notation: str | None) -> str:
    return scheme.concepts[notation].labels["en"] if notation in scheme else notation or ""


_COUNTRIES = """SELECT ?activity ?country WHERE {
  ?event comity:participatingCountry/dct:identifier ?country ; dct:identifier ?activity .
} ORDER BY ?activity ?country"""
_YEARS = "SELECT ?activity { ?event comity:yearGround ground:stated ; dct:identifier ?activity }"
_PLACED = "SELECT ?activity { ?event comity:placeGround ground:stated ; dct:identifier ?activity }"
_TITLES_RU = """SELECT ?activity ?title WHERE {
  ?event a comity:Activity ; dct:identifier ?activity ; dct:title ?title . FILTER(LANG(?title) = "ru")
}"""
