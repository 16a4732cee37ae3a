"""The network as a chart for the page: places by country, the strongest named, no label over another."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...graph.network import Network
from ..groups import groups_of, shape_of
from ..labels import short_name
from ..layout import HEIGHT as DRAWN_HEIGHT
from ..layout import WIDTH as DRAWN_WIDTH
from ..layout import ring_layout
from .charts import GROUND, INK, SOFT, WIDTH, _altair, _plain, _values, styled
from .label_places import place_labels, text_box
from .words import Words

if TYPE_CHECKING:
    import altair

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
HEIGHT, TYPE, TITLE = 640, 9.4, 11.5
_MARGIN = (52, 30)
_SYMBOLS = {
    "dot": "circle",
    "square": "square",
    "triangle": "triangle-up",
    "diamond": "diamond",
    "star": "M0,-1L0.29,-0.4L0.95,-0.31L0.48,0.15L0.59,0.81L0,0.5L-0.59,0.81L-0.48,0.15L-0.95,-0.31L-0.29,-0.4Z",
    "hexagon": "M0.5,-0.87L1,0L0.5,0.87L-0.5,0.87L-1,0L-0.5,-0.87Z",
}


@dataclass(frozen=True)
class DrawnNetwork:
    """The chart, and what a caption must say.

    ``nodes`` are tied, ``drawn`` of them are on the sheet, ``named`` found room for a label, and
    ``hidden`` ties between those on the sheet are not drawn.
    """

    chart: "altair.TopLevelMixin"
    nodes: int
    drawn: int
    named: int
    hidden: int


def draw_network(network: Network, words: Words) -> DrawnNetwork:
    """Draw *network*; ties of inferred participations alone are faint and dashed, rare ones are left out."""
    edges, stated = network.edges, network.stated.tolist()
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
    points = [_on_sheet(x, y) for x, y in places]
    most = max(counts)
    radii = [2.6 + 7 * math.sqrt(count / most) for count in counts]
    label_of = {group.id: words.concept_pair(group.label, group.label_ru) for group in groups.values()}
    labels = [
        short_name(words.node(node), label_of[member[i]] if groups[member[i]].outer else "")
        for i, node in enumerate(nodes)
    ]
    titles = [_title(label_of[sector.group], sector.x, sector.y) for sector in sectors]
    order = sorted(range(len(nodes)), key=lambda i: (-counts[i], nodes[i].id))
    taken = [_title_box(title) for title in titles]
    spots = place_labels(points, radii, labels, order, TYPE, (-40, 0, WIDTH + 40, HEIGHT), taken)
    lines, hidden = _lines(network, index, points, stated)
    dots = [
        {
            "x": x,
            "y": y,
            "size": (2 * radius) ** 2,
            "group": label_of[member[i]],
            "kind": _kind(shape_of(nodes[i].kind), words),
        }
        for i, ((x, y), radius) in enumerate(zip(points, radii, strict=True))
    ]
    texts = [
        {"x": spot.x, "y": spot.y, "text": labels[i].split("\n"), "align": spot.align} for i, spot in spots.items()
    ]
    colours = {label_of[group.id]: group.colour for group in groups.values()}
    shapes = {_kind(shape, words): symbol for shape, symbol in _SYMBOLS.items()}
    return DrawnNetwork(_chart(lines, dots, texts, titles, colours, shapes), len(tied), len(nodes), len(spots), hidden)


def _on_sheet(x: float, y: float) -> tuple[float, float]:
    """Bring a place of the layout, whose middle is 0,0, to the sheet, which is less wide."""
    across, down = _MARGIN
    reach = 1.13
    return (
        round(WIDTH / 2 + x / (DRAWN_WIDTH / 2 * reach) * (WIDTH / 2 - across), 1),
        round(HEIGHT / 2 + y / (DRAWN_HEIGHT / 2 * reach) * (HEIGHT / 2 - down), 1),
    )


def _title(text: str, x: float, y: float) -> dict[str, Any]:
    """Place the title of a sector beyond its outermost nodes, inside the sheet."""
    width, height = text_box(text, TITLE)
    at_x, at_y = _on_sheet(x, y)
    return {
        "x": min(max(at_x, width / 2), WIDTH - width / 2),
        "y": min(max(at_y, height / 2 + 2), HEIGHT - height / 2 - 2),
        "text": text,
    }


def _title_box(title: dict[str, Any]) -> tuple[float, float, float, float]:
    width, height = text_box(title["text"], TITLE)
    x, y = title["x"], title["y"]
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _lines(
    network: Network, index: dict[int, int], points: list[tuple[float, float]], stated: list[int]
) -> tuple[list[dict[str, Any]], int]:
    """Give the ties to draw, the faint ones first, and the number of those left out."""
    edges = network.edges
    heaviest = math.sqrt(max([*stated, 1]))
    found, hidden = [], 0
    for number, (source, target) in enumerate(zip(edges.source.tolist(), edges.target.tolist(), strict=True)):
        if source not in index or target not in index:
            continue
        if not stated[number] and edges.activities[number] < FAINT_FROM:
            hidden += 1
            continue
        (x, y), (x2, y2) = points[index[source]], points[index[target]]
        share = math.sqrt(stated[number]) / heaviest
        line = {
            "x": x,
            "y": y,
            "x2": x2,
            "y2": y2,
            "width": round(0.4 + 3.2 * share if stated[number] else 0.4, 2),
            "ink": round(0.16 + 0.5 * share if stated[number] else 0.3, 2),
            "stated": bool(stated[number]),
        }
        found.append(line)
    found.sort(key=lambda line: line["width"])
    return found[-MOST_LINES:], hidden + max(len(found) - MOST_LINES, 0)


def _chart(
    lines: list[dict[str, Any]],
    dots: list[dict[str, Any]],
    texts: list[dict[str, Any]],
    titles: list[dict[str, Any]],
    colours: dict[str, str],
    shapes: dict[str, str],
) -> "altair.TopLevelMixin":
    alt = _altair()
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, HEIGHT], nice=False, reverse=True), axis=None)
    drawn = (
        alt.Chart(_values(lines))
        .mark_rule(color=SOFT)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
            opacity=alt.Opacity("ink:Q", scale=None, legend=None),
            strokeDash=alt.condition("datum.stated", alt.value([1, 0]), alt.value([1.5, 3])),
        )
    )
    here = {row["group"] for row in dots}
    kinds = [kind for kind in shapes if any(row["kind"] == kind for row in dots)]
    marks = (
        alt.Chart(_values(dots))
        .mark_point(filled=True, opacity=1, stroke=GROUND, strokeWidth=0.8)
        .encode(
            x=x,
            y=y,
            size=alt.Size("size:Q", scale=None, legend=None),
            color=alt.Color(
                "group:N",
                scale=alt.Scale(domain=_plain(colours), range=list(colours.values())),
                legend=alt.Legend(columns=4, symbolType="circle", symbolSize=90) if here else None,
            ),
            shape=alt.Shape(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[shapes[kind] for kind in kinds]),
                legend=alt.Legend(
                    orient="bottom", columns=6, symbolFillColor=SOFT, symbolStrokeColor=SOFT, symbolSize=90
                ),
            ),
        )
    )
    layers = [drawn, marks]
    for align in ("left", "right", "center"):
        some = [row for row in texts if row["align"] == align]
        base = alt.Chart(_values(some)).encode(x=x, y=y, text="text:N")
        common = {"align": align, "baseline": "middle", "fontSize": TYPE, "lineHeight": TYPE * 1.16}
        layers.append(base.mark_text(**common, stroke=GROUND, strokeWidth=2.6, strokeJoin="round", color=GROUND))
        layers.append(base.mark_text(**common, color=INK))
    base = alt.Chart(_values(titles)).encode(x=x, y=y, text="text:N")
    layers.append(base.mark_text(fontSize=TITLE, fontWeight="bold", stroke=GROUND, strokeWidth=3, color=GROUND))
    layers.append(base.mark_text(fontSize=TITLE, fontWeight="bold", color=INK))
    return styled(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT).resolve_scale(shape="independent"))


def _kind(shape: str, words: Words) -> str:
    return words.concept_pair(*SHAPE_LABELS[shape])
