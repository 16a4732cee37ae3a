"""``comity communities``: groups of actors more tied within than between."""

import json
from pathlib import Path
from typing import Any

import click

from .options import format_option, network_options, output_option, spreadsheet_option, store_option
from .output import csv_text, print_notes, writing

COLUMNS = ("actor", "name", "country", "community", "stability")


@click.command()
@network_options
@click.option("--runs", type=click.IntRange(2, 10_000), default=50, show_default=True, help="Runs to compare.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the runs.")
@click.option(
    "--resolution",
    type=click.FloatRange(0, min_open=True),
    default=1.0,
    show_default=True,
    help="More gives smaller groups.",
)
@format_option("table", "csv")
@spreadsheet_option
@output_option
@store_option
def communities(
    runs: int, seed: int, resolution: float, form: str, output: Path | None, store: str | None, **asked: Any
) -> None:
    """Find groups of actors more tied within than between, and how stable they are.

    Stability is the overlap of an actor's group with its groups in the other runs: 1 when all agree.
    """
    from ..api import open as open_graph
    from .tables import print_rows

    network = open_graph(store).network(**asked)
    found = network.communities(runs, seed, resolution)
    rows = sorted(
        (
            (int(member), node.id, node.name, node.country, float(stability))
            for node, member, stability in zip(network.selection.nodes, found.member, found.stability, strict=True)
            if member
        ),
        key=lambda row: (row[0], -row[4], row[1]),
    )
    notes = [
        f"{found.count} groups, modularity {found.modularity:.3f}; the best of {runs} runs, which agree to "
        f"{found.agreement:.2f} (normalised mutual information); {found.parameters['method']}, seed {seed}",
        *network.notes_on_data,
        f"computed from {json.dumps(found.parameters, ensure_ascii=False)}",
    ]
    if form == "table":
        lines = [[str(group), f"{stability:.2f}", actor, name, home] for group, actor, name, home, stability in rows]
        print_rows(["group", "stability", "actor", "name", "country"], lines, output, notes)
        return
    cells = ((actor, name, home, group, round(stability, 6)) for group, actor, name, home, stability in rows)
    with writing(output) as out:
        out.write(csv_text(COLUMNS, cells).encode())
    print_notes(notes)
