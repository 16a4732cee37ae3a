"""Ties: what "cooperated" means, one definition for each kind.

The words of each definition stand in the concept scheme ``tie``; here is what they mean in roles. It loads nothing, so
that the help of the command line stays quick.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...ontology import Concept

GIVING = ("expert", "facilitator")
RECEIVING = ("participant", "beneficiary")
CONVENING = ("organiser", "co-organiser", "host")
# Who pays for an activity need not have come to it; one who also came holds a second role.
ABSENT = ("funder",)


@dataclass(frozen=True)
class Tie:
    """A kind of tie.

    An undirected tie binds all actors of an activity that hold one of ``roles``. A directed one
    runs from those that hold one of ``roles`` to those that hold one of ``to_roles``; with ``others``
    only to those of them that hold none of ``roles`` in that activity. ``across`` keeps only pairs
    that stand for different countries. Empty roles mean any role in which an actor takes part, that
    is any but those of ``ABSENT``.
    """

    name: str
    directed: bool = False
    roles: tuple[str, ...] = ()
    to_roles: tuple[str, ...] = ()
    across: bool = False
    others: bool = False

    @property
    def concept(self) -> "Concept":
        """Return the concept that holds labels and definitions."""
        from ...ontology import load_scheme

        return load_scheme("tie").concepts[self.name]

    @property
    def label(self) -> str:
        """Return the label in English."""
        return self.concept.labels["en"]

    @property
    def definition(self) -> str:
        """Return the definition in English."""
        return self.concept.definition


TIES: dict[str, Tie] = {
    tie.name: tie
    for tie in (
        Tie("joint"),
        Tie("expertise", directed=True, roles=GIVING, to_roles=RECEIVING),
        Tie("peer", roles=RECEIVING, across=True),
        Tie("convening", directed=True, roles=CONVENING, others=True),
        Tie("equipment", directed=True, roles=("donor",), to_roles=("recipient",)),
        Tie("funding", directed=True, roles=("funder",)),
    )
}


@dataclass(frozen=True)
class Level:
    """What is tied to what: as what an actor counts there, by the table of actors and by the path from it in SPARQL."""

    name: str
    column: str
    path: str


LEVELS: dict[str, Level] = {
    level.name: level
    for level in (
        Level("actors", "actor", ""),
        Level("agencies", "top", "comity:topOrganization"),
        Level("countries", "stands_for", "comity:standsFor"),
    )
}
WEIGHTS = {
    "activities": "number of activities",
    "newman": "each activity shared out as 1/(k-1) among its k actors",
    "days": "days together",
}


def find_tie(name: str) -> Tie:
    """Find the tie *name*; raises ``NotFoundError`` with what was probably meant."""
    from ...data.cells import check_known

    check_known(name, TIES, "the kinds of tie")
    return TIES[name]
