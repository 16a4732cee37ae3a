"""Validation: packages, files, stores and catalogues; every fault in words, with the row or resource at fault."""

import json
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, Literal, Namespace, URIRef

from comity.__main__ import main
from comity.data import FormatError
from comity.ontology import PREFIXES
from comity.publish.validation.checks import CATALOGUE_SHAPES, validate_target
from tests.packages import SMALL, write_package
from tests.publish.sites import build

pytest.importorskip("pyshacl", reason="pySHACL is not installed (pip install 'comity[publish]')")
SH, COMITY = Namespace("http://www.w3.org/ns/shacl#"), Namespace(PREFIXES["comity"])
HEAD = """@prefix comity: <https://w3id.org/comity/ns#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def test_a_sound_package_conforms(tmp_path: Path) -> None:
    report = validate_target(write_package(tmp_path))
    assert (report.findings, report.violations) == ((), 0)
    assert report.text == f"{tmp_path}: no violation"


def test_every_problem_of_a_package_is_told_with_line_and_column(tmp_path: Path) -> None:
    tables = {
        **SMALL,
        "activities": [{**SMALL["activities"][0], "kind": "workshp", "latest": "2019-12-31"}],
        "actors": [*SMALL["actors"], {**SMALL["actors"][0], "id": "B", "country": "ZZZ"}],
    }
    report = validate_target(write_package(tmp_path, tables))
    places = {(each.resource, each.line, each.column) for each in report.findings}
    assert {("activities.csv", 2, "kind"), ("actors.csv", 5, "id")} <= places
    assert 'violation: activities.csv, line 2, column kind: "workshp" is not in the scheme activity-kind' in report.text
    assert report.text.endswith(f"{report.violations} violations")
    read = json.loads(report.json)
    assert read["conforms"] is False
    assert len(read["findings"]) == report.violations
    graph = rdflib.Graph().parse(data=report.turtle, format="turtle")
    assert set(graph.objects(None, SH.conforms)) == {Literal(False)}
    assert len(list(graph.objects(None, SH.result))) == report.violations
    assert (None, SH.focusNode, URIRef("urn:comity:table:activities.csv#row=2")) in graph


def test_the_graph_of_a_package_is_checked_against_shapes_given(tmp_path: Path) -> None:
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        HEAD + "ex:S a sh:NodeShape ; sh:targetClass comity:Activity ;"
        " sh:property [ sh:path comity:headcount ; sh:minCount 1 ; sh:message 'Say how many came.' ] .",
        encoding="utf-8",
    )
    report = validate_target(write_package(tmp_path / "package"), [shapes])
    assert report.violations == 2
    assert (
        'violation: "One" <https://example.org/graph/activity/one>: it has no comity:headcount. Say how many came.'
    ) in report.text.splitlines()
    assert {each.rule for each in report.findings} == {"own.ttl: MinCount"}


def test_the_shipped_graph_conforms(built_store: Path) -> None:
    assert validate_target(built_store).violations == 0


# What is written of an activity that is otherwise sound, and what is said of it.
SOUND = {
    "dct:identifier": '"a"',
    "dct:type": "<https://w3id.org/comity/activity-kind/seminar>",
    "dct:title": '"A"@en',
    "comity:datePrecision": "<https://w3id.org/comity/date-precision/day>",
    "comity:yearGround": "<https://w3id.org/comity/ground/stated>",
    "comity:mode": "<https://w3id.org/comity/mode/online>",
    "comity:modeGround": "<https://w3id.org/comity/ground/stated>",
    "comity:evidence": "ex:e",
    "dct:source": "ex:page",
}
FAULTS = {
    "none": ({}, ""),
    "no evidence": ({"comity:evidence": ""}, "it has no comity:evidence. Each statement names the passage"),
    "a title without language": ({"dct:title": '"A"'}, 'dct:title is "A"; write it as rdf:langString'),
    "two modes": (
        {"comity:mode": "<https://w3id.org/comity/mode/online>, <https://w3id.org/comity/mode/mixed>"},
        "it has more than 1 comity:mode; keep 1",
    ),
    "a kind that is none": (
        {"dct:type": "ex:fair"},
        "dct:type is <https://example.org/fair>, which is no comity:ActivityKind",
    ),
    "a count in words": ({"comity:headcount": '"many"'}, 'comity:headcount is "many"; write it as xsd:integer'),
    "a count of nobody": ({"comity:headcount": "0"}, 'comity:headcount is "0" (xsd:integer); the least is "1"'),
    "the last day before the first": (
        {"comity:earliest": '"2020-02-02"^^xsd:date', "comity:latest": '"2020-01-01"^^xsd:date'},
        "which is more than comity:latest. The first possible day is not after the last.",
    ),
    "a name that is none": ({"dct:identifier": '"A b"'}, 'dct:identifier is "A b", which is not of the form'),
    "a title twice in a language": ({"dct:title": '"A"@en, "B"@en'}, "it has dct:title more than once in one language"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_file_is_told_in_words(fault: str, tmp_path: Path) -> None:
    changes, words = FAULTS[fault]
    stated = "; ".join(f"{name} {value}" for name, value in {**SOUND, **changes}.items() if value)
    path = tmp_path / "more.ttl"
    path.write_text(
        f"{HEAD} ex:a a comity:Activity ; {stated} . ex:e a comity:Evidence ; <{PREFIXES['oa']}hasSource> ex:page ."
        "ex:page a comity:Source ; dct:identifier 'page' ; dct:type <https://w3id.org/comity/source-kind/web-page> ;"
        f" <{PREFIXES['schema']}url> 'https://example.org/page'^^xsd:anyURI ;"
        f" <{PREFIXES['dc']}language> 'en' ; <{PREFIXES['dc']}publisher> 'example.org' .",
        encoding="utf-8",
    )
    report = validate_target(path)
    assert bool(report.violations) == bool(words), report.text
    if words:
        assert words in report.text
        assert "<https://example.org/a>: " in report.text


def test_a_file_that_is_not_sound_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(f"{HEAD}\nex:a ex:b .\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"bad\.ttl, line 5: is not sound"):
        validate_target(path)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.rdf", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "declares entities"),
        ("x.jsonld", '{"@graph":' + "[" * 300 + "]" * 300 + "}", "is nested 301 deep"),
        ("x.docx", "text", "is of no RDF syntax that is known by its name"),
    ],
)
def test_a_file_that_must_not_be_read_is_refused(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        validate_target(tmp_path / name)


def test_shapes_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(f"{HEAD} ex:a ex:b ex:c .", encoding="utf-8")
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{HEAD} ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:none .", encoding="utf-8")
    with pytest.raises(FormatError, match=r"shapes.ttl: pySHACL cannot use these shapes"):
        validate_target(tmp_path / "data.ttl", [shapes])


@pytest.fixture(scope="module")
def catalogue(published: Path) -> Path:
    return published / "catalog.ttl"


def test_our_own_catalogue_has_no_violation(catalogue: Path) -> None:
    report = validate_target(catalogue)
    assert report.checked_by == (CATALOGUE_SHAPES.name,)
    assert report.violations == 0
    assert {each.path for each in report.findings} == {"dcat:contactPoint"}


MANDATORY = {
    (DCAT.Catalog, DCTERMS.title): "Everything in a catalogue has a title",
    (DCAT.Catalog, DCTERMS.description): "say in words what they hold",
    (DCAT.Catalog, DCTERMS.publisher): "A catalogue names its one publisher",
    (DCAT.Dataset, DCTERMS.title): "Everything in a catalogue has a title",
    (DCAT.Dataset, DCTERMS.description): "say in words what they hold",
    (DCAT.Distribution, DCAT.accessURL): "at which address it is to be had",
    (DCAT.DataService, DCTERMS.title): "Everything in a catalogue has a title",
    (DCAT.DataService, DCAT.endpointURL): "at which address it answers",
}


@pytest.mark.parametrize("kind_and_name", MANDATORY, ids=[" ".join(map(str, key)) for key in MANDATORY])
def test_what_dcat_ap_demands_is_demanded(
    kind_and_name: tuple[URIRef, URIRef], catalogue: Path, tmp_path: Path
) -> None:
    kind, name = kind_and_name
    graph = rdflib.Graph().parse(catalogue)
    thing = min(graph.subjects(RDF.type, kind), key=str)
    graph.remove((thing, name, None))
    graph.serialize(tmp_path / "catalog.ttl", format="turtle")
    report = validate_target(tmp_path / "catalog.ttl")
    assert report.violations == 1
    assert MANDATORY[kind_and_name] in report.findings[0].text
    assert report.findings[0].resource == str(thing)


@pytest.mark.parametrize("form", ["text", "json", "ttl"])
def test_the_command_writes_each_form_and_says_by_its_exit_code(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write_package(tmp_path / "good")
    bad = write_package(tmp_path / "bad", {**SMALL, "activities": [{**SMALL["activities"][0], "kind": "x"}]})
    assert main(["validate", str(good), "-f", form]) == 0
    assert capsys.readouterr().err == ""
    assert main(["validate", str(bad), "-f", form]) == 1
    shown = capsys.readouterr()
    assert "violations" in shown.err
    if form == "json":
        assert json.loads(shown.out)["findings"][0]["line"] == 2
    elif form == "ttl":
        assert (None, RDF.type, SH.ValidationReport) in rdflib.Graph().parse(data=shown.out, format="turtle")
    else:
        assert "activities.csv, line 2, column kind" in shown.out


def test_a_store_in_a_folder_is_checked(tmp_path: Path) -> None:
    build(write_package(tmp_path / "package"), tmp_path / "store")
    report = validate_target(tmp_path / "store")
    assert (report.violations, report.checked_by) == (0, ("shapes.ttl",))


def test_the_report_of_a_graph_is_a_shacl_report(catalogue: Path) -> None:
    report = validate_target(catalogue)
    graph = rdflib.Graph().parse(data=report.turtle, format="turtle")
    assert len(list(graph.subjects(RDF.type, SH.ValidationReport))) == 1
    assert len(list(graph.objects(None, SH.result))) == len(report.findings)
    assert set(graph.objects(None, SH.conforms)) == {Literal(False)}
