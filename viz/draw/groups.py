"""Who is shown in which colour and shape.

The countries that the activities are for stand around, each in a colour of its own from the Okabe-Ito
set; their partners and international bodies stand within, in one family of blue and a grey violet.
"""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...graph.read.names import country_names
from ...graph.ties.selection import Node
from ...ontology import load_scheme

if TYPE_CHECKING:
    from ...graph.store.protocol import Store

OKABE_ITO = ("#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d3b")
PARTNER, INTERNATIONAL, OTHER = "partner", "international", "other"
_COLOURS = {PARTNER: "#24477f", INTERNATIONAL: "#7d74a6", OTHER: "#6b7280"}
_LABELS = {
    PARTNER: ("Partner countries and EU", "Страны-партнёры и ЕС"),
    INTERNATIONAL: ("International organisations", "Международные организации"),
    OTHER: ("Others", "Другие"),
}

# Shapes that the drawing library knows, by kind of actor.
SHAPES = {
    "ministry": "square",
    "training-institution": "triangle",
    "university": "hexagon",
    "company": "hexagon",
    "international-organisation": "diamond",
    "eu-institution": "star",
}


@dataclass(frozen=True)
class Group:
    """Actors that share a colour: a country, or one of the circles within."""

    id: str
    label: str
    label_ru: str
    colour: str
    outer: bool


def groups_of(store: "Store", nodes: list[Node], outer: list[str] | None = None) -> tuple[dict[str, Group], list[str]]:
    """Sort nodes into groups by their id, the outer ones first, and the group of each node.

    Outer are the countries of *outer*; by default those that records name as taking part, at most six:
    those of most nodes.
    """
    if outer is None:
        outer = outer_countries(store, nodes)
    member = [_group_of(node, outer) for node in nodes]
    labels = country_names(store)
    groups = {}
    for country, colour in zip(outer, OKABE_ITO, strict=False):
        label, label_ru, _ = labels.get(country, (country, "", ""))
        groups[country] = Group(country, label, label_ru or label, colour, True)
    for name in (PARTNER, INTERNATIONAL, OTHER):
        if name in member:
            groups[name] = Group(name, *_LABELS[name], _COLOURS[name], False)
    return groups, member


def outer_countries(store: "Store", nodes: list[Node]) -> list[str]:
    """Choose the countries that stand around, in order of their codes."""
    named = {row["country"] for row in store.query(_NAMED).rows}
    sizes = Counter(node.country for node in nodes if node.country in named)
    return sorted(country for country, _ in sizes.most_common(len(OKABE_ITO)))


def shape_of(kind: str) -> str:
    """Choose the shape for a kind of actor."""
    return SHAPES.get(kind, "dot")


def _group_of(node: Node, outer: list[str]) -> str:
    if node.country in outer:
        return node.country
    if node.country or "eu-institution" in (node.kind, node.top_kind):
        return PARTNER
    known = load_scheme("actor-kind")
    if node.top_kind in known and "international-body" in known.up(node.top_kind):
        return INTERNATIONAL
    return OTHER


_NAMED = "SELECT DISTINCT ?country WHERE { ?activity comity:participatingCountry/dct:identifier ?country }"
