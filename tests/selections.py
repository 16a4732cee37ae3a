"""Selections made by hand, for laws and for other libraries to agree with."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from comity.graph.ties.filters import Filters
from comity.graph.ties.selection import Node, Selection, gather
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import View, view_of

ROLES = ("organiser", "host", "expert", "facilitator", "participant", "beneficiary", "donor", "recipient", "funder")


def incidence(
    activities: Sequence[AbstractSet[tuple[int, str]]],
    countries: Sequence[str] = "ABCABC",
    inferred: AbstractSet[tuple[int, int, str]] = frozenset(),
    asked: AbstractSet[int] = frozenset(),
) -> Selection:
    """Make a selection of activities, each a set of (node, role), one a day; one node for each of *countries*.

    ``inferred`` are the participations (activity, node, role) that no source states, ``asked`` the nodes that
    filters ask for; without it they ask for none.
    """
    parts = [(number, node, role) for number, activity in enumerate(activities) for node, role in sorted(activity)]
    size = len(activities)
    activity, node, role = np.array([(a, n, ROLES.index(r)) for a, n, r in parts], np.int64).reshape(-1, 3).T
    crowd, held = gather(activity, node, role, len(countries))
    begin = np.array([np.datetime64("2020-01-01") + n for n in range(size)], "datetime64[D]")
    return Selection(
        filters=Filters(),
        level="actors",
        all_actors=True,
        nodes=[
            Node(str(n), str(n), "", "customs", country, "customs", f"urn:{n}") for n, country in enumerate(countries)
        ],
        activities=[f"activity-{n}" for n in range(size)],
        iris=[f"urn:activity-{n}" for n in range(size)],
        titles=[""] * size,
        first=begin,
        last=begin + 1,
        days=np.arange(1, size + 1),
        earliest=begin,
        latest=begin + 1,
        precision=np.full(size, "day"),
        phase=[None] * size,
        node=node,
        activity=activity,
        actors=[str(number) for number in range(len(countries))],
        roles=list(ROLES),
        actor=node,
        role=role,
        stated=np.array([part not in inferred for part in parts], bool),
        asked=np.isin(node, list(asked)) if asked else np.ones(len(node), bool),
        held=held,
        crowd=crowd,
        undated=0,
        missing={},
        hidden={},
    )


def view_of_ties(ties: Mapping[tuple[int, int], int], countries: Sequence[str], *, directed: bool = False) -> View:
    """Make the view of a network with the given whole weights: so many activities of two for each tie."""
    roles = ("expert", "participant") if directed else ("participant", "participant")
    activities = [
        {(source, roles[0]), (target, roles[1])} for (source, target), weight in ties.items() for _ in range(weight)
    ]
    return view_of(incidence(activities, countries), TIES["expertise" if directed else "joint"])
