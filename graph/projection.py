"""From participations to ties, by products of sparse matrices."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .selection import Selection
from .ties import Tie

Sides = tuple[sparse.csr_matrix, sparse.csr_matrix]


@dataclass(frozen=True)
class Edges:
    """Ties as parallel arrays.

    ``source`` and ``target`` are indices of nodes; for an undirected tie ``source < target``.
    """

    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    activities: np.ndarray

    def __len__(self) -> int:
        return len(self.source)


def project(
    selection: Selection,
    tie: Tie,
    weight: str = "activities",
    sides: Sides | None = None,
    times: np.ndarray | None = None,
) -> Edges:
    """Compute the ties of *selection*.

    With ``A`` the matrix of activities by nodes, 1 where a node takes part on the giving side, and
    ``B`` the same for the receiving side (``B = A`` for an undirected tie), the weights are
    ``A' D B`` without its diagonal, where ``D`` is diagonal: 1 for the number of activities,
    ``1/(k-1)`` for k nodes in the activity (Newman 2001, Phys. Rev. E 64, 016132), or its days.
    A node that holds two roles in an activity counts once.

    *sides* are the two matrices, where they are known already; *times* says how often each activity
    counts, once by default.
    """
    giving, receiving = sides or incidence(selection, tie)
    scale = 1 + 1j * activity_weights(selection, weight, giving, receiving)
    if times is not None:
        drawn = np.flatnonzero(times)
        giving, receiving, scale = giving[drawn], receiving[drawn], (scale * times)[drawn]
    # One product gives both numbers: the count in the real part, the weight in the imaginary part.
    product = (giving.T @ receiving.multiply(scale[:, None]).tocsr()).tocoo()
    product.eliminate_zeros()
    keep = product.row < product.col if not tie.directed else product.row != product.col
    row, col, value = product.row[keep], product.col[keep], product.data[keep]
    if tie.across:
        countries = np.array([node.country for node in selection.nodes])
        apart = (countries[row] != countries[col]) & (countries[row] != "") & (countries[col] != "")
        row, col, value = row[apart], col[apart], value[apart]
    return Edges(row.astype(np.int64), col.astype(np.int64), value.imag, np.rint(value.real).astype(np.int64))


def heaviest_first(edges: Edges) -> Edges:
    """Order ties by weight to six digits, the heaviest first, then by their nodes."""
    order = np.lexsort((edges.target, edges.source, -edges.weight.round(6)))
    return Edges(edges.source[order], edges.target[order], edges.weight[order], edges.activities[order])


def incidence(selection: Selection, tie: Tie, rows: np.ndarray | None = None) -> Sides:
    """Give the matrices of activities by nodes for the two sides of *tie*, of zeros and ones.

    *rows* is a mask of the participations to use; all of them by default.
    """
    within = np.ones(len(selection.node), dtype=bool) if rows is None else rows
    giving = _matrix(selection, within & selection.holds(tie.roles))
    if not tie.directed:
        return giving, giving
    if tie.to_roles:
        return giving, _matrix(selection, within & selection.holds(tie.to_roles))
    others = _matrix(selection, within)
    return giving, (others - others.multiply(giving)).tocsr()


def stated_of(selection: Selection, tie: Tie, edges: Edges) -> np.ndarray:
    """Give for each edge the number of its activities in which both sides are stated."""
    if not len(edges):
        return np.zeros(0, dtype=np.int64)
    giving, receiving = incidence(selection, tie, selection.stated)
    return np.asarray((giving.T @ receiving).tocsr()[edges.source, edges.target]).ravel().astype(np.int64)


def activity_weights(
    selection: Selection, weight: str, giving: sparse.csr_matrix, receiving: sparse.csr_matrix
) -> np.ndarray:
    """Give what each activity adds to a tie: 1, 1/(k-1) for its k nodes on either side, or its days."""
    if weight == "days":
        return np.asarray(selection.days, dtype=float)
    if weight == "newman":
        size = np.diff((giving + receiving).tocsr().indptr)
        return np.asarray(np.divide(1.0, size - 1, out=np.zeros(len(size)), where=size > 1))
    return np.ones(len(selection.activities))


def activities_between(selection: Selection, tie: Tie, source: int, target: int) -> np.ndarray:
    """Give the indices of the activities behind the tie from *source* to *target*, in order of time."""
    giving, receiving = incidence(selection, tie)
    shared = giving[:, [source]].multiply(receiving[:, [target]]).tocoo().row
    if tie.across and selection.nodes[source].country == selection.nodes[target].country:
        shared = shared[:0]
    key = np.where(np.isnat(selection.first[shared]), np.datetime64("9999-12-31"), selection.first[shared])
    order = np.lexsort((shared, key))
    return np.asarray(shared[order])


def behind_all(selection: Selection, tie: Tie, edges: Edges) -> list[list[int]]:
    """Give for each edge the indices of the activities behind it, in order of time."""
    if not len(edges):
        return []
    giving, receiving = incidence(selection, tie)
    order = np.argsort(selection.first, kind="stable")
    activity, source, target = _pairs(giving[order], receiving[order])
    width = receiving.shape[1]
    keys = source * width + target
    by_key = np.argsort(keys, kind="stable")
    wanted = edges.source * width + edges.target
    first = np.searchsorted(keys[by_key], wanted, side="left")
    last = np.searchsorted(keys[by_key], wanted, side="right")
    found = order[activity[by_key]]
    return [found[begin:end].tolist() for begin, end in zip(first.tolist(), last.tolist(), strict=True)]


def dates_of(selection: Selection, tie: Tie, edges: Edges) -> tuple[np.ndarray, np.ndarray]:
    """Give the first and the last day of the activities behind each edge; not-a-time where no year is known."""
    giving, receiving = incidence(selection, tie)
    forward = np.argsort(selection.first, kind="stable")
    backward = np.lexsort((-selection.last.astype(np.int64), np.isnat(selection.last)))
    return (
        _foremost(selection.first, forward, giving, receiving, edges),
        _foremost(selection.last, backward, giving, receiving, edges),
    )


def _foremost(
    days: np.ndarray, order: np.ndarray, giving: sparse.csr_matrix, receiving: sparse.csr_matrix, edges: Edges
) -> np.ndarray:
    """Give for each edge the day of the activity, foremost in *order*, that both its ends took part in."""
    if not len(edges):
        return np.zeros(0, "datetime64[D]")
    activity, source, target = _pairs(giving[order], receiving[order])
    width = receiving.shape[1]
    keys, foremost = np.unique(source * width + target, return_index=True)
    found = np.searchsorted(keys, edges.source * width + edges.target)
    return np.asarray(days[order][activity[foremost[found]]])


def _pairs(giving: sparse.csr_matrix, receiving: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Write out every (activity, giving node, receiving node), in the order of the activities."""
    give, receive = np.diff(giving.indptr).astype(np.int64), np.diff(receiving.indptr).astype(np.int64)
    size = give * receive
    activity = np.repeat(np.arange(len(size)), size)
    within = np.arange(len(activity)) - np.repeat(np.cumsum(size) - size, size)
    width = receive[activity]
    source = giving.indices[giving.indptr[:-1][activity] + within // width]
    target = receiving.indices[receiving.indptr[:-1][activity] + within % width]
    return activity, source.astype(np.int64), target.astype(np.int64)


def _matrix(selection: Selection, rows: np.ndarray) -> sparse.csr_matrix:
    shape = (len(selection.activities), len(selection.nodes))
    pairs = (selection.activity[rows], selection.node[rows])
    matrix = sparse.csr_matrix((np.ones(int(rows.sum())), pairs), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return matrix
