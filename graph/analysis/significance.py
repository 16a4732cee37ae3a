"""Which ties are more than chance: p-values under null models, and the backbone they leave.

A tie is significant when two nodes share more activities than they would if who comes to which
activity were random, but for how many activities a node takes part in (and, for the stochastic
degree sequence model, how many nodes an activity has).
"""

from dataclasses import dataclass

import numpy as np

from ...data.cells import check_known
from ..ties.projection import Edges
from ..ties.view import View
from .bicm import class_probabilities, degrees_of
from .choices import CORRECTIONS, MODELS


@dataclass(frozen=True)
class Significance:
    """p-values of ties, in the order of the edges they were computed for.

    ``expected`` is the number of activities that the two would share by chance, not-a-number for the
    disparity filter; ``adjusted`` is corrected for as many tests as there are pairs of nodes (``tests``).
    """

    model: str
    correction: str
    expected: np.ndarray
    p: np.ndarray
    adjusted: np.ndarray
    tests: int


def significance(view: View, edges: Edges, model: str = "sdsm", correction: str | None = None) -> Significance:
    """Compute the p-value of each of *edges*: the chance of at least as many shared activities.

    - ``hypergeometric``: Tumminello et al. 2011, PLoS ONE 6, e17994.
    - ``sdsm``: Neal 2014, Social Networks 39, 84, with the probabilities of the bipartite
      configuration model; the number of shared activities is then Poisson-binomial, summed exactly.
    - ``disparity``: Serrano et al. 2009, PNAS 106, 6483, on the weights; the smaller of the two ends'.

    For a directed tie giving and receiving are two independent sides. *correction* is "bh" unless
    given, "none" for the disparity filter, whose authors correct nothing.
    """
    correction = correction or ("none" if model == "disparity" else "bh")
    check_known(model, MODELS, "the null models")
    check_known(correction, CORRECTIONS, "the corrections")
    expected, p = {"hypergeometric": _hypergeometric, "sdsm": _sdsm, "disparity": _disparity}[model](view, edges)
    tests = _pairs(view)
    return Significance(model, correction, expected, p, adjust(p, correction, tests), tests)


def _pairs(view: View) -> int:
    """Count the pairs of nodes that the tie could bind."""
    pairs = view.size * (view.size - 1)
    if view.tie.across:
        known = view.countries[view.countries >= 0]
        pairs = len(known) ** 2 - int((np.bincount(known) ** 2).sum()) if len(known) else 0
    return pairs // (1 if view.tie.directed else 2)


def adjust(p: np.ndarray, correction: str, tests: int) -> np.ndarray:
    """Correct p-values for *tests* tests, of which those not given had the p-value 1.

    >>> adjust(np.array([0.01, 0.02, 0.9]), "bh", 3).round(3).tolist()
    [0.03, 0.03, 0.9]
    >>> adjust(np.array([0.01, 0.02]), "holm", 4).round(3).tolist()
    [0.04, 0.06]
    """
    if correction == "none" or not len(p):
        return p.copy()
    order = np.argsort(p, kind="stable")
    number = np.arange(1, len(p) + 1)
    if correction == "bh":
        raw = p[order] * tests / number
        steady = np.minimum.accumulate(raw[::-1])[::-1]
    else:
        steady = np.maximum.accumulate(p[order] * (tests - number + 1))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(steady, 1.0)
    return adjusted


def _hypergeometric(view: View, edges: Edges) -> tuple[np.ndarray, np.ndarray]:
    from scipy import stats

    used = view.used
    total = int(used.sum())
    give, receive = (degrees_of(side[used])[0] for side in view.sides)
    one, other = give[edges.source], receive[edges.target]
    alike = np.stack([edges.activities, np.minimum(one, other), np.maximum(one, other)])
    (shared, few, many), which = np.unique(alike, axis=1, return_inverse=True)
    p = np.asarray(stats.hypergeom.sf(shared - 1, total, few, many))
    return one * other / max(total, 1), p[which.reshape(-1)]


def _sdsm(view: View, edges: Edges) -> tuple[np.ndarray, np.ndarray]:
    used = view.used
    nodes, sizes = zip(*(degrees_of(side[used]) for side in view.sides), strict=True)
    # Alike are nodes of one degree, and activities that have as many nodes on either side.
    lots, repeats = np.unique(np.stack(sizes), axis=1, return_counts=True)
    classes, chances = [], []
    for side in range(2):
        degrees, of_node, times = np.unique(nodes[side], return_inverse=True, return_counts=True)
        size, of_lot = np.unique(lots[side], return_inverse=True)
        number = np.bincount(of_lot, weights=repeats).astype(int)
        classes.append(of_node)
        chances.append(class_probabilities(degrees, times, size, number)[:, of_lot])
    pairs = np.stack([classes[0][edges.source], classes[1][edges.target]], axis=1)
    different, which = np.unique(pairs, axis=0, return_inverse=True)
    both = [chances[0][one] * chances[1][other] for one, other in different]
    tails = [poisson_binomial_tail(chance, repeats) for chance in both]
    which = which.reshape(-1)
    shared = zip(which.tolist(), edges.activities.tolist(), strict=True)
    p = np.array([tails[pair][n] if n < len(tails[pair]) else 0.0 for pair, n in shared])
    return np.array([chance @ repeats for chance in both])[which], p


def poisson_binomial_tail(p: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Compute P(X >= n) for n = 0, 1, ... where X counts successes of independent trials, *times* of each chance *p*.

    >>> poisson_binomial_tail(np.array([0.5]), np.array([2])).round(12).tolist()
    [1.0, 0.75, 0.25]
    """
    from scipy import stats

    mean = p * times
    # What lies beyond has a chance below 1e-150.
    limit = np.minimum(times, np.ceil(mean + 40 * np.sqrt(mean) + 60)).astype(int)
    parts = stats.binom.pmf(np.arange(limit.max(initial=0) + 1), times[:, None], p[:, None])
    mass = np.ones(1)
    for part, most in zip(parts, limit.tolist(), strict=True):
        mass = np.convolve(mass, part[: most + 1])
    tail = np.cumsum(mass[::-1])[::-1]
    tail[0] = 1.0
    return np.minimum(tail, 1.0)


def _disparity(view: View, edges: Edges) -> tuple[np.ndarray, np.ndarray]:
    ends = [edges.source, edges.target]
    if view.tie.directed:
        strength = [np.bincount(end, weights=edges.weight, minlength=view.size) for end in ends]
        partners = [np.bincount(end, minlength=view.size) for end in ends]
    else:
        both = np.concatenate(ends)
        strength = [np.bincount(both, weights=np.concatenate([edges.weight] * 2), minlength=view.size)] * 2
        partners = [np.bincount(both, minlength=view.size)] * 2
    p_values = np.ones(len(edges))
    for end, total, count in zip(ends, strength, partners, strict=True):
        share = edges.weight / total[end]
        # With one tie alone there is nothing to compare with.
        chance = np.where(count[end] > 1, (1 - share) ** (count[end] - 1), 1.0)
        p_values = np.minimum(p_values, chance)
    return np.full(len(edges), np.nan), p_values
