"""Where commands write: files whole or not at all, links through, devices and pipes as they are, full disks told."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from comity.__main__ import main
from comity.commands.output import part_of, writing
from comity.data import ComityError
from comity.publish.portal.swap import replacing
from comity.publish.push.errors import PushError
from comity.publish.push.sparql_store import Target, push_graph

COMITY = (sys.executable, "-m", "comity")
ASK = ("query", "-e", "ASK { ?a a comity:Actor }", "-f", "json")


def comity(*arguments: str, **options: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMITY, *arguments], text=True, **{"stdout": -1, **options}, stderr=-1, check=False)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Give a device that is always full, of our own, as a fault would exchange it for a file."""
    path = tmp_path / "full"
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        path.open("wb").close()
    except (OSError, AttributeError):
        pytest.skip("no device can be made here")
    return path


def is_full_device(path: Path) -> bool:
    return path.is_char_device() and path.stat().st_rdev == os.makedev(1, 7)


COMMANDS = {
    "dump": ("dump", "-f", "nq"),
    "dump jsonld": ("dump", "-f", "jsonld"),
    "dump rdfxml": ("dump", "-f", "rdfxml"),
    "map": ("map",),
    "query csv": ("query", "experts", "-f", "csv"),
    "query table": ("query", "experts"),
    "query parquet": ("query", "experts", "-f", "parquet"),
    "network": ("network", "-f", "gexf"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_device_is_told_and_stays_a_device(command: str, full: Path) -> None:
    done = comity(*COMMANDS[command], "-o", str(full))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"comity: {full} cannot be written (No space left on device)\n"
    assert is_full_device(full)


@pytest.mark.parametrize("arguments", [*(words for words in COMMANDS.values() if words != ("map",)), ("--help",)])
def test_a_full_screen_is_told_in_one_line(arguments: tuple[str, ...], full: Path) -> None:
    with full.open("wb") as out:
        done = comity(*arguments, stdout=out.fileno())
    assert done.returncode == 1
    assert done.stderr.startswith("comity: standard output cannot be ")
    assert done.stderr.endswith("written (No space left on device)\n")
    assert done.stderr.count("\n") == 1


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("before", encoding="utf-8")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(ComityError, match=r"cannot be written \(No space left"), writing(path) as out:
        out.write(b"after")
    assert [each.name for each in tmp_path.iterdir()] == ["graph.nq"]
    assert path.read_text(encoding="utf-8") == "before"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    assert main([*ASK, "-o", str(pipe)]) == 0
    reader.join(10)
    assert b'"boolean":true' in found[0]
    assert pipe.is_fifo()


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for name, there in (("link", True), ("dangling", False)):
        target, link = tmp_path / "far" / name, tmp_path / name
        if there:
            target.write_text("before", encoding="utf-8")
        link.symlink_to(Path("far") / name)
        assert main([*ASK, "-o", str(link)]) == 0
        assert link.is_symlink()
        assert not target.is_symlink()
        assert b'"boolean":true' in target.read_bytes()


def test_an_open_descriptor_is_written_to_where_it_stands(tmp_path: Path) -> None:
    for name in ("/dev/stdout", "/dev/fd/1"):
        path = tmp_path / "appended"
        path.write_bytes(b"before\n")
        with path.open("ab") as out:
            assert comity(*ASK, "-o", name, stdout=out.fileno()).returncode == 0
        assert path.read_bytes().startswith(b"before\n{")


def test_a_file_keeps_its_mode_and_its_neighbours(tmp_path: Path) -> None:
    path, beside = tmp_path / "answer.json", tmp_path / "answer.json.part"
    for each in (path, beside):
        each.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    assert main([*ASK, "-o", str(path)]) == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert beside.read_text(encoding="utf-8") == "before"
    assert len(list(tmp_path.iterdir())) == 2


def test_what_a_killed_process_of_the_same_number_left_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    part_of(path, os.getpid()).write_text("half", encoding="utf-8")
    assert main([*ASK, "-o", str(path)]) == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_site_takes_the_place_of_no_device_and_of_no_link(tmp_path: Path, full: Path) -> None:
    with pytest.raises(ComityError, match="is no folder"), replacing(full):
        pass
    assert is_full_device(full)
    (tmp_path / "far").mkdir()
    (tmp_path / "site").symlink_to("far")
    with replacing(tmp_path / "site") as work:
        (work / "x").touch()
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "far" / "x").is_file()


def test_the_state_of_a_push_takes_the_place_of_no_device(built_store: Path, full: Path) -> None:
    from comity.graph.store.embedded import open_snapshot

    with pytest.raises(PushError, match="is no file"):
        push_graph(open_snapshot(built_store), Target("http://127.0.0.1:9/", "http://127.0.0.1:9/"), full)
    assert is_full_device(full)
