"""``comity explain``: why a tie is there."""

from pathlib import Path
from typing import Any

import click

from .options import network_options, output_option, store_option


@click.command()
@click.argument("a")
@click.argument("b")
@network_options
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("text", "json", "sparql")),
    default="text",
    show_default=True,
    help="How to write it.",
)
@output_option
@store_option
def explain(a: str, b: str, form: str, output: Path | None, store: str | None, **asked: Any) -> None:
    """Explain the tie between A and B.

    Tells the activities behind it, the role of each side, the words of the source and where they
    stand, readings that disagree, and the SPARQL that yields the same number. A directed tie runs
    from A to B.
    """
    from ..api import open as open_graph
    from .tables import print_lines

    print_lines(open_graph(store).network(**asked).explain(a, b).write(form), output)
