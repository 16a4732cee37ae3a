"""Views: the graph in the words of others, with no word that they do not have."""

from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS, SDO, TIME, URIRef

from comity.graph.query.saved import saved_query
from comity.graph.store.embedded import open_snapshot

SEM, LODE, EURIO = (
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "http://linkedevents.org/ontology/",
    "http://data.europa.eu/s66#",
)
# The terms of each vocabulary that a view may use: looked up in published listings of the vocabularies.
KNOWN = {
    "as-sem": {
        SEM + name
        for name in (
            *("Event", "EventType", "Actor", "Place", "Role", "RoleType", "eventType", "roleType"),
            *("hasActor", "hasPlace", "hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp"),
        )
    },
    "as-lode": {LODE + name for name in ("Event", "atPlace", "atTime", "involvedAgent", "illustrate")},
    "as-eurio": {
        EURIO + name
        for name in (
            *("Project", "OrganisationRole", "Organisation", "PublicBody", "Country", "title", "startDate", "endDate"),
            *("identifier", "keyword", "hasInvolvedParty", "roleLabel", "isRoleOf", "isInvolvedIn", "legalName"),
            *("isSubOrganisationOf", "hasRole", "name"),
        )
    },
    "as-schema-org": set(),
}
OTHERS = {str(RDF.type), str(RDF.value), str(RDFS.label)}


@pytest.fixture(scope="module", params=KNOWN)
def view(request: pytest.FixtureRequest, built_store: Path) -> tuple[str, rdflib.Graph]:
    return request.param, open_snapshot(built_store).query(saved_query(request.param).text).graph


def terms(graph: rdflib.Graph) -> set[str]:
    return {str(p) for p in graph.predicates()} | {str(c) for c in graph.objects(None, RDF.type)}


def test_a_view_uses_only_words_that_exist(view: tuple[str, rdflib.Graph]) -> None:
    name, graph = view
    found = terms(graph) - OTHERS
    if name == "as-schema-org":
        assert {term for term in found if URIRef(term) not in SDO} == set()
        modes = {URIRef(str(mode)) for mode in graph.objects(None, SDO.eventAttendanceMode)}
        assert {mode for mode in modes if mode not in SDO} == set()
    else:
        assert {term for term in found - KNOWN[name] if URIRef(term) not in TIME} == set()
        assert KNOWN[name] - found == set(), "words that the view may use and does not"


def test_a_view_holds_every_activity_and_participation(view: tuple[str, rdflib.Graph]) -> None:
    name, graph = view
    classes = {"as-sem": "Event", "as-lode": "Event", "as-eurio": "Project", "as-schema-org": "Event"}
    space = {"as-sem": SEM, "as-lode": LODE, "as-eurio": EURIO, "as-schema-org": str(SDO)}[name]
    assert len(set(graph.subjects(RDF.type, URIRef(space + classes[name])))) == 176
    if name == "as-sem":
        assert len(set(graph.subjects(RDF.type, URIRef(SEM + "Role")))) == 1081
    if name == "as-eurio":
        assert len(set(graph.subjects(RDF.type, URIRef(EURIO + "OrganisationRole")))) == 1081


def test_a_day_that_is_not_known_is_no_date_of_schema_org(built_store: Path) -> None:
    store = open_snapshot(built_store)
    graph = store.query(saved_query("as-schema-org").text).graph
    day = "SELECT ?a WHERE { ?a comity:datePrecision date-precision:day ; comity:earliest ?e ; comity:latest ?l }"
    dated = {row["a"] for row in store.query(day).rows}
    assert {str(event) for event in graph.subjects(SDO.startDate)} == dated
    assert 0 < len(dated) < 176
