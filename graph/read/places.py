"""Places read from a store: towns and countries, with their names and where they are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..store.protocol import Store


@dataclass(frozen=True)
class RecordedPlace:
    """A town or a country; ``kind`` is the notation of a concept, ``country`` the identifier of the country it is in.

    ``latitude`` and ``longitude`` are degrees (WGS 84) as they were written. What is not known is "".
    """

    id: str
    iri: str
    name: str
    name_ru: str
    kind: str
    country: str
    latitude: str
    longitude: str


def read_places(store: "Store") -> list[RecordedPlace]:
    """Read all places of *store* in the order of their identifiers, by which those without an English name go."""
    known = [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in store.query(_PLACES).rows
    ]
    return [RecordedPlace(**{**row, "name": row["name"] or row["id"]}) for row in known]


_PLACES = """SELECT ?id ?iri ?name ?name_ru ?kind ?country ?latitude ?longitude WHERE {
  ?iri a comity:Place ; dct:identifier ?id .
  OPTIONAL { ?iri skos:prefLabel ?name FILTER(LANG(?name) = "en") }
  OPTIONAL { ?iri skos:prefLabel ?name_ru FILTER(LANG(?name_ru) = "ru") }
  OPTIONAL { ?iri dct:type/skos:notation ?kind }
  OPTIONAL { ?iri comity:country/dct:identifier ?country }
  OPTIONAL { ?iri geo:lat ?latitude ; geo:long ?longitude }
} ORDER BY ?id"""
