"""The map of the shipped package, drawn once, and one browser for each module."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from comity.api import Graph
from comity.graph.store.embedded import open_snapshot
from comity.viz.draw.positions import BROKERS
from comity.viz.map.network_map import NetworkMap
from comity.viz.report import Report
from tests.viz import browser

DRAWS = 20


@contextmanager
def few_trials() -> Iterator[None]:
    """Calibrate intervals on two halves of the record, not ten: these tests see how they are told."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.graph.analysis.ranking.TRIALS", 2)
        BROKERS.clear()  # of tests before, which tried more
        yield
    BROKERS.clear()  # for tests of other folders, which try more


@pytest.fixture(scope="module", autouse=True)
def _few_trials() -> Iterator[None]:
    with few_trials():
        yield


@pytest.fixture(scope="module", autouse=True)
def _one_browser() -> Iterator[None]:
    yield
    browser.SHARED.close()


@pytest.fixture(scope="session")
def graph(built_store: Path) -> Graph:
    return Graph(open_snapshot(built_store))


@pytest.fixture(scope="session")
def report(graph: Graph) -> Report:
    with few_trials():
        return graph.report(draws=DRAWS)


@pytest.fixture(scope="session")
def drawn(graph: Graph) -> NetworkMap:
    with few_trials():
        return graph.network().map()


@pytest.fixture(scope="session")
def saved(drawn: NetworkMap, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    drawn.save(path)
    return path
