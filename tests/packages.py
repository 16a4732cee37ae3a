"""Small packages for tests."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from comity.data.schema import TABLES

SMALL: dict[str, list[dict[str, str]]] = {
    "sources": [
        {
            "id": "page",
            "url": "https://example.org/page",
            "language": "en",
            "publisher": "example.org",
            "kind": "web-page",
        },
        {
            "id": "other",
            "url": "https://example.org/other",
            "language": "ru",
            "publisher": "example.org",
            "kind": "web-page",
        },
    ],
    "places": [
        {"id": "AAA", "name": "Aland", "kind": "country"},
        {"id": "BBB", "name": "Bland", "kind": "country"},
        {"id": "atown", "name": "Atown", "kind": "town", "country": "AAA", "latitude": "1.5", "longitude": "2"},
    ],
    "actors": [
        {"id": "a", "name": "A", "kind": "customs", "country": "AAA", "collective": "no", "certainty": "certain"},
        {"id": "b", "name": "B", "kind": "customs", "country": "BBB", "collective": "no", "certainty": "certain"},
        {"id": "c", "name": "C", "kind": "ministry", "country": "BBB", "collective": "no", "certainty": "certain"},
    ],
    "activities": [
        {
            "id": "one",
            "kind": "workshop",
            "title": "One",
            "earliest": "2020-01-01",
            "latest": "2020-01-02",
            "date_precision": "day",
            "year_ground": "stated",
            "mode": "in-person",
            "mode_ground": "inferred",
            "country": "AAA",
            "place": "atown",
            "place_ground": "stated",
            "participating_countries": "AAA|BBB",
            "themes": "migration",
            "source": "page",
            "paragraph": "1",
            "also_in": "other",
        },
        {
            "id": "two",
            "kind": "seminar",
            "title": "Two",
            "date_precision": "unknown",
            "year_ground": "inferred",
            "mode": "online",
            "mode_ground": "stated",
            "source": "other",
        },
    ],
    "participations": [
        {"activity": "one", "actor": "a", "role": "expert", "ground": "stated", "words": "A of A"},
        {"activity": "one", "actor": "b", "role": "participant", "ground": "from-group", "words": "all B"},
        {"activity": "one", "actor": "b", "role": "participant", "ground": "stated", "words": "B", "source": "other"},
        {"activity": "two", "actor": "a", "role": "participant", "ground": "inferred", "words": ""},
        {"activity": "two", "actor": "c", "role": "participant", "ground": "stated", "words": "C"},
    ],
}


def write_package(
    folder: Path,
    tables: Mapping[str, Sequence[Mapping[str, str]]] = SMALL,
    base: str = "https://example.org/graph/",
    name: str = "small",
) -> Path:
    """Write a package with the given rows; each table has all its columns."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = {"name": name, "title": name.title(), "version": "1", "base": base}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for table in TABLES:
        if table.name in tables:
            with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, [column.name for column in table.columns], lineterminator="\n")
                writer.writeheader()
                writer.writerows(tables[table.name])
    return folder
