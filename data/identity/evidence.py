"""What speaks for and against two being the same, each with its weight, and the score that it makes."""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

WEIGHTS = Path(__file__).parent / "weights.csv"
BIAS = "bias"
# Where one of these is told, nothing is taken without asking.
NEVER = frozenset(
    {
        *("country other", "country untold", "country more", "sort other", "kind other", "group"),
        *("days other", "days not the same", "days untold", "year untold", "place other", "actors exchanged"),
    }
)
Verdict = Literal["same", "ask", "new"]


class Evidence(NamedTuple):
    """One thing that speaks for or against: what it is, how much of it there is, and what that weighs."""

    feature: str
    value: float
    weight: float


@dataclass(frozen=True)
class Resemblance:
    """An actor or an activity that may be meant: its score from 0 to 1, the name by which, and the evidence."""

    id: str
    score: float
    name: str
    evidence: tuple[Evidence, ...]

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """What speaks for it, the strongest first."""
        return tuple(each.feature for each in sorted(self.evidence, key=_weight, reverse=True) if _weight(each) > 0)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """What speaks against it, the strongest first, and what keeps it from being taken without asking."""
        against = [each for each in self.evidence if _weight(each) < 0 or each.feature in NEVER]
        return tuple(each.feature for each in sorted(against, key=_weight))


@dataclass(frozen=True)
class Identified:
    """What may be meant, the likeliest first, and whether the first may be taken without asking."""

    verdict: Verdict
    candidates: tuple[Resemblance, ...]


class Rule(NamedTuple):
    """When the first of the candidates is taken, and when none is shown.

    ``same`` is the least score, ``lead`` by how much the log odds of the second must be less, ``never`` what must
    not be there, and below ``ask`` all are others.
    """

    same: float
    lead: float
    ask: float
    never: frozenset[str]

    def judge(self, candidates: list[Resemblance]) -> Verdict:
        """Tell whether the first of *candidates* may be taken, somebody is to be asked, or none is meant."""
        if not candidates or candidates[0].score < self.ask:
            return "new"
        first = candidates[0]
        second = log_odds(candidates[1].score) if len(candidates) > 1 else -math.inf
        alone = log_odds(first.score) - second >= self.lead
        sure = first.score >= self.same and not self.never & {each.feature for each in first.evidence}
        return "same" if sure and alone else "ask"


@cache
def read_weights(of: str) -> Mapping[str, float]:
    """Read the weights of the evidence about *of*, which is "actor" or "activity", and the numbers of its rule."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {line["feature"]: float(line["weight"]) for line in csv.DictReader(file) if line["of"] == of}


def read_rule(of: str) -> Rule:
    """Read when one *of* the actors or activities is taken without asking."""
    weights = read_weights(of)
    return Rule(weights["rule same"], weights["rule lead"], weights["rule ask"], NEVER)


def best_of_each(
    likely: Iterable[tuple[str, str, Mapping[str, float]]], weights: Mapping[str, float]
) -> list[Resemblance]:
    """Weigh the values of names, and keep for each thing the name that speaks most for it; the likeliest first."""
    best: dict[str, tuple[float, str, Mapping[str, float]]] = {}
    for this, name, values in likely:
        odds = weights[BIAS] + sum(value * weights[feature] for feature, value in values.items() if value)
        if this not in best or odds > best[this][0]:
            best[this] = odds, name, values
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [
        Resemblance(
            this,
            probability(odds),
            name,
            tuple(Evidence(feature, value, weights[feature]) for feature, value in values.items() if value),
        )
        for this, (odds, name, values) in ranked
    ]


def probability(odds: float) -> float:
    """Turn log odds into a number from 0 to 1.

    >>> probability(0), round(probability(log_odds(0.9)), 6)
    (0.5, 0.9)
    """
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, odds))))


def log_odds(score: float) -> float:
    """Turn a number from 0 to 1 into log odds."""
    return math.inf if score >= 1 else -math.inf if score <= 0 else math.log(score / (1 - score))


def _weight(evidence: Evidence) -> float:
    return evidence.value * evidence.weight
