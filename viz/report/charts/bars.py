"""Charts of counts: upright bars, lying bars, and matrices. What is stated is the strong part of a mark."""

import math
from collections.abc import Mapping, Sequence

from .drawing import SIZE, Drawing
from .letters import fit_text, text_box, text_width

WIDTH, ROW, GAP = 656, 16.5, 8
# Names take at most so much of the width.
LABEL = 330
SMALL = 9.5


def ticks(most: float, about: int = 5) -> list[float]:
    """Choose round numbers from 0 to *most* or a little more.

    >>> ticks(83), ticks(3), ticks(0.32)
    ([0, 20, 40, 60, 80, 100], [0, 1, 2, 3], [0.0, 0.1, 0.2, 0.3, 0.4])
    """
    if most <= 0:
        return [0, 1]
    size = 10 ** math.floor(math.log10(most / about))
    step = next(factor * size for factor in (1, 2, 5, 10) if factor * size * about >= most * 0.999)
    if isinstance(most, int):
        step = max(round(step), 1)
    return [round(number * step, 10) for number in range(math.ceil(most / step - 1e-9) + 1)]


def columns(
    names: Sequence[str], series: Mapping[str, str], values: Sequence[Sequence[int]], title: str, height: int = 132
) -> Drawing:
    """Draw upright bars: *series* gives words and colour of each part, the lowest first, *values* those of each bar."""
    drawing = Drawing(WIDTH)
    top = _legend(drawing, series, 8) + 14
    marks = ticks(max(map(sum, values), default=0))
    left, up = _numbers_width(marks) + 6, height / marks[-1]
    drawing.text(0, top - 13, title, colour="soft", size=SMALL)
    for mark in marks:
        y = top + height - mark * up
        drawing.line((left, y), (WIDTH, y), "soft" if mark == 0 else "line")
        drawing.text(left - 5, y, f"{mark:,}", "end", size=SMALL)
    step = min((WIDTH - left) / max(len(names), 1), 60)
    often = max(1, math.ceil(max((text_width(name.split()[0], SMALL) for name in names), default=0) / step))
    for number, (name, parts) in enumerate(zip(names, values, strict=True)):
        x, y = left + (number + 0.12) * step, top + height
        for part, colour in zip(parts, series.values(), strict=True):
            y -= part * up
            drawing.rect(x, y, step * 0.76, part * up, colour)
        if sum(parts):
            drawing.text(x + step * 0.38, y - 7, f"{sum(parts):,}", "middle", size=SMALL)
        if number % often == 0 or number == len(names) - 1:
            drawing.text(x + step * 0.38, top + height + 10, "\n".join(name.split()), "middle", size=SMALL)
    lines = max((len(name.split()) for name in names), default=1)
    drawing.height = top + height + 8 + lines * SMALL * 1.3
    return drawing


def bars(
    names: Sequence[str],
    series: Mapping[str, str],
    values: Sequence[Sequence[int]],
    numbers: Sequence[tuple[str, Sequence[str]]],
    title: str,
) -> Drawing:
    """Draw lying bars: *series* as in ``columns``, *numbers* the heads and texts of the columns at the right."""
    drawing = Drawing(WIDTH)
    top = _legend(drawing, series, 8) + 18
    left, right = labels(drawing, names, top), columns_of_texts(drawing, numbers, top)
    along = axis(drawing, max(map(sum, values)), left, right, top, top + len(names) * ROW, title)
    for number, parts in enumerate(values):
        x, y = left, top + number * ROW
        for part, colour in zip(parts, series.values(), strict=True):
            drawing.rect(x, y + 3, part * along, ROW - 6, colour)
            x += part * along
    return drawing


