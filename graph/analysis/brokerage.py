"""Brokerage between countries: who stands between two that have no tie of their own, and in which way."""

import numpy as np

from ..ties.view import View

ROLES = ("brokerage", "coordinator", "consultant", "gatekeeper", "representative", "liaison")


def brokerage(view: View) -> dict[str, np.ndarray]:
    """Count, for each node b, the open two-paths a-b-c by the countries of the three.

    Only nodes that stand for a country take part; others have not-a-number. For directed ties a pair
    is ordered, for undirected ones it is not (Gould and Fernandez 1989). Works on one node at a time,
    with the square of its number of partners.
    """
    size, countries = view.size, view.countries
    tied = np.zeros((size, size), dtype=bool)
    tied[view.edges.source, view.edges.target] = True
    if not view.tie.directed:
        tied |= tied.T
    known = countries >= 0
    tied &= known[:, None] & known[None, :]
    by_role = {role: np.where(known, 0.0, np.nan) for role in ROLES}
    for b in np.flatnonzero(known).tolist():
        before, after = np.flatnonzero(tied[:, b]), np.flatnonzero(tied[b])
        if not len(before) or not len(after):
            continue
        is_open = ~tied[np.ix_(before, after)] & (before[:, None] != after[None, :])
        a, c, own = countries[before][:, None], countries[after][None, :], countries[b]
        of_own = (a == own).astype(np.int8) + 2 * (c == own)  # 0 neither end, 1 the first, 2 the last, 3 both
        times = np.bincount((of_own + 4 * (a == c))[is_open], minlength=8).tolist()
        counts = {
            "brokerage": sum(times),
            "coordinator": times[7],
            "consultant": times[4],
            "gatekeeper": times[2],
            "representative": times[1],
            "liaison": times[0],
        }
        for role, count in counts.items():
            # An undirected pair was met from both ends; gatekeeper and representative are then one.
            halve = not view.tie.directed and role not in ("gatekeeper", "representative")
            by_role[role][b] = count / 2 if halve else count
    return by_role
