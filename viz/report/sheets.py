"""Where the printed report turns its pages: so that its contents can name them, and none is left half empty.

No browser tells a page the number of another one: Chromium has no ``target-counter``, and the page runs no
scripts. So the pages are turned here, each before its blocks could overflow it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from .exhibit import Exhibit, GlossaryTerm, Section
from .heights import Heights, term_height

# Millimetres of A4 within its margins, less a little.
HEIGHT = 260.5
# Exhibits on a page, at the most; plans that are followed, and ways of filling a page that are tried for each.
MOST, PLANS, WAYS = 4, 24, 10
# What an empty page costs is 1; so much costs an exhibit that changes places with another, and a row left out.
_SWAP, _ROW = 0.015, 0.004


@dataclass(frozen=True)
class Sheets:
    """Pages being filled: ``turns`` are the blocks that begin one, ``pages`` says on which each block stands.

    ``exhibits`` are in the order of their pages, tables cut to the rows that have room; ``cost`` is what
    the blank on the pages turned amounts to.
    """

    page: int = 1
    used: float = 0.0
    cost: float = 0.0
    turns: frozenset[str] = frozenset()
    places: tuple[tuple[str, int], ...] = ()
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def pages(self) -> dict[str, int]:
        """The page of each block."""
        return dict(self.places)

    @property
    def left(self) -> float:
        """What is left of the page, in millimetres."""
        return HEIGHT - self.used

    def turned(self) -> "Sheets":
        """Turn the page, unless nothing stands on it."""
        if not self.used:
            return self
        return replace(self, page=self.page + 1, used=0.0, cost=self.cost + (max(self.left, 0) / HEIGHT) ** 2)

    def put(self, name: str, height: float) -> "Sheets":
        """Put a block on the page, or on the next one where it has no room."""
        sheets = self.turned() if height > self.left else self
        first = sheets.page > 1 and not sheets.used
        over = int((sheets.used + height) // HEIGHT) if height > HEIGHT else 0
        return replace(
            sheets,
            used=sheets.used + height - over * HEIGHT,
            page=sheets.page + over,
            turns=sheets.turns | {name} if first else sheets.turns,
            places=(*sheets.places, (name, sheets.page)),
        )


def lay_out(heights: Heights, cover: Sequence[tuple[str, float]], sections: Sequence[Section]) -> Sheets:
    """Lay out the blocks of the *cover* and the *sections*; of the plans tried the one that leaves the least blank."""
    sheets = Sheets()
    for name, height in cover:
        sheets = sheets.put(name, height)
    plans = [sheets if sheets.page > 1 else replace(sheets.turned(), cost=0.0)]
    for section in sections:
        plans = _cheapest([longer for plan in plans for longer in _with_section(heights, plan, section)])
    return plans[0]


def lay_terms(sheets: Sheets, name: str, terms: Sequence[GlossaryTerm], head: float) -> Sheets:
    """Lay out a section of *terms*: blocks are named by its *name* and their number, the first with the heading."""
    sheets = sheets.put(name, head + term_height(terms[0]))
    for number, term in enumerate(terms[1:], 1):
        sheets = sheets.put(f"{name}-{number}", term_height(term))
    return sheets


def _with_section(heights: Heights, plan: Sheets, section: Section) -> list[Sheets]:
    """Make plans that go on with *section*."""
    name, head = f"section-{section.id}", heights.section(section)
    if not section.exhibits:
        return [plan.put(name, head)]
    begun = [plan, plan.turned()] if plan.used else [plan]
    open_ = [(each, tuple(section.exhibits), head) for each in begun]
    done: list[Sheets] = []
    while open_:
        going = []
        for sheets, left, above in open_:
            for some in _ways(heights, left, sheets.left - above):
                filled = _put_all(heights, sheets.put(name, above) if above else sheets, some, left)
                rest = tuple(each for each in left if each.id not in {one.id for one in some})
                if rest:
                    going.append((filled.turned(), rest, 0.0))
                else:
                    done.append(filled)
        open_ = sorted(going, key=lambda each: each[0].cost)[:PLANS]
        if not open_ and not done:  # something is taller than a page
            return [_put_all(heights, plan.turned().put(name, head), section.exhibits, section.exhibits)]
    return _cheapest(done)


def _put_all(heights: Heights, sheets: Sheets, some: Sequence[Exhibit], left: Sequence[Exhibit]) -> Sheets:
    """Put exhibits on the page; those of *left* that are passed over cost, the first of them twice."""
    names, chosen = [each.id for each in left], {each.id for each in some}
    whole = {each.id: min(each.shown, len(each.rows)) for each in left}
    cost = 0.0
    for each in some:
        sheets = sheets.put(each.id, heights.exhibit(each))
        passed = [name for name in names[: names.index(each.id)] if name not in chosen]
        cost += _SWAP * (len(passed) + (names[0] in passed))
        cost += _ROW * max(whole[each.id] - each.shown, 0) if each.chart is None else 0.0
    return replace(sheets, cost=sheets.cost + cost, exhibits=(*sheets.exhibits, *some))


def _ways(heights: Heights, left: Sequence[Exhibit], room: float) -> list[list[Exhibit]]:
    """List the ways to fill *room* with some of the exhibits left that leave least of it, and all that take all."""
    ways = sorted(_fitting(heights, left, room), key=lambda some: -sum(map(heights.exhibit, some)))
    return [some for number, some in enumerate(ways) if number < WAYS or len(some) == len(left)]


def _fitting(heights: Heights, left: Sequence[Exhibit], room: float) -> Iterator[list[Exhibit]]:
    for size in range(1, min(len(left), MOST) + 1):
        for some in combinations(left, size):
            least = [heights.least(each) for each in some]
            spare = room - sum(map(heights.exhibit, least))
            if spare < 0:
                continue
            yield least
            filled = []
            for each, short in zip(some, least, strict=True):
                best = heights.cut(each, heights.exhibit(short) + spare) or short
                spare -= heights.exhibit(best) - heights.exhibit(short)
                filled.append(best)
            yield filled


def _cheapest(plans: list[Sheets]) -> list[Sheets]:
    """Keep the cheapest plans, of those with as much room left on the same page one."""
    cheapest: dict[tuple[int, int], Sheets] = {}
    for plan in sorted(plans, key=lambda each: (each.page + each.cost, each.cost)):
        cheapest.setdefault((plan.page, round(plan.used)), plan)
    return sorted(cheapest.values(), key=lambda each: each.cost + (each.page - 1) * 0.02)[:PLANS]
