"""The rules of negotiation for file servers: nginx, Apache, and the redirects of w3id.org."""

import re
from collections.abc import Mapping
from pathlib import Path

from .apache_rules import htaccess
from .nginx_rules import nginx_maps, nginx_server

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
