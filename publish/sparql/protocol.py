"""The requests of the SPARQL 1.1 Protocol: from HTTP to a question, or to what is wrong with it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from ...data.errors import ComityError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


class RequestError(ComityError):
    """A request that the protocol does not know, with the HTTP status that says so."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.http_status = status
        self.headers = headers or {}


@dataclass(frozen=True)
class Question:
    """A query, the graphs it is asked over (none: those of the service), and the formats named in the request."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str | None = None


def read_request(method: str, query_string: bytes, content_type: str, body: bytes) -> Question | None:
    """Read a request; returns ``None`` when it asks nothing (a GET without a query).

    Raises ``RequestError``: 400 for a request that cannot be read, 403 for an update, 405 for another method,
    415 for another type of content.
    """
    if method not in ("GET", "HEAD", "POST"):
        raise RequestError(405, f"{method} is not known here; use GET or POST", {"Allow": "GET, HEAD, POST, OPTIONS"})
    pairs = _pairs(query_string, "the address")
    if method == "POST":
        media = content_type.partition(";")[0].strip().lower()
        if media == FORM:
            pairs += _pairs(body, "the form")
        elif media == QUERY:
            pairs.append(("query", _text(body, "the body")))
        elif media == UPDATE:
            raise RequestError(403, "the graph can only be read; updates are refused")
        else:
            sent = f'"{media}"' if media else "no type"
            raise RequestError(415, f"the content has {sent}; send {QUERY} or {FORM}")
    return _question(pairs, method)


def _question(pairs: list[tuple[str, str]], method: str) -> Question | None:
    def of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    queries, updates, forms = of("query"), of("update"), of("format")
    if updates:
        if method != "POST":
            raise RequestError(400, "an update is sent by POST, and updates are refused: the graph can only be read")
        raise RequestError(403, "the graph can only be read; updates are refused")
    if len(queries) > 1:
        raise RequestError(400, f"the request has {len(queries)} queries; send one")
    if not queries:
        if method == "POST":
            raise RequestError(400, "the request has no query; send it as query=…")
        return None
    return Question(queries[0], of("default-graph-uri"), of("named-graph-uri"), ",".join(forms) or None)


def _pairs(content: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = content.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise RequestError(400, f"{where} is not in UTF-8, percent-encoded") from None
    except ValueError:
        raise RequestError(400, f"{where} has more than 200 fields") from None


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"{where} is not in UTF-8 (byte {error.start})") from None
