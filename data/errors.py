"""What can go wrong, one class for each way of failing."""

from collections.abc import Sequence
from dataclasses import dataclass


class ComityError(Exception):
    """The input or the question is at fault; the message says where, what was found and what would do."""

    exit_code = 1
    http_status = 400


class NotFoundError(ComityError):
    """A name that the user gave means nothing here."""

    http_status = 404


class QueryError(ComityError):
    """A query cannot be read, or may not be asked."""


class StoreError(ComityError):
    """There is no store, or it is not whole."""

    http_status = 503


class FormatError(ComityError):
    """An answer cannot be written in the format asked for."""

    http_status = 406


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of a file: where it stands, and what was found and would do.

    >>> print(Problem("activities.csv", 7, "earliest", '"31/02/2020" is not a day; write YYYY-MM-DD'))
    activities.csv, line 7, column earliest: "31/02/2020" is not a day; write YYYY-MM-DD
    """

    file: str
    line: int
    column: str
    text: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.text}"


class PackageError(ComityError):
    """A package has faults; all of them are told at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        count = len(problems)
        head = f"{count} problem{'s' if count > 1 else ''}; nothing was built"
        super().__init__("\n".join([*map(str, self.problems), head]))
