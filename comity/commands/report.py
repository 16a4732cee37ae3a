"""``comity report``: a report that prints."""

from pathlib import Path
from typing import Any

import click

from .options import LANGUAGES, filter_options, store_option
from .output import progress


@click.command()
@filter_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="report", show_default=True, help="Folder to write into."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the report."
)
@click.option(
    "--draws",
    type=click.IntRange(20, 100_000),
    default=300,
    show_default=True,
    help="Draws of the activities, for the intervals.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the draws and splits.")
@store_option
def report(output: Path, language: str, draws: int, seed: int, store: str | None, **asked: Any) -> None:
    """Write a report: coverage, ties, rankings, themes, changes.

    FOLDER/index.html opens without a connection and prints to A4. Every figure comes with its query,
    its numbers (data/) and its files for other documents (figures/).
    """
    from ..api import open as open_graph

    with progress("reporting") as tell:
        made = open_graph(store).report(output, language, draws=draws, seed=seed, progress=tell, **asked)
    click.echo(f"{output / 'index.html'}: {made.title}")
    for finding in made.findings:
        click.echo(f"- {finding}")
