"""What analysis can be asked for besides ties and filters: names, numbers and their limits, one for every interface.

It loads nothing, so that the help of the command line stays quick.
"""

from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

MODELS = {
    "sdsm": "stochastic degree sequence model: given, in the mean, activities of each node and nodes of each activity",
    "hypergeometric": "hypergeometric: given the activities of each node, all activities alike",
    "disparity": "disparity filter: a node's weight spread at random over its ties",
}
CORRECTIONS = {
    "bh": "Benjamini and Hochberg 1995, the share of false finds",
    "holm": "Holm 1979, the chance of any false find",
    "none": "none",
}
DRAWS, RUNS, SPLITS, ALPHA, RESOLUTION, SEED = 300, 50, 1000, 0.05, 1.0, 1


@dataclass(frozen=True)
class Limit:
    """The numbers that may be given: *whole* ones or any, from *least* (itself not where it is *above*) to *most*."""

    least: int
    most: int | None = None
    whole: bool = True
    above: bool = False

    def __str__(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        if self.most is None:
            return f"{kind} {'above' if self.above else 'of at least'} {self.least:,}"
        return f"{kind} from {self.least:,} to {self.most:,}"

    def holds(self, value: Any) -> bool:
        """Tell whether *value* is such a number; truth values are none."""
        number = isinstance(value, Integral if self.whole else Real) and not isinstance(value, bool)
        return bool(
            number
            and (value > self.least if self.above else value >= self.least)
            and (self.most is None or value <= self.most)
        )


LIMITS = {
    "draws": Limit(20, 100_000),
    "runs": Limit(2, 10_000),
    "splits": Limit(99, 1_000_000),
    "seed": Limit(0),
    "alpha": Limit(0, 1, whole=False),
    "resolution": Limit(0, whole=False, above=True),
}


def check_numbers(**values: object) -> None:
    """Raise ``RangeError`` when a number is out of the limits that its name has in ``LIMITS``.

    >>> check_numbers(draws=300, alpha=0.05)
    """
    for name, value in values.items():
        if not LIMITS[name].holds(value):
            from ...data.cells import quote
            from ...data.errors import RangeError

            given = quote(value) if isinstance(value, str) else str(value)
            raise RangeError(f"{name} is {given}; give {LIMITS[name]}")
