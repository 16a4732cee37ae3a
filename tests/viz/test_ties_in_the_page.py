"""The ties that the scripts of the page compute, in Node and in a browser, are those that ``graph/`` computes."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest

from comity.api import Graph, Network
from comity.data.dates import first_day, last_day
from comity.graph.analysis.comparison import Comparison, compare
from comity.graph.analysis.measures import find_measure
from comity.graph.network.tied import as_written
from comity.graph.read.evidence import read_activities
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.periods import Period, read_periods
from comity.graph.ties.tie_sparql import tie_query
from comity.graph.ties.ties import LEVELS, TIES, WEIGHTS
from tests.viz import browser, node

# Values that leave something, and some that leave nothing.
CHOICES: dict[str, list[Any]] = {
    "since": ["2010", "2015", "2017-04", "2017", "2020-02-11", "2024"],
    "until": ["2016", "2017", "2018-06", "2020-02-29", "2025"],
    "country": [["KGZ"], ["TKM", "LVA"], ["KAZ", "KGZ", "TJK", "TKM", "UZB"]],
    "actor_kind": [["training-institution"], ["customs", "ministry"], ["international-body"]],
    "within": [True],
    "place": [["TKM"], ["ashgabat"], ["KGZ", "bishkek"], ["LVA"]],
    "role": [["expert"], ["participant", "expert"], ["organiser"], ["donor", "recipient"]],
    "kind": [["meeting"], ["workshop", "training"], ["study-visit"]],
    "theme": [["return"], ["migration", "risk-analysis"], ["border-checks"]],
    "phase": [["9"], ["9", "10"], ["8"]],
    "stated_only": [True],
    "all_actors": [True],
}


def combinations() -> list[dict[str, Any]]:
    """Every tie at every level with every weight, then with each filter alone, then filters drawn together."""
    found: list[dict[str, Any]] = [
        {"tie": tie, "between": level, "weight": weight} for tie in TIES for level in LEVELS for weight in WEIGHTS
    ]
    drawn = random.Random(4)
    for name, values in CHOICES.items():
        found += [
            {"tie": drawn.choice(list(TIES)), "between": drawn.choice(list(LEVELS)), name: value} for value in values
        ]
    # The first and the last day of an activity lie in the period.
    found += [{"since": day} for day in ("2017-12-15", "2017-12-16")] + [
        {"until": day} for day in ("2017-12-11", "2017-12-12")
    ]
    for _ in range(320):
        asked: dict[str, Any] = {
            "tie": drawn.choice(["joint", "joint", *TIES]),
            "between": drawn.choice(list(LEVELS)),
            "weight": drawn.choice(list(WEIGHTS)),
        }
        for name in drawn.sample(list(CHOICES), drawn.choice([1, 2, 2, 3, 4])):
            asked[name] = drawn.choice(CHOICES[name])
        found.append(in_order(asked))
    return found


def in_order(asked: dict[str, Any]) -> dict[str, Any]:
    """Leave out the end of a period that ends before it begins, which is refused."""
    if asked.keys() >= {"since", "until"} and first_day(asked["since"]) > last_day(asked["until"]):
        del asked["until"]
    return asked


def address(asked: dict[str, Any]) -> str:
    """Write what is asked as the address of a page does."""
    return urlencode({k: ",".join(v) if isinstance(v, list) else "1" if v is True else v for k, v in asked.items()})


def numbers(network: Network) -> dict[str, Any]:
    names = network.selection.activities
    return {
        "rows": [list(as_written(row).values()) for row in network.rows],
        "behind": [[names[activity] for activity in behind] for behind in network.behind],
        "nodes": [[name, attributes["activities"]] for name, attributes in network.nodes],
        "undated": network.selection.undated,
    }


@pytest.fixture(scope="module")
def graph(built_store: Path) -> Graph:
    return Graph(open_snapshot(built_store))


Networks = Callable[..., Network]


@pytest.fixture(scope="module")
def networks(graph: Graph) -> Networks:
    """Make each network once, for the scripts in Node and in a browser."""
    made: dict[str, Network] = {}

    def network(**asked: Any) -> Network:
        if (key := address(asked)) not in made:
            made[key] = graph.network(**asked)
        return made[key]

    return network


@pytest.fixture(scope="module", params=["node", pytest.param("browser", marks=pytest.mark.browser)])
def page(request: pytest.FixtureRequest, graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What the page computes: its scripts in Node, and the whole of it in a browser."""
    folder = tmp_path_factory.mktemp("ties")
    if request.param == "node":
        with node.scripts(node.write_data(graph.network(), folder / "data.json")) as scripts:
            yield scripts
        return
    graph.network().map().save(folder / "map.html")
    with browser.page(folder / "map.html") as (page, log):
        yield page
        assert log.errors == []


def test_the_page_computes_the_same_ties(graph: Graph, networks: Networks, page: Any) -> None:
    some = 0
    for asked in combinations():
        here = page.evaluate("text => comity.network(text)", address(asked))
        network = networks(**asked)
        there = numbers(network)
        some += bool(there["rows"])
        assert here == there, asked
        query = page.evaluate("text => comity.sparql(text)", address(asked))
        selection = network.selection
        assert query == tie_query(network.tie, selection.level, selection.filters, all_actors=selection.all_actors), (
            asked
        )
    activities = graph.store.table("activities")["activity"].to_pylist()
    assert page.evaluate("comity.when()") == [record.when for record in read_activities(graph.store, activities)]
    assert some > 200, "most combinations leave ties to compare"


