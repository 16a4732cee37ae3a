"""Measures of nodes: what each says, its formula, and where the formula comes from.

Every measure takes a view of a network and gives one number for each node, not-a-number where the
measure is not defined. ``w`` is the weight of a tie, ``s`` the sum of a node's weights, ``d`` its
number of partners, ``n`` the number of nodes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...data.cells import suggest
from ...data.errors import NotFoundError
from ...ontology import Concept, load_scheme
from ..ties.view import View
from .brokerage import ROLES, brokerage

Compute = Callable[[View], np.ndarray]
EXACT_UP_TO, PIVOTS = 5_000, 1_000


@dataclass(frozen=True)
class Measure:
    """A measure of nodes; label and formula stand in the concept scheme ``measure``.

    ``says`` and ``says_ru`` are for evaluators: {value} stands for the number.
    """

    name: str
    compute: Compute
    reference: str
    says: str
    says_ru: str
    directed: bool | None = None  # only for directed ties, only for undirected ones, or for both
    low_first: bool = False  # the lowest value ranks first
    whole: bool = False  # a whole number
    local: bool = False  # from a node's own ties and activities, whatever ties the others have

    @property
    def concept(self) -> Concept:
        """Return the concept that holds labels and formula."""
        return load_scheme("measure").concepts[self.name]

    @property
    def label(self) -> str:
        """Return the label in English."""
        return self.concept.labels["en"]

    @property
    def formula(self) -> str:
        """Return the formula."""
        return self.concept.definition


def degree(view: View) -> np.ndarray:
    """Count the partners of each node, each once whatever the direction."""
    return np.asarray(np.bincount(view.pairs.ravel(), minlength=view.size), dtype=float)


def strength(view: View) -> np.ndarray:
    """Add up the weights of a node's ties."""
    return np.asarray(out_strength(view) + in_strength(view))


def out_strength(view: View) -> np.ndarray:
    """Add up the weights of the ties that run from a node."""
    return np.bincount(view.edges.source, weights=view.edges.weight, minlength=view.size)


def in_strength(view: View) -> np.ndarray:
    """Add up the weights of the ties that run to a node."""
    return np.bincount(view.edges.target, weights=view.edges.weight, minlength=view.size)


def activities(view: View) -> np.ndarray:
    """Count the activities in which a node holds a role that the tie is about (its degree in the two-mode network)."""
    return np.asarray(view.there.T @ view.counts).ravel()


def activity_size(view: View) -> np.ndarray:
    """Compute the mean number of nodes in a node's activities."""
    size = np.asarray(view.there.sum(axis=1)).ravel()
    total = np.asarray(view.there.T @ (view.counts * size)).ravel()
    count = activities(view)
    return _ratio(total, count)


def betweenness(view: View) -> np.ndarray:
    """Compute the share of shortest paths between others on which a node lies; a tie is 1/w long.

    Paths count as equally long when igraph cannot tell their lengths apart but for rounding: 1/3 + 1/6 is
    1/2. Comparing floats bit by bit misses such paths.

    In a network of more than ``EXACT_UP_TO`` nodes it is estimated from the paths that begin at ``PIVOTS``
    of them, drawn with a fixed seed (Brandes and Pich 2007, Int. J. of Bifurcation and Chaos 17, 2303).
    """
    sources, scale = None, 1.0
    if is_estimated(view):
        sources = np.random.default_rng(1).choice(view.size, PIVOTS, replace=False).tolist()
        scale = view.size / PIVOTS
    raw = view.graph.betweenness(directed=view.tie.directed, weights="distance", sources=sources)
    through = np.array(raw, dtype=float) * scale
    pairs = (view.size - 1) * (view.size - 2) / (1 if view.tie.directed else 2)
    return through / pairs if pairs > 0 else through


def is_estimated(view: View) -> bool:
    """Tell whether betweenness is estimated in a network as large as *view*."""
    return view.size > EXACT_UP_TO


