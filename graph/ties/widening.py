"""What a network without a tie would have, were one of its filters taken away."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .filters import Filters
from .projection import project_all
from .selection import Selection, select
from .ties import Tie

if TYPE_CHECKING:
    from ..store.protocol import Store

ALL_ACTORS = "--all-actors"


@dataclass(frozen=True)
class Widening:
    """A filter that could be taken away, as the command line names it, and the number of ties that would bring."""

    option: str
    ties: int


def widenings(store: "Store", selection: Selection, tie: Tie, *, two_mode: bool = False) -> list[Widening]:
    """Count for each filter of *selection*, taken away alone, how many ties there would be; most first, none left out.

    The two ends of a period count as one filter. Leaving out programmes, collective actors and states
    counts as a filter, too: it is taken away by ``--all-actors``.
    """

    def count(filters: Filters, all_actors: bool) -> int:
        wider = select(store, filters, selection.level, tie, all_actors=all_actors)
        return len(wider.node) if two_mode else len(project_all(wider, tie))

    ways = [Widening(option, count(filters, selection.all_actors)) for option, filters in _fewer(selection.filters)]
    if not selection.all_actors:
        ways.append(Widening(ALL_ACTORS, count(selection.filters, True)))
    return sorted((each for each in ways if each.ties), key=lambda each: -each.ties)


def _fewer(filters: Filters) -> list[tuple[str, Filters]]:
    period = [f"--{name}" for name in ("since", "until") if getattr(filters, name)]
    usual = {name: value for name, value in vars(Filters()).items() if name not in ("since", "until")}
    return [
        *([(" and ".join(period), replace(filters, since=None, until=None))] if period else []),
        *(
            (f"--{name.replace('_', '-')}", replace(filters, **{name: value}))
            for name, value in usual.items()
            if getattr(filters, name) != value
        ),
    ]
