"""Builds: the same bytes from the same input, never half a graph, and the one before kept."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pyoxigraph as ox
import pytest
from filelock import FileLock

from comity.data import PackageError, StoreError, open_package
from comity.graph.build import rdf_check
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import CURRENT, SNAPSHOTS, EmbeddedStore, open_snapshot
from comity.graph.store.manifest import FILE, read_manifest
from comity.publish import dump_store
from tests.packages import SMALL, write_package


def dumped(store: EmbeddedStore, form: str = "nq") -> bytes:
    out = io.BytesIO()
    dump_store(store, form, out)
    return out.getvalue()


def current(store: Path) -> Path:
    return store / SNAPSHOTS / (store / CURRENT).read_text(encoding="utf-8").strip()


def test_two_builds_of_one_package_dump_to_the_same_bytes(built_store: Path, tmp_path: Path) -> None:
    build_graph([open_package()], tmp_path)
    assert dumped(open_snapshot(tmp_path)) == dumped(open_snapshot(built_store))


def test_the_manifest_says_what_was_built_from_what(built_store: Path) -> None:
    manifest = open_snapshot(built_store).manifest
    (package,) = manifest.packages
    assert package["rows"]["activities"] == 176
    assert set(package["files"]) == {"datapackage.json", *(f"{name}.csv" for name in package["rows"])}
    assert manifest.statements == len(dumped(open_snapshot(built_store)).splitlines())
    assert not manifest.merged
    assert manifest.software["pyoxigraph"] == ox.__version__
    assert manifest.version.startswith("bomca 1.0.0 (")


def test_the_version_changes_with_the_input_alone(tmp_path: Path) -> None:
    first = build_graph([open_package(write_package(tmp_path / "a"))], tmp_path / "one").version
    again = build_graph([open_package(write_package(tmp_path / "b"))], tmp_path / "two").version
    rows = deepcopy(SMALL)
    rows["actors"][0]["name"] = "Other"
    other = build_graph([open_package(write_package(tmp_path / "c", rows))], tmp_path / "three").version
    assert first == again != other


def test_the_snapshot_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "package")
    kept = []
    for _ in range(3):
        build_graph([open_package(folder)], tmp_path / "store")
        kept.append(current(tmp_path / "store").name)
    assert sorted(path.name for path in (tmp_path / "store" / SNAPSHOTS).iterdir()) == sorted(kept[1:])


def test_a_faulty_package_leaves_the_store_untouched(tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    build_graph([open_package(folder)], store)
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    rows = deepcopy(SMALL)
    rows["actors"][0]["kind"] = "nonsense"
    with pytest.raises(PackageError):
        build_graph([open_package(write_package(folder, rows))], store)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_a_second_builder_is_told_to_wait(tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    store.mkdir()
    with FileLock(store / "lock"), pytest.raises(StoreError, match="another build is writing"):
        build_graph([open_package(folder)], store)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        build_graph([open_package(write_package(tmp_path / "package"))], tmp_path / "file" / "store")


SLOW_BUILD = """
import sys, time
from pathlib import Path
import comity.graph.build.snapshot as build
from comity.data import open_package
step = int(sys.argv[3])
def pause(text):
    pause.count += 1
    if pause.count == step:
        print("paused", flush=True)
        time.sleep(60)
