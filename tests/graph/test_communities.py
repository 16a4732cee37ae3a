"""Communities: planted ones are found, the same seed gives the same."""

import random
from pathlib import Path

import numpy as np
import pytest

from comity.graph.analysis.communities import communities, mutual_information
from comity.graph.network.network import compute_network
from comity.graph.store.embedded import open_snapshot
from tests.selections import view_of_ties


def test_two_cliques_joined_by_one_tie_are_two_communities() -> None:
    cliques = [range(5), range(5, 9)]
    ties = {(a, b): 3 for clique in cliques for a in clique for b in clique if a < b} | {(4, 5): 1}
    found = communities(view_of_ties(ties, "ABABABABAB"))
    assert found.member.tolist() == [1, 1, 1, 1, 1, 2, 2, 2, 2, 0]
    assert found.count == 2
    assert np.isnan(found.stability[9])
    assert found.stability[:9] == pytest.approx(np.ones(9))
    assert found.agreement == 1
    graph = view_of_ties(ties, "ABABABABAB").graph
    assert found.modularity == pytest.approx(graph.modularity(found.member.tolist(), weights="weight"))


def test_the_same_seed_gives_the_same_on_every_run(built_store: Path) -> None:
    network = compute_network(open_snapshot(built_store), between="agencies")
    first = network.communities(20, seed=5)
    random.random()  # what others draw in between does not matter
    again = network.communities(20, seed=5)
    assert first.member.tolist() == again.member.tolist()
    assert np.array_equal(first.stability, again.stability, equal_nan=True)
    assert (first.modularity, first.agreement) == (again.modularity, again.agreement)


def test_no_partition_of_many_is_better_than_the_one_taken(built_store: Path) -> None:
    network = compute_network(open_snapshot(built_store), between="agencies")
    few, many = network.communities(2), network.communities(100)
    assert many.modularity >= few.modularity
    assert 0 < many.agreement <= 1
    assert ((many.stability > 0) & (many.stability <= 1) | np.isnan(many.stability)).all()


def test_without_ties_there_are_none() -> None:
    found = communities(view_of_ties({}, "ABC"))
    assert found.member.tolist() == [0, 0, 0]
    assert found.count == 0


def test_partitions_that_have_nothing_in_common_share_no_information() -> None:
    one, other = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert mutual_information(one, other) == 0
    assert mutual_information(one, np.zeros(4, int)) == 0
    assert mutual_information(one, one) == 1
