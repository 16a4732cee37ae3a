"""Communities: groups of nodes more tied within than between, and how stable they are."""

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..query.tabular import FIRST, Tabular, notebook_table, records_to_arrow
from ..ties.selection import Node
from ..ties.view import View
from .choices import RESOLUTION, RUNS, SEED

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class Member:
    """A node and its community."""

    actor: str
    name: str
    country: str
    community: int
    stability: float


@dataclass(frozen=True)
class Communities(Tabular):
    """A partition of the ``nodes``.

    ``member`` is the community of each node, counted from 1 by size, 0 for a node without ties.
    ``stability`` is, for each node, the mean over the other runs of the Jaccard overlap between its
    community here and there. ``agreement`` is the mean normalised mutual information between this
    partition and those of the other runs.
    """

    member: np.ndarray
    stability: np.ndarray
    modularity: float
    agreement: float
    parameters: dict[str, Any]
    nodes: list[Node]

    @property
    def rows(self) -> list[Member]:
        """Return the nodes that have ties, community by community, the most stable first."""
        numbers = zip(self.nodes, self.member.tolist(), self.stability.tolist(), strict=True)
        members = [Member(node.id, node.name, node.country, group, stable) for node, group, stable in numbers if group]
        return sorted(members, key=lambda row: (row.community, -row.stability, row.actor))

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as an Arrow table with the fields of ``Member``."""
        return records_to_arrow(Member, self.rows)

    def __str__(self) -> str:
        return f"{self.count} groups, modularity {self.modularity:.3f}; the runs agree to {self.agreement:.2f}"

    def __repr__(self) -> str:
        return f"<Communities: {self}>"

    def _repr_html_(self) -> str:
        return _communities_html(self)

    @property
    def count(self) -> int:
        """Number of communities."""
        return int(self.member.max(initial=0))


def communities(view: View, runs: int = RUNS, seed: int = SEED, resolution: float = RESOLUTION) -> Communities:
    """Find communities by the Leiden algorithm (Traag et al. 2019, Scientific Reports 9, 5233).

    It maximises modularity of the weights (Newman and Girvan 2004, Phys. Rev. E 69, 026113); directions
    are ignored. Of *runs* runs with seeds that follow from *seed*, the best is taken and compared with
    the others.
    """
    import igraph

    graph, nodes = view.undirected, view.selection.nodes
    tied = np.array(graph.degree()) > 0
    inner = graph.induced_subgraph(np.flatnonzero(tied).tolist())
    parameters = {
        "runs": runs,
        "seed": seed,
        "resolution": resolution,
        "method": f"Leiden, igraph {igraph.__version__}",
    }
    if not tied.any():
        return Communities(np.zeros(view.size, int), np.full(view.size, np.nan), 0.0, 1.0, parameters, nodes)
    partitions = []
    try:
        for run in range(runs):
            igraph.set_random_number_generator(random.Random(seed * 1_000_003 + run))
            part = inner.community_leiden("modularity", weights="weight", resolution=resolution)
            partitions.append((round(part.modularity, 12), part.membership))
        best = max(range(runs), key=lambda run: (partitions[run][0], -run))
        if runs > 1:  # go on from the best until nothing gets better
            part = inner.community_leiden(
                "modularity",
                weights="weight",
                resolution=resolution,
                n_iterations=-1,
                initial_membership=partitions[best][1],
            )
            partitions[best] = (round(part.modularity, 12), part.membership)
    finally:
        igraph.set_random_number_generator(random)
    others = [np.array(member) for run, (_, member) in enumerate(partitions) if run != best]
    chosen = np.array(partitions[best][1])
    member, stability = np.zeros(view.size, int), np.full(view.size, np.nan)
    member[tied] = _by_size(chosen)
    stability[tied] = np.mean([_overlap(chosen, other) for other in others], axis=0) if others else 1.0
    agreement = float(np.mean([mutual_information(chosen, other) for other in others])) if others else 1.0
    return Communities(member, stability, partitions[best][0], agreement, parameters, nodes)


def _by_size(member: np.ndarray) -> np.ndarray:
    """Number communities from 1, the largest first; of equal ones that with the first node."""
    names, first, size = np.unique(member, return_index=True, return_counts=True)
    place = np.empty(len(names), int)
    place[np.lexsort((first, -size))] = np.arange(1, len(names) + 1)
    return np.asarray(place[np.searchsorted(names, member)])


def _overlap(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Compute for each node the Jaccard overlap of its communities in two partitions."""
    table = _table(one, other)
    together = table[one, other]
    return np.asarray(together / (table.sum(axis=1)[one] + table.sum(axis=0)[other] - together))


def mutual_information(one: np.ndarray, other: np.ndarray) -> float:
    """Compute the mutual information of two partitions over the mean of their entropies; 1 when they are the same.

    >>> mutual_information(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = _table(one, other) / len(one)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    entropy = -sum(float((part[part > 0] * np.log(part[part > 0])).sum()) for part in (rows, columns)) / 2
    if entropy == 0:
        return 1.0
    some = table > 0
    expected = np.outer(rows, columns)
    return round(float((table[some] * np.log(table[some] / expected[some])).sum()) / entropy, 12)


def _table(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    return table


def _communities_html(communities: Communities) -> str:
    """Show the groups, each with its most stable members."""
    groups: dict[int, list[str]] = {}
    for row in communities.rows:
        groups.setdefault(row.community, []).append(row.name)
    shown = [
        {"group": group, "size": len(names), "most stable members": "; ".join(names[:5])}
        for group, names in list(groups.items())[:FIRST]
    ]
    return notebook_table(shown, len(groups), "group", str(communities))
