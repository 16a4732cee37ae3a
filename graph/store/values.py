"""From what a user types for a variable to the term it is bound to."""

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...data.cells import check_known, suggest
from ...data.dates import check_period, first_day, last_day
from ...data.errors import NotFoundError
from ...ontology import PREFIXES, SCHEMES, load_scheme
from ..query.saved import Parameter, SavedQuery
from ..query.tokens import check_variables, split_words

if TYPE_CHECKING:
    from .protocol import Store

Term = ox.NamedNode | ox.Literal
THINGS = {
    "actor": "comity:Actor",
    "activity": "comity:Activity",
    "place": "comity:Place",
    "country": "comity:Place",
}
# A year or month stands for the first of its days, or for the last.
_DAYS = {"day": first_day, "last-day": last_day}
_XSD = PREFIXES["xsd"]


def bind_values(store: "Store", query: SavedQuery, values: dict[str, str]) -> dict[str, Term]:
    """Turn the values given for *query* into terms.

    A parameter of the query is read as its kind says; any other variable as ``plain_term`` does.
    Raises ``NotFoundError`` for a name that means nothing, with what was probably meant, and
    ``QueryError`` when a required parameter has no value, ``RangeError`` for a period that ends before it begins.
    """
    check_variables(split_words(query.text), values)
    query.check_values(values)
    kinds = {parameter.name: parameter for parameter in query.parameters}
    days = {kinds[name].kind: text for name, text in values.items() if name in kinds}
    check_period(*(read(days[kind]) if kind in days else None for kind, read in _DAYS.items()))
    return {
        name: _parameter_term(store, kinds[name], text) if name in kinds else plain_term(store, text)
        for name, text in values.items()
    }


def plain_term(store: "Store", text: str) -> Term:
    """Read a term: ``<iri>``, a prefixed name, a whole number, a day, ``"text"@en``, or plain text.

    A prefixed name counts as one only when its prefix is known.
    """
    prefix, colon, local = text.partition(":")
    if match := re.fullmatch(r"<([^<>\s]+)>", text):
        return _iri(match[1])
    if colon and prefix in store.prefixes and re.fullmatch(r"[\w./-]*", local):
        return _iri(store.prefixes[prefix] + local)
    if re.fullmatch(r"[+-]?\d+", text):
        return ox.Literal(text, datatype=ox.NamedNode(_XSD + "integer"))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return ox.Literal(text, datatype=ox.NamedNode(_XSD + "date"))
    if match := re.fullmatch(r'"(.*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?', text, re.DOTALL):
        return ox.Literal(match[1], language=match[2]) if match[2] else ox.Literal(match[1])
    return ox.Literal(text)


def _parameter_term(store: "Store", parameter: Parameter, text: str) -> Term:
    kind = parameter.kind
    if kind in THINGS:
        return _thing(store, kind, text)
    if kind in SCHEMES:
        scheme = load_scheme(kind)
        check_known(text, scheme.concepts, f"the scheme {kind}")
        return ox.NamedNode(scheme.concepts[text].iri)
    if kind in _DAYS:
        return ox.Literal(str(_DAYS[kind](text)), datatype=ox.NamedNode(_XSD + "date"))
    return plain_term(store, text) if kind == "term" else ox.Literal(text)


def _thing(store: "Store", kind: str, text: str) -> ox.NamedNode:
    query = f"SELECT ?thing WHERE {{ ?thing a {THINGS[kind]} ; dct:identifier ?id }}"
    rows = store.query(query, {"id": ox.Literal(text)}).rows
    if not rows:
        known = store.query(f"SELECT ?id WHERE {{ ?thing a {THINGS[kind]} ; dct:identifier ?id }} ORDER BY ?id").rows
        plural = {"activity": "activities", "country": "countries"}.get(kind, f"{kind}s")
        raise NotFoundError(suggest(text, [row["id"] for row in known], f"the {plural} of this graph"))
    return ox.NamedNode(rows[0]["thing"])


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise NotFoundError(f'"{text}" is not an IRI ({error})') from None
