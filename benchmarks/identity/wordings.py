"""Names as sources write them, and what is near each: the cases on which weights are fitted and judged."""

import csv
import random
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.identity.fitting import FOLDS, Case
from comity.data import open_package
from comity.data.identity.registry import LikeName, Registry, names_of_actor
from comity.data.identity.spelling import fold
from comity.data.records import Actor
from comity.data.schema import ACTORS, PARTICIPATIONS, PLACES

_folded = cache(fold)
HINTS = ("the name alone", "name and country", "name, country and kind")
NEAR = 50  # more than a lookup takes, as some are hidden


@dataclass(frozen=True)
class Wording:
    """A name as it is written, its language, and the actors it means."""

    text: str
    language: str
    actors: frozenset[str]


def bomca_actors() -> list[Actor]:
    """Read the actors of the BOMCA package."""
    return list(open_package().rows(ACTORS))


def actors_elsewhere() -> list[Actor]:
    """Read bodies of other countries, written down after all rules and never used to fit."""
    with Path(__file__).with_name("elsewhere.csv").open(encoding="utf-8", newline="") as file:
        return [
            Actor(
                **{name: line[name] for name in ("id", "name", "name_ru", "kind", "country")},
                name_ru_ground="in-use",
                parent="",
                collective=line["collective"] == "yes",
                certainty="certain",
                aliases=tuple(line["aliases"].split("|")),
                note="",
            )
            for line in csv.DictReader(file)
        ]


def bomca_registry() -> Registry:
    """Make the registry of the actors of the BOMCA package."""
    return Registry(bomca_actors(), open_package().rows(PLACES))


def fold_of_each(ids: Collection[str]) -> dict[str, int]:
    """Deal actors or activities into folds, always in the same way."""
    dealt = sorted(ids)
    random.Random(13).shuffle(dealt)
    return {this: number % FOLDS for number, this in enumerate(dealt)}


def wordings(actors: Collection[Actor]) -> list[Wording]:
    """List every name of *actors* once, with all that have it; case, accents and script make no other name."""
    means: dict[str, set[str]] = defaultdict(set)
    written: dict[str, tuple[str, str]] = {}
    for actor in actors:
        for text, language in names_of_actor(actor):
            means[_folded(text)].add(actor.id)
            written.setdefault(_folded(text), (text, language))
    return [Wording(*written[key], frozenset(ids)) for key, ids in means.items()]


def actor_cases(
    actors: Collection[Actor], registry: Registry, hints: Collection[str] = HINTS
) -> tuple[list[Case], dict[str, int]]:
    """Look up every name of *actors* twice: that name hidden, and the actors that it means hidden.

    A group named only collectively has no name of its own; what it is called is not looked up, but can be found.
    Returns the fold of each actor as well.
    """
    by_id = {actor.id: actor for actor in actors}
    folds = fold_of_each(by_id)
    every: list[Case] = []
    for wording in wordings(actors):
        first = by_id[min(wording.actors)]
        if any(by_id[this].collective for this in wording.actors):
            continue
        for hint in hints:
            country = first.country if "country" in hint else ""
            kind = first.kind if "kind" in hint else ""
            same_country = {this for this in wording.actors if not country or by_id[this].country == country}
            near = list(registry.near(wording.text, country, kind, wording.language, NEAR))
            others = [each for each in near if _folded(each.text) != _folded(wording.text)]
            of = frozenset(folds[this] for this in wording.actors)
            right = {this for this in same_country if _has_another(by_id[this], wording)}
            if right:
                every.append(Case(wording.text, hint, frozenset(right), _plain(others), of))
            strangers = [each for each in near if each.actor.id not in wording.actors]
            every.append(Case(wording.text, hint, frozenset(), _plain(strangers), of))
    return every, folds


def _has_another(actor: Actor, wording: Wording) -> bool:
    return any(_folded(text) != _folded(wording.text) for text, _ in names_of_actor(actor))


def _plain(near: Collection[LikeName]) -> list[tuple[str, str, dict[str, float]]]:
    return [(each.actor.id, each.text, each.values) for each in near]


def participation_cases(registry: Registry) -> list[Case]:
    """Look up the words of stated participations: those that are a name the registry knows, and the others."""
    known = {_folded(text) for actor in bomca_actors() for text, _ in names_of_actor(actor)}
    means: dict[str, set[str]] = defaultdict(set)
    for part in open_package().rows(PARTICIPATIONS):
        if part.ground == "stated":
            for text in part.words:
                means[text].add(part.actor)
    return [
        Case(
            text,
            "a name that is known" if _folded(text) in known else "other words",
            frozenset(ids),
            _plain(list(registry.near(text))),
            frozenset({0}),
        )
        for text, ids in means.items()
    ]
