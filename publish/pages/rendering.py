"""Templates to pages, with a policy that keeps anything from outside out."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from ...data.addresses import is_followed
from ...viz.characters import only_html

FOLDER = Path(__file__).parent
POLICY = (
    "default-src 'none'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; script-src 'self'; "
    "style-src 'self'{style}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Pages that are files have no scripts and forms. Opened without a server, Firefox takes nothing for 'self'.
STATIC_POLICY = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'self' file:; base-uri 'none'; form-action 'none'"
)
_LINK = re.compile(r' href="([^"]*)"')
_OWN = re.compile(r'( (?:href|src|action)=")/(?!/)')


def page(
    template: str, status: int = 200, root: str = "", *, inline_styles: bool = False, **values: Any
) -> HTMLResponse:
    """Write the page of a template, for a site below the path *root*.

    *inline_styles* lets a third-party script style what it draws.
    """
    written = _environment().get_template(template).render(static_policy=STATIC_POLICY, **values)
    text = only_html(beginning(links_only(written), f"{root}/"))
    policy = POLICY.format(style=" 'unsafe-inline'" if inline_styles else "")
    return HTMLResponse(text, status, {"Content-Security-Policy": policy, "Vary": "Accept"})


def links_only(page: str) -> str:
    """Let lead only what leads to a page of this site or to an address that may be followed; the rest is text.

    >>> links_only('<a href="/actors">a</a> <a href="javascript:alert(1)">b</a>')
    '<a href="/actors">a</a> <a>b</a>'
    """
    return _LINK.sub(lambda link: link[0] if _leads(unescape(link[1])) else "", page)


def beginning(page: str, start: str) -> str:
    """Let the links of a page that begin at the root of the site begin at *start*.

    >>> beginning('<a href="/actors">', "/kg/"), beginning('<a href="/actors.html">', "../../")
    ('<a href="/kg/actors">', '<a href="../../actors.html">')
    """
    return _OWN.sub(lambda link: link[1] + start, page)


def _leads(address: str) -> bool:
    return re.match(r"/(?!/)|[#?]", address) is not None or is_followed(address)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["followed"] = is_followed
    environment.filters["count"] = count
    environment.filters["number"] = lambda value: f"{value:,}"
    return environment


def address(path: str, **values: str | int | None) -> str:
    """Write a path with the values that are not empty as its query.

    >>> address("/actors", country="KGZ", kind="")
    '/actors?country=KGZ'
    """
    asked = urlencode({name: value for name, value in values.items() if value not in (None, "")})
    return f"{path}?{asked}" if asked else path


def static_address(endpoint: str) -> Callable[..., str]:
    """Make the like of ``address`` for pages that are files: lists are whole, and queries go to *endpoint*, if any."""

    def file_address(path: str, **values: str | int | None) -> str:
        if path == "/sparql":
            return address(endpoint, **values) if endpoint else ""
        return f"{path}.html"

    return file_address


def count(number: int, word: str) -> str:
    """Write a number with its noun.

    >>> count(1, "activity"), count(1200, "activity")
    ('1 activity', '1,200 activities')
    """
    if number != 1:
        word = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word}"
