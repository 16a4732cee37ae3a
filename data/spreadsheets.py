"""Tables that are meant for a spreadsheet."""

import csv
import io
import re
import sys
from typing import TypeVar

T = TypeVar("T")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: T) -> T | str:
    """Keep a spreadsheet from reading a text as a formula; a number is left as it is.

    >>> harmless("=1+1"), harmless("a = b"), harmless(-1)
    ("'=1+1", 'a = b', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINNINGS) else value


def for_spreadsheet(content: bytes) -> bytes:
    """Rewrite CSV for a spreadsheet: with a byte order mark, and no text that would be taken for a formula.

    >>> for_spreadsheet(b"a,b\\r\\n-1,=1+1\\r\\n").decode("utf-8-sig")
    "a,b\\r\\n-1,'=1+1\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    limit = csv.field_size_limit(sys.maxsize)
    try:
        for row in csv.reader(io.StringIO(content.decode(), newline="")):
            writer.writerow([cell if _NUMBER.fullmatch(cell) else harmless(cell) for cell in row])
    finally:
        csv.field_size_limit(limit)
    return out.getvalue().encode("utf-8-sig")
