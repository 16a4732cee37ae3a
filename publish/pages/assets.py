"""Scripts of others, as ``viz/web/build.py`` bundles them: editors of queries, and the library that draws networks."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from ...viz.map.bundles import BUNDLES, EDITORS, read_bundle

A_DAY = {"Cache-Control": "public, max-age=86400"}


def has_bundle(name: str) -> bool:
    """Tell whether the bundle of an editor was built; a page without its bundle shows its plain form."""
    return (EDITORS / f"{name}.js").is_file()


def send_vis_network(_: Request) -> Response:
    """Send the library that draws networks."""
    return Response(read_bundle("vis-network"), media_type="text/javascript", headers=A_DAY)


def asset_routes() -> list[BaseRoute]:
    """Route the scripts that were built; where none was there is none."""
    drawing = [Route("/static/vis-network.js", send_vis_network)] if (BUNDLES / "vis-network.js").is_file() else []
    editors = [Mount("/assets", StaticFiles(directory=EDITORS))] if EDITORS.is_dir() else []
    return [*drawing, *editors]
