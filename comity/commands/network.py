"""``comity network``: who is tied to whom."""

from pathlib import Path
from typing import Any

import click

from ..graph.analysis.choices import ALPHA
from .options import (
    backbone_options,
    format_option,
    network_options,
    number_option,
    output_option,
    spreadsheet_option,
    store_option,
)
from .output import print_notes, writing

HINT = " (--all-actors brings them in)"


@click.command()
@network_options
@click.option("--two-mode", is_flag=True, help="Actors and their activities, instead of ties between actors.")
@backbone_options("Keep the ties that are more than chance under this null model.")
@number_option("--alpha", ALPHA, "Largest p-value to keep.")
@format_option("table", "csv", "json", "graphml", "gexf", "ttl", "parquet", "summary")
@click.option(
    "--engine",
    type=click.Choice(("scipy", "duckdb")),
    default="scipy",
    show_default=True,
    help="What computes the ties; duckdb, where tables do not fit into memory, gives csv and parquet.",
)
@spreadsheet_option
@output_option
@store_option
def network(
    form: str,
    engine: str,
    output: Path | None,
    store: str | None,
    backbone: str | None,
    alpha: float,
    correction: str | None,
    **asked: Any,
) -> None:
    """Write who is tied to whom.

    \b
    joint      both took part in the same activity
    expertise  from expert or facilitator to participant or beneficiary
    peer       both were participants or beneficiaries, from different countries
    convening  from organiser, co-organiser or host to the others
    equipment  from donor to recipient
    funding    from funder to those who took part

    Who only paid for an activity took no part in it. Programmes, actors named only collectively and, but between
    countries, states without a named body are left out unless --all-actors is given.
    """
    from ..api import open as open_graph
    from .tables import print_rows

    if engine == "duckdb":
        _write_by_duckdb(form, output, store, backbone, asked)
        return
    net = open_graph(store).network(**asked)
    if backbone:
        net = net.backbone(backbone, alpha, correction)
    if form == "table":
        rows = [[_cell(value) for value in row.values()] for row in net.rows]
        print_rows(list(net.columns), rows, output)
    else:
        with writing(output) as out:
            net.write(form, out)
    print_notes(f"{note}{HINT if 'collective' in note and 'left out' in note else ''}" for note in net.notes)


def _cell(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else "" if value is None else str(value)


def _write_by_duckdb(
    form: str, output: Path | None, store: str | None, backbone: str | None, asked: dict[str, Any]
) -> None:
    from ..api import open as open_graph
    from ..graph.network.export import write_ties

    if backbone or asked.pop("two_mode"):
        raise click.UsageError("--engine duckdb computes ties alone, without --backbone and --two-mode")
    if form not in ("csv", "parquet"):
        raise click.UsageError("--engine duckdb writes ties alone: -f csv or -f parquet")
    ties = open_graph(store).ties(**asked)
    with writing(output) as out:
        write_ties(ties, form, out)
