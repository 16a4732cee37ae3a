"""Tables that are meant for a spreadsheet."""

from typing import TypeVar

T = TypeVar("T")
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: T) -> T | str:
    """Keep a spreadsheet from reading a text as a formula; a number is left as it is.

    >>> harmless("=1+1"), harmless("a = b"), harmless(-1)
    ("'=1+1", 'a = b', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINNINGS) else value
