"""Clients that people use, each against a running server.

What comes from npm runs in the suites only, from the folder that $COMITY_NPM names or one in the user's cache.
"""

import io
import json
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pyarrow as pa
import pyoxigraph as ox
import pytest
import rdflib
from pyarrow import parquet

import comity
from comity.graph.query.saved import saved_queries
from tests.publish.running import Running, serving

ACTORS = """SELECT ?id ?name WHERE {
  ?a a comity:Actor ; dct:identifier ?id ; skos:prefLabel ?name FILTER(LANG(?name) = 'en')
} ORDER BY ?id"""
CONSTRUCT = "CONSTRUCT { ?a dct:identifier ?id } WHERE { ?a a comity:Actor ; dct:identifier ?id }"
COMITY = "https://w3id.org/comity/ns#"
COMUNICA = "@comunica/query-sparql@4.3.0"


@pytest.fixture(scope="module")
def server(built_store: Path) -> Iterator[Running]:
    with serving(built_store) as found:
        yield found


@pytest.fixture(scope="module")
def wanted(built_store: Path) -> list[dict[str, Any]]:
    return comity.open(built_store).query(ACTORS).rows


@pytest.fixture(scope="module")
def wanted_graph(built_store: Path) -> rdflib.Graph:
    return comity.open(built_store).query(CONSTRUCT).graph


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def rows_of(content: bytes, form: ox.QueryResultsFormat) -> list[str]:
    found = ox.parse_query_results(content, format=form)
    assert isinstance(found, ox.QuerySolutions)
    return [row["id"].value for row in found]


CURL = {
    "get": ("--get", "--data-urlencode", f"query={ACTORS}"),
    "form": ("--data-urlencode", f"query={ACTORS}"),
    "direct": ("--header", "Content-Type: application/sparql-query", "--data-binary", ACTORS),
}


@pytest.mark.parametrize("way", CURL)
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ("text/csv", None),
    ],
)
def test_curl(
    way: str, accept: str, form: ox.QueryResultsFormat | None, server: Running, wanted: list[dict[str, Any]]
) -> None:
    content = curl(server, accept, *CURL[way])
    if form:
        assert rows_of(content, form) == ids(wanted)
    else:
        assert [line.split(",")[0] for line in content.decode().splitlines()[1:]] == ids(wanted)


@pytest.mark.parametrize(
    "accept",
    ["text/turtle", "application/n-triples", "application/rdf+xml", "application/trig", "application/n-quads"],
)
def test_curl_and_statements(accept: str, server: Running, wanted_graph: rdflib.Graph) -> None:
    content = curl(server, accept, "--get", "--data-urlencode", f"query={CONSTRUCT}")
    kind = ox.RdfFormat.from_media_type(accept)
    assert len(set(ox.parse(content, format=kind))) == len(wanted_graph) > 100


def test_curl_tells_what_failed(server: Running) -> None:
    program = shutil.which("curl")
    if not program:
        pytest.skip("curl is not on this machine")
    command = [program, "--silent", "--fail", "--get", "--data-urlencode", "query=SELECT", server.url]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 22


