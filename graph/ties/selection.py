"""Select the participations that count, as arrays: the table every network is computed from."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...data.cells import check_known, suggest
from ...data.dates import YEAR_KNOWN
from ...data.errors import NotFoundError
from ..read.names import country_names
from .chances import chance_within
from .filters import EXCLUSIONS, Filters, NameFilter, exclusions
from .ties import ABSENT, LEVELS, TIES, Tie

if TYPE_CHECKING:
    from ..store.protocol import Store

GUESTS = ("participant", "beneficiary", "recipient")
_NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Node:
    """An actor, an agency or a country of the network.

    ``country`` is the one it stands for, "" for none; ``top_kind`` the kind of its top organisation;
    ``name_ru_ground`` how the name in Russian is known, "" where the data does not say.
    """

    id: str
    name: str
    name_ru: str
    kind: str
    country: str
    top_kind: str
    iri: str
    name_ru_ground: str = ""


@dataclass(frozen=True)
class Crowd:
    """Everyone in each activity, whatever is asked of the ends of a tie: one entry for each node and activity.

    ``held`` has bit ``r`` set where the node holds the role ``roles[r]`` there.
    """

    activity: np.ndarray
    held: np.ndarray


@dataclass(frozen=True)
class Selection:
    """Participations as parallel arrays of codes.

    Row ``i`` is node ``nodes[node[i]]`` in activity ``activities[activity[i]]``, there by its actor
    ``actors[actor[i]]`` in the role ``roles[role[i]]``. ``stated`` tells whether a source states it,
    ``asked`` whether the actor is one that the filters ask for: where they ask for some, a tie has such
    an actor on one side at least (see ``Filters``). ``held`` are all roles of the node in that activity,
    as bits, those included that are not stated.

    ``first`` and ``last`` are the days of each activity, not-a-time where its year is not known;
    ``days`` is how long it took, 1 where that is not known. ``earliest`` and ``latest`` bound the
    span in which it can have taken place. ``missing`` counts activities of which something is not
    known.
    """

    filters: Filters
    level: str
    all_actors: bool
    nodes: list[Node]
    activities: list[str]
    iris: list[str]
    titles: list[str]
    actors: list[str]
    roles: list[str]
    first: np.ndarray
    last: np.ndarray
    days: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    precision: np.ndarray
    phase: list[str | None]
    node: np.ndarray
    activity: np.ndarray
    actor: np.ndarray
    role: np.ndarray
    stated: np.ndarray
    asked: np.ndarray
    held: np.ndarray
    crowd: Crowd
    undated: int
    missing: dict[str, int]
    hidden: dict[str, frozenset[str]]

    @cached_property
    def node_index(self) -> dict[str, int]:
        """Find a node by its identifier."""
        return {node.id: index for index, node in enumerate(self.nodes)}

    def chance_within(self, since: date | None, until: date | None) -> np.ndarray:
        """Return for each activity how likely it lies in a period, as its date leaves it open."""
        return chance_within(since, until, self.earliest, self.latest, self.precision)

    def bits(self, roles: tuple[str, ...]) -> int:
        """Return *roles* as bits; those in which one takes part when it is empty."""
        wanted = roles or [role for role in self.roles if role not in ABSENT]
        return sum(1 << code for code, role in enumerate(self.roles) if role in wanted)

    def holds(self, roles: tuple[str, ...]) -> np.ndarray:
        """Return a mask of the participations in one of *roles*; of those that took part when it is empty."""
        return (1 << self.role) & self.bits(roles) > 0

    def actors_of(self, nodes: Collection[int], activity: int) -> set[str]:
        """Return the actors by which *nodes* take part in one activity."""
        rows = (self.activity == activity) & np.isin(self.node, list(nodes))
        return {self.actors[actor] for actor in self.actor[rows].tolist()}

    def activities_of(self, node: int) -> list[int]:
        """Return the indices of the activities in which a node takes part."""
        activities: list[int] = np.unique(self.activity[self.node == node]).tolist()
        return activities

    def find(self, name: str) -> int:
        """Find the index of the node *name*; raises ``NotFoundError`` with what was probably meant."""
        if name not in self.node_index:
            for what, names in self.hidden.items():
                if name in names:
                    raise NotFoundError(f"{name} is one of the {what}, which are left out; --all-actors brings them in")
            known = sorted(self.node_index)
            raise NotFoundError(suggest(name, known, f"the {self.level} of this selection"))
        return self.node_index[name]

    def narrowed(self, keep: np.ndarray) -> Self:
        """Return the selection of those nodes alone that are in *keep*, a mask; activities keep their crowd."""
        if keep.all():
            return self
        rows, number = keep[self.node], np.cumsum(keep) - 1
        nodes = [node for node, kept in zip(self.nodes, keep.tolist(), strict=True) if kept]
        columns = {name: getattr(self, name)[rows] for name in ("activity", "actor", "role", "stated", "asked", "held")}
        return replace(self, nodes=nodes, node=number[self.node[rows]], **columns)


def select(
    store: "Store",
    filters: Filters | None = None,
    level: str = "actors",
    tie: Tie = TIES["joint"],
    *,
    all_actors: bool = False,
) -> Selection:
    """Select from *store* the participations that pass *filters* and count for *tie*, rolled up to *level*.

    Programmes, collective actors and, but between countries, states without a named body are left out
    unless *all_actors*. At the level of agencies an actor counts as its top organisation, at the level of
    countries as the country it stands for; actors that stand for none are left out there. Who only paid
    counts for a tie that is about paying alone. Where the filters ask for actors, those that were in an
    activity together with one of them are selected too, unless ``within``.
    """
    filters = filters or Filters()
    check_known(level, LEVELS, "the levels")
    activities, undated = _activities(store, filters)
    actors, hidden = _actors(store, level, all_actors)
    parts = store.table("participations")
    activity, events = _codes(parts["activity"])
    actor, bodies = _codes(parts["actor"])
    role, roles = _named_codes(parts["role"])
    ground, grounds = _named_codes(parts["ground"])
    known = actors.take(pc.index_in(bodies, actors["actor"]))
    target = known[LEVELS[level].column].combine_chunks()
    activity = _positions(events, activities["activity"])[activity]
    there = (activity >= 0) & (_positions(target, target)[actor] >= 0)
    taking_part = [name for name in roles if name not in ABSENT or name in tie.roles]
    (wanted,) = [names for _, names in filters.asked("participation")] or [taking_part]
    there &= np.isin(role, [code for code, name in enumerate(roles) if name in wanted])
    stated = np.isin(ground, [code for code, name in enumerate(grounds) if name == "stated"])
    asked = _asked(store, known, filters)[actor]
    counts = there & stated if filters.stated_only else there
    met = np.zeros(len(activities) + 1, dtype=bool)  # the last is for those that do not count
    met[activity[counts & asked]] = True
    keep = counts & (asked if filters.within else met[activity])
    seen = target.take(pa.array(np.unique(actor[there])))
    names = sorted(set(seen.to_pylist()))
    node = _positions(target, pa.array(names, pa.string()))[actor]
    crowd, held = gather(activity[there], node[there], role[there], len(names))
    first, last, days = _days(activities)
    chosen = Selection(
        filters=filters,
        level=level,
        all_actors=all_actors,
        nodes=_nodes(store, names, level),
        activities=activities["activity"].to_pylist(),
        iris=activities["iri"].to_pylist(),
        titles=activities["title"].to_pylist(),
        actors=bodies.to_pylist(),
        roles=roles,
        first=first,
        last=last,
        days=days,
        earliest=_as_days(activities["earliest"]),
        latest=_as_days(pc.coalesce(activities["latest"], activities["earliest"])),
        precision=activities["precision"].to_numpy().astype(str),
        phase=activities["phase"].to_pylist(),
        node=node[keep],
        activity=activity[keep],
        actor=actor[keep],
        role=role[keep],
        stated=stated[keep],
        asked=asked[keep],
        held=held[keep[there]],
        crowd=crowd,
        undated=undated,
        missing=_missing(activities, activity[keep], role[keep], roles),
        hidden=hidden,
    )
    return chosen.narrowed(np.bincount(chosen.node, minlength=len(names)) > 0)


def gather(activity: np.ndarray, node: np.ndarray, role: np.ndarray, size: int) -> tuple[Crowd, np.ndarray]:
    """Gather the roles of each of *size* nodes in each activity, as a crowd and for each of the rows."""
    keys, place = np.unique(activity * size + node, return_inverse=True)
    held = np.zeros(len(keys), dtype=np.int64)
    np.bitwise_or.at(held, place, 1 << role)
    return Crowd(keys // size if size else keys, held), held[place]


def _codes(column: pa.ChunkedArray) -> tuple[np.ndarray, pa.Array]:
    """Return a column as codes and the values they stand for."""
    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), coded.dictionary


def _named_codes(column: pa.ChunkedArray) -> tuple[np.ndarray, list[str]]:
    codes, values = _codes(column)
    return codes, values.to_pylist()


def _positions(values: pa.Array, among: pa.Array) -> np.ndarray:
    """Return where each value stands in *among*, -1 where it does not or is null."""
    places = pc.index_in(values, among, skip_nulls=True)
    if isinstance(places, pa.ChunkedArray):
        places = places.combine_chunks()
    return np.asarray(pc.fill_null(places, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def _activities(store: "Store", filters: Filters) -> tuple[pa.Table, int]:
    table = store.table("activities")
    for each, names in filters.asked("activity"):
        table = table.filter(_passes(store, table, each, names))
    undated = 0
    if filters.since or filters.until:
        undated = table["earliest"].null_count
        end = pc.coalesce(table["latest"], table["earliest"])
        within: Any = pc.is_valid(table["earliest"])
        if filters.since:
            within = pc.and_(within, pc.greater_equal(end, pa.scalar(filters.since, pa.date32())))
        if filters.until:
            within = pc.and_(within, pc.less_equal(table["earliest"], pa.scalar(filters.until, pa.date32())))
        table = table.filter(within)
    return table, undated


def _actors(store: "Store", level: str, all_actors: bool) -> tuple[pa.Table, dict[str, frozenset[str]]]:
    every = store.table("actors")
    table = every.set_column(every.schema.get_field_index("top"), "top", pc.coalesce(every["top"], every["actor"]))
    if all_actors:
        return table, {}
    why: Any = pa.scalar(None, pa.string())
    for each in reversed(exclusions(level)):
        holds = pc.equal(table[each.column], pa.scalar(each.value))
        why = pc.if_else(pc.fill_null(holds, False), each.name, why)
    names = {each.name: frozenset(table.filter(pc.equal(why, each.name))["actor"].to_pylist()) for each in EXCLUSIONS}
    return table.filter(pc.is_null(why)), names


def _asked(store: "Store", known: pa.Table, filters: Filters) -> np.ndarray:
    """Tell for each row of actors whether the filters ask for it; they ask for all when they name none."""
    asked: Any = pa.array(np.ones(len(known), dtype=bool))
    for each, names in filters.asked("actor"):
        asked = pc.and_(asked, _passes(store, known, each, names))
    return np.asarray(pc.fill_null(asked, False).to_numpy(zero_copy_only=False))


def _passes(store: "Store", rows: pa.Table, each: NameFilter, names: list[str]) -> Any:
    """Tell for each of *rows* whether a filter lets it pass; raises ``NotFoundError`` for a name that means nothing."""
    table = store.table(each.table)
    columns = [table[column] for column in each.columns]
    if each.known:
        known = {name for column in columns for name in pc.unique(column).to_pylist()} - {None}
        for name in names:
            check_known(name, sorted(known), each.known)
    if set(each.columns) <= set(rows.column_names):
        return reduce(pc.or_, (_among(rows[column], names) for column in each.columns))
    named = reduce(pc.or_, (_among(column, names) for column in columns))
    return pc.is_in(rows[each.about], pc.unique(table.filter(named)[each.about]))


def _among(column: pa.ChunkedArray, values: Any) -> Any:
    return pc.is_in(column, pa.array(sorted(values), pa.string()))


def _as_days(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.to_numpy(), dtype="datetime64[D]")


def _missing(activities: pa.Table, activity: np.ndarray, role: np.ndarray, roles: list[str]) -> dict[str, int]:
    """Count, of the activities in which some node takes part, those whose place, day or guests are not known."""
    used = np.unique(activity)
    table = activities.take(pa.array(used))
    guests = np.isin(role, [code for code, name in enumerate(roles) if name in GUESTS])
    return {
        "activities": len(used),
        "without a known country": table["country"].null_count,
        "without a known day": int((~pc.is_in(table["precision"], pa.array(["day"])).to_numpy()).sum()),
        "without a named participant, beneficiary or recipient": len(used) - len(np.unique(activity[guests])),
    }


def _days(activities: pa.Table) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    earliest, latest = _as_days(activities["earliest"]), _as_days(activities["latest"])
    precision = activities["precision"].to_numpy()
    known = np.isin(precision.astype(str), YEAR_KNOWN)
    first = np.where(known, earliest, _NO_DAY)
    last = np.where(known, np.where(np.isnat(latest), earliest, latest), _NO_DAY)
    exact = (precision == "day") & ~np.isnat(earliest) & ~np.isnat(latest)
    span = (latest - earliest).astype(np.int64) + 1
    return first, last, np.where(exact, span, 1).astype(np.int64)


def _nodes(store: "Store", names: list[str], level: str) -> list[Node]:
    rows = {row["actor"]: row for row in store.table("actors").to_pylist()}
    if level == "countries":
        labels = country_names(store)
        return [
            Node(name, label, label_ru, "country", name, "country", iri)
            for name in names
            for label, label_ru, iri in [labels.get(name, (name, "", ""))]
        ]
    return [
        Node(
            name,
            rows[name]["name"] or name,
            rows[name]["name_ru"] or "",
            rows[name]["kind"] or "",
            rows[name]["stands_for"] or "",
            rows.get(rows[name]["top"] or name, rows[name])["kind"] or "",
            rows[name]["iri"],
            rows[name]["name_ru_ground"] or "",
        )
        for name in names
    ]
