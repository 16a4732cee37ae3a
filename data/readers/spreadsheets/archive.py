"""Look into a workbook (XLSX, ODS) before it is opened: how large it is when unpacked, and which cells are merged.

What a ZIP file says of itself need not be true, and a sheet of two cells can claim billions. So each part that is
needed is unpacked within bounds, measured, and handed on in an archive made anew, without macros and pictures.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from ..faults import ReadingError, unreadable

MAX_SIZE = 64 << 20  # bytes of a file
MAX_UNPACKED = 256 << 20  # bytes of all its parts
MAX_CELLS = 5_000_000  # of a sheet, from its first cell to its last
MAX_PARTS = 10_000
_PIECE = 1 << 20
_FAR = 12  # characters by which no cell is named that could be read
Range = tuple[int, int, int, int]  # first row and column, last row and column, counted from 0


@dataclass
class _Extent:
    """How far the cells with content of one sheet reach, counted from 0, and its merged ranges."""

    rows: int = 0
    columns: int = 0
    merged: list[Range] = field(default_factory=list)

    def take(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows * self.columns > MAX_CELLS:
            raise _TooLargeError


class _TooLargeError(Exception):
    """A sheet has more cells than are read."""


@dataclass(frozen=True)
class Archive:
    """The parts of a workbook, unpacked, and the merged ranges of each sheet of an ODS file in order."""

    content: IO[bytes]
    merged: list[list[Range]]


def open_archive(path: Path) -> Archive:
    """Unpack the workbook *path* within bounds; raises ``ReadingError``."""
    try:
        with zipfile.ZipFile(path) as given:
            content, extents = _copy(path.name, given)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        text = "is locked with a password; save it without" if "password" in str(error) else "is not a whole workbook"
        raise unreadable(path.name, f"{text} ({error})") from None
    except expat.ExpatError as error:
        raise unreadable(path.name, f"is not a sound workbook ({error}); save it anew") from None
    except _DoctypeError:
        raise unreadable(path.name, "has a document type of its own (DOCTYPE); save it anew") from None
    except _TooLargeError:
        text = f"has a sheet of more than {MAX_CELLS:,} cells, counted to its last filled cell; part it"
        raise unreadable(path.name, text) from None
    return Archive(content, [extent.merged for extent in extents])


def _copy(name: str, given: zipfile.ZipFile) -> tuple[IO[bytes], list[_Extent]]:
    out, extents, left = io.BytesIO(), list[_Extent](), MAX_UNPACKED
    parts = given.infolist()
    if len(parts) > MAX_PARTS:
        raise unreadable(name, f"has {len(parts):,} parts, the most is {MAX_PARTS:,}; save it anew")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for part in parts:
            if not part.filename.endswith((".xml", ".rels", "mimetype")):
                continue  # macros, pictures, embedded files
            content = _unpack(name, given, part, left)
            left -= len(content)
            if part.filename == "content.xml":
                extents = _Content().read(content)
            elif part.filename.endswith(".xml"):  # a workbook may keep its sheets under any name
                _Worksheet().read(content)
            copy.writestr(part.filename, content)
    out.seek(0)
    return out, extents


def _unpack(name: str, given: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack without bounds
        raise unreadable(name, "is packed as no spreadsheet is; save it anew")
    pieces, size = [], 0
    with given.open(part) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > left:
                raise _too_much(name)
            pieces.append(piece)
    return b"".join(pieces)


def _too_much(name: str) -> ReadingError:
    text = f"takes more than {MAX_UNPACKED >> 20} MiB unpacked; part it, or save one sheet as CSV"
    return unreadable(name, text)


class _DoctypeError(Exception):
    """A part has a document type, which no spreadsheet writes."""


def _refuse(*_: object) -> None:
    raise _DoctypeError


class _Scan:
    """Read XML, element by element; names come without their prefix."""

    def read(self, content: bytes) -> list[_Extent]:
        self.extents: list[_Extent] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda name: self.end(name.rpartition(" ")[2])
        parser.StartDoctypeDeclHandler = _refuse  # entities of its own that multiply
        parser.Parse(content, True)
        return self.extents

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...


class _Worksheet(_Scan):
    """A sheet of an XLSX file: how far its filled cells reach."""

    def __init__(self) -> None:
        self._extent = _Extent()
        self._row = self._column = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = _count(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif name == "c":
            self._column += 1
            if place := attributes.get("r"):
                self._row, self._column = _place(place)
        elif name in ("v", "is", "f"):
            self._extent.take(max(self._row, 0), max(self._column, 0))


def _place(name: str) -> tuple[int, int]:
    """Find row and column of a cell, counted from 0.

    >>> _place("AB7")
    (6, 27)
    """
    if len(name) > _FAR:
        raise _TooLargeError
    column, row = 0, 0
    for character in name.replace("$", ""):
        if character.isdecimal():
            row = row * 10 + int(character)
        else:
            column = column * 26 + ord(character.upper()) - 64
    return row - 1, column - 1


class _Content(_Scan):
    """The sheets of an ODS file: how far filled cells reach, repeated ones counted, and what is merged."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._repeated = 1
        self._depth = 0  # of tables within cells

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self.extents.append(_Extent())
                self._row = 0
        elif self._depth == 1 and name == "table-row":
            self._column, self._repeated = 0, _count(attributes.get("number-rows-repeated"))
        elif self._depth == 1 and name in ("table-cell", "covered-table-cell"):
            self._cell(attributes)

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
        elif self._depth == 1 and name == "table-row":
            self._row += self._repeated

    def _cell(self, attributes: dict[str, str]) -> None:
        extent, repeated = self.extents[-1], _count(attributes.get("number-columns-repeated"))
        if "value-type" in attributes or "formula" in attributes:
            extent.take(self._row + self._repeated - 1, self._column + repeated - 1)
        rows, columns = (_count(attributes.get(f"number-{which}-spanned")) for which in ("rows", "columns"))
        if rows * columns > 1:
            extent.merged.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
        self._column += repeated


def _count(text: str | None) -> int:
    if not text or not text.isdecimal():
        return 1
    return max(1, int(text)) if len(text) <= _FAR else MAX_CELLS + 1


def covered(ranges: list[Range], rows: int, columns: int) -> Iterator[tuple[int, int, int, int]]:
    """Find each cell within *rows* and *columns* that a merged range covers, with the cell whose content it shows."""
    for top, left, bottom, right in ranges:
        for row in range(top, min(bottom + 1, rows)):
            for column in range(left, min(right + 1, columns)):
                if (row, column) != (top, left):
                    yield row, column, top, left
