"""The rules of a site for nginx: they decide as ``negotiate`` does."""

from collections.abc import Iterable, Iterator, Mapping
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


def nginx_maps(parts: Mapping[str, str], gone: frozenset[str] = frozenset()) -> str:
    """Write the maps for the ``http`` block of nginx: how much each form is liked, and what leads where."""
    lines = ["# For the http block of nginx, before the server that includes site.conf."]
    lines += ["map_hash_bucket_size 512;", "map_hash_max_size 65536;", ""]
    return "\n".join([*lines, *_forms(), *_addresses(parts, gone)])


def _forms() -> Iterator[str]:
    """Write the maps that lead from a request to the form it is answered with, "" for none."""
    for place, (form, media) in enumerate(MEANT):
        yield from _map("$http_accept", f"$comity_q{place}", _liked(form, media), "0000")
    text = "".join(f"$comity_q{place}," for place in range(len(MEANT))) + DIGITS
    yield from _map(f'"{text}"', "$comity_liked", [(f"~{best(place)}", form) for place, (form, _) in enumerate(MEANT)])
    asked = [(f"~*^{name}$", form) for form in FORMS for name in names_of_form(form)]
    yield from _map("$arg_format", "$comity_asked", [("", ""), *asked], "none")
    chosen = [(f"~^{form}:", form) for form in FORMS] + [(f":{form}", form) for form in FORMS]
    yield from _map('"$comity_asked:$comity_liked"', "$comity_form", chosen)


def _liked(form: str, media: str) -> Iterator[tuple[str, str]]:
    yield "", "1000"
    yield f"~{NO_RANGE}", "1000"
    for range_ in ranges(form, media):
        for pattern, digits in qualities(range_):
            yield f"~*{pattern.replace('(TENTHS', '(?<comity_tenths>')}", digits.format(tenths="${comity_tenths}")


def _addresses(parts: Mapping[str, str], gone: frozenset[str]) -> Iterator[str]:
    """Write the maps that tell what stands at an address."""
    yield from _map("$request_uri", "$comity_odd", [(f"~*^[^?]*(?:{ODD})", "1")])
    yield from _map("$uri", "$comity_hidden", [(f"~*{HIDDEN}", "1"), (f"~^/(?:{'|'.join(NOT_SERVED)})$", "1")])
    # nginx looks names up without regard to case; a name that is not written so is none.
    owners = ((path, f"{owner}index" if owner.endswith("/") else owner) for path, owner in _plain(parts))
    yield from _map("$uri", "$comity_found", [(path, f"{path}|{owner}") for path, owner in owners])
    as_written = r"~^(?<comity_u>[^|]*)\|\k<comity_u>\|(?<comity_o>.*)$"
    yield from _map('"$uri|$comity_found"', "$comity_owner", [(as_written, "$comity_o")])
    yield from _map("$uri", "$comity_dropped", [(path, path) for path, _ in _plain(dict.fromkeys(gone, ""))])
    yield from _map('"$uri|$comity_dropped"', "$comity_gone", [(r"~^(?<comity_g>[^|]+)\|\k<comity_g>$", "1")])
    # The document of a thing: as a file, and as an address, which keeps the escapes that were sent.
    yield from _map("$uri", "$comity_file", [(r"~^(?<comity_f>.*/)$", "${comity_f}index")], "$uri")
    document = [
        (r"~^(?<comity_d>[^|]+)\|", "$comity_d"),
        (r"~^\|(?<comity_d>[^?]*/)(?:\?|$)", "${comity_d}index"),
        (r"~^\|(?<comity_d>[^?]*)", "$comity_d"),
    ]
    yield from _map('"$comity_owner|$request_uri"', "$comity_document", document)
    stem = rf"~^(?<comity_s>[^?]*)\.(?:{'|'.join(FORMS)})(?:\?|$)"
    yield from _map("$request_uri", "$comity_stem", [(stem, "$comity_s")])
    yield from _map("$uri", "$comity_policy", [("/map.html", MAP_POLICY), ("/map", MAP_POLICY)], SERVER_POLICY)


def _map(source: str, to: str, pairs: Iterable[tuple[str, str]], default: str = "") -> list[str]:
    lines = [f"map {source} {to} {{", f'    default "{default}";']
    return [*lines, *(f'    "{pattern}" "{value}";' for pattern, value in pairs), "}", ""]


def _plain(paths: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Write paths as nginx sees them; what its configuration cannot hold is left out, and answered by 404."""
    for path, value in sorted(paths.items()):
        if not set('$"\\|') & set(unquote(path)):
            yield unquote(path), value


def nginx_server(root: str = "/srv/comity") -> str:
    """Write what goes into a ``server`` block of nginx."""
    types = "\n".join(f"    {media} {ending};" for ending, media in FILES.items() if ending != "void")
    # HTML is among both by itself.
    texts = " ".join(media for media in packed() if media.startswith("text/") and media != "text/html")
    zipped = " ".join(media for media in packed() if media != "text/html")
    forms, pages, folders = "|".join(FORMS), "|".join(PAGES), "|".join(FOLDERS)
    return f"""# For a server block of nginx; maps.conf stands in the http block. Set the root to where the site is.
root {root};
absolute_redirect off;
merge_slashes off;
charset utf-8;
charset_types {texts};
gzip on;
gzip_vary on;
gzip_min_length 1000;
gzip_types {zipped};
types {{
{types}
}}
default_type text/plain;
error_page 404 /404.html;
set $comity_link "";
add_header Access-Control-Allow-Origin *;
add_header Vary Accept;
add_header Link $comity_link;
add_header Content-Security-Policy $comity_policy always;
add_header Referrer-Policy same-origin always;
add_header X-Content-Type-Options nosniff always;
if ($comity_odd) {{
    return 400;
}}
location = /404.html {{
    internal;
}}
location = /.well-known/void {{
    default_type text/turtle;
}}
location = / {{
    try_files /index.html =404;
}}
location ~ ^/(?:{pages})$ {{
    try_files $uri.html =404;
}}
location ~ ^/(?:{folders})/ {{
    if ($comity_hidden) {{
        return 404;
    }}
    try_files $uri =404;
}}
location ~ ^(?<comity_own>.+)\\.(?:{forms})$ {{
    if ($comity_hidden) {{
        return 404;
    }}
    if (-f $document_root$comity_own.nt) {{
        set $comity_link "{_links("$comity_stem")}";
    }}
    try_files $uri @comity;
}}
location / {{
    if ($comity_hidden) {{
        return 404;
    }}
    try_files $uri @comity;
}}
location @comity {{
    if ($comity_gone) {{
        return 410;
    }}
    set $comity_known $comity_owner;
    if (-f $document_root$comity_file.nt) {{
        set $comity_known 1;
    }}
    if ($comity_known = "") {{
        return 404;
    }}
    if ($comity_form = "") {{
        return 406;
    }}
    set $comity_link "{_links("$comity_document")}";
    return 303 $comity_document.$comity_form;
}}
"""


def _links(document: str) -> str:
    return ", ".join(
        f'<{document}.{form}>; rel=\\"alternate\\"; type=\\"{media.partition(";")[0]}\\"'
        for form, media in FORMS.items()
    )
