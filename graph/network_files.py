"""Write a network as a file that other tools read."""

import csv
import io
import json
from dataclasses import asdict
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from ..data.errors import FormatError
from .results import tie_statements
from .ties import WEIGHTS

if TYPE_CHECKING:
    from .network import Network

FORMATS = ("csv", "json", "graphml", "gexf", "ttl", "summary")


def write_network(network: "Network", form: str, out: IO[bytes]) -> None:
    """Write *network* to *out* as csv, json, graphml, gexf or ttl."""
    if form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, network.columns, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(network.rows)
        out.write(text.getvalue().encode())
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


def _summary(network: "Network") -> str:
    lines = [network.title]
    for name, value in asdict(network.summary()).items():
        if value is not None:
            lines.append(f"{name.replace('_', ' ')}: {value if isinstance(value, int) else round(value, 4)}")
    return "\n".join(lines) + "\n"


def _json(network: "Network") -> str:
    found = {
        "title": network.title,
        "definition": network.definition,
        "weight": WEIGHTS[network.weight],
        "directed": network.tie.directed and not network.two_mode,
        "version": network.store.version,
        "parameters": network.parameters,
        "notes": network.notes,
        "nodes": [{"id": name, **attributes} for name, attributes in network.nodes],
        "edges": network.rows,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
