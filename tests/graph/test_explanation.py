"""Explanations: activities, roles, words, sources and conflicts behind a tie, and the query that counts them."""

import json
from pathlib import Path

import pytest

from comity.data import FormatError, NotFoundError
from comity.graph.network.network import compute_network
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.filters import Filters


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def test_the_tie_of_the_latvian_border_guard_and_icmpd(store: EmbeddedStore) -> None:
    found = compute_network(store).explain("lva-sbg", "icmpd")
    assert found.weight == len(found.activities) == 4
    ashgabat = next(shared for shared in found.activities if shared.id == "ashgabat-vulnerable-migrants-2017-12")
    assert (ashgabat.place, ashgabat.date) == ("Ashgabat", "2017-12-12/2017-12-15")
    assert {(part.actor, part.role, part.ground) for part in ashgabat.parts} == {
        ("lva-sbg", "expert", "stated"),
        ("icmpd", "expert", "stated"),
    }
    assert [words for part in ashgabat.parts for words in part.words] == [
        "International Center on Migration Policy Development (ICMPD)",
        "State Border Guards of Latvia",
    ]
    assert {(part.source, part.paragraph) for part in ashgabat.parts} == {
        ("https://www.bomca-eu.org/en/news?start=80", 2)
    }
    readings = ashgabat.conflicts
    assert {reading.point for reading in readings} == {"duration"}
    assert [reading.reading for reading in readings] == [
        "four days: 12-15 December",
        'three days: "three-day workshop"',
    ]
    assert [reading.followed for reading in readings] == [True, False]


def test_the_text_names_what_an_evaluator_asks_for(store: EmbeddedStore) -> None:
    text = str(compute_network(store).explain("lva-sbg", "icmpd"))
    for part in (
        "Standards of assistance to vulnerable migrants",
        "12–15 December 2017 (year inferred)",
        'date as written: "12-15 December"',
        "Readings disagree on duration",
        "four days",
        "three-day workshop",
        "https://www.bomca-eu.org/en/news?start=80, paragraph 2",
        "State Border Guards of Latvia",
        "SELECT ?source ?target",
        store.version,
    ):
        assert part in text


@pytest.mark.parametrize(
    ("tie", "between", "a", "b"),
    [
        ("joint", "actors", "kgz-bs", "lva-sbg"),
        ("expertise", "actors", "lva-sbg", "kgz-bs"),
        ("peer", "actors", "kaz-bs", "kgz-bs"),
        ("convening", "agencies", "osce", "kgz-scns"),
        ("joint", "agencies", "lva-sbg", "lva-srs"),
        ("expertise", "countries", "LVA", "KGZ"),
        ("peer", "countries", "KAZ", "TJK"),
    ],
)
def test_the_query_yields_the_number(tie: str, between: str, a: str, b: str, store: EmbeddedStore) -> None:
    for filters in (Filters(), Filters(stated_only=True)):
        network = compute_network(store, tie, between, filters=filters)
        found = network.explain(a, b)
        rows = store.query(found.sparql).rows
        assert (rows[0]["activities"] if rows else 0) == found.weight == len(found.activities)
        weight = {(r["source"], r["target"]): r["weight"] for r in network.rows}
        assert weight.get((a, b), weight.get((b, a) if not network.tie.directed else ("", ""), 0)) == found.weight


@pytest.mark.parametrize("weight", ["newman", "days"])
def test_other_weights_add_up_over_the_activities(weight: str, store: EmbeddedStore) -> None:
    network = compute_network(store, weight=weight)
    row = network.rows[0]
    assert network.explain(row["source"], row["target"]).weight == pytest.approx(row["weight"], abs=1e-6)


def test_an_agency_is_explained_by_its_parts(store: EmbeddedStore) -> None:
    found = compute_network(store, between="agencies").explain("lva-sbg", "lva-rtu")
    assert {"lva-sbg-college", "lva-rtu-ibci"} & {part.actor for shared in found.activities for part in shared.parts}


def test_no_tie_is_said_in_words(store: EmbeddedStore) -> None:
    text = str(compute_network(store).explain("aut-canine", "tkm-mns"))
    assert "No activity ties them under these filters." in text


def test_a_name_left_out_by_default_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError, match="bomca is one of the programmes, which are left out; --all-actors"):
        compute_network(store).explain("bomca", "lva-sbg")
    with pytest.raises(NotFoundError, match='did you mean "lva-sbg"'):
        compute_network(store).explain("lva-sgb", "icmpd")
    with pytest.raises(NotFoundError, match="name two different ones"):
        compute_network(store).explain("icmpd", "icmpd")


def test_forms(store: EmbeddedStore) -> None:
    found = compute_network(store).explain("lva-sbg", "icmpd")
    assert json.loads(found.write("json"))["activities"][0]["parts"]
    assert found.write("sparql") == found.sparql
    with pytest.raises(FormatError, match="write text, json, sparql"):
        found.write("pdf")
