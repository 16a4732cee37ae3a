"""Characters that no XML can hold, and so no text of a graph that is to be written as RDF/XML."""

import re

# Beside these XML 1.0 takes every character; half of a surrogate pair is no character at all.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def forbidden(text: str) -> str:
    """Name the first character of *text* that no XML can hold, and its place in it, or give "".

    >>> forbidden("a\\x0bb")
    'has the character U+000B at place 2; take it out'
    """
    found = FORBIDDEN.search(text)
    return f"has the character U+{ord(found[0]):04X} at place {found.start() + 1}; take it out" if found else ""