pause.count = 0
build.build_graph([open_package(Path(sys.argv[1]))], Path(sys.argv[2]), pause)
"""


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_killed_build_leaves_the_old_graph_whole(step: int, tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    build_graph([open_package(folder)], store)
    before = dumped(open_snapshot(store))
    rows = deepcopy(SMALL)
    rows["actors"][0]["name"] = "Renamed"
    write_package(folder, rows)
    _kill(
        subprocess.Popen([sys.executable, "-c", SLOW_BUILD, folder, store, str(step)], stdout=subprocess.PIPE),
        b"paused",
    )
    assert dumped(open_snapshot(store)) == before
    build_graph([open_package(folder)], store)
    assert b"Renamed" in dumped(open_snapshot(store))
    assert not list((store / SNAPSHOTS).glob(".building-*")), "what the killed build left is swept up"


def _kill(process: "subprocess.Popen[bytes]", word: bytes) -> None:
    """Wait until the process says *word*, then kill it as a power cut would."""
    assert process.stdout
    with process:
        assert process.stdout.readline().strip() == word
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_killed_at_any_moment_the_old_or_the_new_graph_answers(tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    build_graph([open_package(folder)], store)
    old = dumped(open_snapshot(store))
    rows = deepcopy(SMALL)
    rows["actors"][0]["name"] = "Renamed"
    write_package(folder, rows)
    build_graph([open_package(folder)], tmp_path / "new")
    new = dumped(open_snapshot(tmp_path / "new"))
    command = [sys.executable, "-m", "comity", "build", str(folder), "--store", str(store)]
    for wait in (0.15, 0.25, 0.3, 0.35, 0.4, 0.5):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(wait)
            process.kill()
        assert dumped(open_snapshot(store)) in (old, new)


DAMAGE: dict[str, Callable[[Path, Path], object]] = {
    "no CURRENT": lambda store, snapshot: (store / CURRENT).unlink(),
    "an empty CURRENT": lambda store, snapshot: (store / CURRENT).write_text(""),
    "CURRENT names nothing": lambda store, snapshot: (store / CURRENT).write_text("nowhere\n"),
    "no manifest": lambda store, snapshot: (snapshot / FILE).unlink(),
    "half a manifest": lambda store, snapshot: _cut(snapshot / FILE),
    "another format": lambda store, snapshot: (snapshot / FILE).write_text('{"format": 99}'),
    "a missing table": lambda store, snapshot: (snapshot / "activities.parquet").unlink(),
    "an altered table": lambda store, snapshot: _flip(snapshot / "participations.parquet"),
    "a truncated MANIFEST of the engine": lambda store, snapshot: _cut(
        next((snapshot / "oxigraph").glob("MANIFEST-*"))
    ),
    "an empty MANIFEST of the engine": lambda store, snapshot: next(
        (snapshot / "oxigraph").glob("MANIFEST-*")
    ).write_bytes(b""),
    "a missing data file": lambda store, snapshot: max((snapshot / "oxigraph").glob("*.sst"), key=_size).unlink(),
    "an altered data file": lambda store, snapshot: _flip(max((snapshot / "oxigraph").glob("*.sst"), key=_size)),
    "a folder of the engine that is gone": lambda store, snapshot: shutil.rmtree(snapshot / "oxigraph"),
}


def _size(path: Path) -> int:
    return path.stat().st_size


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_named_and_a_build_repairs_it(case: str, tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    build_graph([open_package(folder)], store)
    whole = dumped(open_snapshot(store))
    DAMAGE[case](store, current(store))
    with pytest.raises(StoreError, match=r"run: comity build$"):
        open_snapshot(store)
    build_graph([open_package(folder)], store)
    assert dumped(open_snapshot(store)) == whole


def test_a_reader_keeps_its_snapshot_while_another_is_built(tmp_path: Path) -> None:
    folder, store = write_package(tmp_path / "package"), tmp_path / "store"
    build_graph([open_package(folder)], store)
    reader = open_snapshot(store)
    rows = deepcopy(SMALL)
    rows["actors"][0]["name"] = "Renamed"
    build_graph([open_package(write_package(folder, rows))], store)
    assert reader.query('ASK { ?a skos:prefLabel "A"@en }')
    assert open_snapshot(store).query('ASK { ?a skos:prefLabel "Renamed"@en }')


RDF = {
    "x.ttl": '@prefix ex: <http://example.org/> . ex:a ex:b "turtle", [ ex:c ex:d ] .',
    "x.nt": '<http://example.org/a> <http://example.org/b> "ntriples" .',
    "x.nq": '<http://example.org/a> <http://example.org/b> "nquads" <http://example.org/g> .',
    "x.trig": '<http://example.org/g2> { <http://example.org/a> <http://example.org/b> "trig" , _:x . }',
    "x.rdf": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://example.org/">
        <rdf:Description rdf:about="http://example.org/a"><ex:b>rdfxml</ex:b></rdf:Description></rdf:RDF>""",
    "sub/x.jsonld": '{"@id": "http://example.org/a", "http://example.org/b": "jsonld"}',
    "README.txt": "not RDF",
}


