"""Ties by DuckDB: the same table as by sparse matrices."""

from pathlib import Path

import pytest

from comity.data import NotFoundError, open_package
from comity.data.errors import ComityError
from comity.graph.build.snapshot import build_graph
from comity.graph.network.network import compute_network
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.ties.ties import LEVELS, TIES, WEIGHTS
from tests.graph.test_network import FILTERS
from tests.packages import SMALL, write_package

pytest.importorskip("ibis", reason="ibis is not installed (extra: duckdb)")

from comity.graph.ties.relational import ties_by_duckdb


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("tie", TIES)
def test_the_table_is_that_of_the_algebra(name: str, tie: str, store: EmbeddedStore) -> None:
    level, weight = list(LEVELS)[len(name) % 3], list(WEIGHTS)[len(name) % len(WEIGHTS)]
    wanted = compute_network(store, tie, level, weight, FILTERS[name]).to_arrow()
    assert ties_by_duckdb(store, TIES[tie], level, weight, FILTERS[name]).to_pylist() == wanted.to_pylist()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_table_is_that_of_the_algebra_at_every_level(level: str, weight: str, store: EmbeddedStore) -> None:
    for tie in ("joint", "convening"):
        wanted = compute_network(store, tie, level, weight, all_actors=True).to_arrow()
        found = ties_by_duckdb(store, TIES[tie], level, weight, all_actors=True)
        assert found.to_pylist() == wanted.to_pylist()
        assert found.schema.remove_metadata() == wanted.schema


def test_a_graph_without_dates_themes_or_ties_gives_an_empty_table(tmp_path: Path) -> None:
    tables = {**SMALL, "activities": [{**SMALL["activities"][1], "id": "two"}], "participations": []}
    build_graph([open_package(write_package(tmp_path / "package", tables))], tmp_path / "store")
    store = open_snapshot(tmp_path / "store")
    found = ties_by_duckdb(store, TIES["joint"])
    assert found.num_rows == 0
    assert found.column_names == compute_network(store).to_arrow().column_names


def test_a_name_that_means_nothing_is_told(store: EmbeddedStore) -> None:
    from comity.graph.ties.filters import Filters

    for filters, says in (
        (Filters(country=("KGS",)), "KGZ"),
        (Filters(place=("bishkekk",)), "bishkek"),
        (Filters(phase=("77",)), "phases"),
        (Filters(theme=("migraton",)), "migration"),
    ):
        with pytest.raises(NotFoundError, match=says):
            ties_by_duckdb(store, TIES["joint"], filters=filters)
    with pytest.raises(NotFoundError, match="levels"):
        ties_by_duckdb(store, TIES["joint"], "agency")
    with pytest.raises(ComityError, match="weights"):
        ties_by_duckdb(store, TIES["joint"], weight="hours")
