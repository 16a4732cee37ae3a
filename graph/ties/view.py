"""One network as measures see it: ties and incidence, whole or from a draw of its activities."""

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from .projection import Edges, Sides, activity_weights, incidence, matrix, project
from .selection import Selection
from .ties import Tie

if TYPE_CHECKING:
    import igraph


@dataclass(frozen=True)
class View:
    """The ties of a selection, from the participations in ``rows``, each activity counted ``times`` times.

    Without ``rows`` all participations count, without ``times`` each activity counts once: a half
    of the record is a view whose ``times`` are 1 in it and 0 elsewhere. ``blocks`` and ``adds`` are those
    of ``project``.
    """

    selection: Selection
    tie: Tie
    blocks: list[Sides]
    adds: np.ndarray
    rows: np.ndarray | None = None
    times: np.ndarray | None = None

    def drawn(self, times: np.ndarray) -> "View":
        """Return the view of the same network in which each activity counts *times*."""
        return View(self.selection, self.tie, self.blocks, self.adds, self.rows, times)

    def within(self, rows: np.ndarray) -> "View":
        """Return the view of those participations alone that are in *rows*, a mask."""
        mask = rows if self.rows is None else rows & self.rows
        return View(self.selection, self.tie, incidence(self.selection, self.tie, mask), self.adds, mask)

    def during(self, activities: np.ndarray) -> "View":
        """Return the view of those activities alone that are in *activities*, a mask."""
        return self.within(activities[self.selection.activity])

    @property
    def sides(self) -> Sides:
        """The matrices of activities by nodes for the two sides of the tie, where no actors are asked for."""
        (sides,) = self.blocks
        return sides

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.selection.nodes)

    @cached_property
    def edges(self) -> Edges:
        """The ties."""
        return project(self.selection, self.tie, self.blocks, self.adds, self.times)

    @cached_property
    def counts(self) -> np.ndarray:
        """How often each activity counts."""
        return np.ones(len(self.selection.activities)) if self.times is None else self.times

    @cached_property
    def there(self) -> sparse.csr_matrix:
        """The matrix of activities by nodes, 1 where a node is on a side of a tie that counts, or could be."""
        selection, roles = self.selection, self.tie.roles
        rows = selection.holds(roles) | (selection.holds(self.tie.to_roles) if self.tie.directed else False)
        return matrix(selection, rows if self.rows is None else rows & self.rows)

    @cached_property
    def used(self) -> np.ndarray:
        """Mask of the activities in which some node holds a role that the tie is about."""
        return np.asarray(np.diff(self.there.indptr) > 0)

    @cached_property
    def pairs(self) -> np.ndarray:
        """The pairs of nodes that are tied, each once whatever the direction: two rows, the lower node first."""
        low, high = np.minimum(self.edges.source, self.edges.target), np.maximum(self.edges.source, self.edges.target)
        return np.unique(np.stack([low, high]), axis=1)

    @cached_property
    def countries(self) -> np.ndarray:
        """The country each node stands for, as a code; -1 for none."""
        names = [node.country for node in self.selection.nodes]
        codes = {name: code for code, name in enumerate(sorted(set(names) - {""}))}
        return np.array([codes.get(name, -1) for name in names], dtype=np.int64)

    @cached_property
    def graph(self) -> "igraph.Graph":
        """The ties as an igraph graph with our node numbers; edges carry ``weight`` and ``distance`` = 1/weight."""
        # Some of igraph's routines spin in OpenMP when they are given more than one thread.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import igraph

        edges = self.edges
        pairs = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
        graph = igraph.Graph(n=self.size, edges=pairs, directed=self.tie.directed)
        graph.es["weight"] = edges.weight.tolist()
        graph.es["distance"] = (1.0 / edges.weight).tolist()
        return graph

    @cached_property
    def undirected(self) -> "igraph.Graph":
        """The same graph without directions; ties that run both ways are added up."""
        graph = self.graph.copy()
        graph.to_undirected(mode="collapse", combine_edges="sum")
        return graph


def view_of(selection: Selection, tie: Tie, weight: str = "activities") -> View:
    """Make the view of all activities of *selection*."""
    return View(selection, tie, incidence(selection, tie), activity_weights(selection, tie, weight))
