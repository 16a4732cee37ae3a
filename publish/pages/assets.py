"""Scripts of others: the bundles that ``viz/web/build.py`` makes, and the drawing library that pyvis carries."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from ...viz.map.bundles import BUNDLES

A_DAY = {"Cache-Control": "public, max-age=86400"}


def has_bundle(name: str) -> bool:
    """Tell whether a bundle was built; a page without its bundle shows its plain form."""
    return (BUNDLES / f"{name}.js").is_file()


def send_vis_network(_: Request) -> Response:
    """Send the drawing library as pyvis carries it."""
    from ...viz.map.page import vis_network as library

    return Response(library(), media_type="text/javascript", headers=A_DAY)


def asset_routes() -> list[BaseRoute]:
    """Route the scripts; where no bundle was built there is none."""
    bundles = [Mount("/assets", StaticFiles(directory=BUNDLES))] if BUNDLES.is_dir() else []
    return [Route("/static/vis-network.js", send_vis_network), *bundles]
