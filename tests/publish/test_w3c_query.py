"""The W3C's tests of SPARQL 1.1 queries and their result formats, asked over HTTP, from their manifests.

They look for a checkout of the public repository w3c/rdf-tests in the folder that $RDF_TESTS names. The tests of
queries are the 328 that other engines count; those of the formats come on top. What asks another server (service,
syntax-fed) and entailment are nothing that the store claims.
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from starlette.testclient import TestClient

from comity.graph.store.embedded import CURRENT, SNAPSHOTS
from comity.graph.store.manifest import Manifest, write_manifest
from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits
from tests.publish.matching import Row, same_graph, same_rows

FOLDER = Path(os.environ.get("RDF_TESTS", "rdf-tests")).resolve() / "sparql" / "sparql11"
MANIFESTS = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
DIRECT = {"Content-Type": "application/sparql-query"}
SYNTAX = {"PositiveSyntaxTest11": 200, "NegativeSyntaxTest11": 400}

pytestmark = pytest.mark.skipif(
    not (FOLDER / MANIFESTS[0]).is_file(),
    reason="the W3C's tests are not on this machine: $RDF_TESTS names a checkout of w3c/rdf-tests",
)

_ABSENT = "the engine finds no path of length zero at a term that stands in no statement"
_TAGS = "the engine keeps a language tag that all parts of a GROUP_CONCAT share, as SPARQL 1.2 has it"
_GRAPH = "the engine does not join GRAPH ?g with what stands apart in it"
_NUMBERS = "the engine keeps numbers by their value, not as they were written"
MISSED = {
    "aggregates/agg-groupconcat-04": _TAGS,
    "aggregates/agg-groupconcat-06": _TAGS,
    "aggregates/agg-empty-group-count-graph": f"{_GRAPH}: a sub-select",
    "bindings/graph": f"{_GRAPH}: VALUES",
    "functions/bnode01": "the engine gives BNODE of the same text the same node in every row",
    "negation/graph-minus": f"{_GRAPH}: MINUS, where ?g is then shared",
    "property-path/zero_or_more_set_start": _ABSENT,
    "property-path/zero_or_more_set_end": _ABSENT,
    "property-path/zero_or_one_set_start": _ABSENT,
    "property-path/zero_or_one_set_end": _ABSENT,
    "csv-tsv-res/csv03": _NUMBERS,
    "csv-tsv-res/tsv03": _NUMBERS,
}


@dataclass(frozen=True)
class Case:
    """One entry of a manifest."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None


def local(address: Any) -> Path:
    return Path(url2pathname(urlsplit(str(address)).path))


def listed(graph: rdflib.Graph, predicate: rdflib.URIRef) -> list[Any]:
    return list(Collection(graph, next(graph.objects(None, predicate))))


@cache
def cases() -> list[Case]:
    if not (FOLDER / MANIFESTS[0]).is_file():
        return []
    found = []
    for manifest in MANIFESTS:
        for path in map(local, listed(rdflib.Graph().parse(FOLDER / manifest), MF.include)):
            graph = rdflib.Graph().parse(path)
            found += [read_case(graph, entry, path.parent.name) for entry in listed(graph, MF.entries)]
    return found


def read_case(graph: rdflib.Graph, entry: Any, folder: str) -> Case:
    name = f"{folder}/{str(entry).rpartition('#')[2]}"
    kind = str(graph.value(entry, rdflib.RDF.type)).rpartition("#")[2]
    action: Any = graph.value(entry, MF.action)
    if kind in SYNTAX:
        return Case(name, kind, local(action))
    data, graphs = (tuple(sorted(map(local, graph.objects(action, part)))) for part in (QT.data, QT.graphData))
    return Case(name, kind, local(graph.value(action, QT.query)), data, graphs, local(graph.value(entry, MF.result)))


