"""Pictures of the vocabulary: its classes as boxes, what leads from one to another as arrows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...ontology.namespaces import VOCABULARY, shorten
from ...ontology.terms import Term, Vocabulary
from ...viz.draw.layered import Arrow, Placement, place_boxes

WIDTH, WIDER, SPACE = 142, 172, 46  # of a box; of one with a longer name; between columns
TITLE, ROW = 30, 20
LANE, GAP, EDGE = 8, 16, 5
_CONCEPT = "skos:Concept"


@dataclass(frozen=True, order=True)
class Row:
    """A line of a box: a property, the section that tells of it, and the numbers of the boxes to which it leads."""

    name: str
    href: str
    ends: tuple[int, ...]


@dataclass(frozen=True)
class ClassBox:
    """A class: its name, where it is told of, the properties that lead on from it, and where it stands."""

    name: str
    href: str
    kind: str
    rows: tuple[Row, ...]
    x: float = 0
    y: float = 0

    @property
    def height(self) -> float:
        """Its height; a box whose name itself leads on has one row without a name."""
        named = [row for row in self.rows if row.name]
        return TITLE + ROW * len(named) + (EDGE if named else 0)

    def row_at(self, number: int) -> float:
        """Say how far below its top the middle of a row is."""
        return TITLE + ROW * (number + 0.5) if self.rows[number].name else TITLE / 2


@dataclass(frozen=True)
class Diagram:
    """A picture: its boxes, all of one width, and its arrows as SVG draws them."""

    width: float
    height: float
    across: int
    boxes: tuple[ClassBox, ...]
    paths: tuple[str, ...]

    @property
    def words(self) -> list[tuple[ClassBox, Row, list[ClassBox]]]:
        """The arrows in words: from which box, by which row, to which boxes."""
        return [(box, row, [self.boxes[n] for n in row.ends]) for box in self.boxes for row in box.rows]


def anchor(iri: str) -> str:
    """Name the section that tells of a term: the local name of one of ours.

    >>> anchor("https://w3id.org/comity/ns#Activity"), anchor("http://purl.org/dc/terms/type")
    ('Activity', 'dct-type')
    """
    return iri.partition("#")[2] if iri.startswith(f"{VOCABULARY}#") else shorten(iri).replace(":", "-")


def model(vocabulary: Vocabulary) -> Diagram:
    """Draw every class, and an arrow from each property of it to the classes to which that leads."""
    classes = vocabulary.classes
    number = {term.iri: n for n, term in enumerate(classes)}
    ends: dict[str, dict[str, list[int]]] = {term.iri: {} for term in classes}
    for use in vocabulary.uses:
        if use.owner in number and use.leads_to in number:
            ends[use.owner].setdefault(use.property, []).append(number[use.leads_to])
    return draw_diagram(
        [
            ClassBox(
                term.labels["en"],
                f"#{anchor(term.iri)}",
                "concept" if _only_concept(term) or _CONCEPT in map(shorten, term.above) else "thing",
                tuple(
                    Row(vocabulary.terms[prop].labels["en"], f"#{anchor(prop)}", tuple(leads_to))
                    for prop, leads_to in ends[term.iri].items()
                ),
            )
            for term in classes
        ]
    )


def built_on(vocabulary: Vocabulary) -> Diagram:
    """Draw which classes of others each class specialises; the classes of plain concepts are one box."""
    plain = [term for term in vocabulary.classes if _only_concept(term)]
    ours = [term for term in vocabulary.classes if term.above and term not in plain]
    above = list(dict.fromkeys(iri for term in [*ours, *plain] for iri in term.above))
    number = {iri: len(ours) + 1 + n for n, iri in enumerate(above)}
    boxes = [
        ClassBox(
            term.labels["en"],
            f"#{anchor(term.iri)}",
            "thing",
            (Row("", "", tuple(number[iri] for iri in term.above)),),
        )
        for term in ours
    ]
    concept = tuple({number[iri]: None for term in plain for iri in term.above})
    boxes.append(ClassBox(f"{len(plain)} kinds of concept", "#schemes", "concept", (Row("", "", concept),)))
    return draw_diagram([*boxes, *(ClassBox(shorten(iri), iri, "other", ()) for iri in above)], WIDER)


def _only_concept(term: Term) -> bool:
    return [shorten(iri) for iri in term.above] == [_CONCEPT]


def draw_diagram(boxes: Sequence[ClassBox], across: int = WIDTH) -> Diagram:
    """Give to each box its place, and put its rows in the order in which their arrows leave it."""
    first, arrows, made_by = _placed(boxes)
    arrives: dict[tuple[int, Row], float] = {}
    for n, arrow in enumerate(arrows):
        at = first.passes[n][0] if first.passes[n] else first.tops[arrow.end] + arrow.end_at
        arrives.setdefault((arrow.start, made_by[n]), at)
    boxes = [
        replace(box, rows=tuple(row for _, row in sorted((arrives[n, row], row) for row in box.rows)))
        for n, box in enumerate(boxes)
    ]
    placed, arrows, _ = _placed(boxes)
    step = across + SPACE
    stand = tuple(replace(box, x=placed.columns[n] * step + 1, y=placed.tops[n] + 1) for n, box in enumerate(boxes))
    paths = tuple(_path(stand, arrow, placed.passes[n], across) for n, arrow in enumerate(arrows))
    return Diagram((max(placed.columns) + 1) * step - SPACE + 22, placed.height + 2, across, stand, paths)


def _placed(boxes: Sequence[ClassBox]) -> tuple[Placement, list[Arrow], list[Row]]:
    """Place the boxes; returns the arrows too, and the row that each comes from."""
    drawn = [(n, k, end) for n, box in enumerate(boxes) for k, row in enumerate(box.rows) for end in row.ends]
    arrows = [Arrow(n, end, boxes[n].row_at(k), TITLE / 2) for n, k, end in drawn]
    return (
        place_boxes([box.height for box in boxes], arrows, GAP, LANE),
        arrows,
        [boxes[n].rows[k] for n, k, _ in drawn],
    )


def _path(boxes: Sequence[ClassBox], arrow: Arrow, passes: Sequence[float], across: int) -> str:
    """Draw an arrow from a row to the near side of another box; one to its own box turns back on the right."""
    start, end = boxes[arrow.start], boxes[arrow.end]
    top = end.y + arrow.end_at
    y = start.y + arrow.start_at
    if start is end:
        return f"M{start.x + across:.0f} {y:.1f}h6q8 0 8 -8V{top + 8:.1f}q0 -8 -8 -8h-3"
    way = 1 if end.x > start.x else -1
    x = start.x + (across if way > 0 else 0)
    path = f"M{x:.0f} {y:.1f}"
    for height in [each + 1 for each in passes]:
        path += f"{_bend(x, y, x + way * SPACE, height)}h{way * across}"
        x, y = x + way * (SPACE + across), height
    return path + _bend(x, y, x + way * (SPACE - 3), top)


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"C{middle:.0f} {y:.1f} {middle:.0f} {to_y:.1f} {to_x:.0f} {to_y:.1f}"
