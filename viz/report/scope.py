"""What a report is about: the activities and participations that pass its filters, asked for in SPARQL."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.choices import SEED
from ...graph.filters import Filters
from ...graph.network import Network, compute_network
from ...graph.selection import country_names
from ...graph.tie_sparql import activity_lines, part_lines
from ..choices import DRAWS
from .words import Words

if TYPE_CHECKING:
    from ...graph.manifest import Manifest
    from ...graph.store import Store

QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class Asked:
    """The rows of a query and its text, which yields the same rows in any other tool."""

    rows: list[dict[str, Any]]
    sparql: str


@dataclass(frozen=True)
class Scope:
    """A store, the filters, and the words to report in."""

    store: "Store"
    filters: Filters
    words: Words
    all_actors: bool = False
    draws: int = DRAWS
    seed: int = SEED

    def ask(self, name: str) -> Asked:
        """Ask the query *name* of the activities and participations that pass the filters."""
        text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
        text = text.replace("  # ACTIVITIES\n", self._activities).replace("  # PARTS\n", self._parts)
        return Asked(self.store.query(text).rows, text)

    def declared(self, sparql: str) -> str:
        """Give a query with its prefixes declared, for tools that know none."""
        used = [name for name in sorted(self.store.prefixes) if re.search(rf"(?<![\w-]){re.escape(name)}:", sparql)]
        return "".join(f"PREFIX {name}: <{self.store.prefixes[name]}>\n" for name in used) + sparql

    @property
    def _activities(self) -> str:
        filters = self.filters
        lines = ["  ?activity a comity:Activity .", *activity_lines(filters)]
        if filters.country or filters.role or filters.stated_only:
            lines += ["  FILTER EXISTS {", *("  " + line for line in part_lines(filters)), "  }"]
        inner = "".join(f"  {line}\n" for line in lines)
        return f"  {{ SELECT DISTINCT ?activity WHERE {{\n{inner}  }} }}\n"

    @property
    def _parts(self) -> str:
        return "".join(f"{line}\n" for line in part_lines(self.filters))

    def network(self, tie: str, between: str) -> Network:
        """Compute a network under the filters."""
        return compute_network(self.store, tie, between, "activities", self.filters, all_actors=self.all_actors)

    @cached_property
    def years(self) -> Asked:
        """Count the activities by year and ground of the year."""
        return self.ask("years")

    @cached_property
    def activities(self) -> int:
        """Count the activities."""
        return sum(row["activities"] for row in self.years.rows)

    @cached_property
    def period(self) -> str:
        """Give the period: the one asked for, else that of the activities whose year is known."""
        since, until = self.filters.since, self.filters.until
        if since and until:
            return f"{since} – {until}"
        known = [row["year"] for row in self.years.rows if row["year"]]
        if not known:
            return self.words("no-years")
        first, last = str(since or min(known)), str(until or max(known))
        return first if first == last else f"{first} – {last}" if since or until else f"{first}–{last}"

    @cached_property
    def _countries(self) -> dict[str, tuple[str, str, str]]:
        return country_names(self.store)

    def country(self, code: str) -> str:
        """Give the name of a country."""
        name, name_ru, _ = self._countries.get(code, (code, "", ""))
        return name_ru if self.words.language == "ru" and name_ru else name

    @property
    def manifest(self) -> "Manifest | None":
        """Give what the build wrote down; an endpoint has nothing of it."""
        return getattr(self.store, "manifest", None)

    def counted(self, what: str, number: int) -> str:
        """Say what was counted and in which period."""
        return self.words("counted", what=self.words.count(number, what), period=self.period)