def with_rdf(folder: Path, files: dict[str, str]) -> Path:
    write_package(folder)
    for name, content in files.items():
        path = folder / "rdf" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_rdf_files_are_loaded_as_they_stand_into_graphs_of_their_own(tmp_path: Path) -> None:
    build_graph([open_package(with_rdf(tmp_path / "package", RDF))], tmp_path / "store")
    store = open_snapshot(tmp_path / "store")
    rows = store.query(
        "SELECT ?g ?o { GRAPH ?g { <http://example.org/a> <http://example.org/b> ?o } FILTER(isLiteral(?o)) }"
    ).rows
    assert {row["o"]: row["g"].removeprefix("https://example.org/graph/graph/") for row in rows} == {
        "turtle": "rdf/x-ttl",
        "ntriples": "rdf/x-nt",
        "nquads": "http://example.org/g",
        "trig": "http://example.org/g2",
        "rdfxml": "rdf/x-rdf",
        "jsonld": "rdf/sub/x-jsonld",
    }
    assert store.query("ASK { ?activity a comity:Activity . <http://example.org/a> ?p ?o }")


def test_blank_nodes_of_rdf_files_are_the_same_in_each_build(tmp_path: Path) -> None:
    folder = with_rdf(tmp_path / "package", RDF)
    for name in ("one", "two"):
        build_graph([open_package(folder)], tmp_path / name)
    assert dumped(open_snapshot(tmp_path / "one")) == dumped(open_snapshot(tmp_path / "two"))


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    same = "_:x <http://example.org/b> <http://example.org/%s> ."
    folder = with_rdf(tmp_path / "package", {"a.nt": same % "one", "b.nt": same % "two"})
    build_graph([open_package(folder)], tmp_path / "store")
    store = open_snapshot(tmp_path / "store")
    assert not store.query("ASK { ?x <http://example.org/b> <http://example.org/one>, <http://example.org/two> }")


def test_a_statement_in_two_graphs_counts_once(tmp_path: Path) -> None:
    repeated = '<http://example.org/a> <http://example.org/b> "twice" .'
    folder = with_rdf(tmp_path / "package", {"a.nt": repeated, "b.nt": repeated})
    manifest = build_graph([open_package(folder)], tmp_path / "store")
    assert manifest.merged
    store = open_snapshot(tmp_path / "store")
    count = "SELECT (COUNT(*) AS ?n) { <http://example.org/a> ?p ?o }"
    assert store.query(count).rows == [{"n": 1}]
    assert store.query(count.replace("{", "{ GRAPH ?g {", 1) + "}").rows == [{"n": 2}]
    assert dumped(store).count(b'"twice"') == 2
    assert dumped(store, "nt").count(b'"twice"') == 1
    assert len(dumped(store).splitlines()) == manifest.statements


