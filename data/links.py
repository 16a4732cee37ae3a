"""Files of a package that are no files of its own: links, and names of files that stand elsewhere as well."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .errors import Problem


def leaving(folder: Path, paths: Iterable[Path]) -> Iterator[Problem]:
    """Find a problem for each of *paths* below the resolved *folder* whose content stands outside it.

    What a link leads to would be published with the package. A second name of a file (a hard link) is
    told from a copy only by the number of names that the file has; all of them must stand in the package.
    """
    there = [path for path in paths if os.path.lexists(path)]
    names = Counter(_identity(path) for path in _all_files(folder)) if any(map(_has_names, there)) else Counter()
    told: set[Path] = set()
    for path in sorted(there):
        if told.intersection(path.parents):
            continue
        name = path.relative_to(folder).as_posix()
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(folder):
            told.add(path)
            yield Problem(name, 0, "", f"is a link that leaves the package, to {target}; put the file itself here")
        elif _has_names(path) and names[_identity(path)] < path.stat().st_nlink:
            text = "is a file that stands outside the package as well (a hard link); put a copy here"
            yield Problem(name, 0, "", text)


def _all_files(folder: Path) -> Iterator[Path]:
    return (Path(place) / name for place, _, names in os.walk(folder) for name in names)


def _has_names(path: Path) -> bool:
    return path.is_file() and path.stat().st_nlink > 1


def _identity(path: Path) -> tuple[int, int]:
    status = path.lstat()
    return status.st_dev, status.st_ino
