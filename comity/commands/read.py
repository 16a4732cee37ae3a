"""``comity read``: candidates from a file that others wrote."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import progress, writing

if TYPE_CHECKING:
    from ..data.readers import CellFault
    from ..data.readers.spreadsheets import SheetMapping, SheetReading

_SHOWN = 5  # names that are open, of each column


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--as", "kind", type=click.Choice(["table"]), default="table", show_default=True, help="What the files are."
)
@click.option(
    "--map",
    "mapping",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Which of their columns becomes which of ours (YAML); not needed where they have our columns.",
)
@click.option("--suggest", is_flag=True, help="Write a mapping for one FILE to the screen, and read nothing.")
@click.option("-o", "--output", metavar="PACKAGE", type=click.Path(path_type=Path), help="Folder of the package.")
@click.option("--new", "base", metavar="BASE", help="Begin the package; its IRIs begin with BASE (https://…/).")
@click.option("--accept", is_flag=True, help="Put rows that leave nothing open into the tables at once.")
def read(
    files: tuple[Path, ...],
    kind: str,
    mapping: Path | None,
    suggest: bool,
    output: Path | None,
    base: str | None,
    accept: bool,
) -> None:
    """Read spreadsheets (CSV, XLSX, ODS) and propose their rows to a package.

    What is proposed stands in PACKAGE/candidates/, apart from the records: each value with the words of its
    cell and where that is. Every fault is told at once, by sheet, row and column; what has a fault stays open.
    A file that changed can be read again: what it says as before is the same proposal as before.
    """
    from ..data.errors import ComityError
    from ..data.readers import begin_package
    from ..data.readers.spreadsheets import check_libraries, read_mapping

    check_libraries()
    if suggest:
        _suggest(files, output)
        return
    if not output:
        raise click.UsageError("-o PACKAGE is missing; name the folder of the package")
    if twice := [stem for stem, count in Counter(path.stem for path in files).items() if count > 1]:
        raise click.UsageError(f"two files are called {twice[0]}; read them one after the other, or rename one")
    plan = read_mapping(mapping) if mapping else None
    if base:
        begin_package(output, base)
    faults: list[CellFault] = []
    count = 0
    for path in files:
        told, more = _read(path, plan, output, accept)
        faults += told
        count += more
    if count:
        head = f"{count:,} fault{'s' if count > 1 else ''}; what is sound was proposed, what they are about stays open"
        raise ComityError("\n".join([*map(str, faults), head]))


def _suggest(files: tuple[Path, ...], folder: Path | None) -> None:
    from ..data.package import open_package
    from ..data.readers.spreadsheets import suggest_mapping

    if len(files) > 1:
        raise click.UsageError("--suggest is for one FILE")
    click.echo(suggest_mapping(files[0], open_package(folder) if folder else None), nl=False)


def _read(path: Path, mapping: "SheetMapping | None", folder: Path, accept: bool) -> "tuple[list[CellFault], int]":
    from ..data.package import open_package
    from ..data.readers import accept_complete, count_words, write_candidates
    from ..data.readers.spreadsheets import candidates_path, read_spreadsheet

    package = open_package(folder)
    with progress(f"reading {path.name}"):
        reading = read_spreadsheet(path, mapping, package)
    faults, waiting = list(reading.faults), reading.proposals
    _print_reading(reading)
    if accept:
        acceptance = accept_complete(package, reading.proposals)
        _write(acceptance.files)
        waiting, faults = acceptance.waiting, [*faults, *acceptance.faults]
        click.echo(f"accepted: {count_words(acceptance.taken)}")
    target = candidates_path(package.folder, path)
    target.parent.mkdir(exist_ok=True)
    _write({target: write_candidates(waiting)})
    click.echo(f"{count_words(waiting)} in {folder / target.relative_to(package.folder)}")
    return faults, reading.fault_count + len(faults) - len(reading.faults)


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        with writing(path) as out:
            out.write(content)


def _print_reading(reading: "SheetReading") -> None:
    from ..data.readers import count_words

    for spot, (first, last), left_out in reading.sheets:
        rows = f"row {first + 1}" if first == last else f"rows {first + 1}-{last + 1}"
        without = "".join(f", {count:,} {why}" for why, count in sorted(left_out.items()))
        click.echo(f"{spot}: header in {rows}{f'; left out{without[1:]}' if without else ''}")
    before = f"; {len(reading.standing):,} rows stand in the package already" if reading.standing else ""
    gone = f", {reading.gone:,} no longer there" if reading.gone else ""
    click.echo(f"proposed: {count_words(reading.proposals)} ({reading.new:,} new{gone}){before}")
    words: dict[str, list[str]] = {}
    for proposal in reading.proposals:
        for column in proposal.open:
            words.setdefault(f"{proposal.table.name}.{column}", []).append(proposal.values[column].quote)
    for name, quotes in words.items():
        shown = list(dict.fromkeys(quote for quote in quotes if quote))
        more = f" and {len(shown) - _SHOWN:,} more" if len(shown) > _SHOWN else ""
        which = f": {'; '.join(shown[:_SHOWN])}{more}" if shown else ""
        click.echo(f"open: {len(quotes):,} {name}{which}")
