"""``comity serve``: the graph as web pages and a SPARQL endpoint."""

from pathlib import Path
from threading import Thread

import click

from .options import output_option, store_option
from .output import writing


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--time-limit", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Seconds a query may take."
)
@click.option(
    "--memory-limit", type=click.IntRange(64), default=1024, show_default=True, help="MiB a query's process may take."
)
@click.option(
    "--row-limit", type=click.IntRange(1), default=1_000_000, show_default=True, help="Most rows of an answer."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=2,
    show_default=True,
    help="Queries at once; one more of a client that has none running.",
)
@click.option("--queue", type=click.IntRange(0), default=50, show_default=True, help="Queries that may wait.")
@click.option("--connections", type=click.IntRange(1), default=1000, show_default=True, help="Connections at once.")
@click.option(
    "--site",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Serve the data files that comity publish wrote there.",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help='Path below which all stands, as /kg; "": the root.',
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="Proxy or network of proxies whose X-Forwarded-For, -Proto and -Host count; may be given again.",
)
@click.option("--get", "target", metavar="PATH", help="Answer one request for PATH, without a socket, and end.")
@click.option("--accept", default="*/*", show_default=True, metavar="TYPE", help="What --get would rather have.")
@output_option
@store_option
def serve(
    host: str,
    port: int,
    time_limit: float,
    memory_limit: int,
    row_limit: int,
    workers: int,
    queue: int,
    connections: int,
    site: Path | None,
    root_path: str,
    proxies: tuple[str, ...],
    target: str | None,
    accept: str,
    output: Path | None,
    store: str | None,
) -> None:
    """Serve the graph: pages, linked data, and a SPARQL 1.1 endpoint at /sparql.

    It can only be read. Each query runs in a process of its own, which is ended when the query takes
    more time or memory than it may. A graph built meanwhile is picked up without a restart. With
    --get the exit code is 1 when the answer is an error.
    """
    from ..data.errors import ComityError
    from ..settings import store_folder

    try:
        from ..publish.app import make_app
        from ..publish.server import make_server
        from ..publish.web.mount import read_networks, read_root_path
    except ImportError:
        raise ComityError('serving takes more libraries; run: pip install "comity[serve]"') from None
    from ..graph.confine import MEBIBYTE
    from ..publish.sparql.limits import Limits

    limits = Limits(
        time=time_limit,
        memory=memory_limit * MEBIBYTE,
        rows=row_limit,
        workers=workers,
        queue=queue,
        connections=connections,
    )
    root = read_root_path(root_path)
    app = make_app(store_folder(store), limits, site, root, read_networks(proxies))
    if target is not None:
        from ..publish.web.one_request import get

        reply = get(app, target if target.startswith("/") else f"/{target}", accept)
        with writing(output) as out:
            out.write(reply.content)
        if reply.status >= 400:
            raise ComityError(f"{target} answers {reply.status}")
        return
    click.echo(f"http://{host}:{port}{root}/ has the pages, {root}/sparql answers SPARQL; Ctrl-C ends it", err=True)
    Thread(target=app.state.pages.warm, daemon=True).start()
    make_server(app, host, port, limits).run()
