"""What stands already: rows of the package, and identifiers that a reading of the same file gave before."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..package import Package
from ..schema import TABLES, Table
from .proposals import Proposal

# By which columns two rows are known to tell of one thing, where the identifier is yet to be given.
TELLING = {
    "activities": ("title", "earliest", "latest"),
    "actors": ("name",),
    "places": ("name",),
    "sources": ("url",),
    "transfers": ("activity", "item"),
}
_PARTICIPATION = ("activity", "actor", "role")
Row = dict[str, str]


def key_columns(table: Table[Any]) -> tuple[str, ...]:
    """Name the columns by which a row of *table* is found again."""
    return table.key or _PARTICIPATION


class StandingRows:
    """The rows of a package, as they are written, and what was proposed from this file before."""

    def __init__(self, package: Package | None, before: Iterable[Proposal]) -> None:
        self._rows: dict[str, dict[tuple[str, ...], list[Row]]] = {table.name: defaultdict(list) for table in TABLES}
        self._by_words: dict[str, dict[tuple[str, ...], list[str]]] = {name: defaultdict(list) for name in TELLING}
        self._before = {each.quotes(): each.text("id") for each in before if each.text("id")}
        for table in TABLES if package else ():
            if package and table.name in package.tables:
                self._take(package, table)

    def _take(self, package: Package, table: Table[Any]) -> None:
        with package.tables[table.name].open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, restval=""):
                texts = {name: (text or "").strip() for name, text in row.items() if name}
                key = tuple(texts.get(name, "") for name in key_columns(table))
                self._rows[table.name][key].append(texts)
                if table.name in TELLING:
                    words = tuple(texts.get(name, "") for name in TELLING[table.name])
                    self._by_words[table.name][words].append(key[0])

    def ids(self, table: str) -> set[str]:
        """List the identifiers of *table*."""
        return {key[0] for key in self._rows[table]} if table in TELLING else set()

    def has_key(self, proposal: Proposal) -> bool:
        """Tell whether there is a row that the proposal is about."""
        return tuple(map(proposal.text, key_columns(proposal.table))) in self._rows[proposal.table.name]

    def has(self, proposal: Proposal) -> bool:
        """Tell whether a row of the package says all that the proposal says."""
        rows = self._rows[proposal.table.name].get(tuple(map(proposal.text, key_columns(proposal.table))), [])
        said = {column: each.value for column, each in proposal.values.items() if each.value}
        return not proposal.open and any(
            all(row.get(column, "") == value for column, value in said.items()) for row in rows
        )

    def given(self, proposal: Proposal, base: str) -> str:
        """Find the identifier that the row of a proposal without one has already; "" where it has none.

        *base* is how it would begin: in the package the same thing has it, or has it with a mark of its content.
        """
        if before := self._before.get(proposal.quotes()):
            return before
        words = tuple(map(proposal.text, TELLING[proposal.table.name]))
        stands = self._by_words[proposal.table.name].get(words, ()) if base else ()
        return next((key for key in stands if key == base or key.startswith(f"{base}-")), "")