def test_participations_in_rdf_files_count_in_tables_and_networks(tmp_path: Path) -> None:
    from comity.graph.network.network import compute_network

    extra = """
        @prefix dct: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix comity: <https://w3id.org/comity/ns#> . @prefix ex: <http://example.org/> .
        @prefix g: <https://example.org/graph/> .
        ex:meeting a comity:Activity ; dct:identifier "meeting" ; prov:qualifiedAssociation ex:p1, ex:p2 .
        ex:p1 prov:agent <https://example.org/graph/actor/a> ; prov:hadRole <https://w3id.org/comity/role/host> ;
            comity:ground <https://w3id.org/comity/ground/stated> .
        ex:p2 prov:agent <https://example.org/graph/actor/c> ; prov:hadRole <https://w3id.org/comity/role/host> ;
            comity:ground <https://w3id.org/comity/ground/stated> ."""
    build_graph([open_package(with_rdf(tmp_path / "package", {"x.ttl": extra}))], tmp_path / "store")
    rows = compute_network(open_snapshot(tmp_path / "store")).rows
    assert {(row["source"], row["target"]): row["weight"] for row in rows} == {("a", "b"): 1, ("a", "c"): 2}


FAULTY = {
    "bad.ttl": ("<a> <b>\n <c", 2, "is not sound"),
    "bad.nt": ("<http://example.org/a> <b c> <d> .", 1, "is not sound"),
    "bad.rdf": ("<rdf:RDF", 0, "is not sound"),
    "bad.jsonld": ("{", 0, "is not JSON"),
    "deep.jsonld": ('{"@id": "x", "http://example.org/y": ' + "[" * 5000 + "]" * 5000 + "}", 0, "is nested 5001 deep"),
    "half.rdf": ("<a>\n<b>\n</a>", 3, "is not sound (mismatched tag)"),
    "deep.rdf": ("<a>\n" + "<b>" * 50_000 + "</b>" * 50_000 + "</a>", 2, "is nested more than 1,000 deep"),
    "late.rdf": ("<!--" + "x" * 100_000 + '-->\n<!DOCTYPE a [<!ENTITY b "c">]><a/>', 2, "declares entities"),
    "number.jsonld": ('{"http://example.org/y": ' + "9" * 5_000 + "}", 0, "is not JSON"),
    "control.ttl": (
        '<urn:a> <urn:b> "x\\u000B" .',
        0,
        "the text of <urn:a> <urn:b> has the character U+000B at place 2",
    ),
    "noncharacter.nt": ('<urn:a> <urn:b> "\\uFFFE" .', 0, "has the character U+FFFE at place 1"),
    "class.ttl": ("<urn:a> a <http://example.org/1> .", 0, "the class <http://example.org/1> ends in no name"),
    "nameless.ttl": ("<urn:a> <http://example.org/1> 1 .", 0, "<http://example.org/1> ends in no name"),
    "statement.ttl": ("<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", 0, "is a statement, which RDF 1.1 does not know"),
    "crash.ttl": (
        "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 200_000 + "1" + ")>>" * 200_000 + " .",
        0,
        "is nested too deep for the engine",
    ),
    "direction.ttl": ('<urn:a> <urn:b> "x"@en--ltr .', 0, "has a direction, which RDF 1.1 does not know"),
    "entity.rdf": ('<!DOCTYPE x [<!ENTITY a "b">]><rdf:RDF/>', 0, "declares entities or an outside DTD"),
    "outside.owl": ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><rdf:RDF/>', 0, "declares entities or an outside DTD"),
    "remote.jsonld": ('{"@context": "http://127.0.0.1:9/context", "name": "x"}', 0, "is not sound"),
    "ours.nq": (
        "<urn:a> <urn:b> <urn:c> <https://example.org/graph/graph/register> .",
        0,
        "which the build itself writes",
    ),
    "document.trig": (
        "<https://example.org/graph/evil.ttl> { <urn:a> <urn:b> <urn:c> }",
        0,
        "which is named as a document is; name the graph without .ttl",
    ),
    "page.nq": (
        "<urn:a> <urn:b> <urn:c> <https://w3id.org/comity/evil.html> .",
        0,
        "which is named as a document is; name the graph without .html",
    ),
}


