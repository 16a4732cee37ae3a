"""How well a rule does on cases that it was not fitted on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from benchmarks.identity.fitting import Case, fitted_rule, fitted_weights, training_cases
from benchmarks.identity.wordings import FOLDS
from comity.data.identity.evidence import best_of_each


@dataclass
class Figures:
    """What became of the cases of one group; ``wrong`` names those that were taken for another."""

    known: int = 0
    taken: int = 0
    taken_right: int = 0
    meant: int = 0
    first: int = 0
    among_ten: int = 0
    strangers: int = 0
    strangers_taken: int = 0
    called_new: int = 0
    wrong: tuple[str, ...] = ()

    @property
    def of_all_taken(self) -> tuple[int, int]:
        """How many were taken rightly, and how many were taken, strangers among them."""
        return self.taken_right, self.taken + self.strangers_taken


def judged_by_fold(
    cases: Collection[Case], folds: Mapping[str, int], start: Mapping[str, float]
) -> dict[str, Figures]:
    """Fit on four fifths, judge the fifth, five times; return the figures of each group of cases."""
    groups = {case.group: Figures() for case in cases}
    for fold in range(FOLDS):
        training = training_cases(cases, fold, folds)
        weights = fitted_weights(training, start)
        rule = fitted_rule(training, weights)
        for case in cases:
            if fold == min(case.folds):
                ranked = best_of_each(case.near, weights)
                _count(groups[case.group], case, [each.id for each in ranked], rule.judge(ranked))
    return groups


def _count(figures: Figures, case: Case, ids: list[str], verdict: str) -> None:
    taken = verdict == "same"
    if case.right:
        figures.known += 1
        figures.taken += taken
        figures.taken_right += taken and case.right == {ids[0]}
        figures.meant += len(case.right)
        figures.first += bool(case.right & set(ids[:1]))
        figures.among_ten += len(case.right & set(ids[:10]))
    else:
        figures.strangers += 1
        figures.strangers_taken += taken
        figures.called_new += verdict == "new"
    if taken and case.right != {ids[0]}:
        figures.wrong += (f"{case.text} -> {ids[0]}",)
