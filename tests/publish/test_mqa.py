"""MQA: the published weights, the score of our catalogue, and what each fault costs."""

import shutil
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, Literal, URIRef

from comity.publish.portal.catalogue.mqa import METRICS, RATINGS, Score, score_site

pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")
ADDRESS = "https://w3id.org/comity/"


def test_weights_are_those_published() -> None:
    sums: dict[str, int] = {}
    for metric, _ in METRICS:
        sums[metric.dimension] = sums.get(metric.dimension, 0) + metric.weight
    assert sums == {
        "findability": 100,
        "accessibility": 100,
        "interoperability": 110,
        "reusability": 75,
        "contextuality": 20,
    }
    assert [least for least, _ in RATINGS] == [351, 221, 121, 0]


def test_the_catalogue_is_excellent_and_says_what_costs_the_rest(published: Path) -> None:
    score = score_site(published, ADDRESS)
    assert score.total >= 351
    assert score.rating == "excellent"
    assert 'contact point: give "homepage" or a contact' in score.text
    assert "-20.0 contact point" in score.text
    lost = {each.metric.name for each in score.points if each.share < 1}
    assert lost == {"contact point", "download URL", "download URL answers", "size"}


def rescored(published: Path, tmp_path: Path, name: URIRef, value: rdflib.term.Node | None = None) -> dict[str, float]:
    """Give the points of each metric after every value of a property was taken away, or put in its place."""
    graph = rdflib.Graph().parse(published / "catalog.ttl")
    subjects = set(graph.subjects(name))
    assert subjects
    graph.remove((None, name, None))
    for subject in subjects if value else ():
        graph.add((subject, name, value))  # type: ignore[arg-type]
    graph.serialize(tmp_path / "catalog.ttl", format="turtle")
    return points(score_site(published, ADDRESS, tmp_path / "catalog.ttl"))


def points(score: Score) -> dict[str, float]:
    return {each.metric.name: round(each.points, 1) for each in score.points}


COSTS = {
    DCAT.keyword: {"keywords": 30},
    DCAT.theme: {"theme": 30},
    DCTERMS.spatial: {"places covered": 20},
    DCTERMS.temporal: {"days covered": 20},
    DCAT.mediaType: {"media type": 10, "format and media type of known tables": 10},
    DCTERMS.license: {"licence": 20, "licence of a known table": 10},
    DCTERMS.accessRights: {"access rights": 10, "access rights of a known table": 5},
    DCTERMS.publisher: {"publisher": 10, "DCAT-AP": 30},
    DCTERMS.rights: {"rights": 5},
    DCTERMS.issued: {"day of issue": 5},
    DCTERMS.modified: {"day of change": 5},
    DCTERMS.title: {"DCAT-AP": 30},
}


@pytest.mark.parametrize("name", COSTS, ids=[str(name).rsplit("/", 1)[1] for name in COSTS])
def test_what_is_missing_costs_its_weight(name: URIRef, published: Path, tmp_path: Path) -> None:
    whole, found = points(score_site(published, ADDRESS)), rescored(published, tmp_path, name)
    assert {key: whole[key] - found[key] for key in whole if whole[key] != found[key]} == COSTS[name]


def test_a_format_of_one_vendor_costs(published: Path, tmp_path: Path) -> None:
    xls = URIRef("http://publications.europa.eu/resource/authority/file-type/XLS")
    found = rescored(published, tmp_path, DCTERMS["format"], xls)
    assert (found["format"], found["format that nobody owns"], found["format that machines read"]) == (20, 0, 0)


def test_an_address_outside_the_site_is_not_taken_to_answer(published: Path, tmp_path: Path) -> None:
    found = rescored(published, tmp_path, DCAT.downloadURL, URIRef("https://example.org/elsewhere"))
    assert found["download URL answers"] == 0
    assert found["download URL"] > 19


def test_a_file_that_is_gone_costs_its_share(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "site")
    (tmp_path / "site" / "dumps" / "graph.ttl").unlink()
    before, after = (points(score_site(each, ADDRESS)) for each in (published, tmp_path / "site"))
    assert before["access URL answers"] - after["access URL answers"] == pytest.approx(50 / 3 / 13, abs=0.06)


def test_a_title_alone_is_bad(tmp_path: Path) -> None:
    graph = rdflib.Graph()
    graph.add((URIRef("https://example.org/d"), rdflib.RDF.type, DCAT.Dataset))
    graph.add((URIRef("https://example.org/d"), DCTERMS.title, Literal("D")))
    graph.serialize(tmp_path / "catalog.ttl", format="turtle")
    score = score_site(tmp_path, ADDRESS)
    assert (score.total, score.rating) == (0, "bad")
