"""What a strict parser of HTML finds wrong with a page."""

import html5lib
from html5lib.constants import E


def html_faults(page: str | bytes) -> list[str]:
    """Find every error that html5lib finds, with its line and column."""
    parser = html5lib.HTMLParser()
    parser.parse(page)
    return [f"line {line}, column {column}: {E[code] % data}" for (line, column), code, data in parser.errors]
