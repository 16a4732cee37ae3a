"""The shapes: the graph conforms, and faults are found."""

from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, Literal, Namespace, URIRef

from comity.graph.store.embedded import open_snapshot
from comity.ontology import PREFIXES
from comity.ontology.schemes import FOLDER

COMITY = Namespace(PREFIXES["comity"])
PROV = Namespace(PREFIXES["prov"])
BOMCA = Namespace("https://w3id.org/comity/bomca/")
ACTIVITY = BOMCA["activity/ashgabat-vulnerable-migrants-2017-12"]
ACTOR = BOMCA["actor/lva-sbg"]
PART = BOMCA["participation/ashgabat-vulnerable-migrants-2017-12/lva-sbg/expert"]


@pytest.fixture(scope="module")
def graph(built_store: Path) -> rdflib.Graph:
    return open_snapshot(built_store).query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "shapes.ttl")


def violations(graph: rdflib.Graph, shapes: rdflib.Graph) -> int:
    from pyshacl import validate

    _, report, _ = validate(graph, shacl_graph=shapes, meta_shacl=False)
    assert isinstance(report, rdflib.Graph)
    return len(list(report.subjects(RDF.type, URIRef("http://www.w3.org/ns/shacl#ValidationResult"))))


def test_the_graph_conforms(graph: rdflib.Graph, shapes: rdflib.Graph) -> None:
    assert len(graph) > 20_000
    assert violations(graph, shapes) == 0


def test_the_shapes_are_sound_shapes(shapes: rdflib.Graph) -> None:
    from pyshacl import validate

    conforms, _, text = validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


FAULTS = {
    "an activity without evidence": ((ACTIVITY, COMITY.evidence, None), None),
    "an activity without title": ((ACTIVITY, DCTERMS.title, None), None),
    "two kinds": (None, (ACTIVITY, DCTERMS.type, URIRef(PREFIXES["activity-kind"] + "seminar"))),
    "the last day before the first": (
        (ACTIVITY, COMITY.latest, None),
        (ACTIVITY, COMITY.latest, Literal("2017-12-01", datatype=URIRef(PREFIXES["xsd"] + "date"))),
    ),
    "a headcount in words": (None, (ACTIVITY, COMITY.headcount, Literal("many"))),
    "a town as a country": ((ACTIVITY, COMITY.country, None), (ACTIVITY, COMITY.country, BOMCA["place/ashgabat"])),
    "a theme that is no theme": (None, (ACTIVITY, DCTERMS.subject, ACTOR)),
    "a participation without ground": ((PART, COMITY.ground, None), None),
    "a participation of two actors": (None, (PART, PROV.agent, BOMCA["actor/icmpd"])),
    "roles that differ": ((PART, URIRef(PREFIXES["cv"] + "role"), None), None),
    "a person": (None, (ACTOR, RDF.type, URIRef(PREFIXES["foaf"] + "Person"))),
    "an identifier without source": (
        (BOMCA["identifier/place/ashgabat/geonames/162183"], DCTERMS.source, None),
        None,
    ),
    "a conflict with one reading": (
        (
            BOMCA["conflict/ashgabat-vulnerable-migrants-2017-12-duration"],
            COMITY.reading,
            BOMCA["conflict/ashgabat-vulnerable-migrants-2017-12-duration/2"],
        ),
        None,
    ),
    "an actor without name": ((ACTOR, URIRef(PREFIXES["skos"] + "prefLabel"), None), None),
    "a graph without origin": ((BOMCA["graph/bomca-eu-news-start-80"], PROV.wasDerivedFrom, None), None),
}


@pytest.fixture(scope="module")
def part(part_store: Path, shapes: rdflib.Graph) -> rdflib.Graph:
    """A part of the graph, in which there is no fault."""
    found = open_snapshot(part_store).query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph
    assert violations(found, shapes) == 0
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, part: rdflib.Graph, shapes: rdflib.Graph) -> None:
    take, give = FAULTS[fault]
    damaged = rdflib.Graph()
    damaged += part
    if take:
        assert take in damaged, "the fault takes away what is not there"
        damaged.remove(take)
    if give:
        damaged.add(give)
    assert violations(damaged, shapes) >= 1
