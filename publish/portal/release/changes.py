"""What changed between two releases: statements, and the activities, actors and other things they are about."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ....graph.store.embedded import EmbeddedStore
from ....ontology import PREFIXES, expand
from ....ontology.namespaces import shorten

# What a reader looks for, in the order in which a list of changes shows it.
CLASSES = {
    "Activity": "activities",
    "Actor": "actors",
    "Place": "places",
    "Source": "sources",
    "Identifier": "identifiers",
}
_TYPE, _NAMES = expand("rdf:type"), (expand("dct:title"), expand("skos:prefLabel"), expand("schema:url"))
# Parts belong to the activity they are parts of: what changes in them, changes in it.
_PARTS = {
    expand("prov:qualifiedAssociation"): "participation",
    expand("comity:transfer"): "transfer",
    expand("comity:conflict"): "conflict",
}
_KNOWN = f"""SELECT ?thing ?class ?name WHERE {{
  VALUES ?class {{ {" ".join(f"comity:{name}" for name in CLASSES)} }} ?thing a ?class
  OPTIONAL {{ ?thing dct:title|skos:prefLabel ?name FILTER(langMatches(lang(?name), "en")) }}
}} ORDER BY ?thing ?name"""
_OWNERS = """SELECT ?owner ?part WHERE {
  ?owner prov:qualifiedAssociation|comity:transfer|comity:conflict ?part
} ORDER BY ?part"""


@dataclass(frozen=True, order=True)
class Difference:
    """One value that came or went: of which property of a thing, as prefixed name and text."""

    property: str
    before: str
    after: str


@dataclass
class ThingChange:
    """A thing that was added, removed or altered, and how it was altered."""

    kind: str
    thing: str
    name: str
    change: str
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Changes:
    """All that changed: the lines of N-Quads that came and went, how many lost one value for another, the things."""

    added: list[str]
    removed: list[str]
    altered: int
    things: list[ThingChange]

    def of(self, kind: str, change: str) -> list[ThingChange]:
        """List the things of one class that were added, removed or altered, by name."""
        return [thing for thing in self.things if (thing.kind, thing.change) == (kind, change)]


def compare_releases(old: Path, new: Path, store: EmbeddedStore) -> Changes:
    """Compare two dumps in N-Quads (gzip), the new one that of *store*."""
    added: list[str] = []
    removed: list[str] = []
    for sign, line in _differences(_lines(old), _lines(new)):
        (added if sign == "+" else removed).append(line)
    return _Reading(store, added, removed).changes()


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Read each line with its graph before it: that is the order in which a dump is sorted."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as text:
        for line in text:
            statement = line.rstrip("\n")
            yield statement.rsplit(" ", 2)[1], statement


def _differences(old: Iterator[tuple[str, str]], new: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Walk through two sorted lists side by side, holding one line of each."""
    left, right = next(old, None), next(new, None)
    while left or right:
        if left == right:
            left, right = next(old, None), next(new, None)
        elif right is None or (left is not None and left < right):
            assert left
            yield "-", left[1]
            left = next(old, None)
        else:
            yield "+", right[1]
            right = next(new, None)


def _parse(lines: Iterable[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))


class _Reading:
    """Turns changed statements into changed things."""

    def __init__(self, store: EmbeddedStore, added: list[str], removed: list[str]) -> None:
        self.lines = added, removed
        self.added, self.removed = _parse(added), _parse(removed)
        self.kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for thing, kind, name in store.query(_KNOWN):
            self.kinds.setdefault(thing, kind.rsplit("#", 1)[1])
            self.names.setdefault(thing, name or "")
        self.owners = {part: owner for owner, part in store.query(_OWNERS)}
        for quad in self.removed:
            self._remember(quad)
        self.there = {quad.subject.value for quad in self.added if quad.predicate.value == _TYPE}  # type: ignore[union-attr]
        self.gone = {quad.subject.value for quad in self.removed if quad.predicate.value == _TYPE}  # type: ignore[union-attr]

    def _remember(self, quad: ox.Quad) -> None:
        """Learn from a statement that is no longer there what the store cannot tell any more."""
        subject, predicate, value = _value(quad.subject), quad.predicate.value, _value(quad.object)
        if predicate == _TYPE and value.startswith(PREFIXES["comity"]):
            self.kinds.setdefault(subject, value.rsplit("#", 1)[1])
        elif predicate in _NAMES:
            self.names[subject] = self.names.get(subject) or value
        elif predicate in _PARTS:
            self.owners.setdefault(value, subject)

    def changes(self) -> Changes:
        values: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, quads in enumerate((self.removed, self.added)):
            for quad in quads:
                values[_value(quad.subject), quad.predicate.value][side].append(self._text(quad.object))
        altered = sum(1 for before, after in values.values() if before and after)
        things: dict[str, ThingChange] = {}
        for (subject, predicate), (before, after) in sorted(values.items()):
            thing = self.owners.get(subject, subject)
            kind = self.kinds.get(thing)
            if kind not in CLASSES:
                continue
            change = things.setdefault(thing, ThingChange(kind, thing, self._name(thing), self._how(thing)))
            if change.change == "altered" and thing == subject:
                change.differences += _pairs(_PARTS.get(predicate) or _short(predicate), before, after)
            elif change.change == "altered" and subject not in self.there | self.gone:
                name = f"{self._name(subject)}: {_short(predicate)}"
                change.differences += _pairs(name, before, after)
        ordered = sorted(things.values(), key=lambda each: (each.name, each.thing))
        return Changes(*self.lines, altered, ordered)

    def _how(self, thing: str) -> str:
        came, went = thing in self.there, thing in self.gone
        return "altered" if came == went else "added" if came else "removed"

    def _text(self, value: object) -> str:
        text = _value(value)
        return text if isinstance(value, ox.Literal) else self._name(text)

    def _name(self, thing: str) -> str:
        """Name a thing; a participation is called by its actor and role, another part by its own name."""
        if match := re.fullmatch(r"(.+/)participation/[^/]+/([^/]+)/([^/]+)", thing):
            base, actor, role = match.groups()
            return f"{self.names.get(f'{base}actor/{actor}') or actor} as {role}"
        return self.names.get(thing) or _short(thing)


def _pairs(name: str, before: list[str], after: list[str]) -> list[Difference]:
    """Set what went beside what came, as far as there is as much of both."""
    length = max(len(before), len(after))
    left, right = (sorted(each) + [""] * (length - len(each)) for each in (before, after))
    return [Difference(name, *pair) for pair in zip(left, right, strict=True) if pair[0] != pair[1]]


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _short(iri: str) -> str:
    """Shorten an IRI by a prefix, or, of a part, to what follows the base of its package."""
    if (short := shorten(iri)) != iri:
        return short
    parts = iri.split("/")
    tables = [at for at, part in enumerate(parts) if part in ("participation", "transfer", "conflict", "evidence")]
    return "/".join(parts[tables[0] :]) if tables else iri
