"""JSON-LD with the project's own context, written node by node, so that size does not matter."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import IO, Any

import pyoxigraph as ox

from ...ontology import PREFIXES, expand
from ...ontology.schemes import FOLDER

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_LANGUAGE, _REFERENCE, _PLAIN = "@language", "@id", ""
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@cache
def context() -> dict[str, Any]:
    """Read the context that ``ontology/context.jsonld`` holds, to be written into a file itself."""
    terms: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return terms


@cache
def _terms() -> dict[tuple[str, str], str]:
    """Map a property and the kind of its value (a language, a reference, a datatype, plain) to its short name."""
    names: dict[tuple[str, str], str] = {}
    for name, meaning in context().items():
        about = {"@id": meaning} if isinstance(meaning, str) else meaning
        if name.startswith("@") or not isinstance(about, dict) or ":" not in about["@id"] or about["@id"][-1] in "#/":
            continue
        kind = about.get("@container") or about.get("@type") or _PLAIN
        names[expand(about["@id"], _starts(), keep=True), expand(kind, _starts(), keep=True)] = name
    return names


@cache
def _starts() -> dict[str, str]:
    """Return the prefixes of the context."""
    return {name: start for name, start in context().items() if isinstance(start, str) and start[-1] in "#/"}


@cache
def shorten_by_context(iri: str) -> str:
    """Shorten an IRI by a prefix of the context, where it has one.

    >>> shorten_by_context("http://purl.org/dc/terms/title")
    'dct:title'
    """
    return next((f"{name}:{iri[len(start) :]}" for name, start in _starts().items() if iri.startswith(start)), iri)


def write_jsonld(quads: Iterable[ox.Quad], out: IO[bytes]) -> None:
    """Write *quads*, which come graph by graph and subject by subject, as one document with its context inside.

    Each named graph is an object of its own; statements of the default graph stand beside these.
    """
    out.write(b'{"@context":' + _json(context()) + b',\n"@graph":[')
    first = True
    for name, each in groupby(quads, key=lambda quad: quad.graph_name):
        if not isinstance(name, ox.DefaultGraph):
            out.write(b"\n" if first else b",\n")
            out.write(b'{"id":' + _json(_id(name)) + b',"@graph":[')
            first = True
        for node in _nodes(each):
            out.write((b"\n" if first else b",\n") + _json(node))
            first = False
        if not isinstance(name, ox.DefaultGraph):
            out.write(b"]}")
    out.write(b"\n]}\n")


def _nodes(quads: Iterable[ox.Quad]) -> Iterator[dict[str, Any]]:
    for subject, each in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"id": _id(subject)}
        for quad in each:
            _put(node, quad.predicate.value, quad.object)
        yield node


def _put(node: dict[str, Any], predicate: str, value: Term) -> None:
    terms = _terms()
    if predicate == _TYPE and isinstance(value, ox.NamedNode):
        _append(node, "type", terms.get((value.value, _PLAIN), shorten_by_context(value.value)))
    elif isinstance(value, ox.Literal):
        name = terms.get((predicate, _LANGUAGE if value.language else _plain_or_type(value)))
        if name and value.language:
            _append(node.setdefault(name, {}), value.language, value.value)
        elif name:
            _append(node, name, value.value)
        else:
            _append(node, shorten_by_context(predicate), _literal(value))
    else:
        assert not isinstance(value, ox.Triple), "a build stores no quoted triples"
        name = terms.get((predicate, _REFERENCE))
        _append(node, name or shorten_by_context(predicate), _id(value) if name else {"id": _id(value)})


def _plain_or_type(value: ox.Literal) -> str:
    return _PLAIN if value.datatype.value == _STRING else value.datatype.value


def _literal(value: ox.Literal) -> Any:
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _STRING:
        return {"@value": value.value}
    return {"@value": value.value, "@type": shorten_by_context(value.datatype.value)}


def _append(node: dict[str, Any], key: str, value: Any) -> None:
    """Put a value under *key*; several values become a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _id(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term.value)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
