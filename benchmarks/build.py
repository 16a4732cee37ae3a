"""Records to store and tables: ours against a bare bulk load of the same statements, and against rdflib."""

import io
import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox

from benchmarks.generate import generate
from benchmarks.measure import arguments, compare
from comity.data import check_package, open_package
from comity.graph.build.quads import package_quads
from comity.graph.build.snapshot import build_graph


def main() -> None:
    asked = arguments(__doc__ or "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "package", asked.activities)
        package = open_package(folder / "package")
        text = "\n".join(package_quads(package)).encode()

        def ours() -> None:
            build_graph([package], folder / "store")

        def check() -> None:
            check_package(package)

        def bare() -> None:
            shutil.rmtree(folder / "bare", ignore_errors=True)
            store = ox.Store(str(folder / "bare"))
            store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
            store.flush()

        def with_rdflib() -> None:
            import rdflib

            rdflib.Dataset().parse(io.BytesIO(text), format="nquads")

        title = f"build, {asked.activities:,} activities, {text.count(10) + 1:,} lines"
        runs = {"comity build": ours, "bulk_load of the same statements": bare, "of which: checks": check}
        if asked.activities <= 20_000:
            runs["rdflib, in memory"] = with_rdflib
        compare(title, runs, asked.repeat)


if __name__ == "__main__":
    main()
