"""The vocabulary: every term defined, every defined term used, and no contradiction in it."""

import json
import warnings
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from comity.data.schema import TABLES
from comity.graph.analysis.measures import MEASURES
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.ties import TIES
from comity.ontology import PREFIXES, SCHEMES, expand, load_scheme
from comity.ontology.namespaces import VOCABULARY
from comity.ontology.schemes import FOLDER

NS = PREFIXES["comity"]
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
VOCABULARY_FILES = [FOLDER / "comity.ttl", *sorted((FOLDER / "schemes").glob("*.ttl"))]


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "comity.ttl")


@pytest.fixture(scope="module")
def schemes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in VOCABULARY_FILES[1:]:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def own_terms(vocabulary: rdflib.Graph) -> Iterator[URIRef]:
    for subject in set(vocabulary.subjects(RDF.type)):
        if isinstance(subject, URIRef) and subject.startswith(NS):
            yield subject


def test_every_own_term_has_labels_and_a_definition(vocabulary: rdflib.Graph) -> None:
    for term in own_terms(vocabulary):
        languages = {
            label.language for label in vocabulary.objects(term, RDFS.label) if isinstance(label, rdflib.Literal)
        }
        assert languages == {"en", "ru"}, term
        assert vocabulary.value(term, SKOS.definition), term
        assert vocabulary.value(term, RDFS.isDefinedBy) == URIRef(VOCABULARY), term


def test_every_own_property_has_domain_and_range(vocabulary: rdflib.Graph) -> None:
    for term in own_terms(vocabulary):
        if vocabulary.value(term, RDF.type) in PROPERTIES:
            assert vocabulary.value(term, RDFS.domain), term
            assert vocabulary.value(term, RDFS.range), term


def test_every_own_class_says_what_it_specialises_or_matches(vocabulary: rdflib.Graph) -> None:
    new = {"Conflict", "Reading"}
    for term in own_terms(vocabulary):
        if vocabulary.value(term, RDF.type) == OWL.Class and term.removeprefix(NS) not in new:
            assert vocabulary.value(term, RDFS.subClassOf) or vocabulary.value(term, SKOS.closeMatch), term


def terms_used(store: EmbeddedStore) -> set[str]:
    """Give the predicates and classes of all statements that a build made from tables."""
    used: set[str] = set()
    for quad in store.quads():
        assert isinstance(quad.graph_name, ox.NamedNode)
        if quad.graph_name.value.startswith(store.bases[0]):
            used.add(quad.predicate.value)
            if quad.predicate.value == str(RDF.type):
                assert isinstance(quad.object, ox.NamedNode)
                used.add(quad.object.value)
    return used


def test_every_term_the_graph_uses_is_defined(vocabulary: rdflib.Graph, store: EmbeddedStore) -> None:
    defined = {str(subject) for subject in vocabulary.subjects(SKOS.definition)}
    assert terms_used(store) - defined == set()


def test_every_defined_term_is_used_or_says_why(
    vocabulary: rdflib.Graph, schemes: rdflib.Graph, store: EmbeddedStore
) -> None:
    used = terms_used(store) | {str(term) for term in chain(schemes.predicates(), schemes.objects(None, RDF.type))}
    used |= {str(value) for value in schemes.objects()}
    for subject in set(vocabulary.subjects(SKOS.definition)):
        assert str(subject) in used or vocabulary.value(subject, SKOS.scopeNote), f"{subject} is defined and not used"


def test_every_concept_is_used_or_stands_above_one_or_says_why(schemes: rdflib.Graph, store: EmbeddedStore) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        above = (None, SKOS.broader, concept) in schemes
        in_tables = any(
            str(quad.object)[1:-1] == str(concept)
            for quad in store._store.quads_for_pattern(None, None, ox.NamedNode(str(concept)), None)
            if str(quad.graph_name)[1:].startswith(store.bases[0])
        )
        in_code = {(concept, RDF.type, URIRef(NS + kind)) for kind in ("TieKind", "MeasureKind")} & set(schemes)
        assert above or in_tables or in_code or schemes.value(concept, SKOS.scopeNote), f"{concept} is not used"


def test_the_kinds_of_tie_and_measure_are_those_that_are_computed() -> None:
    assert list(load_scheme("tie").concepts) == list(TIES)
    assert set(load_scheme("measure").concepts) == set(MEASURES)


