"""The two-mode network itself: actors and the activities in which they took part."""

from typing import Any

import numpy as np

from .selection import Selection

COLUMNS = ("source", "target", "weight", "activities", "stated", "inferred", "first", "last")
Attributes = tuple[str, dict[str, Any]]


def two_mode_rows(selection: Selection, weight: str) -> list[dict[str, Any]]:
    """Return a row for each actor in each activity; it weighs 1, or the days of the activity."""
    rows = zip(selection.node.tolist(), selection.activity.tolist(), selection.stated.tolist(), strict=True)
    pairs: dict[tuple[int, int], bool] = {}
    for node, activity, stated in rows:
        pairs[node, activity] = pairs.get((node, activity), False) or stated
    first, last = selection.first.tolist(), selection.last.tolist()
    days = selection.days.tolist()
    return [
        {
            "source": selection.nodes[node].id,
            "target": selection.activities[activity],
            "weight": days[activity] if weight == "days" else 1,
            "activities": 1,
            "stated": int(stated),
            "inferred": int(not stated),
            "first": first[activity],
            "last": last[activity],
        }
        for (node, activity), stated in sorted(pairs.items())
    ]


def two_mode_nodes(selection: Selection) -> list[Attributes]:
    """Return the actors and after them the activities, with their attributes; ``bipartite`` is 0 and 1."""
    nodes = [(name, {**attributes, "bipartite": 0}) for name, attributes in node_attributes(selection)]
    for index in np.unique(selection.activity).tolist():
        title = selection.titles[index]
        nodes.append((selection.activities[index], {"label": title, "name": title, "kind": "activity", "bipartite": 1}))
    return nodes


def node_attributes(selection: Selection) -> list[Attributes]:
    """Return the nodes with names, kind, country, and in how many activities they took part."""
    pairs = np.unique(np.stack([selection.node, selection.activity]), axis=1)
    counts = np.bincount(pairs[0], minlength=len(selection.nodes)).tolist()
    return [
        (
            node.id,
            {
                "label": node.name,
                "name": node.name,
                "name_ru": node.name_ru,
                "name_ru_ground": node.name_ru_ground,
                "kind": node.kind,
                "country": node.country,
                "activities": count,
            },
        )
        for node, count in zip(selection.nodes, counts, strict=True)
    ]
