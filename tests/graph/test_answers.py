"""Answers: Python values, frames with their types, and every way of writing them."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from comity.data import FormatError
from comity.graph.query.answers import GRAPH_FORMATS, Answer
from comity.graph.store.embedded import EmbeddedStore, open_snapshot

TYPES = """SELECT ?iri ?text ?lang ?whole ?part ?double ?day ?truth ?mixed ?gap ?odd WHERE {
  VALUES (?iri ?text ?lang ?whole ?part ?double ?day ?truth ?mixed ?gap ?odd) {
    (<http://example.org/a> "a\\tb\\n\\"c\\"" "x"@en 1 1.50 1.5e3 "2020-02-29"^^xsd:date true 1 UNDEF "1"^^<urn:t>)
    (<http://example.org/b> "\\\\" "я"@ru -2 -0.25 1.0e0 "1999-12-31"^^xsd:date false "one" 5 "2"^^<urn:t>)
  }
}"""


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def test_rows_hold_python_values(store: EmbeddedStore) -> None:
    first, second = store.query(TYPES).rows
    assert first == {
        "iri": "http://example.org/a",
        "text": 'a\tb\n"c"',
        "lang": "x",
        "whole": 1,
        "part": Decimal("1.50"),
        "double": 1500.0,
        "day": date(2020, 2, 29),
        "truth": True,
        "mixed": 1,
        "gap": None,
        "odd": "1",
    }
    assert second["mixed"] == "one"


def test_arrow_columns_take_the_type_all_their_values_have(store: EmbeddedStore) -> None:
    table = store.query(TYPES).to_arrow()
    kinds = dict(zip(table.column_names, map(str, table.schema.types), strict=True))
    assert kinds == {
        "iri": "string",
        "text": "string",
        "lang": "string",
        "whole": "int64",
        "part": "double",
        "double": "double",
        "day": "date32[day]",
        "truth": "bool",
        "mixed": "string",
        "gap": "int64",
        "odd": "string",
    }
    first, second = table.to_pylist()
    assert first["text"] == 'a\tb\n"c"'
    assert second["text"] == "\\"
    assert (first["lang"], second["lang"]) == ("x", "я")
    assert (first["mixed"], second["mixed"]) == ("1", "one")
    assert first["gap"] is None
    assert first["odd"] == "1"


def test_no_rows_give_an_empty_table(store: EmbeddedStore) -> None:
    table = store.query("SELECT ?a ?b { ?a <urn:none> ?b }").to_arrow()
    assert (table.num_rows, table.column_names) == (0, ["a", "b"])


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
terms = st.one_of(
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="en")),
    st.integers(-(2**40), 2**40).map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.dates(date(1000, 1, 1)).map(
        lambda d: ox.Literal(str(d), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    ),
    st.just(ox.NamedNode("http://example.org/<x>".replace("<", "").replace(">", ""))),
    st.none(),
)


@given(st.lists(terms, min_size=1, max_size=5))
def test_arrow_says_what_the_rows_say(values: list[Any]) -> None:
    block = " ".join(f"({'UNDEF' if value is None else value})" for value in values)
    text = f"SELECT ?x {{ VALUES (?x) {{ {block} }} }}"
    rows = [row["x"] for row in Answer(ox.Store().query(text)).rows]
    column = Answer(ox.Store().query(text)).to_arrow().column("x")
    if column.type == pa.string():
        as_text = [None if v is None else (str(v).lower() if isinstance(v, bool) else str(v)) for v in rows]
        assert column.to_pylist() == as_text
    else:
        assert column.to_pylist() == rows


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_frames_of_other_libraries(name: str, store: EmbeddedStore) -> None:
    pytest.importorskip(name)
    answer = store.query("SELECT ?a ?n { VALUES (?a ?n) { ('x' 1) ('y' 2) } }")
    frame = answer.to_pandas() if name == "pandas" else answer.to_polars()
    assert list(frame.columns) == ["a", "n"]
    assert list(frame["n"]) == [1, 2]


def written(answer: Answer, form: str) -> bytes:
    out = io.BytesIO()
    answer.write(form, out)
    return out.getvalue()


def test_csv_and_tsv_are_those_of_the_standard(store: EmbeddedStore) -> None:
    text = 'SELECT ?a ?b { VALUES (?a ?b) { ("=1+1" <urn:x>) ("a,\\"b\\"" UNDEF) } }'
    assert written(store.query(text), "csv") == b'a,b\r\n=1+1,urn:x\r\n"a,""b""",\r\n'
    assert written(store.query(text), "tsv") == b'?a\t?b\n"=1+1"\t<urn:x>\n"a,\\"b\\""\t\n'


def test_json_and_xml(store: EmbeddedStore) -> None:
    assert (
        json.loads(written(store.query("SELECT (1 AS ?n) {}"), "json"))["results"]["bindings"][0]["n"]["value"] == "1"
    )
    assert b"<boolean>true</boolean>" in written(store.query("ASK {}"), "xml")


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nt", "nt"), ("rdfxml", "xml")])
def test_statements_are_read_back(form: str, name: str, store: EmbeddedStore) -> None:
    text = "DESCRIBE actor:lva-sbg"
    graph = store.query(text).graph
    assert len(graph) > 10
    assert set(rdflib.Graph().parse(data=written(store.query(text), form), format=name)) == set(graph)


def test_turtle_uses_the_known_prefixes(store: EmbeddedStore) -> None:
    text = written(store.query("DESCRIBE actor:lva-sbg"), "ttl").decode()
    assert "@prefix actor: <https://w3id.org/comity/bomca/actor/>" in text
    assert "actor:lva-sbg" in text


def test_what_does_not_fit_is_told(store: EmbeddedStore) -> None:
    for query, form, message in (
        ("SELECT * {}", "ttl", "rows cannot be written as ttl; write csv, tsv, json, xml"),
        ("ASK {}", "csv", "yes or no cannot be written as csv; write json, xml"),
        ("DESCRIBE actor:icmpd", "csv", f"statements cannot be written as csv; write {', '.join(GRAPH_FORMATS)}"),
    ):
        with pytest.raises(FormatError, match=message):
            written(store.query(query), form)
    with pytest.raises(FormatError, match="ask with SELECT"):
        _ = store.query("ASK {}").rows
    with pytest.raises(FormatError, match="ask with CONSTRUCT"):
        _ = store.query("ASK {}").graph


def test_an_ask_is_true_or_false(store: EmbeddedStore) -> None:
    assert store.query("ASK {}")
    assert not store.query("ASK { <urn:a> <urn:b> <urn:c> }")


def test_an_answer_shown_can_be_used_after(store: EmbeddedStore) -> None:
    answer = store.query(
        "SELECT ?id ?n WHERE { ?a a comity:Actor ; dct:identifier ?id . BIND(1.5 AS ?n) } ORDER BY ?id"
    )
    shown = answer._repr_html_()
    assert shown.startswith("<table><thead><tr><th>id</th><th>n</th></tr></thead>")
    assert "<td>aut-canine</td><td>1.5</td>" in shown
    assert "141 rows, the first 20 shown" in shown
    assert len(answer.rows) == answer.to_arrow().num_rows == len(answer.to_pandas()) == 141
    out = io.BytesIO()
    answer.write("csv", out)
    assert out.getvalue().count(b"\n") == 142


def test_an_answer_that_is_gone_says_so(store: EmbeddedStore) -> None:
    answer = store.query("SELECT ?a WHERE { ?a a comity:Actor }")
    assert len(list(answer)) == 141
    with pytest.raises(FormatError, match="read to its end; ask again"):
        answer.to_arrow()


def test_statements_and_truth_in_a_notebook(store: EmbeddedStore) -> None:
    found = store.query("CONSTRUCT { ?a dct:title '<b>' } WHERE { ?a a comity:Actor } LIMIT 1")
    assert "dcterms:title &quot;&lt;b&gt;&quot;" in found._repr_html_()
    out = io.BytesIO()
    found.write("nt", out)
    assert out.getvalue().count(b"\n") == len(found.graph) == 1
    assert store.query("ASK {}")._repr_html_() == "<p>yes</p>"
    cell = store.query("SELECT ('<script>' AS ?a) (<https://example.org/?a&b> AS ?b) {}")._repr_html_()
    assert "<td>&lt;script&gt;</td>" in cell
    assert '<a href="https://example.org/?a&amp;b">' in cell
