"""Push the graph to another store: staged in chunks, verified, and put in place with one update.

Until the last request the target's graphs stay as they were; a state file lets a push that was cut
off go on where it was. Each graph is written beside the old one, in a staging graph of its own.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from ...graph.store.embedded import EmbeddedStore
from ...graph.store.http import Client
from ...ontology.namespaces import ROOT
from .errors import CREDENTIALS, PushError

TIMEOUT = 600  # seconds without a byte: a server may take long to move a large graph
PAUSES = (0.5, 2.0, 8.0)
STAGING = "urn:comity:staging:"
Progress = Callable[[str], None]
_N_TRIPLES = "application/n-triples"
_JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Target:
    """Where to push: the address of updates, of queries, and of the graph store when chunks go there."""

    update: str
    query: str
    graph_store: str = ""


@dataclass
class State:
    """What was staged already, of which graph of ours, in chunks of which size; whether it was to be put in place."""

    target: str
    version: str
    chunk: int
    done: dict[str, int] = field(default_factory=dict)
    replacing: bool = False


@dataclass(frozen=True)
class Pushed:
    """What a push did."""

    graphs: int
    statements: int
    resumed: int
    dropped: tuple[str, ...]


def push_graph(
    store: EmbeddedStore, target: Target, state_file: Path, chunk: int = 1000, progress: Progress = lambda _: None
) -> Pushed:
    """Replace the graphs of *store* in *target*, all of them or none.

    Raises ``PushError`` when the target refuses, is not reached, or holds other than what was sent.
    """
    return _Push(store, target, state_file, chunk, progress).run()


class _Push:
    def __init__(self, store: EmbeddedStore, target: Target, state_file: Path, chunk: int, progress: Progress) -> None:
        self.store, self.target, self.file, self.progress = store, target, state_file, progress
        if state_file.exists() and not state_file.is_file():
            raise PushError(f"{state_file} is no file; name one that keeps the state with --state")
        self.client = Client(target.update, CREDENTIALS, PushError, timeout=TIMEOUT, pauses=PAUSES, awaited=True)
        self.graphs = store.graphs()
        self.fresh = State(target.update, f"{store.version}, {store.manifest.statements} statements", chunk)
        self.state = self._read_state() or self.fresh

    def run(self) -> Pushed:
        resumed = sum(self.state.done.values())
        if resumed:
            # A push that was killed may have left a request behind; a write of our own waits for it.
            self._update(f"DROP SILENT GRAPH <{STAGING}>")
            if self.state.replacing and self._is_in_place():
                self.file.unlink(missing_ok=True)
                return Pushed(len(self.graphs), sum(self._sizes().values()), resumed, ())
            if not self._is_as_left():
                self.state, resumed = self.fresh, 0
        if not resumed:
            self._clear()
        statements = 0
        for number, graph in enumerate(self.graphs, 1):
            self.progress(f"graph {number:,} of {len(self.graphs):,}")
            statements += self._stage(graph)
        self.progress("verifying")
        self._verify()
        self.progress("putting it in place")
        dropped = self._stale()
        self.state.replacing = True
        self._write_state()
        self._replace(dropped)
        self.file.unlink(missing_ok=True)
        return Pushed(len(self.graphs), statements, resumed, dropped)

    # Staging

    def _stage(self, graph: ox.NamedNode) -> int:
        """Send what of *graph* is not staged yet, and give how much there is of it."""
        done, count = self.state.done.get(graph.value, 0), 0
        for number, lines in enumerate(self._chunks(graph), 1):
            count += len(lines)
            if number > done:
                self._send(staging(graph.value), lines, first=number == 1)
                self.state.done[graph.value] = number
                self._write_state()
        return count

    def _chunks(self, graph: ox.NamedNode) -> Iterator[tuple[str, ...]]:
        """Part the statements of *graph* in chunks, first all those with blank nodes, which must not be parted."""
        plain: list[str] = []
        blank: list[str] = []
        for quad in self.store.quads(graph):
            has_blank = isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
            (blank if has_blank else plain).append(f"{quad.triple} .")
        if blank:
            yield tuple(blank)
        for start in range(0, len(plain), self.state.chunk):
            yield tuple(plain[start : start + self.state.chunk])

    def _send(self, graph: str, lines: tuple[str, ...], first: bool) -> None:
        """Send a chunk so that it may be sent again: the first takes the place of whatever is there."""
        if self.target.graph_store:
            url = f"{self.target.graph_store}?{urlencode({'graph': graph})}"
            self.client.send("PUT" if first else "POST", url, "\n".join([*lines, ""]).encode(), _N_TRIPLES)
        else:
            self._update((f"DROP SILENT GRAPH <{graph}> ;\n" if first else "") + _insert(graph, lines))

    def _clear(self) -> None:
        """Remove what pushes that were given up have staged."""
        left = [name for name in self._names() if name.startswith(STAGING)]
        if left:
            self._update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in left))

    # Verifying and replacing

    def _is_as_left(self) -> bool:
        """Tell whether the target still holds what the state says was staged, or a little more of it."""
        held = self._counts(STAGING)
        for graph in self.graphs:
            done = self.state.done.get(graph.value, 0)
            least = sum(len(lines) for number, lines in enumerate(self._chunks(graph), 1) if number <= done)
            if done and held.get(staging(graph.value), 0) < least:
                return False
        return True

    def _is_in_place(self) -> bool:
        """Tell whether the last request of an earlier push came through: all is in place, nothing staged any more."""
        held = self._counts("")
        wanted = self._sizes()
        return all(held.get(name, 0) == size and staging(name) not in held for name, size in wanted.items())

    def _sizes(self) -> dict[str, int]:
        return {graph.value: len(list(self.store.quads(graph))) for graph in self.graphs}

    def _verify(self) -> None:
        held = self._counts(STAGING)
        for name, sent in self._sizes().items():
            count = held.get(staging(name), 0)
            if sent != count:
                self.file.unlink(missing_ok=True)
                raise PushError(
                    f"{self.target.update} holds {count:,} statements of <{name}> where {sent:,} were sent; "
                    "nothing was replaced. Push again, and if that does not help, with a smaller --chunk"
                )

    def _stale(self) -> tuple[str, ...]:
        """Name the graphs of ours that an older push left there and that are no longer ours."""
        ours = {graph.value for graph in self.graphs}
        starts = tuple(f"{base}graph/" for base in self.store.bases)
        return tuple(
            name
            for name in self._names()
            if name not in ours
            and (name.startswith(starts) or (name.startswith(ROOT) and "/" not in name[len(ROOT) :]))
        )

    def _replace(self, dropped: tuple[str, ...]) -> None:
        """Put all graphs in place with one request: a server that knows transactions does all of it or nothing."""
        moves = [f"MOVE GRAPH <{staging(graph.value)}> TO GRAPH <{graph.value}>" for graph in self.graphs]
        self._update(" ;\n".join([*(f"DROP SILENT GRAPH <{name}>" for name in dropped), *moves]))

    # Asking and telling the target

    def _update(self, text: str) -> None:
        self.client.form(self.target.update, update=text)

    def _rows(self, query: str) -> list[dict[str, str]]:
        url = f"{self.target.query}?{urlencode({'query': query})}"
        reply = self.client.send("GET", url, None, "", _JSON)
        try:
            rows = json.loads(reply)["results"]["bindings"]
            return [{name: term["value"] for name, term in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError):
            raise PushError(f"{self.target.query} does not answer queries in SPARQL JSON; name --query URL") from None

    def _names(self) -> list[str]:
        # Virtuoso 7.2 takes minutes to answer SELECT DISTINCT ?g, and none for the same by GROUP BY.
        return sorted(row["g"] for row in self._rows("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"))

    def _counts(self, start: str) -> dict[str, int]:
        """Count the statements of each graph whose name begins with *start*."""
        chosen = f'FILTER(STRSTARTS(STR(?g), "{start}"))' if start else ""
        query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {chosen} }} GROUP BY ?g"
        return {row["g"]: int(row["n"]) for row in self._rows(query) if "g" in row}

    # The state

    def _read_state(self) -> State | None:
        """Read what an earlier push left, when it was of the same graph to the same target."""
        try:
            state = State(**json.loads(self.file.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        wanted = (self.fresh.target, self.fresh.version, self.fresh.chunk)
        return state if (state.target, state.version, state.chunk) == wanted else None

    def _write_state(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.file.with_name(f"{self.file.name}.part")
        part.write_text(json.dumps(asdict(self.state)), encoding="utf-8")
        os.replace(part, self.file)


def staging(graph: str) -> str:
    """Name the graph in which *graph* is staged.

    >>> staging("https://example.org/g")
    'urn:comity:staging:https%3A%2F%2Fexample.org%2Fg'
    """
    return STAGING + quote(graph, safe="")


def _insert(graph: str, lines: tuple[str, ...]) -> str:
    """Write an update that inserts statements; those with blank nodes in the form that Virtuoso takes as well."""
    content = "\n".join(lines)
    if any(line.startswith("_:") or " _:" in line for line in lines):
        return f"INSERT {{ GRAPH <{graph}> {{\n{content}\n}} }} WHERE {{}}"
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{content}\n}} }}"


def find_target(url: str, query: str = "", graph_store: str = "") -> Target:
    """Tell where queries go when updates go to *url*: many servers end the one in update, the other in query.

    >>> find_target("http://127.0.0.1:7878/update").query
    'http://127.0.0.1:7878/query'
    """
    start, slash, last = url.rpartition("/")
    return Target(url, query or (f"{start}{slash}query" if last == "update" else url), graph_store)


def state_path(folder: Path, url: str) -> Path:
    """Name the file in *folder* that keeps the state of a push to *url*."""
    return folder / f"push-{sha256(url.encode()).hexdigest()[:16]}.json"
