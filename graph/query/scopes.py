"""Walk a sound query group by group: which variables nothing binds where they are used, which terms it looks for.

This reads words and brackets, not the whole grammar: an engine has found the query sound. What they do not tell counts
as bound, so that nothing is said of a query that is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from .tokens import FORMS, Word

AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_CLOSING = {"{": "}", "(": ")", "[": "]"}
# Where terms are compared; elsewhere an expression may make new ones.
_COMPARING = ("FILTER", "HAVING", *AGGREGATES)
_TAIL = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
# The steps of a group that begin with a keyword, and how many items follow it; those of FILTER are counted.
_STEPS = {"FILTER": 0, "BIND": 1, "VALUES": 2, "GRAPH": 2, "OPTIONAL": 1, "MINUS": 1, "LATERAL": 1, "UNION": 0}


@dataclass(frozen=True)
class Bracketed:
    """What stands between two brackets; *start* and *end* are where it begins and ends, with its brackets."""

    opening: str
    items: "tuple[Word | Bracketed, ...]"
    start: int
    end: int


Item = Word | Bracketed
Names = frozenset[str]
_NONE: Names = frozenset()


@dataclass(frozen=True)
class Unbound:
    """A variable that nothing binds where *clause* uses it: it sees *seen*, of all that the group around it binds."""

    word: Word
    clause: str
    seen: Names
    around: Names

    @property
    def name(self) -> str:
        """The name of the variable."""
        return self.word.text[1:]


@dataclass
class Scopes:
    """What a walk found.

    ``bound`` are the variables that something binds anywhere. ``terms`` are IRIs and prefixed names, each with whether
    a statement must hold it: so in a pattern, not in a condition. ``aliases`` gives the items of each expression that
    SELECT names. ``single`` tells an aggregate over all there is, which always answers with one row.
    """

    unbound: list[Unbound] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    terms: list[tuple[Word, bool]] = field(default_factory=list)
    aliases: dict[str, Sequence[Item]] = field(default_factory=dict)
    single: bool = False


def read_scopes(words: Sequence[Word], given: Iterable[str] = ()) -> Scopes:
    """Walk a query; what is *given* is bound from outside, and what BOUND asks about may be left open."""
    tested = [word.text[1:] for test, _, word in zip(words, words[1:], words[2:], strict=False) if _is(test, "BOUND")]
    walk = _Walk(frozenset([*given, *tested]))
    walk.query(_tree(words), _NONE, outermost=True)
    return walk.scopes


def has_aggregate(items: Iterable[Item]) -> bool:
    """Tell whether an aggregate stands in *items*; one within a group of a pattern belongs to that."""
    return any(
        (item.opening != "{" and has_aggregate(item.items)) if isinstance(item, Bracketed) else _is(item, *AGGREGATES)
        for item in items
    )


class _Walk:
    """One walk over one query."""

    def __init__(self, given: Names) -> None:
        self.given, self.scopes = given, Scopes()

    def query(self, items: Sequence[Item], outer: Names, *, outermost: bool = False) -> Names:
        """Walk a query or a sub-select; returns the variables that it projects."""
        form, head, template, where, tail = _sections(items)
        named = [_named(item) for item in head if isinstance(item, Bracketed)]
        aliases = frozenset(name for _, name in named)
        self.scopes.aliases.update((name, expression) for expression, name in named)
        inner = (self._group(where, outer) if where else _NONE) | self._values(tail["VALUES"])
        keys = self._keys(tail["GROUP"], inner)
        grouped = bool(tail["GROUP"]) or any(has_aggregate(part) for part in (head, tail["HAVING"], tail["ORDER"]))
        after = keys if grouped or tail["HAVING"] else inner
        self._expression(tail["HAVING"], "HAVING", keys, inner)
        self._expression(tail["ORDER"], "ORDER BY", after | aliases, inner)
        self._used(_variables(template), "CONSTRUCT", inner | keys)
        if form == "DESCRIBE":
            self._used(_variables(head), "DESCRIBE", inner)
            self._terms(head, needed=True)
        if form != "SELECT":
            return _NONE
        self.scopes.single |= outermost and grouped and not tail["GROUP"]
        self.scopes.bound |= aliases
        return self._columns(head, inner | keys, grouped=grouped) or after

    def _columns(self, head: Sequence[Item], inner: Names, *, grouped: bool) -> Names:
        """Walk what SELECT names; that a column of groups is grouped by, the engine sees to itself."""
        named: Names = _NONE
        for item in head:
            if isinstance(item, Bracketed):
                expression, name = _named(item)
                self._expression(expression, "computed", inner | named, inner)
                named |= {name}
            elif item.kind == "variable":
                self._used([] if grouped else [item], "SELECT", inner)
                named |= {item.text[1:]}
        return named

    def _keys(self, items: Sequence[Item], inner: Names) -> Names:
        """Walk GROUP BY; returns the variables that are seen behind it."""
        keys: Names = _NONE
        for item in items:
            if isinstance(item, Bracketed):
                expression, name = _named(item)
                self._expression(expression, "GROUP BY", inner, inner)
                keys |= {name} - {""}
                self.scopes.bound |= {name} - {""}
            elif item.kind == "variable":
                self._used([item], "GROUP BY", inner)
                keys |= {item.text[1:]}
        return keys

    def _group(self, group: Bracketed, outer: Names, left: Names = _NONE) -> Names:
        """Walk a group; returns what it binds. All that is in it sees *outer*, its own conditions *left* as well."""
        if group.items and _is(group.items[0], "SELECT"):
            return self.query(group.items, outer)
        bound: Names = _NONE
        later: list[tuple[str, Sequence[Item], Names]] = []
        for step, items in _steps(group.items):
            if step == "FILTER":
                later.append((step, items, left))
            elif step == "BIND" and isinstance(items[0], Bracketed):
                expression, name = _named(items[0])
                later.append((step, expression, outer | bound))
                bound |= {name}
            elif step == "VALUES":
                bound |= self._values(items)
            elif isinstance(items[-1], Bracketed) and step:
                bound |= self._inner(step, items[:-1], items[-1], outer, bound)
            else:
                bound |= self._pattern(items)
        for step, items, seen in later:
            self._expression(items, step, seen if step == "BIND" else bound | outer | seen, bound)
        self.scopes.bound |= bound
        return bound

    def _inner(self, step: str, graph: Sequence[Item], group: Bracketed, outer: Names, bound: Names) -> Names:
        """Walk a group within one that binds *bound* before it; returns what it adds to that."""
        name = self._pattern(graph)
        seen = outer | name | (bound if step == "LATERAL" else _NONE)
        added = self._group(group, seen, bound if step == "OPTIONAL" else _NONE)
        return name | (_NONE if step == "MINUS" else added)

    def _pattern(self, items: Sequence[Item]) -> Names:
        """Walk patterns of statements; returns their variables."""
        self._terms(items, needed=True)
        return frozenset(word.text[1:] for word in _variables(items))

    def _values(self, items: Sequence[Item]) -> Names:
        """Walk a block of values: its variables, which are given, and its rows."""
        self._terms(items[1:], needed=False)
        return frozenset(word.text[1:] for word in _variables(items[:1]))

    def _terms(self, items: Iterable[Item], *, needed: bool) -> None:
        """Note the terms that stand in *items*, but for those that a path rules out and those that are datatypes."""
        marks = ""
        for item in items:
            if marks.endswith("^^") or marks.rstrip("^").endswith("!"):
                marks = ""
            elif isinstance(item, Bracketed):
                self._terms(item.items, needed=needed)
            elif item.kind in ("iri", "prefixed"):
                self.scopes.terms.append((item, needed))
            marks = marks + item.text if isinstance(item, Word) and item.kind == "mark" else ""

    def _expression(self, items: Sequence[Item], clause: str, seen: Names, around: Names) -> None:
        """Walk an expression that sees *seen*; its aggregates see *around*."""
        function = ""
        for item in items:
            if isinstance(item, Bracketed):
                if item.opening == "{":
                    self._group(item, seen)
                elif function in AGGREGATES:
                    self._expression(item.items, function, around, around)
                elif function != "COALESCE":
                    self._expression(item.items, clause, seen, around)
            elif item.kind == "variable":
                self._used([item], clause, seen, around)
            elif clause in _COMPARING:
                self._terms([item], needed=False)
            function = item.text.upper() if isinstance(item, Word) and item.kind == "name" else ""

    def _used(self, variables: Iterable[Word], clause: str, seen: Names, around: Names = _NONE) -> None:
        for word in variables:
            name = word.text[1:]
            if name not in seen and name not in self.given:
                self.scopes.unbound.append(Unbound(word, clause, seen, around))


def _tree(words: Iterable[Word]) -> tuple[Item, ...]:
    """Put what stands between brackets into parts."""
    levels: list[tuple[Word | None, list[Item]]] = [(None, [])]
    for word in words:
        if word.kind == "mark" and word.text in _CLOSING:
            levels.append((word, []))
        elif word.kind == "mark" and word.text in _CLOSING.values():
            opening, items = levels.pop()
            assert opening
            levels[-1][1].append(Bracketed(opening.text, tuple(items), opening.start, word.start + 1))
        else:
            levels[-1][1].append(word)
    return tuple(levels[0][1])


Sections = tuple[str, Sequence[Item], Sequence[Item], Bracketed | None, dict[str, Sequence[Item]]]


def _sections(items: Sequence[Item]) -> Sections:
    """Part a query into its form, what follows that, the template, the pattern, and each clause behind it."""
    start = next(number for number, item in enumerate(items) if _is(item, *FORMS))
    form, *rest = items[start:]
    assert isinstance(form, Word)
    template: Sequence[Item] = ()
    if _is(form, "CONSTRUCT") and isinstance(rest[0], Bracketed):
        template, rest = rest[0].items, rest[1:]
    ends = [number for number, item in enumerate(rest) if _is(item, *_TAIL)]
    tail: dict[str, Sequence[Item]] = dict.fromkeys(_TAIL, ())
    for begin, end in zip_longest(ends, ends[1:]):
        clause = rest[begin]
        assert isinstance(clause, Word)
        tail[clause.text.upper()] = rest[begin + 1 : end]
    head = rest[: ends[0]] if ends else rest
    at = next((number for number, item in enumerate(head) if _opens(item)), len(head))
    where = head[at] if at < len(head) else None
    assert not isinstance(where, Word)
    return form.text.upper(), head[:at], template, where, tail


def _steps(items: Sequence[Item]) -> Iterator[tuple[str, Sequence[Item]]]:
    """Split into what a group is made of, in order: a keyword ("" for statements) and the items that belong to it."""
    at = run = 0
    while at < len(items):
        item = items[at]
        step = item.text.upper() if isinstance(item, Word) and item.kind == "name" else ""
        step = "GROUP" if _opens(item) else step if step in _STEPS else ""
        if step and run < at:
            yield "", items[run:at]
        end = at + 1 + _STEPS.get(step, 0)
        if step == "FILTER":
            end = next(number for number in range(at, len(items)) if isinstance(items[number], Bracketed)) + 1
        if step and step != "UNION":
            yield step, items[at if step == "GROUP" else at + 1 : end]
        at = end
        run = at if step else run
    if run < at:
        yield "", items[run:]


def _named(part: Bracketed) -> tuple[Sequence[Item], str]:
    """Part ( … AS ?name ) into its expression and the name, "" where there is none."""
    if len(part.items) > 2 and _is(part.items[-2], "AS"):
        return part.items[:-2], part.items[-1].text[1:]  # type: ignore[union-attr]
    return part.items, ""


def _variables(items: Iterable[Item]) -> Iterator[Word]:
    """List every variable, also within brackets."""
    for item in items:
        if isinstance(item, Bracketed):
            yield from _variables(item.items)
        elif item.kind == "variable":
            yield item


def _is(item: Item, *names: str) -> bool:
    return isinstance(item, Word) and item.kind == "name" and item.text.upper() in names


def _opens(item: Item) -> bool:
    return isinstance(item, Bracketed) and item.opening == "{"
