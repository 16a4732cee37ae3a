"""Shares of activities, and what can be said of the difference between two of them.

Everything here has a closed form, so that the page of the map gives the same numbers.
"""

from statistics import NormalDist

import numpy as np

CONFIDENCE = 0.95


def wilson(count: np.ndarray, total: int, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
    """Compute the interval of the share *count* / *total* (Wilson 1927, J. of the American Stat. Association 22, 209).

    >>> low, high = wilson(np.array([0, 5]), 10)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.237], [0.278, 0.763])
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, square = count / total, z * z / total
    middle = (share + square / 2) / (1 + square)
    reach = z / (1 + square) * np.sqrt(share * (1 - share) / total + square / (4 * total))
    return np.maximum(middle - reach, 0.0), np.minimum(middle + reach, 1.0)


def difference(
    before: np.ndarray, total_before: int, after: np.ndarray, total_after: int, confidence: float = CONFIDENCE
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the share after less the share before, and its interval (Newcombe 1998, Stat. in Medicine 17, 873).

    It is the hybrid score interval, method 10 there, and holds for lots that were drawn apart.

    >>> [part.round(4).tolist() for part in difference(np.array([48]), 80, np.array([56]), 70)]
    [[0.2], [0.0524], [0.3339]]
    """
    shares = before / total_before, after / total_after
    bounds = [wilson(n, total, confidence) for n, total in ((before, total_before), (after, total_after))]
    change = shares[1] - shares[0]
    low = change - np.sqrt((shares[1] - bounds[1][0]) ** 2 + (bounds[0][1] - shares[0]) ** 2)
    high = change + np.sqrt((bounds[1][1] - shares[1]) ** 2 + (shares[0] - bounds[0][0]) ** 2)
    return change, low, high


def exact_p(before: np.ndarray, total_before: int, after: np.ndarray, total_after: int) -> np.ndarray:
    """Compute the two-sided p-value of each pair of counts, where the activities are split at random (Fisher's test).

    It is the chance of a split that is no likelier than the one seen (Fisher 1935, J. of the Royal
    Statistical Society 98, 39).

    >>> exact_p(np.array([1, 4]), 10, np.array([9, 4]), 10).round(5).tolist()
    [0.00109, 1.0]
    """
    from scipy import stats

    pairs, which = np.unique(np.stack([before, after]), axis=1, return_inverse=True)
    p_values = np.ones(pairs.shape[1])
    for number, (one, other) in enumerate(pairs.T.tolist()):
        there = one + other
        least, most = max(0, there - total_after), min(there, total_before)
        chances = stats.hypergeom.pmf(np.arange(least, most + 1), total_before + total_after, there, total_before)
        p_values[number] = min(1.0, float(chances[chances <= chances[one - least] * (1 + 1e-9)].sum()))
    return np.asarray(p_values[which.reshape(-1)])
