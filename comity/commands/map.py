"""``comity map``: one self-contained page."""

from pathlib import Path
from typing import Any

import click

from ..viz.choices import PARTS
from .options import Name, network_options, store_option
from .output import progress, writing


@click.command("map")
@network_options
@click.option("--title", help="Title of the page.")
@click.option(
    "--part",
    type=Name(PARTS, "the parts of a network"),
    help="Hold a part of the network only: the 500 nodes of most activities, the innermost cores, or the ties that "
    "are more than chance. More than 2,000 nodes are cut to the top ones.",
)
@click.option(
    "--around", metavar="ACTOR", help="Hold this actor and its strongest partners only, with all their evidence."
)
@click.option(
    "--large",
    is_flag=True,
    help="Draw all nodes, up to 50,000, with WebGL: their strongest ties, search, partners; without the evidence, "
    "the filters and the other views.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="map.html", show_default=True, help="File to write."
)
@store_option
def map_(
    title: str | None,
    part: str | None,
    around: str | None,
    large: bool,
    output: Path,
    store: str | None,
    **asked: Any,
) -> None:
    """Draw a network as one self-contained page.

    The page begins with the tie and the filters given here. It holds all facts and can go on to any
    others; it needs no connection and asks nothing of any server.
    """
    from ..api import open as open_graph

    if large and (part or around):
        raise click.UsageError("--large draws all nodes, --part and --around some of them: take one")
    with progress("drawing"):
        network = open_graph(store).network(**asked)
        drawn = network.large_map(title) if large else network.map(title, part, around)
    with writing(output) as out:
        out.write(drawn.html.encode())
    if str(output) != "-":
        click.echo(f"{output}: {drawn.caption}")
