"""Filters: which activities and which participations count. The same in every view and export."""

from dataclasses import dataclass, fields
from datetime import date

from ...data.cells import check_known
from ...data.dates import check_period
from ...ontology import load_scheme


@dataclass(frozen=True)
class Filters:
    """What is asked for; an empty field asks for everything.

    ``since`` and ``until`` are days: an activity counts when the span in which it can have taken
    place overlaps the period. ``place`` is a town or country in which the activity took place. Kinds,
    roles and themes include the narrower ones.

    ``country`` and ``actor_kind`` ask for actors: those that stand for one of these countries, those of
    these kinds, or those that fit both. A tie counts when one side at least is by such an actor, with
    ``within`` when both are. ``stated_only`` keeps participations that a source states. None of these
    changes who else was there: what an activity adds to a tie stays the same.

    Raises ``RangeError`` when ``since`` comes after ``until``.
    """

    since: date | None = None
    until: date | None = None
    country: tuple[str, ...] = ()
    actor_kind: tuple[str, ...] = ()
    within: bool = False
    place: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    stated_only: bool = False

    def __post_init__(self) -> None:
        check_period(self.since, self.until)

    def describe(self) -> str:
        """Say the filters in words, "" when there are none.

        >>> Filters(since=date(2017, 1, 1), role=("expert",), stated_only=True).describe()
        'from 2017-01-01; role expert; stated only'
        """
        parts = []
        if self.since and self.until:
            parts.append(f"{self.since} to {self.until}")
        elif self.since:
            parts.append(f"from {self.since}")
        elif self.until:
            parts.append(f"until {self.until}")
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple) and value:
                parts.append(f"{field.name.replace('_', ' ')} {', '.join(value)}")
        if self.asks_for_actors:
            parts.append("on both sides" if self.within else "on one side at least")
        if self.stated_only:
            parts.append("stated only")
        return "; ".join(parts)

    @property
    def asks_for_actors(self) -> bool:
        """Tell whether some actors are asked for, and not all."""
        return bool(self.country or self.actor_kind)

    def widened(self, field: str, scheme: str) -> set[str]:
        """Give the notations of *field* with all narrower ones; raises ``NotFoundError`` for an unknown one.

        >>> sorted(Filters(kind=("meeting",)).widened("kind", "activity-kind"))
        ['ceremony', 'conference', 'meeting', 'steering-group', 'working-meeting']
        """
        concepts = load_scheme(scheme)
        found: set[str] = set()
        for notation in getattr(self, field):
            check_known(notation, concepts.concepts, f"the scheme {scheme}")
            found |= concepts.down(notation)
        return found
