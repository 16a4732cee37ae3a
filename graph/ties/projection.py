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
    selection: Selection, tie: Tie, blocks: list[Sides], adds: np.ndarray, times: np.ndarray | None = None
) -> Edges:
    """Compute the ties of *selection* from the sides of its activities.

    With ``A`` the matrix of activities by nodes, 1 where a node takes part on the giving side, and
    ``B`` the same for the receiving side (``B = A`` for an undirected tie), the weights are
    ``A' D B`` without its diagonal, where ``D`` is diagonal: what each activity *adds* (see
    ``activity_weights``). A node that holds two roles in an activity counts once. The products of all
    *blocks* (see ``incidence``) are added up. *times* says how often each activity counts, once by default.
    """
    scale = 1 + 1j * adds
    drawn = slice(None) if times is None else np.flatnonzero(times)
    scale = scale if times is None else (scale * times)[drawn]
    # One product gives both numbers: the count in the real part, the weight in the imaginary part.
    products = [giving[drawn].T @ receiving[drawn].multiply(scale[:, None]).tocsr() for giving, receiving in blocks]
    product = sum(products[1:], products[0]).tocoo()
    product.eliminate_zeros()
    keep = product.row < product.col if not tie.directed else product.row != product.col
    row, col, value = product.row[keep], product.col[keep], product.data[keep]
    if tie.across:
        countries = np.array([node.country for node in selection.nodes])
        apart = (countries[row] != countries[col]) & (countries[row] != "") & (countries[col] != "")
        row, col, value = row[apart], col[apart], value[apart]
    return Edges(row.astype(np.int64), col.astype(np.int64), value.imag, np.rint(value.real).astype(np.int64))


def project_all(selection: Selection, tie: Tie, weight: str = "activities") -> Edges:
    """Compute the ties of *selection*."""
    return project(selection, tie, incidence(selection, tie), activity_weights(selection, tie, weight))


def heaviest_first(edges: Edges) -> Edges:
    """Order ties by weight to six digits, the heaviest first, then by their nodes."""
    order = np.lexsort((edges.target, edges.source, -edges.weight.round(6)))
    return Edges(edges.source[order], edges.target[order], edges.weight[order], edges.activities[order])


def incidence(selection: Selection, tie: Tie, rows: np.ndarray | None = None) -> list[Sides]:
    """Build the matrices of activities by nodes for the two sides of *tie*, of zeros and ones.

    *rows* is a mask of the participations to use; all of them by default. Who is among the ``others``
    follows from all roles a node holds, whatever the mask.

    One pair of matrices is enough, but where a tie needs an actor that is asked for on one side at
    least: then ``A' D B`` of the pairs ``(asked givers, all receivers)`` and ``(other givers, asked
    receivers)`` add up to it, and no activity counts twice.
    """
    within = np.ones(len(selection.node), dtype=bool) if rows is None else rows
    give = within & selection.holds(tie.roles)
    receive = within & selection.holds(tie.to_roles) if tie.directed else give
    if tie.others:
        receive &= selection.held & selection.bits(tie.roles) == 0
    giving = matrix(selection, give)
    receiving = matrix(selection, receive) if tie.directed else giving
    if selection.asked.all():
        return [(giving, receiving)]
    asked_giving = matrix(selection, give & selection.asked)
    asked_receiving = matrix(selection, receive & selection.asked) if tie.directed else asked_giving
    return [(asked_giving, receiving), ((giving - asked_giving).tocsr(), asked_receiving)]


def activity_weights(selection: Selection, tie: Tie, weight: str) -> np.ndarray:
    """Return what each activity adds to a tie: 1, 1/(k-1) for its k nodes on either side, or its days.

    The second is Newman's (2001, Phys. Rev. E 64, 016132). Who is on either side does not depend on
    which ends are asked for, nor on what is stated.
    """
    if weight == "days":
        return np.asarray(selection.days, dtype=float)
    if weight == "newman":
        crowd, sides = (
            selection.crowd,
            selection.bits(tie.roles) | (selection.bits(tie.to_roles) if tie.directed else 0),
        )
        size = np.bincount(crowd.activity[crowd.held & sides > 0], minlength=len(selection.activities))
        return np.asarray(np.divide(1.0, size - 1, out=np.zeros(len(size)), where=size > 1))
    return np.ones(len(selection.activities))


def stated_of(selection: Selection, tie: Tie, edges: Edges) -> np.ndarray:
    """Count for each edge its activities in which both sides are stated."""
    if not len(edges):
        return np.zeros(0, dtype=np.int64)
    both_stated = sum(giving.T @ receiving for giving, receiving in incidence(selection, tie, selection.stated))
    return np.asarray(both_stated.tocsr()[edges.source, edges.target]).ravel().astype(np.int64)


