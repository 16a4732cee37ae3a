"""Write a map: the page against json.dumps of what it holds, and all that goes into it against pyvis as it comes."""

import json
from dataclasses import astuple

from benchmarks.generate import generated
from benchmarks.measure import arguments, compare
from comity.api import Graph
from comity.graph.read.facts import read_facts
from comity.graph.store.embedded import open_snapshot
from comity.viz.draw.part import PagePart
from comity.viz.draw.positions import BROKERS, compute_positions
from comity.viz.map.network_map import compose
from comity.viz.map.page import render


def main() -> None:
    asked = arguments(__doc__ or "", default=2_000)
    with generated(asked.activities) as store:
        net = Graph(open_snapshot(store)).network(all_actors=True)
        rows, nodes = net.rows, net.nodes
        whole = compose(net, PagePart())
        plain = astuple(whole)

        def page() -> None:
            render(whole)

        def dumps() -> None:
            json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

        def everything() -> None:
            BROKERS.clear()
            render(compose(net, PagePart()))

        def facts() -> None:
            read_facts(net.store)

        def positions() -> None:
            BROKERS.clear()  # what one map of a snapshot computes the next need not
            compute_positions(net.store)

        def peer() -> None:
            from pyvis.network import Network

            drawn = Network(cdn_resources="in_line")
            for node, attributes in nodes:
                drawn.add_node(node, label=attributes["label"])
            for row in rows:
                drawn.add_edge(row["source"], row["target"], value=row["weight"])
            drawn.generate_html()

        title = f"page of {len(nodes):,} nodes and {len(rows):,} ties"
        compare(title, {"page": page, "json.dumps of the same": dumps}, asked.repeat)
        parts = {"facts": facts, "places, measures": positions, "pyvis, places left to the browser": peer}
        compare(f"all of it, {title}", {"everything": everything, **parts}, asked.repeat, once=[*parts][2:])


if __name__ == "__main__":
    main()
