"""The vocabulary as it is read for pages: nothing of the file is lost."""

import pyoxigraph as ox
import pytest

from comity.ontology import PREFIXES, expand
from comity.ontology.schemes import FOLDER
from comity.ontology.terms import Use, load_vocabulary

VOCABULARY = load_vocabulary()


def test_every_term_of_the_file() -> None:
    defined = {
        quad.subject.value
        for quad in ox.parse(path=str(FOLDER / "comity.ttl"))
        if quad.predicate.value == expand("skos:definition") and isinstance(quad.subject, ox.NamedNode)
    }
    assert set(VOCABULARY.terms) == defined
    ours = {iri for iri in defined if iri.startswith(PREFIXES["comity"])}
    assert {term.iri for term in [*VOCABULARY.classes, *VOCABULARY.properties]} == ours


@pytest.mark.parametrize("term", VOCABULARY.terms.values(), ids=list(VOCABULARY.terms))
def test_a_term_is_labelled_in_both_languages_and_defined(term: object) -> None:
    found = VOCABULARY.terms[term.iri]  # type: ignore[attr-defined]
    assert set(found.labels) == {"en", "ru"}
    assert found.definitions["en"]


@pytest.mark.parametrize(
    ("owner", "prop", "leads_to", "least", "most"),
    [
        ("comity:Activity", "dct:type", "comity:ActivityKind", 1, 1),
        ("comity:Activity", "prov:qualifiedAssociation", "comity:Participation", 0, None),
        ("comity:Activity", "comity:country", "comity:Place", 0, 1),  # by a shape within a shape
        ("comity:Conflict", "comity:reading", "comity:Reading", 2, None),
        ("comity:Tie", "comity:tieFrom", "comity:Place", None, None),  # a range of several classes, and no shape
        ("comity:Run", "comity:parameters", "rdf:JSON", None, None),
    ],
)
def test_what_a_class_can_say(owner: str, prop: str, leads_to: str, least: int | None, most: int | None) -> None:
    assert Use(expand(owner), expand(prop), expand(leads_to), least, most) in VOCABULARY.uses


def test_every_domain_is_among_the_uses() -> None:
    said = {(use.owner, use.property) for use in VOCABULARY.uses}
    assert {(owner, term.iri) for term in VOCABULARY.properties for owner in term.domain} <= said


def test_a_union_is_read_class_by_class() -> None:
    country = VOCABULARY.terms[expand("comity:country")]
    assert country.domain == tuple(map(expand, ("comity:Activity", "comity:Actor", "comity:Place")))