def activities_between(selection: Selection, tie: Tie, source: int, target: int) -> tuple[np.ndarray, int]:
    """Return the indices of the activities behind the tie from *source* to *target*, the surest first.

    First come those in which both sides are stated, and then how many these are is told, too; of either
    sort first those of a known year, in order of time.
    """
    if tie.across and selection.nodes[source].country == selection.nodes[target].country:
        return np.zeros(0, dtype=np.int64), 0
    shared, stated = (
        np.concatenate(
            [giving[:, [source]].multiply(receiving[:, [target]]).tocoo().row for giving, receiving in blocks]
        )
        for blocks in (incidence(selection, tie), incidence(selection, tie, selection.stated))
    )
    by_time = _by_time(selection)[shared]
    order = np.lexsort((by_time, ~np.isin(shared, stated)))
    return np.asarray(shared[order]), len(stated)


def behind_all(selection: Selection, tie: Tie, edges: Edges) -> list[list[int]]:
    """List for each edge the indices of the activities behind it, the surest first, as ``activities_between`` does."""
    if not len(edges):
        return []
    order = np.argsort(_by_time(selection))
    place, keys = _pairs(selection, tie, order)
    sure = np.stack(_pairs(selection, tie, order, selection.stated))
    size = len(selection.activities)
    inferred = ~np.isin(keys * size + place, sure[1] * size + sure[0])
    by_key = np.lexsort((place, inferred, keys))
    wanted = edges.source * len(selection.nodes) + edges.target
    first = np.searchsorted(keys[by_key], wanted, side="left")
    last = np.searchsorted(keys[by_key], wanted, side="right")
    behind = order[place[by_key]]
    return [behind[begin:end].tolist() for begin, end in zip(first.tolist(), last.tolist(), strict=True)]


def _by_time(selection: Selection) -> np.ndarray:
    """Return the place of each activity in order of time, those without a known year last."""
    place = np.empty(len(selection.first), dtype=np.int64)
    place[np.argsort(selection.first, kind="stable")] = np.arange(len(place))
    return place


def dates_of(selection: Selection, tie: Tie, edges: Edges) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last day of the activities behind each edge; not-a-time where no year is known."""
    forward = np.argsort(selection.first, kind="stable")
    backward = np.lexsort((-selection.last.astype(np.int64), np.isnat(selection.last)))
    return (
        _foremost(selection, tie, selection.first, forward, edges),
        _foremost(selection, tie, selection.last, backward, edges),
    )


def _foremost(selection: Selection, tie: Tie, days: np.ndarray, order: np.ndarray, edges: Edges) -> np.ndarray:
    """Return for each edge the day of the activity, foremost in *order*, that both its ends took part in."""
    if not len(edges):
        return np.zeros(0, "datetime64[D]")
    place, keys = _pairs(selection, tie, order)
    known, foremost = np.unique(keys, return_index=True)
    at = np.searchsorted(known, edges.source * len(selection.nodes) + edges.target)
    return np.asarray(days[order][place[foremost[at]]])


def _pairs(
    selection: Selection, tie: Tie, order: np.ndarray, rows: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Write out every pair of giving and receiving node, with the place of its activity in *order*, by place.

    A pair is a number: its source times the number of nodes, and its target.
    """
    places, keys = [], []
    blocks = incidence(selection, tie, rows)
    for giving, receiving in blocks:
        giving, receiving = giving[order], receiving[order]
        give, receive = np.diff(giving.indptr).astype(np.int64), np.diff(receiving.indptr).astype(np.int64)
        size = give * receive
        place = np.repeat(np.arange(len(size)), size)
        within = np.arange(len(place)) - np.repeat(np.cumsum(size) - size, size)
        width = receive[place]
        source = giving.indices[giving.indptr[:-1][place] + within // width].astype(np.int64)
        target = receiving.indices[receiving.indptr[:-1][place] + within % width]
        places.append(place)
        keys.append(source * len(selection.nodes) + target)
    if len(blocks) == 1:
        return places[0], keys[0]
    together = np.concatenate(places)
    by_place = np.argsort(together, kind="stable")
    return together[by_place], np.concatenate(keys)[by_place]


def matrix(selection: Selection, rows: np.ndarray) -> sparse.csr_matrix:
    """Build the matrix of activities by nodes, 1 where a node takes part by one of *rows*, a mask."""
    shape = (len(selection.activities), len(selection.nodes))
    pairs = (selection.activity[rows], selection.node[rows])
    takes_part = sparse.csr_matrix((np.ones(int(rows.sum())), pairs), shape=shape)
    takes_part.sum_duplicates()
    takes_part.data[:] = 1.0
    return takes_part