def eigenvector(view: View) -> np.ndarray:
    """Compute the principal eigenvector of the weights, its largest entry 1; nodes outside its component have 0."""
    if not len(view.edges):
        return np.full(view.size, np.nan)
    graph, entries = view.graph, np.zeros(view.size)
    parts = graph.connected_components(mode="weak")
    part = max(parts, key=lambda nodes: (sum(graph.strength(nodes, weights="weight")), -nodes[0]))
    inner = graph.induced_subgraph(part)
    entries[part] = inner.eigenvector_centrality(weights="weight")
    return entries


def pagerank(view: View) -> np.ndarray:
    """Compute the stationary probability of a walk that follows ties by weight and jumps anywhere with 0.15."""
    return np.array(view.graph.pagerank(damping=0.85, weights="weight"), dtype=float)


def constraint(view: View) -> np.ndarray:
    """Compute Burt's constraint; not defined for a node without ties."""
    return np.array(view.graph.constraint(weights="weight"), dtype=float)


def core(view: View) -> np.ndarray:
    """Compute the largest k such that a node is in a group whose members have k partners each within it."""
    return np.array(view.undirected.coreness(), dtype=float)


def clustering(view: View) -> np.ndarray:
    """Compute the share of pairs of a node's partners that are tied themselves."""
    return np.array(view.undirected.transitivity_local_undirected(mode="nan"), dtype=float)


def ei_index(view: View) -> np.ndarray:
    """Compute (E - I)/(E + I) for the weights of ties to other countries or none (E) and to the own (I).

    Not defined for a node that stands for no country, or has no ties.
    """
    edges, countries = view.edges, view.countries
    same = countries[edges.source] == countries[edges.target]
    sign = np.where(same, -edges.weight, edges.weight)
    ends = np.concatenate([edges.source, edges.target])
    balance = np.bincount(ends, weights=np.concatenate([sign, sign]), minlength=view.size)
    total = np.bincount(ends, weights=np.concatenate([edges.weight, edges.weight]), minlength=view.size)
    return np.where(countries >= 0, _ratio(balance, total), np.nan)


def core_member(view: View) -> np.ndarray:
    """Tell the core from the periphery: 1 for nodes of the core, 0 for others.

    The core is the set of k nodes with most partners whose blocks come closest to the ideal: all
    tied within the core, none within the periphery, anything between. Ordering by degree is exact
    for this criterion.
    """
    partners = degree(view)
    order = np.argsort(-partners, kind="stable")
    sizes = np.arange(view.size + 1)
    # Misfit of a core of the k first: pairs missing within it and pairs present in the periphery,
    # which up to a constant is k(k-1)/2 minus the sum of their degrees.
    misfit = sizes * (sizes - 1) / 2 - np.concatenate([[0.0], np.cumsum(partners[order])])
    members = np.zeros(view.size)
    members[order[: int(np.argmin(misfit))]] = 1.0
    return members


