"""Look at an RDF file before a parser of RDF does: its depth, and what it declares."""

import json
import re
from pathlib import Path
from xml.parsers import expat

MAX_DEPTH = 200
MAX_XML_DEPTH = 1_000
_JSON_MARK = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{\]}]')
Reason = tuple[int, str, str]  # line, column, text


def unsafe(path: Path) -> Reason | None:
    """Say where and why a file must not reach a parser, or give ``None``."""
    suffix = path.suffix.lower()
    if suffix in (".rdf", ".xml", ".owl"):
        return _unsafe_xml(path)
    return _unsafe_json(path) if suffix == ".jsonld" else None


class _UnsafeError(Exception):
    pass


def _unsafe_xml(path: Path) -> Reason | None:
    """Read XML as XML alone: the parser of RDF takes time that grows with the square of the depth."""
    parser = expat.ParserCreate()
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise _UnsafeError(f"is nested more than {MAX_XML_DEPTH:,} deep; flatten it")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(_: str, system: str | None, public: str | None, subset: int) -> None:
        if system or public or subset:
            text = "declares entities or an outside DTD, which are not read; write it without a DOCTYPE"
            raise _UnsafeError(text)

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except _UnsafeError as error:
        return parser.CurrentLineNumber, "", str(error)
    except expat.ExpatError as error:
        return error.lineno, "", f"is not sound ({expat.ErrorString(error.code)}); mend it there"
    return None


def _unsafe_json(path: Path) -> Reason | None:
    deepest = depth = 0
    content = path.read_bytes()
    for mark in _JSON_MARK.findall(content):
        depth += (mark in b"[{") - (mark in b"]}") if len(mark) == 1 else 0
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        return 0, "", f"is nested {deepest} deep, the most is {MAX_DEPTH}; flatten it"
    try:
        json.loads(content)
    except ValueError as error:  # no UTF-8, no JSON, or a number of thousands of digits
        return getattr(error, "lineno", 0), "", f"is not JSON ({error}); mend it there"
    return None
