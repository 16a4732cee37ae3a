"""``comity communities``: groups of actors more tied within than between."""

import json
from pathlib import Path
from typing import Any

import click

from ..graph.analysis.choices import RESOLUTION, RUNS, SEED
from .options import format_option, network_options, number_option, output_option, spreadsheet_option, store_option
from .output import csv_text, print_notes, writing

COLUMNS = ("actor", "name", "country", "community", "stability")


@click.command()
@network_options
@number_option("--runs", RUNS, "Runs to compare.")
@number_option("--seed", SEED, "Seed of the runs.")
@number_option("--resolution", RESOLUTION, "More gives smaller groups.")
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
    groups = network.communities(runs, seed, resolution)
    notes = [
        f"{groups.count} groups, modularity {groups.modularity:.3f}; the best of {runs} runs, which agree to "
        f"{groups.agreement:.2f} (normalised mutual information); {groups.parameters['method']}, seed {seed}",
        *network.notes_on_data,
        f"computed from {json.dumps(groups.parameters, ensure_ascii=False)}",
    ]
    if form == "table":
        lines = [[str(row.community), f"{row.stability:.2f}", row.actor, row.name, row.country] for row in groups.rows]
        print_rows(["group", "stability", "actor", "name", "country"], lines, output, notes)
        return
    cells = ((row.actor, row.name, row.country, row.community, round(row.stability, 6)) for row in groups.rows)
    with writing(output) as out:
        out.write(csv_text(COLUMNS, cells).encode())
    print_notes(notes)
