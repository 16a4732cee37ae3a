"""The network map: one self-contained page, made with pyvis, with our own template around it."""

import base64
import hashlib
import math
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ..data.errors import ComityError
from ..graph.evidence import read_activities
from ..graph.network import Network
from ..graph.projection import Edges
from ..graph.selection import Selection
from ..graph.ties import GIVING, RECEIVING
from .groups import SHAPE_LABELS, Group, groups_of, shape_of
from .labels import short_name
from .layout import Sector, close_layout, ring_layout

TEMPLATES = Path(__file__).parent / "templates"
# An inferred tie is drawn from this many activities on; the caption says how many are not.
FAINT_FROM = 3


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

    def _repr_html_(self) -> str:
        content = base64.b64encode(self.html.encode()).decode()
        frame = 'style="width: 100%; height: 680px; border: 1px solid #ccc" sandbox="allow-scripts"'
        return f'<iframe src="data:text/html;base64,{content}" {frame}></iframe>'


def draw_map(network: Network, title: str | None = None) -> NetworkMap:
    """Draw *network*; the places of its nodes are computed here and stay fixed on the page."""
    if network.two_mode:
        raise ComityError("a map shows ties; draw it without --two-mode")
    if not network.rows:
        raise ComityError(f"there is nothing to draw: {network.notes[-1]}")
    page = _Page(network)
    data = page.data()
    caption = data["caption"]
    return NetworkMap(_render(page.nodes, page.edges, network.tie.directed, title or page.title, data), caption)


