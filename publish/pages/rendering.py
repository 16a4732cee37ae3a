"""Templates to pages, with the headers that keep anything from outside out."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

FOLDER = Path(__file__).parent
POLICY = (
    "default-src 'none'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; script-src 'self'; "
    "style-src 'self'{style}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def page(template: str, status: int = 200, *, inline_styles: bool = False, **values: Any) -> HTMLResponse:
    """Write the page of a template; *inline_styles* lets a third-party script style what it draws."""
    text = _environment().get_template(template).render(**values)
    policy = POLICY.format(style=" 'unsafe-inline'" if inline_styles else "")
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(text, status, headers)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["count"] = count
    found.filters["number"] = lambda value: f"{value:,}"
    return found


def address(path: str, **values: str | int | None) -> str:
    """Give a path with the values that are not empty as its query.

    >>> address("/actors", country="KGZ", kind="")
    '/actors?country=KGZ'
    """
    asked = urlencode({name: value for name, value in values.items() if value not in (None, "")})
    return f"{path}?{asked}" if asked else path


def static_address(endpoint: str) -> Callable[..., str]:
    """Make the like of ``address`` for pages that are files: lists are whole, and queries go to *endpoint*, if any."""

    def found(path: str, **values: str | int | None) -> str:
        if path == "/sparql":
            return address(endpoint, **values) if endpoint else ""
        return f"{path}.html"

    return found


def count(number: int, word: str) -> str:
    """Give a number with its noun.

    >>> count(1, "activity"), count(1200, "activity")
    ('1 activity', '1,200 activities')
    """
    if number != 1:
        word = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word}"
