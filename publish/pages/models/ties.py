"""Who met whom, and who is left out: counted by networks, and nowhere else in the pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ....graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from ....graph.network.network import Network
    from ....graph.ties.selection import Selection


@dataclass(frozen=True)
class ActivityCount:
    """An actor or a country: in how many activities it took part, and in how many of them a source says so.

    Of two that met, a source must name both.
    """

    id: str
    activities: int
    stated: int


@dataclass(frozen=True)
class NetworkSize:
    """What a network without filters holds: actors that met another and those that did not, ties, activities."""

    tied: int
    alone: int
    ties: int
    activities: int


class JointTies:
    """The joint ties of a graph: the usual network, and the one with all actors."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store

    @cached_property
    def network(self) -> "Network":
        """The network that the map begins with."""
        from ....graph.network.network import compute_network

        return compute_network(self._store)

    @cached_property
    def left_out(self) -> dict[str, str]:
        """Say for each actor that networks leave out what it is."""
        return {name: what for what, names in self.network.selection.hidden.items() for name in names}

    @cached_property
    def drawn(self) -> NetworkSize:
        """Count what the network holds."""
        edges, selection = self.network.edges, self.network.selection
        tied = len({*edges.source.tolist(), *edges.target.tolist()})
        return NetworkSize(tied, len(selection.nodes) - tied, len(edges), selection.missing["activities"])

    def partners(self, actor: str) -> list[ActivityCount]:
        """Tell whom an actor met, most often first.

        Programmes, collective actors and states are left out, also where *actor* is one itself.
        """
        import numpy as np

        network = self._everyone
        number = network.selection.node_index.get(actor)
        if number is None:
            return []
        edges, nodes = network.edges, network.selection.nodes
        mine = np.flatnonzero((edges.source == number) | (edges.target == number))
        others = edges.source[mine] + edges.target[mine] - number
        rows = zip(others.tolist(), edges.activities[mine].tolist(), network.stated[mine].tolist(), strict=True)
        met = [ActivityCount(nodes[other].id, count, stated) for other, count, stated in rows]
        return _most_first(each for each in met if each.id not in self.left_out)

    @cached_property
    def countries(self) -> dict[str, dict[str, bool]]:
        """For each activity the countries whose bodies took part, and whether a source names such a body."""
        from ....graph.ties.selection import select

        return _by_activity(select(self._store, level="countries"))

    @cached_property
    def actors(self) -> dict[str, dict[str, bool]]:
        """For each activity the actors that took part, but for those left out, and whether a source names them."""
        return _by_activity(self.network.selection)

    def countries_of(self, activities: Iterable[str]) -> list[ActivityCount]:
        """Count in how many of some activities bodies of each country took part, most first."""
        return _count(self.countries, activities)

    def actors_of(self, activities: Iterable[str]) -> list[ActivityCount]:
        """Count in how many of some activities each actor took part, most first."""
        return _count(self.actors, activities)

    def of_country(self, country: str) -> ActivityCount:
        """Count the activities in which bodies of a country took part."""
        there = [sure[country] for sure in self.countries.values() if country in sure]
        return ActivityCount(country, len(there), sum(there))

    @cached_property
    def _everyone(self) -> "Network":
        from ....graph.network.network import compute_network

        return compute_network(self._store, all_actors=True)


def _by_activity(selection: "Selection") -> dict[str, dict[str, bool]]:
    by_activity: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = zip(selection.activity.tolist(), selection.node.tolist(), selection.stated.tolist(), strict=True)
    for activity, node, stated in rows:
        there = by_activity[selection.activities[activity]]
        there[selection.nodes[node].id] = there.get(selection.nodes[node].id, False) or stated
    return dict(by_activity)


def _count(there: dict[str, dict[str, bool]], activities: Iterable[str]) -> list[ActivityCount]:
    counts, stated = Counter[str](), Counter[str]()
    for name in activities:
        counts.update(there.get(name, {}).keys())
        stated.update(each for each, sure in there.get(name, {}).items() if sure)
    return _most_first(ActivityCount(each, number, stated[each]) for each, number in counts.items())


def _most_first(tallies: Iterable[ActivityCount]) -> list[ActivityCount]:
    return sorted(tallies, key=lambda each: (-each.activities, -each.stated, each.id))
