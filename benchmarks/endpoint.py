"""The endpoint over HTTP, against pyoxigraph that answers and writes the same within one process."""

import contextlib
import http.client
import io
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import uvicorn

from benchmarks.generate import generate
from benchmarks.measure import arguments
from comity.data import SHIPPED, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.query.saved import saved_queries
from comity.graph.store.embedded import open_snapshot
from comity.publish.app import make_app

FORM = "application/sparql-results+json"
RATIO, SECONDS = 1.25, 0.002  # the endpoint may take this much of the engine's time, and so much more


def main() -> None:
    asked = arguments(__doc__ or "", default=0, also=("starlette", "uvicorn"))
    repeat = max(asked.repeat, 1) * 4 if asked.repeat > 1 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.activities:
            generate(folder / "package", asked.activities)
        build_graph([open_package(folder / "package" if asked.activities else SHIPPED)], folder / "store")
        with serving(folder / "store") as port:
            measure(folder / "store", port, repeat)


def measure(folder: Path, port: int, repeat: int) -> None:
    store = open_snapshot(folder)
    bare = ox.Store.read_only(str(store.folder / "oxigraph"))
    client = http.client.HTTPConnection("127.0.0.1", port)
    over = []
    for query in saved_queries().values():
        if query.parameters or query.constructs:
            continue

        def ours(text: str = query.text) -> int:
            client.request("GET", f"/sparql?query={quote(text)}", headers={"Accept": FORM})
            answer = client.getresponse()
            content = answer.read()
            assert answer.status == 200, content
            return len(content)

        def engine(text: str = query.text) -> int:
            found = bare.query(text, prefixes=store.prefixes, use_default_graph_as_union=True)
            assert isinstance(found, ox.QuerySolutions)
            out = io.BytesIO()
            found.serialize(out, ox.QueryResultsFormat.JSON)
            return len(out.getvalue())

        assert ours() == engine()
        seconds: dict[str, list[float]] = {"ours": [], "engine": []}
        for _ in range(repeat):
            for who, run in (("ours", ours), ("engine", engine)):
                begin = time.perf_counter()
                run()
                seconds[who].append(time.perf_counter() - begin)
        one, other = (statistics.median(found) for found in seconds.values())
        over.append(one - RATIO * other)
        print(f"{query.name:<28}{other * 1000:9.2f} ms   ours {one * 1000:9.2f} ms   ", end="")
        print(
            f"{one / other:6.2f} x   {(one - other) * 1000:+7.2f} ms   {'' if over[-1] <= SECONDS else 'over'}".rstrip()
        )
    missed = sum(each > SECONDS for each in over)
    print(f"median beyond {RATIO} x of the engine: {statistics.median(over) * 1000:+.2f} ms; ", end="")
    print(f"{missed} of {len(over)} queries take more than {RATIO} x + {SECONDS * 1000:.0f} ms")
    sys.stdout.flush()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Serve from a thread of this process, on a port that the system chooses."""
    server = uvicorn.Server(uvicorn.Config(make_app(folder), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()
