"""Ties as one relational expression, for tables that do not fit into memory.

The same definitions as in ``projection``, written once in Ibis: DuckDB runs them out of core, and any
other engine that Ibis speaks to may run them too.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from ...data.cells import check_known
from ...data.dates import YEAR_KNOWN
from ...data.errors import ComityError
from ..store.tables import TABLES
from .filters import NAME_FILTERS, Filters, NameFilter, exclusions
from .ties import ABSENT, LEVELS, WEIGHTS, Tie

if TYPE_CHECKING:
    import pyarrow
    from ibis.expr.types import BooleanValue, Table

    from ..store.embedded import EmbeddedStore
    from ..store.protocol import Store


@dataclass(frozen=True)
class Tables:
    """The tables that ties are computed from, as Ibis tables with the columns of ``select_tables``."""

    activities: "Table"
    actors: "Table"
    themes: "Table"
    participations: "Table"


def ties_by_duckdb(
    store: "Store",
    tie: Tie,
    level: str = "actors",
    weight: str = "activities",
    filters: Filters | None = None,
    *,
    all_actors: bool = False,
) -> "pyarrow.Table":
    """Compute ties with DuckDB, from the files of *store* where it has some, spilling to disk.

    Gives the table that ``Network.to_arrow`` gives.
    """
    filters = filters or Filters()
    check_known(level, LEVELS, "the levels")
    check_known(weight, WEIGHTS, "the weights")
    try:
        import ibis
    except ImportError:
        raise ComityError('the engine duckdb is not installed; run: pip install "comity[duckdb]"') from None
    connection = ibis.duckdb.connect()
    try:
        tables = _tables(connection, store)
        _check_filters(tables, filters)
        tied = ties(tables, tie, level, weight, filters, all_actors=all_actors)
        number = "float64" if weight == "newman" else "int64"
        return tied.mutate(weight=tied.weight.cast(number)).to_pyarrow()
    finally:
        connection.disconnect()


def ties(tables: Tables, tie: Tie, level: str, weight: str, filters: Filters, *, all_actors: bool = False) -> "Table":
    """Return the expression for the ties: source, target, weight, activities, first and last, the heaviest first.

    ``first`` and ``last`` are days, null where no year is known. Nothing is computed until it is asked for.
    """
    import ibis

    nodes = _nodes(tables.actors, level, filters, all_actors=all_actors)
    activities = _activities(tables, filters)
    everyone = _participations(tables.participations, nodes, activities, filters)
    parts = everyone.filter(everyone.ground == "stated") if filters.stated_only else everyone
    if filters.within:
        parts = parts.filter(parts.asked)
    giving = receiving = _side(parts, tie.roles)
    if tie.directed:
        receiving = _side(parts, tie.to_roles)
        if tie.others:
            receiving = receiving.anti_join(_side(everyone, tie.roles), ["activity", "node"])
    sized = _sized(activities, everyone, tie, weight)
    source = giving.rename(source="node", source_country="country", source_asked="asked", source_stated="stated")
    target = receiving.rename(target="node", target_country="country", target_asked="asked", target_stated="stated")
    pairs = source.join(target, "activity")
    pairs = pairs.filter(pairs.source != pairs.target if tie.directed else pairs.source < pairs.target)
    pairs = pairs.filter(pairs.source_asked | pairs.target_asked)
    if tie.across:
        pairs = pairs.filter(pairs.source_country != pairs.target_country)  # null, too, is left out
    joined = pairs.join(sized, "activity")
    tied = joined.group_by("source", "target").agg(
        weight=joined.size.sum().cast("float64").round(6),
        activities=joined.count(),
        stated=(joined.source_stated & joined.target_stated).sum(),
        inferred=(~(joined.source_stated & joined.target_stated)).sum(),
        first=joined["first"].min(),
        last=joined["last"].max(),
    )
    return tied.order_by(ibis.desc("weight"), "source", "target")


def _nodes(actors: "Table", level: str, filters: Filters, *, all_actors: bool) -> "Table":
    """Return for each actor that counts its node, the country that node stands for, and whether it is asked for."""
    counted = actors.mutate(top=actors.top.coalesce(actors.actor))
    for each in () if all_actors else exclusions(level):
        counted = counted.filter((counted[each.column] != each.value).fill_null(True))
    asked: BooleanValue = counted.actor.notnull()
    for name_filter, names in filters.asked("actor"):
        asked = asked & _passes(counted, name_filter, names).fill_null(False)
    counted = counted.select("actor", asked=asked, node=LEVELS[level].column).filter(lambda table: table.node.notnull())
    if level == "countries":
        return counted.mutate(country=counted.node)
    homes = actors.select(node="actor", country="stands_for")
    return counted.left_join(homes, "node").select("actor", "node", "country", "asked")


def _activities(tables: Tables, filters: Filters) -> "Table":
    """Return the activities that pass: first and last day where the year is known, and how many days it took."""
    import ibis

    every = tables.activities
    end = every.latest.coalesce(every.earliest)
    conditions: list[BooleanValue] = []
    if filters.since:
        conditions.append(end >= filters.since)
    if filters.until:
        conditions.append(every.earliest <= filters.until)
    known = every.precision.isin(YEAR_KNOWN)
    exact = (every.precision == "day") & every.earliest.notnull() & every.latest.notnull()
    chosen = every.mutate(
        first=ibis.ifelse(known, every.earliest, ibis.null("date")),
        last=ibis.ifelse(known, end, ibis.null("date")),
        days=ibis.ifelse(exact, every.latest.epoch_days() - every.earliest.epoch_days() + 1, 1),
    )
    if conditions:
        chosen = chosen.filter(conditions)
    for each, names in filters.asked("activity"):
        table = getattr(tables, each.table)
        passing = table.filter(_passes(table, each, names))
        chosen = chosen.semi_join(passing, each.about)
    return chosen.select("activity", "first", "last", "days")


def _participations(parts: "Table", nodes: "Table", activities: "Table", filters: Filters) -> "Table":
    asked = parts
    for each, names in filters.asked("participation"):
        asked = asked.filter(_passes(asked, each, names))
    columns = ("activity", "node", "country", "asked", "role", "ground")
    return asked.join(nodes, "actor").semi_join(activities, "activity").select(*columns)


def _passes(table: "Table", each: NameFilter, names: list[str]) -> "BooleanValue":
    return reduce(or_, (table[column].isin(names) for column in each.columns))


def _side(parts: "Table", roles: tuple[str, ...]) -> "Table":
    """Return each node in each activity once, and whether an actor it is there by is asked for, and stated."""
    holding = parts.filter(_holds(parts, roles))
    return holding.group_by("activity", "node", "country").agg(
        asked=holding.asked.any(), stated=(holding.ground == "stated").any()
    )


def _holds(parts: "Table", roles: tuple[str, ...]) -> "BooleanValue":
    return parts.role.isin(roles) if roles else parts.role.notin(ABSENT)


def _sized(activities: "Table", everyone: "Table", tie: Tie, weight: str) -> "Table":
    """Return for each activity its days and what it adds to a tie."""
    import ibis

    if weight == "newman":
        there = _holds(everyone, tie.roles)
        if tie.directed:
            there = there | _holds(everyone, tie.to_roles)
        count = everyone.filter(there).group_by("activity").agg(k=everyone.node.nunique())
        sized = activities.join(count, "activity")
        size: Any = ibis.ifelse(sized.k > 1, 1 / (sized.k - 1).cast("float64"), 0.0)
    else:
        sized = activities
        size = sized.days if weight == "days" else ibis.literal(1)
    return sized.select("activity", "first", "last", size=size)


def _tables(connection: Any, store: "Store") -> Tables:
    from ..store.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        return Tables(**{name: connection.read_parquet(_file(store, name)) for name in TABLES})
    return Tables(**{name: connection.create_table(name, store.table(name)) for name in TABLES})


def _file(store: "EmbeddedStore", name: str) -> str:
    return str(store.folder / f"{name}.parquet")


def _check_filters(tables: Tables, filters: Filters) -> None:
    """Raise ``NotFoundError`` for a country, place or phase that the tables do not know."""
    for each in NAME_FILTERS.values():
        if each.known and (wanted := getattr(filters, each.name)):
            table = getattr(tables, each.table)
            values = (table[column].to_pyarrow().unique().to_pylist() for column in each.columns)
            known = sorted({value for column in values for value in column if value})
            for value in wanted:
                check_known(value, known, each.known)
