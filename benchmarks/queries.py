"""Saved queries: ours against pyoxigraph as it is, and against rdflib."""

import io
import tempfile
from pathlib import Path

import pyoxigraph as ox

from benchmarks.generate import generate
from benchmarks.measure import arguments, compare
from comity.data import SHIPPED, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.query.saved import saved_queries
from comity.graph.store.embedded import open_snapshot


def main() -> None:
    asked = arguments(__doc__ or "", default=0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.activities:
            generate(folder / "package", asked.activities)
        build_graph([open_package(folder / "package" if asked.activities else SHIPPED)], folder / "store")
        store = open_snapshot(folder / "store")
        bare = ox.Store.read_only(str(store.folder / "oxigraph"))
        graph = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph if not asked.activities else None
        for query in saved_queries().values():
            if query.parameters or query.constructs:
                continue

            def ours(text: str = query.text) -> None:
                store.query(text).write("csv", io.BytesIO())

            def engine(text: str = query.text) -> None:
                found = bare.query(text, prefixes=store.prefixes, use_default_graph_as_union=True)
                assert isinstance(found, ox.QuerySolutions)
                found.serialize(io.BytesIO(), ox.QueryResultsFormat.CSV)

            runs = {"comity": ours, "pyoxigraph": engine}
            if graph is not None:

                def peer(text: str = query.text) -> None:
                    graph.query(text, initNs=store.prefixes).serialize(format="csv")

                runs["rdflib"] = peer
            compare(query.name, runs, asked.repeat)


if __name__ == "__main__":
    main()
