"""``comity dump``: the whole graph in one file."""

from pathlib import Path

import click

from .options import format_option, output_option, store_option
from .output import progress, writing


@click.command()
@format_option("nq", "ttl", "trig", "jsonld", "rdfxml", "nt", what="RDF syntax.")
@output_option
@store_option
def dump(form: str, output: Path | None, store: str | None) -> None:
    """Write the whole graph in one RDF syntax.

    nq, trig and jsonld keep the named graphs; nt, ttl and rdfxml hold each statement once. The same
    graph gives the same bytes.
    """
    from ..graph.store.embedded import open_snapshot
    from ..publish import dump_store as write_dump
    from ..settings import store_folder

    with progress("dumping"), writing(output) as out:
        write_dump(open_snapshot(store_folder(store)), form, out)
