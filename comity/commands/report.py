"""``comity report``: a report that prints."""

from pathlib import Path
from typing import Any

import click

from ..graph.analysis.choices import DRAWS, SEED
from ..viz.choices import LANGUAGES
from .options import Name, filter_options, number_option, store_option
from .output import progress


@click.command()
@filter_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="report", show_default=True, help="Folder to write into."
)
@click.option(
    "--language",
    type=Name(LANGUAGES, "the languages of the report"),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@number_option("--draws", DRAWS, "Draws of the activities, for the intervals.")
@number_option("--seed", SEED, "Seed of the draws and splits.")
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
