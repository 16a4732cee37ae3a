"""Comparing periods: ties kept, gained and lost, and the test of the difference."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact

from comity.data.errors import ComityError
from comity.graph.analysis.comparison import FEWER, MORE, Comparison, _ties, compare
from comity.graph.analysis.measures import MEASURES
from comity.graph.analysis.proportions import difference, exact_p, wilson
from comity.graph.network.network import Network, compute_network
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.filters import Filters
from comity.graph.ties.periods import Period, read_periods
from comity.graph.ties.selection import select
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import view_of
from tests.selections import incidence


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def period(label: str, mask: np.ndarray) -> Period:
    return Period(label, mask, np.ones(len(mask)))


def halves(first: list[tuple[int, int]], second: list[tuple[int, int]], splits: int = 400) -> Comparison:
    """Compare two lots of activities of two."""
    activities = [{(a, "host"), (b, "participant")} for a, b in first + second]
    mask = np.arange(len(activities)) < len(first)
    whole = view_of(incidence(activities, "ABCDEFGH"), TIES["joint"])
    return compare(whole, period("early", mask), period("late", ~mask), MEASURES["strength"], splits, draws=20)


def test_ties_are_kept_gained_and_lost() -> None:
    found = halves([(0, 1), (0, 1), (1, 2), (2, 3), (2, 3)], [(0, 1), (3, 4), (3, 4), (3, 4), (4, 5)])
    ties = {(tie.source, tie.target): (tie.status, tie.before, tie.after) for tie in found.ties}
    assert ties == {
        ("0", "1"): ("kept", 2, 1),
        ("3", "4"): ("gained", 0, 3),
        ("4", "5"): ("gained", 0, 1),
        ("2", "3"): ("lost", 2, 0),
        ("1", "2"): ("lost", 1, 0),
    }
    assert found.difference == pytest.approx(1 - 2 * 1 / 10)
    assert found.persistence == pytest.approx(1 / 3)
    assert found.activities == found.recorded == (5, 5)


def test_periods_drawn_from_one_lot_do_not_differ_and_different_ones_do() -> None:
    ring = [(n, (n + 1) % 8) for n in range(8)]
    assert halves(ring * 3, ring * 3).p > 0.9
    assert halves(ring[:4] * 5, ring[4:] * 5).p <= 0.01


def test_the_p_value_is_that_of_all_splits() -> None:
    """With six activities there are twenty splits in halves: the share of them is what sampling comes to."""
    from itertools import combinations

    pairs = [(0, 1), (0, 1), (0, 1), (1, 2), (0, 1), (1, 2), (1, 2), (1, 2), (0, 1), (2, 3)]
    found = halves(pairs[:5], pairs[5:], splits=4000)

    def difference(chosen: set[int]) -> float:
        lots: list[dict[tuple[int, int], int]] = [{}, {}]
        for number, pair in enumerate(pairs):
            lot = lots[number not in chosen]
            lot[pair] = lot.get(pair, 0) + 1
        shared = sum(min(lots[0].get(pair, 0), lots[1].get(pair, 0)) for pair in lots[0])
        return 1 - 2 * shared / len(pairs)

    splits = [difference(set(chosen)) for chosen in combinations(range(10), 5)]
    assert found.difference == pytest.approx(difference(set(range(5))))
    wanted = np.mean([value >= found.difference - 1e-12 for value in splits])
    assert found.p == pytest.approx(wanted, abs=0.03)


def test_an_activity_of_both_periods_stays_in_both() -> None:
    activities = [{(0, "host"), (1, "participant")}] * 6
    both = np.ones(6, bool)
    whole = view_of(incidence(activities, "ABC"), TIES["joint"])
    found = compare(whole, period("one", both), period("other", both), MEASURES["strength"], 99, draws=20)
    assert found.difference == 0
    assert found.p == 1


def test_too_few_activities_get_a_sentence() -> None:
    found = halves([(0, 1)] * 3, [(1, 2)] * 9)
    assert found.notes == ["early has 3 recorded activities: too few to compare, the numbers alone are told"]
    assert np.isnan(found.p)
    assert np.isnan(found.difference)
    assert found.moved == []
    assert {(tie.status, tie.verdict, tie.counts) for tie in found.ties} == {("", "", (3, 0)), ("", "", (0, 9))}
    assert found.count("gained") == found.count("lost") == 0
    assert np.isnan([tie.low for tie in found.ties]).all()


def test_a_pair_is_compared_for_each_recorded_activity() -> None:
    first, second = [(0, 1)] * 4 + [(2, 3)] * 36, [(0, 1)] * 4 + [(2, 3)] * 6
    ties = {(tie.source, tie.target): tie for tie in halves(first, second, 99).ties}
    assert ties["0", "1"].counts == (4, 4)
    assert ties["0", "1"].change == pytest.approx(4 / 10 - 4 / 40)
    assert ties["0", "1"].low < ties["0", "1"].change < ties["0", "1"].high
    assert ties["0", "1"].p == pytest.approx(fisher_exact([[4, 36], [4, 6]]).pvalue)
    assert ties["0", "1"].verdict == MORE
    assert ties["2", "3"].verdict == FEWER, "36 became 6, but of 40 recorded activities 10"


def test_stated_and_inferred_are_told_apart_in_both_periods() -> None:
    activities = [{(0, "host"), (1, "participant")}] * 10
    inferred = {(number, 1, "participant") for number in (0, 1, 2, 7)}
    whole = view_of(incidence(activities, "AB", inferred), TIES["joint"])
    mask = np.arange(10) < 5
    (tie,) = compare(whole, period("one", mask), period("other", ~mask), MEASURES["strength"], 99, draws=20).ties
    assert (tie.counts, tie.stated) == ((5, 5), (2, 4))


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_exact_p_value_is_that_of_scipy(n: int, m: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = exact_p(np.array([one]), n, np.array([other]), m)[0]
    assert found == pytest.approx(fisher_exact([[one, n - one], [other, m - other]]).pvalue, rel=1e-6)
    change, low, high = difference(np.array([one]), n, np.array([other]), m)
    assert low[0] <= change[0] <= high[0]
    assert wilson(np.array([one]), n)[0][0] == pytest.approx(binomtest(one, n).proportion_ci(method="wilson").low)


def test_of_random_splits_hardly_one_has_a_pair_that_changed(store: EmbeddedStore) -> None:
    view, drawn = compute_network(store, between="agencies").view, np.random.default_rng(7)
    size = len(view.selection.activities)
    found = 0
    for _ in range(120):
        first = drawn.permutation(size) < size // 2
        ties = _ties(view, first, ~first, False)
        found += any(tie.verdict for tie in ties)
    assert found <= 6, "at most 5 in 100"


def test_phases_of_one_activity_get_no_verdict(store: EmbeddedStore) -> None:
    compared = {each.before: each for each in compute_network(store).compare("phases", splits=99)}
    assert compared["phase 8"].notes == [
        "phase 8 has 3 recorded activities: too few to compare, the numbers alone are told"
    ]
    assert not any(tie.status or tie.verdict for tie in compared["phase 8"].ties)
    assert compared["phase 9"].recorded == (96, 74)


def test_periods_of_bomca_hold_the_ties_of_the_filtered_networks(store: EmbeddedStore) -> None:
    network = compute_network(store, between="agencies")
    (found,) = network.compare("2015..2018,2021..2025", splits=99)
    again = network.compare("2015..2018,2021..2025", splits=99)[0]
    assert (found.p, found.ties, found.moved) == (again.p, again.ties, again.moved)

    def ties(since: int, until: int) -> dict[tuple[str, str], float]:
        filters = Filters(since=date(since, 1, 1), until=date(until, 12, 31))
        rows = compute_network(store, between="agencies", filters=filters).rows
        return {(row["source"], row["target"]): row["weight"] for row in rows}

    before, after = ties(2015, 2018), ties(2021, 2025)
    assert {(tie.source, tie.target): tie.before for tie in found.ties if tie.before} == before
    assert {(tie.source, tie.target): tie.after for tie in found.ties if tie.after} == after
    assert found.count("kept") == len(before.keys() & after.keys())
    assert found.count("gained") == len(after.keys() - before.keys())
    assert found.count("lost") == len(before.keys() - after.keys())


def test_years_phases_and_windows_are_periods(store: EmbeddedStore) -> None:
    selection = select(store)
    phases = read_periods("phases", selection)
    assert [period.label for period in phases] == sorted((p.label for p in phases), key=lambda text: int(text[6:]))
    assert sum(int(period.activities.sum()) for period in phases) == sum(1 for phase in selection.phase if phase)
    years = read_periods("years", selection)
    assert [period.label for period in years] == sorted(period.label for period in years)
    windows = read_periods("every:3", selection)
    assert len(windows) < len(years)
    assert windows[0].label.endswith(str(int(windows[0].label[:4]) + 2))
    (month,) = read_periods("2015-11..2015-12", selection)
    assert 0 < month.activities.sum() < 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2018..2015", "ends before it begins"),
        ("", "names no period"),
        ("yesterday", "is not a date"),
        ("2015..2018", "is 1 period; comparing takes two or more"),
    ],
)
def test_periods_that_are_none_are_told(text: str, says: str, store: EmbeddedStore) -> None:
    network: Network = compute_network(store)
    with pytest.raises(ComityError, match=says):
        network.compare(text)
