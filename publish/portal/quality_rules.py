"""What the rules of all file servers share; above all how they find the form that a client likes most.

They have regular expressions alone for it. For each media type that means a form, the quality that ``Accept`` gives it
is written as four digits or more, of which four count: from 1000 to 0000. All of them in a row, a comma behind each,
and behind them ``|9876543210`` make one text; the first whose digits no other's exceed wins. That a digit is greater
than another is seen by its standing first in 9876543210.
"""

import re

from ..pages.models.contents import KINDS
from ..pages.rendering import STATIC_POLICY
from ..web.media import FILES, types_of
from ..web.negotiation import FORMS, OFFERED, types_of_form

# Pages that are no documents of things, and so have one form.
PAGES = (*KINDS, "map")
# Folders that hold data and nothing about things.
FOLDERS = ("static", "dumps", "package", "tables", "releases")
# Files of the site that are for who sets it up.
NOT_SERVED = ("server/.*", "gone\\.txt", "404\\.html")
SERVER_POLICY = f"{STATIC_POLICY}; frame-ancestors 'none'"

# Each form as often as types mean it, in the order in which a client that likes all the same is served.
MEANT = [(form, media) for form in OFFERED for media in types_of_form(form) if "/" in media]
DIGITS = "|9876543210"
NO_RANGE = r"^\s*(?:;[^,]*)?(?:,\s*(?:;[^,]*)?)*$"
_END = r"\s*(?:[;,]|$)"


def ranges(form: str, media: str) -> list[str]:
    """List the ranges that fit a type, the most specific first; another name of a form is fitted by itself alone."""
    own = types_of(form, FORMS[form])[0]
    return [media, f"{media.partition('/')[0]}/*", "*/*"] if media == own else [media]


def qualities(range_: str) -> list[tuple[str, str]]:
    """Write the patterns for the first time that ``Accept`` names a range, each with the digits it stands for.

    ``{tenths}`` stands for what the group of the pattern holds. What is no quality counts as none.
    """
    name = re.escape(range_)
    first = rf"^(?:(?!\s*{name}{_END})[^,]*,)*\s*{name}\s*(?:;(?!\s*q=)[^;,]*)*"
    return [
        (rf"{first}(?:,|$)", "1000"),
        (rf"{first};\s*q=1(?:\.0*)?{_END}", "1000"),
        (rf"{first};\s*q=0\.(TENTHS\d*){_END}", "0{tenths}000"),
        (rf"{first};\s*q=", "0000"),
    ]


def best(place: int) -> str:
    """Write the pattern of a text in which the quality at a place is more than none, and none other exceeds it.

    >>> texts = ("0500000,0900000,", "0900,0899,", "0000,1000,", "0000,0000,", "00560000,0057000,")
    >>> [re.search(best(1), text + DIGITS) is not None for text in texts]
    [True, False, True, False, True]
    """
    none_exceeds = "".join(_none_exceeds(digit) for digit in range(1, 5))
    return rf"^(?=(?:\d+,){{{place}}}(?!0000)(\d)(\d)(\d)(\d)){none_exceeds}"


def _none_exceeds(digit: int) -> str:
    """Refuse a quality whose digits before this one are the same, and whose digit here is greater."""
    same = "".join(f"\\{before}" for before in range(1, digit))
    return rf"(?!(?:\d+,)*{same}(\d)[\d,]*\|\d*\{digit + 4}\d*\{digit})"


def names_of_form(form: str) -> list[str]:
    """List what ``?format=`` may call a form, as patterns of what may stand in an address."""
    names = [re.escape(name) for name in types_of_form(form)]
    return [name.replace("/", "(?:/|%2[Ff])").replace(r"\+", r"(?:\+|%2[Bb])") for name in names]


def packed() -> list[str]:
    """List the media types that are sent compressed."""
    ends = ("json", "xml", "triples", "quads", "trig")
    return sorted({media for media in FILES.values() if media.startswith("text/") or media.endswith(ends)})
