"""``comity query``: ask a saved query, a file, or a text."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .bounds import confine
from .options import output_option, spreadsheet_option, store_option
from .output import part_of, print_warning, writing

if TYPE_CHECKING:
    from ..graph.query.saved import SavedQuery

FORMATS = ("table", "csv", "tsv", "json", "xml", "arrow", "parquet", "ttl", "nt", "rdfxml", "jsonld", "trig", "nq")


@click.command()
@click.argument("query", required=False)
@click.option("-e", "--text", metavar="SPARQL", help="The query itself.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Bind a variable. May be repeated.")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="How to write the answer.  [default: table or ttl]"
)
@click.option("--list", "list_", is_flag=True, help="List the saved queries.")
@click.option(
    "--time-limit", type=click.IntRange(1), default=60, show_default=True, help="Seconds of computing it may take."
)
@click.option("--memory-limit", type=click.IntRange(256), default=4096, show_default=True, help="MiB it may take.")
@spreadsheet_option
@output_option
@store_option
def query(
    query: str | None,
    text: str | None,
    values: tuple[str, ...],
    form: str | None,
    list_: bool,
    time_limit: int,
    memory_limit: int,
    output: Path | None,
    store: str | None,
) -> None:
    """Ask the graph.

    QUERY is the name of a saved query, a file, - for standard input, or SPARQL text. SELECT is written
    as table, csv, tsv, json, xml, arrow or parquet; ASK as table, json or xml; CONSTRUCT and DESCRIBE
    as ttl, nt, rdfxml, jsonld, trig or nq. The prefixes of the vocabulary, and actor:, activity:,
    place: for the things of the graph, need not be declared. VALUE is a name as in the tables for a
    parameter of a saved query; otherwise <IRI>, a prefixed name, a number, a day, or text. Variables
    that nothing binds, and terms that are nowhere in the graph when the answer is empty, are warned of
    on standard error.
    """
    if list_:
        from ..graph.query.saved import saved_queries
        from .tables import print_queries

        print_queries(saved_queries())
        return
    if (query is None) == (text is None):
        raise click.UsageError("name a saved query or a file, or give the text with -e; --list shows the saved queries")
    confine(time_limit, memory_limit, lambda child: _clean(output, child), lambda: _look(store))
    from ..graph.query.saved import read_query
    from ..graph.store.open import open_store
    from ..graph.store.values import bind_values
    from ..settings import store_place

    asked = read_query("text", text) if text is not None else _find(query or "")
    opened = open_store(store_place(store))
    bound = bind_values(opened, asked, dict(_pair(value) for value in values))
    answer = opened.query(asked.text, bound, warn=print_warning)
    form = form or ("ttl" if answer.kind == "graph" else "table")
    if form == "table":
        from .tables import print_answer

        print_answer(answer, opened.prefixes, output)
    else:
        with writing(output) as out:
            answer.write(form, out)


def _clean(output: Path | None, child: int) -> None:
    if output is not None:
        part_of(output, child).unlink(missing_ok=True)


def _look(store: str | None) -> None:
    """Raise ``StoreError`` when it is the store that keeps a query from its end."""
    from ..graph.store.checksums import check_files
    from ..graph.store.embedded import open_snapshot
    from ..graph.store.open import is_endpoint
    from ..settings import store_folder, store_place

    if not is_endpoint(store_place(store)):
        opened = open_snapshot(store_folder(store))
        check_files(opened.folder, opened.manifest.files, again=True)


def _find(query: str) -> "SavedQuery":
    from ..data import NotFoundError
    from ..graph.query.saved import find_query, read_query

    if query == "-":
        return read_query("text", sys.stdin.read())
    path = Path(query)
    if any(mark in query for mark in "{ \n") and path.suffix != ".rq":
        return find_query(query)
    if path.suffix == ".rq" or path.is_file():
        try:
            return read_query(path.stem, path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotFoundError(f"there is no file {query}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NotFoundError(f"{query} cannot be read ({error})") from None
    return find_query(query)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--set {text}: write NAME=VALUE, for example --set actor=lva-sbg")
    return name.lstrip("?$"), value
