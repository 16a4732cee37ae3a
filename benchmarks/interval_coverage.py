"""Do the intervals of ranks hold the true rank? Programmes whose truth is known, and records that lost part of it.

A programme is drawn at random, of one of two kinds. Of its activities a random half is recorded. Some
participations are recorded because a group was mentioned; in each programme another share of these, drawn
evenly between none and all, really came. Of some activities the year is open, and every other one of them
lies outside the period that is looked at. From the record alone intervals are made for the rank that each
node has in the truth, the middle one where several share it.

    python -m benchmarks.interval_coverage --programmes 200 --draws 240
"""

import argparse
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np

from comity.graph.analysis.measures import MEASURES, Measure
from comity.graph.analysis.ranking import places, rank_intervals
from comity.graph.ties.filters import Filters
from comity.graph.ties.selection import Node, Selection, gather
from comity.graph.ties.ties import TIES
from comity.graph.ties.view import View, view_of

ROLES = ("organiser", "host", "expert", "facilitator", "participant")
RECORDED, DOUBTFUL = 0.5, 0.15


@dataclass(frozen=True)
class Programme:
    """All participations of a programme: those named, and those a mention of a group would give."""

    activity: np.ndarray
    node: np.ndarray
    role: np.ndarray
    named: np.ndarray
    countries: list[str]
    activities: int


@dataclass
class Tally:
    """How many intervals hold the true rank, of all and of the busiest third, and how wide they are."""

    held: int = 0
    of: int = 0
    busy_held: int = 0
    busy: int = 0
    outside: int = 0
    widths: list[float] = field(default_factory=list)


def popular(rng: np.random.Generator) -> Programme:
    """Draw a programme in which some come to much and most to little, whatever the others do."""
    nodes, activities = 80, int(rng.integers(150, 500))
    pull = rng.permutation(1 / (np.arange(nodes) + 3.0) ** 0.9)
    by_group, parts = rng.uniform(0.2, 0.8), []
    for activity in range(activities):
        came = rng.choice(nodes, min(2 + rng.geometric(0.3), 20), replace=False, p=pull / pull.sum())
        for place, node in enumerate(came.tolist()):
            role = "expert" if place == 0 else "host" if place == 1 and rng.random() < 0.3 else "participant"
            parts.append((activity, node, ROLES.index(role), role != "participant" or rng.random() > by_group))
    return _programme(parts, [chr(65 + node % 8) for node in range(nodes)], activities)


