"""Saved queries that count who met: the numbers are those of networks, on the shipped graph and on mixed ones."""

from collections import Counter
from typing import Any

import pytest
from rdflib.query import ResultRow

from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.network.network import Network, compute_network
from comity.graph.query.saved import saved_query
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.values import bind_values
from comity.graph.ties.filters import Filters
from tests.packages import mixed, write_package

Numbers = dict[Any, tuple[int, int, int]]


@pytest.fixture(scope="module", params=["shipped", 1, 2, 3])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    if request.param == "shipped":
        return open_snapshot(request.getfixturevalue("built_store"))
    folder = tmp_path_factory.mktemp("mixed")
    build_graph([open_package(write_package(folder / "package", mixed(request.param)))], folder / "store")
    return open_snapshot(folder / "store")


def rows(store: EmbeddedStore, name: str, **values: str) -> list[dict[str, Any]]:
    query = saved_query(name)
    return store.query(query.text, bind_values(store, query, values)).rows


def numbers(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["activities"], row["stated"], row["inferred"]


def partners(network: Network, actor: str) -> Numbers:
    left_out = frozenset().union(*compute_network(network.store).selection.hidden.values())
    found = {}
    for row in network.rows:
        if actor in (row["source"], row["target"]):
            other = row["target"] if actor == row["source"] else row["source"]
            if other not in left_out:
                found[other] = numbers(row)
    return found


def test_partners_of_every_actor_are_its_ties(store: EmbeddedStore) -> None:
    usual, every = compute_network(store), compute_network(store, all_actors=True)
    seen: Counter[bool] = Counter()
    for actor in store.table("actors")["actor"].to_pylist():
        found = {row["partner"]: numbers(row) for row in rows(store, "partners-of", actor=actor)}
        if actor in usual.selection.node_index:
            assert found == partners(usual, actor), actor
        else:  # one that networks leave out is told with those that they do not
            assert found == partners(every, actor), actor
        seen[bool(found)] += 1
    assert seen[True] > 5


def test_pairs_of_countries_are_the_ties_between_countries(store: EmbeddedStore) -> None:
    found = [(row["a"], row["b"], *numbers(row)) for row in rows(store, "country-pairs")]
    network = compute_network(store, between="countries")
    assert sorted(found) == sorted((row["source"], row["target"], *numbers(row)) for row in network.rows)
    assert [row[2] for row in found] == sorted((row[2] for row in found), reverse=True)
    assert found


@pytest.mark.parametrize("theme", ["migration", "document-security", "border-management"])
def test_countries_of_a_theme_are_those_of_a_network(theme: str, store: EmbeddedStore) -> None:
    selection = compute_network(store, between="countries", filters=Filters(theme=(theme,))).selection
    wanted = {}
    for number, node in enumerate(selection.nodes):
        mine = selection.node == number
        there, sure = set(selection.activity[mine]), set(selection.activity[mine & selection.stated])
        wanted[node.id] = (len(there), len(sure), len(there - sure))
    assert {row["country"]: numbers(row) for row in rows(store, "countries-of-theme", theme=theme)} == wanted


def never(store: EmbeddedStore) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Say by a network which agencies of countries of the region have no tie: countries, activities, those stated."""
    selection = compute_network(store, between="agencies").selection
    nodes, met = (
        selection.nodes,
        {(row["source"], row["target"]) for row in compute_network(store, between="agencies").rows},
    )
    region = {
        row["id"] for row in store.query("SELECT ?id { ?any comity:participatingCountry/dct:identifier ?id }").rows
    }
    count = [
        [len(set(selection.activity[(selection.node == number) & mask])) for mask in (True, selection.stated)]
        for number in range(len(nodes))
    ]
    return {
        (one.id, two.id): (one.country, two.country, *count[i], *count[j])
        for i, one in enumerate(nodes)
        for j, two in enumerate(nodes)
        if one.country < two.country and {one.country, two.country} <= region
        if not {(one.id, two.id), (two.id, one.id)} & met
    }


def test_agencies_that_never_met_are_the_pairs_without_a_tie(store: EmbeddedStore) -> None:
    columns = ("home", "other_home", "activities", "stated", "other_activities", "other_stated")
    found = rows(store, "never-together")
    got = {(row["agency"], row["other"]): tuple(row[name] for name in columns) for row in found}
    wanted = never(store)
    assert got == wanted
    assert len(found) == len(wanted) > 0
    chances = [row["activities"] * row["other_activities"] for row in found]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize("store", [1], indirect=True)
def test_another_engine_finds_the_same_agencies_that_never_met(store: EmbeddedStore) -> None:
    graph = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph
    theirs = graph.query(saved_query("never-together").text, initNs=store.prefixes)
    assert [tuple(map(str, row)) for row in theirs if isinstance(row, ResultRow)] == [
        tuple(map(str, row.values())) for row in rows(store, "never-together")
    ]


def test_either_country_can_be_named_first(store: EmbeddedStore) -> None:
    wanted = never(store)
    one, two = next((home, other) for home, other, *_ in wanted.values())
    pairs = {pair for pair, (home, other, *_) in wanted.items() if (home, other) == (one, two)}
    for values in ({"country": one, "neighbour": two}, {"country": two, "neighbour": one}):
        assert {(row["agency"], row["other"]) for row in rows(store, "never-together", **values)} == pairs
    alone = {pair for pair, (home, other, *_) in wanted.items() if one in (home, other)}
    assert {(row["agency"], row["other"]) for row in rows(store, "never-together", country=one)} == alone


@pytest.mark.parametrize("theme", ["", "document-security", "migration"])
def test_who_trained_a_country_are_its_ties_of_expertise(theme: str, store: EmbeddedStore) -> None:
    every = compute_network(store, "expertise")
    home = {node.id: node.country for node in every.selection.nodes}
    country = max(sorted({*home.values()} - {""}), key=[home[row["target"]] for row in every.rows].count)
    asked = {"country": country} | ({"theme": theme} if theme else {})
    got: dict[tuple[str, str], list[str]] = {}
    found = rows(store, "who-trained", **asked)
    for row in found:
        got.setdefault((row["trainer"], row["trained"]), []).append(row["ground"])
    filters = Filters(country=(country,), theme=(theme,) if theme else ())
    network = compute_network(store, "expertise", filters=filters)
    wanted = {(r["source"], r["target"]): numbers(r) for r in network.rows if home[r["target"]] == country}
    sums = {pair: (len(all_), all_.count("stated"), all_.count("inferred")) for pair, all_ in got.items()}
    assert sums == wanted
    order = [(row["ground"] != "stated", row["start"] is None) for row in found]
    assert order == sorted(order), "what is stated comes first, and what is dated"
    assert theme or found
