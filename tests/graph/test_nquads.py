"""N-Quads as text: what is written is read back as it was."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from comity.data.cells import split_language
from comity.graph.build.nquads import literal


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_a_literal_is_read_back_as_it_was(text: str) -> None:
    (quad,) = ox.parse(f"<urn:s> <urn:p> {literal(text, 'en')} .", format=ox.RdfFormat.N_QUADS)
    assert quad.object == ox.Literal(text, language="en")


def test_a_datatype_is_written_but_for_plain_text() -> None:
    assert literal("1", datatype="xsd:integer") == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert literal("a", datatype="xsd:string") == '"a"'


def test_only_a_language_tag_is_taken_for_one() -> None:
    assert split_language("mail@example.org", "en") == ("mail@example.org", "en")
    assert split_language("НПО@ru", "en") == ("НПО", "ru")
    assert split_language("x@zh-Hant", "en") == ("x", "zh-Hant")
    assert split_language("x@en-abcdefghi", "en") == ("x@en-abcdefghi", "en")
