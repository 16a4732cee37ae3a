"""The report as files, and how they are written."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...data.errors import ComityError
from ...data.spreadsheets import harmless
from .exhibit import Cell


@dataclass(frozen=True)
class Report:
    """A report: its title, its findings in short, and its files by their path within the folder."""

    title: str
    findings: list[str]
    files: dict[str, bytes]

    def __repr__(self) -> str:
        return f"<Report: {self.title}, {len(self.files):,} files>"

    def save(self, folder: Path | str) -> Path:
        """Write the files into *folder*, each at once when it is complete, the page last; returns the page's path."""
        folder = Path(folder)
        for name in sorted(self.files, key=lambda name: (name == "index.html", name)):
            path = folder / name
            part = path.with_name(path.name + ".part")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(self.files[name])
                part.replace(path)
            except OSError as error:
                raise ComityError(f"{path} cannot be written ({error.strerror}); name a folder with -o") from None
        return folder / "index.html"


def table_csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write a table for a spreadsheet: with a byte order mark, and no text that would be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
