"""What is said of one thing: the statements of the document that describes it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from ...graph.query.answers import GRAPH_FORMATS
from ...graph.query.xml_text import xml_text
from ...graph.store.embedded import EmbeddedStore
from ...ontology import PREFIXES
from ...ontology.namespaces import ROOT, VOCABULARY
from .address import Addresses
from .negotiation import Known

# Things that have no document of their own: they are told in that of what they belong to.
PARTS = ("participation", "transfer", "conflict", "evidence", "identifier")
_LABELS = [ox.NamedNode(PREFIXES[p] + n) for p, n in (("skos", "prefLabel"), ("dct", "title"), ("rdfs", "label"))]
_FOLLOWED_BACK = [
    ox.NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        *(("prov", "agent"), ("org", "subOrganizationOf"), ("skos", "broader"), ("skos", "inScheme")),
        *(("dct", "subject"), ("prov", "atLocation"), ("comity", "country")),
    )
]
_SYNTAX = {"ttl": "ttl", "jsonld": "jsonld", "nt": "nt", "rdf": "rdfxml"}


class Documents:
    """The documents of one graph."""

    def __init__(self, store: EmbeddedStore, gone: frozenset[str] = frozenset()) -> None:
        self.store = store
        self.addresses = Addresses(store)
        self.known = Known(_Things(self), _Parts(self), gone)

    def is_part(self, iri: str) -> bool:
        """Tell whether a thing is told in the document of another one."""
        return any(iri.startswith(f"{base}{part}/") for base in self.store.bases for part in PARTS)

    @lru_cache(maxsize=4096)  # noqa: B019 - one for each graph that is served
    def has(self, iri: str) -> bool:
        """Tell whether the graph says anything of a thing."""
        node = ox.NamedNode(iri)
        return bool(self.store.statements(node)) or self.store.has_graph(iri)

    @lru_cache(maxsize=4096)  # noqa: B019
    def owner(self, iri: str) -> str:
        """Find the thing to which a part belongs, "" where there is none; of several the first by name."""
        seen, queue = {iri}, [iri]
        while queue:
            others = sorted({str(s.value) for s in self._subjects_of(queue.pop(0))} - seen)
            for other in others:
                if not self.is_part(other):
                    return other
            seen.update(others)
            queue.extend(others)
        return ""

    def _subjects_of(self, iri: str) -> Iterator[ox.NamedNode]:
        for triple in self.store.statements(None, ox.NamedNode(iri)):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject

    def things(self) -> list[str]:
        """List every thing of ours that has a document, in order."""
        ours = (*self.store.bases, ROOT)
        iris = {iri for iri in self.store.names() if iri.startswith(ours) and "#" not in iri and not self.is_part(iri)}
        return sorted(iris)

    def parts(self) -> dict[str, str]:
        """Map every part to the thing it belongs to."""
        return {iri: self.owner(iri) for iri in sorted(self.store.names()) if self.is_part(iri)}

    @lru_cache(maxsize=16)  # noqa: B019 - a document is written in each of its forms
    def describe(self, iri: str) -> tuple[ox.Triple, ...]:
        """List the statements of the document: of the thing, of its parts, what points at it, and names of the rest."""
        triples: dict[ox.Triple, None] = {}
        starts: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri)]
        if iri == VOCABULARY:
            starts += [ox.NamedNode(name) for name in sorted(self.store.names()) if name.startswith(f"{VOCABULARY}#")]
        if self.store.has_graph(iri):
            triples.update(dict.fromkeys(self.store.statements(graph=ox.NamedNode(iri))))
        for prop in _FOLLOWED_BACK:
            for triple in self.store.statements(None, ox.NamedNode(iri), prop):
                triples[triple] = None
                at = triple.subject
                if isinstance(at, ox.NamedNode) and (self.is_part(at.value) or prop.value.endswith("inScheme")):
                    starts.append(at)
        self._follow(starts, triples)
        for other in {t.object for t in triples if isinstance(t.object, ox.NamedNode)} | {t.subject for t in triples}:
            if isinstance(other, ox.NamedNode):
                triples.update(dict.fromkeys(self._labels(other)))
        return tuple(sorted(triples, key=str))

    @lru_cache(maxsize=4096)  # noqa: B019 - the same things stand in many documents
    def _labels(self, thing: ox.NamedNode) -> tuple[ox.Triple, ...]:
        return tuple(triple for label in _LABELS for triple in self.store.statements(thing, None, label))

    def _follow(self, queue: list[ox.NamedNode | ox.BlankNode], triples: dict[ox.Triple, None]) -> None:
        seen = set(queue)
        while queue:
            for triple in self.store.statements(queue.pop()):
                triples[triple] = None
                at = triple.object
                inner = isinstance(at, ox.BlankNode) or (isinstance(at, ox.NamedNode) and self.is_part(at.value))
                if inner and at not in seen:
                    assert isinstance(at, ox.NamedNode | ox.BlankNode)
                    seen.add(at)
                    queue.append(at)

    def write(self, iri: str, form: str) -> bytes:
        """Write the document in one of the forms of statements."""
        triples = [*self.describe(iri), *self._about_document(iri, form)]
        syntax = GRAPH_FORMATS[_SYNTAX[form]]
        text = ox.serialize(triples, format=syntax, prefixes=_used(self.store.prefixes, triples))
        assert text is not None
        return xml_text(text) if form == "rdf" else text

    def _about_document(self, iri: str, form: str) -> list[ox.Triple]:
        """Say what the document is about, of which graph it is, and under which licence."""
        document = ox.NamedNode(f"{iri}index.{form}" if iri.endswith("/") else f"{iri}.{form}")
        package = next((base for base in self.store.bases if iri.startswith(base)), self.store.bases[0])
        said = [
            ox.Triple(document, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["foaf"] + "Document")),
            ox.Triple(document, ox.NamedNode(PREFIXES["foaf"] + "primaryTopic"), ox.NamedNode(iri)),
            ox.Triple(document, ox.NamedNode(PREFIXES["dct"] + "isPartOf"), ox.NamedNode(package)),
        ]
        licence = ox.NamedNode(PREFIXES["dct"] + "license")
        licences = self.store.statements(ox.NamedNode(package), None, licence)
        return said + [ox.Triple(document, licence, triple.object) for triple in licences]


def _used(prefixes: Mapping[str, str], triples: list[ox.Triple]) -> dict[str, str]:
    """Keep the prefixes that some IRI begins with, in the order of their names."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    iris |= {triple.object.datatype.value for triple in triples if isinstance(triple.object, ox.Literal)}
    ordered = sorted(iris)
    return {name: base for name, base in sorted(prefixes.items()) if _begins(ordered, base)}


def _begins(ordered: list[str], base: str) -> bool:
    """Tell whether some of the texts, which are in order, begins with *base*."""
    at = bisect_left(ordered, base)
    return at < len(ordered) and ordered[at].startswith(base)


class _Things(Mapping[str, str]):
    """The things that have a document, by path: looked up, or listed."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def __getitem__(self, path: str) -> str:
        for iri in self._documents.addresses.iris(path):
            try:
                if "#" not in iri and not self._documents.is_part(iri) and self._documents.has(iri):
                    return iri
            except ValueError:  # not an IRI at all
                continue
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return (self._documents.addresses.path(iri) for iri in self._documents.things())

    def __len__(self) -> int:
        return len(self._documents.things())


class _Parts(Mapping[str, str]):
    """The path of the thing to which a part belongs, by the path of the part."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def __getitem__(self, path: str) -> str:
        for iri in self._documents.addresses.iris(path):
            try:
                if self._documents.is_part(iri) and (owner := self._documents.owner(iri)):
                    return self._documents.addresses.path(owner)
            except ValueError:
                continue
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return (self._documents.addresses.path(iri) for iri in self._documents.parts())

    def __len__(self) -> int:
        return len(self._documents.parts())
