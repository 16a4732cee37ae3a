"""The ties of a selection: as rows, as a networkx graph, as a table, and what is to be known of them."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from ...data.errors import ComityError
from ..analysis.choices import CORRECTIONS, MODELS
from ..analysis.significance import Significance
from ..analysis.summary import Summary, summarise
from ..query.tabular import Tabular
from ..ties.filters import Filters
from ..ties.projection import Edges, behind_all, dates_of, stated_of
from ..ties.selection import Selection
from ..ties.tie_sparql import tie_query
from ..ties.ties import Tie
from ..ties.two_mode import COLUMNS, node_attributes, two_mode_nodes, two_mode_rows
from ..ties.view import View, view_of
from ..ties.widening import ALL_ACTORS, Widening, widenings

if TYPE_CHECKING:
    import networkx
    import pyarrow

    from ..store.protocol import Store

CHANCE_COLUMNS = ("expected", "p_value", "p_adjusted")


@dataclass(frozen=True)
class TieNetwork(Tabular):
    """The ties of a selection, the heaviest first. ``graph`` gives them as a networkx graph, ``rows`` as plain rows."""

    store: "Store"
    selection: Selection
    tie: Tie
    weight: str
    two_mode: bool
    edges: Edges
    significance: Significance | None = None
    alpha: float | None = None

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Return the ties as rows: source, target, weight, activities, stated, inferred, first, last.

        ``weight`` is a whole number where it counts something. ``stated`` are the activities in which both
        sides are stated, ``inferred`` the others. ``first`` and ``last`` are dates, ``None`` where no
        activity behind the tie has a known year. A backbone has ``expected``,
        ``p_value`` and ``p_adjusted`` as well (see ``Significance``); ``expected`` is ``None`` where not
        defined.
        """
        if self.two_mode:
            return two_mode_rows(self.selection, self.weight)
        nodes = self.selection.nodes
        first, last = dates_of(self.selection, self.tie, self.edges)
        whole = self.weight != "newman"
        columns = zip(
            self.edges.source.tolist(),
            self.edges.target.tolist(),
            self.edges.weight.tolist(),
            self.edges.activities.tolist(),
            self.stated.tolist(),
            first.tolist(),
            last.tolist(),
            strict=True,
        )
        rows = [
            dict(
                zip(
                    COLUMNS,
                    (nodes[s].id, nodes[t].id, round(w) if whole else round(w, 6), n, k, n - k, f, u),
                    strict=True,
                )
            )
            for s, t, w, n, k, f, u in columns
        ]
        if self.significance:
            significance = self.significance
            expected = [None if n != n else n for n in significance.expected.tolist()]
            chances = zip(expected, significance.p.tolist(), significance.adjusted.tolist(), strict=True)
            for row, numbers in zip(rows, chances, strict=True):
                row.update(zip(CHANCE_COLUMNS, numbers, strict=True))
        return rows

    @cached_property
    def graph(self) -> "networkx.Graph[str]":
        """Make a networkx graph: ``Graph`` for an undirected tie, ``DiGraph`` for a directed one.

        Nodes carry ``name``, ``name_ru``, ``name_ru_ground``, ``kind``, ``country`` and ``activities``; edges carry
        ``weight``, ``activities``, ``stated``, ``inferred``, and ``first`` and ``last`` as text, "" where not
        known, which every file format of networkx can hold. Nodes without a tie are there too.
        """
        import networkx as nx

        graph: nx.Graph[str] = nx.DiGraph() if self.tie.directed and not self.two_mode else nx.Graph()
        graph.graph.update(name=self.title, definition=self.definition, version=self.store.version)
        graph.add_nodes_from(self.nodes)
        graph.add_edges_from((row["source"], row["target"], _edge_attributes(row)) for row in self.rows)
        return graph

    @cached_property
    def stated(self) -> np.ndarray:
        """Count for each tie its activities in which both sides are stated."""
        return stated_of(self.selection, self.tie, self.edges)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of ``rows``."""
        return COLUMNS + CHANCE_COLUMNS if self.significance else COLUMNS

    @cached_property
    def view(self) -> View:
        """Return the network as measures see it."""
        return view_of(self.selection, self.tie, self.weight)

    def summary(self) -> Summary:
        """Sum the network up in a few numbers."""
        return summarise(self._whole("a summary"))

    def _all_ties(self, what: str) -> None:
        if self.two_mode or self.significance:
            raise ComityError(f"{what} is computed from all ties between actors, without --two-mode or --backbone")

    def _whole(self, what: str, local: bool = False) -> View:
        """Return the view that *what* is computed from; *local* is what needs the ties of one node alone."""
        self._all_ties(what)
        if self._is_part and not local:
            raise ComityError(
                f"{what} needs all ties, and those among actors that were not asked for are not here; "
                "add --within, or take away --country and --actor-kind"
            )
        return self.view

    @property
    def _is_part(self) -> bool:
        """Tell whether ties of nodes of the network are missing: those among nodes that were not asked for."""
        return self.selection.filters.asks_for_actors and not self.selection.filters.within

    @property
    def parameters(self) -> dict[str, Any]:
        """Tell what it takes to compute the same network again."""
        selection = self.selection
        filters = {
            each.name: str(value) if isinstance(value, date) else value
            for each in fields(Filters)
            if (value := getattr(selection.filters, each.name))
        }
        chance = self.significance
        model = {"backbone": chance.model, "correction": chance.correction, "tests": chance.tests} if chance else {}
        return {
            "tie": self.tie.name,
            "between": selection.level,
            "weight": self.weight,
            "all_actors": selection.all_actors,
            "filters": filters,
            **({**model, "alpha": self.alpha} if model else {}),
            "graph": self.store.version,
            "comity": version("comity"),
        }

    @property
    def notes_on_data(self) -> list[str]:
        """Say what is not known of the activities that a result rests on."""
        missing = dict(self.selection.missing)
        total = missing.pop("activities", 0)
        gaps = [f"{count} are {what}" for what, count in missing.items() if count]
        return [f"of the {total:,} activities, {', '.join(gaps)}", *self.notes] if gaps else list(self.notes)

    @property
    def title(self) -> str:
        """Say in one line what the network shows."""
        what = "actors and their activities" if self.two_mode else f"{self.tie.label} between {self.selection.level}"
        filters = self.selection.filters.describe()
        return f"{what}{'; ' + filters if filters else ''}"

    @property
    def definition(self) -> str:
        """Say what a tie means here."""
        if self.two_mode:
            return "An actor is bound to each activity in which it took part."
        return self.tie.definition

    @property
    def sparql(self) -> str:
        """Write the query that yields the same ties and numbers of activities."""
        selection = self.selection
        return tie_query(self.tie, selection.level, selection.filters, all_actors=selection.all_actors)

    @property
    def notes(self) -> list[str]:
        """Say what was left out, and why there is nothing where there is nothing, one sentence each."""
        selection = self.selection
        notes = []
        left = [f"{len(names)} {what}" for what, names in selection.hidden.items() if names]
        if left:
            notes.append(f"{' and '.join(filter(None, [', '.join(left[:-1]), left[-1]]))} are left out")
        if self._is_part:
            notes.append("one side at least of each tie is an actor that was asked for; with --within both are")
        if self.significance:
            notes.append(
                f"kept are ties with a p-value of at most {self.alpha:g} ({MODELS[self.significance.model]}; "
                f"correction for {self.significance.tests:,} tests: {CORRECTIONS[self.significance.correction]})"
            )
        if selection.undated:
            notes.append(f"{selection.undated} activities without any date are left out of the period")
        if not (self.rows if self.two_mode else len(self.edges)):
            notes.append(self._why_empty())
        return notes

    def to_arrow(self) -> "pyarrow.Table":
        """Return the ties as an Arrow table with the columns of ``rows``."""
        import pyarrow as pa

        kind, day = pa.float64() if self.weight == "newman" else pa.int64(), pa.date32()
        types = [pa.string(), pa.string(), kind, pa.int64(), pa.int64(), pa.int64(), day, day]
        types += [pa.float64()] * (len(self.columns) - len(types))
        schema = pa.schema(list(zip(self.columns, types, strict=True)))
        if self.two_mode:
            return pa.Table.from_pylist(self.rows, schema=schema)
        edges, significance = self.edges, self.significance
        names = pa.array([node.id for node in self.selection.nodes], pa.string())
        ends = [names.take(pa.array(end)) for end in (edges.source, edges.target)]
        days = [pa.array(each) for each in dates_of(self.selection, self.tie, edges)]
        weight = edges.weight.round(6) if self.weight == "newman" else np.rint(edges.weight).astype(np.int64)
        chances = (
            [
                pa.array(each, from_pandas=True)
                for each in (significance.expected, significance.p, significance.adjusted)
            ]
            if significance
            else []
        )
        numbers = [weight, edges.activities, self.stated, edges.activities - self.stated]
        return pa.table([*ends, *numbers, *days, *chances], schema=schema)

    @cached_property
    def nodes(self) -> list[tuple[str, dict[str, Any]]]:
        """Return each node with its attributes; in a two-mode network the activities follow the actors."""
        return two_mode_nodes(self.selection) if self.two_mode else node_attributes(self.selection)

    @cached_property
    def behind(self) -> list[list[int]]:
        """Return for each tie the indices of the activities behind it, the surest first."""
        return behind_all(self.selection, self.tie, self.edges)

    def widenings(self) -> list[Widening]:
        """Count for each filter how many ties there would be without it, most first."""
        return widenings(self.store, self.selection, self.tie, two_mode=self.two_mode)

    def _why_empty(self) -> str:
        if self.significance:
            return "no tie is more than chance would give"
        what = "participation" if self.two_mode else "tie"
        ways = [
            f"{each.ties:,} {'with' if each.option == ALL_ACTORS else 'without'} {each.option}"
            for each in self.widenings()
        ]
        if ways:
            return f"no {what} passes these filters; there would be {', '.join(ways)}"
        return f"no {what} passes these filters, nor with any one of them taken away"


def as_written(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as files hold it: days as text, "" where not known."""
    return {name: str(value or "") if name in ("first", "last") else value for name, value in row.items()}


def _edge_attributes(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in as_written(row).items() if name not in ("source", "target")}
