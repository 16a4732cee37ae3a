"""The store on disk: one snapshot, open for reading."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...data.cells import quote
from ...data.errors import QueryError, StoreError
from ...ontology import PREFIXES
from ...ontology.namespaces import data_prefixes
from ..query.answers import Answer
from ..query.saved import check_values_of
from ..query.syntax_errors import explain_syntax
from ..query.tokens import bind, inspect
from .checksums import check_files
from .doubts import watch
from .manifest import Manifest, read_manifest
from .protocol import QueryDataset, Values, Warn

if TYPE_CHECKING:
    import pyarrow

CURRENT = "CURRENT"
SNAPSHOTS = "snapshots"


class EmbeddedStore:
    """One snapshot on disk, open for reading."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest
        try:
            self._store = ox.Store.read_only(str(folder / "oxigraph"))
        except OSError as error:
            raise StoreError(f"the store in {folder} cannot be read ({error}); run: comity build") from None

    def __str__(self) -> str:
        return self.version

    def __repr__(self) -> str:
        return f"<EmbeddedStore: {self}>"

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes of the vocabulary, and those of the first package for its things."""
        return {**PREFIXES, **data_prefixes(self.bases[0])}

    @property
    def bases(self) -> tuple[str, ...]:
        """What the IRIs of the packages begin with."""
        return tuple(package["base"] for package in self.manifest.packages)

    @property
    def version(self) -> str:
        """What to cite."""
        return self.manifest.version

    def query(
        self,
        text: str,
        values: Values | None = None,
        dataset: QueryDataset | None = None,
        base: str | None = None,
        *,
        warn: Warn | None = None,
    ) -> Answer:
        """Ask *text*, whose relative IRIs begin at *base*; *warn* is told what makes its answer mislead.

        The default graph is the union of all named graphs unless the query or *dataset* chooses others.

        Raises ``QueryError`` when the text is not a sound query, with line and column, or asks for a graph that is
        not there.
        """
        asked = inspect(text, self.prefixes)
        check_values_of(asked.words, values or {})
        for graph in asked.graphs if dataset is None else (*dataset.default, *dataset.named):
            if not self.has_graph(graph):
                raise QueryError(
                    f"there is no graph <{graph}> in this store; SELECT DISTINCT ?g {{ GRAPH ?g {{}} }} lists them"
                )
        bound = bind(text, {name: str(value) for name, value in (values or {}).items()})
        try:
            result = self._ask(bound, not asked.graphs, dataset, base)
        except SyntaxError as error:
            raise QueryError(self._explain_syntax(text, str(error), base)) from None
        except RuntimeError as error:  # what the engine finds when it plans, as a function that it does not know
            raise QueryError(_reason(str(error))) from None
        except OSError as error:
            raise StoreError(f"the store in {self.folder} cannot be read ({error}); run: comity build") from None
        answer = Answer(result, self.prefixes)
        if warn:
            watch(self, answer, text, asked.words, values or {}, warn)
        return answer

    def _ask(
        self, text: str, union: bool = True, dataset: QueryDataset | None = None, base: str | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if dataset:
            return self._store.query(
                text,
                base_iri=base,
                prefixes=self.prefixes,
                default_graph=[_graph_node(name) for name in dataset.default],
                named_graphs=[_graph_node(name) for name in dataset.named],
            )
        # The engine's union would silence FROM, and is not needed where the union was written out.
        union = union and not self.manifest.merged
        return self._store.query(text, base_iri=base, prefixes=self.prefixes, use_default_graph_as_union=union)

    def has_graph(self, name: str) -> bool:
        """Tell whether there is a named graph of this name."""
        try:
            return self._store.contains_named_graph(ox.NamedNode(name))
        except ValueError:  # a relative name: the engine says what is wrong with it
            return True

    def _explain_syntax(self, text: str, message: str, base: str | None) -> str:
        """Place the fault in *text* as the user wrote it, without the values bound to it."""
        try:
            self._ask(text, base=base)
        except SyntaxError as error:
            message = str(error)
        return explain_syntax(text, message, self.prefixes)

    def table(self, name: str) -> "pyarrow.Table":
        """Read one of the tables kept beside the statements."""
        from pyarrow import parquet

        return parquet.read_table(self.folder / f"{name}.parquet")

    def statements(
        self,
        subject: ox.NamedNode | ox.BlankNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        predicate: ox.NamedNode | None = None,
        graph: ox.NamedNode | None = None,
    ) -> list[ox.Triple]:
        """List the statements that fit, in any graph or in one; what stands in several graphs comes again."""
        # Read to the end at once: an iterator of the engine may not be dropped by another thread.
        return [quad.triple for quad in self._store.quads_for_pattern(subject, predicate, value, self._graph(graph))]

    def _graph(self, graph: ox.NamedNode | None) -> ox.NamedNode | ox.DefaultGraph | None:
        return ox.DefaultGraph() if self.manifest.merged and graph is None else graph

    def names(self) -> frozenset[str]:
        """Collect every IRI that is the subject or the object of a statement, and those of the named graphs."""
        names = {str(graph.value) for graph in self.graphs()}
        for quad in self._store.quads_for_pattern(None, None, None, self._graph(None)):
            names.update(term.value for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode))
        return frozenset(names)

    def graphs(self) -> list[ox.NamedNode]:
        """List the names of the named graphs, in order."""
        return sorted((name for name in self._store.named_graphs() if isinstance(name, ox.NamedNode)), key=str)

    def quads(self, only: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Iterate over the statements of the named graphs, graph by graph, in an order that two builds share.

        *only* leaves out all graphs but that one.
        """
        for graph in [only] if only else sorted(self._store.named_graphs(), key=str):
            yield from sorted(self._store.quads_for_pattern(None, None, None, graph), key=str)

    def triples(self) -> Iterator[ox.Triple]:
        """Iterate over the statements without their graphs, each once."""
        if self.manifest.merged:
            default = ox.DefaultGraph()
            yield from (q.triple for q in sorted(self._store.quads_for_pattern(None, None, None, default), key=str))
        else:
            yield from (quad.triple for quad in self.quads())


