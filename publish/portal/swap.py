"""Exchange a folder for a new one, so that at every moment one of the two is whole and in its place."""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ...data import ComityError
from .files import CHECKSUMS, read_checksums

_EXCHANGE = 2  # RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Make an empty folder to write in; when all went well it takes the place of *folder*.

    Files of *folder* that no publication wrote are carried over. A folder that holds files and is no
    site is refused, so is what is no folder; a link stays and what it leads to is exchanged. What a killed run
    left behind is put right first.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise ComityError(f"{folder} is no folder; name a new or an empty one")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f".{folder.name}.lock"), timeout=0):
            yield from _replacing(folder)
    except Timeout:
        raise ComityError(f"{folder} is being published already; wait for it to end") from None
    except OSError as error:
        raise ComityError(f"{folder} cannot be written ({error})") from error


def _replacing(folder: Path) -> Iterator[Path]:
    _recover(folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / CHECKSUMS).is_file():
        raise ComityError(f"{folder} holds files and is no site that Comity wrote; name a new or an empty folder")
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        work.chmod(0o755)
        yield work
        _carry_over(folder, work)
        _put(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _carry_over(folder: Path, work: Path) -> None:
    """Take over what others laid into the site, a CNAME say."""
    written = read_checksums(folder)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        if path.is_file() and path.name != CHECKSUMS and name.as_posix() not in written and not (work / name).exists():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, work / name)


def _put(work: Path, folder: Path) -> None:
    if not folder.exists():
        work.rename(folder)
    elif not _exchange(work, folder):
        # Where the system cannot exchange two folders, the old one is moved away first; _recover knows its name.
        aside = _aside(folder)
        folder.rename(aside)
        work.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _recover(folder: Path) -> None:
    """Put back an old site that a killed run had moved away, and remove what it had begun."""
    aside = _aside(folder)
    if aside.is_dir():
        if folder.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(folder)
    for begun in folder.parent.glob(f".{folder.name}.new-*"):
        shutil.rmtree(begun, ignore_errors=True)
