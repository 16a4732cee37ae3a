"""Measures: equal to networkx where it has them, to brute force where not."""

from collections.abc import Callable
from itertools import combinations, permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.data import NotFoundError
from comity.graph.analysis.measures import MEASURES, find_measure
from comity.graph.analysis.ranking import rank
from comity.graph.analysis.summary import summarise
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import View, view_of
from comity.ontology import load_scheme
from tests.selections import incidence, view_of_ties

# No two different sums of lengths 1, 1/2, 1/4, 1/8 are closer than rounding can tell.
WEIGHTS = (1, 2, 4, 8)
COUNTRIES = ("A", "B", "C", "A", "B", "", "A", "C")
Ties = dict[tuple[int, int], int]
nodes = st.integers(0, len(COUNTRIES) - 1)


def some_ties(*, directed: bool) -> st.SearchStrategy[Ties]:
    pairs = st.tuples(nodes, nodes).filter(lambda pair: pair[0] != pair[1])
    if not directed:
        pairs = pairs.map(lambda pair: (min(pair), max(pair)))
    return st.dictionaries(pairs, st.sampled_from(WEIGHTS), max_size=24)


def reference(ties: Ties, *, directed: bool) -> Any:
    graph: Any = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(len(COUNTRIES)))
    graph.add_edges_from((a, b, {"weight": weight, "distance": 1 / weight}) for (a, b), weight in ties.items())
    return graph


def ours(name: str, view: View) -> list[float]:
    return [float(value) for value in MEASURES[name].compute(view)]


def theirs(found: dict[int, float]) -> list[float]:
    return [float(found[node]) for node in range(len(COUNTRIES))]


def same(one: list[float], other: list[float], tolerance: float = 1e-9) -> bool:
    return bool(np.allclose(one, other, rtol=tolerance, atol=tolerance, equal_nan=True))


@given(some_ties(directed=False))
@settings(deadline=None, max_examples=200)
def test_undirected_measures_equal_networkx(ties: Ties) -> None:
    view, graph = view_of_ties(ties, COUNTRIES), reference(ties, directed=False)
    assert same(ours("degree", view), theirs(dict(graph.degree())))
    assert same(ours("strength", view), theirs(dict(graph.degree(weight="weight"))))
    assert same(ours("betweenness", view), theirs(nx.betweenness_centrality(graph, weight="distance")))
    assert same(ours("pagerank", view), theirs(nx.pagerank(graph, tol=1e-13, max_iter=10_000)), 1e-8)
    assert same(ours("constraint", view), theirs(nx.constraint(graph, weight="weight")))
    assert same(ours("core", view), theirs(nx.core_number(graph)))
    closed: Any = nx.clustering(graph)
    clustering = {node: value if graph.degree(node) > 1 else np.nan for node, value in closed.items()}
    assert same(ours("clustering", view), theirs(clustering))


@given(some_ties(directed=True))
@settings(deadline=None, max_examples=200)
def test_directed_measures_equal_networkx(ties: Ties) -> None:
    view, graph = view_of_ties(ties, COUNTRIES, directed=True), reference(ties, directed=True)
    assert same(ours("degree", view), theirs(dict(graph.to_undirected().degree())))
    assert same(ours("out-strength", view), theirs(dict(graph.out_degree(weight="weight"))))
    assert same(ours("in-strength", view), theirs(dict(graph.in_degree(weight="weight"))))
    assert same(ours("betweenness", view), theirs(nx.betweenness_centrality(graph, weight="distance")))
    assert same(ours("pagerank", view), theirs(nx.pagerank(graph, tol=1e-13, max_iter=10_000)), 1e-8)
    assert same(ours("core", view), theirs(nx.core_number(graph.to_undirected())))
    returned = {
        node: np.mean([graph.has_edge(other, node) for other in graph.successors(node)])
        if graph.out_degree(node)
        else np.nan
        for node in graph
    }
    assert same(ours("reciprocity", view), theirs(returned))
    whole = summarise(view)
    assert whole.reciprocity is None or same([whole.reciprocity], [nx.overall_reciprocity(graph)])


@given(some_ties(directed=False))
@settings(deadline=None, max_examples=50)
def test_the_eigenvector_is_that_of_the_heaviest_component(ties: Ties) -> None:
    found = np.array(ours("eigenvector", view_of_ties(ties, COUNTRIES)))
    if not ties:
        assert np.isnan(found).all()
        return
    matrix = nx.to_numpy_array(reference(ties, directed=False))
    assert found.max() == pytest.approx(1)
    assert found.min() >= 0
    product = matrix @ found
    value = product[found.argmax()]
    assert np.allclose(product, value * found, atol=1e-6 * value)
    inside = np.flatnonzero(found > 1e-9)
    assert value == pytest.approx(np.linalg.eigvalsh(matrix[np.ix_(inside, inside)]).max(), rel=1e-6)


