"""A release: files, checksums, crate, what changed, and the exchange of an old site for a new one."""

import csv
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from comity.__main__ import main
from comity.data import ComityError
from comity.graph.store.checksums import file_digest
from comity.publish.portal.files import read_checksums
from comity.publish.portal.release.dumps import ENDINGS, graph_path
from comity.publish.portal.swap import replacing
from tests.packages import SMALL, write_package
from tests.publish.sites import build, publish, tree

pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")
BEFORE = {**SMALL}
AFTER = {
    **SMALL,
    "actors": [
        *SMALL["actors"],
        {"id": "d", "name": "D", "kind": "ministry", "country": "AAA", "collective": "no", "certainty": "certain"},
    ],
    "activities": [
        {**SMALL["activities"][0], "title": "=1+1 *One*", "latest": "2020-01-03"},
        {**SMALL["activities"][0], "id": "three", "title": "Three"},
    ],
    "participations": [
        SMALL["participations"][0],
        {**SMALL["participations"][1], "actor": "d"},
    ],
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Publish a small package, and then a later version of it, into the same folder; give the site before and after."""
    folder = tmp_path_factory.mktemp("sites")
    site, first = folder / "site", folder / "first"
    package = write_package(folder / "package", BEFORE)
    publish(build(package, folder / "store"), site)
    shutil.copytree(site, first)
    later = write_package(folder / "later", AFTER)
    publish(build(later, folder / "store"), site)
    return first, site


def test_every_file_is_as_its_checksum_says(sites: tuple[Path, Path]) -> None:
    for site in sites:
        written = read_checksums(site)
        assert {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()} == {*written, "SHA256SUMS"}
        assert all(file_digest(site / name) == digest for name, digest in written.items())


def test_catalogue_void_and_dumps_stand_at_the_root(sites: tuple[Path, Path]) -> None:
    names = {path.name for path in sites[1].iterdir()}
    assert {"catalog.ttl", "catalog.rdf", "catalog.jsonld", "void.ttl", "service.ttl", "dumps", "releases"} <= names
    assert (sites[1] / ".well-known" / "void").read_bytes() == (sites[1] / "void.ttl").read_bytes()


def test_each_named_graph_is_dumped_in_every_syntax_with_gzip(sites: tuple[Path, Path]) -> None:
    site = sites[1]
    graphs: dict[str, int] = {}
    for quad in ox.parse(path=str(site / "dumps" / "graph.nq")):
        graphs[quad.graph_name.value] = graphs.get(quad.graph_name.value, 0) + 1
    store = build(site.parent / "later", site.parent / "store")
    for graph, count in graphs.items():
        for ending in ENDINGS.values():
            path = site / "dumps" / "graphs" / f"{graph_path(graph, store)}.{ending}"
            assert len(list(ox.parse(path=str(path)))) == count, path
            packed = path.with_name(f"{path.name}.gz").read_bytes()
            assert gzip.decompress(packed) == path.read_bytes()
            assert packed[4:8] == b"\0\0\0\0"


def test_two_runs_are_the_same_bytes(sites: tuple[Path, Path], tmp_path: Path) -> None:
    package = sites[0].parent / "package"
    again = publish(build(package, tmp_path / "store"), tmp_path / "site")
    assert tree(again) == tree(sites[0])
    assert tree(publish(build(package, tmp_path / "store"), again)) == tree(sites[0]), "published over itself"


def test_a_version_published_again_keeps_its_day(sites: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(sites[0], site)
    rebuilt = build(sites[0].parent / "package", tmp_path / "store", day="2026-05-05T00:00:00+00:00")
    assert tree(publish(rebuilt, site)) == tree(sites[0])


def test_several_packages_are_published_together(tmp_path: Path) -> None:
    other = {**SMALL, "actors": [{**row, "id": f"x-{row['id']}"} for row in SMALL["actors"]]}
    other["activities"] = [{**row, "id": f"x-{row['id']}"} for row in SMALL["activities"]]
    other["participations"] = [
        {**row, "activity": f"x-{row['activity']}", "actor": f"x-{row['actor']}"} for row in SMALL["participations"]
    ]
    folders = [
        write_package(tmp_path / "small"),
        write_package(tmp_path / "other", other, "https://example.org/other/", "other"),
    ]
    site = publish(build(folders[0], tmp_path / "store", more=folders[1:]), tmp_path / "site")
    assert (site / "dumps" / "graphs" / "small" / "register.ttl").is_file()
    assert (site / "dumps" / "graphs" / "other" / "register.ttl").is_file()
    assert {path.name for path in (site / "package").iterdir()} == {
        *("small", "other", "small.csv.zip", "other.csv.zip"),
    }
    text = (site / "catalog.ttl").read_text(encoding="utf-8")
    assert "catalog.ttl#small-tables>" in text
    assert "catalog.ttl#other-tables>" in text


def test_a_list_says_what_changed(sites: tuple[Path, Path]) -> None:
    assert "first release" in (newest(sites[0]) / "CHANGES.md").read_text(encoding="utf-8")
    folder = newest(sites[1])
    text = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "| activities | 1 | 1 | 1 |" in text
    assert "| actors | 1 | 0 | 0 |" in text
    for line in (
        "- Three <https://example.org/graph/activity/three>",
        "- Two <https://example.org/graph/activity/two>",
        "- D <https://example.org/graph/actor/d>",
        '    - dct:title: "One" became "=1+1 \\*One\\*"',
        '    - comity:latest: "2020-01-02" became "2020-01-03"',
        '    - participation: "B as participant" became "D as participant"',
    ):
        assert line in text.splitlines(), f"{line}\n{text}"


def newest(site: Path) -> Path:
    with (site / "releases" / "index.csv").open(encoding="utf-8", newline="") as file:
        return site / "releases" / list(csv.DictReader(file))[-1]["release"]


def test_changed_statements_turn_one_dump_into_the_other(sites: tuple[Path, Path]) -> None:
    before = set((sites[0] / "dumps" / "graph.nq").read_text(encoding="utf-8").splitlines())
    after = set((sites[1] / "dumps" / "graph.nq").read_text(encoding="utf-8").splitlines())
    folder = newest(sites[1])
    added = (folder / "added.nq").read_text(encoding="utf-8").splitlines()
    removed = (folder / "removed.nq").read_text(encoding="utf-8").splitlines()
    assert (set(added), set(removed)) == (after - before, before - after)
    assert len(added) == len(set(added))


def test_a_spreadsheet_takes_no_change_for_a_formula(sites: tuple[Path, Path]) -> None:
    with (newest(sites[1]) / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert any("'=1+1 *One*" in row for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_older_releases_are_kept(sites: tuple[Path, Path]) -> None:
    old = newest(sites[0])
    assert tree(sites[1] / "releases" / old.name) == tree(old)
    assert len(list((sites[1] / "releases").iterdir())) == 3  # two releases and their list


def test_a_crate_describes_every_file_of_a_release(sites: tuple[Path, Path]) -> None:
    from rocrate.rocrate import ROCrate

    folder = newest(sites[1])
    crate = ROCrate(str(folder))
    found = {entity.id for entity in crate.data_entities}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == files - {"ro-crate-metadata.json", "SHA256SUMS"}
    for entity in crate.data_entities:
        assert entity["sha256"] == file_digest(folder / entity.id)
    text = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    root = next(each for each in text["@graph"] if each["@id"] == "./")
    assert root["version"].startswith("small 1 (")
    assert root["datePublished"] == "2026-01-31"


def test_tables_and_package_stand_beside_the_dumps(sites: tuple[Path, Path]) -> None:
    from frictionless import Package as Frictionless
    from pyarrow import parquet

    site = sites[1]
    assert (site / "package" / "small" / "actors.csv").read_bytes() == (
        site.parent / "later" / "actors.csv"
    ).read_bytes()
    report = Frictionless(str(site / "package" / "small" / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert parquet.read_table(site / "tables" / "participations.parquet").num_rows == 2


def test_a_package_that_changed_since_the_build_is_told(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    store = build(package, tmp_path / "store")
    with (package / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(ComityError, match=r"actors.csv is not what the graph was built from; run: comity build"):
        publish(store, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_command_says_what_is_missing_and_the_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(write_package(tmp_path / "package"), tmp_path / "store")
    command = ["publish", str(tmp_path / "site"), "--store", str(tmp_path / "store"), "--no-endpoint"]
    assert main([*command, "--address", "https://data.example.org/x"]) == 0
    shown = capsys.readouterr().out
    assert "to stand at https://data.example.org/x/" in shown
    assert 'the catalogue has no publisher: name one in datapackage.json, "contributors"' in shown
    assert "MQA: " in shown
    assert "of 405 points, good" in shown
    assert "DataService" not in (tmp_path / "site" / "catalog.ttl").read_text(encoding="utf-8")


def test_a_package_that_moved_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write_package(tmp_path / "package")
    build(package, tmp_path / "store")
    package.rename(tmp_path / "moved")
    command = ["publish", str(tmp_path / "site"), "--store", str(tmp_path / "store")]
    assert main(command) == 1
    assert "name it with --package" in capsys.readouterr().err
    assert main([*command, "--package", str(tmp_path / "moved")]) == 0


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ComityError, match="is no site that Comity wrote"), replacing(tmp_path):
        pass
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_that_others_laid_into_the_site_stays(sites: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(sites[0], site)
    (site / "CNAME").write_text("graph.example.org", encoding="utf-8")
    publish(build(sites[0].parent / "package", tmp_path / "store"), site)
    assert (site / "CNAME").read_text(encoding="utf-8") == "graph.example.org"
    assert "CNAME" not in read_checksums(site)


def test_a_failure_leaves_the_old_site_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with replacing(site) as work:
        (work / "SHA256SUMS").write_text("", encoding="utf-8")
        (work / "old").write_text("", encoding="utf-8")
    with pytest.raises(ComityError, match="cannot be written"), replacing(site) as work:
        (work / "no such folder" / "new").write_text("", encoding="utf-8")
    assert {path.name for path in site.iterdir()} == {"SHA256SUMS", "old"}
    assert [path.name for path in tmp_path.iterdir() if "new-" in path.name] == []


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    with replacing(tmp_path / "site") as work:
        (work / "SHA256SUMS").write_text("", encoding="utf-8")
        with pytest.raises(ComityError, match="is being published already"), replacing(tmp_path / "site"):
            pass
    assert (tmp_path / "site" / "SHA256SUMS").is_file()


def test_a_move_that_was_cut_off_is_put_right(tmp_path: Path) -> None:
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "SHA256SUMS").write_text("", encoding="utf-8")
    (tmp_path / ".site.new-dead").mkdir()
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "site"):
        raise ZeroDivisionError
    assert (tmp_path / "site" / "SHA256SUMS").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site.new")] == []


def test_a_killed_run_leaves_the_old_site_or_the_new_one(sites: tuple[Path, Path], tmp_path: Path) -> None:
    site, store = tmp_path / "site", tmp_path / "store"
    shutil.copytree(sites[0], site)
    build(sites[0].parent / "later", store)
    command = [sys.executable, "-m", "comity", "publish", str(site), "--store", str(store), "--no-pages"]
    old = tree(sites[0])
    ends = []
    for wait in (0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.6, 2.5):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = tree(site)
        ends.append("old" if found == old else "new")
        assert found in (old, tree(sites[1]))
        if ends[-1] == "new":
            break
    assert ends[0] == "old"
    assert subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    assert tree(site) == tree(sites[1])
    assert [name for name in os.listdir(tmp_path) if name.startswith(".site.new")] == []
