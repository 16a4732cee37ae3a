"""Ties: what "cooperated" means, one definition for each kind."""

from dataclasses import dataclass

from ..data.cells import suggest
from ..data.errors import NotFoundError

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
    label: str
    label_ru: str
    definition: str
    definition_ru: str
    directed: bool = False
    roles: tuple[str, ...] = ()
    to_roles: tuple[str, ...] = ()
    across: bool = False


TIES: dict[str, Tie] = {
    tie.name: tie
    for tie in (
        Tie(
            "joint",
            "joint activities",
            "совместные мероприятия",
            "Both took part in the same activity, in any role.",
            "Обе стороны участвовали в одном мероприятии в любой роли.",
        ),
        Tie(
            "expertise",
            "expertise given",
            "передача знаний",
            "From an expert or facilitator to a participant or beneficiary of the same activity.",
            "От эксперта или ведущего к участнику или бенефициару того же мероприятия.",
            directed=True,
            roles=GIVING,
            to_roles=RECEIVING,
        ),
        Tie(
            "peer",
            "learned side by side",
            "учились вместе",
            "Both were participants or beneficiaries of the same activity and stand for different countries.",
            "Обе стороны были участниками или бенефициарами одного мероприятия и представляют разные страны.",
            roles=RECEIVING,
            across=True,
        ),
        Tie(
            "convening",
            "convened",
            "созвали",
            "From an organiser, co-organiser or host to every actor of the activity that is none of these in it.",
            "От организатора, соорганизатора или принимающей стороны ко всем остальным участникам мероприятия.",
            directed=True,
            roles=CONVENING,
        ),
        Tie(
            "equipment",
            "equipment given",
            "передача оборудования",
            "From a donor to a recipient of the same activity.",
            "От донора к получателю в том же мероприятии.",
            directed=True,
            roles=("donor",),
            to_roles=("recipient",),
        ),
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
    if name not in TIES:
        raise NotFoundError(suggest(name, list(TIES), "the kinds of tie"))
    return TIES[name]
