"""The W3C's tests of the SPARQL 1.1 Protocol, from their manifest.

They look for a checkout of the public repository w3c/rdf-tests in the folder that $RDF_TESTS names.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.collection import Collection
from starlette.testclient import TestClient

from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits
from tests.packages import write_package

FOLDER = Path(os.environ.get("RDF_TESTS", "rdf-tests")) / "sparql" / "sparql11" / "protocol"
GRAPHS = "http://kasei.us/2009/09/sparql/data/"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")

pytestmark = pytest.mark.skipif(
    not (FOLDER / "manifest.ttl").is_file(),
    reason="the W3C's tests are not on this machine: $RDF_TESTS names a checkout of w3c/rdf-tests",
)


def entries() -> list[str]:
    if not (FOLDER / "manifest.ttl").is_file():
        return ["none"]
    graph = rdflib.Graph().parse(FOLDER / "manifest.ttl")
    head = next(graph.objects(None, MF.entries))
    return [str(entry).rpartition("#")[2] for entry in Collection(graph, head)]


@pytest.fixture(scope="module")
def manifest() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "manifest.ttl")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("protocol")
    package = write_package(folder / "package")
    (package / "rdf").mkdir()
    with (package / "rdf" / "data.nq").open("w", encoding="utf-8") as out:
        # The suite names data0.rdf without bringing it; a graph that is not there is refused here.
        out.write(f'<{GRAPHS}data0.rdf> <http://purl.org/dc/terms/title> "data0" <{GRAPHS}data0.rdf> .\n')
        for number in (1, 2, 3):
            for line in (FOLDER / f"data{number}.nt").read_text(encoding="utf-8").splitlines():
                if line.strip():
                    out.write(f"{line.rstrip().rstrip('.')} <{GRAPHS}data{number}.rdf> .\n")
    build_graph([open_package(package)], folder / "store")
    with TestClient(make_app(folder / "store", Limits())) as found:
        yield found


@pytest.mark.parametrize("name", entries())
def test_protocol(name: str, manifest: rdflib.Graph, client: TestClient) -> None:
    entry = next(subject for subject in manifest.subjects(MF.action) if str(subject).endswith(f"#{name}"))
    action: Any = manifest.value(entry, MF.action)
    requests: Any = manifest.value(action, HT.requests)
    for request in Collection(manifest, requests):
        answer = send(client, manifest, request)
        response = manifest.value(request, HT.resp)
        if name.startswith("update_"):
            # A service that can only be read refuses every update, cleanly; what follows it is not asked.
            assert 400 <= answer.status_code < 500, answer.text
            return
        wanted = {str(status)[-3] for status in manifest.objects(response, MF.expectedStatus)}
        assert str(answer.status_code)[0] in wanted, answer.text
        if (boolean := manifest.value(response, MF.expectedBoolean)) is not None:
            assert answer.json()["boolean"] is (str(boolean) == "true")
        check_format(answer, str(manifest.value(response, MF.expectedFormat)))


def send(client: TestClient, manifest: rdflib.Graph, request: Any) -> Any:
    headers = {}
    if fields := manifest.value(request, HT.headers):
        for header in Collection(manifest, fields):
            headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    body, content = manifest.value(request, HT.body), b""
    if body:
        encoding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(manifest.value(body, CNT.chars)).encode(encoding)
    target = str(manifest.value(request, HT.absolutePath))
    return client.request(str(manifest.value(request, HT.methodName)), target, content=content, headers=headers)


def check_format(answer: Any, form: str) -> None:
    kind = answer.headers["content-type"].partition(";")[0]
    rows = ("application/sparql-results+json", "application/sparql-results+xml")
    known = {
        "boolean": rows,
        "tabular": (*rows, "text/csv", "text/tab-separated-values"),
        "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
    }
    if form in known:
        assert kind in known[form]
