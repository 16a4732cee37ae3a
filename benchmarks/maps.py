"""Write a map: ours against json.dumps of the same, and against pyvis as it comes."""

import json

from benchmarks.generate import generated
from benchmarks.measure import arguments, compare
from comity.api import Graph
from comity.graph.store import open_snapshot


def main() -> None:
    asked = arguments(__doc__ or "", default=2_000)
    with generated(asked.activities) as store:
        net = Graph(open_snapshot(store)).network(all_actors=True)
        rows, nodes = net.rows, net.nodes

        def ours() -> None:
            net.map()

        def dumps() -> None:
            json.dumps([nodes, rows])

        def peer() -> None:
            from pyvis.network import Network

            drawn = Network(cdn_resources="in_line")
            for node, attributes in nodes:
                drawn.add_node(node, label=attributes["label"])
            for row in rows:
                drawn.add_edge(row["source"], row["target"], value=row["weight"])
            drawn.generate_html()

        title = f"map of {len(nodes):,} nodes and {len(rows):,} ties"
        compare(title, {"map": ours, "json.dumps of nodes and ties": dumps, "pyvis": peer}, asked.repeat)


if __name__ == "__main__":
    main()
