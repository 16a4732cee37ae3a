"""One folder for each version that was published, and the list of them."""

import csv
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ....graph.store.embedded import EmbeddedStore
from ..about import About
from ..catalogue.coverage import Coverage
from ..catalogue.crate import write_crate
from ..files import measure_file, write_checksums
from .change_list import write_changes
from .changes import compare_releases
from .dumps import DUMPS, PACKAGES, TABLES

RELEASES, INDEX = "releases", "releases/index.csv"
GRAPH = "graph.nq.gz"
_COLUMNS = ("release", "version", "published", "statements")


@dataclass(frozen=True)
class Release:
    """One release: its folder below ``releases/``, the version to cite, the day it was first published, its size."""

    id: str
    version: str
    date: str
    statements: int


def plan_releases(old: Path, store: EmbeddedStore, about: About) -> tuple[Release, ...]:
    """List the releases of the site in *old* and, last, the one that is to be written.

    A version that is published again as the last one keeps its day.
    """
    name = re.sub(r"[^\w.-]+", "-", about.version).strip("-")
    known = read_releases(old)
    date = known[-1].date if known and known[-1].id == name else about.date
    before = [release for release in known if release.id != name]
    return (*before, Release(name, about.version, date, store.manifest.statements))


def read_releases(site: Path) -> list[Release]:
    """Read the list of releases of a site, oldest first."""
    path = site / INDEX
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Release(r["release"], r["version"], r["published"], int(r["statements"])) for r in rows]


def write_release(
    site: Path,
    old: Path,
    releases: tuple[Release, ...],
    store: EmbeddedStore,
    about: About,
    coverage: Coverage,
) -> None:
    """Write the folder of the last of *releases* from what stands in *site*, and copy the others from *old*."""
    for release in releases[:-1]:
        shutil.copytree(old / RELEASES / release.id, site / RELEASES / release.id)
    this, before = releases[-1], releases[-2] if len(releases) > 1 else None
    folder = site / RELEASES / this.id
    folder.mkdir(parents=True)
    shutil.copyfile(site / DUMPS / GRAPH, folder / GRAPH)
    for name in (PACKAGES, TABLES):
        shutil.copytree(site / name, folder / name)
    changes = compare_releases(old / RELEASES / before.id / GRAPH, folder / GRAPH, store) if before else None
    compared = f"{before.version}, published on {before.date}" if before else ""
    write_changes(folder, this.version, this.date, compared, changes, held(store, coverage))
    files = [measure_file(site, path) for path in sorted(folder.rglob("*")) if path.is_file()]
    write_crate(folder, about, coverage, files, this.date, prefix=f"{RELEASES}/{this.id}/")
    write_checksums(folder)
    _write_index(site, releases)


def held(store: EmbeddedStore, coverage: Coverage) -> str:
    """Say how much of what the graph holds."""
    counts = coverage.counts
    return (
        f"{counts.get('Activity', 0):,} activities, {counts.get('Actor', 0):,} actors, "
        f"{counts.get('Participation', 0):,} participations and {counts.get('Source', 0):,} sources, "
        f"in {store.manifest.statements:,} statements"
    )


def _write_index(site: Path, releases: tuple[Release, ...]) -> None:
    with (site / INDEX).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        writer.writerows((each.id, each.version, each.date, each.statements) for each in releases)
