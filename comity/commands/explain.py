"""``comity explain``: why a tie is there, or what a rank is made of."""

from pathlib import Path
from typing import Any

import click

from .options import backbone_options, format_option, measure_options, network_options, output_option, store_option


@click.command()
@click.argument("a")
@click.argument("b", required=False)
@network_options
@format_option("text", "json", "sparql")
@backbone_options("Compare the tie with this null model.")
@measure_options("Measure of the rank of A, where B is not named.")
@output_option
@store_option
def explain(
    a: str,
    b: str | None,
    form: str,
    by: str,
    draws: int,
    seed: int,
    backbone: str | None,
    correction: str | None,
    output: Path | None,
    store: str | None,
    **asked: Any,
) -> None:
    """Explain the tie between A and B, or the rank of A.

    Of a tie: the activities behind it, the role of each side, the words of the source and where they
    stand, readings that disagree, and the SPARQL that yields the same number; with --backbone, what
    chance would give. A directed tie runs from A to B. Of a rank: the number, its interval, formula
    and parameters, the ties it is made of, and the activities behind them.
    """
    from ..api import open as open_graph
    from .tables import print_lines

    network = open_graph(store).network(**asked)
    if b:
        text = network.explain(a, b, backbone, correction).write(form)
    elif backbone:
        raise click.UsageError("--backbone compares a tie: name A and B")
    else:
        text = network.explain_rank(a, by, draws, seed).write(form)
    print_lines(text, output)