def curl(server: Running, accept: str, *options: str) -> bytes:
    program = shutil.which("curl")
    if not program:
        pytest.skip("curl is not on this machine")
    command = [program, "--silent", "--show-error", "--fail", "--header", f"Accept: {accept}", *options, server.url]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.mark.parametrize("send", ["urlencoded", "postdirectly"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_and_rows(
    form: str, method: str, send: str, server: Running, wanted: list[dict[str, Any]]
) -> None:
    found = wrapped(server, ACTORS, method, send, form)
    if form == "json":
        assert [row["id"]["value"] for row in found["results"]["bindings"]] == ids(wanted)
    elif form == "xml":
        assert rows_of(found.toxml().encode(), ox.QueryResultsFormat.XML) == ids(wanted)
    elif form == "tsv":
        assert rows_of(found, ox.QueryResultsFormat.TSV) == ids(wanted)
    else:
        assert [line.split(",")[0] for line in found.decode().splitlines()[1:]] == ids(wanted)


@pytest.mark.parametrize("send", ["urlencoded", "postdirectly"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["turtle", "n3", "rdf+xml", "rdf", "xml", "json-ld"])
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE actor:icmpd"], ids=["construct", "describe"])
def test_sparqlwrapper_and_statements(
    query: str, form: str, method: str, send: str, server: Running, built_store: Path
) -> None:
    found = wrapped(server, query, method, send, form)
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert set(graph) == set(comity.open(built_store).query(query).graph)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_sparqlwrapper_and_yes_or_no(form: str, server: Running) -> None:
    found = wrapped(server, "ASK { actor:icmpd a comity:Actor }", "GET", "urlencoded", form)
    assert (found["boolean"] if form == "json" else "<boolean>true" in found.toxml()) is True


def test_sparqlwrapper_is_told_what_is_wrong(server: Running) -> None:
    errors = pytest.importorskip("SPARQLWrapper.SPARQLExceptions", reason="SPARQLWrapper is not installed")
    with pytest.raises(errors.QueryBadFormed, match="line 1, column"):
        wrapped(server, "SELECT * WHERE { ?s ?p }", "GET", "urlencoded", "json")


def wrapped(server: Running, query: str, method: str, send: str, form: str) -> Any:
    """Ask by SPARQLWrapper; its GET sends a query in the address whatever it is told of the body."""
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed (make suites installs it)")
    client = wrapper.SPARQLWrapper(server.url)
    client.setMethod(method)
    client.setRequestMethod(send)
    client.setReturnFormat(form)
    client.setQuery(query)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own: of names that rdflib gives up, and of formats it does not know
        return client.query().convert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(method: str, server: Running, built_store: Path, wanted: list[dict[str, Any]]) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store: Any = SPARQLStore(server.url, method=method)
    graph = rdflib.Graph(store)
    found: Any = graph.query(ACTORS)
    assert [str(row.id) for row in found] == ids(wanted)
    actors = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(COMITY + "Actor")))
    assert len(actors) == 141
    actor = rdflib.URIRef("https://w3id.org/comity/bomca/actor/icmpd")
    assert (actor, rdflib.RDF.type, rdflib.URIRef(COMITY + "Actor")) in graph
    local = comity.open(built_store).query("CONSTRUCT { actor:icmpd ?p ?o } WHERE { actor:icmpd ?p ?o }").graph
    assert set(graph.triples((actor, None, None))) == set(local)
    assert bool(graph.query("ASK { actor:icmpd a comity:Actor }").askAnswer)
    contexts = {str(each) for each in store.contexts()}
    assert len(contexts) > 100
    one = "https://w3id.org/comity/bomca/graph/bomca-eu-news-start-80"
    assert one in contexts
    named = rdflib.Graph(store, identifier=rdflib.URIRef(one))
    assert len(set(named.subjects(rdflib.RDF.type, rdflib.URIRef(COMITY + "Activity")))) == 14


def test_pandas_reads_the_address(server: Running, wanted: list[dict[str, Any]]) -> None:
    pandas = pytest.importorskip("pandas")
    address = f"{server.url}?{urlencode({'query': ACTORS})}"
    by_name = pandas.read_csv(f"{address}&format=csv")
    by_header = pandas.read_csv(address, storage_options={"Accept": "text/csv"})
    by_tabs = pandas.read_csv(address, storage_options={"Accept": "text/tab-separated-values"}, sep="\t")
    assert list(by_name["id"]) == list(by_header["id"]) == list(by_tabs["?id"]) == ids(wanted)
    assert list(by_name["name"]) == [row["name"] for row in wanted]


def test_duckdb_reads_the_parquet(server: Running, wanted: list[dict[str, Any]], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "actors.parquet"
    path.write_bytes(fetched(server, ACTORS, "application/vnd.apache.parquet"))
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT id, name FROM read_parquet('{path}') ORDER BY id").fetchall()
    assert sorted(found) == sorted((row["id"], row["name"]) for row in wanted)


def test_pyarrow_reads_both(server: Running, wanted: list[dict[str, Any]]) -> None:
    table = parquet.read_table(io.BytesIO(fetched(server, ACTORS, "application/vnd.apache.parquet")))
    assert table.to_pylist() == wanted
    request = Request(address(server, ACTORS), headers={"Accept": "application/vnd.apache.arrow.stream"})
    with urlopen(request) as response, pa.ipc.open_stream(response) as stream:
        assert stream.read_all().to_pylist() == wanted


def address(server: Running, query: str) -> str:
    return f"{server.url}?query={quote(query)}"


def fetched(server: Running, query: str, accept: str) -> bytes:
    with urlopen(Request(address(server, query), headers={"Accept": accept})) as response:
        return bytes(response.read())


def test_our_own_remote_store(server: Running, built_store: Path) -> None:
    here, there = comity.open(built_store), comity.open(server.url)
    assert there.version.startswith(here.version.partition(" (")[0])
    for query in saved_queries().values():
        if not query.parameters and not query.constructs:
            assert there.query(query.name).rows == here.query(query.name).rows, query.name
    assert there.query("DESCRIBE actor:icmpd").graph.isomorphic(here.query("DESCRIBE actor:icmpd").graph)
    for tie, between in (("joint", "actors"), ("expertise", "countries")):
        ours, theirs = (each.network(tie=tie, between=between, since="2015") for each in (here, there))
        assert theirs.rows == ours.rows
        assert repr(theirs.rank("strength").rows) == repr(
            ours.rank("strength").rows
        )  # what is not known equals nothing


@pytest.fixture(scope="session")
def comunica() -> Path:
    """Install Comunica once, outside of the working tree."""
    if not os.environ.get("COMITY_SUITES"):
        pytest.skip("npm packages are used by make suites only")
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("npm is not on this machine")
    cache = (
        os.environ.get("COMITY_NPM") or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "comity-npm"
    )
    folder = Path(cache)
    program = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), COMUNICA]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=500)
        if done.returncode:
            pytest.skip(f"{COMUNICA} cannot be installed: {done.stderr[-300:]}")
    return program


def test_comunica(comunica: Path, server: Running, wanted: list[dict[str, Any]], built_store: Path) -> None:
    def ask(query: str, kind: str) -> str:
        lead = " ".join(
            f"PREFIX {name}: <{comity.open(built_store).store.prefixes[name]}>" for name in ("comity", "dct", "skos")
        )
        command = [str(comunica), f"sparql@{server.url}", f"{lead} {query}", "-t", kind]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    found = json.loads(ask(ACTORS, "application/sparql-results+json"))
    assert [row["id"]["value"] for row in found["results"]["bindings"]] == ids(wanted)
    statements = ask(CONSTRUCT, "application/n-triples")
    assert len(set(ox.parse(statements, format=ox.RdfFormat.N_TRIPLES))) == 141
