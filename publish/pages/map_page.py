"""The evaluator's map at ``/map``: the page that ``comity map`` writes, drawn once for each graph."""

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...graph.store import EmbeddedStore

if TYPE_CHECKING:
    from ...graph.network import Network
    from .site import Site


POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)


@lru_cache(maxsize=1)
def draw(store: EmbeddedStore) -> str:
    """Draw the map of all that the graph holds; its filters are read by the page itself, from its address."""
    from ...viz.network_map import draw_map

    return draw_map(_network(store)).html


def has_ties(store: EmbeddedStore) -> bool:
    """Tell whether there is anything to draw."""
    return len(_network(store).edges) > 0


@lru_cache(maxsize=1)
def _network(store: EmbeddedStore) -> "Network":
    from ...graph.network import compute_network

    return compute_network(store)


def show(site: "Site", _: Request) -> Response:
    """Give the page, which carries inside a policy that allows its own scripts alone."""
    return HTMLResponse(draw(site.contents.store), headers={"Content-Security-Policy": POLICY})
