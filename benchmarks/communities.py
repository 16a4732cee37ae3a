"""Communities: one run of ours against one of igraph from the same ties, and against networkx."""

import random

import igraph
import networkx as nx

from benchmarks.generate import generated
from benchmarks.measure import Run, arguments, compare
from comity.graph.analysis.communities import communities
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.selection import select
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import view_of


def main() -> None:
    asked = arguments(__doc__ or "")
    with generated(asked.activities, asked.activities) as store:
        view = view_of(select(open_snapshot(store), all_actors=True), TIES["joint"])
        edges, size = view.edges, view.size
        lines = list(zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True))
        found: dict[str, float] = {}

        def ours() -> None:
            for made in ("graph", "undirected"):  # anew from the ties each time, as the others are
                view.__dict__.pop(made, None)
            found["communities"] = communities(view, runs=1).modularity

        def bare(iterations: int, name: str) -> None:
            igraph.set_random_number_generator(random.Random(1_000_003))  # as the first run of ours
            pairs = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
            graph = igraph.Graph(n=size, edges=pairs)
            part = graph.community_leiden("modularity", weights=edges.weight.tolist(), n_iterations=iterations)
            found[name] = graph.modularity(part.membership, weights=edges.weight.tolist())

        def peer() -> None:
            graph: nx.Graph[int] = nx.Graph()
            graph.add_weighted_edges_from(lines)
            parts = nx.community.louvain_communities(graph, seed=1)
            found["networkx, Louvain, once"] = nx.community.modularity(graph, parts)

        runs: dict[str, Run] = {
            "communities": ours,
            "igraph, Leiden until stable": lambda: bare(-1, "igraph, Leiden until stable"),
            "igraph, Leiden, two iterations": lambda: bare(2, "igraph, Leiden, two iterations"),
        }
        if asked.activities <= 20_000:
            runs["networkx, Louvain, once"] = peer
        title = f"communities, {size:,} actors, {len(edges):,} ties"
        compare(title, runs, asked.repeat, once=("networkx, Louvain, once",))
        for name, modularity in found.items():
            print(f"  {name:<34}{modularity:12.4f} modularity")


if __name__ == "__main__":
    main()
