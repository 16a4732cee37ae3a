"""Where commands write: files that appear when they are complete, progress, notes beside the data."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click


@contextmanager
def writing(output: Path | None) -> Iterator[IO[bytes]]:
    """Open the file to write, or the screen; a file appears only when it is complete."""
    if output is None or str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(output.name + ".part")
    try:
        with _opened(part, output) as file:
            yield file
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path, output: Path) -> IO[bytes]:
    from ..data.errors import ComityError

    try:
        return path.open("wb")
    except OSError as error:
        raise ComityError(f"{output} cannot be written ({error.strerror})") from None


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda text: status.update(f"{what}: {text}")


@contextmanager
def measured(what: str) -> Iterator[Callable[[float], None]]:
    """Show how much of a long computation is done, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Write rows below their headings as csv."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def print_notes(notes: Iterable[str]) -> None:
    """Say beside the data, on standard error, what a reader should know of it."""
    for note in notes:
        click.echo(f"note: {note}", err=True)
