"""Whether cooperation among the countries that take part grew from one phase or period to the next."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ....graph.analysis.comparison import ALPHA, FEWER, MORE, Comparison, compare
from ....graph.analysis.measures import find_measure
from ....graph.analysis.proportions import difference, exact_p
from ....graph.network.network import Network, compute_network
from ....graph.ties.periods import Period, read_periods
from ..charts.interval_charts import Change, changes_with_intervals
from ..exhibit import Exhibit, Row
from ..scope import Scope
from ..words import Words

if TYPE_CHECKING:
    from ....graph.ties.view import View

DRAWN = 10


@dataclass(frozen=True)
class Met:
    """A period, and masks of its activities in which two or more nodes took part, and in which two are stated."""

    period: Period
    met: np.ndarray
    stated: np.ndarray

    @property
    def recorded(self) -> np.ndarray:
        """Mask of the activities recorded."""
        return self.period.activities

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many activities two or more nodes took part in, in how many of them two are stated, and of how many."""
        return int(self.met.sum()), int(self.stated.sum()), int(self.recorded.sum())


def among_countries(scope: Scope) -> Network | None:
    """Compute the joint ties between the countries that activities name as taking part; ``None`` for fewer than two.

    Where the filters ask for actors on one side alone, ties among the others are missing, and there is none either.
    """
    if scope.is_part:
        return None
    named = {row["country"] for row in scope.ask("countries").rows if row["took_part"]}
    here = {node.id for node in scope.network("joint", "countries").selection.nodes}
    asked = set(scope.filters.country) or here
    countries = tuple(sorted(named & here & asked))
    if len(countries) < 2:
        return None
    filters = replace(scope.filters, country=countries, within=True)
    return compute_network(scope.store, "joint", "countries", "activities", filters, all_actors=scope.all_actors)


def met_in(network: Network, periods: str) -> list[Met]:
    """Count for each period the activities in which two or more nodes of *network* took part."""
    view = network.view
    met, stated = (_two(each) for each in (view, view.within(network.selection.stated)))
    return [
        Met(each, met & each.activities, stated & each.activities) for each in read_periods(periods, network.selection)
    ]


def _two(view: "View") -> np.ndarray:
    return np.asarray(np.diff(view.there.indptr) > 1)


@dataclass(frozen=True)
class Growth:
    """The change of the share of activities in which two or more met, with its interval and p-value."""

    change: float
    low: float
    high: float
    p: float

    @property
    def verdict(self) -> str:
        """Say "more" or "fewer" where the change is more than chance would bring, else "unsure"."""
        if self.p > ALPHA:
            return "unsure"
        return MORE if self.change > 0 else FEWER


def growth(before: Met, after: Met, stated: bool = False) -> Growth:
    """Compare two periods, by what is stated alone when *stated*; what may belong to both tells nothing of chance."""
    met = [each.stated if stated else each.met for each in (before, after)]
    counts, totals = [np.array([mask.sum()]) for mask in met], [each.counts[2] for each in (before, after)]
    change, low, high = difference(counts[0], totals[0], counts[1], totals[1])
    alone = [before.recorded & ~after.recorded, after.recorded & ~before.recorded]
    own = [np.array([(mask & apart).sum()]) for mask, apart in zip(met, alone, strict=True)]
    p = exact_p(own[0], int(alone[0].sum()), own[1], int(alone[1].sum()))
    return Growth(*(float(part[0]) for part in (change, low, high, p)))


def growth_exhibit(scope: Scope, network: Network, before: Met, after: Met) -> Exhibit:
    """Answer for a pair of periods, for all countries together and for each two of them."""
    words, name = scope.words, {node.id: scope.words.node(node) for node in network.selection.nodes}
    # Of countries neither the test of the whole network nor ranks are told: one split and few draws do.
    measure = find_measure("strength", directed=False)
    compared = compare(network.view, before.period, after.period, measure, splits=1, seed=scope.seed, draws=2)
    whole, periods = growth(before, after), (words.period(compared.before), words.period(compared.after))
    pairs = sorted(compared.ties, key=lambda tie: (-sum(tie.counts), tie.source, tie.target))
    ones = [
        Change(
            words("any-two", count=len(name)),
            before.counts,
            after.counts,
            whole.change,
            whole.low,
            whole.high,
        ),
        *(
            Change(
                f"{name[tie.source]} – {name[tie.target]}",
                (tie.counts[0], tie.stated[0], compared.recorded[0]),
                (tie.counts[1], tie.stated[1], compared.recorded[1]),
                tie.change,
                tie.low,
                tie.high,
            )
            for tie in pairs
        ),
    ]
    verdicts = [whole.verdict, *(tie.verdict or "unsure" for tie in pairs)]
    return Exhibit(
        "growth",
        words("growth"),
        growth_answer(words, before, after, len(name)),
        counted_in(scope, compared),
        (
            words("countries-together"),
            *(head for period in periods for head in (period, f"{period}, {words('stated-both')}")),
            words("change-of-100"),
            words("low"),
            words("high"),
            words("verdict"),
        ),
        [_row(one, words(f"verdict-{verdict}")) for one, verdict in zip(ones, verdicts, strict=True)],
        network.sparql,
        changes_with_intervals(
            ones[: DRAWN + 1],
            periods,
            (words("share-of-recorded"), words("change-axis")),
            (words("stated"), words("inferred"), words("interval")),
        ),
        computed=words("growth-computed"),
        note=words("growth-note", count=len(name)),
    )


def counted_in(scope: Scope, compared: Comparison) -> str:
    """Say how many activities of each of two periods were compared."""
    words = scope.words
    before, after = (words.count(number, "activity") for number in compared.recorded)
    periods = words.period(compared.before), words.period(compared.after)
    return words(
        "counted-in", before=before, first=periods[0], after=after, last=periods[1], version=scope.store.version
    )


def growth_answer(words: Words, before: Met, after: Met, countries: int) -> str:
    """Say plainly whether cooperation grew, how sure that is, and what it rests on."""
    whole, stated = growth(before, after), growth(before, after, stated=True)
    (met, sure, of), (met_after, sure_after, of_after) = before.counts, after.counts
    fields = {
        "met_before": met,
        "stated_before": sure,
        "of_before": of,
        "met_after": met_after,
        "stated_after": sure_after,
        "of_after": of_after,
        "countries": words.count(countries, "country-of"),
        "before": words.period(before.period.label),
        "after": words.period(after.period.label),
        "change": words.signed(100 * whole.change),
        "low": words.signed(100 * whole.low),
        "high": words.signed(100 * whole.high),
    }
    parts = [words(f"growth-{whole.verdict}", **fields), words("growth-counts", **fields)]
    if sure + sure_after < met + met_after:
        parts.append(words("growth-inferred", **fields))
        key = "same" if stated.verdict == whole.verdict else stated.verdict
        parts.append(words(f"growth-stated-{key}"))
    return " ".join(parts)


def _row(one: Change, verdict: str) -> Row:
    changes = tuple(round(100 * part, 1) for part in (one.change, one.low, one.high))
    return (one.name, one.before[0], one.before[1], one.after[0], one.after[1], *changes, verdict)
