"""Dump the graph in any RDF syntax, the same bytes for the same graph."""

from typing import IO, cast

import pyoxigraph as ox

from ...data.errors import FormatError
from ...graph.query.xml_text import XmlOut
from ...graph.store.embedded import EmbeddedStore
from .jsonld import write_jsonld

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def dump_store(store: EmbeddedStore, form: str, out: IO[bytes], graph: ox.NamedNode | None = None) -> None:
    """Write every statement of *store*, or of one *graph* of it, to *out*.

    N-Quads, TriG and JSON-LD keep the named graphs; N-Triples, Turtle and RDF/XML hold each
    statement once.
    """
    if form not in FORMATS:
        raise FormatError(f"a graph cannot be dumped as {form}; write {', '.join(FORMATS)}")
    if form == "jsonld":
        write_jsonld(store.quads(graph), out)
    elif FORMATS[form].supports_datasets:
        ox.serialize(store.quads(graph), output=out, format=FORMATS[form], prefixes=store.prefixes)
    else:
        triples = store.triples() if graph is None else (quad.triple for quad in store.quads(graph))
        to = cast(IO[bytes], XmlOut(out)) if form == "rdfxml" else out
        ox.serialize(triples, output=to, format=FORMATS[form], prefixes=store.prefixes)