def test_every_faulty_rdf_file_is_told_at_once(tmp_path: Path) -> None:
    folder = with_rdf(tmp_path / "package", {name: content for name, (content, _, _) in FAULTY.items()})
    with pytest.raises(PackageError) as caught:
        build_graph([open_package(folder)], tmp_path / "store")
    found = {p.file.removeprefix("rdf/"): p for p in caught.value.problems}
    assert set(found) == set(FAULTY)
    for name, (_, line, text) in FAULTY.items():
        assert text in found[name].text, name
        assert not line or found[name].line == line, name
    assert not (tmp_path / "store").exists()


def test_all_statements_of_a_file_that_may_not_be_published_are_told(tmp_path: Path) -> None:
    lines = "".join(f'<urn:a{n}> <urn:b> "\\u0001" .\n' for n in range(1_200))
    with pytest.raises(PackageError) as caught:
        build_graph([open_package(with_rdf(tmp_path / "package", {"a.nt": lines}))], tmp_path / "store")
    assert len(caught.value.problems) + caught.value.more == 1_001
    assert caught.value.problems[0].text.startswith("the text of <urn:a0> <urn:b> has the character U+0001")


BOUNDS = {
    "time": ({"SECONDS": 1, "BYTES_PER_SECOND": 1_000_000_000}, "takes more than 1 s"),
    "memory": ({"MEMORY": 80 << 20}, "takes more than 80 MiB to read"),
    "size": ({"MAX_SIZE": 1_000}, "bytes, the most is 1,000; part it"),
}


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_file_that_takes_too_much_is_a_fault_and_the_next_one_is_read(
    bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits, text = BOUNDS[bound]
    many = "".join(f"_:b{n} <urn:p> _:b{n + 1} .\n" for n in range(600_000))
    files = {"a.nt": many, "b.nt": "<urn:a> <urn:b> <urn:c> .", "c.ttl": "<a"}
    package = open_package(with_rdf(tmp_path / "package", files))
    code = f"import comity.graph.build.rdf_check as check; vars(check).update({limits!r}); check.main()"
    monkeypatch.setattr(rdf_check, "COMMAND", (sys.executable, "-c", code))
    for name, value in limits.items():
        monkeypatch.setattr(rdf_check, name, value)
    found = list(rdf_check.check_rdf(package))
    assert [problem.file for problem in found] == ["rdf/a.nt", "rdf/c.ttl"]
    assert text in found[0].text


def test_two_packages_build_into_one_graph(tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    for table, key in (("actors", "id"), ("activities", "id")):
        for row in rows[table]:
            row[key] = "x" + row[key]
    for row in rows["participations"]:
        row["activity"], row["actor"] = "x" + row["activity"], "x" + row["actor"]
    for row in rows["sources"]:
        row["url"] += "2"
    first = open_package(write_package(tmp_path / "a"))
    second = open_package(write_package(tmp_path / "b", rows, base="https://example.org/second/", name="second"))
    manifest = build_graph([first, second], tmp_path / "store")
    assert [package["name"] for package in manifest.packages] == ["small", "second"]
    store = open_snapshot(tmp_path / "store")
    assert store.query("SELECT (COUNT(*) AS ?n) { ?a a comity:Activity }").rows == [{"n": 4}]


def test_two_packages_of_one_base_are_told(tmp_path: Path) -> None:
    packages = [open_package(write_package(tmp_path / name)) for name in "ab"]
    with pytest.raises(PackageError, match="is the base of small as well"):
        build_graph(packages, tmp_path / "store")


def test_two_packages_that_share_an_identifier_are_told(tmp_path: Path) -> None:
    first = open_package(write_package(tmp_path / "a"))
    second = open_package(write_package(tmp_path / "b", base="https://example.org/second/", name="second"))
    with pytest.raises(PackageError, match="stands in the package small as well"):
        build_graph([first, second], tmp_path / "store")


def test_a_manifest_is_read_back_as_it_was_written(built_store: Path) -> None:
    snapshot = open_snapshot(built_store)
    assert read_manifest(snapshot.folder) == snapshot.manifest
