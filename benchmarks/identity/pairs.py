"""Pairs of names, of one actor and of two, and what strings alone and what the evidence make of them."""

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz, process

from benchmarks.identity.judging import Fitted
from benchmarks.identity.wordings import fold_of_each
from comity.data.identity.evidence import best_of_each
from comity.data.identity.registry import Registry, names_of_actor
from comity.data.identity.spelling import fold
from comity.data.records import Actor

NEAREST = 2  # names of others, for each name
ELSEWHERE = "Mongolia"
STRINGS = 90  # from here on of 100, strings alone take two names for one


class Pair(NamedTuple):
    """A name that is asked for, an actor with one of its names, and whether the name is one of its names."""

    asked: str
    actor: Actor
    own: str
    same: bool


def name_pairs(actors: Collection[Actor]) -> list[Pair]:
    """Pair the names of each actor, each name with the most similar of others, and the same words in two countries."""
    single = [actor for actor in actors if not actor.collective]
    names = {actor.id: list({fold(text): text for text, _ in names_of_actor(actor)}.values()) for actor in single}
    by_name = [(actor, text) for actor in single for text in names[actor.id]]
    every = [Pair(one, actor, two, True) for actor in single for one, two in combinations(names[actor.id], 2)]
    for actor, text in by_name:
        others = [(other, own) for other, own in by_name if other is not actor and fold(own) != fold(text)]
        nearest = process.extract(
            fold(text), [fold(own) for _, own in others], scorer=fuzz.token_sort_ratio, limit=NEAREST
        )
        every += [Pair(text, *others[number], False) for _, _, number in nearest]
        every += _elsewhere(actor, text)
    return every


def _elsewhere(actor: Actor, text: str) -> Iterator[Pair]:
    for country in ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Latvia", "Lithuania"):
        if text.endswith(f" of {country}"):
            yield Pair(text.replace(country, ELSEWHERE), actor, text, False)


def taken_as_strings(pairs: Collection[Pair]) -> list[Pair]:
    """Find the pairs that strings alone take for one."""
    return [pair for pair in pairs if fuzz.token_sort_ratio(fold(pair.asked), fold(pair.own)) >= STRINGS]


def taken_by_evidence(
    pairs: Collection[Pair], registry: Registry, fitted: Fitted, actors: Collection[Actor]
) -> list[Pair]:
    """Find the pairs that the evidence takes for one, by weights fitted without the actor."""
    folds = fold_of_each([actor.id for actor in actors])
    taken = []
    for pair in pairs:
        weights, rule = fitted[folds[pair.actor.id]]
        likely = [
            (pair.actor.id, pair.own, registry.values(asked, own, pair.actor))
            for asked in registry.reader.read(pair.asked)
            for own in registry.reader.read(pair.own)
        ]
        if rule.judge(best_of_each(likely, weights)) == "same":
            taken.append(pair)
    return taken
