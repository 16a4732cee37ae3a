"""The bipartite configuration model: how likely a node is to be in an activity, given only how many each has.

It is the maximum-entropy ensemble of bipartite graphs with given mean degrees on both sides
(Saracco et al. 2015, Scientific Reports 5, 10595), and the model behind the stochastic degree
sequence model (Neal 2014, Social Networks 39, 84).
"""

import numpy as np
from scipy import sparse

MAX_STEPS = 200
TOLERANCE = 1e-10


def probabilities(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Build the matrix of link probabilities for the given degrees of rows and columns.

    Its row sums and column sums are the degrees.

    >>> probabilities(np.array([2, 1, 1]), np.array([2, 2])).round(6).tolist()
    [[1.0, 1.0], [0.5, 0.5], [0.5, 0.5]]
    """
    degrees, of_row, times = np.unique(rows, return_inverse=True, return_counts=True)
    sizes, of_column, repeats = np.unique(columns, return_inverse=True, return_counts=True)
    return class_probabilities(degrees, times, sizes, repeats)[np.ix_(of_row, of_column)]


def class_probabilities(degrees: np.ndarray, times: np.ndarray, sizes: np.ndarray, repeats: np.ndarray) -> np.ndarray:
    """Compute link probabilities between *times* rows of each of *degrees* and *repeats* columns of each of *sizes*.

    Rows with every possible link have 1 and rows with none 0 throughout; for the others p = xy/(1+xy),
    the solution of the likelihood equations by Newton's method.
    """
    probabilities = np.zeros((len(degrees), len(sizes)))
    left, right = np.arange(len(degrees)), np.arange(len(sizes))
    degrees, sizes = degrees.astype(float), sizes.astype(float)
    while True:  # rows and columns with all links or none are settled, which may settle others
        full_rows, full_columns = degrees == repeats[right].sum(), sizes == times[left].sum()
        if len(sizes) and full_rows.any():
            probabilities[np.ix_(left[full_rows], right)] = 1.0
            sizes = sizes - times[left[full_rows]].sum()
            left, degrees = left[~full_rows], degrees[~full_rows]
        elif len(degrees) and full_columns.any():
            probabilities[np.ix_(left, right[full_columns])] = 1.0
            degrees = degrees - repeats[right[full_columns]].sum()
            right, sizes = right[~full_columns], sizes[~full_columns]
        elif (degrees == 0).any() or (sizes == 0).any():
            left, degrees = left[degrees > 0], degrees[degrees > 0]
            right, sizes = right[sizes > 0], sizes[sizes > 0]
        else:
            break
    if len(degrees) and len(sizes):
        probabilities[np.ix_(left, right)] = _solve(degrees, times[left], sizes, repeats[right])
    return probabilities


def _solve(degrees: np.ndarray, times: np.ndarray, sizes: np.ndarray, repeats: np.ndarray) -> np.ndarray:
    total = degrees @ times
    theta = np.log(degrees / np.sqrt(total))
    beta = np.log(sizes / np.sqrt(total))
    for _ in range(MAX_STEPS):
        p = 1 / (1 + np.exp(-(theta[:, None] + beta[None, :])))
        gradient = np.concatenate([times * (degrees - p @ repeats), repeats * (sizes - times @ p)])
        if np.abs(gradient / np.concatenate([times * degrees, repeats * sizes])).max() < TOLERANCE:
            break
        q = p * (1 - p)
        hessian = np.block(
            [
                [np.diag(times * (q @ repeats)), times[:, None] * q * repeats[None, :]],
                [(times[:, None] * q * repeats[None, :]).T, np.diag(repeats * (times @ q))],
            ]
        )
        # Adding to all of theta what is taken from all of beta changes nothing: the least step is taken.
        step = np.linalg.lstsq(hessian, gradient, rcond=None)[0]
        theta, beta = _damped(theta, beta, step, degrees, sizes, times, repeats)
    return np.asarray(1 / (1 + np.exp(-(theta[:, None] + beta[None, :]))))


def _damped(
    theta: np.ndarray,
    beta: np.ndarray,
    step: np.ndarray,
    degrees: np.ndarray,
    sizes: np.ndarray,
    times: np.ndarray,
    repeats: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Take as much of a Newton step as raises the likelihood."""

    def likelihood(theta: np.ndarray, beta: np.ndarray) -> float:
        links = np.logaddexp(0, theta[:, None] + beta[None, :])
        return float(times @ (degrees * theta) + repeats @ (sizes * beta) - times @ links @ repeats)

    before, share = likelihood(theta, beta), 1.0
    while share > 1e-8:
        new = theta + share * step[: len(theta)], beta + share * step[len(theta) :]
        if likelihood(*new) >= before:
            return new
        share /= 2
    return theta, beta


def degrees_of(matrix: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Return the degrees of the nodes (columns) and of the activities (rows) of an incidence matrix."""
    return np.asarray(matrix.sum(axis=0)).ravel(), np.asarray(matrix.sum(axis=1)).ravel()
