"""Betweenness: ours against igraph from the same ties, and against networkx."""

import tempfile
from pathlib import Path

import igraph
import networkx as nx

from benchmarks.generate import generate
from benchmarks.measure import arguments, compare
from comity.data import open_package
from comity.graph.build import build_graph
from comity.graph.measures import betweenness
from comity.graph.selection import select
from comity.graph.store import open_snapshot
from comity.graph.ties import TIES
from comity.graph.view import view_of


def main() -> None:
    asked = arguments(__doc__ or "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "package", asked.activities)
        build_graph([open_package(folder / "package")], folder / "store")
        view = view_of(select(open_snapshot(folder / "store"), all_actors=True), TIES["joint"])
        edges, size = view.edges, view.size
        distances = (1 / edges.weight).tolist()
        lines = list(zip(edges.source.tolist(), edges.target.tolist(), distances, strict=True))

        def ours() -> None:
            view.__dict__.pop("graph", None)  # made anew from the ties each time, as the others are
            betweenness(view)

        def bare() -> None:
            pairs = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
            igraph.Graph(n=size, edges=pairs).betweenness(weights=distances)

        def peer() -> None:
            graph: nx.Graph[int] = nx.Graph()
            graph.add_nodes_from(range(size))
            graph.add_weighted_edges_from(lines, weight="distance")
            nx.betweenness_centrality(graph, weight="distance")

        runs = {"betweenness": ours, "igraph": bare}
        if asked.activities <= 10_000:
            runs["networkx, once"] = peer
        compare(f"betweenness, {size:,} actors, {len(edges):,} ties", runs, asked.repeat, once=("networkx, once",))


if __name__ == "__main__":
    main()
