"""A ranking with intervals: ours against the bare loop of as many halves over numpy, scipy and igraph."""

from functools import partial

import igraph
import numpy as np
from scipy import sparse

from benchmarks.generate import generated
from benchmarks.measure import Run, arguments, compare
from comity.graph.analysis.measures import MEASURES
from comity.graph.analysis.ranking import TRIAL_DRAWS, TRIALS, rank
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.selection import select
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import view_of

DRAWS = 100
HALVES = DRAWS + TRIALS * TRIAL_DRAWS


def bare(matrix: sparse.csr_matrix, by: str) -> None:
    """Draw halves of the activities, compute the measure for each, and take quantiles of the ranks."""
    activities, size = matrix.shape
    generator, values = np.random.default_rng(1), np.empty((HALVES, size))
    for number in range(HALVES):
        half = matrix[generator.choice(activities, activities // 2, replace=False)]
        product = sparse.triu(half.T @ half, 1).tocoo()
        product.eliminate_zeros()
        if by == "strength":
            ends = np.concatenate([product.row, product.col])
            values[number] = np.bincount(ends, weights=np.tile(product.data, 2), minlength=size)
        else:
            graph = igraph.Graph(n=size, edges=zip(product.row.tolist(), product.col.tolist(), strict=True))
            values[number] = graph.betweenness(weights=(1 / product.data).tolist())
    ranks = (-values).argsort(axis=1).argsort(axis=1)
    np.quantile(ranks, [0.025, 0.975], axis=0)


def main() -> None:
    asked = arguments(__doc__ or "", default=1_000)
    with generated(asked.activities) as store:
        view = view_of(select(open_snapshot(store), all_actors=True), TIES["joint"])
        for by in ("strength", "betweenness"):
            if by == "betweenness" and asked.activities > 10_000:
                continue
            runs: dict[str, Run] = {
                f"rank by {by}": partial(rank, view, MEASURES[by], DRAWS),
                "numpy, scipy and igraph": partial(bare, view.there, by),
            }
            compare(f"{DRAWS} draws, {view.size:,} actors, {asked.activities:,} activities", runs, asked.repeat)


if __name__ == "__main__":
    main()
