"""Answers to queries, and the forms they take: rows, frames, RDF, text."""

import io
from collections.abc import Iterator
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from ..data.errors import FormatError

if TYPE_CHECKING:
    import pandas
    import polars
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


class Answer:
    """What an engine answered: rows (SELECT), yes or no (ASK), or statements (CONSTRUCT, DESCRIBE).

    The engine's result is read once; the frames and lists made from it are kept.
    """

    def __init__(
        self, result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, prefixes: dict[str, str] | None = None
    ) -> None:
        self._result = result
        self._prefixes = prefixes or {}

    @property
    def kind(self) -> str:
        """Give ``"rows"``, ``"boolean"`` or ``"graph"``."""
        if isinstance(self._result, ox.QuerySolutions):
            return "rows"
        return "boolean" if isinstance(self._result, ox.QueryBoolean) else "graph"

    @property
    def columns(self) -> list[str]:
        """Give the names of the columns."""
        return [variable.value for variable in self._solutions.variables]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Give the rows as dictionaries of Python values; what is unbound is ``None``."""
        names = self.columns
        return [dict(zip(names, row, strict=True)) for row in self]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.terms():
            yield tuple(python_value(value) for value in row)

    def terms(self) -> Iterator[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]]:
        """Iterate over the rows as RDF terms."""
        for solution in self._solutions:
            yield tuple(solution)

    def __bool__(self) -> bool:
        """Give the answer to an ASK; any other answer is true when it was given at all."""
        return bool(self._result) if isinstance(self._result, ox.QueryBoolean) else True

    def to_arrow(self) -> "pyarrow.Table":
        """Give the rows as an Arrow table; numbers, days and truth values keep their type."""
        from .frames import tsv_to_arrow

        return tsv_to_arrow(self._written(ox.QueryResultsFormat.TSV), self.columns)

    def to_pandas(self) -> "pandas.DataFrame":
        """Give the rows as a pandas frame."""
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_polars(self) -> "polars.DataFrame":
        """Give the rows as a Polars frame."""
        import polars

        frame = polars.from_arrow(self.to_arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    @cached_property
    def graph(self) -> "rdflib.Graph":
        """Give the statements as an rdflib graph."""
        import rdflib

        text = ox.serialize(self._triples, format=ox.RdfFormat.N_TRIPLES)
        assert text is not None
        return rdflib.Graph().parse(data=text, format="nt")

    def write(self, form: str, out: IO[bytes]) -> None:
        """Write the answer to *out*.

        Rows as csv, tsv, json, xml, or as arrow (a stream) or parquet; yes or no as json or xml; statements as
        ttl, nt, rdfxml, jsonld, trig or nq.
        """
        known = {"rows": (*RESULT_FORMATS, *FRAME_FORMATS), "boolean": ("json", "xml"), "graph": tuple(GRAPH_FORMATS)}
        if form not in known[self.kind]:
            what = {"rows": "rows", "boolean": "yes or no", "graph": "statements"}[self.kind]
            raise FormatError(f"{what} cannot be written as {form}; write {', '.join(known[self.kind])}")
        if self.kind == "graph":
            ox.serialize(self._triples, output=out, format=GRAPH_FORMATS[form], prefixes=self._prefixes)
        elif form in FRAME_FORMATS:
            from .frames import write_table

            write_table(self.to_arrow(), form, out)
        else:
            assert isinstance(self._result, ox.QuerySolutions | ox.QueryBoolean)
            self._result.serialize(output=out, format=RESULT_FORMATS[form])

    def _written(self, form: ox.QueryResultsFormat) -> bytes:
        out = io.BytesIO()
        self._solutions.serialize(output=out, format=form)
        return out.getvalue()

    @property
    def _solutions(self) -> ox.QuerySolutions:
        if not isinstance(self._result, ox.QuerySolutions):
            raise FormatError(f"the answer is {self.kind}, not rows; ask with SELECT")
        return self._result

    @property
    def _triples(self) -> ox.QueryTriples:
        if not isinstance(self._result, ox.QueryTriples):
            raise FormatError(f"the answer is {self.kind}, not statements; ask with CONSTRUCT or DESCRIBE")
        return self._result


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
