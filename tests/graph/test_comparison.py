"""Comparing periods: ties kept, gained and lost, and the test of the difference."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from comity.data.errors import ComityError
from comity.graph.comparison import Comparison, compare
from comity.graph.filters import Filters
from comity.graph.measures import MEASURES
from comity.graph.network import Network, compute_network
from comity.graph.periods import read_periods
from comity.graph.selection import select
from comity.graph.store import EmbeddedStore, open_snapshot
from comity.graph.ties import TIES
from comity.graph.view import view_of
from tests.selections import incidence


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def halves(first: list[tuple[int, int]], second: list[tuple[int, int]], splits: int = 400) -> Comparison:
    """Compare two lots of activities of two."""
    activities = [{(a, "host"), (b, "participant")} for a, b in first + second]
    mask = np.arange(len(activities)) < len(first)
    whole = view_of(incidence(activities, "ABCDEFGH"), TIES["joint"])
    return compare(whole, ("early", mask), ("late", ~mask), MEASURES["strength"], splits, draws=20)


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
    assert found.activities == (5, 5)


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
    found = compare(whole, ("one", both), ("other", both), MEASURES["strength"], 99, draws=20)
    assert found.difference == 0
    assert found.p == 1


def test_too_few_activities_get_a_sentence() -> None:
    found = halves([(0, 1)] * 3, [(1, 2)] * 9)
    assert found.notes == ["early has 3 activities: too few to compare"]
    assert np.isnan(found.p)
    assert found.moved == []


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
