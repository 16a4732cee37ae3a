"""The SPARQL 1.1 Service Description of the endpoint."""

import pyoxigraph as ox

from ...graph.query.answers import GRAPH_FORMATS
from ...graph.store.embedded import EmbeddedStore
from ...ontology import PREFIXES

_SD = PREFIXES["sd"]
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads"),
)


def describe_service(store: EmbeddedStore, address: str, form: str) -> bytes:
    """Describe the service at *address* in one of the forms of statements."""
    service, dataset, default = ox.NamedNode(address), ox.BlankNode("dataset"), ox.BlankNode("default")
    a = ox.NamedNode(PREFIXES["rdf"] + "type")
    size = ox.Literal(store.manifest.statements)

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    triples = [
        ox.Triple(service, a, sd("Service")),
        ox.Triple(service, sd("endpoint"), service),
        ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        ox.Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        ox.Triple(service, sd("defaultDataset"), dataset),
        ox.Triple(dataset, a, sd("Dataset")),
        ox.Triple(dataset, sd("defaultGraph"), default),
        ox.Triple(default, a, sd("Graph")),
        ox.Triple(default, ox.NamedNode(_VOID + "triples"), size),
        ox.Triple(dataset, ox.NamedNode(PREFIXES["owl"] + "versionInfo"), ox.Literal(store.version)),
    ]
    triples += [ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in RESULTS]
    for number, graph in enumerate(store.graphs(), 1):
        node = ox.BlankNode(f"graph{number}")
        triples += [
            ox.Triple(dataset, sd("namedGraph"), node),
            ox.Triple(node, a, sd("NamedGraph")),
            ox.Triple(node, sd("name"), graph),
        ]
    content = ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes={"sd": _SD, "void": _VOID})
    assert content is not None
    return content
