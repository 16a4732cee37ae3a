"""Networks: who is tied to whom, under one definition and one set of filters."""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any, Self

import numpy as np

from ..data.cells import check_known
from ..data.errors import ComityError, NotFoundError
from .choices import ALPHA, CORRECTIONS, DRAWS, MODELS, RESOLUTION, RUNS, SEED, SPLITS, check_numbers
from .communities import Communities, communities
from .comparison import Comparison, compare
from .explanation import Chance, Explanation, ends_of, explain
from .filters import Filters
from .measures import find_measure
from .network_files import as_written, write_network
from .notebook import network_html
from .periods import FORMS, read_periods
from .projection import Edges, behind_all, dates_of, heaviest_first, stated_of
from .rank_explanation import RankExplanation, explain_rank
from .ranking import Progress, Ranking, rank
from .selection import Selection, select
from .significance import Significance, significance
from .summary import Summary, summarise
from .tabular import Tabular
from .tie_sparql import tie_query
from .ties import WEIGHTS, Tie, find_tie
from .two_mode import COLUMNS, node_attributes, two_mode_nodes, two_mode_rows
from .view import View, view_of
from .widening import ALL_ACTORS, widenings

if TYPE_CHECKING:
    import networkx
    import pyarrow

    from .store import Store

CHANCE_COLUMNS = ("expected", "p_value", "p_adjusted")


def _silent(_: float) -> None:
    """Report progress to no one."""


