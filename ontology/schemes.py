"""The concept schemes, read from their Turtle files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from .namespaces import ROOT, expand

FOLDER = Path(__file__).parent
SCHEMES = tuple(sorted(path.stem for path in (FOLDER / "schemes").glob("*.ttl")))


@dataclass(frozen=True)
class Concept:
    """One concept: its code in the tables, its labels and definitions by language, and the concepts above it."""

    notation: str
    iri: str
    labels: dict[str, str]
    other_labels: tuple[str, ...]
    definitions: dict[str, str]
    broader: tuple[str, ...]
    actor_classes: tuple[str, ...]
    iri_template: str | None
    match_property: str | None

    @property
    def definition(self) -> str:
        """The definition in English."""
        return self.definitions["en"]


@dataclass(frozen=True)
class Scheme:
    """One concept scheme; concepts in the order of the file, by notation."""

    name: str
    titles: dict[str, str]
    description: str
    concepts: dict[str, Concept]

    @property
    def title(self) -> str:
        """The title in English."""
        return self.titles["en"]

    def __contains__(self, notation: str) -> bool:
        return notation in self.concepts

    def up(self, notation: str) -> set[str]:
        """Find *notation* and all notations above it.

        >>> sorted(load_scheme("ground").up("from-group"))
        ['from-group', 'inferred']
        """
        above: set[str] = set()
        queue = [notation]
        while queue:
            current = queue.pop()
            if current not in above:
                above.add(current)
                queue.extend(self.concepts[current].broader)
        return above

    def down(self, notation: str) -> set[str]:
        """Find *notation* and all notations below it.

        >>> sorted(load_scheme("theme").down("return"))
        ['readmission', 'return']
        """
        return {other for other in self.concepts if notation in self.up(other)}


@cache
def load_scheme(name: str) -> Scheme:
    """Read the concept scheme *name* from its file.

    >>> load_scheme("role").concepts["expert"].labels["ru"]
    'эксперт'
    """
    statements = list(ox.parse(path=str(FOLDER / "schemes" / f"{name}.ttl")))
    by_subject: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for quad in statements:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal | ox.NamedNode):
            by_subject[quad.subject.value][quad.predicate.value].append(quad.object)
    about = by_subject[ROOT + name]
    titles = {value.language or "": value.value for value in _texts(about[expand("dct:title")])}
    description = next(value.value for value in _texts(about[expand("dct:description")]) if value.language == "en")
    concepts = [_concept(iri, said) for iri, said in by_subject.items() if expand("skos:notation") in said]
    return Scheme(name, titles, description, {concept.notation: concept for concept in concepts})


def _concept(iri: str, about: dict[str, list[ox.Literal | ox.NamedNode]]) -> Concept:
    def values(term: str) -> list[str]:
        return [value.value for value in about.get(expand(term), [])]

    def by_language(term: str) -> dict[str, str]:
        return {v.language or "": v.value for v in about[expand(term)] if isinstance(v, ox.Literal)}

    return Concept(
        notation=values("skos:notation")[0],
        iri=iri,
        labels=by_language("skos:prefLabel"),
        other_labels=tuple(values("skos:altLabel")),
        definitions=by_language("skos:definition"),
        broader=tuple(value.rsplit("/", 1)[1] for value in values("skos:broader")),
        actor_classes=tuple(values("comity:actorClass")),
        iri_template=next(iter(values("comity:iriTemplate")), None),
        match_property=next(iter(values("comity:matchProperty")), None),
    )


def _texts(values: Iterable[ox.Literal | ox.NamedNode]) -> list[ox.Literal]:
    return [value for value in values if isinstance(value, ox.Literal)]
