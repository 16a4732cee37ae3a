"""Networks: who is tied to whom, under one definition and one set of filters."""

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any, Self

import numpy as np

from ...data.cells import check_known
from ...data.errors import NotFoundError
from ..analysis.choices import ALPHA, CORRECTIONS, DRAWS, MODELS, RESOLUTION, RUNS, SEED, SPLITS, check_numbers
from ..analysis.communities import Communities, communities
from ..analysis.comparison import Comparison, compare
from ..analysis.measures import find_measure
from ..analysis.ranking import Progress, Ranking, rank
from ..analysis.significance import Significance, significance
from ..query.tabular import FIRST, notebook_table
from ..ties.filters import Filters, defined
from ..ties.periods import FORMS, read_periods
from ..ties.projection import Edges, heaviest_first
from ..ties.selection import select
from ..ties.ties import WEIGHTS, find_tie
from ..ties.view import view_of
from .explanation import Chance, Explanation, ends_of, explain
from .export import write_network
from .rank_explanation import RankExplanation, explain_rank
from .tied import TieNetwork

if TYPE_CHECKING:
    from ..store.protocol import Store


def _silent(_: float) -> None:
    """Report progress to no one."""


@dataclass(frozen=True)
class Network(TieNetwork):
    """The ties of a selection, the heaviest first, with what can be asked of them: ranks, groups, evidence, maps."""

    def backbone(self, model: str = "sdsm", alpha: float = ALPHA, correction: str | None = None) -> Self:
        """Keep the ties that are more than chance: those whose corrected p-value is at most *alpha*.

        Where the filters keep the ties of some actors, they are those of the backbone of the whole.
        """
        check_numbers(alpha=alpha)
        self._all_ties("a backbone")
        tested = self._significance(model, correction)
        keep = tested.adjusted <= alpha
        kept = replace(tested, **{name: getattr(tested, name)[keep] for name in ("expected", "p", "adjusted")})
        edges = Edges(*(getattr(self.edges, each.name)[keep] for each in fields(Edges)))
        return replace(self, edges=edges, significance=kept, alpha=alpha)

    def _significance(self, model: str, correction: str | None) -> Significance:
        """Compute the p-value of each tie, from the whole network that the filters for actors keep ties of."""
        if not self._is_part:
            return significance(self.view, self.edges, model, correction)
        everyone: dict[str, Any] = {each.name: () for each in defined("actor")}
        chosen = replace(self.selection.filters, **everyone)
        whole = compute_network(
            self.store, self.tie.name, self.selection.level, self.weight, chosen, all_actors=self.selection.all_actors
        )
        known = {pair: number for number, pair in enumerate(_named(whole))}
        here = np.array([known[pair] for pair in _named(self)], dtype=np.int64)
        tested = significance(whole.view, whole.edges, model, correction)
        return replace(tested, **{name: getattr(tested, name)[here] for name in ("expected", "p", "adjusted")})

    def rank(self, by: str = "strength", draws: int = DRAWS, seed: int = SEED, progress: Progress = _silent) -> Ranking:
        """Rank the nodes by a measure, with intervals from *draws* draws of the activities."""
        check_numbers(draws=draws, seed=seed)
        measure, filters = find_measure(by, self.tie.directed), self.selection.filters
        chance = self.selection.chance_within(filters.since, filters.until)
        ranking = rank(self._whole(measure.name, measure.local), measure, draws, seed, progress=progress, chance=chance)
        notes = [*ranking.notes, *self.notes_on_data]
        return replace(ranking, parameters={**self.parameters, **ranking.parameters}, notes=notes)

    def communities(self, runs: int = RUNS, seed: int = SEED, resolution: float = RESOLUTION) -> Communities:
        """Find groups of nodes more tied within than between, and say how stable they are."""
        check_numbers(runs=runs, seed=seed, resolution=resolution)
        groups = communities(self._whole("finding groups"), runs, seed, resolution)
        return replace(groups, parameters={**self.parameters, **groups.parameters})

    def compare(
        self, periods: str, by: str = "strength", splits: int = SPLITS, seed: int = SEED, progress: Progress = _silent
    ) -> list[Comparison]:
        """Compare each period with the one after it; *periods* as in ``read_periods``."""
        check_numbers(splits=splits, seed=seed)
        spans = read_periods(periods, self.selection)
        if len(spans) < 2:
            raise NotFoundError(f'"{periods}" is {len(spans)} period; comparing takes two or more: {FORMS}')
        measure = find_measure(by, self.tie.directed)
        whole, pairs = self._whole(measure.name, measure.local), list(pairwise(spans))
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

    def explain(self, a: str, b: str, model: str | None = None, correction: str | None = None) -> Explanation:
        """Return the activities, roles, words and sources behind the tie between *a* and *b*.

        With a null *model*, say as well how many activities they would share by chance.
        """
        explanation = explain(self.store, self.selection, self.tie, self.weight, a, b)
        return replace(explanation, chance=self._chance(a, b, model, correction)) if model else explanation

    def _chance(self, a: str, b: str, model: str, correction: str | None) -> Chance:
        source, target = ends_of(self.selection, self.tie, a, b)
        self._all_ties("chance")
        edges, tested = self.edges, self._significance(model, correction)
        here = np.flatnonzero((edges.source == source) & (edges.target == target))
        numbers = [part[here].tolist() for part in (tested.expected, tested.p, tested.adjusted)]
        expected, p, adjusted = (part[0] if part and part[0] == part[0] else None for part in numbers)
        return Chance(model, MODELS[model], expected, p, adjusted, CORRECTIONS[tested.correction], tested.tests)

    def explain_rank(self, actor: str, by: str = "strength", draws: int = DRAWS, seed: int = SEED) -> RankExplanation:
        """Return what the rank of *actor* is made of, how sure it is, and the activities behind it."""
        self.selection.find(actor)
        return explain_rank(self, self.rank(by, draws, seed), actor)

    def write(self, form: str, out: IO[bytes]) -> None:
        """Write the network as csv, json, parquet, graphml, gexf, or as statements (ttl), or sum it up (summary)."""
        write_network(self, form, out)

    def __repr__(self) -> str:
        ties = len(self.rows) if self.two_mode else len(self.edges)
        return f"<Network: {self.title}, {len(self.nodes):,} nodes, {ties:,} ties, {self.store.version}>"

    def _repr_html_(self) -> str:
        return _network_html(self)


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


def _network_html(network: Network) -> str:
    """Show the heaviest ties, and of how many of the activities behind each both sides are stated."""
    names = {name: attributes["name"] for name, attributes in network.nodes}
    left = () if network.weight != "activities" else ("activities",) if network.two_mode else ("weight",)
    shown = []
    for row in network.rows[:FIRST]:
        ends = {end: names[row[end]] for end in ("source", "target")}
        shown.append({name: value for name, value in (row | ends).items() if name not in left})
    noun = "participation" if network.two_mode else "tie"
    return notebook_table(shown, len(network.rows), noun, network.title, *network.notes)
