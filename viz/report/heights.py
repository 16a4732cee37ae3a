"""How much of a printed page a block takes, at the most.

Widths of text are those of ``letters``, sizes those of the print part of ``report.css``; a test in a browser
compares the two. Lengths are millimetres, sizes of type points.
"""

from dataclasses import dataclass, field, replace

from .charts.letters import text_lines, text_width
from .exhibit import Cell, Exhibit, GlossaryTerm, Section
from .words import Words

WIDTH, POINT, PIXEL = 174.0, 25.4 / 72, 25.4 / 96
BODY, SMALL, TABLE = 9.6, 7.6, 8.2
LINE, SMALL_LINE, TABLE_LINE = 4.8, 3.6, 3.9
HEADING, EXHIBIT, TERM, CELL, BESIDE = 18.0, 12.6, 2.5, 2.1, 3.6
# A table is never cut to fewer rows.
FEWEST_ROWS = 6


@dataclass
class Heights:
    """Measures blocks in the words of a report, each exhibit once for each number of rows."""

    words: Words
    _known: dict[tuple[str, int], float] = field(default_factory=dict)

    def exhibit(self, exhibit: Exhibit) -> float:
        """Estimate the height of an exhibit with its heading and caption, in millimetres."""
        key = exhibit.id, exhibit.shown
        if key not in self._known:
            self._known[key] = self._exhibit(exhibit)
        return self._known[key]

    def least(self, exhibit: Exhibit) -> Exhibit:
        """Cut a table as far as it may be."""
        return replace(exhibit, shown=min(exhibit.shown, FEWEST_ROWS)) if exhibit.chart is None else exhibit

    def cut(self, exhibit: Exhibit, room: float) -> Exhibit | None:
        """Cut a table to as many rows as have *room* (millimetres); ``None`` where the exhibit has not."""
        least = self.least(exhibit).shown
        for rows in range(exhibit.shown, least - 1, -1):
            short = replace(exhibit, shown=rows)
            if self.exhibit(short) <= room:
                return short
        return None

    def section(self, section: Section) -> float:
        """Estimate the height of a section's heading and of what it says first."""
        return HEADING + sum(text_height(each) for each in (section.lead, *section.paragraphs))

    def _exhibit(self, exhibit: Exhibit) -> float:
        words = self.words
        height = EXHIBIT + LINE * text_lines(exhibit.finding, WIDTH, BODY * POINT)
        more = words("more-rows", more=len(exhibit.rows), name=exhibit.id) if exhibit.chart is None else ""
        links = f"{words('query-link')} · {words('csv-link')} · SVG · PNG"
        caption = f"{more} {exhibit.note} {exhibit.counted} {links}"
        height += SMALL_LINE * text_lines(caption, WIDTH, SMALL * POINT)
        if exhibit.chart is not None:
            return height + exhibit.chart.height * PIXEL
        widths = column_widths(words, exhibit)
        rows = [exhibit.told_columns, *exhibit.told_rows[: exhibit.shown]]
        return height + sum(_row(words, row, widths, bold=not number) for number, row in enumerate(rows))


def text_height(text: str) -> float:
    """Estimate the height of a paragraph, 0 for none."""
    return LINE * text_lines(text, WIDTH, BODY * POINT) + 3.0 if text else 0.0


def term_height(term: GlossaryTerm) -> float:
    """Estimate the height of a word and its meaning."""
    lines = (text_lines(text, wide, BODY * POINT, bold) for text, wide, bold in _sides(term))
    return TERM + LINE * max(lines)


def _sides(term: GlossaryTerm) -> tuple[tuple[str, float, bool], ...]:
    return (term.word, 36.0, True), (term.meaning, WIDTH - 42, False)


def column_widths(words: Words, exhibit: Exhibit) -> list[float]:
    """Share out WIDTH among a table's columns: as they need, the widest sharing the rest, but the longest word."""
    rows = exhibit.told_rows[: exhibit.shown]
    size, natural, least = TABLE * POINT, [], []
    for column, head in enumerate(exhibit.told_columns):
        texts = [(head, True), *((_told(words, row[column]), False) for row in rows)]
        longest = max(text_width(word, size, bold) for text, bold in texts for word in text.split(" "))
        # A heading may take two lines.
        natural.append(max(longest, *(text_width(text, size) / (1 + bold) for text, bold in texts)) + BESIDE)
        least.append(min(longest + BESIDE, WIDTH / 3))
    if sum(natural) <= WIDTH:
        return [width * WIDTH / sum(natural) for width in natural]
    widths, left, spare = [0.0] * len(natural), WIDTH, sum(least)
    order = sorted(range(len(natural)), key=natural.__getitem__)
    for count, column in zip(range(len(natural), 0, -1), order, strict=True):
        spare -= least[column]
        widths[column] = min(natural[column], max(left / count, least[column]), left - spare)
        left -= widths[column]
    return widths


def _row(words: Words, row: tuple[Cell, ...], widths: list[float], bold: bool) -> float:
    lines = (
        text_lines(_told(words, cell), width - BESIDE, TABLE * POINT, bold)
        for cell, width in zip(row, widths, strict=True)
    )
    return CELL + TABLE_LINE * max(lines)


def _told(words: Words, cell: Cell) -> str:
    return "" if cell is None else str(words.cell(cell))
