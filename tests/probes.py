"""A package in which every field of free text holds probes: what would run a script where it is not text."""

import json
from copy import deepcopy
from pathlib import Path

from .packages import SMALL, write_package

PROBES = (
    "<script>hit({n})</script>",
    "</script><script>hit({n})</script>",
    '"><img src=x onerror=hit({n})>',
    "'><svg onload=hit({n})>",
    "<a href=javascript:hit({n})>go</a>",
    "<iframe srcdoc='<script>parent.hit({n})</script>'></iframe>",
    'href=x" onmouseover="hit({n})',
    "javascript:hit({n})",
    "<!--<script>hit({n})",
    "]]><svg onload=hit({n})>",
    "{{{{hit({n})}}}}",
    "{{% raw %}}hit({n})",
    "${{hit({n})}}",
    "\u2028hit({n})",
    '=HYPERLINK("javascript:hit({n})")',
    "<style>@import 'javascript:hit({n})'</style>",
)
# Fields whose cells are free text; the others take codes, numbers and dates, which the checks of a build hold to.
FREE = {
    "places": ("name", "name_ru", "aliases", "note"),
    "actors": ("name", "name_ru", "aliases", "note"),
    "activities": ("title", "date_words", "place_words", "phase", "note"),
    "participations": ("words", "note"),
    "sources": ("publisher", "note"),
    "conflicts": ("reading", "note"),
    "transfers": ("item", "unit", "note"),
    "identifiers": ("value", "note"),
}


class Probes:
    """Make probes one after the other, each with its number, and remember for what each was given."""

    def __init__(self) -> None:
        self.count = 0
        self.given: list[str] = []

    def __call__(self, what: str = "") -> str:
        text = PROBES[self.count % len(PROBES)].format(n=self.count)
        self.count += 1
        self.given.append(what)
        return text.replace("|", " ")


def hostile_package(folder: Path) -> tuple[Path, Probes]:
    """Write a package with probes in every field of free text of every row, and in what its descriptor says."""
    tables: dict[str, list[dict[str, str]]] = deepcopy(SMALL)
    tables["conflicts"] = [
        {"id": "c", "activity": "one", "property": "date", "reading": "x", "followed": "no"} for _ in "12"
    ]
    tables["transfers"] = [
        {"id": "t", "activity": "one", "item": "x", "giver": "a", "receiver": "b", "ground": "stated"}
    ]
    tables["identifiers"] = [{"table": "actors", "id": "a", "scheme": "wikidata", "value": "x", "source": "page"}]
    probe = Probes()
    for table, fields in FREE.items():
        for number, row in enumerate(tables[table]):
            for field in fields:
                same = table == "conflicts" and field == "note" and number
                row[field] = tables[table][0]["note"] if same else " ".join(probe(f"{table}.{field}") for _ in range(3))
    tables["sources"][0]["url"] = "https://example.org/'onclick=hit(-1)"
    package = write_package(folder, tables)
    said = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    said |= {name: probe(name) for name in ("title", "description", "version")}
    said["contributors"] = [{"title": probe("contributor"), "role": "author"}]
    (package / "datapackage.json").write_text(json.dumps(said), encoding="utf-8")
    return package, probe
