"""Betweenness: ours against igraph from the same ties, and against networkx."""

import igraph
import networkx as nx

from benchmarks.generate import generated
from benchmarks.measure import arguments, compare
from comity.graph.analysis.measures import PIVOTS, betweenness, is_estimated
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.selection import select
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import view_of


def main() -> None:
    asked = arguments(__doc__ or "")
    measure(asked.activities, None, asked.repeat)
    measure(asked.activities, 10_000, asked.repeat)


def measure(activities: int, actors: int | None, repeat: int) -> None:
    """Measure one network; that of so many actors that ours estimates from pivots has the same pivots in igraph."""
    with generated(activities, actors) as store:
        view = view_of(select(open_snapshot(store), all_actors=True), TIES["joint"])
        edges, size = view.edges, view.size
        sources = list(range(PIVOTS)) if is_estimated(view) else None
        distances = (1 / edges.weight).tolist()
        lines = list(zip(edges.source.tolist(), edges.target.tolist(), distances, strict=True))

        def ours() -> None:
            view.__dict__.pop("graph", None)  # made anew from the ties each time, as the others are
            betweenness(view)

        def bare() -> None:
            pairs = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
            igraph.Graph(n=size, edges=pairs).betweenness(weights=distances, sources=sources)

        def peer() -> None:
            graph: nx.Graph[int] = nx.Graph()
            graph.add_nodes_from(range(size))
            graph.add_weighted_edges_from(lines, weight="distance")
            nx.betweenness_centrality(graph, k=PIVOTS // 10 if sources else None, weight="distance", seed=1)

        # A tenth of the pivots, or networkx takes minutes.
        name = "networkx, a tenth of the pivots, once" if sources else "networkx, once"
        runs = {"betweenness": ours, "igraph": bare}
        if activities <= 10_000:
            runs[name] = peer
        how = f", estimated from {PIVOTS:,}" if sources else ""
        compare(f"betweenness, {size:,} actors, {len(edges):,} ties{how}", runs, repeat, once=(name,))


if __name__ == "__main__":
    main()
