"""Terms of a query that are neither in the vocabulary nor in the graph, and what was perhaps meant by them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...ontology.namespaces import ROOT, shorten
from ...ontology.terms import names
from ..query.tokens import Word, line_and_column
from .values import THINGS

if TYPE_CHECKING:
    from .protocol import Store

LONGEST = 100  # characters of a name for which others like it are looked for
_UNKNOWN = """SELECT ?term WHERE {
  VALUES ?term { ?TERMS }
  FILTER NOT EXISTS { ?term ?p1 ?o1 }
  FILTER NOT EXISTS { ?s2 ?p2 ?term }
  FILTER NOT EXISTS { ?s3 ?term ?o3 }
  FILTER NOT EXISTS { GRAPH ?term { ?s4 ?p4 ?o4 } }
}"""
_ALIKE = "SELECT ?thing WHERE {{ ?thing a {} . FILTER(STRSTARTS(STR(?thing), ?start)) }} LIMIT 5000"


def unknown_terms(
    store: "Store",
    text: str,
    words: Sequence[Word],
    terms: Iterable[tuple[Word, bool]],
    values: Mapping[str, object],
) -> Iterator[str]:
    """Say one after another which *terms* of a query (see ``Scopes``) are unknown, and which *values* of its variables.

    One that no statement must hold is looked for only where it would be a name of the vocabulary or of a package.
    """
    prefixes = {**store.prefixes, **dict(_declared(words))}
    own = (ROOT, *store.bases)
    asked: dict[str, tuple[str, str]] = {}
    for word, needed in sorted(terms, key=lambda term: term[0].start):
        iri = _expand(word.text, prefixes)
        if iri and (needed or iri.startswith(own)):
            asked.setdefault(iri, (line_and_column(text, word.start), word.text.rstrip(".")))
    for name, value in values.items():
        if isinstance(value, ox.NamedNode):
            asked.setdefault(value.value, (f"the value of ?{name}", _name(value.value, prefixes)))
    if not asked:
        return
    query = _UNKNOWN.replace("?TERMS", " ".join(f"<{iri}>" for iri in asked))
    unknown = {row["term"] for row in store.query(query).rows}
    known, things = sorted(names()), list[str]()
    for iri, (where, name) in asked.items():
        if iri in unknown:
            things = things or _things(store, iri)  # once: in a large graph it takes long
            like = _like(iri, [*known, *things])
            meant = f"; did you mean {_name(like, prefixes)}?" if like else ""
            yield f"{where}: {name} is neither in the vocabulary nor in this graph{meant}"


def _declared(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    for keyword, name, iri in zip(words, words[1:], words[2:], strict=False):
        if keyword.text.upper() == "PREFIX" and iri.kind == "iri":
            yield name.text[:-1], iri.text[1:-1]


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    """Expand a term as it stands in a query to its IRI; "" where it is relative, has escapes, or names no thing."""
    if name.startswith("<"):
        iri = name[1:-1]
    else:
        prefix, _, local = name.rstrip(".").partition(":")
        iri = prefixes[prefix] + local if local and prefix in prefixes else ""
    return iri if re.fullmatch(r"[A-Za-z][\w+.-]*:[^\\]+", iri) else ""


def _name(iri: str, prefixes: dict[str, str]) -> str:
    short = shorten(iri, prefixes)
    return short if short != iri else f"<{iri}>"


def _like(iri: str, known: Iterable[str]) -> str:
    """Find the term that was perhaps meant: of the same name, first in its own namespace, or else like it there."""
    start, local = _parts(iri)
    if not 0 < len(local) <= LONGEST:
        return ""
    here = {each[len(start) :]: each for each in known if each.startswith(start)}
    same = [each for each in [*here.values(), *known] if _parts(each)[1].lower() == local.lower()]
    like = [*same, *(here[name] for name in get_close_matches(local, here, 1, 0.6))]
    return like[0] if like else ""


def _things(store: "Store", iri: str) -> list[str]:
    """Find the things of a package whose names begin with the same letter as *iri*; none where it is not of theirs."""
    start, local = _parts(iri)
    kinds = {f"{base}{kind}/": name for base in store.bases for kind, name in THINGS.items()}
    if start not in kinds or not local:
        return []
    rows = store.query(_ALIKE.format(kinds[start]), {"start": ox.Literal(start + local[0])}).rows
    return [row["thing"] for row in rows]


def _parts(iri: str) -> tuple[str, str]:
    """Part an IRI into its namespace and the name in it."""
    at = max(iri.rfind(mark) for mark in "/#:") + 1
    return iri[:at], iri[at:]
