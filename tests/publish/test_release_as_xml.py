"""The RDF/XML of a release, read by another parser than the one that wrote it: it says what the other files say."""

import gzip
import io
from collections import Counter
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib

from comity.data import FormatError
from comity.graph.query.answers import Answer
from comity.graph.query.xml_text import XmlOut, xml_text
from tests.packages import SMALL, write_package
from tests.publish.sites import build, publish

pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")
# What a text may hold and a careless writer of XML would lose: line ends, C1 controls, marks of markup, an emoji.
HOSTILE = "a\rb\r\nc\td\n\ne & <f> \"g\" 'h' ]]> <!-- \x7f\x85\u2028\ufffd\ufeff\U0001f600 é\u0301 </rdf:RDF>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xml")
    rows = deepcopy(SMALL)
    for table, column in (("actors", "name"), ("actors", "note"), ("activities", "title"), ("sources", "note")):
        rows[table][0][column] = HOSTILE
    rows["participations"][0]["words"] = HOSTILE
    package = write_package(folder / "package", rows)
    (package / "rdf").mkdir()
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(HOSTILE, language="en"))
    (package / "rdf" / "x.nt").write_text(f"{triple} .\n", encoding="utf-8", newline="\n")
    return publish(build(package, folder / "store"), folder / "site", pages=True)


def read(path: Path, form: str) -> set[tuple[rdflib.term.Node, ...]]:
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    if form == "xml":
        ElementTree.fromstring(content)
    return set(rdflib.Graph().parse(data=content, format=form))


def test_rdf_xml_says_what_turtle_says(site: Path) -> None:
    files = [path for path in sorted(site.rglob("*")) if path.name.endswith((".rdf", ".rdf.gz"))]
    for path in files:
        other = path.with_name(path.name.replace(".rdf", ".ttl"))
        found, wanted = read(path, "xml"), read(other, "turtle")
        own = [each.name.removesuffix(".gz") for each in (path, other)]
        assert Counter(_named(each, own) for each in found) == Counter(_named(each, own) for each in wanted), path
    assert {path.parent.name for path in files} >= {"site", "dumps", "actor", "activity", "small"}
    whole = read(site / "dumps" / "graph.rdf", "xml")
    assert sum(str(triple[2]) == HOSTILE for triple in whole) >= 6


def _named(triple: tuple[rdflib.term.Node, ...], own: list[str]) -> tuple[str, ...]:
    """Give a statement in which two forms of one document have one name, and blank nodes none."""
    first, second = (f"/{name}'" for name in own)
    blank = rdflib.BNode
    return tuple("_" if isinstance(term, blank) else repr(term).replace(first, second) for term in triple)


QUERIES = ("CONSTRUCT { <urn:s> <urn:p> ?x } { VALUES ?x { $ } }", "SELECT ?x { VALUES ?x { $ } }")


@pytest.mark.parametrize(("query", "form"), [*zip(QUERIES, ("rdfxml", "xml"), strict=True)])
def test_answers_as_xml_keep_every_character_or_are_refused(query: str, form: str) -> None:
    def answer(text: str) -> bytes:
        out = io.BytesIO()
        Answer(ox.Store().query(query.replace("$", str(ox.Literal(text))))).write(form, out)
        return out.getvalue()

    texts = [element.text for element in ElementTree.fromstring(answer(HOSTILE)).iter()]
    assert HOSTILE in texts
    for character in ("\x00", "\x0b", "\x1f", "\ufffe"):
        with pytest.raises(FormatError, match="which XML cannot"):
            answer(f"a{character}")


def test_what_no_xml_holds_is_found_where_two_pieces_meet() -> None:
    out = XmlOut(io.BytesIO())
    out.write(b"<a>\xef\xbf")
    with pytest.raises(FormatError):
        out.write(b"\xbe</a>")
    assert xml_text(b"<a>\r\n</a>") == b"<a>&#13;\n</a>"
