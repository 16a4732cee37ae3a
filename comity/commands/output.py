"""Where commands write: files that appear when they are complete, progress, notes beside the data."""

import csv
import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from .options import SPREADSHEET


@contextmanager
def writing(output: Path | None) -> Iterator[IO[bytes]]:
    """Open what is to be written: a file, which appears when it is complete, or the screen.

    A link is written through: the file that it leads to is exchanged, the link stays. Devices, pipes and open
    descriptors (``/dev/stdout``) are written to as they are. Raises ``ComityError`` when the place is full.
    """
    if output is None or str(output) in ("-", "/dev/stdout"):
        with _told("standard output"), _as_asked(sys.stdout.buffer) as out:
            yield out
        return
    with _told(str(output)), _opened(output) as file, _as_asked(file) as out:
        yield out


@contextmanager
def _as_asked(out: IO[bytes]) -> Iterator[IO[bytes]]:
    """Rewrite what was written for a spreadsheet, where that was asked for."""
    context = click.get_current_context(silent=True)
    if context and context.meta.get(SPREADSHEET):
        kept = io.BytesIO()
        yield kept
        from ..data.spreadsheets import for_spreadsheet

        out.write(for_spreadsheet(kept.getvalue()))
    else:
        yield out
    out.flush()


@contextmanager
def _told(where: str) -> Iterator[None]:
    from ..data.errors import ComityError

    try:
        yield
    except BrokenPipeError:  # whoever reads has seen enough
        raise
    except OSError as error:
        raise ComityError(f"{where} cannot be written ({error.strerror or error})") from None


@contextmanager
def _opened(output: Path) -> Iterator[IO[bytes]]:
    descriptor = _descriptor(str(output))
    if descriptor is not None or (output.exists() and not output.is_file()):
        with open(output if descriptor is None else os.dup(descriptor), "wb") as file:
            yield file
        return
    part = part_of(output, os.getpid())
    target = Path(os.path.realpath(output))
    try:
        part.unlink(missing_ok=True)  # of a process of this number that was killed
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())  # a disk may find only now that it is full
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def part_of(output: Path, process: int) -> Path:
    """Name the file beside *output*, or beside what it leads to, in which a process writes until it is complete."""
    target = Path(os.path.realpath(output))
    return target.with_name(f".{target.name}.{process}.part")


def _descriptor(name: str) -> int | None:
    """Read the number of an open descriptor that has a name: a file behind it was opened by others."""
    descriptor = re.fullmatch(r"(?:/dev|/proc/self)/fd/(\d+)", name)
    return int(descriptor[1]) if descriptor else {"/dev/stderr": 2}.get(name)


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


def print_warning(text: str) -> None:
    """Say on standard error what makes an answer mislead."""
    click.echo(f"warning: {text}", err=True)
