"""Small packages for tests."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from comity.data import SHIPPED
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


def part_of_bomca() -> dict[str, list[dict[str, str]]]:
    """Give every sixth activity of the shipped package, with all that is said of it, and all actors and places."""
    tables = {}
    for path in SHIPPED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    tables["activities"] = tables["activities"][1::6]  # the second one is told of in the documentation
    kept = {row["id"] for row in tables["activities"]}
    for name in ("participations", "conflicts", "transfers"):
        tables[name] = [row for row in tables[name] if row["activity"] in kept]
    return tables


def mixed(seed: int) -> dict[str, list[dict[str, str]]]:
    """Make tables of all that counts otherwise: groups, programmes, states, parts, funders, every ground."""
    draw = Random(seed)
    countries = ("AAA", "BBB", "CCC")
    actors = [{"id": f"state-{code.lower()}", "kind": "country", "country": code} for code in countries]
    for number in range(15):
        actor = {
            "id": f"body-{number}",
            "kind": draw.choice(("customs", "ministry")),
            "country": draw.choice(countries),
        }
        if number % 3 == 2:
            actor |= {"parent": f"body-{number - 1}", "country": actors[-1]["country"]}
        actors.append(actor)
    actors += [
        {"id": "group", "kind": "customs", "country": "AAA", "collective": "yes"},
        {"id": "programme", "kind": "programme"},
        {"id": "consortium", "kind": "programme", "collective": "yes"},
        {"id": "union", "kind": "eu-institution"},
    ]
    usual = {"collective": "no", "certainty": "certain"}
    activities, parts = [], dict[tuple[str, str, str], dict[str, str]]()
    for number in range(14):
        name, year = f"activity-{number}", 2010 + number // 2
        taken = draw.sample(countries, draw.randint(0, 3))
        dated = {
            "earliest": f"{year}-03-01",
            "latest": f"{year}-03-02",
            "date_precision": "day",
            "year_ground": "stated",
        }
        open_ = {"date_precision": "unknown", "year_ground": "inferred"}
        activities.append(
            {**SMALL["activities"][0], "latest": "", "earliest": "", "id": name, "title": f"Activity {number}"}
            | {
                "participating_countries": "|".join(sorted(taken)),
                "themes": draw.choice(("migration", "document-security")),
            }
            | {"phase": str(draw.randint(1, 2)), **(dated if draw.random() < 0.8 else open_)}
        )
        for _ in range(draw.randint(1, 6)):
            name_of = draw.choice(actors)["id"]
            role = draw.choice(("participant", "participant", "expert", "host", "funder"))
            ground = draw.choice(("stated", "inferred", "from-group"))
            part = {"activity": name, "actor": name_of, "role": role, "ground": ground, "words": name_of}
            parts[name, name_of, role] = part
    places = [{"id": code, "name": f"{code.title()}land", "kind": "country"} for code in countries]
    return {
        "sources": SMALL["sources"],
        "places": [*places, SMALL["places"][2]],
        "actors": [{"name": actor["id"].title(), **usual, **actor} for actor in actors],
        "activities": activities,
        "participations": list(parts.values()),
    }
