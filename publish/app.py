"""The web application: what is served, and where."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ..data.errors import ComityError
from .door import Door
from .pages.context import wants_page
from .pages.routes.data_files import DataFiles, check_site
from .pages.site import Site
from .sparql.endpoint import Endpoint
from .sparql.limits import Limits
from .sparql.pool import Pool
from .web.media import ROWS
from .web.mount import Mount, Networks, path_of

# What is small or compressed already is sent as it is.
SMALL = 1000
COMPRESSED = ("application/gzip", "application/zip", ROWS["parquet"], ROWS["arrow"])


def make_app(
    store: Path,
    limits: Limits | None = None,
    site: Path | None = None,
    root_path: str = "",
    proxies: Networks = (),
) -> Starlette:
    """Make the application on the store folder *store*; raises ``StoreError`` when there is no graph in it.

    *site* is a folder that ``comity publish`` wrote, whose data files are served; without it they are made when
    first asked for. *root_path* is the path below which the application stands, *proxies* whose ``X-Forwarded``
    headers count.
    """
    limits = limits or Limits()
    if site:
        check_site(site)
    pool = Pool(store, limits)
    files = DataFiles(pool, site)
    pages = Site(pool, gone=files.gone)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()
            files.close()

    def failed(request: Request, error: Exception) -> Response:
        fault = cast(ComityError, error)
        if wants_page(request):
            return pages.failed(request, fault)
        return PlainTextResponse(f"{fault}\n", fault.http_status)

    def refused(request: Request, error: Exception) -> Response:
        fault = cast(HTTPException, error)
        if fault.status_code == 404 and wants_page(request):
            return pages.lost(request)
        return PlainTextResponse(f"{path_of(request)}: {fault.detail}\n", fault.status_code, fault.headers)

    sparql = Sparql(Endpoint(pool, limits), pages)
    app = Starlette(
        routes=[
            Route("/sparql", sparql),
            Route("/sparql/", sparql),
            *files.routes(),
            *pages.routes,
            Route("/{path:path}", pages.thing),
        ],
        middleware=[
            Middleware(Mount, root_path=root_path, proxies=proxies),
            Middleware(Door),
            Middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=5, exclude_content_types=COMPRESSED),
        ],
        lifespan=lifespan,
        exception_handlers={ComityError: failed, HTTPException: refused},
    )
    app.state.pool, app.state.pages = pool, pages
    return app


class Sparql:
    """What is at ``/sparql``: the endpoint, and for browsers that open the address a page."""

    def __init__(self, endpoint: Endpoint, site: Site) -> None:
        self._endpoint, self._site = endpoint, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        shown = request.method in ("GET", "HEAD") and not request.query_params.get("format") and wants_page(request)
        response = await (self._site.workbench(request) if shown else self._endpoint.respond(request))
        await response(scope, receive, send)
