"""Compare answers as the W3C's suite means it: rows in any order, blank nodes by what they stand for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
EXACT = {XSD + name for name in ("integer", "decimal")}
FLOATING = {XSD + name for name in ("double", "float")}
TRUTH = {"1": "true", "0": "false"}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Mapping[str, Term | None]


def same_rows(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Tell whether two sets of rows are equal when some renaming of blank nodes makes them so."""
    return len(one) == len(other) and same_graph(_statements(one), _statements(other))


def same_graph(one: Iterable[ox.Triple], other: Iterable[ox.Triple]) -> bool:
    """Tell whether two graphs are isomorphic; numbers and truth values are compared by value."""
    return _canonical(one) == _canonical(other)


def _canonical(triples: Iterable[ox.Triple]) -> ox.Dataset:
    found = ox.Dataset(ox.Quad(each.subject, each.predicate, _plain(each.object)) for each in triples)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def _statements(rows: Sequence[Row]) -> Iterable[ox.Triple]:
    """Give rows as a graph: a node for each distinct row, with its cells and how often it comes."""
    counted = Counter(tuple(sorted((name, _plain(term)) for name, term in row.items() if term)) for row in rows)
    for row, times in counted.items():
        node = ox.BlankNode()
        yield ox.Triple(node, ox.NamedNode("urn:times"), ox.Literal(times))
        for name, term in row:
            yield ox.Triple(node, ox.NamedNode(f"urn:cell:{name}"), term)


def _plain(term: Term) -> Term:
    if not isinstance(term, ox.Literal):
        return term
    kind = term.datatype.value
    try:
        if kind in EXACT:
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if kind in FLOATING:
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
        if kind == XSD + "boolean":
            return ox.Literal(TRUTH.get(term.value, term.value), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        pass
    return term
