"""The network as a drawing for the page: places by country, the busiest named, no label over another."""

import math
from dataclasses import dataclass

from ....graph.network.network import Network
from ...draw.groups import Group, groups_of, shape_of
from ...draw.labels import short_name
from ...draw.layout import HEIGHT as DRAWN_HEIGHT
from ...draw.layout import WIDTH as DRAWN_WIDTH
from ...draw.layout import Sector, ring_layout
from ..words import Words
from .bars import WIDTH
from .drawing import Drawing
from .label_places import place_labels
from .letters import text_box, text_width

# An inferred tie is drawn from this many activities on, as on the map.
FAINT_FROM = 3
SHAPE_LABELS = {
    "dot": ("agency", "ведомство"),
    "square": ("ministry", "министерство"),
    "triangle": ("training institution", "учебное заведение"),
    "diamond": ("international organisation", "международная организация"),
    "star": ("EU institution", "учреждение ЕС"),
    "hexagon": ("university or company", "университет или компания"),
}
# A sheet holds no more; of a larger network the busiest nodes are drawn, and the heaviest ties among them.
MOST_NODES, MOST_LINES = 120, 1500
HEIGHT, TYPE, TITLE = 715, 9.4, 11.5
_MARGIN = (52, 30)
# Widths of the heaviest tie and of the lightest.
_WIDEST, _THINNEST = 4.5, 0.35


@dataclass(frozen=True)
class DrawnNetwork:
    """The drawing, and what a caption must say.

    ``nodes`` are tied, ``drawn`` of them are on the sheet, ``named`` found room for a label, and
    ``hidden`` ties between those on the sheet are not drawn.
    """

    drawing: Drawing
    nodes: int
    drawn: int
    named: int
    hidden: int


@dataclass(frozen=True)
class _Line:
    """A tie on the sheet: its ends, and how wide it is for all its activities and for those that are stated."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    core: float


def draw_network(network: Network, words: Words) -> DrawnNetwork:
    """Draw *network*: a tie as a band of all its activities with a core of those that are stated."""
    edges = network.edges
    tied = sorted({*edges.source.tolist(), *edges.target.tolist()})
    attributes = dict(network.nodes)
    times = {node: int(attributes[network.selection.nodes[node].id]["activities"]) for node in tied}
    busiest = sorted(sorted(tied, key=lambda node: (-times[node], node))[:MOST_NODES])
    index = {node: position for position, node in enumerate(busiest)}
    nodes = [network.selection.nodes[node] for node in busiest]
    counts = [times[node] for node in busiest]
    groups, member = groups_of(network.store, nodes)
    names = [f"{node.country or '~'} {node.name}" for node in nodes]
    places, sectors = ring_layout(member, counts, names, groups)
    height = min(HEIGHT, 260 + 9 * len(nodes))
    points = [_on_sheet(x, y, height) for x, y in places]
    most = max(counts)
    radii = [2.6 + 7 * math.sqrt(count / most) for count in counts]
    drawing = Drawing(WIDTH, height)
    lines, hidden = _lines(network, index, points)
    for line in lines:
        drawing.line(line.start, line.end, "inferred", line.width)
    for line in lines:
        if line.core:
            drawing.line(line.start, line.end, "stated", line.core)
    for point, radius, node, group in zip(points, radii, nodes, member, strict=True):
        drawing.mark(shape_of(node.kind), *point, radius, groups[group].colour)
    labels = [_label(words, groups[group], words.node(node)) for node, group in zip(nodes, member, strict=True)]
    titles = [_title(_group_name(words, groups[sector.group]), sector, height) for sector in sectors]
    order = sorted(range(len(nodes)), key=lambda i: (-counts[i], nodes[i].id))
    taken = [_title_box(*title) for title in titles]
    spots = place_labels(points, radii, labels, order, TYPE, (0, 0, WIDTH, height), taken)
    for i, spot in spots.items():
        drawing.text(spot.x, spot.y, labels[i], spot.align, size=TYPE, halo=True)
    for text, x, y in titles:
        drawing.text(x, y, text, "middle", size=TITLE, bold=True, halo=True)
    _legends(drawing, words, [groups[group] for group in groups if group in member], {node.kind for node in nodes})
    return DrawnNetwork(drawing, len(tied), len(nodes), len(spots), hidden)


def _on_sheet(x: float, y: float, height: float) -> tuple[float, float]:
    """Bring a place of the layout, whose middle is 0,0, to the sheet, which is less wide."""
    across, down = _MARGIN
    reach = 1.13
    return (
        round(WIDTH / 2 + x / (DRAWN_WIDTH / 2 * reach) * (WIDTH / 2 - across), 1),
        round(height / 2 + y / (DRAWN_HEIGHT / 2 * reach) * (height / 2 - down), 1),
    )


def _label(words: Words, group: Group, name: str) -> str:
    """Shorten a name; without the country where the picture shows that."""
    return short_name(name, words.concept_pair(group.label, group.label_ru) if group.outer else "")


def _title(text: str, sector: Sector, sheet: float) -> tuple[str, float, float]:
    """Place the title of a sector beyond its outermost nodes, inside the sheet."""
    half, height = text_width(text, TITLE, bold=True) / 2, text_box(text, TITLE)[1]
    x, y = _on_sheet(sector.x, sector.y, sheet)
    return text, min(max(x, half), WIDTH - half), min(max(y, height / 2 + 2), sheet - height / 2 - 2)


def _title_box(text: str, x: float, y: float) -> tuple[float, float, float, float]:
    half, height = text_width(text, TITLE, bold=True) / 2, text_box(text, TITLE)[1]
    return x - half, y - height / 2, x + half, y + height / 2


def _lines(network: Network, index: dict[int, int], points: list[tuple[float, float]]) -> tuple[list[_Line], int]:
    """Choose the ties to draw, the lightest first, and the number of those left out: rare and not stated."""
    edges, lines, hidden = network.edges, [], 0
    most = max(edges.activities.tolist())
    numbers = (edges.source.tolist(), edges.target.tolist(), edges.activities.tolist(), network.stated.tolist())
    for source, target, count, stated in zip(*numbers, strict=True):
        if source not in index or target not in index:
            continue
        if not stated and count < FAINT_FROM:
            hidden += 1
            continue
        width, core = (max(_WIDEST * part / most, _THINNEST) if part else 0 for part in (count, stated))
        lines.append(_Line(points[index[source]], points[index[target]], width, core))
    lines.sort(key=lambda line: line.width)
    return lines[-MOST_LINES:], hidden + max(len(lines) - MOST_LINES, 0)


def _legends(drawing: Drawing, words: Words, groups: list[Group], kinds: set[str]) -> None:
    """Say below the picture what its colours, shapes and lines mean."""
    shapes = {shape_of(kind) for kind in kinds}
    places = [("dot", group.colour, _group_name(words, group)) for group in groups]
    marks = [(shape, "soft", words.concept_pair(*pair)) for shape, pair in SHAPE_LABELS.items() if shape in shapes]
    y = drawing.legend(6, drawing.height + 12, places)
    y = drawing.legend(6, y + 2, marks)
    y = drawing.legend(6, y + 2, [("band", "stated", words("legend-tie"))])
    drawing.height = y - 4


def _group_name(words: Words, group: Group) -> str:
    return words.concept_pair(group.label, group.label_ru)
