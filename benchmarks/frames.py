"""SPARQL results to a frame: ours against serialising alone, and against a row at a time."""

import io

from benchmarks.generate import generated
from benchmarks.measure import arguments, compare
from comity.graph.query.saved import saved_query
from comity.graph.store.embedded import open_snapshot


def main() -> None:
    asked = arguments(__doc__ or "")
    with generated(asked.activities) as folder:
        store = open_snapshot(folder)
        text = saved_query("participations").text
        rows = store.query(text).to_arrow().num_rows

        def ours() -> None:
            store.query(text).to_arrow()

        def serialise() -> None:
            store.query(text).write("tsv", io.BytesIO())

        def row_by_row() -> None:
            import pandas

            pandas.DataFrame(store.query(text).rows)

        runs = {"to_arrow": ours, "serialising alone": serialise, "rows to pandas": row_by_row}
        compare(f"participations, {rows:,} rows", runs, asked.repeat)


if __name__ == "__main__":
    main()
