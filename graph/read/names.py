"""Names read from a store: those of countries, and other names of things."""

from typing import TYPE_CHECKING

from .places import read_places

if TYPE_CHECKING:
    from ..store.protocol import Store


def country_names(store: "Store") -> dict[str, tuple[str, str, str]]:
    """Return the English name, the Russian name ("" where there is none) and the IRI of each country."""
    return {place.id: (place.name, place.name_ru, place.iri) for place in read_places(store) if place.kind == "country"}


def read_aliases(store: "Store", kind: str) -> dict[str, list[str]]:
    """Read the other names of the things of a class, given by its prefixed name, by their identifiers."""
    aliases: dict[str, list[str]] = {}
    for row in store.query(_ALIASES.replace("CLASS", kind)).rows:
        aliases.setdefault(row["id"], []).append(row["alias"])
    return aliases


_ALIASES = "SELECT ?id ?alias WHERE { ?thing a CLASS ; dct:identifier ?id ; skos:altLabel ?alias } ORDER BY ?id ?alias"