def _graph_node(name: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise QueryError(f"the graph <{name}> has no absolute IRI ({error})") from None


def _reason(message: str) -> str:
    """Say what the engine could not evaluate, and what would do."""
    unknown = re.fullmatch(r"The custom function (<.*>) is not supported", message)
    if unknown:
        return f"there is no function {unknown[1]}; use those of SPARQL 1.1, or the casts of XML Schema (xsd:integer)"
    return f"the query cannot be evaluated: {message}"


def open_snapshot(store: Path) -> EmbeddedStore:
    """Open the current snapshot of the store folder *store*.

    Raises ``StoreError`` when there is none, or when any file of it is missing or altered.
    """
    folder = current_snapshot(store)
    manifest = read_manifest(folder)
    check_files(folder, manifest.files)
    return EmbeddedStore(folder, manifest)


def current_snapshot(store: Path) -> Path:
    """Find the folder of the current snapshot; raises ``StoreError`` when there is none."""
    pointer = store / CURRENT
    try:
        name = pointer.read_bytes()
    except FileNotFoundError:
        lost = any((store / SNAPSHOTS).glob("[!.]*"))
        what = f"the store is damaged: {pointer} is missing" if lost else f"there is no graph in {store} yet"
        raise StoreError(f"{what}; run: comity build") from None
    except OSError as error:
        what = f"the store is damaged: {pointer} cannot be read ({error.strerror})"
        raise StoreError(f"{what}; run: comity build") from None
    folder = store / SNAPSHOTS / name.decode("ascii", "replace").strip()
    if not re.fullmatch(rb"[\w.-]+\n", name) or not folder.is_dir():
        raise StoreError(
            f"the store is damaged: {pointer} names {quote(repr(name))}, which is not there; run: comity build"
        )
    return folder
