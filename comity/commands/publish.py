"""``comity publish``: a complete linked-data publication as static files."""

from pathlib import Path

import click

from .options import store_option
from .output import progress


@click.command()
@click.argument("site", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--address", metavar="URL", help="Where the site will stand.  [default: where the IRIs begin]")
@click.option("--endpoint", metavar="URL", help="Where the SPARQL endpoint answers.  [default: ADDRESS/sparql]")
@click.option("--no-endpoint", is_flag=True, help="Announce no SPARQL endpoint.")
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="A package the graph was built from, where it was moved since. May be repeated.",
)
@click.option("--no-pages", is_flag=True, help="Write the data alone, no page or document for each thing.")
@store_option
def publish(
    site: Path,
    address: str | None,
    endpoint: str | None,
    no_endpoint: bool,
    packages: tuple[Path, ...],
    no_pages: bool,
    store: str | None,
) -> None:
    """Publish the graph as files that any web server can serve.

    DIR gets catalog.ttl (DCAT-AP), void.ttl, dumps of the whole graph and of each named graph, the
    packages as CSV, tables as Parquet, an RO-Crate, and a folder for each release with what changed
    since the one before; and for each thing a page and its statements in each form, with rules of
    negotiation for nginx, Apache and w3id.org. The site that was there stays whole until the new one is
    complete. The same graph gives the same bytes. What the catalogue could say and no package says is told, and how the
    catalogue would score in the quality assessment of data.europa.eu.
    """
    from ..graph.store.embedded import open_snapshot
    from ..publish.portal.about import find_packages, read_about
    from ..publish.portal.catalogue.mqa import score_site
    from ..publish.portal.site import publish_site
    from ..settings import store_folder

    snapshot = open_snapshot(store_folder(store))
    folders = find_packages(snapshot.manifest, packages)
    about = read_about(snapshot.manifest, folders, address or "", "" if no_endpoint else endpoint)
    with progress("publishing") as report:
        publish_site(snapshot, folders, about, site, report, pages=not no_pages)
    click.echo(f"{about.version} published in {site}, to stand at {about.address}")
    for missing in about.missing:
        click.echo(f"the catalogue has {missing}")
    click.echo(score_site(site, about.address).text)
