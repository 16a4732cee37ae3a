"""Prefixes that every query, dump and page knows."""

from collections.abc import Mapping

ROOT = "https://w3id.org/comity/"
VOCABULARY = ROOT + "ns"

PREFIXES: dict[str, str] = {
    "comity": VOCABULARY + "#",
    "role": ROOT + "role/",
    "activity-kind": ROOT + "activity-kind/",
    "actor-kind": ROOT + "actor-kind/",
    "place-kind": ROOT + "place-kind/",
    "source-kind": ROOT + "source-kind/",
    "theme": ROOT + "theme/",
    "ground": ROOT + "ground/",
    "name-ground": ROOT + "name-ground/",
    "date-precision": ROOT + "date-precision/",
    "certainty": ROOT + "certainty/",
    "mode": ROOT + "mode/",
    "measure": ROOT + "measure/",
    "tie": ROOT + "tie/",
    "conflict-property": ROOT + "conflict-property/",
    "identifier-scheme": ROOT + "identifier-scheme/",
    "adms": "http://www.w3.org/ns/adms#",
    "cv": "http://data.europa.eu/m8g/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# The tables whose rows have an IRI of their own, and so a prefix below the base of a package.
DATA_PREFIXES = (
    "activity",
    "actor",
    "place",
    "participation",
    "transfer",
    "conflict",
    "evidence",
    "identifier",
    "graph",
)


def data_prefixes(base: str) -> dict[str, str]:
    """Map each prefix for the things of a package to the beginning of their IRIs, which is below *base*.

    >>> data_prefixes("https://example.org/x/")["actor"]
    'https://example.org/x/actor/'
    """
    return {name: f"{base}{name}/" for name in DATA_PREFIXES}


def shorten(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Shorten an IRI by that of *prefixes* which leaves the least of it, a plain name; otherwise it stays as it is.

    >>> shorten("http://purl.org/dc/terms/title")
    'dct:title'
    """
    fitting = [
        name for name, start in prefixes.items() if iri.startswith(start) and not set("/#") & set(iri[len(start) :])
    ]
    best = max(fitting, key=lambda name: len(prefixes[name]), default="")
    return f"{best}:{iri[len(prefixes[best]) :]}" if best else iri


def expand(name: str, prefixes: Mapping[str, str] = PREFIXES, *, keep: bool = False) -> str:
    """Expand a prefixed name to an IRI; with *keep*, what begins with none of *prefixes* stays as it is.

    >>> expand("comity:Activity")
    'https://w3id.org/comity/ns#Activity'
    """
    prefix, _, local = name.partition(":")
    return name if keep and prefix not in prefixes else prefixes[prefix] + local
