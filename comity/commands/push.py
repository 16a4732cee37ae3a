"""``comity push``: the graph into another store, or its catalogue into a CKAN."""

from pathlib import Path

import click

from .options import store_option
from .output import progress


@click.command()
@click.argument("url")
@click.option("--query", metavar="URL", help="Where the target answers queries.  [default: URL, update becoming query]")
@click.option("--graph-store", metavar="URL", help="Send the statements by the Graph Store Protocol to this address.")
@click.option("--chunk", type=click.IntRange(1), default=1000, show_default=True, help="Statements in a request.")
@click.option(
    "--state", type=click.Path(path_type=Path), help="File by which a push goes on.  [default: one beside the store]"
)
@click.option("--ckan", is_flag=True, help="URL is a CKAN; write the datasets of --site into it.")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Site whose catalogue goes to the CKAN.")
@click.option("--organisation", metavar="NAME", help="Organisation of the CKAN that owns the datasets.")
@store_option
def push(
    url: str,
    query: str | None,
    graph_store: str | None,
    chunk: int,
    state: Path | None,
    ckan: bool,
    site: Path | None,
    organisation: str | None,
    store: str | None,
) -> None:
    """Push the graph to another store, or its catalogue to a CKAN.

    URL is where the target takes SPARQL updates. Every named graph is staged in chunks beside the old
    one, counted, and then all are put in place by one update: the target holds the old graph or the
    new one. A push that was cut off goes on when it is run again. Credentials come from
    $COMITY_PUSH_USER and $COMITY_PUSH_PASSWORD, or $COMITY_PUSH_TOKEN (for a CKAN its API token).
    """
    from ..graph.store.embedded import open_snapshot
    from ..publish.push.sparql_store import find_target, state_path
    from ..publish.push.sparql_store import push_graph as push_graph
    from ..settings import store_folder

    if ckan:
        from ..publish.push.ckan import push_catalogue

        if site is None:
            raise click.UsageError("name the site whose catalogue is meant with --site, as comity publish wrote it")
        for name in push_catalogue(site, url, organisation or ""):
            click.echo(name)
        return
    folder = store_folder(store)
    snapshot = open_snapshot(folder)
    target = find_target(url, query or "", graph_store or "")
    with progress("pushing") as report:
        done = push_graph(snapshot, target, state or state_path(folder, url), chunk, report)
    again = f", {done.resumed:,} chunks of them staged before" if done.resumed else ""
    click.echo(f"{snapshot.version}: {done.statements:,} statements in {done.graphs:,} graphs at {url}{again}")
    for graph in done.dropped:
        click.echo(f"dropped <{graph}>, which is no longer part of it")
