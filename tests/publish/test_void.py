"""VoID: its numbers are those of the graph, its links lead to dumps that are there."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, RDF, VOID, URIRef

from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from tests.publish.sites import publish

pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")
ADDRESS = "https://data.example.org/bomca/"
GRAPH = URIRef(ADDRESS + "catalog.ttl#graph")


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.fixture(scope="module")
def site(store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(store, tmp_path_factory.mktemp("void") / "site", ADDRESS)


@pytest.fixture(scope="module")
def void(site: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(site / "void.ttl")


def number(graph: rdflib.Graph, subject: URIRef, name: str) -> int:
    return int(str(graph.value(subject, VOID[name])))


def test_totals_are_those_of_the_dump(void: rdflib.Graph, site: Path) -> None:
    triples = {quad.triple for quad in ox.parse(path=str(site / "dumps" / "graph.nq"))}
    assert number(void, GRAPH, "triples") == len(triples)
    assert number(void, GRAPH, "distinctSubjects") == len({t.subject for t in triples})
    assert number(void, GRAPH, "distinctObjects") == len({t.object for t in triples})
    assert number(void, GRAPH, "properties") == len({t.predicate for t in triples})
    ours = {str(t.subject) for t in triples if str(t.subject).startswith("<https://w3id.org/comity/bomca/")}
    assert number(void, GRAPH, "entities") == len(ours)


def test_partitions_add_up(void: rdflib.Graph, store: EmbeddedStore) -> None:
    parts = list(void.objects(GRAPH, VOID.propertyPartition))
    assert sum(number(void, URIRef(str(part)), "triples") for part in parts) == number(void, GRAPH, "triples")
    classes = {
        str(void.value(part, VOID["class"])): number(void, URIRef(str(part)), "entities")
        for part in void.objects(GRAPH, VOID.classPartition)
    }
    assert classes["https://w3id.org/comity/ns#Activity"] == 176
    assert classes["https://w3id.org/comity/ns#Actor"] == 141
    assert len(classes) == number(void, GRAPH, "classes")


def test_linksets_count_the_links(void: rdflib.Graph) -> None:
    found = {
        (
            str(void.value(void.value(link, VOID.objectsTarget), DCTERMS.title)),
            str(void.value(link, VOID.linkPredicate)).rsplit("#", 1)[1],
        ): number(void, URIRef(str(link)), "triples")
        for link in void.subjects(RDF.type, VOID.Linkset)
    }
    assert found["Wikidata", "sameAs"] == 15
    assert found["GeoNames", "sameAs"] == 29


def test_each_named_graph_is_a_subset_with_dumps_that_are_there(
    void: rdflib.Graph, store: EmbeddedStore, site: Path
) -> None:
    for graph in store.graphs():
        node = URIRef(graph.value)
        assert (GRAPH, VOID.subset, node) in void
        assert number(void, node, "triples") == len(list(store.quads(graph)))
        dumps = {str(url) for url in void.objects(node, VOID.dataDump)}
        assert len(dumps) == 6
        for url in dumps:
            assert (site / url.removeprefix(ADDRESS)).is_file(), url


def test_the_description_names_the_dataset_and_its_examples(void: rdflib.Graph, store: EmbeddedStore) -> None:
    assert void.value(URIRef(ADDRESS + "void.ttl"), FOAF.primaryTopic) == GRAPH
    assert void.value(GRAPH, VOID.sparqlEndpoint) == URIRef(ADDRESS + "sparql")
    examples = list(void.objects(GRAPH, VOID.exampleResource))
    assert len(examples) == 3
    for example in examples:
        assert store.query(f"ASK {{ <{example}> ?p ?o }}")
    vocabularies = {str(each) for each in void.objects(GRAPH, VOID.vocabulary)}
    assert {"https://w3id.org/comity/ns#", "http://www.w3.org/ns/prov#", "http://purl.org/dc/terms/"} <= vocabularies
