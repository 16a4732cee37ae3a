"""Answers to queries, and the forms they take: rows, frames, RDF, text."""

import io
from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from ...data.errors import FormatError
from .tabular import Tabular, count_shown, html_table
from .xml_text import XmlOut

if TYPE_CHECKING:
    import pyarrow
    import rdflib

RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
FRAME_FORMATS = ("arrow", "parquet")
SHOWN = 20  # rows that a notebook shows


class Answer(Tabular):
    """What an engine answered: rows (SELECT), yes or no (ASK), or statements (CONSTRUCT, DESCRIBE).

    The engine gives its result once. What is made of all of it (rows, frames, a graph, a table in a notebook)
    keeps the text of it, so that anything can be made of it again; iterating and writing keep nothing.
    """

    def __init__(
        self, result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, prefixes: dict[str, str] | None = None
    ) -> None:
        # The engine's own object must end in the thread that made it, so it is let go as soon as it was read.
        self._result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None = result
        self._columns: list[str] = []
        self._kind = "boolean" if isinstance(result, ox.QueryBoolean) else "graph"
        if isinstance(result, ox.QuerySolutions):
            self._kind, self._columns = "rows", [variable.value for variable in result.variables]
        self._prefixes = prefixes or {}
        self._kept: bytes | None = None
        self._when_empty: Callable[[], None] | None = None
        self._single = False

    def watch(self, when_empty: Callable[[], None], *, single: bool = False) -> None:
        """Call *when_empty* once, when it is known that the answer is empty: at the latest when it was read.

        With *single* the answer is one row, which is as good as none when there is only zero and nothing in it.
        """
        self._when_empty, self._single = when_empty, single
        if isinstance(self._result, ox.QueryBoolean) and not self._result:
            self._found_empty()

    def _found_empty(self) -> None:
        told, self._when_empty = self._when_empty, None
        if told:
            told()

    @property
    def kind(self) -> str:
        """``"rows"``, ``"boolean"`` or ``"graph"``."""
        return self._kind

    @property
    def columns(self) -> list[str]:
        """The names of the columns; raises ``FormatError`` where the answer has no rows."""
        self._check("rows")
        return list(self._columns)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries of Python values; what is unbound is ``None``."""
        names = self.columns
        self._keep()
        return [dict(zip(names, row, strict=True)) for row in self]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.terms():
            yield tuple(python_value(value) for value in row)

    def terms(self) -> Iterator[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]]:
        """Iterate over the rows as RDF terms."""
        some = False
        for solution in self._solutions:
            row = tuple(solution)
            some = some or not self._single or any(_says_something(value) for value in row)
            yield row
        if not some:
            self._found_empty()

    def __bool__(self) -> bool:
        """Return the answer to an ASK; any other answer is true when it was given at all."""
        return bool(self._result) if isinstance(self._result, ox.QueryBoolean) else True

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as an Arrow table; numbers, days and truth values keep their type."""
        from .frames import tsv_to_arrow

        self._check("rows")
        return tsv_to_arrow(self._keep(), self.columns)

    @cached_property
    def graph(self) -> "rdflib.Graph":
        """Parse the statements into an rdflib graph."""
        import rdflib

        self._check("graph")
        return rdflib.Graph().parse(data=self._keep(), format="nt")

    def write(self, form: str, out: IO[bytes]) -> None:
        """Write the answer to *out*.

        Rows as csv, tsv, json, xml, or as arrow (a stream) or parquet; yes or no as json or xml; statements as
        ttl, nt, rdfxml, jsonld, trig or nq.
        """
        known = {"rows": (*RESULT_FORMATS, *FRAME_FORMATS), "boolean": ("json", "xml"), "graph": tuple(GRAPH_FORMATS)}
        if form not in known[self.kind]:
            what = {"rows": "rows", "boolean": "yes or no", "graph": "statements"}[self.kind]
            raise FormatError(f"{what} cannot be written as {form}; write {', '.join(known[self.kind])}")
        if form in ("xml", "rdfxml"):
            out = cast(IO[bytes], XmlOut(out))
        if self.kind == "graph":
            ox.serialize(self._triples, output=out, format=GRAPH_FORMATS[form], prefixes=self._prefixes)
        elif form in FRAME_FORMATS:
            from .frames import write_table

            write_table(self.to_arrow(), form, out)
        elif isinstance(self._result, ox.QueryBoolean):
            self._result.serialize(output=out, format=RESULT_FORMATS[form])
        elif self._when_empty:
            self._write_watched(RESULT_FORMATS[form], out)
        else:
            self._solutions.serialize(output=out, format=RESULT_FORMATS[form])

    def _write_watched(self, form: ox.QueryResultsFormat, out: IO[bytes]) -> None:
        """Write rows, and see by the size whether there was any."""
        if self._single:
            self._keep()
        heading = "\t".join(f"?{column}" for column in self.columns)
        empty = ox.parse_query_results(f"{heading}\n".encode(), format=ox.QueryResultsFormat.TSV)
        assert isinstance(empty, ox.QuerySolutions)
        least = len(empty.serialize(format=form) or b"")
        sized = _Sized(out)
        self._solutions.serialize(output=cast(IO[bytes], sized), format=form)
        if sized.size == least:
            self._found_empty()

    def __repr__(self) -> str:
        return f"<Answer: rows of {', '.join(self.columns)}>" if self.kind == "rows" else f"<Answer: {self.kind}>"

    def _repr_html_(self) -> str:
        """Show the answer in a notebook: the first rows as a table, yes or no, or the statements as Turtle."""
        if self.kind == "boolean":
            return f"<p>{'yes' if self else 'no'}</p>"
        if self.kind == "graph":
            from html import escape

            return f"<pre>{escape(self.graph.serialize(format='turtle'))}</pre>"
        shown = (list(row.values()) for row in self.rows[:SHOWN])
        return html_table(self.columns, shown, count_shown(len(self.rows), "row", SHOWN))

    def _keep(self) -> bytes:
        """Write rows as TSV, statements as N-Triples, and keep the text."""
        if self._kept is None:
            if self.kind == "graph":
                self._kept = ox.serialize(self._triples, format=ox.RdfFormat.N_TRIPLES)
                assert self._kept is not None
            else:
                out = io.BytesIO()
                self._solutions.serialize(output=out, format=ox.QueryResultsFormat.TSV)
                self._kept = out.getvalue()
                if self._when_empty:
                    deque(islice(self.terms(), 2), maxlen=0)
        return self._kept

    def _check(self, kind: str) -> None:
        if self.kind != kind:
            what = {"rows": "rows; ask with SELECT", "graph": "statements; ask with CONSTRUCT or DESCRIBE"}[kind]
            raise FormatError(f"the answer is {self.kind}, not {what}")

    def _take(self) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        result, self._result = self._result, None
        if result is None:
            raise FormatError("the answer was read to its end; ask again")
        return result

    @property
    def _solutions(self) -> ox.QuerySolutions:
        self._check("rows")
        kept = self._kept
        solutions = self._take() if kept is None else ox.parse_query_results(kept, format=ox.QueryResultsFormat.TSV)
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions

    @property
    def _triples(self) -> Iterator[ox.Triple]:
        self._check("graph")
        if self._kept is not None:
            return (quad.triple for quad in ox.parse(self._kept, format=ox.RdfFormat.N_TRIPLES))
        result = self._take()
        assert isinstance(result, ox.QueryTriples)
        if not self._when_empty:
            return result
        first = list(islice(result, 1))
        if not first:
            self._found_empty()
        return chain(first, result)