class _Page:
    """What the page needs, computed once."""

    def __init__(self, network: Network) -> None:
        self.network = network
        selection, edges = network.selection, network.edges
        tied = sorted({*edges.source.tolist(), *edges.target.tolist()})
        self.index = {node: position for position, node in enumerate(tied)}
        self.tied = [selection.nodes[node] for node in tied]
        self.alone = [node.name for position, node in enumerate(selection.nodes) if position not in self.index]
        attributes = dict(network.nodes)
        self.counts = [attributes[node.id]["activities"] for node in self.tied]
        self.groups, self.member = groups_of(network.store, self.tied)
        names = [f"{node.country or '~'} {node.name}" for node in self.tied]
        inner_edges = [
            (self.index[source], self.index[target])
            for source, target in zip(edges.source.tolist(), edges.target.tolist(), strict=True)
        ]
        self.pairs = inner_edges
        self.places, self.sectors = ring_layout(self.member, self.counts, names, self.groups)
        self.close = close_layout(len(tied), _reindexed(network, inner_edges), self.places)
        self.nodes = self._nodes()
        self.edges = self._edges()

    @property
    def title(self) -> str:
        names = [row["title"] for row in self.network.store.query(_TITLES).rows]
        return f"Who worked with whom in {', '.join(names) or 'this graph'}"

    def _nodes(self) -> list[dict[str, Any]]:
        largest = max(self.counts)
        found = []
        for position, node in enumerate(self.tied):
            group = self.groups[self.member[position]]
            size = 5 + 13 * math.sqrt(self.counts[position] / largest)
            hollow = self.network.selection.all_actors and node.id in self._collective
            fill = "#ffffff" if hollow else group.colour
            x, y = self.places[position]
            found.append(
                {
                    "id": position,
                    "x": x,
                    "y": y,
                    "shape": shape_of(node.kind),
                    "size": round(size, 1),
                    "color": {"background": fill, "border": group.colour},
                    "borderWidth": 2 if hollow else 1,
                }
            )
        return found

    @cached_property
    def _collective(self) -> set[str]:
        table = self.network.store.table("actors")
        return {row["actor"] for row in table.select(["actor", "collective"]).to_pylist() if row["collective"]}

    def _edges(self) -> list[dict[str, Any]]:
        edges = self.network.edges
        heaviest = math.sqrt(max(float(edges.weight.max()), 1.0))
        found = []
        columns = zip(
            self.pairs, edges.weight.tolist(), edges.activities.tolist(), self.network.stated.tolist(), strict=True
        )
        for number, ((source, target), weight, activities, stated) in enumerate(columns):
            same = self.member[source] == self.member[target]
            colour = self.groups[self.member[source]].colour if same else "#44546f"
            share = weight * stated / activities
            edge: dict[str, Any] = {"id": number, "from": source, "to": target}
            if stated:
                edge["width"] = round(0.6 + 5.4 * math.sqrt(share) / heaviest, 2)
                edge["color"] = {"color": colour, "opacity": 0.4}
            else:
                edge["width"] = 0.6
                edge["color"] = {"color": colour, "opacity": 0.22}
                edge["dashes"] = [2, 4]
                edge["hidden"] = activities < FAINT_FROM
            found.append(edge)
        return found

    def data(self) -> dict[str, Any]:
        network = self.network
        behind = [[network.selection.activities[activity] for activity in found] for found in network.behind]
        selection = network.selection
        order = {name: number for number, name in enumerate(_in_order_of_time(selection))}
        wanted = sorted({name for names in behind for name in names}, key=order.__getitem__)
        position = {name: number for number, name in enumerate(wanted)}
        return {
            "subtitle": self._subtitle(),
            "caption": self._caption(),
            "finding": self._finding(),
            "definition": network.definition,
            "version": network.store.version,
            "directed": network.tie.directed,
            "faintFrom": FAINT_FROM,
            "nodes": [self._node_data(number) for number in range(len(self.tied))],
            "edges": [
                {
                    "weight": row["weight"],
                    "activities": row["activities"],
                    "stated": int(stated),
                    "first": row["first"],
                    "last": row["last"],
                    "behind": [position[name] for name in names],
                }
                for row, stated, names in zip(network.rows, self.network.stated.tolist(), behind, strict=True)
            ],
            "activities": [asdict(record) for record in read_activities(network.store, wanted)],
            "groups": [_group_data(group) for group in self.groups.values()],
            "shapes": [
                {"shape": shape, "label": "country" if network.selection.level == "countries" else label}
                for shape, (label, _) in SHAPE_LABELS.items()
                if any(node["shape"] == shape for node in self.nodes)
            ],
            "sectors": [self._sector_data(sector) for sector in self.sectors if network.selection.level != "countries"],
            "members": self._members(),
            "alone": self.alone,
            "close": self.close,
        }

    def _node_data(self, number: int) -> dict[str, Any]:
        node, group = self.tied[number], self.groups[self.member[number]]
        return {
            "id": node.id,
            "name": node.name,
            "nameRu": node.name_ru,
            "short": short_name(node.name, group.label if group.outer else ""),
            "kind": node.kind,
            "country": node.country,
            "group": self.member[number],
            "activities": self.counts[number],
        }

    def _members(self) -> dict[str, list[str]]:
        """Give the actors that each node stands for, where it stands for others than itself."""
        selection = self.network.selection
        found: dict[str, set[str]] = {}
        for actor, node in {*zip(selection.actor.tolist(), selection.node.tolist(), strict=True)}:
            found.setdefault(selection.nodes[node].id, set()).add(selection.actors[actor])
        return {node: sorted(actors) for node, actors in found.items() if actors != {node}}

    def _sector_data(self, sector: Sector) -> dict[str, Any]:
        return {"label": self.groups[sector.group].label, "x": sector.x, "y": sector.y}

    def _subtitle(self) -> str:
        network = self.network
        activities = len({*network.selection.activity.tolist()})
        first = network.selection.first[~np.isnat(network.selection.first)]
        last = network.selection.last[~np.isnat(network.selection.last)]
        period = f"{str(first.min())[:4]}–{str(last.max())[:4]}" if len(first) else "no dates"
        grounds = "stated only" if network.selection.filters.stated_only else "stated and inferred"
        parts = [f"{len(self.tied):,} {network.selection.level}", _activities(activities), period]
        parts += [network.title, grounds]
        return " · ".join(parts)

    def _finding(self) -> str:
        """Say what the picture shows first: who gave expertise most, and the tie best attested."""
        edges, arrow = self.network.edges, "to" if self.network.tie.directed else "and"
        best = max(range(len(edges)), key=lambda i: (self.network.stated[i], edges.activities[i], -i))
        source, target = (self.tied[node] for node in self.pairs[best])
        count, ground = (
            int(self.network.stated[best]) or int(edges.activities[best]),
            "stated" if self.network.stated[best] else "inferred",
        )
        between = "from" if self.network.tie.directed else "between"
        strongest = (
            f"The tie best attested is {between} {source.name} {arrow} {target.name}: "
            f"{count} {ground} {'activity' if count == 1 else 'activities'}."
        )
        return f"{self._giver() or self._busiest()} {strongest}"

    def _giver(self) -> str:
        """Name who gave expertise in most activities, and to how many countries."""
        selection = self.network.selection
        gave, got = selection.holds(GIVING), selection.holds(RECEIVING)
        pairs = {*zip(selection.node[gave].tolist(), selection.activity[gave].tolist(), strict=True)}
        counts = Counter(node for node, _ in pairs)
        if not counts:
            return ""
        giver, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        own = selection.nodes[giver]
        there = {activity for node, activity in pairs if node == giver}
        reached = {
            selection.nodes[node].country
            for node, activity in zip(selection.node[got].tolist(), selection.activity[got].tolist(), strict=True)
            if activity in there
        } - {own.country, ""}
        countries = f", to {len(reached)} {'country' if len(reached) == 1 else 'countries'}" if reached else ""
        return f"{own.name} gave expertise most often: in {_activities(count)}{countries}."

    def _busiest(self) -> str:
        busiest = max(range(len(self.tied)), key=lambda i: (self.counts[i], -i))
        return f"{self.tied[busiest].name} took part most often: in {_activities(self.counts[busiest])}."

    def _caption(self) -> str:
        edges = self.network.edges
        stated = int((self.network.stated > 0).sum())
        hidden = sum(1 for edge in self.edges if edge.get("hidden"))
        parts = [f"{len(edges):,} ties, {stated:,} of them stated; the rest rest on inference alone and are dashed"]
        if hidden:
            parts.append(f"{hidden:,} inferred from fewer than {FAINT_FROM} activities are not drawn")
        parts += self.network.notes
        if self.alone:
            parts.append(
                f"{len(self.alone)} without a tie: {', '.join(self.alone[:8])}{' …' if len(self.alone) > 8 else ''}"
            )
        return "; ".join(parts) + "."