def test_prefixes_are_those_of_the_turtle_files() -> None:
    for path in [*VOCABULARY_FILES, FOLDER / "shapes.ttl"]:
        parser = ox.parse(path=str(path))
        list(parser)
        for prefix, iri in parser.prefixes.items():
            if prefix not in ("", "sh", "shape", "vann"):
                assert PREFIXES[prefix] == iri, (path.name, prefix)


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_is_sound(name: str, schemes: rdflib.Graph) -> None:
    scheme = load_scheme(name)
    assert scheme.concepts
    for notation, concept in scheme.concepts.items():
        assert concept.iri == PREFIXES[name] + notation
        assert set(concept.labels) == {"en", "ru"}
        assert set(concept.broader) <= set(scheme.concepts)
        assert all(notation not in scheme.up(above) for above in concept.broader), f"{notation} stands above itself"
        assert (concept.broader != ()) != ((URIRef(concept.iri), SKOS.topConceptOf, None) in schemes)
    for language in ("en", "ru"):
        labels = [concept.labels[language] for concept in scheme.concepts.values()]
        assert len(labels) == len(set(labels)), f"two concepts of {name} share a label"


def closure(graph: rdflib.Graph) -> list[str]:
    """Close *graph* under OWL RL and give the contradictions found."""
    from owlrl.OWLRL import OWLRL_Semantics

    semantics = OWLRL_Semantics(graph, False, False, True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        semantics.closure()
    return list(semantics.error_messages)


@pytest.fixture
def everything(vocabulary: rdflib.Graph, schemes: rdflib.Graph, store: EmbeddedStore) -> rdflib.Graph:
    """Give vocabulary, schemes, and all that is said of one activity with a conflict and one with a handover."""
    graph = vocabulary + schemes
    for name in ("ashgabat-vulnerable-migrants-2017-12", "equipment-uzbek-vsc-2017"):
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ activity:{name} (!rdf:nil)* ?s . ?s ?p ?o }}"
        graph += store.query(text).graph
    return graph


def test_vocabulary_and_facts_are_consistent(everything: rdflib.Graph) -> None:
    assert (None, RDF.type, URIRef(NS + "Conflict")) in everything
    assert closure(everything) == []


def test_a_contradiction_would_be_found(everything: rdflib.Graph) -> None:
    everything.add((URIRef("urn:x"), RDF.type, URIRef(NS + "Activity")))
    everything.add((URIRef("urn:x"), RDF.type, URIRef(NS + "Actor")))
    assert closure(everything)


def test_the_context_has_a_name_for_every_property_and_class(vocabulary: rdflib.Graph, store: EmbeddedStore) -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    named = {
        value["@id"] if isinstance(value, dict) else value for value in context.values() if not isinstance(value, float)
    }
    columns = {column.property for table in TABLES for column in table.columns if column.property}
    assert columns - named == set()
    for prefix, value in context.items():
        assert not (isinstance(value, str) and value.startswith("http")) or PREFIXES[prefix] == value
    known = {expand(name) for name in named if ":" in name and not name.startswith("http")}
    indirect = {str(RDF.type), *map(str, (SKOS.Concept, SKOS.ConceptScheme))}
    outside = {"PublicOrganisation", "Organization", "OrganizationalCollaboration", "Country", "Entity", "NamedGraph"}
    for term in terms_used(store) - indirect:
        assert term in known or term.rsplit("/", 1)[-1].rsplit("#", 1)[-1] in outside, term


def test_json_ld_with_the_context_says_the_same(store: EmbeddedStore) -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    text = """CONSTRUCT { ?s ?p ?o } WHERE {
        activity:ashgabat-vulnerable-migrants-2017-12 (!rdf:nil)* ?s . ?s ?p ?o
        FILTER(STRSTARTS(STR(?s), "https://w3id.org/comity/bomca/")) }"""
    graph = store.query(text).graph
    written = graph.serialize(format="json-ld", context=context, auto_compact=True)
    names = {name for node in json.loads(written)["@graph"] for name in node}
    assert {"participation", "earliest", "words"} <= names
    assert not [name for name in names if ":" in name]
    back = ox.serialize(
        [quad.triple for quad in ox.parse(written, format=ox.RdfFormat.JSON_LD)], format=ox.RdfFormat.N_TRIPLES
    )
    assert set(rdflib.Graph().parse(data=back or b"", format="nt")) == set(graph)
