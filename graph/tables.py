"""The tables that analysis works on, selected from a store by saved queries of the same names."""

from typing import TYPE_CHECKING

from .saved import saved_query

if TYPE_CHECKING:
    import pyarrow

    from .store import Store

TABLES = ("participations", "activities", "themes", "actors")
_TYPES = {"earliest": "date32", "latest": "date32", "collective": "bool"}


def select_table(store: "Store", name: str) -> "pyarrow.Table":
    """Select the table *name* from *store*, its columns typed and its rows in one fixed order."""
    import pyarrow as pa

    found = store.query(saved_query(name).text).to_arrow()
    kinds = {"date32": pa.date32(), "bool": pa.bool_()}
    schema = pa.schema([(column, kinds.get(_TYPES.get(column, ""), pa.string())) for column in found.column_names])
    return found.cast(schema).sort_by([(column, "ascending") for column in found.column_names])
