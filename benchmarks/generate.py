"""Write a synthetic package: ``python -m benchmarks.generate FOLDER --activities 10000``.

Activities have 2 to 12 participations, 3.6 in the mean; actors are as popular as Zipf's law has it.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from comity.data import open_package
from comity.graph.build.snapshot import build_graph

KINDS = ("workshop", "seminar", "training", "study-visit", "technical-mission", "steering-group", "conference")
THEMES = ("migration", "document-security", "customs-control", "service-dogs", "ethics", "risk-analysis")
ROLES = ("organiser", "expert", "facilitator", "participant", "participant", "participant", "beneficiary", "host")
GROUNDS = ("stated", "stated", "stated", "from-group", "inferred")
ACTOR_KINDS = ("customs", "border-service", "ministry", "other-agency", "training-institution")
COUNTRIES = tuple(f"{a}{b}{b}" for a in "ABCDEFGH" for b in "XYZ")


@contextmanager
def generated(activities: int, actors: int | None = None) -> Iterator[Path]:
    """Build a synthetic package into a store folder that goes away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "package", activities, actors)
        build_graph([open_package(folder / "package")], folder / "store")
        yield folder / "store"


def generate(folder: Path, activities: int, actors: int | None = None, seed: int = 1) -> None:
    """Write the package; the same arguments give the same files."""
    actors = actors or max(50, round(activities**0.5) * 20)
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = {"name": "synthetic", "title": "Synthetic", "version": "1", "base": "https://example.org/synthetic/"}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    sources = max(5, activities // 20)
    _write(
        folder / "sources.csv",
        ("id", "url", "language", "publisher", "kind"),
        ((f"s{n}", f"https://example.org/page/{n}", "en", "example.org", "web-page") for n in range(sources)),
    )
    _write(
        folder / "places.csv",
        ("id", "name", "kind", "latitude", "longitude"),
        ((code, f"Country {code}", "country", n, n) for n, code in enumerate(COUNTRIES)),
    )
    _write(
        folder / "actors.csv",
        ("id", "name", "kind", "country", "parent", "collective", "certainty"),
        (_actor(n) for n in range(actors)),
    )
    start = date(2007, 1, 1)
    days = np.sort(random.integers(0, 365 * 18, activities))
    length = random.integers(0, 5, activities)
    country = random.integers(0, 24, activities)
    _write(
        folder / "activities.csv",
        ("id", "kind", "title", "earliest", "latest", "date_precision", "year_ground", "mode", "mode_ground", "country",
         "place_ground", "participating_countries", "themes", "source", "paragraph"),
        (
            (f"e{n}", KINDS[n % 7], f"Activity {n}", start + timedelta(int(days[n])),
             start + timedelta(int(days[n] + length[n])), "day", "stated", "in-person", "inferred",
             COUNTRIES[country[n]], "stated", COUNTRIES[country[n]], THEMES[n % 6], f"s{n % sources}", 1 + n % 9)
            for n in range(activities)
        ),
    )  # fmt: skip
    _write(
        folder / "participations.csv",
        ("activity", "actor", "role", "ground", "words"),
        _participations(activities, actors, random),
    )


def _actor(n: int) -> tuple[str, ...]:
    parent = f"a{n - 24}" if n % 7 == 3 and n > 24 else ""
    return f"a{n}", f"Agency {n}", ACTOR_KINDS[n % 5], COUNTRIES[n % 24], parent, "no", "certain"


def _participations(activities: int, actors: int, random: np.random.Generator):  # type: ignore[no-untyped-def]
    popular = 1 / np.arange(1, actors + 1) ** 0.8
    sizes = np.minimum(2 + random.geometric(1 / 2.6, activities) - 1, 12)
    drawn = random.choice(actors, size=int(sizes.sum()), p=popular / popular.sum())
    position = 0
    for n, size in enumerate(sizes.tolist()):
        members = dict.fromkeys(drawn[position : position + size].tolist())
        position += size
        for number, actor in enumerate(members):
            role = ROLES[(n + number) % 8]
            yield f"e{n}", f"a{actor}", role, GROUNDS[(n + actor) % 5], f"Agency number {actor}"


def _write(path: Path, columns, rows) -> None:  # type: ignore[no-untyped-def]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--activities", type=int, default=10_000)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.activities)
