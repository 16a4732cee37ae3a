"""Networks: equal to brute force over the facts, to networkx, and to the SPARQL that defines them."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.data import FormatError, NotFoundError
from comity.graph.network.network import Network, compute_network
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.filters import Filters
from comity.graph.ties.projection import Edges, activities_between, behind_all, stated_of
from comity.graph.ties.relational import ties_by_duckdb
from comity.graph.ties.selection import Selection, select
from comity.graph.ties.ties import LEVELS, TIES, WEIGHTS, Tie
from comity.graph.ties.view import view_of
from tests.data import facts
from tests.selections import ROLES, incidence

GIVING, RECEIVING = {"expert", "facilitator"}, {"participant", "beneficiary"}
CAME = set(ROLES) - {"funder"}


def came_to(fact: dict[str, Any]) -> set[str]:
    return {part["actor_id"] for part in fact["participations"] if part["role"] != "funder"}


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.fixture(scope="module")
def part(part_store: Path) -> EmbeddedStore:
    return open_snapshot(part_store)


def weights(network: Network) -> dict[tuple[str, str], float]:
    return {(row["source"], row["target"]): row["weight"] for row in network.rows}


def test_joint_ties_are_those_that_brute_force_counts(store: EmbeddedStore) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for fact in facts.activities():
        wanted.update(combinations(sorted(came_to(fact)), 2))
    assert weights(compute_network(store, "joint", all_actors=True)) == dict(wanted)


def test_who_only_paid_meets_no_one_and_is_tied_to_those_paid_for(store: EmbeddedStore) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for fact in facts.activities():
        paid = {part["actor_id"] for part in fact["participations"] if part["role"] == "funder"}
        wanted.update((a, b) for a, b in product(paid, came_to(fact)) if a != b)
    assert weights(compute_network(store, "funding", all_actors=True)) == dict(wanted)
    ranked = compute_network(store, "joint").rank("betweenness", draws=20)
    assert "eu" not in [row.actor for row in ranked.rows[:20]], "it paid 43 activities and came to few"


def test_expertise_runs_as_brute_force_counts(store: EmbeddedStore) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for fact in facts.activities():
        gave = {part["actor_id"] for part in fact["participations"] if part["role"] in GIVING}
        got = {part["actor_id"] for part in fact["participations"] if part["role"] in RECEIVING}
        wanted.update((a, b) for a, b in product(gave, got) if a != b)
    assert weights(compute_network(store, "expertise", all_actors=True)) == dict(wanted)


def test_first_and_last_are_the_days_of_the_facts(store: EmbeddedStore) -> None:
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for fact in facts.activities():
        for pair in combinations(sorted(came_to(fact)), 2):
            spans.setdefault(pair, [])
            if fact["start"]:
                spans[pair].append((fact["start"], fact["end"] or fact["start"]))
    for row in compute_network(store, "joint", all_actors=True).rows:
        days = spans[row["source"], row["target"]]
        assert str(row["first"] or "") == min((first for first, _ in days), default="")
        assert str(row["last"] or "") == max((last for _, last in days), default="")


def test_stated_only_leaves_out_what_was_inferred(store: EmbeddedStore) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for fact in facts.activities():
        came = [part for part in fact["participations"] if part["role"] != "funder"]
        stated = {part["actor_id"] for part in came if not part["inferred"]}
        wanted.update(combinations(sorted(stated), 2))
    network = compute_network(store, filters=Filters(stated_only=True), all_actors=True)
    assert weights(network) == dict(wanted)
    everything = compute_network(store, all_actors=True)
    stated_of = dict(zip(weights(everything), everything.stated.tolist(), strict=True))
    assert {pair: count for pair, count in stated_of.items() if count} == dict(wanted)


FILTERS = {
    "none": Filters(),
    "stated only": Filters(stated_only=True),
    "a period": Filters(since=date(2017, 1, 1), until=date(2018, 12, 31)),
    "since": Filters(since=date(2023, 6, 1)),
    "countries": Filters(country=("KGZ", "LVA")),
    "within countries": Filters(country=("KGZ", "LVA"), within=True),
    "kinds of actor": Filters(actor_kind=("training-institution",)),
    "kinds of actor of a country, stated": Filters(
        country=("LVA",), actor_kind=("training-institution",), stated_only=True
    ),
    "roles": Filters(role=("participant", "expert")),
    "a kind with narrower ones": Filters(kind=("meeting",)),
    "a theme with narrower ones": Filters(theme=("border-management",)),
    "a phase and places": Filters(phase=("9",), place=("KAZ", "bishkek")),
}


# What SPARQL takes seconds for on the whole graph is asked of a part of it as well.
HEAVY = {
    *product(("none", "a theme with narrower ones"), ("convening",), ("agencies", "countries")),
    *product(("stated only", "kinds of actor"), ("convening",), ("agencies",)),
    *product(("countries",), ("joint", "peer", "convening"), LEVELS),
}
CASES = [
    *(pytest.param("store", *case, marks=pytest.mark.slow if case in HEAVY else ())
      for case in product(FILTERS, TIES, LEVELS)),
    *(pytest.param("part", *case) for case in sorted(HEAVY)),
]  # fmt: skip


@pytest.mark.parametrize(("where", "name", "tie", "level"), CASES)
def test_the_algebra_and_the_query_agree(
    where: str, name: str, tie: str, level: str, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(where)
    for all_actors in (False, True) if name in ("none", "stated only") else (False,):
        network = compute_network(store, tie, level, filters=FILTERS[name], all_actors=all_actors)
        found = {(row["source"], row["target"]): row["activities"] for row in store.query(network.sparql).rows}
        assert found == weights(network)
        assert found or where == "store"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("tie", TIES)
def test_the_stated_part_of_a_tie_is_what_stated_only_gives(tie: str, level: str, store: EmbeddedStore) -> None:
    whole = compute_network(store, tie, level, all_actors=True)
    stated = compute_network(store, tie, level, filters=Filters(stated_only=True), all_actors=True)
    assert weights(stated) == {(row["source"], row["target"]): row["stated"] for row in whole.rows if row["stated"]}
    assert all(row["stated"] + row["inferred"] == row["activities"] and row["inferred"] >= 0 for row in whole.rows)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("tie", TIES)
def test_what_is_asked_of_the_ends_keeps_ties_and_changes_none(tie: str, weight: str, store: EmbeddedStore) -> None:
    whole = compute_network(store, tie, weight=weight)
    home = {node.id: node.country for node in whole.selection.nodes}
    for countries in (("TKM",), ("KGZ", "LVA")):
        some = compute_network(store, tie, weight=weight, filters=Filters(country=countries))
        kept = {pair: w for pair, w in weights(whole).items() if {home[pair[0]], home[pair[1]]} & set(countries)}
        assert weights(some) == kept
        both = compute_network(store, tie, weight=weight, filters=Filters(country=countries, within=True))
        assert weights(both) == {
            pair: w for pair, w in kept.items() if {home[pair[0]], home[pair[1]]} <= set(countries)
        }
        assert {node.id for node in both.selection.nodes} <= {node.id for node in some.selection.nodes}
        tied = {end for pair in kept for end in pair}
        assert {node.id for node in some.selection.nodes if node.country not in countries} <= tied


def test_the_trainers_of_a_country_are_found_by_it(store: EmbeddedStore) -> None:
    asked = Filters(country=("TKM",), theme=("document-security",))
    found = compute_network(store, "expertise", filters=asked)
    assert {("lva-sbg-exam", "tkm-bs"), ("lva-sbg-exam", "tkm-mig")} <= set(weights(found))
    within = compute_network(store, "expertise", filters=replace(asked, within=True))
    assert within.rows == []
    assert within.notes[-1].endswith("there would be 25 without --country, 5 without --within")


def test_each_filter_alone_that_would_bring_ties_is_told_with_their_number(store: EmbeddedStore) -> None:
    asked = Filters(
        since=date(2017, 1, 1), until=date(2017, 12, 31), country=("LVA",), kind=("study-visit",), role=("host",)
    )
    network = compute_network(store, "expertise", filters=asked)
    assert network.rows == []
    without = {
        "--since and --until": replace(asked, since=None, until=None),
        "--country": replace(asked, country=()),
        "--kind": replace(asked, kind=()),
        "--role": replace(asked, role=()),
    }
    counts = {option: len(compute_network(store, "expertise", filters=one).rows) for option, one in without.items()}
    assert {each.option: each.ties for each in network.widenings()} == {o: n for o, n in counts.items() if n}


roles = st.sampled_from(ROLES)
random_activities = st.lists(st.sets(st.tuples(st.integers(0, 5), roles), max_size=8), min_size=1, max_size=6)


@given(random_activities)
@settings(deadline=None, max_examples=200)
def test_joint_ties_equal_the_projections_of_networkx(activities: list[set[tuple[int, str]]]) -> None:
    selection = incidence(activities)
    bipartite: nx.Graph[Any] = nx.Graph()
    bipartite.add_nodes_from(range(6), bipartite=0)
    for number, activity in enumerate(activities):
        bipartite.add_node(f"a{number}", bipartite=1)
        bipartite.add_edges_from((node, f"a{number}") for node, role in activity if role != "funder")
    for weight, reference in (
        ("activities", nx.bipartite.weighted_projected_graph(bipartite, range(6))),
        ("newman", nx.bipartite.collaboration_weighted_projected_graph(bipartite, range(6))),
    ):
        edges = view_of(selection, TIES["joint"], weight).edges
        ends = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
        ours = dict(zip(ends, edges.weight.tolist(), strict=True))
        theirs = {(min(s, t), max(s, t)): reference.edges[s, t]["weight"] for s, t in reference.edges}
        assert ours == pytest.approx(theirs)


Part = tuple[int, str]


def brute_force(
    activities: list[set[Part]],
    tie: Tie,
    counts: Callable[[int, Part], bool] = lambda number, part: True,
    asked: Callable[[Part], bool] = lambda part: True,
    countries: str = "ABCABC",
) -> dict[tuple[int, int], int]:
    """Count a tie by its definition, one pair of participations at a time."""
    found: dict[tuple[int, int], set[int]] = {}
    for number, activity in enumerate(activities):
        giving = [part for part in activity if part[1] in (tie.roles or CAME)]
        receiving = [part for part in activity if part[1] in (tie.to_roles or CAME)] if tie.directed else giving
        if tie.others:
            receiving = [part for part in receiving if part[0] not in {node for node, _ in giving}]
        for a, b in product(giving, receiving):
            apart = not (tie.across and countries[a[0]] == countries[b[0]])
            in_order = a[0] != b[0] if tie.directed else a[0] < b[0]
            if in_order and apart and counts(number, a) and counts(number, b) and (asked(a) or asked(b)):
                found.setdefault((a[0], b[0]), set()).add(number)
    return {pair: len(activities) for pair, activities in found.items()}


@pytest.mark.parametrize("name", TIES)
@given(activities=random_activities)
@settings(deadline=None, max_examples=60)
def test_every_tie_equals_its_definition(name: str, activities: list[set[Part]]) -> None:
    assert numbers_of(TIES[name], incidence(activities)) == brute_force(activities, TIES[name])


@pytest.mark.parametrize("name", TIES)
@given(data=st.data(), activities=random_activities, asked=st.sets(st.integers(0, 5), min_size=1))
@settings(deadline=None, max_examples=100)
def test_what_is_stated_and_asked_for_is_told_by_participation(
    name: str, data: st.DataObject, activities: list[set[Part]], asked: set[int]
) -> None:
    tie = TIES[name]
    parts = [(number, *part) for number, activity in enumerate(activities) for part in sorted(activity)]
    inferred = data.draw(st.sets(st.sampled_from(parts))) if parts else set()
    selection = incidence(activities, inferred=inferred, asked=asked)
    wanted = brute_force(activities, tie, asked=lambda part: part[0] in asked)
    view = view_of(selection, tie)
    assert numbers_of(tie, selection) == wanted
    stated = brute_force(
        activities, tie, lambda number, part: (number, *part) not in inferred, lambda part: part[0] in asked
    )
    assert dict(zip(wanted, stated_of(selection, tie, edges_of(wanted)).tolist(), strict=True)) == {
        pair: stated.get(pair, 0) for pair in wanted
    }
    assert stated.items() <= {**wanted, **stated}.items()
    assert all(count <= wanted.get(pair, 0) for pair, count in stated.items()), "no more is stated than there is"
    part_of = view.within(selection.stated).edges
    assert {(s, t): n for s, t, n in triples(part_of)} == stated
    assert behind_all(selection, tie, view.edges) == [
        activities_between(selection, tie, s, t)[0].tolist() for s, t, _ in triples(view.edges)
    ]


def edges_of(pairs: Mapping[tuple[int, int], int]) -> Edges:
    ends = np.array(list(pairs), np.int64).reshape(-1, 2)
    count = np.array(list(pairs.values()), np.int64)
    return Edges(ends[:, 0], ends[:, 1], count.astype(float), count)


def triples(edges: Edges) -> list[tuple[int, int, int]]:
    return list(zip(edges.source.tolist(), edges.target.tolist(), edges.activities.tolist(), strict=True))


def numbers_of(tie: Tie, selection: Selection) -> dict[tuple[int, int], int]:
    return {(s, t): n for s, t, n in triples(view_of(selection, tie).edges)}


@given(activities=random_activities)
@settings(deadline=None, max_examples=60)
def test_days_and_activities_behind_a_tie_add_up(activities: list[set[tuple[int, str]]]) -> None:
    selection = incidence(activities)
    for tie in TIES.values():
        edges = view_of(selection, tie, "days").edges
        all_behind = behind_all(selection, tie, edges)
        assert all_behind == [
            activities_between(selection, tie, s, t)[0].tolist()
            for s, t in zip(edges.source.tolist(), edges.target.tolist(), strict=True)
        ]
        for s, t, weight, count in zip(edges.source, edges.target, edges.weight, edges.activities, strict=True):
            behind, _ = activities_between(selection, tie, int(s), int(t))
            assert len(behind) == count
            assert selection.days[behind].sum() == weight


def test_an_actor_in_two_roles_in_one_activity_counts_once() -> None:
    edges = view_of(incidence([{(0, "organiser"), (0, "expert"), (1, "participant")}]), TIES["joint"], "newman").edges
    assert edges.activities.tolist() == [1]
    assert edges.weight.tolist() == [1.0]


def test_programmes_and_collective_actors_are_out_unless_asked_for(store: EmbeddedStore) -> None:
    names = {node.id for node in select(store).nodes}
    assert not names & {"bomca", "bomca-consortium", "eu-experts", "tkm-law"}
    assert {"bomca", "eu-experts"} <= {node.id for node in select(store, all_actors=True).nodes}


def test_a_period_takes_what_may_overlap_it_and_counts_the_undated(store: EmbeddedStore) -> None:
    selection = select(store, Filters(since=date(2024, 1, 1), until=date(2024, 12, 31)))
    assert "tjk-document-equipment-07-09" in selection.activities, "2024 is one of its two candidate years"
    assert "plant-quarantine-agreement" in selection.activities
    assert "rsg3-astana-2017" not in selection.activities
    assert "ngo-grants-2024-07" in selection.activities, "it went on from 2024 into 2025"


def test_a_period_holds_what_ends_on_its_first_and_begins_on_its_last_day(store: EmbeddedStore) -> None:
    rows = [row for row in store.table("activities").to_pylist() if row["precision"] == "day" and row["latest"]]
    one = timedelta(days=1)
    for row in random.Random(3).sample(rows, 4):
        for filters, inside in (
            (Filters(since=row["latest"]), True),
            (Filters(since=row["latest"] + one), False),
            (Filters(until=row["earliest"]), True),
            (Filters(until=row["earliest"] - one), False),
        ):
            network = compute_network(store, filters=filters, all_actors=True)
            assert (row["activity"] in network.selection.activities) == inside
            counted = {(r["source"], r["target"]): r["activities"] for r in store.query(network.sparql).rows}
            assert counted == weights(network)
            assert ties_by_duckdb(store, TIES["joint"], filters=filters, all_actors=True).num_rows == len(network.rows)


def test_the_undated_are_counted(tmp_path: Path) -> None:
    from comity.data import open_package
    from comity.graph.build.snapshot import build_graph
    from tests.packages import write_package

    build_graph([open_package(write_package(tmp_path / "package"))], tmp_path / "store")
    network = compute_network(open_snapshot(tmp_path / "store"), filters=Filters(since=date(2019, 1, 1)))
    assert "1 activities without any date are left out of the period" in network.notes
    assert weights(network) == {("a", "b"): 1}


def test_international_offices_stand_for_no_country(store: EmbeddedStore) -> None:
    nodes = {node.id: node for node in select(store).nodes}
    assert nodes["eud-kaz"].country == nodes["osce-bmsc"].country == nodes["unrcca"].country == ""
    assert nodes["emb-kaz-lva"].country == "KAZ"
    assert {node.id for node in select(store, level="countries").nodes} >= {"KAZ", "KGZ", "TJK", "TKM", "UZB", "LVA"}


def test_agencies_are_rolled_up_to_the_top(store: EmbeddedStore) -> None:
    names = {node.id for node in select(store, level="agencies").nodes}
    assert "lva-sbg" in names
    assert not names & {"lva-sbg-college", "lva-sbg-k9", "kaz-bs"}


def test_two_mode_ties_actors_to_activities(store: EmbeddedStore) -> None:
    network = compute_network(store, two_mode=True, all_actors=True)
    assert len(network.rows) == len({(r["source"], r["target"]) for r in network.rows}) == 1033, (
        "who only paid is not there"
    )
    assert len(compute_network(store, "funding", two_mode=True, all_actors=True).rows) == 1076
    assert nx.is_bipartite(network.graph)
    first = next(row for row in network.rows if row["target"] == "ashgabat-vulnerable-migrants-2017-12")
    assert (first["weight"], first["first"], first["last"]) == (1, date(2017, 12, 12), date(2017, 12, 15))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_graph_carries_names_and_numbers(weight: str, store: EmbeddedStore) -> None:
    network = compute_network(store, "expertise", weight=weight)
    graph = network.graph
    assert graph.is_directed()
    assert graph.nodes["lva-sbg"]["name"] == "State Border Guard of Latvia"
    assert graph.nodes["lva-sbg"]["country"] == "LVA"
    row = network.rows[0]
    assert graph.edges[row["source"], row["target"]]["weight"] == row["weight"]
    assert graph.edges[row["source"], row["target"]]["stated"] <= row["activities"]


def test_csv_has_the_columns_promised_heaviest_first(store: EmbeddedStore) -> None:
    out = io.BytesIO()
    compute_network(store).write("csv", out)
    found = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert list(found[0]) == ["source", "target", "weight", "activities", "stated", "inferred", "first", "last"]
    keys = [(-int(row["weight"]), row["source"], row["target"]) for row in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize("tie", ["joint", "expertise"])
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_what_is_written_is_read_back(form: str, tie: str, store: EmbeddedStore) -> None:
    network = compute_network(store, tie)
    out = io.BytesIO()
    network.write(form, out)
    read = nx.read_graphml if form == "graphml" else nx.read_gexf
    back = read(io.BytesIO(out.getvalue()))
    assert back.is_directed() == network.graph.is_directed()
    assert set(back.nodes) == set(network.graph.nodes)
    assert {e: d["weight"] for *e_, d in back.edges(data=True) if (e := tuple(e_))} == {
        e: d["weight"] for *e_, d in network.graph.edges(data=True) if (e := tuple(e_))
    }
    node = back.nodes["lva-sbg"]
    assert node["label"] == "State Border Guard of Latvia"
    assert (node["name_ru"], node["name_ru_ground"]) == ("Государственная пограничная охрана Латвии", "in-use")


def test_json_says_what_it_shows_and_leaves_out(store: EmbeddedStore) -> None:
    out = io.BytesIO()
    compute_network(store, "equipment", all_actors=True).write("json", out)
    found = json.loads(out.getvalue())
    assert found["directed"]
    assert found["definition"] == TIES["equipment"].definition
    assert found["version"] == store.version
    assert len(found["edges"]) == 18


def test_an_empty_network_says_why(store: EmbeddedStore) -> None:
    network = compute_network(store, "equipment")
    assert network.rows == []
    assert network.notes[-1] == "no tie passes these filters; there would be 18 with --all-actors"
    none = compute_network(store, filters=Filters(until=date(1990, 1, 1)))
    assert (
        none.notes[-1]
        == f"no tie passes these filters; there would be {len(compute_network(store).rows):,} without --until"
    )
    assert network.graph.number_of_edges() == 0
    assert compute_network(store, filters=Filters(until=date(1990, 1, 1))).graph.number_of_nodes() == 0


WRONG = {
    "tie": {"tie": "jont"},
    "level": {"between": "agency"},
    "weight": {"weight": "newmann"},
    "role": {"filters": Filters(role=("experts",))},
    "place": {"filters": Filters(place=("ashgabad",))},
    "country": {"filters": Filters(country=("KAS",))},
    "phase": {"filters": Filters(phase=("90",))},
}
MEANT = {
    "tie": "joint",
    "level": "agencies",
    "weight": "newman",
    "role": "expert",
    "place": "ashgabat",
    "country": "KAZ",
    "phase": "9",
}


@pytest.mark.parametrize("case", WRONG)
def test_a_name_that_means_nothing_is_told_with_what_was_meant(case: str, store: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError, match=f'"{MEANT[case]}"'):
        compute_network(store, **WRONG[case])  # type: ignore[arg-type]


def test_a_format_that_is_none_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(FormatError, match="write csv, json, graphml, gexf, ttl, parquet, summary"):
        compute_network(store).write("xlsx", io.BytesIO())


def test_frames_hold_the_rows(store: EmbeddedStore) -> None:
    pytest.importorskip("pandas")
    network = compute_network(store, weight="newman")
    frame = network.to_pandas()
    assert list(frame.columns) == ["source", "target", "weight", "activities", "stated", "inferred", "first", "last"]
    assert frame["weight"].dtype == float
    assert len(frame) == len(network.rows)


def test_days_arrive_as_dates_and_are_written_as_text(store: EmbeddedStore) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    for network in (compute_network(store, all_actors=True), compute_network(store, two_mode=True)):
        table, rows = network.to_arrow(), network.rows
        assert [str(table.schema.field(name).type) for name in ("first", "last")] == ["date32[day]"] * 2
        assert table.to_pylist() == rows
        assert {type(row[name]) for row in rows for name in ("first", "last")} == {date, type(None)}
        assert (
            network.to_pandas()["first"].tolist()
            == network.to_polars()["first"].to_list()
            == table["first"].to_pylist()
        )
        wanted = [[str(row["first"] or ""), str(row["last"] or "")] for row in rows]
        written = {form: io.BytesIO() for form in ("csv", "json")}
        for form, out in written.items():
            network.write(form, out)
        text = written["csv"].getvalue().decode()
        assert [[row["first"], row["last"]] for row in csv.DictReader(io.StringIO(text))] == wanted
        assert [[row["first"], row["last"]] for row in json.loads(written["json"].getvalue())["edges"]] == wanted
        assert {type(edge["first"]) for *_, edge in network.graph.edges(data=True)} == {str}


def test_filters_that_leave_nothing_together_are_no_error(store: EmbeddedStore) -> None:
    found = compute_network(store, filters=Filters(kind=("study-visit",), place=("TKM",)))
    assert found.rows == []
    assert compute_network(store, filters=Filters(phase=("8",), place=("riga",))).rows == []
    with pytest.raises(NotFoundError, match="Riga"):
        compute_network(store, filters=Filters(place=("Riga",)))
