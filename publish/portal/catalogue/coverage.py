"""What the graph covers: places, days, languages, and how much there is of what."""

from dataclasses import dataclass

from ....graph.store.embedded import EmbeddedStore

_COUNTRIES = """SELECT DISTINCT ?place ?name WHERE {
  ?activity a comity:Activity ; comity:country|comity:participatingCountry ?place .
  ?place skos:prefLabel ?name FILTER(lang(?name) = "en")
} ORDER BY ?place"""
_MATCHES = "SELECT ?place ?other WHERE { ?place a comity:Place ; owl:sameAs|skos:exactMatch ?other } ORDER BY ?other"
_DAYS = """SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  ?activity a comity:Activity ; comity:earliest|comity:latest ?day
}"""
_BOX = """SELECT (MIN(?lat) AS ?south) (MAX(?lat) AS ?north) (MIN(?long) AS ?west) (MAX(?long) AS ?east)
WHERE { ?activity a comity:Activity ; comity:country|comity:participatingCountry|prov:atLocation ?place .
        ?place geo:lat ?lat ; geo:long ?long }"""
_LANGUAGES = """SELECT DISTINCT ?language WHERE {
  ?thing a ?class ; skos:prefLabel|dct:title ?name FILTER(?class IN (comity:Activity, comity:Actor, comity:Place))
  BIND(lang(?name) AS ?language)
} ORDER BY ?language"""
# GeoNames and the EU's tables are what portals know places by.
_KNOWN_TO_PORTALS = ("https://sws.geonames.org/", "http://publications.europa.eu/resource/authority/")


@dataclass(frozen=True)
class Country:
    """A country in which something took place or from which someone came, by the IRI portals know, or our own."""

    iri: str
    name: str


@dataclass(frozen=True)
class BoundingBox:
    """The smallest box around the places of activities that have coordinates, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def wkt(self) -> str:
        """The box as a polygon, in well-known text; degrees, longitude first."""
        w, s, e, n = self.west, self.south, self.east, self.north
        return f"POLYGON(({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}))"

    @property
    def centre(self) -> str:
        """Its middle as a point, in well-known text."""
        return f"POINT({(self.west + self.east) / 2:.5f} {(self.south + self.north) / 2:.5f})"


@dataclass(frozen=True)
class Coverage:
    """What was counted and measured in the graph."""

    countries: tuple[Country, ...]
    box: BoundingBox | None
    first: str
    last: str
    languages: tuple[str, ...]
    counts: dict[str, int]


def measure_coverage(store: EmbeddedStore) -> Coverage:
    """Ask the graph what it covers."""
    matches: dict[str, str] = {}
    for row in store.query(_MATCHES).rows:
        if row["other"].startswith(_KNOWN_TO_PORTALS):
            matches.setdefault(row["place"], row["other"])
    days = store.query(_DAYS).rows[0]
    return Coverage(
        countries=tuple(
            Country(matches.get(row["place"], row["place"]), row["name"]) for row in store.query(_COUNTRIES).rows
        ),
        box=_box(store),
        first=str(days.get("first") or ""),
        last=str(days.get("last") or ""),
        languages=tuple(row["language"] for row in store.query(_LANGUAGES).rows if row["language"]),
        counts=store.manifest.things,
    )


def _box(store: EmbeddedStore) -> BoundingBox | None:
    sides = store.query(_BOX).rows[0]
    if not sides.get("west"):
        return None
    return BoundingBox(**{side: float(sides[side]) for side in ("west", "south", "east", "north")})


def example_resources(store: EmbeddedStore) -> list[str]:
    """Choose one thing of each class that people look at: the first by name that has most said of it."""
    resources = []
    for name in ("Activity", "Actor", "Place"):
        query = f"""SELECT ?thing (COUNT(?x) AS ?n) WHERE {{ ?thing a comity:{name} ; ?p ?x }}
            GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT 1"""
        resources += [row["thing"] for row in store.query(query).rows]
    return resources
