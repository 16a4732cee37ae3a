"""The rules of negotiation for file servers: nginx, Apache, and the redirects of w3id.org.

nginx decides as ``negotiate`` does, to one decimal of a quality: each form gets a letter for how much a client
likes it (a: 1, 9 to 1: tenths, +: less, 0: not at all), and the first of the best letters wins.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..negotiation import FORMS, OFFERED, types_of_form

LEVELS = "a987654321+"
FOLDER = "server"


def write_rules(
    site: Path, address: str, bases: list[tuple[str, str]], parts: Mapping[str, str], gone: frozenset[str]
) -> None:
    """Write the rules for each kind of server into *site*."""
    parts = dict(parts)
    texts = {
        ".htaccess": htaccess(parts, gone),
        f"{FOLDER}/nginx/maps.conf": nginx_maps(parts, gone),
        f"{FOLDER}/nginx/site.conf": nginx_server(),
        f"{FOLDER}/w3id/.htaccess": w3id(bases, address),
    }
    for name, text in texts.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def nginx_maps(parts: Mapping[str, str], gone: frozenset[str] = frozenset()) -> str:
    """Write the maps for the ``http`` block of nginx: how much each form is liked, and what leads where."""
    lines = ["# For the http block of nginx, before the server that includes site.conf.", "map_hash_bucket_size 512;"]
    lines += ["map_hash_max_size 65536;", ""]
    for form in OFFERED:
        lines += [f"map $http_accept $comity_{form} {{", '    default "0";', '    "" "a";']
        lines += [f'    "{pattern}" "{level}";' for pattern, level in _liked(form)]
        lines += ["}", ""]
    lines.append(f'map "{"".join(f"$comity_{form}" for form in OFFERED)}" $comity_liked {{')
    lines.append('    default "";')
    for level in LEVELS:
        for place, form in enumerate(OFFERED):
            lines.append(f'    "~^{"." * place}{re.escape(level)}" {form};')
    lines += ["}", "", "map $arg_format $comity_asked {", "    default none;", '    "" "";']
    for form in FORMS:
        for name in types_of_form(form):
            pattern = re.escape(name).replace("/", "(?:/|%2[Ff])").replace(r"\+", r"(?:\+|%2[Bb])")
            lines.append(f'    "~*^{pattern}$" {form};')
    lines += ["}", "", 'map "$comity_asked:$comity_liked" $comity_form {', '    default "";']
    for form in FORMS:
        lines.append(f'    "~^{form}:" {form};')
    lines += [f'    ":{form}" {form};' for form in FORMS]
    lines += [
        "}",
        "",
        "map $uri $comity_thing {",
        "    default $uri;",
        '    "~^(?<comity_folder>.*/)$" "${comity_folder}index";',
    ]
    lines += [f'    "{path}" "{owner}";' for path, owner in sorted(parts.items())]
    lines += ["}", "", "map $uri $comity_gone {", '    default "";']
    lines += [f'    "{path}" 1;' for path in sorted(gone)]
    return "\n".join([*lines, "}", ""])


def _liked(form: str) -> Iterator[tuple[str, str]]:
    """Give the patterns for one form, the most specific range first."""
    main, *others = _media(form)
    kind = main.partition("/")[0]
    for media in (main, *others, f"{kind}/*", "*/*"):
        start = rf"~*(?:^|,)\s*{re.escape(media)}\s*(?:;\s*(?!q=)[^;,]*)*"
        yield rf"{start};\s*q=1", "a"
        for tenth in range(9, 0, -1):
            yield rf"{start};\s*q=0\.{tenth}", str(tenth)
        yield rf"{start};\s*q=0?\.0\d*[1-9]", "+"
        yield rf"{start};\s*q=0", "0"
        yield rf"{start}\s*(?:,|$)", "a"


def _media(form: str) -> list[str]:
    return [name for name in types_of_form(form) if "/" in name]


def nginx_server(root: str = "/srv/comity") -> str:
    """Write what goes into a ``server`` block of nginx."""
    types = "\n".join(f"    {media.partition(';')[0]} {form};" for form, media in FORMS.items())
    links = ", ".join(
        f'<$document.{form}>; rel=\\"alternate\\"; type=\\"{m.partition(";")[0]}\\"' for form, m in FORMS.items()
    )
    here = links.replace("$document", "$comity_thing")
    return f"""# For a server block of nginx; maps.conf stands in the http block. Set the root to where the site is.
