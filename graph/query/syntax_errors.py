"""Say what is wrong with a query that an engine cannot read: where, what stands there, and what would do.

An engine tells how far it came and everything that could have followed. The likely cause mostly stands before that
place, and is looked for among the words of the query; it is only looked for once the engine has refused the text.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from .tokens import Word, line_and_column, split_words

MOST = 6
LONGEST = 40
_KEYWORDS = """BASE PREFIX VERSION SELECT CONSTRUCT ASK DESCRIBE DISTINCT REDUCED AS FROM NAMED WHERE ORDER BY ASC DESC
GROUP HAVING LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH UNION MINUS FILTER BIND EXISTS NOT IN LATERAL SEPARATOR"""
_AGGREGATES = "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT"
_FUNCTIONS = """STR LANG LANGMATCHES LANGDIR DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE
LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW
UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRLANGDIR STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
ISNUMERIC HASLANG HASLANGDIR REGEX SUBSTR REPLACE TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE ADJUST"""
KNOWN = frozenset(f"{_KEYWORDS} {_AGGREGATES} {_FUNCTIONS} A TRUE FALSE".split())
_OTHERWISE = {"AND": "&&", "OR": "||", "IS": "=", "NULL": "!BOUND(?x)", "LIKE": "REGEX(?x, …) or CONTAINS(?x, …)"}
_NEXT = {
    "ORDER": "BY",
    "GROUP": "BY",
    "DESC": "(",
    "ASC": "(",
    "WHERE": "{",
    "OPTIONAL": "{",
    "MINUS": "{",
    "BIND": "(",
}
_NUMBER = re.compile(r"\d+(e\d+)?", re.IGNORECASE)
_PAIRS = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True)
class Fault:
    """What is wrong, and at which character."""

    start: int
    text: str


def explain_syntax(text: str, message: str, prefixes: Collection[str] = ()) -> str:
    """Turn an engine's syntax error into one line with the place, and the line itself with a mark below.

    *prefixes* are those that need no declaration.

    >>> print(explain_syntax("SELECT ?x {\\n ?x ?y }} ", "error at 2:10: expected OPTIONAL"))
    line 2, column 9: this "}" closes nothing; remove it
       ?x ?y }}
              ^
    """
    where, _, what = message.removeprefix("error at ").partition(": ")
    line, _, column = where.partition(":")
    placed = line.isdigit() and column.isdigit()
    fault = find_fault(text, prefixes) or (_from_engine(text, int(line), int(column), what) if placed else None)
    return show_fault(text, fault) if fault else message


def show_fault(text: str, fault: Fault) -> str:
    """Write a fault with its place, its line, and a mark below."""
    shown = text[text.rfind("\n", 0, fault.start) + 1 :].partition("\n")[0].rstrip()
    before = fault.start - text.rfind("\n", 0, fault.start) - 1
    cut = max(0, before - 60)  # of a long line only what surrounds the place
    return (
        f"{line_and_column(text, fault.start)}: {fault.text}\n  {shown[cut : before + 60]}\n  {' ' * (before - cut)}^"
    )


def find_fault(text: str, prefixes: Collection[str] = ()) -> Fault | None:
    """Look for a common cause; ``None`` when none is found."""
    words = list(split_words(text))
    checks: tuple[Callable[[list[Word]], Fault | None], ...] = (_open_text, _brackets, _following, _spelling, _columns)
    for check in checks:
        if fault := check(words):
            return fault
    return _prefixes(words, prefixes) or _statements(words)


def suggest_keyword(word: str, known: Collection[str] = KNOWN) -> str:
    """Say what *word* may have been meant to be, as the end of a sentence; "" where nothing is near."""
    close = get_close_matches(word[:LONGEST].upper(), known, 1, 0.7)
    return f"; did you mean {close[0]}?" if close else ""


def _open_text(words: list[Word]) -> Fault | None:
    for word, then in pairwise([*words, Word("end", "", -1)]):
        if word.kind == "mark" and word.text in "\"'":
            return Fault(word.start, f"the text that begins with {word.text} is not closed on its line")
        if word.kind == "mark" and word.text == "<" and then.text.lower() in ("http:", "https:", "urn:"):
            return Fault(word.start, "this IRI is not closed, or holds a space or another character it may not hold")
    return None


def _brackets(words: list[Word]) -> Fault | None:
    opened: list[Word] = []
    for word in words:
        if word.kind != "mark":
            continue
        if word.text in _PAIRS:
            opened.append(word)
        elif word.text in _PAIRS.values():
            if not opened:
                return Fault(word.start, f'this "{word.text}" closes nothing; remove it')
            if _PAIRS[opened[-1].text] != word.text:
                return Fault(word.start, f'"{_PAIRS[opened[-1].text]}" is missing before this "{word.text}"')
            opened.pop()
    if opened:
        return Fault(opened[-1].start, f'this "{opened[-1].text}" is never closed; add "{_PAIRS[opened[-1].text]}"')
    return None


def _spelling(words: list[Word]) -> Fault | None:
    before = Word("mark", "", -1)
    for word in words:
        upper = word.text.upper()
        if word.kind == "name" and before.text not in ("@", "-") and upper not in KNOWN:
            if before.text.upper() == "PREFIX":
                return Fault(word.start, f"a colon is missing; write PREFIX {word.text}: <…>")
            if upper in _OTHERWISE:
                return Fault(word.start, f'"{word.text}" is no word of SPARQL; write {_OTHERWISE[upper]}')
            if not word.text[0].isdigit():
                return Fault(word.start, f"{_quoted(word)} is no word of SPARQL{suggest_keyword(word.text)}")
            if not _NUMBER.fullmatch(word.text):
                return Fault(word.start, f"{_quoted(word)} is neither a number nor a name")
        if word.text == before.text and word.text == "=" and word.start == before.start + 1:
            return Fault(before.start, '"==" is no operator of SPARQL; write =')
        before = word
    return None


def _following(words: list[Word]) -> Fault | None:
    for word, then in pairwise([*words, Word("end", "the end", words[-1].start + len(words[-1].text) if words else 0)]):
        upper = word.text.upper() if word.kind == "name" else ""
        wanted = _NEXT.get(upper, "")
        if wanted and then.text.upper() != wanted:
            return Fault(then.start, f'after {upper} comes "{wanted}", not {_quoted(then)}')
        if upper in ("LIMIT", "OFFSET") and not _NUMBER.fullmatch(then.text):
            return Fault(then.start, f"after {upper} comes a number, not {_quoted(then)}")
        if upper == "FILTER" and then.text != "(" and then.kind not in ("name", "iri", "prefixed"):
            return Fault(then.start, "the condition of FILTER stands in parentheses; write FILTER( … )")
    return None


def _columns(words: list[Word]) -> Fault | None:
    """Look at what stands between SELECT and its group."""
    depth, inside, named = 0, False, True
    for word in words:
        upper = word.text.upper() if word.kind == "name" else ""
        if upper == "SELECT":
            depth, inside = 0, True
        elif inside and depth == 0 and (word.text == "{" or upper in ("WHERE", "FROM")):
            inside = False
        elif inside and word.text == "(":
            named = named and depth > 0
            depth += 1
        elif inside and word.text == ")":
            depth -= 1
            if depth == 0 and not named:
                return Fault(word.start, "a computed column needs a name; write ( … AS ?name)")
        elif inside and depth == 1 and upper == "AS":
            named = True
        elif inside and depth == 0 and word.text == ",":
            return Fault(word.start, "columns stand side by side without commas; remove it")
        elif inside and depth == 0 and upper in f"{_AGGREGATES} {_FUNCTIONS}".split():
            return Fault(word.start, f"a computed column stands in parentheses; write ({upper}( … ) AS ?name)")
    return None


def _prefixes(words: list[Word], known: Collection[str]) -> Fault | None:
    declared, before = {"_", *known}, ""
    for word in words:
        if word.kind == "prefixed":
            prefix = word.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                prefix = prefix[:LONGEST]
                close = get_close_matches(prefix, sorted(declared), 1, 0.7)
                may = f"did you mean {close[0]}:?" if close else f"write PREFIX {prefix}: <…> at the beginning"
                return Fault(word.start, f"the prefix {prefix}: is not declared; {may}")
        before = word.text.upper()
    return None


def _statements(words: list[Word]) -> Fault | None:
    """Look for statements with too many or too few parts, where they are plain enough to be counted."""
    for plain, start in _runs(words):
        parts = [part for part in plain if part.kind != "mark"]
        if len(parts) > start:
            return Fault(parts[start].start, f'"." or ";" is missing before {_quoted(parts[start])}')
        end = plain[-1]
        if end.kind == "mark" and 0 < len(parts) < start and start == 3:
            what = "subject, predicate and object"
            return Fault(end.start, f'a statement has {what}; before this "{end.text}" stand {len(parts)} of them')
    return None


def _runs(words: list[Word]) -> Iterator[tuple[list[Word], int]]:
    """Find the terms between two separators, with the separator behind them, and how many there should be."""
    run: list[Word] = []
    due, ready, listed = 0, False, False
    for word in words:
        if word.kind in ("iri", "variable", "prefixed", "string") or word.text == "a":
            run.append(word)
        elif word.kind == "mark" and word.text in "{}.;,":
            if ready and run:
                yield [*run, word], due
            due = {";": 2, ",": 1}.get(word.text, 3)
            # What follows a comma or semicolon is counted only within a run that was.
            run, ready = [], (word.text in "{.}" or ready) and not listed
            listed = listed and word.text != "}"
        else:  # paths, lists, expressions, words: not counted until the next group or full stop
            run, ready = [], False
            listed = listed or word.text.upper() == "VALUES"


def _from_engine(text: str, line: int, column: int, what: str) -> Fault:
    lines = text.splitlines(keepends=True)
    start = min(sum(map(len, lines[: line - 1])) + column - 1, len(text.rstrip()))
    at = next((word for word in split_words(text) if word.start + len(word.text) > start), None)
    stands = "the query ends here" if at is None else f"{_quoted(at)} is not expected here"
    for sign, reason in _REASONS.items():
        if sign in what:
            return Fault(start, reason)
    named = re.findall(r'"(?:[^"\\]|\\.)*"|\b[A-Za-z_]{2,}\b', re.sub(r"\[.*?\](?=,|$)", "", what, flags=re.DOTALL))
    wanted = [name for name in named if name not in ("expected", "one", "of", '"\'"') and "\\" not in name]
    if at is None and wanted == ["UNDEF"]:
        return Fault(start, "a row of VALUES has more terms than it has variables, or fewer")
    if at is None and not wanted and re.search(r"\bAS\s*[?$]", text, re.IGNORECASE):
        return Fault(start, f"{stands}; perhaps AS names a variable that is in use already")
    more = f"; what could be: {', '.join(wanted)}" if 0 < len(wanted) <= MOST else ""
    return Fault(at.start if at else start, stands + more)


_REASONS = {
    "The SELECT contains a variable that is unbound": "a column of SELECT is neither in GROUP BY nor in an aggregate",
    "Duplicated variable name in SELECT": "a column of SELECT is named twice",
    "IRI parsing failed": "an IRI before this place is not sound",
}


def _quoted(word: Word) -> str:
    if word.kind == "end":
        return "the end"
    return f'"{word.text}"' if len(word.text) <= LONGEST else f'"{word.text[:LONGEST]}…"'
