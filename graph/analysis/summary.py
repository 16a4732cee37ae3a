"""A network in a few numbers."""

from dataclasses import dataclass

import numpy as np

from ..ties.view import View
from .measures import core_member


@dataclass(frozen=True)
class Summary:
    """What a network is like as a whole; ``None`` where a number is not defined.

    ``density`` is the share of possible ties that are there, ``transitivity`` the share of
    connected triples that are closed, ``reciprocity`` the share of directed ties returned, ``ei`` the
    E-I index of the whole network by country (weights between countries against within, over ties
    whose ends both stand for one), ``core`` the number of nodes in the core and ``core_fit`` the
    correlation of the network with the ideal core and periphery.
    """

    nodes: int
    ties: int
    activities: int
    isolates: int
    components: int
    largest: int
    density: float | None
    mean_partners: float | None
    transitivity: float | None
    reciprocity: float | None
    ei: float | None
    core: int
    core_fit: float | None


def summarise(view: View) -> Summary:
    """Sum a network up."""
    graph = view.undirected
    parts = [len(part) for part in graph.connected_components()]
    pairs = view.size * (view.size - 1)
    directed = view.tie.directed
    core = core_member(view)
    return Summary(
        nodes=view.size,
        ties=len(view.edges),
        activities=int(view.used.sum()),
        isolates=int((np.array(graph.degree()) == 0).sum()) if view.size else 0,
        components=sum(1 for part in parts if part > 1),
        largest=max(parts, default=0),
        density=len(view.edges) * (1 if directed else 2) / pairs if pairs else None,
        mean_partners=2 * graph.ecount() / view.size if view.size else None,
        transitivity=_number(graph.transitivity_undirected(mode="nan")),
        reciprocity=_number(view.graph.reciprocity()) if directed and len(view.edges) else None,
        ei=_ei(view),
        core=int(core.sum()),
        core_fit=_fit(view, core),
    )


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def _ei(view: View) -> float | None:
    edges, countries = view.edges, view.countries
    ends = countries[edges.source], countries[edges.target]
    known = (ends[0] >= 0) & (ends[1] >= 0)
    total = float(edges.weight[known].sum())
    inner = float(edges.weight[known & (ends[0] == ends[1])].sum())
    return (total - 2 * inner) / total if total else None


def _fit(view: View, core: np.ndarray) -> float | None:
    """Correlate ties with the ideal, over pairs within the core (1) and within the periphery (0)."""
    pairs = view.pairs
    inside = core > 0
    members, others = int(inside.sum()), int((~inside).sum())
    cells = np.array([members * (members - 1) / 2, others * (others - 1) / 2])
    tied = np.array([(inside[pairs[0]] & inside[pairs[1]]).sum(), (~inside[pairs[0]] & ~inside[pairs[1]]).sum()])
    total, present = cells.sum(), tied.sum()
    if not all((cells[0], cells[1], present, total - present)):
        return None
    covariance = tied[0] / total - cells[0] / total * present / total
    spread = cells[0] / total * (1 - cells[0] / total) * present / total * (1 - present / total)
    return float(covariance / np.sqrt(spread))
