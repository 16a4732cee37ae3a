"""From records to statements."""

import csv
from collections import Counter
from copy import deepcopy
from pathlib import Path

import pyoxigraph as ox
import pytest

from comity.data import check_package, open_package
from comity.graph.build.quads import package_quads
from comity.ontology import expand
from tests.packages import SMALL, write_package

BASE = "https://example.org/graph/"


def statements(folder: Path) -> set[ox.Quad]:
    package = open_package(folder)
    scattered = check_package(package).scattered
    return set(ox.parse("\n".join(package_quads(package, scattered)), format=ox.RdfFormat.N_QUADS))


def objects(found: set[ox.Quad], subject: str, predicate: str) -> set[str]:
    node, name = ox.NamedNode(BASE + subject), ox.NamedNode(expand(predicate))
    return {quad.object.value for quad in found if quad.subject == node and quad.predicate == name}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> set[ox.Quad]:
    return statements(write_package(tmp_path_factory.mktemp("small")))


def test_no_statement_of_the_shipped_package_stands_in_two_graphs() -> None:
    found = set(ox.parse("\n".join(package_quads(open_package())), format=ox.RdfFormat.N_QUADS))
    assert max(Counter(quad.triple for quad in found).values()) == 1


def test_several_pieces_of_evidence_give_the_surest_ground(small: set[ox.Quad]) -> None:
    part = "participation/one/b/participant"
    assert objects(small, part, "comity:ground") == {expand("ground:stated")}
    assert len(objects(small, part, "comity:evidence")) == 2


def test_evidence_stands_in_the_graph_of_its_source(small: set[ox.Quad]) -> None:
    part = ox.NamedNode(BASE + "participation/one/b/participant")
    evidence = ox.NamedNode(expand("comity:evidence"))
    graphs = {quad.graph_name for quad in small if quad.subject == part and quad.predicate == evidence}
    assert graphs == {ox.NamedNode(BASE + "graph/page"), ox.NamedNode(BASE + "graph/other")}


def test_evidence_names_page_paragraph_and_words(small: set[ox.Quad]) -> None:
    (evidence,) = objects(small, "participation/one/a/expert", "comity:evidence")
    name = evidence.removeprefix(BASE)
    assert objects(small, name, "oa:hasSource") == {"https://example.org/page"}
    assert objects(small, name, "comity:paragraph") == {"1"}
    (selector,) = objects(small, name, "oa:hasSelector")
    assert objects(small, selector.removeprefix(BASE), "oa:exact") == {"A of A"}


def test_the_date_of_an_activity_is_written_as_edtf_where_the_days_settle_it(small: set[ox.Quad]) -> None:
    assert objects(small, "activity/one", "dct:date") == {"2020-01-01/2020-01-02"}
    assert objects(small, "activity/two", "dct:date") == set()
    assert objects(small, "activity/two", "comity:earliest") == set()


def test_each_source_that_reports_an_activity_is_named(small: set[ox.Quad]) -> None:
    assert objects(small, "activity/one", "dct:source") == {"https://example.org/page", "https://example.org/other"}


