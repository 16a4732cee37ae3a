"""The network map: one self-contained page that holds the facts and ties them in the browser."""

import base64
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from ...data.errors import ComityError
from ...graph.analysis.comparison import ALPHA, FEWEST
from ...graph.network.network import Network
from ...graph.read.facts import read_facts
from ..draw.part import PagePart, choose_part
from ..draw.positions import compute_positions
from ..draw.shapes import draw_places
from .page import Page, render
from .vocabulary import vocabulary

if TYPE_CHECKING:
    from ...graph.store.protocol import Store

_TITLES = """SELECT ?title WHERE {
  ?package a prov:Entity ; dct:identifier ?name ; owl:versionInfo ?version ; dct:title ?title .
} ORDER BY ?package"""


@dataclass(frozen=True)
class NetworkMap:
    """A drawn network. ``html`` is the whole page; shown in a notebook it draws itself."""

    html: str
    caption: str

    def save(self, path: Path | str) -> None:
        """Write the page."""
        Path(path).write_text(self.html, encoding="utf-8")

    def __repr__(self) -> str:
        return f"<NetworkMap: {self.caption.partition(';')[0]}>"

    def _repr_html_(self) -> str:
        content = base64.b64encode(self.html.encode()).decode()
        frame = 'style="width: 100%; height: 680px; border: 1px solid #ccc" sandbox="allow-scripts allow-downloads"'
        return f'<iframe src="data:text/html;base64,{content}" {frame}></iframe>'


def draw_map(
    network: Network, title: str | None = None, part: str | None = None, around: str | None = None
) -> NetworkMap:
    """Draw *network*; the places of its nodes are computed here and stay fixed on the page.

    The page begins with the tie, the level and the filters of *network* and can go on to any others,
    since it holds all facts of the store. Of a large network it holds the *part* that matters (see
    ``choose_part``): with *around*, an actor and its partners.
    """
    check_drawable(network)
    chosen = choose_part(network, part, around)
    return NetworkMap(render(compose(network, chosen, title, around or "")), caption(network, chosen))


def compose(network: Network, part: PagePart, title: str | None = None, pick: str = "") -> Page:
    """Read and compute all that the page of *network* holds; it begins with *pick* chosen."""
    store = network.store
    facts, positions = read_facts(store, part.actors), compute_positions(store, part.actors)
    heads = headings(store, title)
    page = {
        **heads,
        "version": store.version,
        "start": "&".join(filter(None, [start_of(network), urlencode({"pick": pick}) if pick else ""])),
        "compare": {"fewest": FEWEST, "alpha": ALPHA},
        "codes": vocabulary(),
        "nodes": positions,
        "map": draw_places(facts["places"]),
        "part": part.data(),
    }
    return Page(heads["title"], page, facts)


def check_drawable(network: Network) -> None:
    """Raise ``ComityError`` for a network that no map can show."""
    if network.two_mode:
        raise ComityError("a map shows ties; draw it without --two-mode")
    if not len(network.edges):
        raise ComityError(f"there is nothing to draw: {network.notes[-1]}")


def headings(store: "Store", title: str | None) -> dict[str, str]:
    """Write the heading of a page in both languages: *title*, or one with the titles of the packages of *store*."""
    names = ", ".join(row["title"] for row in store.query(_TITLES).rows)
    return {
        "title": title or f"Who worked with whom in {names or 'this graph'}",
        "titleRu": title or f"Кто с кем сотрудничал: {names or 'этот граф'}",
    }


def start_of(network: Network) -> str:
    """Write what *network* shows as the address of a page writes it.

    >>> from comity import open
    >>> start_of(open().network(tie="expertise", since="2017", country=["KAZ", "KGZ"]))
    'tie=expertise&since=2017-01-01&country=KAZ%2CKGZ'
    """
    selection, usual = network.selection, {"tie": "joint", "between": "actors", "weight": "activities"}
    asked: dict[str, str] = {"tie": network.tie.name, "between": selection.level, "weight": network.weight}
    written = {name: value for name, value in asked.items() if value != usual[name]}
    for name, value in vars(selection.filters).items():
        if isinstance(value, date):
            written[name] = str(value)
        elif isinstance(value, tuple) and value:
            written[name] = ",".join(value)
    flags = {"stated-only": selection.filters.stated_only, "all-actors": selection.all_actors}
    for name, on in {**flags, "within": selection.filters.within}.items():
        if on:
            written[name] = "1"
    return urlencode(written)


def caption(network: Network, part: PagePart) -> str:
    """Say in a line what the page shows first, and what it leaves out."""
    selection, stated = network.selection, int((network.stated > 0).sum())
    parts = [
        f"{len(network.edges):,} ties, {stated:,} of them stated at least once, the others inferred alone",
        f"{len(np.unique(selection.activity)):,} of {len(selection.activities):,} activities",
    ]
    tied = {*network.edges.source.tolist(), *network.edges.target.tolist()}
    alone = [node.name for number, node in enumerate(selection.nodes) if number not in tied]
    parts += [*network.notes, *part.notes]
    if alone:
        parts.append(f"{len(alone)} without a tie: {', '.join(alone[:8])}{' …' if len(alone) > 8 else ''}")
    return "; ".join(parts) + "."
