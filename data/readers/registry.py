"""What names mean: actors, places and sources of a package and of the file that is read, concepts of schemes."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from ...ontology import load_scheme
from ..package import Package
from ..records import Actor, Identifier, Place, Source
from ..schema import ACTIVITIES, ACTORS, IDENTIFIERS, PLACES, SOURCES

_QUOTES = str.maketrans("", "", "«»“”„\"'’‘")
_LANGUAGE = re.compile(r"@[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$")
_CODES = ("iso3166-1-alpha-2", "iso3166-1-alpha-3")


def fold_name(name: str) -> str:
    """Write a name so that case, quotation marks and spaces make no difference.

    >>> fold_name("ГУ  «Погранслужба»") == fold_name('гу "погранслужба"')
    True
    """
    return " ".join(name.translate(_QUOTES).casefold().split())


class Registry:
    """Names and what they mean, by the table they are of."""

    def __init__(self, package: Package | None = None) -> None:
        self._names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._ids: dict[str, set[str]] = defaultdict(set)
        self.kinds: dict[str, str] = {}  # of places
        self.countries: dict[str, str] = {}  # of towns
        if package:
            self._take(package)

    def _take(self, package: Package) -> None:
        for place in package.rows(PLACES):
            self.add_place(place)
        for actor in package.rows(ACTORS):
            self.add_actor(actor)
        for source in package.rows(SOURCES):
            self.add_source(source)
        for activity in package.rows(ACTIVITIES):
            self.add("activities", activity.id, [activity.title])
        for identifier in package.rows(IDENTIFIERS):
            self._add_code(identifier)

    def _add_code(self, identifier: Identifier) -> None:
        if identifier.table == "places" and identifier.scheme in _CODES:
            self.add("places", identifier.id, [identifier.value])

    def add_actor(self, actor: Actor) -> None:
        """Add an actor with all its names."""
        self.add("actors", actor.id, [actor.name, actor.name_ru, *map(bare_name, actor.aliases)])

    def add_place(self, place: Place) -> None:
        """Add a place with all its names."""
        self.add("places", place.id, [place.name, place.name_ru, *map(bare_name, place.aliases)])
        self.kinds[place.id], self.countries[place.id] = place.kind, place.country

    def add_source(self, source: Source) -> None:
        """Add a source, which its address names."""
        self.add("sources", source.id, [source.url])

    def add(self, table: str, name: str, names: Iterable[str] = ()) -> None:
        """Add a row of *table* by its identifier and names."""
        self._ids[table].add(name)
        for each in names:
            if each:
                self._names[table][fold_name(each)].add(name)

    def ids(self, table: str) -> frozenset[str]:
        """List the identifiers of *table* that are known."""
        return frozenset(self._ids[table])

    def find(self, table: str, text: str) -> list[str]:
        """Find what *text* can mean in *table*: the row that it is the identifier of, or all that have it as a name."""
        if text in self._ids[table]:
            return [text]
        return sorted(self._names[table].get(fold_name(text), ()))

    def find_actor(self, text: str) -> list[str]:
        """Find the actors that have exactly this name; whatever ranks likely actors is asked for the others later."""
        return self.find("actors", text)

    def find_country(self, text: str) -> list[str]:
        """Find the countries that have this name or code."""
        return [place for place in self.find("places", text) if self.kinds.get(place) == "country"]

    def find_town(self, text: str) -> list[str]:
        """Find the places other than countries that have this name."""
        return [place for place in self.find("places", text) if self.kinds.get(place) != "country"]


def bare_name(alias: str) -> str:
    """Take its language from an alias."""
    return _LANGUAGE.sub("", alias)


@cache
def concept_names(scheme: str) -> dict[str, str]:
    """Read the notations of *scheme* by every name: notation, and labels in all languages; what is two is none."""
    names: dict[str, set[str]] = defaultdict(set)
    for concept in load_scheme(scheme).concepts.values():
        for name in (*concept.labels.values(), *concept.other_labels):
            names[fold_name(name)].add(concept.notation)
    once = {name: next(iter(notations)) for name, notations in names.items() if len(notations) == 1}
    return once | {fold_name(notation): notation for notation in load_scheme(scheme).concepts}
