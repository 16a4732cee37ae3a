"""From files to a weighted network, and from the store: ours against rdflib with networkx."""

import tempfile
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from benchmarks.generate import generate
from benchmarks.measure import arguments, compare
from comity.data import open_package
from comity.graph.build.quads import package_quads
from comity.graph.build.snapshot import build_graph
from comity.graph.network.network import compute_network
from comity.graph.store.embedded import open_snapshot

PAIRS = """PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?activity ?actor WHERE { ?activity prov:qualifiedAssociation/prov:agent ?actor }"""


def main() -> None:
    asked = arguments(__doc__ or "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "package", asked.activities)
        package = open_package(folder / "package")
        triples = [quad.triple for quad in ox.parse("\n".join(package_quads(package)), format=ox.RdfFormat.N_QUADS)]
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""

        def cold() -> None:
            build_graph([package], folder / "store")
            _ = compute_network(open_snapshot(folder / "store"), all_actors=True).edges

        def stored() -> None:
            _ = compute_network(open_snapshot(folder / "store"), all_actors=True).edges

        def peer() -> None:
            import rdflib

            graph: nx.Graph[object] = nx.Graph()
            found = rdflib.Graph().parse(data=text, format="nt").query(PAIRS)
            graph.add_edges_from((row[0], row[1]) for row in found)  # type: ignore[index]
            actors = {row for row, other in graph.edges if "/actor/" in str(row)} | {
                other for _, other in graph.edges if "/actor/" in str(other)
            }
            nx.bipartite.weighted_projected_graph(graph, actors)

        title = f"file to network, {asked.activities:,} activities"
        runs = {"cold: build and network": cold}
        if asked.activities <= 20_000:
            runs["rdflib and networkx"] = peer
        runs["stored: network"] = stored
        compare(title, runs, asked.repeat)


if __name__ == "__main__":
    main()
