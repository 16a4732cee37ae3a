"""Write N-Quads: terms as text, and the column-to-property rules of the tables as functions."""

from collections.abc import Callable, Iterator
from typing import Any

from ...data.cells import split_language
from ...data.schema import Column, Table
from ...ontology import expand
from ...ontology.namespaces import PREFIXES

Emit = Callable[[Any], Iterator[str]]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_THING = {"places": "place", "actors": "actor", "activities": "activity"}


def iri(text: str) -> str:
    """Write an IRI."""
    return f"<{text}>"


def term(name: str) -> str:
    """Write the IRI of a prefixed name.

    >>> term("prov:agent")
    '<http://www.w3.org/ns/prov#agent>'
    """
    return f"<{expand(name)}>"


def literal(text: str, language: str | None = None, datatype: str | None = None) -> str:
    """Write a literal.

    >>> literal('a "b"', language="en")
    '"a \\\\"b\\\\""@en'
    """
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^{term(datatype)}" if datatype and datatype != "xsd:string" else quoted


def emitters(table: Table[Any], base: str) -> list[tuple[str, Emit]]:
    """Pair the name of each column of *table* that is a property with what writes its values.

    An emitter yields the predicate and object of each statement, as N-Quads text.
    """
    return [(column.name, _emitter(column, term(column.property), base)) for column in table.columns if column.property]


def _emitter(column: Column, predicate: str, base: str) -> Emit:
    write = _object_writer(column, base)

    def emit(value: Any) -> Iterator[str]:
        if isinstance(value, tuple):
            for part in value:
                yield f"{predicate} {write(part)}"
        elif value is not None and value != "":
            yield f"{predicate} {write(value)}"

    return emit


def _object_writer(column: Column, base: str) -> Callable[[Any], str]:
    if column.scheme:
        start = f"<{PREFIXES[column.scheme]}"
        return lambda value: f"{start}{value}>"
    if column.references in _THING:
        start = f"<{base}{_THING[column.references]}/"
        return lambda value: f"{start}{value}>"
    if column.type == "boolean":
        return lambda value: literal(str(value).lower(), datatype=column.datatype)
    if column.type == "list" and column.language:
        default = column.language
        return lambda value: literal(*split_language(value, default))
    return lambda value: literal(str(value), column.language, column.datatype)