root {root};
absolute_redirect off;
charset utf-8;
charset_types text/html text/turtle text/css text/csv;
types {{
{types}
    text/css css;
    image/svg+xml svg;
    text/xml xml;
    text/plain txt;
    text/csv csv;
    application/json json;
    application/trig trig;
    application/n-quads nq;
    application/gzip gz;
    application/zip zip;
    application/vnd.apache.parquet parquet;
}}
default_type text/turtle;
error_page 404 /404.html;
location = / {{
    try_files /index.html =404;
}}
location /server/ {{
    return 404;
}}
location ~ ^/(?:static|dumps|package|tables|releases|\\.well-known)/ {{
    add_header Access-Control-Allow-Origin *;
    try_files $uri =404;
}}
location ~ ^(?<document>.*)\\.(?:{"|".join(FORMS)})$ {{
    add_header Access-Control-Allow-Origin *;
    add_header Vary Accept;
    add_header Link "{links}";
    try_files $uri =404;
}}
location / {{
    if ($comity_gone) {{
        return 410;
    }}
    if (-f $document_root$uri) {{
        break;
    }}
    if (!-f $document_root$comity_thing.html) {{
        return 404;
    }}
    if ($comity_form = "") {{
        return 406;
    }}
    add_header Access-Control-Allow-Origin *;
    add_header Vary Accept;
    add_header Link "{here}";
    return 303 $comity_thing.$comity_form;
}}
"""


def htaccess(parts: Mapping[str, str], gone: frozenset[str] = frozenset()) -> str:
    """Write the rules for Apache, which takes the first form a client names and does not weigh qualities."""
    lines = [
        "# Rules for Apache with mod_rewrite and mod_headers. A client gets the first form of this list that it names.",
        "Options -MultiViews -Indexes",
        "ErrorDocument 404 /404.html",
        *(f"AddType {media.partition(';')[0]} .{form}" for form, media in FORMS.items()),
        "AddCharset utf-8 .html .ttl .csv",
        "<IfModule mod_headers.c>",
        "Header set Access-Control-Allow-Origin *",
        "Header append Vary Accept",
        "</IfModule>",
        "RewriteEngine On",
        "RewriteRule ^server/ - [R=404,L]",
        *(f"RewriteRule ^{re.escape(path.lstrip('/'))}$ - [G]" for path in sorted(gone)),
    ]
    lines += _part_rules(parts)
    for form in ("html", "jsonld", "nt", "rdf", "ttl"):
        types = "|".join(re.escape(media) for media in _media(form))
        accepts = f"(?:^|,|\\s)(?:{types})" + ("|\\*/\\*|^$" if form == "ttl" else "")
        lines += [
            "RewriteCond %{REQUEST_URI} !\\.(?:" + "|".join(FORMS) + ")$",
            "RewriteCond %{DOCUMENT_ROOT}%{REQUEST_URI}.html -f",
            f'RewriteCond %{{HTTP:Accept}} "{accepts}" [NC]',
            f"RewriteRule ^(.*)$ /$1.{form} [R=303,L]",
        ]
    return "\n".join([*lines, ""])


def _part_rules(parts: Mapping[str, str]) -> Iterator[str]:
    """Give one rule for the parts whose path names what they belong to, and one each for the rest."""
    rule = re.compile(r"^/([^/]+)/(?:participation|evidence)/([^/]+)/.*$")
    named = all(owner.endswith(f"/activity/{found[2]}") for path, owner in parts.items() if (found := rule.match(path)))
    if named:
        yield "RewriteRule ^([^/]+)/(?:participation|evidence)/([^/]+)/.*$ /$1/activity/$2 [R=303,L]"
    for path, owner in sorted(parts.items()):
        if not (named and rule.match(path)):
            yield f"RewriteRule ^{re.escape(path.lstrip('/'))}$ {owner} [R=303,L]"


def w3id(bases: list[tuple[str, str]], address: str) -> str:
    """Write the rules for https://w3id.org that send the IRIs of *bases* (IRI, path on the site) to *address*."""
    lines = ["# Rules for a folder of https://github.com/perma-id/w3id.org", "RewriteEngine On"]
    if address.startswith("https://w3id.org/"):
        lines.append("# Publish with --address, so that these rules know where the site stands.")
        bases = []
    for base, path in bases:
        if base.startswith("https://w3id.org/"):
            inside = base.removeprefix("https://w3id.org/").partition("/")[2]
            lines.append(f"RewriteRule ^{re.escape(inside)}(.*)$ {address.rstrip('/')}{path}$1 [R=303,NE,L]")
    return "\n".join([*lines, ""])
