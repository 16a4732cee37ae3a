"""The pages of the vocabulary, of its concept schemes, and of single concepts."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ....ontology import PREFIXES, SCHEMES, Concept, Scheme, load_scheme
from ....ontology.namespaces import ROOT, VOCABULARY, expand, shorten
from ....ontology.terms import MATCHES, Term, Use, Vocabulary, load_vocabulary
from ..diagram import Diagram, anchor, built_on, model
from ..models.concepts import LISTED, Count, count_concepts, order
from ..models.contents import Contents, Thing

if TYPE_CHECKING:
    from ..context import Pages

MOST = 50


@dataclass(frozen=True)
class Link:
    """A name and where it leads, "" when nowhere."""

    name: str
    href: str = ""


@dataclass(frozen=True)
class UseLine:
    """What a thing of a class can say: by which property, what it leads to, how often."""

    owner: Link
    property: Link
    leads_to: Link
    often: str


@dataclass(frozen=True)
class TermSection:
    """All that is told of one term."""

    term: Term
    anchor: str
    name: str
    above: list[Link]
    matches: list[tuple[str, list[Link]]]
    domain: list[Link]
    range: list[Link]
    lines: list[UseLine]
    led_to_by: list[UseLine]
    scheme: Link | None
    used: int
    example: Link | None


def vocabulary_page(site: "Pages", iri: str) -> tuple[str, dict[str, Any]] | None:
    """Find the template and the values of the page of the vocabulary, a scheme or a concept; None for other things."""
    if iri == VOCABULARY:
        return "vocabulary.html", _vocabulary(site)
    name, _, code = iri.removeprefix(ROOT).partition("/")
    if not iri.startswith(ROOT) or name not in SCHEMES:
        return None
    scheme = load_scheme(name)
    if not code:
        return "scheme.html", _scheme(site, scheme)
    return ("concept.html", _concept(site, scheme, scheme.concepts[code])) if code in scheme else None


@cache
def _pictures() -> tuple[Diagram, Diagram]:
    vocabulary = load_vocabulary()
    return model(vocabulary), built_on(vocabulary)


def _vocabulary(site: "Pages") -> dict[str, Any]:
    contents, vocabulary = site.contents, load_vocabulary()
    used = _used(contents, vocabulary)
    classes = {row["type"]: row["scheme"] for row in contents.store.query(_SCHEME_CLASSES).rows}
    sections = [_section(site, vocabulary, term, used, classes) for term in vocabulary.terms.values()]
    picture, outside = _pictures()
    schemes = [load_scheme(name) for name in SCHEMES]
    return {
        "thing": Thing(vocabulary.iri, vocabulary.iri, vocabulary.titles["en"], vocabulary.titles["ru"]),
        "vocabulary": vocabulary,
        "classes": [section for section in sections if section.term.is_class],
        "properties": [section for section in sections if section.term.kind and not section.term.is_class],
        "others": sorted(
            (section for section in sections if not section.term.kind), key=lambda each: each.name.lower()
        ),
        "owners": {term.iri: _owners(vocabulary, term) for term in vocabulary.others},
        "index": sorted((section for section in sections if section.term.kind), key=lambda each: each.anchor.lower()),
        "schemes": [(scheme, contents.addresses.page(ROOT + scheme.name)) for scheme in schemes],
        "namespaces": _namespaces(vocabulary),
        "picture": picture,
        "outside": outside,
        "query": "",
    }


def _section(
    site: "Pages", vocabulary: Vocabulary, term: Term, used: dict[str, tuple[int, str]], classes: dict[str, str]
) -> TermSection:
    number, example = used.get(term.iri, (0, ""))
    return TermSection(
        term,
        anchor(term.iri),
        shorten(term.iri),
        [_link(vocabulary, iri) for iri in term.above],
        _matches([(_match_name(prop), _link(vocabulary, iri)) for prop, iri in term.matches]),
        [_link(vocabulary, iri) for iri in term.domain],
        [_link(vocabulary, iri) for iri in term.range],
        [_line(vocabulary, use) for use in vocabulary.uses if use.owner == term.iri],
        [_line(vocabulary, use) for use in vocabulary.uses if use.leads_to == term.iri],
        _scheme_link(site.contents, classes[term.iri]) if term.iri in classes else None,
        number,
        _thing_link(site, example) if example else None,
    )


def _owners(vocabulary: Vocabulary, term: Term) -> list[Link]:
    """Find the classes whose things say something by a term of others."""
    owners = dict.fromkeys(use.owner for use in vocabulary.uses if use.property == term.iri)
    return [_link(vocabulary, iri) for iri in owners]


def _used(contents: Contents, vocabulary: Vocabulary) -> dict[str, tuple[int, str]]:
    """Count the things of each class, with the first of them, and the statements by each property."""
    store = contents.store
    classes = " ".join(f"<{term.iri}>" for term in vocabulary.classes)
    properties = " ".join(f"<{term.iri}>" for term in [*vocabulary.properties, *vocabulary.others])
    used = {row["term"]: (row["number"], row["first"]) for row in store.query(_OF_CLASS % classes).rows}
    return used | {row["term"]: (row["number"], "") for row in store.query(_BY_PROPERTY % properties).rows}


def _line(vocabulary: Vocabulary, use: Use) -> UseLine:
    to = _link(vocabulary, use.leads_to) if use.leads_to else Link("")
    return UseLine(_link(vocabulary, use.owner), _link(vocabulary, use.property), to, _often(use))


def _often(use: Use) -> str:
    """Say how often a property can stand.

    >>> _often(Use("", "", "", 1, 1)), _often(Use("", "", "", 0, 1)), _often(Use("", "", "", 2))
    ('one', 'at most one', 'at least 2')
    """
    if use.least is None:
        return ""
    if use.most is None:
        return f"at least {_number(use.least)}" if use.least else "any number"
    if use.least == use.most:
        return _number(use.least)
    return f"{use.least} to {use.most}" if use.least else f"at most {_number(use.most)}"


def _number(value: int) -> str:
    return "one" if value == 1 else str(value)


def _link(vocabulary: Vocabulary, iri: str) -> Link:
    """Lead to the section of a term, or to where others have it."""
    if iri not in vocabulary.terms:
        return Link(shorten(iri), iri)
    term = vocabulary.terms[iri]
    return Link(term.labels["en"] if term.kind else f"{term.labels['en']} ({shorten(iri)})", f"#{anchor(iri)}")


def _scheme_link(contents: Contents, iri: str) -> Link:
    name = iri.removeprefix(ROOT)
    return Link(load_scheme(name).title if name in SCHEMES else iri, contents.addresses.page(iri))


def _thing_link(site: "Pages", iri: str) -> Link:
    """Lead to a thing of the graph; a part without a name is called by what it belongs to."""
    documents, by_iri = site.documents, site.contents.by_iri
    owner = documents.owner(iri) if documents.is_part(iri) else iri
    page = documents.addresses.page(owner)
    name = by_iri[owner][1].name if owner in by_iri else _title(site.contents, owner)
    return Link(name if owner == iri else f"one of {name}", page)


def _title(contents: Contents, iri: str) -> str:
    triples = contents.store.statements(ox.NamedNode(iri), None, ox.NamedNode(expand("dct:title")))
    titles = sorted(triple.object.value for triple in triples if isinstance(triple.object, ox.Literal))
    return titles[0] if titles else shorten(iri, contents.store.prefixes)


def _matches(matches: list[tuple[str, Link]]) -> list[tuple[str, list[Link]]]:
    """Put the matches of one kind together."""
    grouped: dict[str, list[Link]] = {}
    for name, link in matches:
        grouped.setdefault(name, []).append(link)
    return list(grouped.items())


def _match_name(prop: str) -> str:
    return {
        "skos:exactMatch": "the same as",
        "skos:closeMatch": "close to",
        "skos:broadMatch": "narrower than",
        "skos:narrowMatch": "broader than",
        "skos:relatedMatch": "related to",
        "owl:sameAs": "the same as",
    }[prop]


def _namespaces(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """List the prefixes that the page uses, with what they stand for."""
    terms = vocabulary.terms.values()
    iris = {iri for term in terms for iri in (term.iri, *term.above, *term.domain, *term.range)}
    iris |= {iri for term in terms for _, iri in term.matches} | {use.leads_to for use in vocabulary.uses}
    held = {shorten(iri).partition(":")[0] for iri in iris}
    return [(prefix, start) for prefix, start in sorted(PREFIXES.items()) if prefix in held]


def _scheme(site: "Pages", scheme: Scheme) -> dict[str, Any]:
    contents = site.contents
    seen: set[str] = set()
    tree = []
    for code, depth in order(scheme):
        tree.append((scheme.concepts[code], depth, code in seen))
        seen.add(code)
    return {
        "thing": Thing(ROOT + scheme.name, ROOT + scheme.name, scheme.title, scheme.titles.get("ru", "")),
        "scheme": scheme,
        "tree": tree,
        "counts": count_concepts(contents)[scheme.name],
        "nested": any(depth for _, depth, _ in tree),
        "query": _SCHEME_QUERY % f"{ROOT}{scheme.name}",
    }


def _concept(site: "Pages", scheme: Scheme, concept: Concept) -> dict[str, Any]:
    contents = site.contents
    counts: tuple[Count, ...] = count_concepts(contents)[scheme.name].get(concept.notation, ())
    below = [other for other in scheme.concepts.values() if concept.notation in other.broader]
    return {
        "thing": Thing(concept.iri, concept.iri, concept.labels["en"], concept.labels.get("ru", "")),
        "scheme": scheme,
        "scheme_page": contents.addresses.page(ROOT + scheme.name),
        "concept": concept,
        "above": [scheme.concepts[name] for name in concept.broader],
        "below": below,
        "counts": counts,
        "counted": count_concepts(contents)[scheme.name],
        "actors": _actors(contents, scheme, concept),
        "activities": _activities(contents, scheme, concept),
        "most": MOST,
        "query": _CONCEPT_QUERY % concept.iri,
        **more_of(contents, concept.iri),
    }


def more_of(contents: Contents, iri: str) -> dict[str, Any]:
    """Gather the matches of a concept, its notes and examples, and what else the vocabulary lets it say."""
    vocabulary = load_vocabulary()
    said: dict[str, list[ox.Literal | ox.NamedNode]] = {}
    for triple in contents.store.statements(ox.NamedNode(iri)):
        if isinstance(triple.object, ox.Literal | ox.NamedNode):
            said.setdefault(shorten(triple.predicate.value), []).append(triple.object)
    own = sorted(prop for prop in said if prop.startswith("comity:"))
    return {
        "matches": [
            (_match_name(prop), Link(shorten(value.value), value.value))
            for prop in (*MATCHES, "skos:relatedMatch")
            for value in sorted(said.get(prop, ()), key=str)
        ],
        "notes": [(value.value, getattr(value, "language", None) or "") for value in said.get("skos:scopeNote", ())],
        "examples": [(value.value, getattr(value, "language", None) or "") for value in said.get("skos:example", ())],
        "more": [(_own_link(contents, vocabulary, prop), [_shown(v) for v in said[prop]]) for prop in own],
    }


def _own_link(contents: Contents, vocabulary: Vocabulary, prop: str) -> Link:
    iri = expand(prop)
    name = vocabulary.terms[iri].labels["en"] if iri in vocabulary.terms else prop
    return Link(name, contents.addresses.page(iri))


def _shown(value: ox.Literal | ox.NamedNode) -> Link:
    return Link(value.value) if isinstance(value, ox.Literal) else Link(shorten(value.value), value.value)


def _actors(contents: Contents, scheme: Scheme, concept: Concept) -> list[tuple[Any, int]]:
    """List the actors that have a role, or are of a kind, with the number of their activities; most first."""
    if LISTED.get(scheme.name, ("",))[0] != "actors":
        return []
    if scheme.name == "role":
        counted = [(actor, actor.roles.get(concept.notation, 0)) for actor in contents.actors.values()]
    else:
        under = scheme.down(concept.notation)
        counted = [(actor, len(actor.activities)) for actor in contents.actors.values() if actor.kind in under]
        return sorted(counted, key=lambda each: (-each[1], each[0].name))
    return sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0].name))


def _activities(contents: Contents, scheme: Scheme, concept: Concept) -> list[Any]:
    """List the activities of a kind or a narrower one, in order of time."""
    if scheme.name != "activity-kind":
        return []
    under = scheme.down(concept.notation)
    return [activity for activity in contents.activities.values() if activity.kind in under]


_SCHEME_CLASSES = """SELECT DISTINCT ?scheme ?type WHERE {
  ?concept skos:inScheme ?scheme ; a ?type . FILTER(?type != skos:Concept)
}"""
_OF_CLASS = """SELECT ?term (COUNT(DISTINCT ?thing) AS ?number) (MIN(STR(?thing)) AS ?first) WHERE {
  VALUES ?term { %s } ?thing a ?term
} GROUP BY ?term"""
_BY_PROPERTY = """SELECT ?term (COUNT(*) AS ?number) WHERE {
  VALUES ?term { %s } ?thing ?term ?value
} GROUP BY ?term"""
_SCHEME_QUERY = """SELECT ?code ?label ?definition ?broader WHERE {
  ?concept skos:inScheme <%s> ; skos:notation ?code ; skos:prefLabel ?label ; skos:definition ?definition .
  FILTER(LANG(?label) = "en" && LANG(?definition) = "en")
  OPTIONAL { ?concept skos:broader/skos:notation ?broader }
} ORDER BY ?code"""
_CONCEPT_QUERY = "SELECT ?thing ?property WHERE { ?thing ?property <%s> } ORDER BY ?property ?thing"
