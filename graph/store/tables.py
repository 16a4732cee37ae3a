"""The tables that analysis works on, selected from a store: participations, activities, themes, actors."""

from typing import TYPE_CHECKING

from ..query.saved import saved_query

if TYPE_CHECKING:
    import pyarrow

    from .protocol import Store

TABLES = ("activities", "actors", "themes", "participations")
_TYPES = {"earliest": "date32", "latest": "date32", "collective": "bool"}

# The saved query of this name gives identifiers and codes; joining them to each row costs an engine
# more than joining them here, once for each actor and activity.
_PARTICIPATIONS = """SELECT ?activity ?actor ?role ?ground WHERE {
  ?activity prov:qualifiedAssociation ?part .
  ?part prov:agent ?actor ; prov:hadRole ?role ; comity:ground ?ground .
}"""


def select_tables(store: "Store") -> "dict[str, pyarrow.Table]":
    """Select all tables from *store*, their columns typed and their rows in one fixed order."""
    tables = {name: _typed(store.query(saved_query(name).text).to_arrow()) for name in TABLES[:-1]}
    tables["participations"] = _participations(store, tables["activities"], tables["actors"])
    return {name: table.sort_by([(column, "ascending") for column in _KEYS[name]]) for name, table in tables.items()}


_KEYS = {
    "activities": ("activity",),
    "actors": ("actor",),
    "themes": ("activity", "theme"),
    "participations": ("activity", "actor", "role", "ground"),
}


def _participations(store: "Store", activities: "pyarrow.Table", actors: "pyarrow.Table") -> "pyarrow.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = store.query(_PARTICIPATIONS).to_arrow()
    columns = {
        "activity": activities["activity"].take(pc.index_in(rows["activity"], activities["iri"])),
        "actor": actors["actor"].take(pc.index_in(rows["actor"], actors["iri"])),
        "role": _last_part(rows["role"]),
        "ground": _last_part(rows["ground"]),
    }
    table = pa.table({name: column.cast(pa.string()) for name, column in columns.items()})
    return table.filter(pc.and_(pc.is_valid(table["activity"]), pc.is_valid(table["actor"])))


def _last_part(column: "pyarrow.ChunkedArray") -> "pyarrow.ChunkedArray":
    """Cut out what follows the last / or # of each IRI: the code of a concept."""
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = column.cast(pa.string()).combine_chunks().dictionary_encode()
    codes = pc.replace_substring_regex(coded.dictionary, ".*[/#]", "")
    return codes.take(coded.indices)


def _typed(table: "pyarrow.Table") -> "pyarrow.Table":
    import pyarrow as pa

    kinds = {"date32": pa.date32(), "bool": pa.bool_()}
    schema = pa.schema([(column, kinds.get(_TYPES.get(column, ""), pa.string())) for column in table.column_names])
    return table.cast(schema)
