"""Search that forgives order, endings, case, accents, script and slips of the finger."""

import math
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ....data.identity.spelling import SMALL_WORDS, fold, initials
from ....ontology import Scheme, load_scheme
from .contents import KINDS, ActivityThing, ActorThing, Contents, PlaceThing, Thing

# What a word is worth where it stands: in a name, in what else is known of a thing, in what that means.
NAME, FACT, MEANING = 0, 1, 2
WORTH = (1.0, 0.8, 0.6)
# A name that sounds like a slip of what was asked counts from here on, and a thing from here on.
LIKE, GOOD = 0.74, 50.0
STEM = 4
_ADJECTIVE = re.compile(r"sk(aja|ie|ih|ij|im|imi|oe|ogo|oi|om|omu|uju)$")


@dataclass(frozen=True)
class Hit:
    """A thing that fits, the name by which it does, and how well: 0 to 100."""

    kind: str
    thing: Thing
    name: str
    score: float


class SearchIndex:
    """The words of all things: of their names, and of what is known of them, such as kind, country, place and year.

    Every word that is asked for must be there, of three or more one may be missing; each counts by how near it is
    to a word of the thing, and by where that stands.
    """

    def __init__(self, contents: Contents) -> None:
        self._things = [(kind, thing) for kind in KINDS for thing in getattr(contents, kind).values()]
        self._words: dict[str, array[int]] = defaultdict(lambda: array("L"))
        facts = _facts_of(contents)
        for number, (_, thing) in enumerate(self._things):
            places: dict[str, int] = {}
            for place, texts in ((MEANING, facts(thing)[1]), (FACT, facts(thing)[0]), (NAME, names_of_thing(thing))):
                for text in texts:
                    words = fold(text).split()
                    places.update(dict.fromkeys([*words, *initials(words)] if place == NAME else words, place))
            for word, place in places.items():
                self._words[word].append(number * len(WORTH) + place)
        self._sorted = sorted(self._words)

    def find(self, asked: str, kind: str = "", most: int = 50) -> list[Hit]:
        """Find what is meant by *asked*, the best first; each thing once, by the name that fits best."""
        wanted = fold(asked).split()[:12]
        words = [word for word in wanted if word not in SMALL_WORDS] or wanted
        if not words:
            return []
        matches = [self._like(word) for word in words]
        scores: dict[int, float] = defaultdict(float)
        there: dict[int, int] = defaultdict(int)
        for match in matches:
            for number, worth in self._where(match).items():
                scores[number] += worth
                there[number] += 1
        needed = len(words) - (len(words) > 2)
        hits = []
        for number, score in scores.items():
            of, thing = self._things[number]
            if there[number] >= needed and (kind not in KINDS or kind == of):
                name, fit = _best_name(thing, matches, wanted)
                known = (len(words) + there[number]) / 2  # one that is missing counts half
                percent = 100 * (0.92 * score / known + 0.08 * fit)
                if percent >= GOOD:
                    hits.append(Hit(of, thing, name, percent))
        return sorted(hits, key=lambda hit: (-round(hit.score), -len(hit.thing.activities), hit.thing.name))[:most]

    def _where(self, match: dict[str, float]) -> dict[int, float]:
        """Find the things in which one of the words like one that is asked for stands, with the best it is worth."""
        best: dict[int, float] = {}
        for word, near in match.items():
            for code in self._words[word]:
                number, place = divmod(code, len(WORTH))
                worth = near * WORTH[place]
                if worth > best.get(number, 0.0):
                    best[number] = worth
        return best

    def _like(self, word: str) -> dict[str, float]:
        """Find the words of the index that are meant by one that is asked for, and how near each is: up to 1."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        nearness = {}
        if len(word) > 3 and not any(map(str.isdigit, word)):
            near = process.extract(
                word, self._sorted, scorer=OSA.normalized_similarity, score_cutoff=LIKE, limit=None, processor=None
            )
            nearness = {other: 0.95 * score for other, score, _ in near}
        for other in self._beginning(word[:STEM]):
            nearness[other] = max(nearness.get(other, 0.0), _ending(word, other))
        return {other: score for other, score in nearness.items() if score}

    def _beginning(self, letters: str) -> Iterator[str]:
        at = bisect_left(self._sorted, letters)
        while at < len(self._sorted) and self._sorted[at].startswith(letters):
            yield self._sorted[at]
            at += 1


def _ending(word: str, other: str) -> float:
    """Say how near two words that begin alike are: the same, one the beginning of the other, or two forms of one word.

    >>> _ending("guards", "guard"), _ending("turk", "turkmenistan"), _ending("pogranichniki", "pogranichnaja")
    (0.95, 0.92, 0.85)
    >>> _ending("border", "bomber")
    0.0
    """
    from rapidfuzz.distance import Prefix

    if word == other:
        return 1.0
    if len(word) < 3 or any(map(str.isdigit, word)):
        return 0.9 if other.startswith(word) else 0.0
    shared, longer = Prefix.similarity(word, other), max(len(word), len(other))
    if shared == len(other) and longer - shared <= 3 and shared >= STEM:
        return 0.95
    if shared == len(word):
        return 0.92 if longer - shared > 2 else 0.95
    if _of_country(word) and other.startswith(_of_country(word)):
        return 0.9
    return 0.85 if shared >= max(STEM, math.ceil(0.62 * longer)) else 0.0


def _of_country(word: str) -> str:
    """Find the country or people that a Russian adjective begins with, "" for any other word.

    >>> _of_country(fold("таджикские")), _of_country(fold("латвийской")), _of_country("border")
    ('tadzhik', 'latvij', '')
    """
    stem = _ADJECTIVE.sub("", word)
    return stem if len(stem) >= STEM and stem != word else ""


def _best_name(thing: Thing, matches: list[dict[str, float]], wanted: list[str]) -> tuple[str, float]:
    """Find the name of a thing that fits best, and how well: 1 for exactly what was asked, less for what says more."""

    def fit(name: str) -> float:
        words = fold(name).split()
        if words == wanted:
            return 1.0
        near = sum(max((match.get(word, 0.0) for word in words), default=0.0) for match in matches)
        in_order = f" {' '.join(wanted)}" in f" {' '.join(words)}"
        return min(0.95, 0.75 * near / max(len(words), len(matches)) + 0.2 * in_order)

    names = list(names_of_thing(thing))
    best = max(names, key=fit)  # of equals the first, which is what the thing is called
    return best, fit(best)


def names_of_thing(thing: Thing) -> Iterable[str]:
    """List every name by which a thing may be looked for."""
    return dict.fromkeys(name for name in (thing.name, thing.name_ru, *thing.aliases, thing.id) if name)


def _facts_of(contents: Contents) -> Callable[[Thing], tuple[list[str], list[str]]]:
    """Make what tells the facts of a thing, and what these mean, as texts."""
    kinds = {
        ActorThing: load_scheme("actor-kind"),
        ActivityThing: load_scheme("activity-kind"),
        PlaceThing: load_scheme("place-kind"),
    }

    def place(name: str) -> Iterable[str]:
        return names_of_thing(contents.places[name]) if name in contents.places else [name]

    def tell(thing: Thing) -> tuple[list[str], list[str]]:
        facts, meanings = [], []
        if scheme := kinds.get(type(thing)):
            labels, definitions = _words_of(scheme, thing.kind)
            facts += labels
            meanings += definitions
        if isinstance(thing, ActorThing | PlaceThing):
            facts += place(thing.country)
        if isinstance(thing, ActivityThing):
            facts += [
                *place(thing.country),
                *place(thing.place),
                thing.year,
                thing.when,
                thing.phase and f"phase {thing.phase}",
            ]
            meanings += [
                name
                for each in thing.themes
                if each in contents.themes
                for name in names_of_thing(contents.themes[each])
            ]
            meanings += [name for country in thing.countries for name in place(country)]
        return facts, meanings

    return tell


def _words_of(scheme: Scheme, kind: str) -> tuple[list[str], list[str]]:
    concepts = [scheme.concepts[each] for each in scheme.up(kind)] if kind in scheme else []
    labels = [label for each in concepts for label in (*each.labels.values(), *each.other_labels)]
    return labels, [text for each in concepts for text in (each.definition, *each.definitions.values())]
