"""Participations to ties: ours against bare scipy, and against networkx."""

import networkx as nx
import numpy as np
from scipy import sparse

from benchmarks.generate import generated
from benchmarks.measure import arguments, compare
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.projection import dates_of, project_all
from comity.graph.ties.selection import select
from comity.graph.ties.ties import TIES


def main() -> None:
    asked = arguments(__doc__ or "")
    with generated(asked.activities) as store:
        selection = select(open_snapshot(store), all_actors=True)
        tie = TIES["joint"]
        shape = (len(selection.activities), len(selection.nodes))

        def ours() -> None:
            project_all(selection, tie, "newman")

        def with_days() -> None:
            dates_of(selection, tie, project_all(selection, tie, "newman"))

        def bare() -> None:
            ones = np.ones(len(selection.node))
            matrix = sparse.csr_matrix((ones, (selection.activity, selection.node)), shape=shape)
            matrix.sum_duplicates()
            matrix.data[:] = 1
            size = np.diff(matrix.indptr)
            scale = 1 + 1j * np.divide(1.0, size - 1, out=np.zeros(len(size)), where=size > 1)
            sparse.triu(matrix.T @ matrix.multiply(scale[:, None]).tocsr(), 1).tocoo()

        def peer() -> None:
            graph: nx.Graph[object] = nx.Graph()
            graph.add_nodes_from(range(shape[1]))
            graph.add_edges_from(zip(selection.node.tolist(), (-1 - selection.activity).tolist(), strict=True))
            nx.bipartite.weighted_projected_graph(graph, range(shape[1]))
            nx.bipartite.collaboration_weighted_projected_graph(graph, range(shape[1]))

        runs = {"project": ours, "scipy": bare, "project, first and last day": with_days}
        if asked.activities <= 100_000:
            runs["networkx"] = peer
        compare(
            f"projection, {asked.activities:,} activities, {len(selection.node):,} participations", runs, asked.repeat
        )


if __name__ == "__main__":
    main()
