"""The page itself: data as JSON, our scripts and style, and pyvis's drawing library, in one file."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SCRIPTS = FOLDER / "page"
# One scope, in this order: what is needed first stands first.
ORDER = (
    *("words", "facts", "state", "selection", "ties", "shown", "sparql"),
    *("dom", "look", "labels", "describe"),
    *("picture", "focus", "picture-keys", "legend", "network-svg", "sheet"),
    *("places", "timeline", "matrix", "table"),
    *("activity", "node-detail", "evidence"),
    *("filters", "search", "time", "play", "compare"),
    *("csv", "xlsx", "graph-files", "export"),
    *("page", "start"),
)


def render(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], directed: bool, title: str, data: Any) -> str:
    """Let pyvis write the page from our template; all text of the data reaches the page as JSON."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network as PyvisNetwork

    drawn = PyvisNetwork(height="100%", width="100%", directed=directed, cdn_resources="in_line")
    # pyvis adds nodes and edges one by one in quadratic time; its lists can be filled at once.
    drawn.nodes, drawn.edges = nodes, edges
    drawn.options = _options(directed)
    drawn.set_template_dir(str(SCRIPTS), "page.html")
    drawn.templateEnv = Environment(loader=FileSystemLoader(SCRIPTS), autoescape=True)
    drawn.templateEnv.policies["json.dumps_function"] = _compact
    drawn.templateEnv.policies["json.dumps_kwargs"] = {}
    style, script, library = (SCRIPTS / "page.css").read_text(encoding="utf-8"), our_script(), vis_network()
    drawn.templateEnv.globals.update(
        title=title,
        words=json.loads((SCRIPTS / "words.json").read_text(encoding="utf-8")),
        style=style,
        script=script,
        library=library,
        policy=(
            "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
            f"style-src {_hash(style)}; script-src {_hash(library)} {_hash(script)}"
        ),
        **data,
    )
    html: str = drawn.generate_html()
    return html


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _options(directed: bool) -> dict[str, Any]:
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
    parts = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in ORDER]
    return '"use strict";\n(function () {\n' + "\n".join(parts) + "})();\n"


@cache
def vis_network() -> str:
    """Give the drawing library that the installed pyvis carries."""
    from importlib.resources import files

    path = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return path.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
