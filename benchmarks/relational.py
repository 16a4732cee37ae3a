"""Ties by DuckDB: ours against the bare self-join in SQL, and against our sparse matrices."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.generate import generated
from benchmarks.measure import arguments, compare, peak
from comity.graph.store.embedded import open_snapshot

# The same columns and order as ours, for data in which every day is known, as in all that is generated.
SELF_JOIN = """
WITH parts AS (SELECT DISTINCT activity, actor FROM '{folder}/participations.parquet'),
sized AS (SELECT activity, count(*) AS k FROM parts GROUP BY activity),
weighted AS (
  SELECT activity, earliest, latest, {weight} AS size FROM '{folder}/activities.parquet' JOIN sized USING (activity)
)
SELECT a.actor AS source, b.actor AS target, round(sum(size), 6) AS weight, count(*) AS activities,
       min(earliest)::VARCHAR AS first, max(latest)::VARCHAR AS last
FROM parts a JOIN parts b ON a.activity = b.activity AND a.actor < b.actor JOIN weighted w ON w.activity = a.activity
GROUP BY ALL ORDER BY weight DESC, source, target
"""
COUNTS = """
WITH parts AS (SELECT DISTINCT activity, actor FROM '{folder}/participations.parquet'),
sized AS (SELECT activity, count(*) AS k FROM parts GROUP BY activity)
SELECT a.actor AS source, b.actor AS target, sum({weight}) AS weight, count(*) AS activities
FROM parts a JOIN parts b ON a.activity = b.activity AND a.actor < b.actor JOIN sized ON sized.activity = a.activity
GROUP BY ALL
"""
SIZES = {"activities": "1", "newman": "CASE WHEN k > 1 THEN 1 / (k - 1) ELSE 0 END"}


# Each imports what it needs, so that its peak memory is its own.


def by_duckdb(folder: Path, weight: str) -> None:
    from comity.graph.ties.relational import ties_by_duckdb
    from comity.graph.ties.ties import TIES

    ties_by_duckdb(open_snapshot(folder), TIES["joint"], weight=weight, all_actors=True)


def by_matrices(folder: Path, weight: str) -> None:
    from comity.graph.network.network import compute_network

    compute_network(open_snapshot(folder), weight=weight, all_actors=True).to_arrow()


def bare(text: str, folder: Path, weight: str) -> None:
    import duckdb

    with duckdb.connect() as connection:
        snapshot = open_snapshot(folder).folder
        connection.sql(text.format(folder=snapshot, weight=SIZES[weight])).to_arrow_table()


def main() -> None:
    asked = arguments(__doc__ or "", also=("duckdb", "ibis-framework"))
    with generated(asked.activities) as store:
        ways: dict[str, Callable[[Path, str], None]] = {
            "ties_by_duckdb": by_duckdb,
            "DuckDB, the same columns": partial(bare, SELF_JOIN),
            "DuckDB, weight and count alone": partial(bare, COUNTS),
            "compute_network(...).to_arrow()": by_matrices,
        }
        for way in ways.values():
            way(store, "activities")  # what the first import costs is not measured
        for weight in SIZES:
            runs = {name: partial(way, store, weight) for name, way in ways.items()}
            compare(f"ties by {weight}, {asked.activities:,} activities", runs, asked.repeat)
        print("peak memory of a process of its own, by newman")
        for name, way in ways.items():
            if asked.activities < 1_000 and way in (by_duckdb, by_matrices):
                continue  # with little data there is nothing to see but their imports
            print(f"  {name:<34}{peak(way, store, 'newman'):12.0f} MiB")


if __name__ == "__main__":
    main()