class _Sized:
    """Where an answer is written, and how many bytes of it were."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.size = out, 0

    def write(self, content: bytes) -> int:
        self.size += len(content)
        return self._out.write(content)

    def flush(self) -> None:
        self._out.flush()


def _says_something(value: Any) -> bool:
    """Tell a value from what an aggregate of nothing gives."""
    return value is not None and getattr(value, "value", "") not in ("", "0", "0.0", "0.0E0", "false")


def python_value(value: Any) -> Any:
    """Turn a term into the Python value that says the same; other literals become text."""
    if isinstance(value, ox.Literal):
        reader = _readers().get(value.datatype.value)
        try:
            return reader(value.value) if reader else value.value
        except (ValueError, ArithmeticError):
            return value.value
    if isinstance(value, ox.NamedNode):
        return value.value
    return None if value is None else str(value)


def _readers() -> dict[str, Any]:
    if not _READERS:
        from datetime import date
        from decimal import Decimal

        xsd = "http://www.w3.org/2001/XMLSchema#"
        _READERS.update({xsd + name: int for name in ("integer", "int", "long", "nonNegativeInteger")})
        _READERS.update({xsd + name: float for name in ("double", "float")})
        _READERS[xsd + "decimal"] = Decimal
        _READERS[xsd + "date"] = date.fromisoformat
        _READERS[xsd + "boolean"] = lambda text: text in ("true", "1")
    return _READERS


_READERS: dict[str, Any] = {}
