"""The rules of a site for Apache: an ``.htaccess`` that decides as ``negotiate`` does."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ..door import HIDDEN, ODD
from ..pages.routes.map_page import POLICY as MAP_POLICY
from ..web.media import FILES
from ..web.negotiation import FORMS
from .quality_rules import (
    DIGITS,
    FOLDERS,
    MEANT,
    NO_RANGE,
    NOT_SERVED,
    PAGES,
    SERVER_POLICY,
    best,
    names_of_form,
    packed,
    qualities,
    ranges,
)

_PART = re.compile(r"^/([^/]+)/(?:participation|evidence)/([^/]+)/.*$")
_FILE = "%{DOCUMENT_ROOT}%{ENV:COMITY_BASE}"


def htaccess(parts: Mapping[str, str], gone: frozenset[str] = frozenset()) -> str:
    """Write the rules; the server must have mod_rewrite, mod_headers and mod_mime, and allow overrides."""
    lines = [
        "# Rules for Apache 2.4 with mod_rewrite, mod_headers and mod_mime; it takes AllowOverride All.",
        "Options -MultiViews -Indexes",
        "<IfModule mod_dir.c>",
        "DirectorySlash Off",
        "DirectoryIndex index.html",
        "</IfModule>",
        "ErrorDocument 404 /404.html",
        *_types(),
        *_headers(),
        "RewriteEngine On",
        # Where this folder stands: what comes before the path that is matched here.
        'RewriteCond "%{REQUEST_URI}::$0" "^(.*?/)(.*)::\\2$"',
        'RewriteRule "^.*$" - [E=COMITY_BASE:%1]',
        *_rule("-", "R=400,L", ("%{THE_REQUEST}", f"^\\S+ [^? ]*(?:{ODD})", "NC")),
        *_rule("-", "R=404,L", ("%{REQUEST_URI}", HIDDEN, "NC")),
        *_rule("-", "R=404,L", ("%{ENV:REDIRECT_STATUS}", "!^404$"), path=f"^(?:{'|'.join(NOT_SERVED)})$"),
        'RewriteRule "^$" - [L]',
        *_rule("$0.html", "L", (f"{_FILE}$0.html", "-f"), path=f"^(?:{'|'.join(PAGES)})$"),
        *_rule("-", "E=COMITY_DOCUMENT:%{ENV:COMITY_BASE}$1", (f"{_FILE}$1.nt", "-f"), path=_document()),
        *_rule("-", "L", (f"{_FILE}$0", "-f"), path="^.*$"),
        f'RewriteRule "^(?:{"|".join(FOLDERS)})/" - [R=404,L]',
        'RewriteRule "^" - [E=!COMITY_DOCUMENT]',
        *(f'RewriteRule "^{re.escape(unquote(path.lstrip("/")))}$" - [G]' for path in sorted(gone)),
        'RewriteRule "^.*$" - [E=COMITY_THING:$0]',
        'RewriteRule "^.*/$" - [E=COMITY_THING:$0index]',
        *_parts(parts),
        *_rule("-", "R=404,L", (f"{_FILE}%{{ENV:COMITY_THING}}.nt", "!-f")),
        *_liked(),
        *_asked(),
        *_rule("-", "R=406,L", ("%{ENV:COMITY_FORM}", "^(?:none)?$")),
        'RewriteRule "^" - [E=COMITY_DOCUMENT:%{ENV:COMITY_BASE}%{ENV:COMITY_THING}]',
        'RewriteRule "^" "%{ENV:COMITY_DOCUMENT}.%{ENV:COMITY_FORM}" [R=303,QSD,L]',
    ]
    return "\n".join([*lines, ""])


def _rule(to: str, flags: str, *conditions: tuple[str, ...], path: str = "^") -> Iterator[str]:
    for test, pattern, *with_ in conditions:
        yield f'RewriteCond "{test}" "{pattern}"' + (f" [{with_[0]}]" if with_ else "")
    yield f'RewriteRule "{path}" "{to}" [{flags}]'


def _document() -> str:
    """Match the path of a document whose name can stand in a header as it is."""
    return rf"^([\w./~-]+)\.(?:{'|'.join(FORMS)})$"


def _types() -> Iterator[str]:
    texts = [ending for ending, media in FILES.items() if media.startswith("text/") and ending != "void"]
    yield '<FilesMatch "^[^.]+$">'
    yield 'ForceType "text/plain; charset=utf-8"'
    yield "</FilesMatch>"
    yield '<Files "void">'
    yield 'ForceType "text/turtle; charset=utf-8"'
    yield "</Files>"
    yield from (f"AddType {media} .{ending}" for ending, media in FILES.items() if ending != "void")
    yield rf'<FilesMatch "\.(?:{"|".join(texts)})$">'
    yield f"AddCharset utf-8 {' '.join(f'.{ending}' for ending in texts)}"
    yield "</FilesMatch>"
    yield "<IfModule mod_deflate.c>"
    yield f"AddOutputFilterByType DEFLATE {' '.join(packed())}"
    # Apache marks the tag of what it packs, and would not know it again.
    yield """RequestHeader edit* If-None-Match '-gzip"' '"'"""
    yield "</IfModule>"


def _headers() -> Iterator[str]:
    links = ", ".join(
        f'<%{{COMITY_DOCUMENT}}e.{form}>; rel=\\"alternate\\"; type=\\"{media.partition(";")[0]}\\"'
        for form, media in FORMS.items()
    )
    yield "Header always set Access-Control-Allow-Origin *"
    yield "Header always merge Vary Accept"
    yield f'Header always set Link "{links}" env=COMITY_DOCUMENT'
    yield f'Header always set Content-Security-Policy "{SERVER_POLICY}"'
    yield "Header always set Referrer-Policy same-origin"
    yield "Header always set X-Content-Type-Options nosniff"
    yield '<Files "map.html">'
    yield f'Header always set Content-Security-Policy "{MAP_POLICY}"'
    yield "</Files>"


def _parts(parts: Mapping[str, str]) -> Iterator[str]:
    """Write one rule for the parts whose path names what they belong to, and one each for the rest.

    An ``.htaccess`` is read for each request, so it cannot list all parts: one that was never there is taken for
    one of the activity that it names.
    """
    named = all(
        owner.endswith(f"/activity/{match[2]}") for path, owner in parts.items() if (match := _PART.match(path))
    )
    if named:
        yield 'RewriteRule "^([^/]+)/(?:participation|evidence)/([^/]+)/.*$" - [E=COMITY_THING:$1/activity/$2]'
    for path, owner in sorted(parts.items()):
        if not (named and _PART.match(path)):
            thing = unquote(owner.lstrip("/"))
            thing += "index" if thing.endswith("/") else ""
            if not set('"%$\\ ') & set(thing):
                yield f'RewriteRule "^{re.escape(unquote(path.lstrip("/")))}$" - [E=COMITY_THING:{thing}]'


def _liked() -> Iterator[str]:
    """Write down how much each type is liked, less specific ranges first, and then which form is liked most."""
    for place, (form, media) in enumerate(MEANT):
        name = f"COMITY_Q{place}"
        yield f'RewriteRule "^" - [E={name}:0000]'
        for range_ in reversed(ranges(form, media)):
            for pattern, digits in reversed(qualities(range_)):
                value = digits.format(tenths="%1")
                yield from _rule("-", f"E={name}:{value}", ("%{HTTP:Accept}", pattern.replace("(TENTHS", "("), "NC"))
        yield from _rule("-", f"E={name}:1000", ("%{HTTP:Accept}", NO_RANGE))
    text = "".join(f"%{{ENV:COMITY_Q{place}}}," for place in range(len(MEANT))) + DIGITS
    yield 'RewriteRule "^" - [E=!COMITY_FORM]'
    for place, (form, _) in reversed(list(enumerate(MEANT))):
        yield from _rule("-", f"E=COMITY_FORM:{form}", (text, best(place)))


def _asked() -> Iterator[str]:
    yield from _rule("-", "E=COMITY_FORM:none", ("%{QUERY_STRING}", "(?:^|&)format=[^&]"))
    for form in FORMS:
        pattern = f"(?:^|&)format=(?:{'|'.join(names_of_form(form))})(?:&|$)"
        yield from _rule("-", f"E=COMITY_FORM:{form}", ("%{QUERY_STRING}", pattern, "NC"))
