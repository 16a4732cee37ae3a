"""How well a rule does on cases that it was not fitted on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from benchmarks.identity.fitting import FOLDS, Case, Rows, fitted_rule, fitted_weights, training_cases
from comity.data.identity.evidence import Rule, best_of_each

Fitted = list[tuple[dict[str, float], Rule]]


@dataclass
class Figures:
    """What became of the cases of one group: of the known, and of the strangers, whose actor or activity is hidden."""

    known: int = 0
    taken: int = 0
    taken_rightly: int = 0
    meant: int = 0
    among_ten: int = 0
    strangers: int = 0
    strangers_taken: int = 0
    strangers_new: int = 0
    wrong: tuple[str, ...] = ()


def fitted_by_fold(cases: Collection[Case], folds: Mapping[str, int], signs: Mapping[str, int]) -> Fitted:
    """Fit weights and rule for each fold, on all that does not belong to it."""
    fitted = []
    rows = Rows(cases, signs, folds)
    for fold in range(FOLDS):
        weights = fitted_weights(rows.without(fold), signs)
        fitted.append((weights, fitted_rule(training_cases(cases, fold, folds), weights)))
    return fitted


def judged_by_fold(cases: Collection[Case], fitted: Fitted) -> dict[str, Figures]:
    """Judge each case by what was fitted without it; return the figures of each group of cases."""
    groups = {case.group: Figures() for case in cases}
    for case in cases:
        weights, rule = fitted[min(case.folds)]
        ranked = best_of_each(case.near, weights)
        _count(groups[case.group], case, [each.id for each in ranked], rule.judge(ranked))
    return groups


def _count(figures: Figures, case: Case, ids: list[str], verdict: str) -> None:
    taken = verdict == "same"
    right = taken and case.right == {ids[0]}
    if case.right:
        figures.known += 1
        figures.taken += taken
        figures.taken_rightly += right
        figures.meant += len(case.right)
        figures.among_ten += len(case.right & set(ids[:10]))
    else:
        figures.strangers += 1
        figures.strangers_taken += taken
        figures.strangers_new += verdict == "new"
    if taken and not right:
        figures.wrong += (f"{case.text} -> {ids[0]}",)
