"""Selections made by hand, for laws and for other libraries to agree with."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from comity.graph.filters import Filters
from comity.graph.selection import Node, Selection
from comity.graph.ties import TIES
from comity.graph.view import View, view_of

ROLES = ("organiser", "host", "expert", "facilitator", "participant", "beneficiary", "donor", "recipient")


def incidence(
    activities: Sequence[AbstractSet[tuple[int, str]]],
    countries: Sequence[str] = "ABCABC",
    stated: Sequence[bool] | None = None,
) -> Selection:
    """Make a selection of activities, each a set of (node, role), one a day; one node for each of *countries*.

    ``stated`` tells for each activity whether its participations are stated; without it all are.
    """
    parts = [(number, node, role) for number, activity in enumerate(activities) for node, role in sorted(activity)]
    size = len(activities)
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
        phase=[None] * size,
        node=np.array([node for _, node, _ in parts], np.int64),
        activity=np.array([number for number, _, _ in parts], np.int64),
        actors=[str(node) for node in range(len(countries))],
        roles=list(ROLES),
        actor=np.array([node for _, node, _ in parts], np.int64),
        role=np.array([ROLES.index(role) for _, _, role in parts], np.int64),
        stated=np.array([stated is None or stated[number] for number, _, _ in parts], bool),
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
