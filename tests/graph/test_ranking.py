"""Rankings: how sure they are, and that the same seed gives the same."""

from dataclasses import astuple, replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from benchmarks.interval_coverage import check, popular, recorded, regional
from comity.graph.analysis.measures import MEASURES
from comity.graph.analysis.ranking import places, rank
from comity.graph.analysis.resampling import Draws
from comity.graph.network.network import compute_network
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import View, view_of
from tests.selections import incidence

FEW, MANY, OTHERS = 0, 1, range(2, 14)


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def uneven() -> View:
    """Two actors have 20 ties each, one from 2 large activities and one from 20 small ones; others have up to 40."""
    activities = [{(node, "participant") for node in (FEW, *range(start, start + 10))} for start in (14, 24)]
    activities += [{(MANY, "participant"), (14 + n, "participant")} for n in range(20)]
    activities += [{(OTHERS[n], "participant"), (34, "participant")} for n in range(12) for _ in range(3 * n + 4)]
    return view_of(incidence(activities, "A" * 35), TIES["joint"])


def test_an_actor_of_few_activities_is_less_sure_than_one_of_many() -> None:
    rows = {row.actor: row for row in rank(uneven(), MEASURES["strength"], draws=300).rows}
    few, many = rows[str(FEW)], rows[str(MANY)]
    assert few.value == many.value == 20
    assert (few.activities, many.activities) == (2, 20)
    assert few.rank_high - few.rank_low > many.rank_high - many.rank_low


@pytest.mark.parametrize("by", ["strength", "betweenness", "constraint"])
def test_the_same_seed_gives_the_same_and_another_seed_another(by: str, store: EmbeddedStore) -> None:
    network = compute_network(store, between="agencies")
    first, again, other = (network.rank(by, 50, seed) for seed in (7, 7, 8))
    assert [repr(astuple(row)) for row in first.rows] == [repr(astuple(row)) for row in again.rows]
    assert [(row.rank_low, row.rank_high) for row in first.rows] != [
        (row.rank_low, row.rank_high) for row in other.rows
    ]
    assert [row.value for row in first.rows] == pytest.approx([row.value for row in other.rows], nan_ok=True)


def test_a_draw_holds_half_of_the_activities_each_once() -> None:
    view = uneven()
    drawn = list(Draws(view, np.random.default_rng(3), np.ones(len(view.selection.activities))).records(None, 25))
    counts = np.array([each.counts for each in drawn])
    assert set(counts.ravel()) == {0.0, 1.0}
    assert (counts.sum(axis=1) == round(len(view.selection.activities) / 2)).all()
    assert len({row.tobytes() for row in counts}) == 25


def test_inferences_and_doubtful_years_are_drawn() -> None:
    activities = [{(0, "participant"), (1, "participant"), (2, "participant")}] * 40
    inferred = {(number, 1, "participant") for number in range(40)}
    view, chance = view_of(incidence(activities, "ABC", inferred), TIES["joint"]), np.r_[np.ones(30), np.full(10, 0.3)]
    worlds = [Draws(view, np.random.default_rng(seed), chance).world() for seed in range(300)]
    shares = [world.rows[view.selection.node == 1].mean() for world in worlds if world.rows is not None]
    assert (min(shares), max(shares)) < (0.05, 1.0)
    assert np.mean(shares) == pytest.approx(0.5, abs=0.05)
    assert all(world.rows[view.selection.node != 1].all() for world in worlds if world.rows is not None)
    inside = np.mean([np.isin(np.arange(40), world.activities) for world in worlds], axis=0)
    assert (inside[:30] == 1).all()
    assert inside[30:].mean() == pytest.approx(0.3, abs=0.05)


def test_weights_count_an_activity_as_often_as_it_is_drawn() -> None:
    view = uneven()
    times = np.zeros(len(view.selection.activities))
    times[[0, 5]] = (2, 1)
    weights = dict(zip(*(part.tolist() for part in keyed(view.drawn(times))), strict=True))
    assert weights[FEW * view.size + 14] == 2
    assert weights[MANY * view.size + 17] == 1


@pytest.mark.parametrize("by", MEASURES)
def test_the_observed_rank_is_never_outside_its_interval(by: str, store: EmbeddedStore) -> None:
    tie = "expertise" if MEASURES[by].directed else "joint"
    rows = compute_network(store, tie, "agencies").rank(by, 60).rows
    assert rows
    assert all(1 <= row.rank_low <= row.rank <= row.rank_high <= len(rows) for row in rows)


def test_a_rank_that_rests_on_inference_is_less_sure(store: EmbeddedStore) -> None:
    network = compute_network(store, between="agencies")
    inferred = {row.actor: row for row in network.rank("strength", 200).rows}
    all_true = replace(network.selection, stated=np.ones(len(network.selection.stated), bool))
    certain = {row.actor: row for row in rank(view_of(all_true, TIES["joint"]), MEASURES["strength"], 200).rows}
    leaning = [actor for actor, row in inferred.items() if row.stated_share < 0.1 and row.activities > 20]
    assert len(leaning) > 5
    widths = [[rows[actor].rank_high - rows[actor].rank_low for actor in leaning] for rows in (inferred, certain)]
    assert np.mean(widths[0]) > 1.5 * np.mean(widths[1])


