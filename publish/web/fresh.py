"""What a client has already: tags of answers, and whether one needs to be sent again (RFC 9110, section 13)."""

from email.utils import parsedate_to_datetime
from hashlib import sha256

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response


def tag_of(*parts: str | bytes) -> str:
    """Make the tag of an answer from all that makes it what it is; weak, since it may be sent compressed."""
    digest = sha256()
    for part in parts:
        digest.update(sha256(part.encode() if isinstance(part, str) else part).digest())
    return f'W/"{digest.hexdigest()[:20]}"'


def has(request: Request, tag: str, modified: str = "") -> bool:
    """Tell whether the client says that it has the answer with this *tag*, last *modified* then.

    >>> request = Request({"type": "http", "headers": [(b"if-none-match", b'"a", W/"b"')]})
    >>> has(request, '"b"'), has(request, '"c"')
    (True, False)
    """
    if known := request.headers.getlist("if-none-match"):
        tags = [each.strip().removeprefix("W/") for value in known for each in value.split(",")]
        return tag.removeprefix("W/") in tags or "*" in tags
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(request.headers["if-modified-since"])
    except (KeyError, ValueError, TypeError):
        return False


def not_modified(headers: Headers | dict[str, str]) -> Response:
    """Answer that nothing changed, with what a cache needs to know."""
    kept = ("access-control-allow-origin", "cache-control", "etag", "last-modified", "link", "vary")
    return Response(status_code=304, headers={name: value for name, value in headers.items() if name.lower() in kept})
