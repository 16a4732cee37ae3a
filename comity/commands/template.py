"""``comity template``: a workbook to fill in."""

from pathlib import Path

import click

from .output import writing


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="Workbook to write, like programme.xlsx."
)
def template(output: Path) -> None:
    """Write a workbook (XLSX) that a programme office fills in.

    One sheet is one table. Columns have their names and notes in English and Russian, lists to choose from,
    and checks. `comity read` reads it as it is, from Excel or LibreOffice.
    """
    from ..data.errors import FormatError
    from ..data.readers.spreadsheets import check_libraries, write_template

    if output.suffix.lower() != ".xlsx":
        raise FormatError(f"{output} does not end with .xlsx; name it so, as spreadsheets go by the ending")
    check_libraries()
    with writing(output) as out:
        out.write(write_template())
