"""A network as pyvis has it: the same nodes and ties as its rows."""

from pathlib import Path

import pytest
from pyvis.network import Network as PyvisNetwork

from comity.api import Graph
from comity.data import ComityError


@pytest.mark.parametrize("asked", [{}, {"tie": "expertise", "between": "countries"}, {"weight": "newman"}])
def test_nodes_and_ties_are_those_of_the_rows(graph: Graph, asked: dict[str, str]) -> None:
    network = graph.network(**asked)  # type: ignore[arg-type]
    drawn = network.to_pyvis()
    assert isinstance(drawn, PyvisNetwork)
    assert drawn.directed == network.tie.directed
    ends = {frozenset((row["source"], row["target"])) for row in network.rows}
    assert {frozenset((edge["from"], edge["to"])) for edge in drawn.edges} == ends
    assert len(drawn.edges) == len(network.rows)
    rows = {(row["source"], row["target"]): row for row in network.rows}
    for edge in drawn.edges:
        row = rows[edge["from"], edge["to"]]
        assert edge["value"] == row["weight"]
        assert edge["dashes"] is (row["stated"] == 0)
        assert f"{row['stated']} stated, {row['inferred']} inferred" in edge["title"]
    assert {node["id"] for node in drawn.nodes} == {name for pair in ends for name in pair}
    times = dict(network.nodes)
    assert all(node["value"] == times[node["id"]]["activities"] for node in drawn.nodes)
    assert len({(node["x"], node["y"]) for node in drawn.nodes}) == len(drawn.nodes)


def test_nothing_is_nothing_to_draw(graph: Graph) -> None:
    with pytest.raises(ComityError, match="nothing to draw"):
        graph.network(since="1990", until="1991").to_pyvis()


def test_its_page_shows_it(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    graph.network(between="countries").to_pyvis().show("network.html", notebook=False)
    text = Path("network.html").read_text(encoding="utf-8")
    assert "Kyrgyzstan" in text
