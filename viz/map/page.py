"""The page itself: data as JSON, our scripts and style, and pyvis's drawing library, in one file."""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..characters import in_page, only_html, spelt

if TYPE_CHECKING:
    from markupsafe import Markup

FOLDER = Path(__file__).parent
SCRIPTS = FOLDER / "page"
# One scope, in this order: what is needed first stands first.
ORDER = (
    *("words", "facts", "state", "selection", "ties", "shown", "comparison", "widening", "sparql"),
    *("dom", "certainty", "look", "labels", "describe"),
    *("picture", "focus", "picture-keys", "legend", "network-svg", "sheet"),
    *("places", "timeline", "matrix", "table"),
    *("finding", "activity", "node-detail", "evidence"),
    *("filters", "search-box", "matching", "search", "time", "play", "compare"),
    *("csv", "xlsx", "graph-files", "export"),
    *("page", "start"),
)


@dataclass(frozen=True)
class Page:
    """What a page holds: the first picture as pyvis takes it, what is computed beforehand, and the facts."""

    title: str
    directed: bool
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    page: dict[str, Any]
    facts: dict[str, Any]


def render(page: Page) -> str:
    """Let pyvis write the page from our template; all text of the data reaches the page as JSON."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network as PyvisNetwork

    drawn = PyvisNetwork(height="100%", width="100%", directed=page.directed, cdn_resources="in_line")
    # pyvis adds nodes and edges one by one in quadratic time; its lists can be filled at once.
    drawn.nodes, drawn.edges = page.nodes, page.edges
    drawn.options = _options()
    drawn.set_template_dir(str(SCRIPTS), "page.html")
    drawn.templateEnv = Environment(loader=FileSystemLoader(SCRIPTS), autoescape=True)
    drawn.templateEnv.filters["json"] = as_json
    style = (SCRIPTS / "page.css").read_text(encoding="utf-8")
    drawn.templateEnv.globals.update(
        title=page.title,
        page=page.page,
        facts=page.facts,
        **parts_of_page(SCRIPTS / "words.json", style, our_script(), vis_network()),
    )
    return only_html(drawn.generate_html())


def parts_of_page(words: Path, style: str, script: str, library: str) -> dict[str, Any]:
    """Give what a template puts around the data: words, style and scripts, and the policy that allows these alone."""
    return {
        "words": json.loads(words.read_text(encoding="utf-8")),
        "style": style,
        "script": script,
        "library": library,
        "policy": (
            "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
            f"style-src {in_policy(style)}; script-src {in_policy(library)} {in_policy(script)}"
        ),
    }


def as_json(value: Any) -> "Markup":
    """Write *value* as JSON that cannot end the script element it stands in: nothing in it begins a tag."""
    from markupsafe import Markup

    return Markup(spelt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")))


def _options() -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": True,
            "hideEdgesOnZoom": True,
            "selectConnectedEdges": False,
            "hoverConnectedEdges": False,
            "tooltipDelay": 0,
            "keyboard": False,
        },
        "nodes": {"font": {"size": 0}, "labelHighlightBold": False, "chosen": False},
        "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "arrows": {"to": {"scaleFactor": 0.45}}},
    }


@cache
def our_script() -> str:
    """Join the scripts of ``page/`` into one scope, with nothing left outside it."""
    return join_scripts(SCRIPTS / f"{name}.js" for name in ORDER)


def join_scripts(files: Iterable[Path]) -> str:
    """Join scripts into one scope."""
    parts = [file.read_text(encoding="utf-8") for file in files]
    return '"use strict";\n(function () {\n' + "\n".join(parts) + "})();\n"


@cache
def vis_network() -> str:
    """Give the drawing library that the installed pyvis carries."""
    from importlib.resources import files

    path = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return in_page(path.read_text(encoding="utf-8"))


def in_policy(text: str) -> str:
    """Name a script or a style in a Content-Security-Policy, by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
