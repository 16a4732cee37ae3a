"""Proposals: rows that a reader proposes, written as candidates and read from them."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import Problems
from ..records import Candidate
from ..schema import CANDIDATES, TABLES, Table
from ..tables import read_table
from .faults import CellPlace

FOLDER = "candidates"  # of a package
READER = "table 1"
CERTAIN, NAMED, ASSUMED, OPEN = Decimal(1), Decimal("0.95"), Decimal("0.5"), Decimal(0)
_ORDER = {table.name: number for number, table in enumerate(TABLES)}


@dataclass(frozen=True)
class Said:
    """One value of a proposal, with the words that say so and where they stand; "" where it is left open."""

    value: str
    quote: str = ""
    where: str = ""
    sure: Decimal = CERTAIN
    why: str = ""


@dataclass(frozen=True)
class Proposal:
    """One row that is proposed for a table; ``spot`` is where it was read."""

    table: Table[Any]
    values: dict[str, Said]
    source: str
    spot: CellPlace = field(default=CellPlace(""), compare=False)

    @property
    def id(self) -> str:
        """What names the proposal: it follows from what it says, not from where that stands."""
        said = sorted([column, each.value, each.quote] for column, each in self.values.items())
        text = json.dumps([self.source, self.table.name, said], ensure_ascii=False)
        return f"p-{sha256(text.encode()).hexdigest()[:12]}"

    @property
    def open(self) -> list[str]:
        """The columns whose value somebody has to give."""
        return [column for column, each in self.values.items() if not each.value]

    def quotes(self) -> tuple[str, ...]:
        """List what the source says, whatever was made of it."""
        return (self.table.name, *sorted({f"{name}={each.quote}" for name, each in self.values.items() if each.quote}))

    def text(self, column: str) -> str:
        """The value of *column*; "" where there is none."""
        return self.values[column].value if column in self.values else ""

    def candidates(self) -> Iterator[Candidate]:
        """Write each value as a candidate, in the order of the columns."""
        name = self.id
        for column in self.table.columns:
            if each := self.values.get(column.name):
                yield Candidate(
                    name, self.table.name, column.name, each.value, each.quote, each.where, each.sure, READER, each.why
                )


def write_candidates(proposals: Iterable[Proposal]) -> bytes:
    """Write the file of candidates: tables in their order, rows as they were read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column.name for column in CANDIDATES.columns]
    writer.writerow(names)
    for proposal in sorted(proposals, key=lambda each: _ORDER[each.table.name]):
        writer.writerows([getattr(each, name) for name in names] for each in proposal.candidates())
    return out.getvalue().encode()


def read_candidates(path: Path) -> list[Proposal]:
    """Read a file of candidates; raises ``PackageError`` with all its faults."""
    problems = Problems()
    said: dict[str, dict[str, Said]] = defaultdict(dict)
    tables = {}
    for line in read_table(path, CANDIDATES, problems):
        if each := line.record:
            sure = each.sure if each.sure is not None else OPEN
            said[each.proposal][each.column] = Said(each.value, each.quote, each.where, sure, each.why)
            tables[each.proposal] = each.table
    problems.check()
    by_name = {table.name: table for table in TABLES}
    return [Proposal(by_name[tables[name]], values, path.stem, CellPlace(path.name)) for name, values in said.items()]
