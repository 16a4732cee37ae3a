"""Checksums: those of every file of a snapshot, and a mark of the large files that were found whole before."""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...data.errors import StoreError

MARK = "verified.json"
SMALL = 1 << 20  # a file of fewer bytes is read each time
SETTLED = 2_000_000_000  # nanoseconds after which a change no longer gives a file the same time again

Expected = Mapping[str, tuple[int, str]]


def file_digest(path: Path) -> str:
    """Compute the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def measure_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Measure size in bytes and SHA-256 of every file below *folder*, by its path there."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    digests = _digests(paths)
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, digests[path]) for path in paths}


def check_files(folder: Path, files: Expected, *, again: bool = False) -> None:
    """Compare every file of a snapshot with what the build wrote down.

    An engine opens some damage as an empty store, and reads other damage for ever. A large file that was
    found whole and was not touched since is taken on trust, unless *again*. Raises ``StoreError`` that names
    the first file that is missing or altered.
    """
    stamps = {name: _stamp(folder / name, size) for name, (size, _) in files.items()}
    trusted = {} if again else _read_mark(folder)
    read = [name for name, stamp in stamps.items() if stamp[0] < SMALL or trusted.get(name) != stamp]
    now = time.time_ns()
    digests = _digests(folder / name for name in read)
    for name in read:
        if digests[folder / name] != files[name][1]:
            raise _damaged(folder / name, "is not as it was built")
    if any(stamps[name][0] >= SMALL for name in read):
        _write_mark(folder, {name: stamp for name, stamp in stamps.items() if max(stamp[1:3]) < now - SETTLED})


def _digests(paths: Iterable[Path]) -> dict[Path, str]:
    """Read files, large ones side by side: the library that computes the digests leaves the interpreter to others."""
    files = list(paths)
    if sum(path.stat().st_size >= SMALL for path in files) < 2:
        return {path: _digest(path) for path in files}
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(files, pool.map(_digest, files), strict=True))


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from None


def _stamp(path: Path, size: int) -> list[int]:
    """Read size, time of change, time of change of anything about it, and number of a file."""
    try:
        status = path.lstat()
    except OSError:
        raise _damaged(path, "is missing") from None
    if status.st_size != size:
        raise _damaged(path, "is not as it was built")
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _damaged(path: Path, what: str) -> StoreError:
    return StoreError(f"the store is damaged: {path} {what}; run: comity build")


def _read_mark(folder: Path) -> dict[str, list[int]]:
    """Read what was found whole before; a mark that cannot be read marks nothing."""
    try:
        stamps = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _write_mark(folder: Path, stamps: Mapping[str, list[int]]) -> None:
    part = folder / f"{MARK}.{os.getpid()}"
    with contextlib.suppress(OSError):  # a store that may only be read is verified each time
        part.write_text(json.dumps(stamps), encoding="utf-8")
        part.replace(folder / MARK)
