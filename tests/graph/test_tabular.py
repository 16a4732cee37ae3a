"""Results as frames, in one line, and as a notebook shows them."""

import html
import math
import re
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.query.tabular import FIRST, html_table
from tests.packages import SMALL, write_package

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture(scope="module")
def graph(built_store: Path) -> comity.Graph:
    return comity.open(built_store)


@pytest.fixture(scope="module")
def network(graph: comity.Graph) -> comity.Network:
    return graph.network(between="agencies")


@pytest.fixture(scope="module")
def results(network: comity.Network) -> dict[str, Any]:
    return {
        "network": network,
        "backbone": network.backbone(alpha=0.2),
        "ranking": network.rank("clustering", draws=20),
        "comparison": network.compare("2015..2018,2021..2025", splits=99)[0],
        "communities": network.communities(runs=5),
        "explanation": network.explain("lva-sbg", "icmpd"),
        "rank explanation": network.explain_rank("lva-sbg", draws=20),
    }


NAMES = ("network", "backbone", "ranking", "comparison", "communities", "explanation", "rank explanation")


@pytest.mark.parametrize("name", NAMES)
def test_a_result_is_a_table_in_every_library(name: str, results: dict[str, Any]) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    result = results[name]
    rows = [row if isinstance(row, dict) else vars(row) for row in result.rows]
    assert rows
    wanted = [{key: None if value != value else value for key, value in row.items()} for row in rows]
    assert result.to_arrow().to_pylist() == wanted
    assert result.to_polars().to_dicts() == wanted
    frame = result.to_pandas()
    assert list(frame.columns) == list(rows[0])
    assert len(frame) == len(rows)
    for column in result.to_arrow().schema:
        assert str(column.type) in ("string", "int64", "double", "date32[day]"), column


def test_a_result_without_rows_keeps_its_columns(graph: comity.Graph, results: dict[str, Any]) -> None:
    nothing = graph.network(kind="study-visit", place="TKM")
    ranking = nothing.rank(draws=20)
    assert ranking.rows == []
    assert ranking.to_arrow().schema == results["ranking"].to_arrow().schema
    assert nothing.to_arrow().schema == results["network"].to_arrow().schema
    assert nothing.communities(runs=2).to_arrow().schema == results["communities"].to_arrow().schema
    for each in (nothing, ranking, nothing.communities(runs=2)):
        assert "<table>" in each._repr_html_()


@pytest.mark.parametrize("name", NAMES)
def test_a_result_is_one_line_and_a_small_table(name: str, results: dict[str, Any]) -> None:
    result = results[name]
    assert "\n" not in repr(result)
    assert len(repr(result)) < 150
    assert repr(result).startswith("<")
    shown = result._repr_html_()
    assert 1 <= shown.count("<tr>") - 1 <= 2 * FIRST
    assert len(shown) < 12_000


def test_what_else_is_one_line(graph: comity.Graph, network: comity.Network, tmp_path: Path) -> None:
    manifest = comity.build([write_package(tmp_path / "package")], tmp_path / "store")
    size = f"{len(network.nodes)} nodes, {len(network.edges)} ties, {graph.version}"
    assert repr(network) == f"<Network: joint activities between agencies, {size}>"
    assert repr(graph) == f"<Graph: {graph.version}>"
    assert repr(graph.store) == f"<EmbeddedStore: {graph.version}>"
    assert repr(comity.open("http://127.0.0.1:9/sparql")) == "<Graph: http://127.0.0.1:9/sparql>"  # asks nothing
    assert repr(graph.queries["experts"]) == "<SavedQuery experts: Who gave expertise most>"
    built = f"{manifest.version}, {manifest.statements:,} statements in {manifest.graphs} graphs"
    assert repr(manifest) == f"<Manifest: {built}>"
    stated = f"{(network.stated > 0).sum()} of them stated at least once, the others inferred alone"
    assert repr(network.map()) == f"<NetworkMap: {len(network.edges)} ties, {stated}>"
    two_mode = graph.network(two_mode=True)
    size = f"{len(two_mode.nodes)} nodes, {len(two_mode.rows)} ties, {graph.version}"
    assert repr(two_mode) == f"<Network: actors and their activities, {size}>"


def test_a_notebook_shows_the_heaviest_ties_with_their_grounds(network: comity.Network) -> None:
    shown = network._repr_html_()
    head, *rows = [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", shown)]
    assert head == ["source", "target", "activities", "stated", "inferred", "first", "last"]
    assert len(rows) == 10
    name = {node.id: node.name for node in network.selection.nodes}
    for row, tie, stated in zip(rows, network.rows, network.stated, strict=False):
        ends = [html.escape(name[tie[end]]) for end in ("source", "target")]
        grounds = [tie["activities"], stated, tie["activities"] - stated]
        assert row == [*ends, *map(str, grounds), str(tie["first"]), str(tie["last"])]
    assert f"{len(network.edges)} ties, the heaviest 10 shown; {html.escape(network.notes[0])}" in shown


def test_a_value_that_is_not_defined_is_null(results: dict[str, Any]) -> None:
    ranking = results["ranking"]
    assert any(math.isnan(row.value) for row in ranking.rows)
    assert ranking.to_arrow()["value"].null_count == sum(math.isnan(row.value) for row in ranking.rows)
    assert ">nan<" not in ranking._repr_html_()


def test_what_a_notebook_shows_is_text(tmp_path: Path) -> None:
    tables = {name: [dict(row) for row in rows] for name, rows in SMALL.items()}
    for name, key in (("actors", "name"), ("activities", "title")):
        for number, row in enumerate(tables[name]):
            row[key] = f"{HOSTILE} {number}"
    for row in tables["participations"]:
        row["words"] = row["words"] and HOSTILE
    build_graph([open_package(write_package(tmp_path / "package", tables))], tmp_path / "store")
    graph = comity.open(tmp_path / "store")
    network = graph.network()
    shown = [network._repr_html_(), graph.network(two_mode=True)._repr_html_(), network.explain("a", "b")._repr_html_()]
    shown += [network.communities(runs=2)._repr_html_(), network.rank(draws=20)._repr_html_()]
    shown.append(html_table([HOSTILE], [[HOSTILE], [f"https://example.org/{HOSTILE}"]], HOSTILE, HOSTILE))
    for text in shown:
        assert "<script" not in text
    assert all("&lt;script&gt;" in text for text in shown[:4])
