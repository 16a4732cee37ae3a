"""Write tables for people to read."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .output import writing

if TYPE_CHECKING:
    from ..graph.query.answers import Answer
    from ..graph.query.saved import Parameter, SavedQuery


def print_answer(answer: "Answer", prefixes: dict[str, str], output: Path | None = None) -> None:
    """Print rows, yes or no, or statements."""
    if answer.kind == "boolean":
        print_lines("yes" if answer else "no", output)
        return
    if answer.kind == "graph":
        with writing(output) as out:
            answer.write("ttl", out)
        return
    rows = [[_cell(value, prefixes) for value in row] for row in answer.terms()]
    print_rows(answer.columns, rows, output)


def print_rows(
    columns: list[str], rows: list[list[str]], output: Path | None = None, notes: Sequence[str] = ()
) -> None:
    """Print rows below their headings; numbers stand to the right, the count of rows and notes below."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(columns):
        numbers = bool(rows) and all(_is_number(row[index]) for row in rows)
        table.add_column(Text(column), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if output is not None and str(output) != "-":
        text = io.StringIO()
        _print(table, len(rows), notes, Console(file=text, width=1000))
        print_lines(text.getvalue(), output)
    else:
        console = Console() if sys.stdout.isatty() else Console(width=1000)
        _print(table, len(rows), notes, console)


def print_lines(text: str, output: Path | None = None) -> None:
    """Print plain text."""
    with writing(output) as out:
        out.write((text.rstrip("\n") + "\n").encode())


def print_queries(queries: dict[str, "SavedQuery"]) -> None:
    """Print name, title and parameters of the saved queries; those in brackets may be left out."""
    rows = [[query.name, query.title, " ".join(map(_setting, query.parameters))] for query in queries.values()]
    print_rows(["name", "title", "parameters"], rows)


def _setting(parameter: "Parameter") -> str:
    return f"--set {parameter.name}=…" if parameter.required else f"[--set {parameter.name}=…]"


def _print(table: Table, count: int, notes: Sequence[str], console: Console) -> None:
    if count:
        console.print(table)
    console.print(Text(f"{count:,} row{'' if count == 1 else 's'}", style="dim"))
    for note in notes:
        console.print(Text(note, style="dim"))


def _cell(value: Any, prefixes: dict[str, str]) -> str:
    if value is None:
        return ""
    text = str(getattr(value, "value", value))
    if type(value).__name__ == "NamedNode":
        for prefix, start in prefixes.items():
            if text.startswith(start) and len(text) > len(start):
                return f"{prefix}:{text[len(start) :]}"
    return text


def _is_number(text: str) -> bool:
    return bool(text) and text.replace(".", "", 1).replace("-", "", 1).isdigit()
