"""``comity compare``: ties kept, gained and lost between periods, and ranks moved."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import format_option, network_options, output_option, spreadsheet_option, store_option
from .output import csv_text, measured, writing

if TYPE_CHECKING:
    from ..graph.comparison import Comparison

SHOWN = 10
COLUMNS = ("before", "after", "source", "target", "status", "weight_before", "weight_after")


@click.command()
@click.option("--periods", required=True, help="2015..2018,2021..2025, or years, phases, every:3.")
@network_options
@click.option(
    "--by", default="strength", show_default=True, metavar="MEASURE", help="Measure whose ranks are compared."
)
@click.option(
    "--splits", type=click.IntRange(99, 1_000_000), default=1000, show_default=True, help="Random splits for the test."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the splits and draws.")
@format_option("table", "csv", "json")
@spreadsheet_option
@output_option
@store_option
def compare(
    periods: str, by: str, splits: int, seed: int, form: str, output: Path | None, store: str | None, **asked: Any
) -> None:
    """Compare each period with the one after it.

    Tells the ties kept, gained and lost, the ranks that moved, and whether a random split of the same
    activities would differ as much.
    """
    from ..api import open as open_graph
    from .tables import print_lines

    network = open_graph(store).network(**asked)
    with measured("comparing") as progress:
        found = network.compare(periods, by, splits, seed, progress)
    if form == "table":
        print_lines("\n\n".join(_text(each) for each in found), output)
        return
    with writing(output) as out:
        out.write((_csv(found) if form == "csv" else _json(found)).encode())


def _text(found: "Comparison") -> str:
    lines = [
        f"{found.before} ({found.activities[0]} activities) and {found.after} ({found.activities[1]} activities)",
        f"ties: {found.count('kept')} kept, {found.count('gained')} gained, {found.count('lost')} lost",
    ]
    if found.notes:
        return "\n".join([*lines, *found.notes])
    lines += [
        f"persistence: {found.persistence:.0%} of the ties of {found.before} are there in {found.after}",
        f"difference: {found.difference:.3f} (0 the same network, 1 no tie in common); "
        f"p = {found.p:.3f} in {found.parameters['splits']} random splits of the same activities, "
        f"seed {found.parameters['seed']}: {_verdict(found.p)}",
    ]
    for status in ("kept", "gained", "lost"):
        ties = [tie for tie in found.ties if tie.status == status][:SHOWN]
        if ties:
            lines += ["", f"{status}, the heaviest first (before, after):"]
            lines += [f"  {tie.source} - {tie.target}: {tie.before:g}, {tie.after:g}" for tie in ties]
    sure = [moved for moved in found.moved if moved.is_sure]
    lines += ["", f"ranks by {found.parameters['by']} whose intervals lie apart ({len(sure)}):"]
    for moved in sure[:SHOWN]:
        before, after = f"{moved.before} ({moved.before_low}-{moved.before_high})", f"{moved.after}"
        lines.append(f"  {moved.name} ({moved.actor}): {before} to {after} ({moved.after_low}-{moved.after_high})")
    lines += [
        "",
        "explained by comity explain A B (a tie) or comity explain A (a rank), with --since and --until of the period;",
        "-f csv writes all ties, -f json everything",
        f"computed from: {json.dumps(found.parameters, ensure_ascii=False)}",
    ]
    return "\n".join(lines)


def _verdict(p: float) -> str:
    return "more than chance would do" if p <= 0.05 else "chance would do as much"


def _csv(found: "list[Comparison]") -> str:
    rows = (
        (each.before, each.after, tie.source, tie.target, tie.status, tie.before, tie.after)
        for each in found
        for tie in each.ties
    )
    return csv_text(COLUMNS, rows)


def _json(found: "list[Comparison]") -> str:
    content = [
        {
            **{name: None if value != value else value for name, value in asdict(each).items()},
            **{status: each.count(status) for status in ("kept", "gained", "lost")},
        }
        for each in found
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
