"""``comity build``: check the tables and build the store."""

from pathlib import Path

import click

from .options import store_option
from .output import progress


@click.command()
@click.argument("packages", nargs=-1, metavar="[PACKAGE]...", type=click.Path(path_type=Path))
@store_option
def build(packages: tuple[Path, ...], store: str | None) -> None:
    """Check the tables of packages and build the store.

    A PACKAGE is a folder with a datapackage.json; without one, the shipped BOMCA package is built.
    Every problem of every table is told at once, and the graph that was there stays until the new
    one is complete.
    """
    from ..api import build as build_packages
    from ..settings import store_folder

    with progress("building") as report:
        report("checking the tables")
        manifest = build_packages(packages, store)
    things = manifest.things
    click.echo(
        f"{manifest.version}: {things['Activity']:,} activities, {things['Actor']:,} actors, "
        f"{things['Participation']:,} participations, {things['Source']:,} sources"
    )
    click.echo(f"{manifest.statements:,} statements in {manifest.graphs:,} graphs, in {store_folder(store)}")