@pytest.mark.parametrize("directed", [False, True])
@given(st.data())
@settings(deadline=None, max_examples=100)
def test_brokerage_equals_brute_force(directed: bool, data: st.DataObject) -> None:
    ties = data.draw(some_ties(directed=directed))
    view = view_of_ties(ties, COUNTRIES, directed=directed)
    tied = set(ties) if directed else set(ties) | {(b, a) for a, b in ties}
    known = [node for node, country in enumerate(COUNTRIES) if country]
    counts = {name: dict.fromkeys(known, 0) for name in ("brokerage", *KINDS)}
    triples = permutations(known, 3) if directed else ((a, b, c) for a, b, c in permutations(known, 3) if a < c)
    for a, b, c in triples:
        if (a, b) not in tied or (b, c) not in tied or (a, c) in tied:
            continue
        counts["brokerage"][b] += 1
        for kind, holds in KINDS.items():
            ways = [(a, c)] if directed else [(a, c), (c, a)]
            if any(holds(COUNTRIES[x], COUNTRIES[b], COUNTRIES[y]) for x, y in ways):
                counts[kind][b] += 1
    for name, wanted in counts.items():
        if name == "representative" and not directed:
            continue  # the same as gatekeeper where a pair has no order
        assert same(ours(name, view), theirs({**dict.fromkeys(range(len(COUNTRIES)), np.nan), **wanted})), name


KINDS: dict[str, Callable[[str, str, str], bool]] = {
    "coordinator": lambda a, b, c: a == b == c,
    "consultant": lambda a, b, c: a == c != b,
    "gatekeeper": lambda a, b, c: a != b == c,
    "representative": lambda a, b, c: a == b != c,
    "liaison": lambda a, b, c: a != b != c and a != c,
}


@given(some_ties(directed=False))
@settings(deadline=None, max_examples=100)
def test_the_core_is_the_best_of_all_subsets(ties: Ties) -> None:
    view = view_of_ties(ties, COUNTRIES)
    size = len(COUNTRIES)
    tied = set(ties)

    def misfit(core: set[int]) -> int:
        missing = sum(1 for pair in combinations(sorted(core), 2) if pair not in tied)
        present = sum(1 for pair in combinations(sorted(set(range(size)) - core), 2) if pair in tied)
        return missing + present

    found = {node for node, value in enumerate(ours("core-member", view)) if value}
    best = min(misfit(set(core)) for count in range(size + 1) for core in combinations(range(size), count))
    assert misfit(found) == best


@given(some_ties(directed=False))
@settings(deadline=None, max_examples=50)
def test_the_e_i_index_weighs_ties_abroad_against_ties_at_home(ties: Ties) -> None:
    found = ours("ei", view_of_ties(ties, COUNTRIES))
    for node, country in enumerate(COUNTRIES):
        outer = sum(w for pair, w in ties.items() if node in pair and COUNTRIES[sum(pair) - node] != country)
        inner = sum(w for pair, w in ties.items() if node in pair and COUNTRIES[sum(pair) - node] == country)
        wanted = (outer - inner) / (outer + inner) if country and outer + inner else np.nan
        assert same([found[node]], [wanted])


def test_the_two_mode_measures_count_activities_and_their_size() -> None:
    activities = [{(0, "expert"), (1, "participant"), (2, "host")}, {(0, "host"), (0, "expert")}, {(3, "participant")}]
    view = view_of(incidence(activities, "AABB"), TIES["joint"])
    assert ours("activities", view) == [2, 1, 1, 1]
    assert ours("activity-size", view) == [2, 3, 3, 1]
    drawn = view.drawn(np.array([2.0, 0.0, 1.0]))
    assert ours("activities", drawn) == [2, 2, 2, 1]


def test_every_measure_has_its_concept_its_source_and_its_sentences() -> None:
    assert set(MEASURES) == set(load_scheme("measure").concepts)
    for measure in MEASURES.values():
        assert measure.label
        assert measure.formula
        assert measure.reference
        assert "{value}" in measure.says
        assert "{value}" in measure.says_ru
        assert {"en", "ru"} <= set(measure.concept.labels)


def test_a_measure_that_does_not_fit_is_told() -> None:
    with pytest.raises(NotFoundError, match='did you mean "betweenness"'):
        find_measure("betweeness", False)
    with pytest.raises(NotFoundError, match="reciprocity is not defined for undirected ties"):
        find_measure("reciprocity", False)
    with pytest.raises(NotFoundError, match="constraint is not defined for directed ties"):
        find_measure("constraint", True)


def test_a_network_without_ties_has_measures_all_the_same() -> None:
    view = view_of_ties({}, COUNTRIES)
    for measure in MEASURES.values():
        if measure.directed is not True:
            assert len(measure.compute(view)) == len(COUNTRIES), measure.name
    assert summarise(view).ties == 0


def test_a_large_network_is_estimated_near_the_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    pairs = {(int(min(pair)), int(max(pair))) for pair in random.integers(0, 300, (900, 2)) if pair[0] != pair[1]}
    view = view_of_ties(dict.fromkeys(pairs, 1), "A" * 300)
    exact = np.array(ours("betweenness", view))
    monkeypatch.setattr("comity.graph.analysis.measures.EXACT_UP_TO", 200)
    monkeypatch.setattr("comity.graph.analysis.measures.PIVOTS", 150)
    estimated = np.array(ours("betweenness", view))
    assert np.corrcoef(exact, estimated)[0, 1] > 0.95
    assert estimated.sum() == pytest.approx(exact.sum(), rel=0.05)
    assert rank(view, MEASURES["betweenness"], draws=20).parameters["pivots"] == 1_000