def test_intervals_hold_the_true_rank_of_drawn_programmes() -> None:
    """A small run of what ``python -m benchmarks.interval_coverage`` proves at full size."""
    held = []
    for number in range(12):
        rng = np.random.default_rng([5, number])
        truth, record, chance = recorded((popular, regional)[number % 2](rng), rng)
        seen, wanted = view_of(record, TIES["joint"]), view_of(truth, TIES["joint"])
        held += check(seen, wanted, MEASURES["strength"], 60, chance)[0].tolist()
    assert 0.9 < np.mean(held) < 0.995


def test_a_measure_whose_intervals_hold_too_seldom_says_so(store: EmbeddedStore) -> None:
    network = compute_network(store)
    assert any("too narrow" in note for note in network.rank("constraint", 20).notes)
    assert not any("too narrow" in note for note in network.rank("strength", 20).notes)


def keyed(view: View) -> tuple[np.ndarray, np.ndarray]:
    return view.edges.source * view.size + view.edges.target, view.edges.weight


def test_equal_values_share_the_better_rank_and_the_whole_stretch_is_open(store: EmbeddedStore) -> None:
    best, worst = places(np.array([2.0, 2.0, 1.0, np.nan, 3.0]))
    assert best.tolist() == [2, 2, 4, 5, 1]
    assert worst.tolist() == [3, 3, 4, 5, 1]
    best, _ = places(np.array([2.0, 1.0, np.nan]), low_first=True)
    assert best.tolist() == [2, 1, 3]
    zeros = [row for row in compute_network(store).rank("betweenness", 50).rows if row.value == 0]
    assert len({row.rank for row in zeros}) == 1
    assert max(row.rank_high for row in zeros) == len(compute_network(store).selection.nodes)


def test_what_rests_on_inference_is_shown() -> None:
    pair = {(0, "participant"), (1, "participant")}
    third = {(0, "participant"), (2, "participant")}
    activities = [pair, pair, pair, third, third, third]
    inferred = {(number, *part) for number in range(1, 6) for part in activities[number]}
    found = rank(view_of(incidence(activities, "ABC", inferred), TIES["joint"]), MEASURES["strength"], draws=20)
    rows = {row.actor: row for row in found.rows}
    assert {actor: row.value for actor, row in rows.items()} == {"0": 6, "1": 3, "2": 3}
    assert {actor: row.stated_value for actor, row in rows.items()} == {"0": 1, "1": 1, "2": 0}
    assert rows["1"].stated_share == pytest.approx(1 / 3)
    assert rows["2"].stated_share == 0
    assert rows["2"].stated_rank == 3


def test_the_stated_value_is_that_of_the_stated_network(store: EmbeddedStore) -> None:
    from comity.graph.ties.filters import Filters

    stated = compute_network(store, between="agencies", filters=Filters(stated_only=True)).rank("betweenness", 20)
    values = {row.actor: row.value for row in stated.rows}
    # The number of pairs differs where fewer actors are left, so values agree up to a factor.
    rows = [
        row for row in compute_network(store, between="agencies").rank("betweenness", 20).rows if row.stated_value > 0
    ]
    factors = [values[row.actor] / row.stated_value for row in rows]
    assert len(rows) > 5
    assert factors == pytest.approx([factors[0]] * len(factors))


def test_too_little_gets_a_sentence(store: EmbeddedStore) -> None:
    few = view_of(incidence([{(0, "host"), (1, "host")}] * 9, "AB"), TIES["joint"])
    assert rank(few, MEASURES["strength"]).rows == []
    assert "2 actors are tied by 9 activities: too little to rank" in rank(few, MEASURES["strength"]).notes[0]
    none = view_of(incidence([], "AB"), TIES["joint"])
    assert "0 actors are tied by 0 activities" in rank(none, MEASURES["strength"]).notes[0]
    from comity.graph.ties.filters import Filters

    found = compute_network(store, filters=Filters(theme=("ethics",), country=("KAZ",))).rank()
    assert found.rows == []
    assert "too little to rank" in found.notes[0]


def test_betweenness_with_all_actors_equals_networkx_up_to_a_factor(store: EmbeddedStore) -> None:
    network = compute_network(store, all_actors=True)
    graph = network.graph.copy()
    for _, _, data in graph.edges(data=True):
        data["distance"] = 1 / data["weight"]
    wanted = nx.betweenness_centrality(graph, weight="distance", normalized=False)
    found = {row.actor: row.value for row in network.rank("betweenness", 20).rows}
    top = max(found, key=lambda name: found[name])
    factor = wanted[top] / found[top]
    assert {name: value * factor for name, value in found.items()} == pytest.approx(wanted, abs=1e-6)


def test_a_rank_is_explained_by_its_ties_and_activities(store: EmbeddedStore) -> None:
    network = compute_network(store, between="agencies")
    found = network.explain_rank("lva-sbg", "strength", 20)
    assert sum(partner.weight for partner in found.partners) == found.row.value
    assert len(found.activities) == found.row.activities
    assert found.parameters["graph"] == store.version
    text = str(found)
    assert f"rank {found.row.rank} of {found.of}" in text
    assert found.formula in text
    stated = sum(partner.stated for partner in found.partners) / sum(partner.activities for partner in found.partners)
    assert found.row.stated_share == pytest.approx(stated)
