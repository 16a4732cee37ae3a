"""The ties that the page computes in the browser are those that ``graph/`` computes."""

import random
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from comity.api import Graph, Network
from comity.graph.evidence import read_activities
from comity.graph.filters import first_day, last_day
from comity.graph.network_files import as_written
from comity.graph.store import open_snapshot
from comity.graph.tie_sparql import tie_query
from comity.graph.ties import LEVELS, TIES, WEIGHTS
from tests.viz import browser

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
        found += [{"tie": drawn.choice(list(TIES)), "between": drawn.choice(LEVELS), name: value} for value in values]
    # The first and the last day of an activity lie in the period.
    found += [{"since": day} for day in ("2017-12-15", "2017-12-16")] + [
        {"until": day} for day in ("2017-12-11", "2017-12-12")
    ]
    for _ in range(320):
        asked: dict[str, Any] = {
            "tie": drawn.choice(["joint", "joint", *TIES]),
            "between": drawn.choice(LEVELS),
            "weight": drawn.choice(list(WEIGHTS)),
        }
        for name in drawn.sample(list(CHOICES), drawn.choice([1, 2, 2, 3, 4])):
            asked[name] = drawn.choice(CHOICES[name])
        if asked.keys() >= {"since", "until"} and first_day(asked["since"]) > last_day(asked["until"]):
            del asked["until"]  # a period that ends before it begins is refused
        found.append(asked)
    return found


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


def test_the_page_computes_the_same_ties(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    graph.network().map().save(path)
    some = 0
    with browser.page(path) as (page, log):
        for asked in combinations():
            here = page.evaluate("text => comity.network(text)", address(asked))
            network = graph.network(**asked)
            there = numbers(network)
            some += bool(there["rows"])
            assert here == there, asked
            query = page.evaluate("text => comity.sparql(text)", address(asked))
            selection = network.selection
            assert query == tie_query(
                network.tie, selection.level, selection.filters, all_actors=selection.all_actors
            ), asked
        activities = graph.store.table("activities")["activity"].to_pylist()
        assert page.evaluate("comity.when()") == [record.when for record in read_activities(graph.store, activities)]
        assert log.errors == []
    assert some > 200, "most combinations leave ties to compare"


def test_another_number_would_be_found(graph: Graph) -> None:
    assert numbers(graph.network(since="2017")) != numbers(graph.network(since="2018"))