def regional(rng: np.random.Generator) -> Programme:
    """Draw a programme of five countries with nine sorts of agency each, which partners teach; groups are sorts."""
    homes, sorts, partners, activities = 5, 9, 30, int(rng.integers(150, 500))
    pull = rng.gamma(0.7, 1.0, sorts) * np.linspace(2, 0.3, sorts)
    fame = rng.gamma(0.5, 1.0, partners) + 1e-3
    by_group, parts = rng.uniform(0.2, 0.8), []
    for activity in range(activities):
        taught = rng.choice(partners, 1 + rng.poisson(0.6), replace=False, p=fame / fame.sum())
        for partner in taught.tolist():
            role = rng.choice(["expert", "facilitator", "organiser"], p=[0.6, 0.2, 0.2])
            parts.append((activity, homes * sorts + partner, ROLES.index(role), True))
        all_home = np.flatnonzero(rng.random(homes) < 0.85) if rng.random() < 0.4 else np.zeros(0, int)
        invited = all_home if len(all_home) else rng.choice(homes, 1)
        asked = rng.choice(sorts, min(1 + rng.poisson(1.0), sorts), replace=False, p=pull / pull.sum())
        for sort in asked.tolist():
            named = rng.random() > by_group
            parts += [(activity, home * sorts + sort, ROLES.index("participant"), named) for home in invited.tolist()]
        if rng.random() < 0.3:
            host = rng.choice(invited) * sorts + rng.choice(sorts, p=pull / pull.sum())
            parts.append((activity, int(host), ROLES.index("host"), True))
    homelands = [chr(65 + node // sorts) for node in range(homes * sorts)]
    return _programme(parts, homelands + [chr(75 + n % 12) if n % 4 else "" for n in range(partners)], activities)


def _programme(parts: list[tuple[int, int, int, bool]], countries: list[str], activities: int) -> Programme:
    rows = {(activity, node, role): named for activity, node, role, named in sorted(parts)}
    activity, node, role = np.array(list(rows), np.int64).T
    return Programme(activity, node, role, np.array(list(rows.values())), countries, activities)


def recorded(programme: Programme, rng: np.random.Generator) -> tuple[Selection, Selection, np.ndarray]:
    """Give truth and record of a programme, with the same nodes, and how likely each activity is in the period."""
    came = programme.named | (rng.random(len(programme.node)) < rng.random())
    doubtful = rng.random(programme.activities) < DOUBTFUL
    inside = ~doubtful | (rng.random(programme.activities) < 0.5)
    written = rng.random(programme.activities) < RECORDED
    known = np.unique(programme.node[written[programme.activity]])
    truth = _selection(programme, came & inside[programme.activity], known)
    return truth, _selection(programme, written[programme.activity], known), np.where(doubtful, 0.5, 1.0)


def _selection(programme: Programme, rows: np.ndarray, known: np.ndarray) -> Selection:
    """Give the selection of some participations; nodes that are not known take part without being ranked."""
    days = np.zeros(programme.activities, "datetime64[D]")
    size = len(programme.countries)
    number = np.full(size, -1)
    number[known] = np.arange(len(known))
    number[number < 0] = np.arange(len(known), size)
    order = np.argsort(number)
    activity, node, role = programme.activity[rows], number[programme.node[rows]], programme.role[rows]
    crowd, held = gather(activity, node, role, size)
    names = [str(n) for n in range(size)]
    nodes = [Node(names[n], names[n], "", "customs", programme.countries[order[n]], "customs", "") for n in range(size)]
    empty = [""] * programme.activities
    return Selection(
        filters=Filters(),
        level="actors",
        all_actors=True,
        nodes=nodes,
        activities=[str(n) for n in range(programme.activities)],
        iris=empty,
        titles=empty,
        actors=names,
        roles=list(ROLES),
        first=days,
        last=days,
        days=np.ones(programme.activities, np.int64),
        earliest=days,
        latest=days,
        precision=np.full(programme.activities, "day"),
        phase=[None] * programme.activities,
        node=node,
        activity=activity,
        actor=node,
        role=role,
        stated=programme.named[rows],
        asked=np.ones(len(node), bool),
        held=held,
        crowd=crowd,
        undated=0,
        missing={},
        hidden={},
    ).narrowed(np.arange(size) < len(known))


def measures(tie: str) -> list[Measure]:
    """Give the measures of a tie."""
    return [each for each in MEASURES.values() if each.directed in (None, TIES[tie].directed)]


def check(
    view: View, truth: View, measure: Measure, draws: int, chance: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Say of each node whether its interval holds its true rank, whether its observed one, and how wide it is."""
    low, high = rank_intervals(view, measure, draws, chance=chance)
    wanted = np.mean(places(measure.compute(truth).round(9), measure.low_first), axis=0)
    seen, _ = places(measure.compute(view).round(9), measure.low_first)
    return (low <= wanted) & (wanted <= high), (low <= seen) & (seen <= high), high - low + 1


def busiest(view: View) -> np.ndarray:
    """Tell the third of the nodes that are in most of the recorded activities."""
    times = np.asarray(view.there.sum(axis=0)).ravel()
    return np.asarray(times >= np.quantile(times[times > 0], 2 / 3))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--programmes", type=int, default=200, help="programmes drawn, half of them of either kind")
    parser.add_argument("--draws", type=int, default=240, help="draws for each interval")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ties", default="joint,expertise")
    asked = parser.parse_args()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for number in range(asked.programmes):
        rng = np.random.default_rng([asked.seed, number])
        truth, record, chance = recorded((popular, regional)[number % 2](rng), rng)
        for tie in asked.ties.split(","):
            seen, wanted = view_of(record, TIES[tie]), view_of(truth, TIES[tie])
            for measure in measures(tie):
                held, own, width = check(seen, wanted, measure, asked.draws, chance)
                tally, busy = tallies[tie, measure.name], busiest(seen)
                tally.held += int(held.sum())
                tally.of += len(held)
                tally.busy_held += int(held[busy].sum())
                tally.busy += int(busy.sum())
                tally.outside += int((~own).sum())
                tally.widths.append(float(np.median(width)))
    print(f"comity {version('comity')}; {asked.programmes} programmes, {asked.draws} draws, seed {asked.seed}")
    print("tie         measure          held   by the busiest third   median width   nodes   observed outside")
    for (tie, name), tally in tallies.items():
        every, often, wide = tally.held / tally.of, tally.busy_held / tally.busy, np.mean(tally.widths)
        print(f"{tie:11s} {name:15s} {every:6.1%} {often:17.1%}  {wide:18.1f}   {tally.of:8,}   {tally.outside}")


if __name__ == "__main__":
    main()
