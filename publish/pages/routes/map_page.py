"""The evaluator's map at ``/map``: the page that ``comity map`` writes, drawn once for each graph."""

import threading
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

if TYPE_CHECKING:
    from ..context import Pages
    from ..models.contents import Contents

_DRAWING = threading.Lock()

POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)


def draw_map_page(contents: "Contents") -> str:
    """Draw the map of all that the graph holds; its filters are read by the page itself, from its address."""
    with _DRAWING:  # of several that ask at once, one draws
        if contents.map is None:
            from ....viz.map.network_map import draw_map

            contents.map = draw_map(contents.ties.network).html
    return contents.map


def has_ties(contents: "Contents") -> bool:
    """Tell whether there is anything to draw."""
    return len(contents.ties.network.edges) > 0


def send_map_page(site: "Pages", _: Request) -> Response:
    """Send the page, which carries inside a policy that allows its own scripts alone."""
    return HTMLResponse(draw_map_page(site.contents), headers={"Content-Security-Policy": POLICY})
