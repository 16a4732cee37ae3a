"""The web application: what is served, and where."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ..data.errors import ComityError
from .endpoint import Endpoint
from .limits import Limits
from .media import HTML, STATEMENTS, choose
from .pages.site import Site
from .pool import Pool


def make_app(store: Path, limits: Limits | None = None) -> Starlette:
    """Make the application on the store folder *store*; raises ``StoreError`` when there is no graph in it."""
    limits = limits or Limits()
    pool = Pool(store, limits)
    site = Site(pool)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    def failed(request: Request, error: Exception) -> Response:
        fault = cast(ComityError, error)
        if wants_page(request):
            return site.failed(request, fault)
        return PlainTextResponse(f"{fault}\n", fault.http_status)

    def refused(request: Request, error: Exception) -> Response:
        fault = cast(HTTPException, error)
        if fault.status_code == 404 and wants_page(request):
            return site.lost(request)
        return PlainTextResponse(f"{request.url.path}: {fault.detail}\n", fault.status_code, fault.headers)

    endpoint = Endpoint(pool, limits)
    app = Starlette(
        routes=[
            Route("/sparql", endpoint),
            Route("/sparql/", endpoint),
            *site.routes,
            Route("/{path:path}", site.thing),
        ],
        lifespan=lifespan,
        exception_handlers={ComityError: failed, HTTPException: refused},
    )
    app.state.pool = pool
    return app


def wants_page(request: Request) -> bool:
    """Tell a browser from a program."""
    return choose(request.headers.get("accept", ""), {**STATEMENTS, "html": HTML}) == "html"
