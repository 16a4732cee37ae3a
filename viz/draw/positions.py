"""What is computed beforehand for each node of each level: its places, group, measures of the whole network."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from ...graph.analysis.measures import find_measure
from ...graph.network.network import Network, compute_network
from ...graph.store.embedded import EmbeddedStore
from ...graph.ties.projection import Edges
from ...graph.ties.selection import Node, select
from ...graph.ties.ties import LEVELS, TIES
from .groups import Group, groups_of, outer_countries, shape_of
from .labels import short_name
from .layout import Sector, close_layout, ring_layout

if TYPE_CHECKING:
    from ...graph.store.protocol import Store

# Colours tell apart no more communities than this; the rest are drawn as "others".
COMMUNITIES = 8
# Of larger networks intervals of ranks take minutes: their page tells betweenness without.
RANKED, DRAWS = 400, 200
# By the version of a snapshot, which names its content, and the level; of a few snapshots.
BROKERS: dict[tuple[str, str], dict[str, list[Any]]] = {}
_KEPT = 12


def compute_positions(store: "Store", keep: set[str] | None = None) -> dict[str, Any]:
    """Compute, for each level, the nodes with both places, group, shape, betweenness and community.

    All rests on the network of joint activities without filters: so a node stays where it is, whatever
    a reader chooses, and from one build to the next. Who is left out at first, and who only paid, has a
    place but no betweenness and no community.
    """
    # Those that count for this tie are all there are: who paid and who took part.
    whole = {level: select(store, level=level, tie=TIES["funding"], all_actors=True).nodes for level in LEVELS}
    outer = outer_countries(store, whole["actors"])
    positions: dict[str, Any] = {
        level: _Level(nodes, compute_network(store, between=level), outer, keep).data()
        for level, nodes in whole.items()
    }
    groups: dict[str, Group] = {}
    for nodes in whole.values():
        groups.update(groups_of(store, nodes, outer)[0])
    positions["groups"] = [asdict(group) for group in groups.values()]
    return positions


def _brokers(usual: Network) -> dict[str, list[Any]]:
    """Rank each node that has a tie by betweenness: by its id the rank, its bounds, and the share stated."""
    if usual.view.size > RANKED:
        return {}
    # Takes seconds, and is the same for every map of a snapshot; what an endpoint holds may change.
    key = (usual.store.version, usual.selection.level) if isinstance(usual.store, EmbeddedStore) else None
    if key and key in BROKERS:
        return BROKERS[key]
    brokers = {
        row.actor: [row.rank, row.rank_low, row.rank_high, round(row.stated_share, 6)]
        for row in usual.rank("betweenness", draws=DRAWS).rows
        if row.stated_share == row.stated_share
    }
    if key:
        if len(BROKERS) == _KEPT:
            BROKERS.clear()
        BROKERS[key] = brokers
    return brokers


class _Level:
    """The *nodes* of one level, placed by the *usual* network."""

    def __init__(self, nodes: list[Node], usual: Network, outer: list[str], keep: set[str] | None) -> None:
        self.usual, self.countries = usual, usual.selection.level == "countries"
        self.nodes = [node for node in nodes if keep is None or self.countries or node.id in keep]
        self.groups, self.member = groups_of(usual.store, self.nodes, outer)
        self.activities = {name: attributes["activities"] for name, attributes in usual.nodes}
        self.index = usual.selection.node_index

    def data(self) -> dict[str, Any]:
        ring, sectors = self._ring()
        close = close_layout(len(self.nodes), self._edges(), ring)
        between = find_measure("betweenness", False).compute(self.usual.view).tolist()
        brokers = _brokers(self.usual)
        community = self.usual.communities(runs=10).member.tolist()
        nodes = {}
        for place, near, node, member in zip(ring, close, self.nodes, self.member, strict=True):
            number = self.index.get(node.id)
            measures = [0.0, 0] if number is None else [round(between[number], 6), community[number]]
            if measures[1] > COMMUNITIES:
                measures[1] = 0
            drawn = [*place, *near, member, shape_of(node.kind), *measures, *self._short(node, member)]
            nodes[node.id] = [*drawn, brokers.get(node.id)]
        return {
            "nodes": nodes,
            "sectors": [] if self.countries else [[sector.group, sector.x, sector.y] for sector in sectors],
        }

    def _ring(self) -> tuple[list[tuple[float, float]], list[Sector]]:
        # Those that are left out at first stand last in their sector: without them no gap shows.
        strength = [float(self.activities.get(node.id, -1)) for node in self.nodes]
        names = [f"{node.country or '~'} {node.name}" for node in self.nodes]
        return ring_layout(self.member, strength, names, self.groups)

    def _edges(self) -> Edges:
        """Renumber the ties of the usual network, between the nodes as they are numbered here."""
        edges, position = self.usual.edges, {node.id: n for n, node in enumerate(self.nodes)}
        table = np.array([position.get(node.id, -1) for node in self.usual.selection.nodes], dtype=np.int64)
        source, target = table[edges.source], table[edges.target]
        keep = (source >= 0) & (target >= 0)
        return Edges(source[keep], target[keep], edges.weight[keep], edges.activities[keep])

    def _short(self, node: Node, member: str) -> tuple[str, str]:
        group = self.groups[member]
        within = group.outer and not self.countries
        return (
            short_name(node.name, group.label if within else ""),
            short_name(node.name_ru, group.label_ru if within else "") if node.name_ru else "",
        )
