"""What a report is made of: exhibits (a chart or a table with its data and its query) in sections."""

from dataclasses import dataclass, field

from .charts.drawing import Drawing

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table.

    ``finding`` says in a sentence what it shows, ``counted`` what was counted; ``sparql`` yields the
    numbers, ``computed`` says what was computed from them where that is more than sorting. ``rows``
    are all there are and go to the file; the page shows the first ``shown``, of the columns and rows in
    ``told`` where it has less room. ``links`` gives for a row the anchor of its explanation.
    """

    id: str
    title: str
    finding: str
    counted: str
    columns: tuple[str, ...]
    rows: list[Row]
    sparql: str
    chart: Drawing | None = None
    computed: str = ""
    note: str = ""
    shown: int = 30
    links: dict[int, str] = field(default_factory=dict)
    told: tuple[tuple[str, ...], list[Row]] | None = None

    @property
    def told_columns(self) -> tuple[str, ...]:
        """The heads of the table of the page."""
        return self.told[0] if self.told else self.columns

    @property
    def told_rows(self) -> list[Row]:
        """The rows of the table of the page."""
        return self.told[1] if self.told else self.rows

    @property
    def numeric(self) -> list[bool]:
        """Tell for each column of the page whether it holds numbers."""
        rows = self.told_rows
        return [
            any(isinstance(row[index], int | float) for row in rows)
            and not any(isinstance(row[index], str) for row in rows)
            for index in range(len(self.told_columns))
        ]


@dataclass(frozen=True)
class Section:
    """A part of the report: what it says first, its exhibits, and plain paragraphs; ``headlines`` go to the front."""

    id: str
    title: str
    lead: str
    exhibits: list[Exhibit] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GlossaryTerm:
    """A word and what it means."""

    word: str
    meaning: str
