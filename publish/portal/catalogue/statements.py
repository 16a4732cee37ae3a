"""Statements that describe what is published: gathered by prefixed names, written in a fixed order."""

from pathlib import Path

import pyoxigraph as ox

from ....graph.query.xml_text import xml_text
from ....ontology import PREFIXES as OWN
from ....ontology import namespaces

PREFIXES = {
    **{name: OWN[name] for name in ("adms", "comity", "dct", "foaf", "owl", "prov", "rdf", "rdfs", "skos", "xsd")},
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "formats": "http://www.w3.org/ns/formats/",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
Value = str | int | ox.Literal
FORMS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}


def to_iri(name: str) -> str:
    """Expand a prefixed name; an IRI stays as it is.

    >>> to_iri("dcat:Dataset")
    'http://www.w3.org/ns/dcat#Dataset'
    """
    return namespaces.expand(name, PREFIXES, keep=True)


def phrase(text: str, language: str = "en") -> ox.Literal:
    """Make a literal in a language."""
    return ox.Literal(text, language=language)


def typed(text: str, datatype: str) -> ox.Literal:
    """Make a literal of a datatype."""
    return ox.Literal(text, datatype=ox.NamedNode(to_iri(datatype)))


def _term(value: Value) -> ox.NamedNode | ox.Literal:
    if isinstance(value, ox.Literal):
        return value
    return ox.Literal(value) if isinstance(value, int) else ox.NamedNode(to_iri(value))


class Statements:
    """A growing set of statements about IRIs; blank nodes are not used, so that the order is fixed."""

    def __init__(self) -> None:
        self._triples: set[ox.Triple] = set()

    def __len__(self) -> int:
        return len(self._triples)

    def add(self, subject: str, predicate: str, *values: Value | None) -> None:
        """State *predicate* of *subject*; text is an IRI or prefixed name, ``None`` and "" state nothing."""
        for value in values:
            if value is not None and value != "":
                self._triples.add(
                    ox.Triple(ox.NamedNode(to_iri(subject)), ox.NamedNode(to_iri(predicate)), _term(value))
                )

    def describe(self, subject: str, kind: str, **about: Value | tuple[Value, ...] | None) -> str:
        """State the class of *subject* and more, names like ``dct_title`` standing for ``dct:title``."""
        self.add(subject, "rdf:type", kind)
        for name, value in about.items():
            values = value if isinstance(value, tuple) else (value,)
            self.add(subject, name.replace("_", ":", 1), *values)
        return subject

    def write(self, path: Path, form: str = "ttl") -> None:
        """Write all statements to *path*, sorted."""
        content = ox.serialize(sorted(self._triples, key=str), format=FORMS[form], prefixes=PREFIXES)
        assert content is not None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(xml_text(content) if form == "rdf" else content)
