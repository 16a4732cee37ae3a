"""Write a network as a file that other tools read."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from ...data.errors import FormatError
from ..ties.ties import WEIGHTS
from .results import tie_statements
from .tied import TieNetwork, as_written

if TYPE_CHECKING:
    import pyarrow


FORMATS = ("csv", "json", "graphml", "gexf", "ttl", "parquet", "summary")


def write_network(network: TieNetwork, form: str, out: IO[bytes]) -> None:
    """Write *network* to *out* in one of ``FORMATS``."""
    if form == "csv":
        out.write(_csv(network.columns, network.rows))
    elif form == "parquet":
        write_ties(network.to_arrow(), form, out)
    elif form == "json":
        out.write(_json(network).encode())
    elif form == "summary":
        out.write(_summary(network).encode())
    elif form == "ttl":
        ox.serialize(tie_statements(network), output=out, format=ox.RdfFormat.TURTLE, prefixes=network.store.prefixes)
    elif form in ("graphml", "gexf"):
        import networkx as nx

        if form == "graphml":
            nx.write_graphml(network.graph, out, named_key_ids=True)
        else:
            nx.write_gexf(network.graph, out)
    else:
        raise FormatError(f"a network cannot be written as {form}; write {', '.join(FORMATS)}")


def write_ties(ties: "pyarrow.Table", form: str, out: IO[bytes]) -> None:
    """Write a table of ties to *out* as csv or parquet."""
    if form == "parquet":
        from ..query.frames import write_table

        write_table(ties, form, out)
    elif form == "csv":
        out.write(_csv(ties.column_names, []))
        for batch in ties.to_batches():
            out.write(_csv(ties.column_names, batch.to_pylist(), header=False))
    else:
        raise FormatError(f"ties alone cannot be written as {form}; write csv, parquet")


def _csv(columns: Iterable[str], rows: list[dict[str, Any]], *, header: bool = True) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\r\n")
    if header:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _summary(network: TieNetwork) -> str:
    lines = [network.title]
    for name, value in asdict(network.summary()).items():
        if value is not None:
            lines.append(f"{name.replace('_', ' ')}: {value if isinstance(value, int) else round(value, 4)}")
    return "\n".join(lines) + "\n"


def _json(network: TieNetwork) -> str:
    document = {
        "title": network.title,
        "definition": network.definition,
        "weight": WEIGHTS[network.weight],
        "directed": network.tie.directed and not network.two_mode,
        "version": network.store.version,
        "parameters": network.parameters,
        "notes": network.notes,
        "nodes": [{"id": name, **attributes} for name, attributes in network.nodes],
        "edges": [as_written(row) for row in network.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
