"""The addresses of things: where their documents are, and the documents themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....ontology import PREFIXES
from ....ontology.namespaces import shorten
from ...web.fresh import has, not_modified, tag_of
from ...web.mount import accept_of, path_of, root_of
from ...web.negotiation import FORMS, Decision, negotiate
from ..models.contents import Contents, Thing
from .things import source_values, thing_values
from .vocabulary import vocabulary_page

if TYPE_CHECKING:
    from ..context import Pages

_NAMES = [PREFIXES[p] + n for p, n in (("skos", "prefLabel"), ("dct", "title"), ("rdfs", "label"))]
CORS = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class Value:
    """A value on a page: what is shown, in which language, and the page it leads to."""

    text: str
    language: str = ""
    page: str = ""


@dataclass(frozen=True)
class Subject:
    """What is said of one subject: the names of properties and their values."""

    iri: str
    name: str
    page: str
    anchor: str
    facts: list[tuple[str, list[Value]]]


def linked(site: "Pages", request: Request) -> Response:
    """Answer for a thing, or for a document in one of its forms."""
    path = quote(path_of(request), safe="/-._~")
    documents = site.documents
    decision = negotiate(path, accept_of(request), request.query_params.get("format", ""), documents.known)
    root = root_of(request)
    headers = {**CORS, "Vary": "Accept", **_links(decision, root)}
    if decision.status == 303:
        return RedirectResponse(root + decision.location, 303, headers)
    if decision.status != 200:
        return site.told(request, decision.status, decision.message, headers)
    response = html(site, request, decision.thing) if decision.form == "html" else None
    # A page changes with its templates, statements only with the graph.
    headers["ETag"] = tag_of(bytes(response.body)) if response else tag_of(site.contents.store.version, path)
    if has(request, headers["ETag"]):
        return not_modified(headers)
    if response:
        response.headers.update(headers)
        return response
    return Response(
        documents.write(decision.thing, decision.form), headers={**headers, "Content-Type": FORMS[decision.form]}
    )


def html(site: "Pages", request: Request, iri: str) -> Response:
    """Write the page of a thing."""
    contents = site.contents
    address = contents.addresses.page(iri).removesuffix(".html")
    if iri in contents.by_iri:
        kind, thing = contents.by_iri[iri]
        return site.page(request, f"{kind}.html", thing=thing, document=address, **thing_values(contents, kind, thing))
    if contents.store.has_graph(iri) and (values := source_values(contents, iri)):
        return site.page(request, "source.html", document=address, **values)
    if page := vocabulary_page(site, iri):
        return site.page(request, page[0], document=address, **page[1])
    subjects = _subjects(site, iri, site.documents.describe(iri))
    own = next((subject for subject in subjects if subject.iri == iri), None)
    thing = Thing(iri, iri, own.name if own else iri)
    what = ", ".join(value.text for name, values in (own.facts if own else []) if name == "type" for value in values)
    shown = [subject for subject in subjects if len(subject.facts) > 1 or subject.iri == iri]
    values = {"subjects": shown, "what": what, "query": ""}
    return site.page(request, "statements.html", thing=thing, document=address, **values)


def page_of(site: "Pages", iri: str) -> str:
    """Find the page that tells of an IRI: its own, that of what it is a part of, or where others have it."""
    documents = site.documents
    return documents.addresses.page(documents.owner(iri) if documents.is_part(iri) else iri)


def _links(decision: Decision, root: str) -> dict[str, str]:
    links = [f'<{root}{path}>; rel="alternate"; type="{media}"' for path, media in decision.alternates.items()]
    return {"Link": ", ".join(links)} if links else {}


def _subjects(site: "Pages", iri: str, triples: Iterable[ox.Triple]) -> list[Subject]:
    """Group statements by subject, the thing itself first, and by property within."""
    contents = site.contents
    names = _names_of(triples)
    by_subject: dict[str, dict[str, list[Value]]] = {}
    for triple in triples:
        subject = str(triple.subject.value) if not isinstance(triple.subject, ox.Triple) else str(triple.subject)
        prop = _property(contents, triple.predicate.value)
        by_subject.setdefault(subject, {}).setdefault(prop, []).append(_value(site, triple.object, names))
    order = sorted(by_subject, key=lambda each: (each != iri, each))
    return [
        Subject(
            each,
            names.get(each) or shorten(each, contents.store.prefixes),
            page_of(site, each) if each != iri and ":" in each else "",
            each.partition("#")[2],
            sorted(by_subject[each].items()),
        )
        for each in order
    ]


def _names_of(triples: Iterable[ox.Triple]) -> dict[str, str]:
    ranked: dict[str, tuple[int, str]] = {}
    for triple in triples:
        at = triple.object
        if triple.predicate.value in _NAMES and isinstance(at, ox.Literal) and at.language in (None, "en"):
            rank = _NAMES.index(triple.predicate.value)
            subject = str(triple.subject.value) if not isinstance(triple.subject, ox.Triple) else ""
            if subject not in ranked or rank < ranked[subject][0]:
                ranked[subject] = (rank, at.value)
    return {subject: name for subject, (_, name) in ranked.items()}


def _value(site: "Pages", term: Any, names: dict[str, str]) -> Value:
    if isinstance(term, ox.Literal):
        return Value(term.value, term.language or "")
    if isinstance(term, ox.NamedNode):
        page = page_of(site, term.value)
        return Value(names.get(term.value) or shorten(term.value, site.contents.store.prefixes), page=page)
    return Value(str(term))


def _property(contents: Contents, iri: str) -> str:
    return "type" if iri == PREFIXES["rdf"] + "type" else shorten(iri, contents.store.prefixes)