class Service:
    """The application on a store whose snapshot is exchanged for the data of each test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made, self.current = folder, dict[Any, str](), ""
        self.show((), ())
        self.client = TestClient(make_app(folder, Limits(workers=1)))

    def show(self, data: tuple[Path, ...], graphs: tuple[Path, ...]) -> None:
        """Make a snapshot whose default graph holds *data* the current one."""
        name = self.made.setdefault((data, graphs), f"{len(self.made)}")
        snapshot = self.folder / SNAPSHOTS / name
        if not snapshot.exists():
            snapshot.mkdir(parents=True)
            store = ox.Store(str(snapshot / "oxigraph"))
            for path in data:
                store.extend(self.quads(path, ox.DefaultGraph()))
            for path in graphs:
                store.add_graph(ox.NamedNode(path.as_uri()))
                store.extend(self.quads(path, ox.NamedNode(path.as_uri())))
            store.flush()
            del store
            packages = [{"name": name, "version": "1", "base": "http://example.org/", "files": {}}]
            write_manifest(snapshot, Manifest(name, "", packages, 0, len(graphs), merged=True, software={}))
        if name != self.current:
            (self.folder / "next").write_text(name, encoding="utf-8")
            (self.folder / "next").replace(self.folder / CURRENT)
            self.current = name

    @staticmethod
    def quads(path: Path, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        kind = ox.RdfFormat.from_extension(path.suffix[1:])
        for quad in ox.parse(path=path, format=kind, base_iri=path.as_uri(), rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)

    def ask(self, text: str, form: str | None = None) -> Any:
        parameters = {"format": form} if form else {}
        return self.client.post("/sparql", params=parameters, content=text.encode(), headers=DIRECT)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    found = Service(tmp_path_factory.mktemp("w3c"))
    with found.client:
        yield found


def test_the_suite_is_whole_and_its_misses_are_few() -> None:
    folders = {name.partition("/")[0] for name in (case.name for case in cases())}
    queries = [case.name for case in cases() if case.name.partition("/")[0] not in ("csv-tsv-res", "json-res")]
    assert len(queries) == 328
    assert len(cases()) == 338
    assert len(folders) == 15
    assert len([name for name in MISSED if name in queries]) <= 10
    assert set(MISSED) <= {case.name for case in cases()}


def marked(case: Case) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=MISSED[case.name])] if case.name in MISSED else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in cases()])
def test_query(case: Case, service: Service) -> None:
    text = case.query.read_text(encoding="utf-8")
    if case.kind in SYNTAX:
        service.show((), ())
        answer = service.ask(text)
        # A query that is read, and then refused because it calls a function that nobody has, was sound.
        read = answer.status_code == 400 and answer.text.startswith("there is no function <http://example/function>")
        assert (200 if read else answer.status_code) == SYNTAX[case.kind], answer.text
        return
    # A query in a file has that file's address as its base; what FROM names is in the store under its name.
    chosen = case.data if re.search(r"^\s*FROM\b", text, re.MULTILINE) else ()
    service.show(case.data, (*case.graphs, *chosen))
    assert case.result
    suffix = case.result.suffix[1:]
    form = {"srx": "xml", "srj": "json", "csv": "csv", "tsv": "tsv", "ttl": None}[suffix]
    answer = service.ask(f"BASE <{case.query.as_uri()}> {text}", form)
    assert answer.status_code == 200, answer.text
    check_result(answer, case.result)


def check_result(answer: Any, result: Path) -> None:
    if result.suffix == ".csv":
        wanted = result.read_text(encoding="utf-8")
        assert same_rows(csv_rows(answer.content.decode()), csv_rows(wanted))
        return
    if result.suffix == ".ttl":
        graph = rdflib.Graph().parse(result)
        if (None, RS.solution, None) in graph:
            assert same_rows(read_rows(answer.content, "json")[1], rows_of_graph(graph))
        else:
            kind = ox.RdfFormat.from_media_type(answer.headers["content-type"])
            wanted_graph = [quad.triple for quad in ox.parse(path=result, base_iri=result.as_uri())]
            assert same_graph([quad.triple for quad in ox.parse(answer.content, format=kind)], wanted_graph)
        return
    found, expected = (
        read_rows(content, {"srx": "xml", "srj": "json", "tsv": "tsv"}[result.suffix[1:]])
        for content in (answer.content, result.read_bytes())
    )
    assert found[0] == expected[0]
    assert same_rows(found[1], expected[1]), f"{found[1]} is not {expected[1]}"


def read_rows(content: bytes, form: str) -> tuple[Any, list[Row]]:
    """Give the names of the columns, or yes or no, and the rows."""
    kind = {"xml": ox.QueryResultsFormat.XML, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}
    found = ox.parse_query_results(content, format=kind[form])
    if isinstance(found, ox.QueryBoolean):
        return bool(found), []
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return sorted(names), [dict(zip(names, row, strict=True)) for row in found]


def csv_rows(text: str) -> list[Row]:
    """Give the rows of CSV, which tells blank nodes and nothing else from text."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [
        {name: ox.BlankNode(cell[2:]) if cell.startswith("_:") else ox.Literal(cell) for name, cell in row.items()}
        for row in rows
    ]


def rows_of_graph(graph: rdflib.Graph) -> list[Row]:
    """Read rows that are written as statements."""
    found: list[Row] = []
    for solution in graph.objects(None, RS.solution):
        row: dict[str, Any] = {}
        for binding in graph.objects(solution, RS.binding):
            value = graph.value(binding, RS.value)
            assert value is not None
            (quad,) = ox.parse(f"<urn:a> <urn:b> {value.n3()} .", format=ox.RdfFormat.TURTLE)
            row[str(graph.value(binding, RS.variable))] = quad.object
        found.append(row)
    return found
