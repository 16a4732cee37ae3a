"""What makes the answer to a sound query mislead: variables that nothing binds, terms that are nowhere in the graph."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from ...data.errors import ComityError
from ..query.scopes import Item, Scopes, Unbound, has_aggregate, read_scopes
from ..query.tokens import Word, line_and_column
from .unknown_terms import unknown_terms

if TYPE_CHECKING:
    from ..query.answers import Answer
    from .protocol import Store, Values, Warn

MOST, LONGEST = 5, 400  # doubts of a query, and characters of one
MOST_NAMES, LONGEST_NAME = 1000, 60  # among which one that is alike is looked for
_EFFECTS = {
    "SELECT": "its column stays empty",
    "computed": "what is computed from it stays empty",
    "BIND": "what is computed from it stays empty",
    "FILTER": "the condition has nothing to test",
    "HAVING": "the condition has nothing to test",
    "ORDER BY": "it puts nothing in order",
    "GROUP BY": "it parts nothing",
    "CONSTRUCT": "the statements with it are left out",
    "DESCRIBE": "nothing of it is described",
}


def watch(store: "Store", answer: "Answer", text: str, words: Sequence[Word], values: "Values", warn: "Warn") -> None:
    """Tell *warn* what of the query *text* misleads: at once what its words show, terms when the answer is empty.

    An answer is empty without a row, with "no", without a statement, or with nothing in the one row of an aggregate.
    """
    scopes = read_scopes(words, [*values, *re.findall(r"^# parameter: (\w+)", text, re.MULTILINE)])

    def tell(doubts: Iterable[str]) -> None:
        for each in islice(doubts, MOST):
            warn(each if len(each) <= LONGEST else f"{each[:LONGEST]}…")

    def look_for_terms() -> None:
        try:
            tell(unknown_terms(store, text, words, scopes.terms, values))
        except ComityError as error:  # the answer itself is sound
            tell([f"the answer is empty, and whether its terms are in the graph could not be asked ({error})"])

    tell(_say(text, each, scopes) for each in _first(scopes.unbound))
    answer.watch(look_for_terms, single=scopes.single)


def _first(unbound: Iterable[Unbound]) -> Iterable[Unbound]:
    """Keep each variable once, where it first stands."""
    first: dict[str, Unbound] = {}
    for each in sorted(unbound, key=lambda each: each.word.start):
        first.setdefault(each.name, each)
    return first.values()


def _say(text: str, doubt: Unbound, scopes: Scopes) -> str:
    name, clause = doubt.name, doubt.clause
    where = line_and_column(text, doubt.word.start)
    if name in scopes.aliases and clause in ("FILTER", "HAVING"):
        items = scopes.aliases[name]
        formula = " ".join(text[items[0].start : _end(items[-1])].split())
        instead = f"HAVING({formula} …) after the pattern" if clause == "FILTER" and has_aggregate(items) else formula
        return f"{where}: {clause} does not see ?{name}, which SELECT names only afterwards; write {instead} instead"
    effect = _EFFECTS.get(clause, f"{clause} gets nothing")
    return f"{where}: nothing binds ?{name} here, so {effect}{_hint(doubt, scopes)}"


def _hint(doubt: Unbound, scopes: Scopes) -> str:
    name = doubt.name
    if name in doubt.around and doubt.clause == "BIND":
        return "; BIND sees only what stands before it in its group"
    if name in doubt.around and doubt.clause in ("HAVING", "ORDER BY"):
        return f"; after GROUP BY only what it names is seen, or an aggregate such as SAMPLE(?{name})"
    if name in scopes.bound:
        return "; it is bound only where this place does not see it, as in another group"
    others = doubt.seen | doubt.around
    if len(name) > LONGEST_NAME or len(others) > MOST_NAMES:
        return ""
    near = get_close_matches(name, sorted(others), 1, 0.7)
    return f"; did you mean ?{near[0]}?" if near else ""


def _end(item: Item) -> int:
    return item.start + len(item.text) if isinstance(item, Word) else item.end