@dataclass(frozen=True)
class Network(Tabular):
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
        """Give the ties as rows: source, target, weight, activities, stated, inferred, first, last.

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
            found = self.significance
            expected = [None if n != n else n for n in found.expected.tolist()]
            chances = zip(expected, found.p.tolist(), found.adjusted.tolist(), strict=True)
            for row, numbers in zip(rows, chances, strict=True):
                row.update(zip(CHANCE_COLUMNS, numbers, strict=True))
        return rows

    @cached_property
    def graph(self) -> "networkx.Graph[str]":
        """Give a networkx graph: ``Graph`` for an undirected tie, ``DiGraph`` for a directed one.

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
        """Give for each tie the number of its activities in which both sides are stated."""
        return stated_of(self.selection, self.tie, self.edges)

    @property
    def columns(self) -> tuple[str, ...]:
        """Give the names of the columns of ``rows``."""
        return COLUMNS + CHANCE_COLUMNS if self.significance else COLUMNS

    @cached_property
    def view(self) -> View:
        """Give the network as measures see it."""
        return view_of(self.selection, self.tie, self.weight)

    def backbone(self, model: str = "sdsm", alpha: float = ALPHA, correction: str | None = None) -> Self:
        """Keep the ties that are more than chance: those whose corrected p-value is at most *alpha*.

        Where the filters keep the ties of some actors, they are those of the backbone of the whole.
        """
        check_numbers(alpha=alpha)
        self._all_ties("a backbone")
        found = self._significance(model, correction)
        keep = found.adjusted <= alpha
        kept = replace(found, **{name: getattr(found, name)[keep] for name in ("expected", "p", "adjusted")})
        edges = Edges(*(getattr(self.edges, each.name)[keep] for each in fields(Edges)))
        return replace(self, edges=edges, significance=kept, alpha=alpha)

    def _significance(self, model: str, correction: str | None) -> Significance:
        """Give the p-value of each tie, from the whole network that the filters for actors keep ties of."""
        if not self._is_part:
            return significance(self.view, self.edges, model, correction)
        chosen = replace(self.selection.filters, country=(), actor_kind=())
        whole = compute_network(
            self.store, self.tie.name, self.selection.level, self.weight, chosen, all_actors=self.selection.all_actors
        )
        known = {pair: number for number, pair in enumerate(_named(whole))}
        here = np.array([known[pair] for pair in _named(self)], dtype=np.int64)
        found = significance(whole.view, whole.edges, model, correction)
        return replace(found, **{name: getattr(found, name)[here] for name in ("expected", "p", "adjusted")})

    def rank(self, by: str = "strength", draws: int = DRAWS, seed: int = SEED, progress: Progress = _silent) -> Ranking:
        """Rank the nodes by a measure, with intervals from *draws* draws of the activities."""
        check_numbers(draws=draws, seed=seed)
        measure, filters = find_measure(by, self.tie.directed), self.selection.filters
        chance = self.selection.chance_within(filters.since, filters.until)
        found = rank(self._whole(measure.name, measure.local), measure, draws, seed, progress=progress, chance=chance)
        notes = [*found.notes, *self.notes_on_data]
        return replace(found, parameters={**self.parameters, **found.parameters}, notes=notes)

    def communities(self, runs: int = RUNS, seed: int = SEED, resolution: float = RESOLUTION) -> Communities:
        """Find groups of nodes more tied within than between, and say how stable they are."""
        check_numbers(runs=runs, seed=seed, resolution=resolution)
        found = communities(self._whole("finding groups"), runs, seed, resolution)
        return replace(found, parameters={**self.parameters, **found.parameters})

    def summary(self) -> Summary:
        """Give the network in a few numbers."""
        return summarise(self._whole("a summary"))

    def compare(
        self, periods: str, by: str = "strength", splits: int = SPLITS, seed: int = SEED, progress: Progress = _silent
    ) -> list[Comparison]:
        """Compare each period with the one after it; *periods* as in ``read_periods``."""
        check_numbers(splits=splits, seed=seed)
        found = read_periods(periods, self.selection)
        if len(found) < 2:
            raise NotFoundError(f'"{periods}" is {len(found)} period; comparing takes two or more: {FORMS}')
        measure = find_measure(by, self.tie.directed)
        whole, pairs = self._whole(measure.name, measure.local), list(pairwise(found))
        compared = [
            compare(
                whole,
                before,
                after,
                measure,
                splits,
                seed,
                progress=lambda share, number=number: progress((number + share) / len(pairs)),  # type: ignore[misc]
            )
            for number, (before, after) in enumerate(pairs)
        ]
        return [replace(each, parameters={**self.parameters, **each.parameters}) for each in compared]

    def _all_ties(self, what: str) -> None:
        if self.two_mode or self.significance:
            raise ComityError(f"{what} is computed from all ties between actors, without --two-mode or --backbone")

    def _whole(self, what: str, local: bool = False) -> View:
        """Give the view that *what* is computed from; *local* is what needs the ties of one node alone."""
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
        """Give what it takes to compute the same network again."""
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
        """Give the query that yields the same ties and numbers of activities."""
        selection = self.selection
        return tie_query(self.tie, selection.level, selection.filters, all_actors=selection.all_actors)

    @property
    def notes(self) -> list[str]:
        """Say what was left out, and why there is nothing where there is nothing, one sentence each."""
        selection = self.selection
        found = []
        left = [f"{len(names)} {what}" for what, names in selection.hidden.items() if names]
        if left:
            found.append(f"{' and '.join(filter(None, [', '.join(left[:-1]), left[-1]]))} are left out")
        if self._is_part:
            found.append("one side at least of each tie is an actor that was asked for; with --within both are")
        if self.significance:
            found.append(
                f"kept are ties with a p-value of at most {self.alpha:g} ({MODELS[self.significance.model]}; "
                f"correction for {self.significance.tests:,} tests: {CORRECTIONS[self.significance.correction]})"
            )
        if selection.undated:
            found.append(f"{selection.undated} activities without any date are left out of the period")
        if not (self.rows if self.two_mode else len(self.edges)):
            found.append(self._why_empty())
        return found

    def explain(self, a: str, b: str, model: str | None = None, correction: str | None = None) -> Explanation:
        """Give the activities, roles, words and sources behind the tie between *a* and *b*.

        With a null *model*, say as well how many activities they would share by chance.
        """
        found = explain(self.store, self.selection, self.tie, self.weight, a, b)
        return replace(found, chance=self._chance(a, b, model, correction)) if model else found

    def _chance(self, a: str, b: str, model: str, correction: str | None) -> Chance:
        source, target = ends_of(self.selection, self.tie, a, b)
        self._all_ties("chance")
        edges, found = self.edges, self._significance(model, correction)
        here = np.flatnonzero((edges.source == source) & (edges.target == target))
        numbers = [part[here].tolist() for part in (found.expected, found.p, found.adjusted)]
        expected, p, adjusted = (part[0] if part and part[0] == part[0] else None for part in numbers)
        return Chance(model, MODELS[model], expected, p, adjusted, CORRECTIONS[found.correction], found.tests)

    def explain_rank(self, actor: str, by: str = "strength", draws: int = DRAWS, seed: int = SEED) -> RankExplanation:
        """Give what the rank of *actor* is made of, how sure it is, and the activities behind it."""
        self.selection.find(actor)
        return explain_rank(self, self.rank(by, draws, seed), actor)

    def to_arrow(self) -> "pyarrow.Table":
        """Give the ties as an Arrow table with the columns of ``rows``."""
        import pyarrow as pa

        kind, day = pa.float64() if self.weight == "newman" else pa.int64(), pa.date32()
        types = [pa.string(), pa.string(), kind, pa.int64(), pa.int64(), pa.int64(), day, day]
        types += [pa.float64()] * (len(self.columns) - len(types))
        schema = pa.schema(list(zip(self.columns, types, strict=True)))
        if self.two_mode:
            return pa.Table.from_pylist(self.rows, schema=schema)
        edges, found = self.edges, self.significance
        names = pa.array([node.id for node in self.selection.nodes], pa.string())
        ends = [names.take(pa.array(end)) for end in (edges.source, edges.target)]
        days = [pa.array(each) for each in dates_of(self.selection, self.tie, edges)]
        weight = edges.weight.round(6) if self.weight == "newman" else np.rint(edges.weight).astype(np.int64)
        chances = (
            [pa.array(each, from_pandas=True) for each in (found.expected, found.p, found.adjusted)] if found else []
        )
        numbers = [weight, edges.activities, self.stated, edges.activities - self.stated]
        return pa.table([*ends, *numbers, *days, *chances], schema=schema)

    def write(self, form: str, out: IO[bytes]) -> None:
        """Write the network as csv, json, parquet, graphml, gexf, or as statements (ttl), or sum it up (summary)."""
        write_network(self, form, out)

    @cached_property
    def nodes(self) -> list[tuple[str, dict[str, Any]]]:
        """Give each node with its attributes; in a two-mode network the activities follow the actors."""
        return two_mode_nodes(self.selection) if self.two_mode else node_attributes(self.selection)

    @cached_property
    def behind(self) -> list[list[int]]:
        """Give for each tie the indices of the activities behind it, the surest first."""
        return behind_all(self.selection, self.tie, self.edges)

    def __repr__(self) -> str:
        ties = len(self.rows) if self.two_mode else len(self.edges)
        return f"<Network: {self.title}, {len(self.nodes):,} nodes, {ties:,} ties, {self.store.version}>"

    def _repr_html_(self) -> str:
        return network_html(self)

    def _why_empty(self) -> str:
        if self.significance:
            return "no tie is more than chance would give"
        what = "participation" if self.two_mode else "tie"
        ways = [
            f"{each.ties:,} {'with' if each.option == ALL_ACTORS else 'without'} {each.option}"
            for each in widenings(self)
        ]
        if ways:
            return f"no {what} passes these filters; there would be {', '.join(ways)}"
        return f"no {what} passes these filters, nor with any one of them taken away"


