"""Dump the graph in any RDF syntax, the same bytes for the same graph."""

from typing import IO

import pyoxigraph as ox

from ..data.errors import FormatError
from ..graph.store import EmbeddedStore

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def dump(store: EmbeddedStore, form: str, out: IO[bytes]) -> None:
    """Write every statement of *store* to *out*.

    N-Quads, TriG and JSON-LD keep the named graphs; N-Triples, Turtle and RDF/XML hold each
    statement once.
    """
    if form not in FORMATS:
        raise FormatError(f"a graph cannot be dumped as {form}; write {', '.join(FORMATS)}")
    if FORMATS[form].supports_datasets:
        ox.serialize(store.quads(), output=out, format=FORMATS[form], prefixes=store.prefixes)
    else:
        ox.serialize(store.triples(), output=out, format=FORMATS[form], prefixes=store.prefixes)
