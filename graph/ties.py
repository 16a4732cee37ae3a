"""Ties: what "cooperated" means, one definition for each kind.

The words of each definition stand in the concept scheme ``tie``; here is what they mean in roles.
"""

from dataclasses import dataclass

from ..data.cells import check_known
from ..ontology import Concept, load_scheme

GIVING = ("expert", "facilitator")
RECEIVING = ("participant", "beneficiary")
CONVENING = ("organiser", "co-organiser", "host")


@dataclass(frozen=True)
class Tie:
    """A kind of tie.

    An undirected tie binds all actors of an activity that hold one of ``roles``. A directed one
    runs from those that hold one of ``roles`` to those that hold one of ``to_roles``; when these
    are empty, to every actor of the activity that holds none of ``roles``. ``across`` keeps only
    pairs that stand for different countries. An empty ``roles`` means any role.
    """

    name: str
    directed: bool = False
    roles: tuple[str, ...] = ()
    to_roles: tuple[str, ...] = ()
    across: bool = False

    @property
    def concept(self) -> Concept:
        """Give the concept that holds labels and definitions."""
        return load_scheme("tie").concepts[self.name]

    @property
    def label(self) -> str:
        """Give the label in English."""
        return self.concept.labels["en"]

    @property
    def definition(self) -> str:
        """Give the definition in English."""
        return self.concept.definition


TIES: dict[str, Tie] = {
    tie.name: tie
    for tie in (
        Tie("joint"),
        Tie("expertise", directed=True, roles=GIVING, to_roles=RECEIVING),
        Tie("peer", roles=RECEIVING, across=True),
        Tie("convening", directed=True, roles=CONVENING),
        Tie("equipment", directed=True, roles=("donor",), to_roles=("recipient",)),
    )
}

LEVELS = ("actors", "agencies", "countries")
WEIGHTS = {
    "activities": "number of activities",
    "newman": "each activity shared out as 1/(k-1) among its k actors",
    "days": "days together",
}


def find_tie(name: str) -> Tie:
    """Give the tie *name*; raises ``NotFoundError`` with what was probably meant."""
    check_known(name, TIES, "the kinds of tie")
    return TIES[name]
