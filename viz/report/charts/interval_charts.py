"""Charts of numbers that are not sure: ranks, changes, and ranks that moved, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from .bars import GAP, SMALL, WIDTH, axis, columns_of_texts, labels, ticks
from .drawing import Drawing
from .letters import text_width

# Names take at most so much of the width.
NAME, TEXT = 305, 10


@dataclass(frozen=True)
class Ranks:
    """A rank with its interval, the rank by what is stated alone, and texts for the columns at the right."""

    name: str
    rank: int
    low: int
    high: int
    stated: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """How often a pair met in two periods: (count, stated, of how many) of each, and the change of the share."""

    name: str
    before: tuple[int, int, int]
    after: tuple[int, int, int]
    change: float
    low: float
    high: float


@dataclass(frozen=True)
class RankMove:
    """A rank in two periods with its intervals: (rank, low, high) of each, and a text at the right."""

    name: str
    before: tuple[int, int, int]
    after: tuple[int, int, int]
    text: str


def ranks_with_intervals(
    rows: Sequence[Ranks], title: str, heads: Sequence[str], legend: tuple[str, str, str]
) -> Drawing:
    """Draw ranks as pale dots, those by what is stated alone as strong ones; *heads* of the texts at the right."""
    drawing, step = Drawing(WIDTH), 18.5
    looks = (("dot", "stated"), ("dot", "inferred"), ("interval", "ink"))
    top = drawing.legend(6, 8, [(*look, words) for look, words in zip(looks, legend, strict=True)]) + 26
    table = [(head, [row.texts[column] for row in rows]) for column, head in enumerate(heads)]
    left = labels(drawing, [row.name for row in rows], top, step, NAME, TEXT)
    right = columns_of_texts(drawing, table, top, step)
    most = max(max(row.high, row.stated) for row in rows)
    along = axis(drawing, most, left, right, top, top + len(rows) * step, title)
    for number, row in enumerate(rows):
        y = top + (number + 0.5) * step
        drawing.interval(left + row.low * along, left + row.high * along, y)
        drawing.mark("dot", left + row.rank * along, y, 6, "inferred")
        drawing.mark("dot", left + row.stated * along, y, 3.5, "stated")
    return drawing


def changes_with_intervals(
    rows: Sequence[Change], periods: tuple[str, str], titles: tuple[str, str], legend: tuple[str, str, str]
) -> Drawing:
    """Draw for each pair how often it met for each recorded activity, before above after, and the change beside it."""
    drawing, step = Drawing(WIDTH), 28
    top = _legend(drawing, legend) + 2
    bottom = top + len(rows) * step
    left = labels(drawing, [row.name for row in rows], top, step, 190, TEXT) + GAP
    left += max(text_width(period, SMALL) for period in periods)
    ends = [f"{count}/{of} ({stated})" for row in rows for count, stated, of in (row.before, row.after)]
    room, panel = max(text_width(end, SMALL) for end in ends) + GAP, 165
    right = WIDTH - panel - room - 2 * GAP
    shares = [part[0] / part[2] for row in rows for part in (row.before, row.after)]
    along = axis(drawing, max(shares), left, right, top, bottom, titles[0], ".0%")
    for number, row in enumerate(rows):
        if number:
            drawing.line((0, top + number * step), (WIDTH, top + number * step))
        for period, (count, stated, of), y in zip(
            periods, (row.before, row.after), (top + number * step + 8, top + number * step + 20), strict=True
        ):
            drawing.text(left - 5, y, period, "end", "soft", SMALL)
            drawing.rect(left, y - 4.5, count / of * along, 9, "inferred")
            drawing.rect(left, y - 2, stated / of * along, 4, "stated")
            drawing.text(left + count / of * along + 4, y, f"{count}/{of} ({stated})", size=SMALL)
    _changes(drawing, rows, WIDTH - panel, top, bottom, step, titles[1])
    return drawing


def _changes(
    drawing: Drawing, rows: Sequence[Change], left: float, top: float, bottom: float, step: float, title: str
) -> None:
    """Draw the changes around a line that says none."""
    reach = ticks(max(max(abs(row.low), abs(row.high)) for row in rows), 2)[-1]
    middle, half = (left + WIDTH) / 2, (WIDTH - left) / 2 - 12
    for share in (-reach, -reach / 2, 0, reach / 2, reach):
        x = middle + share / reach * half
        drawing.line((x, top), (x, bottom), "soft" if share == 0 else "line")
        drawing.text(x, bottom + 9, f"{share * 100:+.0f}".replace("-", "−") if share else "0", "middle", size=SMALL)
    drawing.text(WIDTH, bottom + 22, title, "end", "soft", SMALL)
    for number, row in enumerate(rows):
        y = top + (number + 0.5) * step
        drawing.interval(middle + row.low / reach * half, middle + row.high / reach * half, y)
        drawing.mark("dot", middle + row.change / reach * half, y, 4, "ink")


def places_with_intervals(
    rows: Sequence[RankMove], periods: tuple[str, str], title: str, head: str, legend: str
) -> Drawing:
    """Draw the rank of each in two periods, the first above the second, with intervals."""
    drawing, step = Drawing(WIDTH), 25
    entries = [("diamond", "soft", periods[0]), ("dot", "ink", periods[1]), ("interval", "ink", legend)]
    top = drawing.legend(6, 8, entries) + 16
    bottom = top + len(rows) * step
    left = labels(drawing, [row.name for row in rows], top, step, NAME, TEXT)
    right = columns_of_texts(drawing, [(head, [row.text for row in rows])], top, step)
    most = max(max(row.before[2], row.after[2]) for row in rows)
    along = axis(drawing, most, left, right, top, bottom, title)
    for number, row in enumerate(rows):
        middle = top + (number + 0.5) * step
        drawing.line((0, middle + step / 2), (WIDTH, middle + step / 2))
        for (rank, low, high), y, shape, colour in (
            (row.before, middle - 5.5, "diamond", "soft"),
            (row.after, middle + 5.5, "dot", "ink"),
        ):
            drawing.interval(left + low * along, left + high * along, y, colour)
            drawing.mark(shape, left + rank * along, y, 4, colour)
    return drawing


def _legend(drawing: Drawing, words: tuple[str, str, str]) -> float:
    """Draw the legend of what is stated, of the rest or of all, and of the interval; returns where it ends."""
    looks = (("square", "stated"), ("square", "inferred"), ("interval", "ink"))
    return drawing.legend(6, 8, [(*look, text) for look, text in zip(looks, words, strict=True)])
