"""What a report is about: the activities and participations that pass its filters, asked for in SPARQL."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.analysis.choices import DRAWS, SEED
from ...graph.network.network import Network, compute_network
from ...graph.query.tokens import prefixes_in
from ...graph.read.names import country_names
from ...graph.ties.filters import Filters
from ...graph.ties.tie_sparql import activity_lines, counted_lines, met_lines, part_lines
from .words import Words

if TYPE_CHECKING:
    from ...graph.store.manifest import Manifest
    from ...graph.store.protocol import Store

QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class AskedRows:
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

    def ask(self, name: str) -> AskedRows:
        """Ask the query *name*, once, of the activities and participations that pass the filters."""
        if name not in self._asked:
            self._asked[name] = self._ask(name)
        return self._asked[name]

    @cached_property
    def _asked(self) -> dict[str, AskedRows]:
        return {}

    def _ask(self, name: str) -> AskedRows:
        text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
        for mark, lines in self._lines.items():
            text = re.sub(rf"( *)  # {mark}\n", lambda match, lines=lines: _indented(lines, match[1]), text)  # type: ignore[misc]
        return AskedRows(self.store.query(text).rows, text)

    def declared(self, sparql: str) -> str:
        """Write a query with its prefixes declared, for tools that know none."""
        used = sorted(prefixes_in(sparql) & set(self.store.prefixes))
        return "".join(f"PREFIX {name}: <{self.store.prefixes[name]}>\n" for name in used) + sparql

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        """Write the lines that stand for each mark in a query."""
        filters = self.filters
        activities = ["  ?activity a comity:Activity .", *activity_lines(filters), *met_lines(filters)]
        return {
            "ACTIVITIES": ["  { SELECT DISTINCT ?activity WHERE {", *("  " + line for line in activities), "  } }"],
            "PARTS": part_lines(filters),
            "COUNTED": counted_lines("agencies", filters, all_actors=self.all_actors),
        }

    def network(self, tie: str, between: str) -> Network:
        """Compute a network under the filters."""
        return compute_network(self.store, tie, between, "activities", self.filters, all_actors=self.all_actors)

    @property
    def is_part(self) -> bool:
        """Tell whether ties among actors are missing because the filters ask for some on one side."""
        return self.filters.asks_for_actors and not self.filters.within

    @cached_property
    def years(self) -> AskedRows:
        """Count the activities by year and ground of the year."""
        return self.ask("years")

    @cached_property
    def activities(self) -> int:
        """Count the activities."""
        return sum(row["activities"] for row in self.years.rows)

    @cached_property
    def period(self) -> str:
        """Tell the period: the one asked for, else that of the activities whose year is known."""
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
        """Name a country in the language of the report."""
        name, name_ru, _ = self._countries.get(code, (code, "", ""))
        return name_ru if self.words.language == "ru" and name_ru else name

    @cached_property
    def _actors(self) -> dict[str, dict[str, Any]]:
        return {row["actor"]: row for row in self.store.table("actors").to_pylist()}

    def actor(self, name: str) -> str:
        """Name an actor in the language of the report."""
        row = self._actors[name]
        return self.words.name(row["name"] or name, row["name_ru"] or "", row["name_ru_ground"] or "")

    @cached_property
    def packages(self) -> list[dict[str, Any]]:
        """Read the packages of the graph: IRI, title and release."""
        return self.store.query(_PACKAGES).rows

    @property
    def manifest(self) -> "Manifest | None":
        """What the build wrote down; an endpoint has nothing of it."""
        return getattr(self.store, "manifest", None)

    def counted(self, what: str, number: int) -> str:
        """Say what was counted, in which period, and from which graph."""
        counted = self.words.count(number, what)
        return self.words("counted-source", what=counted, period=self.period, version=self.store.version)


def _indented(lines: list[str], by: str) -> str:
    return "".join(f"{by}{line}\n" for line in lines)


_PACKAGES = """SELECT DISTINCT ?package ?title ?release WHERE {
  ?package a prov:Entity ; dct:identifier ?name ; owl:versionInfo ?release ; dct:title ?title .
} ORDER BY ?title"""
