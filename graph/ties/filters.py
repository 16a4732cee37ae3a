"""Filters: which activities and which participations count. The same in every view and export.

Here each filter is defined, once: the arrays of ``selection``, the queries of ``tie_sparql``, the tables of
``relational``, the options of the command line and the page of the map are all made from these definitions. It loads
nothing, so that the help of the command line stays quick.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

Names = tuple[str, ...]


@dataclass(frozen=True)
class NameFilter:
    """A filter that takes names, and where the names stand that it lets pass.

    ``about`` is an activity, an actor or a participation. Its names are the values of ``columns`` of ``table``,
    any of them, and of the SPARQL ``path``. Names of a concept ``scheme`` let the narrower ones pass too; others must
    be among those of the columns, which are ``known`` as an error says it.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    path: str
    help: str
    table: str
    scheme: str = ""
    known: str = ""

    @property
    def variable(self) -> str:
        """What a query calls its values."""
        return self.columns[0]


def _names(about: str, *columns: str, table: str = "", **more: str) -> dict[str, Any]:
    """Define a filter that takes names, in the table of what it is about unless another is named."""
    tables = {"activity": "activities", "actor": "actors", "participation": "participations"}
    return {"about": about, "columns": columns, "table": table or tables[about], **more}


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

    since: date | None = field(default=None, metadata={"help": "From this year, month or day on."})
    until: date | None = field(default=None, metadata={"help": "Up to this year, month or day."})
    country: Names = field(
        default=(),
        metadata=_names(
            "actor",
            "stands_for",
            path="comity:standsFor/dct:identifier",
            known="the countries that actors stand for",
            help="Only ties of actors of this country (TKM).",
        ),
    )
    actor_kind: Names = field(
        default=(),
        metadata=_names(
            "actor",
            "kind",
            path="dct:type",
            scheme="actor-kind",
            help="Only ties of actors of this kind.",
        ),
    )
    within: bool = field(
        default=False, metadata={"help": "With --country or --actor-kind on both sides, not on one at least."}
    )
    place: Names = field(
        default=(),
        metadata=_names(
            "activity",
            "place",
            "country",
            path="(prov:atLocation|comity:country)/dct:identifier",
            known="the places of activities",
            help="Only activities in this country or town.",
        ),
    )
    role: Names = field(
        default=(),
        metadata=_names(
            "participation",
            "role",
            path="prov:hadRole",
            scheme="role",
            help="Only participations in this role.",
        ),
    )
    kind: Names = field(
        default=(),
        metadata=_names(
            "activity",
            "kind",
            path="dct:type",
            scheme="activity-kind",
            help="Only activities of this kind.",
        ),
    )
    theme: Names = field(
        default=(),
        metadata=_names(
            "activity",
            "theme",
            table="themes",
            path="dct:subject",
            scheme="theme",
            help="Only activities on this theme.",
        ),
    )
    phase: Names = field(
        default=(),
        metadata=_names(
            "activity",
            "phase",
            path="comity:phase",
            known="the phases",
            help="Only activities of this phase.",
        ),
    )
    stated_only: bool = field(default=False, metadata={"help": "Only what a source states; nothing inferred."})

    def __post_init__(self) -> None:
        from ...data.dates import check_period

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
        asked = [(name, getattr(self, name)) for name in NAME_FILTERS]
        parts += [f"{name.replace('_', ' ')} {', '.join(names)}" for name, names in asked if names]
        if self.asks_for_actors:
            parts.append("on both sides" if self.within else "on one side at least")
        if self.stated_only:
            parts.append("stated only")
        return "; ".join(parts)

    @property
    def asks_for_actors(self) -> bool:
        """Whether some actors are asked for, and not all."""
        return bool(self.asked("actor"))

    def asked(self, about: str) -> list[tuple[NameFilter, list[str]]]:
        """Return the filters that ask for something of an activity, actor or participation, and what they let pass.

        Names of a scheme come with all narrower ones, in the order of the alphabet. Raises ``NotFoundError``
        for a name that its scheme does not know.

        >>> [(each.name, len(names)) for each, names in Filters(kind=("meeting",)).asked("activity")]
        [('kind', 5)]
        """
        return [(each, self._passing(each)) for each in defined(about) if getattr(self, each.name)]

    def _passing(self, each: NameFilter) -> list[str]:
        names: Names = getattr(self, each.name)
        if not each.scheme:
            return list(names)
        from ...data.cells import check_known
        from ...ontology import load_scheme

        concepts = load_scheme(each.scheme)
        for name in names:
            check_known(name, concepts.concepts, f"the scheme {each.scheme}")
        return sorted({narrower for name in names for narrower in concepts.down(name)})


NAME_FILTERS = {
    each.name: NameFilter(each.name, **each.metadata) for each in fields(Filters) if "about" in each.metadata
}


def defined(about: str) -> list[NameFilter]:
    """Return the filters that take names of an activity, an actor or a participation."""
    return [each for each in NAME_FILTERS.values() if each.about == about]


@dataclass(frozen=True)
class Exclusion:
    """Actors that no network counts unless all are asked for: those whose ``column`` holds ``value``.

    ``statement`` says the same in RDF. Between the levels ``but_between`` they count.
    """

    name: str
    column: str
    value: str | bool
    statement: str
    but_between: tuple[str, ...] = ()


# An actor that several of these name is told as the first of them. A state counts between countries, of course.
EXCLUSIONS = (
    Exclusion("programmes", "kind", "programme", "dct:type actor-kind:programme"),
    Exclusion("collective actors", "collective", True, "comity:collective true"),
    Exclusion("states without a named body", "kind", "country", "dct:type actor-kind:country", ("countries",)),
)


def exclusions(level: str) -> list[Exclusion]:
    """Return what is left out of a network between *level*.

    >>> [each.name for each in exclusions("countries")]
    ['programmes', 'collective actors']
    """
    return [each for each in EXCLUSIONS if level not in each.but_between]


def as_data() -> dict[str, Any]:
    """Return the definitions as plain values, for the page that selects and ties by itself."""
    return {
        "names": [{**asdict(each), "name": each.name.replace("_", "-")} for each in NAME_FILTERS.values()],
        "exclusions": [asdict(each) for each in EXCLUSIONS],
        "fields": [each.name.replace("_", "-") for each in fields(Filters)],
    }
