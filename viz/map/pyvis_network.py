"""A network as pyvis draws it: an object to go on with, in a notebook or in a script."""

from typing import TYPE_CHECKING

from ...graph.network.network import Network
from ..draw.labels import short_name
from ..draw.positions import compute_positions
from .network_map import check_drawable

if TYPE_CHECKING:
    from pyvis.network import Network as PyvisNetwork


def to_pyvis(network: Network) -> "PyvisNetwork":
    """Make of *network* a ``pyvis.network.Network``: who is tied, in the places, colours and shapes of the map.

    A node's ``value`` is the number of its activities, an edge's that of the activities behind it; what
    is inferred alone is dashed. ``title`` is shown beside the pointer. The pages that pyvis itself writes
    load their style from another server; those of ``map()`` load nothing.

    Raises ``ComityError`` when there is nothing to draw.
    """
    from pyvis.network import Network as PyvisNetwork

    check_drawable(network)
    positions = compute_positions(network.store)
    known = positions[network.selection.level]["nodes"]
    colours = {group["id"]: group["colour"] for group in positions["groups"]}
    drawn = PyvisNetwork(height="680px", width="100%", directed=network.tie.directed, cdn_resources="in_line")
    drawn.toggle_physics(False)
    tied = {name for row in network.rows for name in (row["source"], row["target"])}
    for name, about in network.nodes:
        if name in tied:
            x, y, _, _, group, shape, *_ = known[name]
            drawn.add_node(
                name,
                label=short_name(about["name"]),
                title=f"{about['name']}: {about['activities']} activities",
                value=about["activities"],
                x=x,
                y=y,
                shape=shape,
                color=colours[group],
                physics=False,
            )
    for row in network.rows:
        title = f"{row['activities']} activities: {row['stated']} stated, {row['inferred']} inferred"
        drawn.add_edge(
            row["source"], row["target"], value=row["weight"], title=title, dashes=not row["stated"], physics=False
        )
    return drawn
