"""Characters that no XML can hold, and so no text of a graph that is to be written as RDF/XML."""

import re

# Beside these XML 1.0 takes every character; half of a surrogate pair is no character at all.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def forbidden(text: str) -> str:
    """Say which character of *text* is the first that no XML can hold, and its place in it; "" where there is none.

    >>> forbidden("a\\x0bb")
    'has the character U+000B at place 2; take it out'
    """
    match = FORBIDDEN.search(text)
    return f"has the character U+{ord(match[0]):04X} at place {match.start() + 1}; take it out" if match else ""
