"""What the activities on record leave open, drawn at random: which others there were, what was inferred, which year.

A record holds a part of what took place, takes some participations from the mention of a group, and knows
of some activities only that they took place in one of two years. A draw settles each of these anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..ties.view import View

# The share of what took place that is taken to be on record.
RECORDED = 0.5


@dataclass(frozen=True)
class World:
    """One answer to what is not known: the activities that lie in the period, and the participations that are true."""

    activities: np.ndarray
    rows: np.ndarray | None


@dataclass(frozen=True)
class Draws:
    """Draws from the record of *view*; the same generator gives the same draws.

    ``chance`` says of each activity how likely it lies in the period that is looked at.
    """

    view: View
    rng: np.random.Generator
    chance: np.ndarray

    def world(self) -> World:
        """Draw which of the doubtful activities lie in the period, and which inferred participations are true.

        How often an inference is right is not known: a share is drawn evenly between none and all, then
        each inference by it.
        """
        selection, rows = self.view.selection, None
        used, chance = np.flatnonzero(self.view.used), self.chance
        inferred = ~selection.stated
        if inferred.any():
            rows = ~inferred | (self.rng.random(len(inferred)) < self.rng.random())
        inside = used if (chance[used] == 1).all() else used[self.rng.random(len(used)) < chance[used]]
        return World(inside, rows)

    def part(self, activities: np.ndarray) -> np.ndarray:
        """Draw the share ``RECORDED`` of *activities*, without replacement."""
        size = max(1, round(RECORDED * len(activities)))
        return self.rng.permutation(activities)[:size]

    def records(self, activities: np.ndarray | None, number: int) -> Iterator[View]:
        """Draw *number* records that hold a part of what is held by this one, or by its *activities* alone."""
        for _ in range(number):
            world = self.world()
            held = world.activities if activities is None else np.intersect1d(world.activities, activities)
            yield self.seen(World(self.part(held), world.rows))

    def seen(self, world: World) -> View:
        """Return the network of the activities and participations of *world* alone."""
        times = np.zeros(len(self.view.selection.activities))
        times[world.activities] = 1.0
        view = self.view if world.rows is None else self.view.within(world.rows)
        return view.drawn(times)