def compute_network(
    store: "Store",
    tie: str = "joint",
    between: str = "actors",
    weight: str = "activities",
    filters: Filters | None = None,
    *,
    two_mode: bool = False,
    all_actors: bool = False,
) -> Network:
    """Compute a network from *store*; raises ``NotFoundError`` for a name that means nothing here."""
    kind = find_tie(tie)
    check_known(weight, WEIGHTS, "the weights")
    selection = select(store, filters, between, kind, all_actors=all_actors)
    view = view_of(selection, kind, weight)
    edges = heaviest_first(view.edges)
    # Who only was there together with those asked for is a node by a tie to one of them.
    keep = np.bincount(selection.node[selection.asked], minlength=view.size) > 0
    if not two_mode:
        keep[edges.source] = keep[edges.target] = True
    number = np.cumsum(keep) - 1
    edges = replace(edges, source=number[edges.source], target=number[edges.target])
    return Network(store, selection.narrowed(keep), kind, weight, two_mode, edges)


def _named(network: Network) -> list[tuple[str, str]]:
    nodes, edges = network.selection.nodes, network.edges
    return [(nodes[s].id, nodes[t].id) for s, t in zip(edges.source.tolist(), edges.target.tolist(), strict=True)]


def _edge_attributes(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in as_written(row).items() if name not in ("source", "target")}