def cells(
    rows: Sequence[str],
    across: Sequence[str],
    values: Mapping[tuple[str, str], tuple[int, int]],
    series: Mapping[str, str],
    titles: tuple[str, str] = ("", ""),
) -> Drawing:
    """Draw a matrix: in each cell how many, in brackets how many of them are stated, and both as a bar.

    *values* are by row and column; *series* gives words and colour of what is stated and of the rest; *titles*
    stand over the rows and over the columns.
    """
    drawing = Drawing(WIDTH)
    top = _legend(drawing, series, 8) + 4
    left = max(text_width(name, SIZE) for name in [*rows, titles[0]])
    left = min(left, LABEL - 60) + GAP
    step = min((WIDTH - left - 30) / len(across), 96)
    flat = max(text_width(name, SIZE) for name in across) <= step - 4
    head = 18 if flat else max(text_width(name, SIZE) for name in across) * math.sin(math.pi / 4) + 14
    drawing.text(left - GAP, top + head - 9, titles[0], "end", "soft", SMALL)
    if titles[1]:
        drawing.text(left, top + 4, titles[1], colour="soft", size=SMALL)
        top += 14
    for number, name in enumerate(across):
        x = left + number * step
        if flat:
            drawing.text(x + 3, top + head - 9, name)
        else:
            drawing.text(x + step / 2 - 2, top + head - 8, name, turn=-45)
    most, height = max((count for count, _ in values.values()), default=1), 22
    for line, row in enumerate(rows):
        y = top + head + line * height
        drawing.text(left - GAP, y + 10, fit_text(row, left - GAP, SIZE), "end")
        drawing.line((0, y), (left + step * len(across), y))
        for number, name in enumerate(across):
            count, stated = values.get((row, name), (0, 0))
            if count:
                x, along = left + number * step + 3, (step - 8) / most
                drawing.text(x, y + 8, f"{count:,} ({stated:,})" if step >= 40 else f"{count:,}", size=SMALL + 0.5)
                drawing.rect(x, y + 14.5, count * along, 4.5, "inferred")
                drawing.rect(x, y + 14.5, stated * along, 4.5, "stated")
    drawing.height = top + head + len(rows) * height + 2
    return drawing


def labels(
    drawing: Drawing, names: Sequence[str], top: float, step: float = ROW, most: float = LABEL, size: float = SIZE
) -> float:
    """Write names one below the other at the right of their room; returns where that ends."""
    right = min(max(text_width(name, size) for name in names), most)
    for number, name in enumerate(names):
        drawing.text(right, top + (number + 0.5) * step, fit_text(name, right, size), "end", size=size)
    return right + GAP


def columns_of_texts(
    drawing: Drawing, table: Sequence[tuple[str, Sequence[str]]], top: float, step: float = ROW
) -> float:
    """Write columns of texts, each with its head, at the right of a chart; returns where they begin."""
    right: float = WIDTH
    for head, texts in reversed(table):
        width, height = text_box(head, SMALL)
        drawing.text(right, top - 3 - height + SMALL / 2, head, "end", "soft", SMALL)
        for number, text in enumerate(texts):
            drawing.text(right, top + (number + 0.5) * step, text, "end")
        right -= max(width, *(text_width(text, SIZE) for text in texts)) + GAP * 1.5
    return right


def axis(
    drawing: Drawing, most: float, left: float, right: float, top: float, bottom: float, title: str, form: str = ",d"
) -> float:
    """Draw a scale from 0 below a chart, and set the drawing's height; returns the pixels of one unit."""
    about = max(2, min(6, int((right - left) / 45)))
    marks = ticks(most, about)
    along = (right - left) / marks[-1]
    for mark in marks:
        x = left + mark * along
        drawing.line((x, top), (x, bottom), "soft" if mark == 0 else "line")
        drawing.text(x, bottom + 9, format(mark, form), "middle", size=SMALL)
    drawing.text(min(left, WIDTH - text_width(title, SMALL)), bottom + 22, title, colour="soft", size=SMALL)
    drawing.height = bottom + 30
    return along


def _legend(drawing: Drawing, series: Mapping[str, str], top: float) -> float:
    """Draw the legend of parts that have words; returns where it ends."""
    entries = [("square", colour, words) for words, colour in series.items() if words]
    return drawing.legend(6, top, entries) if entries else top - 8


def _numbers_width(marks: Sequence[float]) -> float:
    return max(text_width(f"{mark:,}", SMALL) for mark in marks)
