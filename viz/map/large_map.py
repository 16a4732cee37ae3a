"""The map of a large network: one self-contained page, drawn with WebGL, up to 50,000 nodes."""

import shlex
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from ...graph.network.network import Network
from ...graph.read.names import country_names
from ...graph.ties.projection import Edges
from ...ontology import load_scheme
from ..draw.groups import groups_of
from ..draw.islands import Islands, place_in_islands
from ..draw.labels import short_name
from .bundles import read_bundle
from .network_map import NetworkMap, check_drawable, headings
from .page import SCRIPTS, Page, fill_template
from .strongest import FEW, Strongest, find_strongest

FOLDER = SCRIPTS.parent / "large"
MOST_NODES = 50_000
# Islands are communities of these strongest ties of each node.
NEAR = 2


def draw_large_map(network: Network, title: str | None = None) -> NetworkMap:
    """Draw *network* with WebGL: all of its nodes up to 50,000, and of its ties those that matter most."""
    check_drawable(network)
    script = read_bundle("large")
    page = compose_large(network, title)
    return NetworkMap(render_large(page, script), _caption(page.page["counts"], network.notes))


def compose_large(network: Network, title: str | None = None) -> Page:
    """Compute all that the page of *network* holds; its facts are nodes and ties as columns."""
    kept = _busiest(network)
    strongest = find_strongest(kept)
    islands = _islands(kept, strongest)
    groups, member = groups_of(kept.store, kept.selection.nodes)
    ties = _ties(kept, strongest, islands)
    heads = headings(kept.store, title)
    page = {
        **heads,
        "version": kept.store.version,
        "tie": {**_labels(kept), "name": kept.tie.name, "directed": kept.tie.directed},
        "between": kept.selection.level,
        "weight": kept.weight,
        "filters": kept.selection.filters.describe(),
        "options": _options(kept),
        "hidden": {what: len(names) for what, names in network.selection.hidden.items()},
        "undated": network.selection.undated,
        "groups": [asdict(group) for group in groups.values() if group.id in member],
        "codes": {"actor-kind": _kinds()},
        "countries": {code: [name, ru] for code, (name, ru, _) in country_names(kept.store).items()},
        "counts": _counts(network, strongest, islands, ties["level"]),
    }
    return Page(heads["title"], page, {"nodes": _nodes(kept, islands, member), "ties": ties, "places": {}})


def render_large(page: Page, script: str) -> str:
    """Write the page; all text of the data reaches it as JSON."""
    style = "\n".join(path.read_text(encoding="utf-8") for path in (SCRIPTS / "page.css", FOLDER / "large.css"))
    return fill_template(FOLDER, page, style, script)


def _busiest(network: Network) -> Network:
    """Keep the ties between the nodes of most activities where there are too many nodes."""
    counts = np.array([attributes["activities"] for _, attributes in network.nodes])
    if len(counts) <= MOST_NODES:
        return network
    here = np.zeros(len(counts), dtype=bool)
    here[np.lexsort((np.arange(len(counts)), -counts))[:MOST_NODES]] = True
    edges = network.edges
    keep = here[edges.source] & here[edges.target]
    kept = Edges(*(column[keep] for column in (edges.source, edges.target, edges.weight, edges.activities)))
    return replace(network, edges=kept)


def _islands(network: Network, strongest: Strongest) -> Islands:
    near = strongest.edges[strongest.rank < NEAR]
    edges = network.edges
    pairs = np.stack([edges.source[near], edges.target[near]], axis=1)
    return place_in_islands(len(network.selection.nodes), pairs, edges.weight[near])


def _ties(network: Network, strongest: Strongest, islands: Islands) -> dict[str, list[Any]]:
    """Return the ties that are held as columns; ``level`` says from which choice of lines on one is drawn.

    0: the strongest of one of its ends, within an island; 1: the same between islands; 2: among the three
    strongest of an end; 3: all others.
    """
    edges, held = network.edges, strongest.edges
    source, target = edges.source[held], edges.target[held]
    apart = islands.member[source] != islands.member[target]
    level = np.where(strongest.rank == 0, apart.astype(int), np.where(strongest.rank < FEW, 2, 3))
    weight = edges.weight[held]
    return {
        "source": source.tolist(),
        "target": target.tolist(),
        "weight": np.round(weight, 3).tolist() if network.weight == "newman" else np.rint(weight).astype(int).tolist(),
        "activities": edges.activities[held].tolist(),
        "stated": network.stated[held].tolist(),
        "level": level.tolist(),
    }


