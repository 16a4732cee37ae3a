"""The part of a large network that a page holds: the actors that matter most, by one of three rules."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...data.cells import check_known
from ...data.errors import ComityError
from ...graph.analysis.measures import find_measure
from ...graph.network.network import Network
from ..choices import PARTS

# A page draws this many nodes whole; of a larger network it takes at most so many.
WHOLE, MOST = 2_000, 500


@dataclass(frozen=True)
class PagePart:
    """What of a network the page holds: its *actors*, ``None`` for all; *pairs* are the only ties of a backbone."""

    kind: str = ""
    actors: set[str] | None = None
    kept: int = 0
    hidden: int = 0
    tie: str = ""
    between: str = ""
    pairs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        """Say what is not on the page."""
        if not self.kind:
            return []
        if self.pairs:
            what = f"drawn are the {len(self.pairs):,} ties that are more than chance would give"
            return [f"{what}, between {self.kept:,} of {self.kept + self.hidden:,} nodes"]
        notes = [f"the page holds {self.kept:,} of {self.kept + self.hidden:,} nodes ({_SAYS[self.kind]})"]
        if self.kept + self.hidden > WHOLE:
            notes.append("comity map --large draws all of them")
        return notes

    def data(self) -> dict[str, Any] | None:
        """Write what the page says of it; ``None`` where it holds everything."""
        if not self.kind:
            return None
        said: dict[str, Any] = {"kind": self.kind, "kept": self.kept, "hidden": self.hidden}
        said["cut"] = self.actors is not None
        if self.pairs:
            said["pairs"] = {"tie": self.tie, "between": self.between, "pairs": self.pairs}
        return said


def choose_part(network: Network, kind: str | None = None, around: str | None = None) -> PagePart:
    """Choose what of *network* goes on a page: all of it up to 2,000 nodes, else the strongest 500.

    *kind* asks for a part whatever the size: ``top``, the nodes of most activities; ``core``, those of
    the innermost k-cores; ``backbone``, those tied by more than chance, and only these ties. A network
    that is a backbone already stays one. *around* names a node instead: it and its strongest partners.
    """
    if around is not None:
        if kind is not None:
            raise ComityError("a part is around an actor or of a kind (--around or --part): take one of the two")
        return _of(network, "around", _nearness(network, network.selection.find(around)))
    if kind is not None:
        check_known(kind, PARTS, "the parts of a network")
    if network.significance:
        kind = "backbone"
    elif kind is None:
        if len(network.selection.nodes) <= WHOLE:
            return PagePart()
        kind = "top"
    if kind == "backbone":
        return _backbone(network if network.significance else network.backbone())
    return _of(network, kind, _RULES[kind](network))


def _top(network: Network) -> np.ndarray:
    return np.array([attributes["activities"] for _, attributes in network.nodes], dtype=float)


def _core(network: Network) -> np.ndarray:
    strength = find_measure("strength", network.tie.directed).compute(network.view)
    return np.asarray(np.array(network.view.undirected.coreness()) + strength / (strength.max(initial=0) + 1))


def _nearness(network: Network, centre: int) -> np.ndarray:
    """Weigh the tie of each node to *centre*: above all others for itself, nothing where there is none."""
    edges, weight = network.edges, np.zeros(len(network.selection.nodes))
    for here, there in ((edges.source, edges.target), (edges.target, edges.source)):
        mine = here == centre
        weight[there[mine]] += edges.weight[mine]
    weight[centre] = np.inf
    return weight


_RULES: dict[str, Callable[[Network], np.ndarray]] = {"top": _top, "core": _core}
_SAYS = {
    "top": "those of most activities",
    "core": "the innermost k-cores",
    "around": "one actor and its strongest partners",
}


def _of(network: Network, kind: str, value: np.ndarray) -> PagePart:
    nodes = network.selection.nodes
    order = np.lexsort((np.arange(len(nodes)), -value))[:MOST]
    if kind == "around":
        order = order[value[order] > 0]
    return PagePart(kind, _members(network, order.tolist()), len(order), len(nodes) - len(order))


def _backbone(network: Network) -> PagePart:
    edges, nodes = network.edges, network.selection.nodes
    if not len(edges):
        raise ComityError("no tie is more than chance would give: there is no backbone; draw --part top or core")
    tied = sorted({*edges.source.tolist(), *edges.target.tolist()})
    pairs = [(nodes[s].id, nodes[t].id) for s, t in zip(edges.source.tolist(), edges.target.tolist(), strict=True)]
    everyone = None if len(nodes) <= WHOLE else _members(network, tied)
    return PagePart(
        "backbone", everyone, len(tied), len(nodes) - len(tied), network.tie.name, network.selection.level, pairs
    )


def _members(network: Network, chosen: list[int]) -> set[str]:
    """Collect the actors that the chosen nodes stand for, and the organisations they belong to."""
    selection, kept = network.selection, np.isin(network.selection.node, chosen)
    members = {selection.actors[actor] for actor in np.unique(selection.actor[kept]).tolist()}
    tops = network.store.table("actors").select(["actor", "top"]).to_pylist()
    return members | {row["top"] for row in tops if row["actor"] in members and row["top"]}
