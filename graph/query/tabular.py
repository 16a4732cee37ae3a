"""Tables: as frames of other libraries, and as a notebook shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, get_type_hints

from ...data.addresses import is_followed

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


FIRST = 10  # rows of a result that a notebook shows


class Tabular:
    """What is a table: it gives itself as frames."""

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as an Arrow table."""
        raise NotImplementedError

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a pandas frame; days are dates."""
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_polars(self) -> "polars.DataFrame":
        """Return the rows as a Polars frame."""
        import polars

        frame = polars.from_arrow(self.to_arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame


def records_to_arrow(kind: type, rows: Iterable[Any]) -> "pyarrow.Table":
    """Turn records of the dataclass *kind* into an Arrow table, a column for each field.

    >>> from ..analysis.ranking import Ranked
    >>> records_to_arrow(Ranked, []).schema.field("rank").type
    DataType(int64)
    """
    hints = get_type_hints(kind)
    return rows_to_arrow({each.name: hints[each.name] for each in fields(kind)}, [vars(row) for row in rows])


def rows_to_arrow(columns: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> "pyarrow.Table":
    """Turn rows into an Arrow table with *columns* of the given types; ``None`` and not-a-number are null."""
    import pyarrow as pa

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    arrays = {}
    for name, kind in columns.items():
        plain = next(each for each in types if kind in (each, each | None))
        arrays[name] = pa.array([row[name] for row in rows], types[plain], from_pandas=True)
    return pa.table(arrays)


def html_table(columns: Sequence[str], rows: Iterable[Sequence[object]], below: str, above: str = "") -> str:
    """Write a table for a notebook, with a line of text *above* and *below* it; an address becomes a link."""
    from html import escape

    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_shown(value)}</td>' for value in row)}</tr>" for row in rows)
    lead = f"<p>{escape(above)}</p>" if above else ""
    return f"{lead}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(below)}</p>"


def count_shown(number: int, noun: str, shown: int, which: str = "first") -> str:
    """Say how many there are, and how many of them are shown.

    >>> count_shown(141, "row", 20), count_shown(1, "tie", 10, "heaviest")
    ('141 rows, the first 20 shown', '1 tie')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}{f', the {which} {shown} shown' if number > shown else ''}"


def _shown(value: object) -> str:
    from html import escape

    text = "" if value is None else str(value)
    return f'<a href="{escape(text)}">{escape(text)}</a>' if is_followed(text) else escape(text)


def notebook_table(shown: list[dict[str, Any]], count: int, noun: str, above: str, *notes: str) -> str:
    """Write the rows that are *shown* of *count* as a table for a notebook, with lines above and below."""
    rows = [[number(value) if isinstance(value, float) else value for value in row.values()] for row in shown]
    which = "heaviest" if noun == "tie" else "first"
    below = [count_shown(count, noun, len(shown), which), *filter(None, notes)]
    return html_table(list(shown[0]) if shown else [], rows, "; ".join(below), above)


def number(value: float) -> str:
    """Write a number as a reader wants it: whole numbers whole, others with four digits that count.

    >>> number(20.0), number(0.276812), number(float("nan"))
    ('20', '0.2768', 'not defined')
    """
    if value != value:
        return "not defined"
    return f"{value:.0f}" if value == round(value) else f"{value:.4g}"