def _nodes(network: Network, islands: Islands, member: list[str]) -> dict[str, list[Any]]:
    nodes, edges = network.selection.nodes, network.edges
    groups = list(dict.fromkeys(member))
    degree = np.bincount(np.r_[edges.source, edges.target], minlength=len(nodes))
    return {
        "id": [node.id for node in nodes],
        "name": [node.name for node in nodes],
        "ru": [node.name_ru for node in nodes],
        "translated": [int(node.name_ru_ground == "translated") for node in nodes],
        "short": [short_name(node.name).replace("\n", " ") for node in nodes],
        "shortRu": [short_name(node.name_ru).replace("\n", " ") for node in nodes],
        "kind": [node.kind for node in nodes],
        "country": [node.country for node in nodes],
        "activities": [attributes["activities"] for _, attributes in network.nodes],
        "ties": degree.tolist(),
        "x": islands.x.tolist(),
        "y": islands.y.tolist(),
        "island": islands.member.tolist(),
        "group": [groups.index(one) for one in member],
        "groups": groups,
    }


def _counts(network: Network, strongest: Strongest, islands: Islands, level: list[int]) -> dict[str, Any]:
    """Count what is shown and what is hidden; ``drawn`` is the number of ties for each choice of lines."""
    edges, total, placed = network.edges, len(network.selection.nodes), int((islands.member >= 0).sum())
    alone = total - len(np.unique(np.r_[edges.source, edges.target]))
    return {
        "nodes": total,
        "placed": placed,
        "alone": alone,
        "cut": total - placed - alone,
        "ties": len(edges),
        "stated": int((network.stated > 0).sum()),
        "held": len(strongest.edges),
        "depth": strongest.depth,
        "drawn": np.cumsum(np.bincount(level, minlength=4)).tolist(),
        "islands": islands.count,
        "activities": len(np.unique(network.selection.activity)),
    }


def _caption(counts: dict[str, Any], notes: list[str]) -> str:
    parts = [
        f"{counts['placed']:,} of {counts['nodes']:,} nodes in {counts['islands']:,} islands",
        f"{counts['drawn'][0]:,} of {counts['ties']:,} ties drawn at first, {counts['held']:,} on the page",
        *([f"{counts['alone']:,} without a tie"] if counts["alone"] else []),
        *([f"{counts['cut']:,} of fewest activities left out"] if counts["cut"] else []),
        *notes,
    ]
    return "; ".join(parts) + "."


def _options(network: Network) -> str:
    """Write the options with which a command takes the same network."""
    selection = network.selection
    asked: dict[str, Any] = {"tie": network.tie.name, "between": selection.level, "weight": network.weight}
    usual = {"tie": "joint", "between": "actors", "weight": "activities"}
    chosen = [(name, value) for name, value in asked.items() if value != usual[name]]
    for name, value in vars(selection.filters).items():
        chosen += [(name, each) for each in (value if isinstance(value, tuple) else [value]) if each]
    chosen += [("all_actors", True)] if selection.all_actors else []
    words = [(f"--{name.replace('_', '-')}", "" if value is True else str(value)) for name, value in chosen]
    return "".join(f" {shlex.join(filter(None, pair))}" for pair in words)


def _labels(network: Network) -> dict[str, list[str]]:
    concept = network.tie.concept
    said = {"label": concept.labels, "definition": concept.definitions}
    return {name: [texts["en"], texts.get("ru", texts["en"])] for name, texts in said.items()}


def _kinds() -> dict[str, list[str]]:
    concepts = load_scheme("actor-kind").concepts
    return {code: [one.labels["en"], one.labels.get("ru", one.labels["en"])] for code, one in concepts.items()}
