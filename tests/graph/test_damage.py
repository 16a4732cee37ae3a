"""A damaged store: every damage of any of its files is named, none is read as an answer."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.data import StoreError, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.store import checksums
from comity.graph.store.embedded import CURRENT, current_snapshot, open_snapshot
from tests.packages import write_package

DAMAGES = 40  # of each kind of file
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def _flip(content: bytes, draw: random.Random) -> bytes:
    """Flip a bit in up to 100 bytes."""
    found = bytearray(content)
    for place in draw.sample(range(len(found)), min(len(found), draw.randint(1, 100))):
        found[place] ^= 1 << draw.randrange(8)
    return bytes(found)


def _overwrite(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    noise = draw.randbytes(min(100, len(content) - start))
    return content[:start] + noise + content[start + len(noise) :]


WAYS: tuple[Callable[[bytes, random.Random], bytes | None], ...] = (
    _flip,
    _flip,
    _overwrite,
    lambda content, draw: content[: draw.randrange(len(content))],
    lambda content, draw: content + draw.randbytes(draw.randint(1, 20)),
    lambda content, draw: bytes(len(content)),
    lambda content, draw: None,
)


def _damaged(content: bytes, draw: random.Random) -> bytes | None:
    """Damage a file in one of several ways; ``None`` takes it away."""
    while True:
        way = draw.choice(WAYS if content else WAYS[4:])
        found = way(content, draw)
        if found != content:
            return found


def _kinds(store: Path) -> dict[str, list[Path]]:
    """Give the files of a store by what they are for."""
    found: dict[str, list[Path]] = {"the pointer": [store / CURRENT]}
    for path in sorted(current_snapshot(store).rglob("*")):
        if path.is_file() and not path.name.startswith(checksums.MARK):
            kind = path.suffix or path.name.partition("-")[0]
            found.setdefault(kind, []).append(path)
    return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damaged")
    build_graph([open_package(write_package(folder / "package"))], folder / "store")
    return folder / "store"


def test_every_kind_of_file_is_damaged(store: Path) -> None:
    kinds = {
        ".sst",
        ".log",
        ".parquet",
        ".json",
        ".sha256",
        "MANIFEST",
        "CURRENT",
        "OPTIONS",
        "IDENTITY",
        "LOG",
        "LOCK",
    }
    assert set(_kinds(store)) == {"the pointer", *kinds}


@pytest.mark.parametrize("small", [1 << 20, 0], ids=["read each time", "marked"])
@pytest.mark.parametrize(
    "kind",
    [
        "the pointer",
        ".sst",
        ".log",
        ".parquet",
        ".json",
        ".sha256",
        "MANIFEST",
        "CURRENT",
        "OPTIONS",
        "IDENTITY",
        "LOG",
        "LOCK",
    ],
)
def test_damage_is_named(kind: str, small: int, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checksums, "SMALL", small)
    draw = random.Random(f"{kind} {small}")
    whole = open_snapshot(store).query(COUNT).rows
    for _ in range(DAMAGES):
        path = draw.choice(_kinds(store)[kind])
        content = path.read_bytes()
        found = _damaged(content, draw)
        if found is None:
            path.unlink()
        else:
            path.write_bytes(found)
        with pytest.raises(StoreError, match=r"run: comity build$") as caught:
            open_snapshot(store)
        assert path.name in str(caught.value) or kind in (".json", ".sha256"), str(caught.value)
        path.write_bytes(content)
    assert open_snapshot(store).query(COUNT).rows == whole


def test_a_file_found_whole_is_read_once_and_again_when_touched(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    digest = checksums.file_digest

    def noted(path: Path) -> str:
        read.append(path.name)
        return digest(path)

    monkeypatch.setattr(checksums, "SMALL", 0)
    monkeypatch.setattr(checksums, "SETTLED", 1_000_000)
    monkeypatch.setattr(checksums, "file_digest", noted)
    (current_snapshot(store) / checksums.MARK).unlink(missing_ok=True)
    time.sleep(0.02)
    for _ in range(2):
        open_snapshot(store)
    assert len(read) == len(open_snapshot(store).manifest.files), "each file once"
    read.clear()
    path = current_snapshot(store) / "actors.parquet"
    path.touch()
    open_snapshot(store)
    assert read == ["actors.parquet"]
    checksums.check_files(current_snapshot(store), open_snapshot(store).manifest.files, again=True)
    assert len(read) > 2, "all are read when asked"


def test_a_file_that_was_changed_a_moment_ago_is_not_marked(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one tick of the clock a change leaves all times as they were."""
    monkeypatch.setattr(checksums, "SMALL", 0)
    path = current_snapshot(store) / "actors.parquet"
    path.write_bytes(path.read_bytes())
    open_snapshot(store)
    assert path.name not in (current_snapshot(store) / checksums.MARK).read_text(encoding="utf-8")


def test_a_mark_that_cannot_be_read_or_written_marks_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checksums, "SMALL", 0)
    mark = current_snapshot(store) / checksums.MARK
    for content in (b"", b"[]", b"{", b"\xff", b'{"actors.parquet": [1]}'):
        mark.write_bytes(content)
        assert open_snapshot(store).query(COUNT).rows
    mark.unlink()
    mark.mkdir()
    assert open_snapshot(store).query(COUNT).rows
