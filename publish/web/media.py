"""Media types, and which of them a client would rather have."""

import re
from collections.abc import Sequence

ROWS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "arrow": "application/vnd.apache.arrow.stream",
    "parquet": "application/vnd.apache.parquet",
}
BOOLEAN = {name: ROWS[name] for name in ("json", "xml")}
STATEMENTS = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
# What clients say for a format besides its own name and media type, in Accept and in format=.
_ALSO = {
    "json": ("application/json", "srj"),
    "xml": ("application/xml", "text/xml", "srx"),
    "arrow": ("application/vnd.apache.arrow.file",),
    "ttl": ("application/x-turtle", "text/n3", "text/rdf+n3", "turtle", "n3"),
    "nt": ("text/plain", "n-triples", "ntriples"),
    "jsonld": ("application/json", "json-ld", "json"),
    "rdfxml": ("application/xml", "text/xml", "rdf", "rdf+xml", "xml"),
    "nq": ("text/x-nquads", "n-quads", "nquads"),
}
HTML = "text/html; charset=utf-8"
# The types of files by their ending; what has none here, as SHA256SUMS, is plain text.
FILES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "md": "text/markdown",
    "xml": "text/xml",
    "csv": "text/csv",
    "json": "application/json",
    "parquet": ROWS["parquet"],
    "gz": "application/gzip",
    "zip": "application/zip",
    "void": "text/turtle",
    **{("rdf" if name == "rdfxml" else name): media.partition(";")[0] for name, media in STATEMENTS.items()},
}
_ENDINGS = {media: name for name, media in {**STATEMENTS, **ROWS, "rdf": STATEMENTS["rdfxml"]}.items()}


def choose(accept: str, offered: dict[str, str]) -> str | None:
    """Choose the name of the format in *offered* that an Accept header likes most, ``None`` when it takes none of them.

    As RFC 9110, section 12.5.1: the most specific range that fits a type gives its quality, of several that are
    alike the first. Of equals the format named first in *offered* is taken.

    >>> choose("text/csv;q=0.5, application/xml", ROWS)
    'xml'
    >>> choose("image/png", ROWS) is None
    True
    """
    ranges = _ranges(accept) or {"*/*": 1000}
    best, chosen = 0, None
    for name, media in offered.items():
        main, *others = types_of(name, media)
        quality = max([_quality(main, ranges), *(ranges.get(other, 0) for other in others if "/" in other)])
        if quality > best:
            best, chosen = quality, name
    return chosen


def named(form: str, offered: dict[str, str]) -> str | None:
    """Find the format that ``format=`` means: its name, another name for it, or a media type.

    Some clients send several, with commas between; the first that is offered is taken.
    """
    for asked in form.lower().split(","):
        for name, media in offered.items():
            if asked.strip() in (name, *types_of(name, media)):
                return name
    return None


def ending(media: str) -> str:
    """Name the ending of a file of one of these media types.

    >>> ending(ROWS["csv"]), ending(STATEMENTS["rdfxml"])
    ('csv', 'rdf')
    """
    return _ENDINGS[media]


def type_of_file(name: str) -> str:
    """Tell the media type of a file by its name.

    >>> type_of_file("dumps/graph.nt"), type_of_file(".well-known/void"), type_of_file("SHA256SUMS")
    ('application/n-triples', 'text/turtle', 'text/plain')
    """
    return FILES.get(re.split("[./]", name)[-1], "text/plain")


def types_of(name: str, media: str) -> Sequence[str]:
    """List the media types that mean a format, its own first, and other names for it."""
    return [media.partition(";")[0], *_ALSO.get(name, ())]


def _ranges(accept: str) -> dict[str, int]:
    """Read the ranges of an Accept header, each with its quality in thousandths; what is no quality counts as none."""
    qualities: dict[str, int] = {}
    for part in accept.lower().split(","):
        media, *parameters = (each.strip() for each in part.split(";"))
        said = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        quality = re.fullmatch(r"0(?:\.(?P<tenths>\d*))?|1(?:\.0*)?", said, re.ASCII)
        if media and quality:
            thousandths = 1000 if said[0] == "1" else int(f"{quality['tenths'] or ''}000"[:3])
            qualities.setdefault(media, thousandths)
        elif media:
            qualities.setdefault(media, 0)
    return qualities


def _quality(media: str, ranges: dict[str, int]) -> int:
    kind = media.partition("/")[0]
    return next((ranges[each] for each in (media, f"{kind}/*", "*/*") if each in ranges), 0)
