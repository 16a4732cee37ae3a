"""Which ties of a large network matter most: for each node its strongest, so that none loses all of its own."""

from dataclasses import dataclass

import numpy as np

from ...graph.network.network import Network

# A page holds at most so many ties.
MOST = 200_000
# A line of rank below this is among the three strongest of one of its ends.
FEW = 3


@dataclass(frozen=True)
class Strongest:
    """The ties that a page holds, by their numbers in the network, and the rank of each.

    Rank 0 is the strongest tie of one of its two ends, rank 1 the second strongest of one of them, and
    so on. Every tie with a rank below ``depth`` is held.
    """

    edges: np.ndarray
    rank: np.ndarray
    depth: int


def find_strongest(network: Network, most: int = MOST) -> Strongest:
    """Hold the ties of *network* up to the highest rank at which there are no more than *most*."""
    rank = rank_ties(network)
    counts = np.cumsum(np.bincount(rank)) if len(rank) else np.zeros(0, dtype=int)
    depth = int((counts <= most).sum())
    held = np.flatnonzero(rank < depth)
    return Strongest(held, rank[held], depth)


def rank_ties(network: Network) -> np.ndarray:
    """Rank each tie among those of either end, and give the better of the two ranks, 0 for the strongest.

    Of ties of one weight the one with more stated activities is stronger, then the one to the partner
    that took part in less: a tie to everyone's partner says less.
    """
    edges, size = network.edges, len(network.edges)
    activities = np.array([attributes["activities"] for _, attributes in network.nodes])
    node, other = np.r_[edges.source, edges.target], np.r_[edges.target, edges.source]
    number, stated = np.r_[np.arange(size), np.arange(size)], np.r_[network.stated, network.stated]
    order = np.lexsort((number, activities[other], -stated, -np.r_[edges.weight, edges.weight], node))
    sorted_nodes = node[order]
    place = np.arange(2 * size) - np.searchsorted(sorted_nodes, sorted_nodes)
    rank = np.full(size, 2 * size)
    np.minimum.at(rank, number[order], place)
    return rank
