"""Look at the text of a query before an engine does: its words, its depth, and where a value can be bound.

This is a reader of words, not a parser: whether a query is sound, the engine decides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, pairwise

from ...data.errors import QueryError

MAX_DEPTH = 150
MAX_WORDS = 20_000
MAX_LENGTH = 1_000_000

# Comments, strings and IRIs first, so that what stands inside them is never taken for a keyword.
_WORD = re.compile(
    r"""(?P<space>\s+|\#[^\n\r]*)
      | (?P<string>"{3}(?:(?:"|"")?(?:[^"\\]|\\.))*"{3} | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
                  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>[\w.-]*:(?:[\w.:%-]|\\.)*)
      | (?P<name>\w+)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = "{([", "})]"
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True)
class Word:
    """One word of a query: its kind, its text, and where it begins."""

    kind: str
    text: str
    start: int


def split_words(text: str) -> Iterator[Word]:
    """Split a query into words, leaving out space and comments.

    >>> [word.text for word in split_words("ASK { ?a a <x#y> } # done")]
    ['ASK', '{', '?a', 'a', '<x#y>', '}']
    """
    for match in _WORD.finditer(text):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Word(kind, match[0], match.start())


def prefixes_in(text: str) -> set[str]:
    """Name the prefixes that a query uses, those that it declares included.

    >>> sorted(prefixes_in("ASK { ?a dct:title 'role:x' ; a <urn:x> }"))
    ['dct']
    """
    return {word.text.partition(":")[0] for word in split_words(text) if word.kind == "prefixed"}


def line_and_column(text: str, position: int) -> str:
    """Say at which line and column *position* stands, both counted from 1.

    >>> line_and_column("ASK\\n {", 5)
    'line 2, column 2'
    """
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return f"line {line}, column {column}"


@dataclass(frozen=True)
class InspectedQuery:
    """What the text of a query shows: form, graphs of FROM and FROM NAMED, prefixes that it declares, its words."""

    form: str
    graphs: tuple[str, ...]
    declared: frozenset[str]
    words: tuple[Word, ...]


def inspect(text: str, prefixes: Mapping[str, str]) -> InspectedQuery:
    """Tell the form of a query and the graphs it chooses; refuse what must not reach an engine.

    Refused are updates, SERVICE (it would call another server), and nesting or length that ends an
    engine's process. *prefixes* are those known without being declared.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query has {len(text):,} characters; the most is {MAX_LENGTH:,}")
    form, depth, graphs = "", 0, []
    known, declared = dict(prefixes), set()
    before: list[str] = ["", ""]
    seen: list[Word] = []
    for word in split_words(text):
        seen.append(word)
        upper = word.text.upper() if word.kind == "name" else ""
        if word.kind == "mark":
            depth += (word.text in _OPEN) - (word.text in _CLOSE)
            if depth > MAX_DEPTH:
                where = line_and_column(text, word.start)
                raise QueryError(f"{where}: brackets are nested more than {MAX_DEPTH} deep; flatten the query")
        elif upper == "SERVICE":
            raise QueryError(
                f"{line_and_column(text, word.start)}: SERVICE asks another server; only this store can be asked"
            )
        elif not form and upper in _UPDATES:
            raise QueryError(f"{line_and_column(text, word.start)}: {upper} is an update; the graph can only be read")
        elif not form and upper in FORMS:
            form = upper
        elif word.kind == "iri" and before[0].upper() == "PREFIX":
            declared.add(before[1].rstrip(":"))
            known[before[1].rstrip(":")] = word.text[1:-1]
        elif before[1].upper() == "FROM" or [part.upper() for part in before] == ["FROM", "NAMED"]:
            graphs += _graph_name(word, known)
        if len(seen) > MAX_WORDS:
            raise QueryError(f"the query has more than {MAX_WORDS:,} words; ask for less at once")
        before = [before[1], word.text]
    if not form:
        raise QueryError(f"the text is not a query; begin it with SELECT, ASK, CONSTRUCT or DESCRIBE{_meant(text)}")
    return InspectedQuery(form, tuple(graphs), frozenset(declared), tuple(seen))


def _meant(text: str) -> str:
    """Suggest the form that a misspelt word near the beginning may have meant, or nothing."""
    for word in islice(split_words(text), 50):
        close = get_close_matches(word.text[:20].upper(), FORMS, 1, 0.7) if word.kind == "name" else []
        if close:
            return f' ({line_and_column(text, word.start)}: did you mean {close[0]} by "{word.text[:20]}"?)'
    return ""


def _graph_name(word: Word, prefixes: Mapping[str, str]) -> list[str]:
    if word.kind == "iri":
        return [word.text[1:-1]]
    prefix, colon, local = word.text.partition(":")
    return [prefixes[prefix] + local] if colon and prefix in prefixes else []


def bind(text: str, values: Mapping[str, str]) -> str:
    """Bind variables of the outermost group to terms, by a VALUES block at its beginning.

    *values* maps a variable's name to a term in N-Triples form, written by the engine and
    therefore closed in itself. Raises ``QueryError`` when the query has no such variable.

    >>> bind("SELECT ?a WHERE { ?a a ?c }", {"c": "<http://example.org/C>"})
    'SELECT ?a WHERE { VALUES ?c { <http://example.org/C> } ?a a ?c }'
    """
    if not values:
        return text
    words = list(split_words(text))
    check_variables(words, values)
    block = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in values.items())
    if _is_short_construct(words):
        return f"{text.rstrip()}\n{block.strip()}"
    at = _outermost_group(words)
    return text[: at + 1] + block + text[at + 1 :]


def check_variables(text: Iterable[Word], names: Iterable[str]) -> None:
    """Raise ``QueryError`` for a name that is no variable of a query."""
    variables = {word.text[1:] for word in text if word.kind == "variable"}
    for name in names:
        if name not in variables:
            raise QueryError(f"the query has no variable ?{name}; it has {', '.join(sorted(variables)) or 'none'}")


def _is_short_construct(words: list[Word]) -> bool:
    """Tell CONSTRUCT WHERE { … }, whose group holds triples only; a VALUES block stands behind it."""
    pairs = ((a.text.upper(), b.text.upper()) for a, b in pairwise(words) if a.kind == "name")
    return any(first == "CONSTRUCT" and then in ("WHERE", "FROM") for first, then in pairs)


def _outermost_group(words: list[Word]) -> int:
    """Find the brace that opens the outermost group of the pattern; a CONSTRUCT template comes before it."""
    templates = sum(word.kind == "name" and word.text.upper() == "CONSTRUCT" for word in words)
    depth = 0
    for word in words:
        if word.kind == "mark" and word.text == "{":
            if depth == 0 and not templates:
                return word.start
            templates -= depth == 0
            depth += 1
        elif word.kind == "mark" and word.text == "}":
            depth -= 1
    raise QueryError("the query has no group { … } in which a value could be bound")
