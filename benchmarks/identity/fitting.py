"""Fit the weights of evidence: a logistic regression in which what speaks for can only speak for."""

import csv
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from comity.data.identity.evidence import BIAS, NEVER, WEIGHTS, Rule, best_of_each, log_odds, probability

ROUNDS = 3  # which name of an actor speaks most for it depends on the weights
FOLDS = 5
BEGIN = -5.0  # the bias from which the fit sets out
SHRINK = 1.0  # a Gaussian prior of mean 0 and variance 1 on each weight
SHOWN = 0.01  # of what is right, so much may score less than what is shown
LEAD = 1.0  # log odds between the first and the second, and between what is taken and the worst error seen


Vector = npt.NDArray[np.float64]


class Case(NamedTuple):
    """What is asked for: its group, what it means (nothing, where that is hidden), and what is near it.

    ``near`` has for each name its thing, its text and what speaks for and against. ``folds`` are those of what it
    means, and of what is hidden.
    """

    text: str
    group: str
    right: frozenset[str]
    near: Sequence[tuple[str, str, Mapping[str, float]]]
    folds: frozenset[int]


class Rows:
    """The values of all names near all cases, one row a name, those of one thing near one case together."""

    def __init__(self, cases: Collection[Case], features: Collection[str], folds: Mapping[str, int]) -> None:
        rows: list[list[float]] = []
        right, begins, things, means = [], [], [], []
        for case in cases:
            last = ""
            for this, _, values in sorted(case.near, key=lambda each: each[0]):
                if this != last:
                    begins.append(len(rows))
                    right.append(this in case.right)
                    things.append(folds[this])
                    means.append([fold in case.folds for fold in range(FOLDS)])
                rows.append([1.0 if name == BIAS else round(values.get(name, 0.0), 2) for name in features])
                last = this
        self.rows, self.right, self.begins = np.array(rows), np.array(right, dtype=float), np.array(begins)
        self._things, self._means = np.array(things), np.array(means)

    def without(self, fold: int) -> "Rows":
        """Leave out what belongs to *fold*: cases that mean it, and things of it that are near others."""
        kept = ~self._means[:, fold] & (self._things != fold)
        sizes = np.diff(np.append(self.begins, len(self.rows)))
        rest = object.__new__(Rows)
        rest.rows, rest.right = self.rows[np.repeat(kept, sizes)], self.right[kept]
        rest.begins = np.append(0, np.cumsum(sizes[kept])[:-1])
        rest._things, rest._means = self._things[kept], self._means[kept]
        return rest

    def best(self, weights: Vector) -> Vector:
        """Give the row of each thing near each case that speaks most for it."""
        odds = self.rows @ weights
        thing = np.repeat(np.arange(len(self.begins)), np.diff(np.append(self.begins, len(odds))))
        at_best = np.flatnonzero(odds == np.maximum.reduceat(odds, self.begins)[thing])
        _, first = np.unique(thing[at_best], return_index=True)
        best: Vector = self.rows[at_best[first]]
        return best


def read_signs(of: str) -> dict[str, int]:
    """Read what speaks for (1) and what against (-1) one *of* the actors or activities being meant; 0 is the bias."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["of"] == of and not line["feature"].startswith("rule ")]
    return {line["feature"]: {"for": 1, "against": -1, "": 0}[line["speaks"]] for line in lines}


def fitted_weights(rows: Rows, signs: Mapping[str, int]) -> dict[str, float]:
    """Fit the weights to *rows*, so that none has the other sign than *signs* say."""
    features = list(signs)
    bounds = [{1: (0, None), -1: (None, 0), 0: (None, None)}[sign] for sign in signs.values()]
    vector = np.array([float(sign or BEGIN) for sign in signs.values()])
    shrink = np.array([0.0 if name == BIAS else SHRINK for name in features])
    for _ in range(ROUNDS):
        alike, place = np.unique(np.column_stack([rows.best(vector), rows.right]), axis=0, return_inverse=True)
        values, right, counts = alike[:, :-1], alike[:, -1], np.bincount(place.ravel())

        def loss(vector: Vector) -> tuple[float, Vector]:
            odds = values @ vector  # noqa: B023 used up in this round
            wrong = counts * (1 / (1 + np.exp(-odds)) - right)  # noqa: B023
            value = (counts * (np.logaddexp(0, odds) - right * odds)).sum() + (shrink * vector**2).sum() / 2  # noqa: B023
            return float(value), values.T @ wrong + shrink * vector  # noqa: B023

        vector = minimize(loss, vector, jac=True, method="L-BFGS-B", bounds=bounds).x
    return dict(zip(features, (vector.round(1) + 0.0).tolist(), strict=True))  # no -0.0


def fitted_rule(cases: Collection[Case], weights: Mapping[str, float]) -> Rule:
    """Choose the scores of the rule: what is taken must be surer by ``LEAD`` than the surest error among *cases*."""
    open_rule = Rule(0.5, LEAD, 0.0, NEVER)
    errors, truths = [0.5], []
    for case in cases:
        ranked = best_of_each(case.near, weights)
        if open_rule.judge(ranked) == "same" and frozenset({ranked[0].id}) != case.right:
            errors.append(ranked[0].score)
        truths += [each.score for each in ranked if each.id in case.right]
    same = probability(log_odds(max(errors)) + LEAD)
    return Rule(round(same, 3), LEAD, round(float(np.quantile(truths, SHOWN)), 4), NEVER)


def training_cases(cases: Collection[Case], fold: int, folds: Mapping[str, int]) -> list[Case]:
    """Take what belongs to *fold* away: cases that mean it, and names of it that are near others."""
    return [
        case._replace(near=[each for each in case.near if folds[each[0]] != fold])
        for case in cases
        if fold not in case.folds
    ]
