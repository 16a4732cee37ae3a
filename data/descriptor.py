"""Write the ``resources`` of a package's ``datapackage.json`` from the table schemas.

Run ``python -m comity.data.descriptor FOLDER`` after a change of columns or concept schemes.
"""

import copy
import json
import sys
from pathlib import Path
from typing import Any

from ..ontology import load_scheme
from .schema import TABLES, Table, table_schema


def resources(folder: Path) -> list[dict[str, Any]]:
    """Describe each table that *folder* has as a Frictionless resource, its schema written out in full.

    Codes of a concept scheme become the values a column allows, so that a Frictionless tool finds
    what ``comity build`` finds.
    """
    present = [table for table in TABLES if (folder / table.file).is_file()]
    return [_resource(table, {each.name for each in present}) for table in present]


def _resource(table: Table[Any], present: set[str]) -> dict[str, Any]:
    schema = copy.deepcopy(table_schema(table.name))
    schema["fields"] = [_field(field) for field in schema["fields"]]
    keys = [_foreign_key(key, table.name) for key in schema.pop("foreignKeys", [])]
    if keys := [key for key in keys if key["reference"]["resource"] in present | {""}]:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": schema.pop("title"),
        "description": schema.pop("description"),
        "type": "table",
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": {"delimiter": ","}},
        "schema": {**schema, "missingValues": [""]},
    }


def _field(field: dict[str, Any]) -> dict[str, Any]:
    own_field = copy.deepcopy(field)
    scheme = own_field.get("scheme")
    if scheme and own_field["type"] != "list":
        own_field.setdefault("constraints", {})["enum"] = list(load_scheme(scheme).concepts)
    if own_field["type"] == "list":
        # A pattern of a list is for its text; Frictionless compares it with the values.
        own_field.get("constraints", {}).pop("pattern", None)
    return {key: value for key, value in own_field.items() if value != {}}


def _foreign_key(key: dict[str, Any], own: str) -> dict[str, Any]:
    reference = dict(key["reference"])
    if reference["resource"] == own:
        reference["resource"] = ""
    return {"fields": key["fields"], "reference": reference}


def describe_package(folder: Path) -> str:
    """Write the text of the descriptor in *folder*, with its resources anew; the file stays as it is."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"] = resources(folder)
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        (Path(name) / "datapackage.json").write_text(describe_package(Path(name)), encoding="utf-8")
