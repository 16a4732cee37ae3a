"""Any SPARQL 1.1 endpoint as a store: asked over HTTP, and only the one whose address the user gave."""

import io
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pyoxigraph as ox

from ...data.errors import ComityError, NotFoundError, QueryError, StoreError
from ...ontology import PREFIXES
from ...ontology.namespaces import data_prefixes
from ..query.answers import Answer
from ..query.saved import check_values_of
from ..query.tokens import bind, inspect, prefixes_in, split_words
from .doubts import watch
from .http import Client, Credentials
from .protocol import Values, Warn
from .tables import TABLES, select_tables

if TYPE_CHECKING:
    import pyarrow

TIMEOUT = 120  # seconds without a byte
CREDENTIALS = Credentials.named("COMITY_STORE")
_ROWS = "application/sparql-results+json"
_STATEMENTS = "application/n-triples"
_PACKAGES = """SELECT ?base ?name ?version WHERE {
  ?base a prov:Entity ; dct:identifier ?name ; owl:versionInfo ?version .
} ORDER BY ?base"""


class RemoteStore:
    """The graph behind a SPARQL endpoint."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __str__(self) -> str:
        return self.url

    def __repr__(self) -> str:
        return f"<RemoteStore: {self}>"

    @cached_property
    def _packages(self) -> list[dict[str, str]]:
        packages = self._ask(_PACKAGES, PREFIXES).rows
        if not packages:
            raise StoreError(
                f"{self.url} answers, but its default graph holds no Comity package; "
                "load a dump into it, and let its default graph be the union of the named graphs"
            )
        return packages

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes of the vocabulary, and those of the first package for its things."""
        return {**PREFIXES, **data_prefixes(self.bases[0])}

    @property
    def bases(self) -> tuple[str, ...]:
        """What the IRIs of the packages begin with."""
        return tuple(package["base"] for package in self._packages)

    @property
    def version(self) -> str:
        """Packages and versions, and the address asked."""
        names = " + ".join(f"{package['name']} {package['version']}" for package in self._packages)
        return f"{names} at {self.url}"

    def query(self, text: str, values: Values | None = None, *, warn: Warn | None = None) -> Answer:
        """Ask *text*; raises ``QueryError`` with what the endpoint says when it refuses it.

        *warn* is told what makes the answer mislead; for an empty one the endpoint is asked for the terms.
        """
        answer = self._ask(text, self.prefixes, values)
        if warn and _is_standard(text, self.prefixes):
            watch(self, answer, text, tuple(split_words(text)), values or {}, warn)
        return answer

    def table(self, name: str) -> "pyarrow.Table":
        """Return one of the tables that analysis works on, selected when first asked for."""
        if name not in TABLES:
            raise NotFoundError(f"there is no table {name}")
        return self._tables[name]

    @cached_property
    def _tables(self) -> "dict[str, pyarrow.Table]":
        return select_tables(self)

    def _ask(self, text: str, prefixes: Mapping[str, str], values: Values | None = None) -> Answer:
        asked = inspect(text, prefixes)
        check_values_of(asked.words, values or {})
        bound = bind(text, {name: str(value) for name, value in (values or {}).items()})
        # On the line of the query's first word, so that the endpoint's line numbers are the user's.
        used = sorted((prefixes_in(bound) & set(prefixes)) - asked.declared)
        lead = " ".join(f"PREFIX {name}: <{prefixes[name]}>" for name in used)
        rows = asked.form in ("SELECT", "ASK")
        content = self._send(f"{lead} {bound}" if lead else bound, _ROWS if rows else _STATEMENTS)
        try:
            if rows:
                return Answer(ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON), dict(prefixes))
            return _statements(content, prefixes)
        except SyntaxError as error:
            raise StoreError(f"{self.url} gave an answer that cannot be read ({error})") from None

    @cached_property
    def _client(self) -> "_Client":
        return _Client(self.url, CREDENTIALS, StoreError, timeout=TIMEOUT)

    def _send(self, text: str, accept: str) -> bytes:
        return self._client.form(self.url, accept, query=text)


class _Client(Client):
    def refusal(self, url: str, error: HTTPError, text: str) -> ComityError:
        """Make the error for an answer; 400 is said of the query, as the protocol has it."""
        return (
            QueryError(f"{url} refuses the query: {text}") if error.code == 400 else super().refusal(url, error, text)
        )


def _is_standard(text: str, prefixes: dict[str, str]) -> bool:
    """Tell whether our engine reads the query as well: what an endpoint adds to SPARQL is nothing we know of."""
    try:
        ox.Store().query(text, prefixes=prefixes)
    except (SyntaxError, RuntimeError):
        return False
    return True


def _statements(content: bytes, prefixes: Mapping[str, str]) -> Answer:
    """Answer with statements as an engine would: by asking for all of what was received."""
    store = ox.Store()
    store.load(io.BytesIO(content), format=ox.RdfFormat.N_TRIPLES)
    statements = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return Answer(statements, dict(prefixes))