def test_what_is_stated_is_what_stated_only_gives(networks: Networks, page: Any) -> None:
    some = 0
    for asked in combinations()[::3]:
        here = page.evaluate("text => comity.certainty(text)", address(asked))
        network, sure = networks(**asked), networks(**{**asked, "stated_only": True})
        ties = {(row["source"], row["target"]): (row["weight"], row["activities"]) for row in sure.rows}
        assert {(a, b): (weight, stated) for a, b, weight, stated in here["ties"]} == ties, asked
        nodes = dict(here["nodes"])
        for name, attributes in sure.nodes:
            assert nodes[name] == attributes["activities"], (asked, name)
        selection = network.selection
        assert here["recorded"] == len(selection.activities)
        assert here["here"] == len(np.unique(selection.activity))
        assert here["here"] + sum(here["reasons"].values()) == here["recorded"], "each that is not here has its reason"
        some += 0 < len(ties) < len(network.rows)
    assert some > 50


@pytest.mark.browser
def test_why_activities_are_not_here(page: Any) -> None:
    here = page.evaluate("comity.certainty('')")
    assert (here["here"], here["recorded"]) == (160, 176)
    assert here["reasons"] == {"left": 12, "country": 0, "role": 4, "grounds": 0, "asked": 0}
    assert page.evaluate("comity.certainty('all-actors=1')")["here"] == 176


def test_the_page_tells_what_one_filter_less_would_bring(networks: Networks, page: Any) -> None:
    empty = 0
    for asked in combinations():
        network = networks(**asked)
        if len(network.edges):
            continue
        empty += 1
        there = [[each.option.replace("--", "").replace(" and ", " "), each.ties] for each in network.widenings()]
        assert page.evaluate("text => comity.widenings(text)", address(asked)) == there, asked
    assert empty > 30


PERIODS = (
    *("phase:9,phase:10", "phase:8,phase:9", "2015..2017,2018..2020", "2015..2018,2021..2025"),
    *("2016..2019,2018..2022", "2009..2013,2022", "2030,2031", "2017-04..2017-09,2022-01-15..2022-06"),
)


def comparisons() -> list[tuple[str, dict[str, Any]]]:
    """Each pair of periods at each level, then pairs of periods with ties, weights and filters drawn together."""
    found: list[tuple[str, dict[str, Any]]] = [
        (periods, {"tie": "joint", "between": level}) for periods in PERIODS for level in LEVELS
    ]
    drawn = random.Random(9)
    for _ in range(70):
        asked: dict[str, Any] = {"tie": drawn.choice(list(TIES)), "between": drawn.choice(list(LEVELS))}
        asked["weight"] = drawn.choice(list(WEIGHTS))
        for name in drawn.sample(list(CHOICES), drawn.choice([0, 1, 1, 2])):
            asked[name] = drawn.choice(CHOICES[name])
        found.append((drawn.choice(PERIODS), in_order(asked)))
    return found


def compared(network: Network, text: str) -> Comparison:
    selection = network.selection
    if text.startswith("phase:"):
        phases = np.array(selection.phase, dtype=object)
        before, after = (Period(name, phases == name[6:], np.ones(len(phases))) for name in text.split(","))
    else:
        before, after = read_periods(text, selection)
    return compare(network.view, before, after, find_measure("strength", False), splits=1, draws=1)


def test_the_page_compares_as_the_command_does(networks: Networks, page: Any) -> None:
    pairs = few = 0
    for text, asked in comparisons():
        there = compared(networks(**asked), text)
        here = page.evaluate("text => comity.compared(text)", address({**asked, "compare": text}))
        assert here["recorded"] == list(there.recorded), (text, asked)
        few += bool(there.notes)
        rows = {(row[0], row[1]): row[2:] for row in here["rows"]}
        assert set(rows) == {(tie.source, tie.target) for tie in there.ties}, (text, asked)
        for tie in there.ties:
            status, verdict, *values = rows[tie.source, tie.target]
            assert (status, verdict) == (tie.status, tie.verdict), (text, asked, tie)
            was, now = zip(tie.counts, tie.stated, (tie.before, tie.after), strict=True)
            assert values[:6] == pytest.approx([*was, *now], abs=1e-6), (text, asked, tie)
            told = [float("nan") if value is None else value for value in values[6:]]
            wanted = [tie.change, tie.low, tie.high, tie.p, tie.adjusted]
            assert told == pytest.approx(wanted, rel=1e-9, abs=1e-12, nan_ok=True), (text, asked, tie)
        pairs += len(there.ties)
    assert pairs > 10_000
    assert few > 10, "the guard is met, too"


@pytest.mark.browser
def test_the_surest_change_stands_first(page: Any) -> None:
    rows = page.evaluate("comity.compared('compare=phase:9,phase:10')")["rows"]
    order = [(row[-1], row[-2]) for row in rows]
    assert order == sorted(order)
    few = page.evaluate("comity.compared('compare=phase:8,phase:9')")["rows"]
    most = [max(row[4], row[7]) for row in few]
    assert most == sorted(most, reverse=True)
    assert {(row[2], row[3]) for row in few} == {("", "")}, "of too few activities nothing is called gained or lost"


def test_another_number_would_be_found(graph: Graph) -> None:
    assert numbers(graph.network(since="2017")) != numbers(graph.network(since="2018"))