def reciprocity(view: View) -> np.ndarray:
    """Compute the share of a node's ties to others that are returned; not defined for a node that gives none."""
    edges = view.edges
    forth = edges.source * view.size + edges.target
    back = np.isin(edges.target * view.size + edges.source, forth)
    given = np.bincount(edges.source, minlength=view.size)
    returned = np.bincount(edges.source, weights=back.astype(float), minlength=view.size)
    return _ratio(returned, given)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Divide, where there is something to divide by; not-a-number elsewhere."""
    return np.asarray(np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0))


def _broker(role: str) -> Compute:
    return lambda view: brokerage(view)[role]


_BARRAT = "Barrat et al. 2004, PNAS 101, 3747"
_BORGATTI = "Borgatti and Everett 1997, Social Networks 19, 243"
_FREEMAN = "Freeman 1977, Sociometry 40, 35; lengths as in Newman 2001, Phys. Rev. E 64, 016132"
_GOULD = "Gould and Fernandez 1989, Sociological Methodology 19, 89"

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("strength", strength, _BARRAT, "its ties add up to {value}", "сумма её связей: {value}", local=True),
        Measure(
            "degree", degree, "Freeman 1978, Social Networks 1, 215",
            "has {value} partners", "партнёров: {value}", whole=True, local=True,
        ),
        Measure(
            "activities", activities, _BORGATTI,
            "took part in {value} activities", "участвовала в мероприятиях: {value}", whole=True, local=True,
        ),
        Measure(
            "activity-size", activity_size, _BORGATTI,
            "its activities have {value} participants each on average",
            "в среднем участников на её мероприятиях: {value}", local=True,
        ),
        Measure(
            "betweenness", betweenness, _FREEMAN,
            "lies on a share of {value} of the shortest ways between others",
            "лежит на доле {value} кратчайших путей между другими",
        ),
        Measure(
            "eigenvector", eigenvector, "Bonacich 1987, American Journal of Sociology 92, 1170",
            "has {value} of the standing of the best connected", "{value} от положения наиболее связанного",
            directed=False,
        ),
        Measure(
            "pagerank", pagerank, "Brin and Page 1998, Computer Networks 30, 107",
            "a walker along ties is there with probability {value}", "вероятность встретить там блуждающего: {value}",
        ),
        Measure(
            "constraint", constraint, "Burt 1992, Structural Holes",
            "is bound by its partners to a degree of {value}: the less, the freer to broker",
            "ограниченность {value}: чем меньше, тем свободнее посредник",
            directed=False, low_first=True,
        ),
        Measure(
            "core", core, "Seidman 1983, Social Networks 5, 269",
            "is in a group whose members have {value} partners each within it",
            "входит в группу, где у каждого по {value} партнёров", whole=True,
        ),
        Measure(
            "clustering", clustering, "Watts and Strogatz 1998, Nature 393, 440",
            "a share of {value} of the pairs of its partners are tied", "доля связанных пар партнёров: {value}",
        ),
        Measure(
            "ei", ei_index, "Krackhardt and Stern 1988, Social Psychology Quarterly 51, 123",
            "is at {value} between -1, own country only, and 1, others only",
            "{value} между -1 (только своя страна) и 1 (только другие)", local=True,
        ),
        Measure(
            "core-member", core_member, "Borgatti and Everett 2000, Social Networks 21, 375; Lip 2011, arXiv:1102.5511",
            "is in the core (1) or the periphery (0): {value}", "в ядре (1) или на периферии (0): {value}", whole=True,
        ),
        Measure("out-strength", out_strength, _BARRAT, "gave {value}", "отдала: {value}", directed=True, local=True),
        Measure(
            "in-strength", in_strength, _BARRAT, "received {value}", "получила: {value}", directed=True, local=True,
        ),
        Measure(
            "reciprocity", reciprocity, "Wasserman and Faust 1994, ch. 13",
            "of those it gives to, a share of {value} give back", "доля отвечающих взаимностью: {value}",
            directed=True, local=True,
        ),
        *(
            Measure(
                role, _broker(role), _GOULD, "stands between {value} pairs in this way",
                "посредник между парами: {value}", directed=True if role == "representative" else None, whole=True,
            )
            for role in ROLES
        ),
    )
}  # fmt: skip


def find_measure(name: str, directed: bool) -> Measure:
    """Find the measure *name*; raises ``NotFoundError`` when there is none, or it does not fit the tie."""
    fitting = [each.name for each in MEASURES.values() if each.directed in (None, directed)]
    if name not in MEASURES:
        raise NotFoundError(suggest(name, fitting, "the measures"))
    if name not in fitting:
        kind = "directed" if directed else "undirected"
        raise NotFoundError(f"{name} is not defined for {kind} ties; the measures are {', '.join(fitting)}")
    return MEASURES[name]
