"""Names as sources write them, and what is looked at for each: the cases on which weights are fitted and judged."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from comity.data import open_package
from comity.data.cells import split_language
from comity.data.identity.registry import Registry, names_of_actor
from comity.data.identity.spelling import fold
from comity.data.records import Actor, Place
from comity.data.schema import ACTORS, PLACES

FOLDS = 5


@dataclass(frozen=True)
class Wording:
    """A name as it is written, its language, and the actors it means."""

    text: str
    language: str
    actors: frozenset[str]


def bomca() -> tuple[list[Actor], list[Place]]:
    """Read the actors and places of the BOMCA package."""
    package = open_package()
    return list(package.rows(ACTORS)), list(package.rows(PLACES))


def wordings(actors: Collection[Actor]) -> list[Wording]:
    """List every name of *actors* once, with all that have it; case, accents and script make no other name."""
    means: dict[str, set[str]] = defaultdict(set)
    written: dict[str, tuple[str, str]] = {}
    for actor in actors:
        for text, language in names_of_actor(actor):
            means[fold(text)].add(actor.id)
            written.setdefault(fold(text), (text, language))
    return [Wording(*written[key], frozenset(ids)) for key, ids in means.items()]


def without_name(actors: Collection[Actor], text: str) -> list[Actor]:
    """Take the name *text*, however it is written, away from *actors*; who has no other goes."""
    left = []
    for actor in actors:
        names = [f"{name}@{language}" for name, language in names_of_actor(actor) if fold(name) != fold(text)]
        if names:
            left.append(replace(actor, name=split_language(names[0], "")[0], name_ru="", aliases=tuple(names)))
    return left
