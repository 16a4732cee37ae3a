"""The addresses of all pages, for search engines."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

MOST = 50_000  # as the protocol of sitemaps has it


def sitemap(base: str, paths: Iterable[str], day: str) -> str:
    """Write the sitemap of the pages at *paths* below *base*; they changed on *day*."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for _, path in zip(range(MOST), paths, strict=False):
        lines.append(f"<url><loc>{escape(base.rstrip('/') + path)}</loc><lastmod>{day}</lastmod></url>")
    return "\n".join([*lines, "</urlset>", ""])


def page_paths(lists: Iterable[str], things: Iterable[str]) -> Iterator[str]:
    """List the paths of pages: the start, the lists, the things."""
    yield "/"
    yield from lists
    yield from things


def robots(base: str) -> str:
    """Write what robots may read: the pages, not the answers to queries."""
    root = urlsplit(base).path.rstrip("/")
    return f"User-agent: *\nDisallow: {root}/sparql\nDisallow: {root}/search\nSitemap: {base.rstrip('/')}/sitemap.xml\n"
