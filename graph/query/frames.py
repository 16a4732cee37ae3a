"""From SPARQL results to Arrow tables, column by column.

An engine writes SPARQL TSV fastest, and Arrow reads TSV fastest; what is left is to take the terms'
marks off, which is done a column at a time.
"""

import io
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

_XSD = "http://www.w3.org/2001/XMLSchema#"
_BARE_INTEGER = r"^[+-]?[0-9]+$"
_BARE_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_TYPED = {
    "date": pa.date32(),
    "double": pa.float64(),
    "float": pa.float64(),
    "dateTime": pa.timestamp("us", tz="UTC"),
}


def tsv_to_arrow(text: bytes, columns: list[str]) -> pa.Table:
    """Read SPARQL 1.1 TSV results.

    A column all of whose values are of one of the types integer, decimal, double, boolean, date or
    dateTime takes that type; every other column is text: IRIs without brackets, literals without
    quotes, language or datatype. What is unbound is null.
    """
    table = csv.read_csv(
        io.BytesIO(text),
        read_options=csv.ReadOptions(column_names=[str(n) for n in range(len(columns))], skip_rows=1),
        parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, escape_char=False, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types={str(n): pa.string() for n in range(len(columns))}, strings_can_be_null=True, null_values=[""]
        ),
    )
    return pa.table([_column(table.column(n)) for n in range(len(columns))], names=columns)


def write_table(table: pa.Table, form: str, out: Any) -> None:
    """Write a table to *out* as an arrow stream or as parquet."""
    if form == "parquet":
        from pyarrow import parquet

        parquet.write_table(table, out, compression="zstd")
        return
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)


def _column(values: pa.ChunkedArray) -> pa.ChunkedArray:
    # Almost every column is of one kind, which its first value tells; a mixed one is told by all.
    first = pc.utf8_slice_codeunits(values, 0, 1)
    marks = set(pc.unique(first).to_pylist()) - {None}
    if not marks:  # nothing is bound
        return values
    if marks == {"<"}:
        return pc.utf8_slice_codeunits(values, 1, -1)
    if marks == {'"'}:
        return _literals(values)
    if marks <= set("0123456789+-."):
        if _all(values, _BARE_INTEGER):
            return pc.cast(values, pa.int64())
        if _all(values, _BARE_NUMBER):
            return pc.cast(values, pa.float64())
    if marks <= {"t", "f"} and not pc.any(pc.invert(pc.is_in(values, pa.array(["true", "false", None])))).as_py():
        return pc.cast(values, pa.bool_())
    return pa.chunked_array([[_plain(value) for value in values.to_pylist()]], pa.string())


def _literals(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pc.all(pc.ends_with(values, '"')).as_py():
        inner = pc.utf8_slice_codeunits(values, 1, -1)
    else:
        for name, kind in _TYPED.items():
            tail = f'"^^<{_XSD}{name}>'
            if pc.all(pc.ends_with(values, tail)).as_py():
                try:
                    return pc.cast(pc.utf8_slice_codeunits(values, 1, -len(tail)), kind)
                except pa.ArrowInvalid:
                    break
        inner = pc.replace_substring_regex(values, r'^"(.*)"(@[A-Za-z0-9-]+|\^\^<[^>]*>)?$', r"\1")
    if pc.any(pc.match_substring(inner, "\\")).as_py():
        return pa.chunked_array([[_unescape(value) for value in inner.to_pylist()]], pa.string())
    return inner


def _all(values: pa.ChunkedArray, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(values, pattern)).as_py() is True


def _plain(value: str | None) -> str | None:
    """Take the marks off one term of a mixed column."""
    if value is None or not value or value[0] not in '<"':
        return value
    if value[0] == "<":
        return value[1:-1]
    return _unescape(value[1 : value.rindex('"')])


def _unescape(value: str | None) -> str | None:
    if value is None or "\\" not in value:
        return value
    marks: list[str] = []
    escaped = False
    for mark in value:
        if escaped:
            marks.append(_ESCAPED.get(mark, mark))
            escaped = False
        elif mark == "\\":
            escaped = True
        else:
            marks.append(mark)
    return "".join(marks)


_ESCAPED: dict[str, Any] = {"n": "\n", "r": "\r", "t": "\t"}
