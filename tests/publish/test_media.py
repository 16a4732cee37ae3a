"""Content negotiation, case by case."""

import pytest

from comity.publish.web.media import BOOLEAN, ROWS, STATEMENTS, choose, named


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/xml", "xml"),
        ("application/json", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.8", "tsv"),
        ("text/csv;q=0.1, */*;q=0.5", "json"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("text/csv; charset=utf-8", "csv"),
        ("TEXT/CSV", "csv"),
        ("application/vnd.apache.parquet", "parquet"),
        ("application/vnd.apache.arrow.stream", "arrow"),
        ("image/png", None),
        ("text/csv;q=nonsense", None),
        ("text/csv;q=0.55, application/json;q=0.56", "json"),
        ("text/csv;q=0.005, application/json;q=0.004", "csv"),
        ("text/csv;q=1.000, */*;q=0.999", "csv"),
        ("text/csv;q=2, text/tab-separated-values;q=0.001", "tsv"),
        ("text/csv;q=0.1, text/csv;q=0.9, text/tab-separated-values;q=0.5", "tsv"),
        ("text/csv;level=1;q=0.3;x=y, text/tab-separated-values;q=0.2", "csv"),
        ("application/*;q=0.2, text/csv;q=0.3", "csv"),
    ],
)
def test_rows(accept: str, form: str | None) -> None:
    assert choose(accept, ROWS) == form


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "ttl"),
        ("application/rdf+xml", "rdfxml"),
        ("application/xml", "rdfxml"),
        ("application/json", "jsonld"),
        ("text/plain", "nt"),
        ("text/n3", "ttl"),
        ("application/trig", "trig"),
    ],
)
def test_statements(accept: str, form: str) -> None:
    assert choose(accept, STATEMENTS) == form


def test_a_format_has_several_names() -> None:
    assert named("srj", ROWS) == named("application/json", ROWS) == named("JSON", ROWS) == "json"
    assert named("turtle", STATEMENTS) == named("n3", STATEMENTS) == "ttl"
    assert named("xml", STATEMENTS) == "rdfxml"
    assert named("nothing,application/ld+json, text/turtle", STATEMENTS) == "jsonld"
    assert named("json", STATEMENTS) == "jsonld"
    assert named("csv", BOOLEAN) is None
    assert named("nothing", ROWS) is None