def _in_order_of_time(selection: Selection) -> list[str]:
    order = np.lexsort((np.arange(len(selection.activities)), selection.first))
    return [selection.activities[index] for index in order.tolist()]


def _activities(count: int) -> str:
    return f"{count:,} {'activity' if count == 1 else 'activities'}"


def _reindexed(network: Network, pairs: list[tuple[int, int]]) -> Any:
    array = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    edges = network.edges
    return Edges(array[:, 0], array[:, 1], edges.weight, edges.activities)


def _group_data(group: Group) -> dict[str, Any]:
    return {"id": group.id, "label": group.label, "labelRu": group.label_ru, "colour": group.colour}


def _render(
    nodes: list[dict[str, Any]], edges: list[dict[str, Any]], directed: bool, title: str, data: dict[str, Any]
) -> str:
    """Let pyvis write the page from our template; all text of the data reaches the page as JSON."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network as PyvisNetwork

    drawn = PyvisNetwork(height="100%", width="100%", directed=directed, cdn_resources="in_line")
    # pyvis adds nodes and edges one by one in quadratic time; its lists can be filled at once.
    drawn.nodes, drawn.edges = nodes, edges
    drawn.options = _options(directed)
    drawn.set_template_dir(str(TEMPLATES), "map.html")
    drawn.templateEnv = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    style, script, library = _asset("map.css"), _asset("map.js"), vis_network()
    drawn.templateEnv.globals.update(
        title=title,
        data=data,
        style=style,
        script=script,
        library=library,
        policy=(
            "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
            f"style-src {_hash(style)}; script-src {_hash(library)} {_hash(script)}"
        ),
    )
    html: str = drawn.generate_html()
    return html


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
        },
        "nodes": {"font": {"size": 0}, "labelHighlightBold": False, "chosen": False},
        "edges": {
            "smooth": {"enabled": directed, "type": "curvedCW", "roundness": 0.12} if directed else False,
            "arrows": {"to": {"enabled": directed, "scaleFactor": 0.4}},
            "chosen": False,
            "selectionWidth": 0,
        },
    }


@cache
def vis_network() -> str:
    """Give the drawing library that the installed pyvis carries."""
    from importlib.resources import files

    path = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return path.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
