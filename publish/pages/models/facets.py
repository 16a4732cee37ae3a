"""Lists that are narrowed by facets: each value with the number of things it leaves."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PAGE = 50


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: its name in the address, its title, and the values of a thing by it."""

    name: str
    title: str
    values: Callable[[Any], Iterable[str]]
    label: Callable[[str], str] = str
    by_value: bool = False


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many things it leaves, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """The things that are left, those of one page, and the facets with their choices.

    Where none are left, ``ways`` are the facets that, taken away alone, bring some: each with how many, most first.
    """

    things: list[Any]
    shown: list[Any]
    page: int
    pages: int
    facets: list[tuple[Facet, list[Choice]]]
    ways: list[tuple[Facet, int]] = field(default_factory=list)


def narrow(things: Sequence[Any], facets: Sequence[Facet], chosen: Mapping[str, Sequence[str]], number: int) -> Listing:
    """Keep the things that have one of the chosen values in each facet.

    The counts of a facet are of what the other facets leave, so that a second value of it can be added.
    """
    asked = {facet.name: set(chosen.get(facet.name, ())) - {""} for facet in facets}
    values = {facet.name: [set(facet.values(thing)) for thing in things] for facet in facets}

    def left(but: str = "") -> list[int]:
        tests = [(values[name], wanted) for name, wanted in asked.items() if wanted and name != but]
        return [n for n in range(len(things)) if all(own[n] & wanted for own, wanted in tests)]

    kept = [things[n] for n in left()]
    choices = [
        (facet, _choices(facet, [values[facet.name][n] for n in left(facet.name)], asked[facet.name]))
        for facet in facets
    ]
    pages = max(1, -(-len(kept) // PAGE))
    number = min(max(number, 1), pages)
    ways = [(facet, len(left(facet.name))) for facet in facets if asked[facet.name]] if not kept else []
    ways = sorted((way for way in ways if way[1]), key=lambda way: -way[1])
    return Listing(kept, kept[(number - 1) * PAGE : number * PAGE], number, pages, choices, ways)


def _choices(facet: Facet, values: list[set[str]], asked: set[str]) -> list[Choice]:
    counts = Counter(value for each in values for value in each if value)
    counts.update({value: 0 for value in asked if value not in counts})
    made = [Choice(value, facet.label(value), n, value in asked) for value, n in counts.items()]
    if facet.by_value:
        return sorted(made, key=lambda choice: choice.value)
    return sorted(made, key=lambda choice: (-choice.count, choice.label))
