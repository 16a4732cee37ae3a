"""p-values of ties: ours against the bicm library where it is installed, and against bare scipy."""

import io
import warnings
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from scipy import sparse, stats

from benchmarks.generate import generated
from benchmarks.measure import Run, arguments, compare
from comity.graph.analysis.significance import significance
from comity.graph.store.embedded import open_snapshot
from comity.graph.ties.selection import select
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import view_of


def by_bicm(matrix: np.ndarray) -> dict[int, dict[int, float]]:
    """Give the p-values that the bicm library finds between the rows of *matrix*, by the same exact model."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        graph = import_module("bicm").BipartiteGraph(matrix)
        # bicm 3.4 finds nothing with one thread unless it shows its progress.
        graph.compute_projection(rows=True, approx_method="poibin", threads_num=1, progress_bar=True)
        found: dict[int, dict[int, float]] = graph.rows_pvals
    return found


def main() -> None:
    asked = arguments(__doc__ or "", default=500)
    with generated(asked.activities) as store:
        view = view_of(select(open_snapshot(store), all_actors=True), TIES["joint"])
        edges, there = view.edges, view.there
        activity, node = sparse.coo_matrix(there).coords

        def bare() -> None:
            times = np.bincount(node, minlength=view.size)
            total = len(np.unique(activity))
            stats.hypergeom.sf(edges.activities - 1, total, times[edges.source], times[edges.target])

        title = f"{len(edges):,} ties of {view.size:,} actors, {asked.activities:,} activities"
        runs: dict[str, Run] = {"hypergeometric": partial(significance, view, edges, "hypergeometric"), "scipy": bare}
        compare(f"hypergeometric, {title}", runs, asked.repeat)

        runs = {"sdsm": partial(significance, view, edges, "sdsm")}
        matrix = there[np.diff(there.indptr) > 0].T.toarray().astype(int) if asked.activities <= 1_000 else None
        if matrix is None:
            print("bicm is left out: it takes minutes above 1,000 activities")
        elif not find_spec("bicm"):
            print("bicm is left out: it is not installed; run: pip install bicm")
        else:
            peer = by_bicm(matrix)  # the first time it compiles
            runs["bicm, once"] = partial(by_bicm, matrix)
            ours = significance(view, edges, "sdsm").p
            theirs = [peer[low][high] for low, high in zip(edges.source.tolist(), edges.target.tolist(), strict=True)]
            print(f"largest difference of a p-value from bicm: {np.abs(ours - theirs).max():.1e}")
        compare(f"sdsm, {title}", runs, asked.repeat, once=("bicm, once",))


if __name__ == "__main__":
    main()
