"""Columns, records, vocabulary and descriptor say the same."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from comity.data import SHIPPED
from comity.data.descriptor import describe_package
from comity.data.records import Record
from comity.data.schema import EVERY_TABLE, FOLDER, TABLES, Table
from comity.ontology import PREFIXES, SCHEMES, expand, load_scheme
from comity.ontology.schemes import FOLDER as ONTOLOGY

NAMES = [table.name for table in TABLES]
PYTHON = {"string": "str", "uri": "str", "boolean": "bool", "list": "tuple[str, ...]"}


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.name)
def test_a_record_has_the_columns_of_its_table_in_order(table: Table[Any]) -> None:
    assert [field.name for field in dataclasses.fields(table.record)] == [column.name for column in table.columns]


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.name)
def test_a_record_has_the_types_of_its_table(table: Table[Any]) -> None:
    for field, column in zip(dataclasses.fields(table.record), table.columns, strict=True):
        optional = {"date": "date | None", "integer": "int | None", "number": "Decimal | None"}
        wanted = PYTHON.get(column.type) or optional[column.type]
        written = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", "") or str(field.type)
        assert (
            written.replace("datetime.", "").replace("decimal.", "") == wanted
            or str(field.type).replace("datetime.", "").replace("decimal.", "") == wanted
        )


def test_every_record_type_has_a_table() -> None:
    assert {table.record for table in EVERY_TABLE} == set(Record.__args__)


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.name)
def test_a_column_is_described(table: Table[Any]) -> None:
    for column in table.columns:
        assert column.title
        assert column.description.endswith("."), column.name
        if column.scheme:
            assert column.scheme in SCHEMES
        if column.references:
            assert column.references in NAMES[: NAMES.index(table.name) + 1], "a table points into one before it"
        if column.pattern and column.example:
            assert re.fullmatch(column.pattern, column.example), column.name


def test_every_property_of_a_column_is_defined_in_the_vocabulary() -> None:
    defined = {
        quad.subject.value
        for quad in ox.parse(path=str(ONTOLOGY / "comity.ttl"))
        if quad.predicate.value == expand("skos:definition") and isinstance(quad.subject, ox.NamedNode)
    }
    for table in TABLES:
        for column in table.columns:
            if column.property:
                assert expand(column.property) in defined, f"{table.name}.{column.name}"


def test_every_scheme_is_used_by_a_column_or_by_analysis() -> None:
    columns = {column.scheme for table in TABLES for column in table.columns if column.scheme}
    assert columns | {"tie", "measure"} == set(SCHEMES)


def test_a_scheme_column_has_the_range_of_its_scheme() -> None:
    ranges = {
        quad.subject.value: quad.object.value
        for quad in ox.parse(path=str(ONTOLOGY / "comity.ttl"))
        if quad.predicate.value == expand("rdfs:range")
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    }
    for table in TABLES:
        for column in table.columns:
            if column.scheme and column.property and column.property.startswith("comity:"):
                kind = ranges[expand(column.property)]
                concept = next(iter(load_scheme(column.scheme).concepts))
                types = {
                    quad.object
                    for quad in ox.parse(path=str(ONTOLOGY / "schemes" / f"{column.scheme}.ttl"))
                    if quad.predicate.value == expand("rdf:type")
                    and quad.subject == ox.NamedNode(PREFIXES[column.scheme] + concept)
                }
                assert ox.NamedNode(kind) in types, f"{table.name}.{column.name}"


def test_each_schema_file_belongs_to_a_table() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted([table.name for table in EVERY_TABLE])


def test_the_descriptor_of_the_shipped_package_is_up_to_date() -> None:
    committed = (SHIPPED / "datapackage.json").read_text(encoding="utf-8")
    assert describe_package(SHIPPED) == committed, "run: make package"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_shipped_package_is_a_valid_data_package() -> None:
    from frictionless import Package

    report = Package(str(SHIPPED / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks] == NAMES


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_a_fault_in_the_package_too(tmp_path: Path) -> None:
    from frictionless import Package

    for path in SHIPPED.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.name == "participations.csv":
            text = text.replace(",expert,", ",expart,", 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    descriptor = json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid
