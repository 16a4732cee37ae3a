"""The terms of the vocabulary, read from its Turtle files: classes, properties, and terms of others."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from .namespaces import VOCABULARY, expand
from .schemes import FOLDER

KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "property",
    "owl:DatatypeProperty": "property with a value",
    "owl:AnnotationProperty": "annotation property",
}
MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "owl:sameAs")
_ABOVE = ("rdfs:subClassOf", "rdfs:subPropertyOf")
_Node = ox.NamedNode | ox.BlankNode
_Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_About = dict[str, list[_Value]]
_Said = dict[_Node, _About]


@dataclass(frozen=True)
class Term:
    """One term; ``kind`` is empty for a term of others. ``domain`` and ``range`` name classes, any one of them."""

    iri: str
    kind: str
    labels: dict[str, str]
    definitions: dict[str, str]
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    above: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]

    @property
    def is_class(self) -> bool:
        """Tell a class from a property."""
        return self.kind == "class"


@dataclass(frozen=True)
class Use:
    """What a thing of a class can say by a property: to which class or datatype it leads, least and most often.

    ``least`` is None where no shape speaks of it.
    """

    owner: str
    property: str
    leads_to: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The vocabulary: what is said of it as a whole, its terms in the order of the file, and how they are used."""

    iri: str
    titles: dict[str, str]
    description: str
    version: str
    licence: str
    terms: dict[str, Term]
    uses: tuple[Use, ...]

    @property
    def classes(self) -> list[Term]:
        """Its own classes."""
        return [term for term in self.terms.values() if term.is_class]

    @property
    def properties(self) -> list[Term]:
        """Its own properties."""
        return [term for term in self.terms.values() if term.kind and not term.is_class]

    @property
    def others(self) -> list[Term]:
        """The terms of others that have a use here."""
        return [term for term in self.terms.values() if not term.kind]


@cache
def load_vocabulary() -> Vocabulary:
    """Read the vocabulary, and from the shapes what each class can say and how often.

    >>> load_vocabulary().terms["https://w3id.org/comity/ns#Activity"].labels["ru"]
    'Мероприятие'
    """
    said = _read("comity.ttl")
    whole = said[ox.NamedNode(VOCABULARY)]
    terms = {
        node.value: _term(node.value, about, said)
        for node, about in said.items()
        if isinstance(node, ox.NamedNode) and expand("skos:definition") in about
    }
    return Vocabulary(
        iri=VOCABULARY,
        titles=_by_language(whole, "dct:title"),
        description=_by_language(whole, "dct:description")["en"],
        version=_values(whole, "owl:versionInfo")[0],
        licence=_values(whole, "dct:license")[0],
        terms=terms,
        uses=tuple(_uses(terms)),
    )


@cache
def names() -> frozenset[str]:
    """Collect every IRI that stands in the vocabulary or in a scheme: its terms, and those of others that they use.

    >>> {"http://www.w3.org/2004/02/skos/core#broader", "https://w3id.org/comity/role/expert"} <= names()
    True
    """
    files = [FOLDER / "comity.ttl", *sorted((FOLDER / "schemes").glob("*.ttl"))]
    triples = (quad.triple for path in files for quad in ox.parse(path=str(path)))
    return frozenset(node.value for triple in triples for node in triple if isinstance(node, ox.NamedNode))


def _read(name: str) -> _Said:
    said: _Said = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(FOLDER / name)):
        if isinstance(quad.subject, ox.NamedNode | ox.BlankNode):
            said[quad.subject][quad.predicate.value].append(quad.object)
    return said


def _values(about: _About, term: str) -> list[str]:
    return [value.value for value in about.get(expand(term), ()) if isinstance(value, ox.NamedNode | ox.Literal)]


def _by_language(about: _About, term: str) -> dict[str, str]:
    return {v.language or "": v.value for v in about.get(expand(term), ()) if isinstance(v, ox.Literal)}


def _term(iri: str, about: _About, said: _Said) -> Term:
    types = _values(about, "rdf:type")
    return Term(
        iri=iri,
        kind=next((words for name, words in KINDS.items() if expand(name) in types), ""),
        labels=_by_language(about, "rdfs:label"),
        definitions=_by_language(about, "skos:definition"),
        notes=tuple(_values(about, "skos:scopeNote")),
        examples=tuple(_values(about, "skos:example")),
        above=tuple(value for name in _ABOVE for value in _values(about, name)),
        matches=tuple((name, value) for name in MATCHES for value in _values(about, name)),
        domain=_classes(about, "rdfs:domain", said),
        range=_classes(about, "rdfs:range", said),
    )


def _classes(about: _About, term: str, said: _Said) -> tuple[str, ...]:
    """Read the classes that a domain or range names; those of a union one by one."""
    classes: list[str] = []
    for value in about.get(expand(term), ()):
        if isinstance(value, ox.NamedNode):
            classes.append(value.value)
        elif isinstance(value, ox.BlankNode):
            classes += [member for union in said[value][expand("owl:unionOf")] for member in _members(union, said)]
    return tuple(classes)


def _members(head: _Value, said: _Said) -> list[str]:
    members = []
    while isinstance(head, ox.BlankNode):
        members += _values(said[head], "rdf:first")
        head = next(iter(said[head][expand("rdf:rest")]))
    return members


def _uses(terms: dict[str, Term]) -> list[Use]:
    """Collect what the shapes say of each class, then what domains and ranges add to that."""
    shaped = _shaped()
    known = {(use.owner, use.property): use for use in shaped}
    uses = {use: None for use in shaped if use.leads_to or use.property not in terms or not terms[use.property].range}
    for term in terms.values():
        for owner in term.domain:
            use = known.get((owner, term.iri), Use(owner, term.iri, ""))
            if not use.leads_to:
                uses.update(dict.fromkeys(replace(use, leads_to=to) for to in term.range or ("",)))
    return list(uses)


def _shaped() -> list[Use]:
    said = _read("shapes.ttl")
    sh = "http://www.w3.org/ns/shacl#"

    def first(node: _Value, name: str) -> _Value | None:
        assert isinstance(node, ox.NamedNode | ox.BlankNode)
        return next(iter(said[node].get(sh + name, ())), None)

    def number(node: _Value, name: str) -> int | None:
        value = first(node, name)
        return int(value.value) if isinstance(value, ox.Literal) else None

    uses = []
    for shape in list(said):
        owner = first(shape, "targetClass")
        if not isinstance(owner, ox.NamedNode):
            continue
        for rule in said[shape][sh + "property"]:
            path, inner = first(rule, "path"), first(rule, "node")
            to = first(rule, "class") or first(rule, "datatype") or (first(inner, "class") if inner else None)
            if isinstance(path, ox.NamedNode):
                leads_to = to.value if isinstance(to, ox.NamedNode) else ""
                uses.append(
                    Use(owner.value, path.value, leads_to, number(rule, "minCount") or 0, number(rule, "maxCount"))
                )
    return uses
