"""The actors that are known, and which of them a name means."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..cells import split_language
from ..package import Package
from ..records import Actor, Place
from ..schema import ACTORS, PLACES
from .evidence import Identified, Resemblance, Rule, best_of_each, read_rule, read_weights
from .index import WordIndex
from .likeness import compare_countries, compare_kinds, compare_names
from .names import Name, NameReader

NEAR = 80  # names that are looked at closely
MOST = 10


class LikeName(NamedTuple):
    """A name of an actor that is like the one asked for, and what speaks for and against its being meant."""

    actor: Actor
    text: str
    values: dict[str, float]


class Registry:
    """Actors by their names, as a package has them or as they are given."""

    def __init__(
        self,
        actors: Iterable[Actor],
        places: Iterable[Place] = (),
        weights: Mapping[str, float] | None = None,
        rule: Rule | None = None,
    ) -> None:
        self.weights = weights or read_weights("actor")
        self.rule = rule or read_rule("actor")
        self.reader = NameReader(places)
        self._index = WordIndex()
        self._names: list[tuple[Actor, Name]] = []
        for actor in actors:
            for text, language in names_of_actor(actor):
                for name in self.reader.read(text, language):
                    self._index.add(_keys(name, {actor.country} - {""}))
                    self._names.append((actor, name))

    @classmethod
    def of_package(cls, package: Package) -> "Registry":
        """Make the registry of the actors of *package*."""
        return cls(package.rows(ACTORS), package.rows(PLACES))

    def candidates(
        self, name: str, country: str = "", kind: str = "", language: str = "", most: int = MOST
    ) -> list[Resemblance]:
        """Find the actors that *name* may mean, the likeliest first.

        *country* and *kind* are those of the body that is named, where they are known. *language* tells how words
        end: "ru" for Russian in Latin letters.

        >>> from ..package import open_package
        >>> first = Registry.of_package(open_package()).candidates("МИД Узбекистана")[0]
        >>> first.id, first.name, first.speaks_for[0]
        ('uzb-mfa', 'Ministry of Foreign Affairs of Uzbekistan', 'known')
        """
        near = self.near(name, country, kind, language)
        return best_of_each(((each.actor.id, each.text, each.values) for each in near), self.weights)[:most]

    def identify(self, name: str, country: str = "", kind: str = "", language: str = "") -> Identified:
        """Find the actors that *name* may mean, and tell whether the first may be taken without asking."""
        likely = self.candidates(name, country, kind, language)
        return Identified(self.rule.judge(likely), tuple(likely))

    def near(
        self, name: str, country: str = "", kind: str = "", language: str = "", most: int = NEAR
    ) -> Iterator[LikeName]:
        """Find up to *most* names that share words with *name*, each with what speaks for and against it."""
        told = frozenset({country} - {""})
        for asked in self.reader.read(name, language):
            for number in self._index.nearest(_keys(asked, told), most):
                actor, own = self._names[number]
                yield LikeName(actor, own.text, self.values(asked, own, actor, told, kind))

    def values(
        self, asked: Name, own: Name, actor: Actor, told: frozenset[str] = frozenset(), kind: str = ""
    ) -> dict[str, float]:
        """Tell what speaks for and against *asked*, of a body of the countries *told*, meaning *actor*, named *own*."""
        values = compare_names(asked, own, self._index.worth)
        values |= compare_countries(asked.countries | told, own.countries | ({actor.country} - {""}))
        return values | compare_kinds("actor-kind", kind, actor.kind) | {"group": float(actor.collective)}


def names_of_actor(actor: Actor) -> list[tuple[str, str]]:
    """List the names of *actor*, each with its language, those told twice once."""
    texts = [(actor.name, "en"), (actor.name_ru, "ru"), *(split_language(alias, "en") for alias in actor.aliases)]
    return list(dict.fromkeys((text, language) for text, language in texts if text))


def _keys(name: Name, told: Iterable[str]) -> set[str]:
    """List under what a name is looked up: words, abbreviations, words with the country, and a country alone."""
    codes = {*name.countries, *told}
    keys = {*name.words, *(f"={code}" for code in codes)}
    keys |= {f"{short}." for short in (name.shorts if len(name.words) > 1 else name.words)}
    return keys | {f"{word}@{code}" for word in name.words for code in codes}