def test_the_order_of_participations_does_not_matter(small: set[ox.Quad], tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    parts = rows["participations"]
    rows["participations"] = [parts[0], parts[3], parts[1], parts[4], parts[2]]
    folder = write_package(tmp_path, rows)
    assert check_package(open_package(folder)).scattered == {"one", "two"}
    assert statements(folder) == small


def test_totals_are_said_of_the_activity_and_values_of_the_item(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    common = {"activity": "one", "ground": "stated", "currency": "EUR"}
    rows["transfers"] = [
        {**common, "id": "t-1", "item": "x", "value": "10.50", "value_covers": "all"},
        {**common, "id": "t-2", "item": "y", "value": "3", "value_covers": "item"},
    ]
    found = statements(write_package(tmp_path, rows))
    assert objects(found, "activity/one", "comity:totalValue") == {"10.50"}
    assert objects(found, "transfer/t-1", "comity:value") == objects(found, "transfer/t-1", "comity:currency") == set()
    assert objects(found, "transfer/t-2", "comity:value") == {"3"}


def test_what_an_actor_stands_for_follows_its_top_organisation(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    common = {"collective": "no", "certainty": "certain"}
    rows["actors"] += [
        {**common, "id": "union", "name": "Union", "kind": "eu-institution"},
        {**common, "id": "office", "name": "Office", "kind": "eu-institution", "country": "AAA", "parent": "union"},
        {
            **common,
            "id": "school",
            "name": "School",
            "kind": "training-institution",
            "country": "AAA",
            "parent": "office",
        },
        {**common, "id": "seat", "name": "Seat", "kind": "international-organisation", "country": "AAA"},
        {**common, "id": "post", "name": "Post", "kind": "customs", "country": "BBB", "parent": "a"},
    ]
    found = statements(write_package(tmp_path, rows))
    for name in ("union", "office", "school", "seat"):
        assert objects(found, f"actor/{name}", "comity:standsFor") == set()
    assert objects(found, "actor/post", "comity:standsFor") == {BASE + "place/AAA"}
    assert objects(found, "actor/school", "comity:topOrganization") == {BASE + "actor/union"}
    assert objects(found, "actor/a", "comity:topOrganization") == {BASE + "actor/a"}


def test_another_name_that_is_the_name_is_left_out(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["aliases"] = "A|A@ru|Another"
    found = statements(write_package(tmp_path, rows))
    names = {(q.object.value, q.object.language) for q in found if q.predicate.value == expand("skos:altLabel")}  # type: ignore[union-attr]
    assert names == {("A", "ru"), ("Another", "en")}


def test_a_russian_name_says_how_it_is_known(small: set[ox.Quad], tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0].update(name_ru="А", name_ru_ground="translated")
    found = statements(write_package(tmp_path, rows))
    assert objects(found, "actor/a", "comity:russianNameGround") == {expand("name-ground:translated")}
    assert objects(small, "actor/a", "comity:russianNameGround") == set()


def test_a_package_without_the_column_of_the_ground_builds(small: set[ox.Quad], tmp_path: Path) -> None:
    write_package(tmp_path)
    table = tmp_path / "actors.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = [{name: cell for name, cell in row.items() if name != "name_ru_ground"} for row in csv.DictReader(file)]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert statements(tmp_path) == small


def test_hostile_text_is_stored_as_it_is(tmp_path: Path) -> None:
    payloads = ['"} INSERT', "\\", "<script>alert(1)</script>", "=1+1", "a\nb", '"@en .', "\u202e", "' OR 1=1"]
    rows = deepcopy(SMALL)
    rows["participations"] += [
        {"activity": "two", "actor": "b", "role": role, "ground": "stated", "words": text.replace("|", "/")}
        for role, text in zip(
            ("expert", "host", "funder", "donor", "recipient", "beneficiary", "facilitator", "organiser"),
            payloads,
            strict=True,
        )
    ]
    found = statements(write_package(tmp_path, rows))
    words = {q.object.value for q in found if q.predicate.value == expand("oa:exact")}  # type: ignore[union-attr]
    assert {payload.strip() for payload in payloads} <= words


def test_a_match_is_stated_only_from_the_ledger_in_the_graph_of_its_source(tmp_path: Path) -> None:
    tables = {
        **SMALL,
        "identifiers": [
            {"table": "places", "id": "atown", "scheme": "geonames", "value": "1", "source": "other"},
            {"table": "places", "id": "AAA", "scheme": "wikidata", "value": "Q1", "source": "page"},
            {"table": "places", "id": "AAA", "scheme": "eu-country", "value": "AAA", "source": "page"},
            {"table": "places", "id": "AAA", "scheme": "iso3166-1-alpha-3", "value": "AAA", "source": "page"},
            {"table": "actors", "id": "a", "scheme": "eu-corporate-body", "value": "X Y", "source": "page"},
            {"table": "actors", "id": "a", "scheme": "iati-organisation", "value": "XM-1", "source": "page"},
        ],
    }
    base, eu = "https://example.org/graph/", "http://publications.europa.eu/resource/authority/"
    matches = {expand("owl:sameAs"), expand("skos:exactMatch")}
    found = {
        tuple(str(term).strip("<>") for term in (q.subject, q.predicate, q.object, q.graph_name))
        for q in statements(write_package(tmp_path, tables))
        if q.predicate.value in matches
    }
    assert found == {
        (f"{base}place/atown", expand("owl:sameAs"), "https://sws.geonames.org/1/", f"{base}graph/other"),
        (f"{base}place/AAA", expand("owl:sameAs"), "http://www.wikidata.org/entity/Q1", f"{base}graph/page"),
        (f"{base}place/AAA", expand("skos:exactMatch"), f"{eu}country/AAA", f"{base}graph/page"),
        (f"{base}actor/a", expand("skos:exactMatch"), f"{eu}corporate-body/X%20Y", f"{base}graph/page"),
    }
