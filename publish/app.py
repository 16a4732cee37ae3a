"""The web application: what is served, and where."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from .endpoint import Endpoint
from .limits import Limits
from .pool import Pool


def make_app(store: Path, limits: Limits | None = None) -> Starlette:
    """Make the application on the store folder *store*; raises ``StoreError`` when there is no graph in it."""
    limits = limits or Limits()
    pool = Pool(store, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    endpoint = Endpoint(pool, limits)
    app = Starlette(routes=[Route("/sparql", endpoint), Route("/sparql/", endpoint)], lifespan=lifespan)
    app.state.pool = pool
    return app
