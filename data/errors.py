"""What can go wrong, one class for each way of failing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TOLD = 1_000  # faults of a build that are told; beyond them it says how many more there are
MEANT = 50  # faults of which is told what was probably meant; it is looked for among all names


class ComityError(Exception):
    """The input or the question is at fault; the message says where, what was found and what would do."""

    exit_code = 1
    http_status = 400


class NotFoundError(ComityError):
    """A name that the user gave means nothing here."""

    http_status = 404


class RangeError(ComityError):
    """A number is out of its limits, or a period ends before it begins."""


class QueryError(ComityError):
    """A query cannot be read, or may not be asked."""


class StoreError(ComityError):
    """There is no store, or it is not whole."""

    http_status = 503


class FormatError(ComityError):
    """An answer cannot be written in the format asked for."""

    http_status = 406


class QueryWarning(UserWarning):
    """A query is sound, but its answer misleads; the message says where, and what was probably meant."""


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


class Problems:
    """The faults of a package as they are found: the first are kept, the rest are counted.

    ``unread`` names the files that could not be read to their end, so that what is missing may stand there.
    """

    def __init__(self, most: int = TOLD) -> None:
        self.found: list[Problem] = []
        self.unread: set[str] = set()
        self.more = 0
        self._most = most

    def add(self, file: str, line: int, column: str, text: object) -> None:
        """Add a fault; *text* is put into words only when it is kept, and briefly when there are many."""
        if len(self.found) < self._most:
            many = len(self.found) >= MEANT
            words = str(getattr(text, "brief", text)) if many else str(text)
            self.found.append(Problem(file, line, column, words))
        else:
            self.more += 1

    def take(self, problems: Iterable[Problem], more: int = 0) -> None:
        """Add faults that were found elsewhere, and *more* that were only counted there."""
        for problem in problems:
            self.add(problem.file, problem.line, problem.column, problem.text)
        self.more += more

    def check(self) -> None:
        """Raise ``PackageError`` when there is any fault."""
        if self.found or self.more:
            raise PackageError(self.found, self.more)


class PackageError(ComityError):
    """A package has faults; the first of them are told at once, and *more* are counted."""

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        self.problems, self.more = sorted(problems), more
        count = len(problems) + more
        told = f", the first {len(problems):,} found are told" if more else ""
        head = f"{count:,} problem{'s' if count > 1 else ''}{told}; nothing was built"
        super().__init__("\n".join([*map(str, self.problems), head]))
