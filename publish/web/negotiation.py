"""Which document answers for an IRI, and in which form: linked data by content negotiation.

A thing (a body, an event, a concept) is not a document: its address redirects (303) to the document that
describes it, whose own address ends in the form. The same rules are written out for file servers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .media import HTML, STATEMENTS, choose, named, types_of

# The forms of a document, in the order in which a client that likes all the same is served.
FORMS = {
    "html": HTML,
    "ttl": STATEMENTS["ttl"],
    "jsonld": STATEMENTS["jsonld"],
    "nt": STATEMENTS["nt"],
    "rdf": STATEMENTS["rdfxml"],
}
# A program that says nothing of what it likes gets statements, not a page.
OFFERED = ("ttl", "jsonld", "nt", "rdf", "html")
_FORMATS = {"rdfxml" if name == "rdf" else name: FORMS[name] for name in OFFERED}


@dataclass(frozen=True)
class Known:
    """The paths that this site answers for.

    ``things`` are described by a document of their own, ``parts`` by that of another thing, ``gone`` were there
    in an earlier version.
    """

    things: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Decision:
    """What to answer: a status, where to go (303), which thing to describe in which form (200), or what is wrong."""

    status: int
    location: str = ""
    thing: str = ""
    form: str = ""
    message: str = ""
    alternates: dict[str, str] = field(default_factory=dict)


def negotiate(path: str, accept: str, form: str, known: Known) -> Decision:
    """Decide what a request for *path* is answered with; *form* is what ``?format=`` says, and beats *accept*.

    >>> known = Known({"/x/actor/a": "urn:a"})
    >>> negotiate("/x/actor/a", "text/turtle", "", known).location
    '/x/actor/a.ttl'
    >>> negotiate("/x/actor/a.ttl", "text/html", "", known).form
    'ttl'
    """
    thing, _, extension = path.rpartition(".")
    if extension in FORMS and document_of(thing, known) == thing:
        return Decision(
            200, thing=known.things[_thing_path(thing, known)], form=extension, alternates=alternates(thing)
        )
    if path in known.gone:
        return Decision(410, message=f"{path} was in an earlier version of this graph, and is no more")
    document = document_of(path, known)
    if not document:
        return Decision(404, message=f"there is nothing at {path} in this graph")
    name = _form(accept, form)
    if not name:
        said = f"format={form}" if form else f"Accept: {accept}"
        return Decision(
            406,
            message=f"{said} is no form of this document; it comes as {', '.join(FORMS)}",
            alternates=alternates(document),
        )
    return Decision(303, location=f"{document}.{name}", form=name, alternates=alternates(document))


def document_of(path: str, known: Known) -> str:
    """Find the path of the document for a thing or a part, without the ending of its form; "" when there is none.

    What ends in a slash is described by the file ``index`` in it.
    """
    thing = known.parts.get(path, path)
    if thing in known.things:
        return f"{thing}index" if thing.endswith("/") else thing
    return thing if thing.endswith("/index") and _thing_path(thing, known) in known.things else ""


def alternates(document: str) -> dict[str, str]:
    """Map the path of each form of a document to its media type, for ``Link`` headers."""
    return {f"{document}.{name}": media.partition(";")[0] for name, media in FORMS.items()}


def _thing_path(document: str, known: Known) -> str:
    return document if document in known.things else document.removesuffix("index")


def types_of_form(form: str) -> list[str]:
    """List the media types that mean a form, its own first, and other names for it."""
    name = "rdfxml" if form == "rdf" else form
    return [form, name, *types_of(name, FORMS[form])]


def _form(accept: str, form: str) -> str | None:
    # In an address a plus sign is a blank, which no name of a form holds.
    name = named(form.replace(" ", "+"), _FORMATS) if form else choose(accept, _FORMATS)
    return "rdf" if name == "rdfxml" else name
