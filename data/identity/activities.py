"""The activities that are known, and which of them a source tells once more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date

from ..package import Package
from ..records import Place
from ..schema import ACTIVITIES, PARTICIPATIONS, PLACES
from .evidence import Identified, Resemblance, Rule, best_of_each, read_rule, read_weights
from .index import WordIndex
from .likeness import compare_kinds, shared_words
from .names import NameReader

NEAR = 40
MOST = 10
MUCH = 6.0  # actors that tell that much are enough: two of a hundred activities in common
LIMITS = 27  # days: a span of a month or more says between which days it was
NO_YEAR = 2000  # stands for a year that is not told: a leap year


@dataclass(frozen=True)
class Sighting:
    """An activity as it is told: its words, its days or the limits of them, where it was and who was there.

    Without a year, ``earliest`` and ``latest`` are days of ``NO_YEAR`` and ``year_told`` is false.
    """

    words: str
    kind: str = ""
    earliest: date | None = None
    latest: date | None = None
    year_told: bool = True
    country: str = ""
    place: str = ""
    actors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LikeSighting:
    """A known activity that may be meant, and what speaks for and against it."""

    id: str
    words: str
    values: dict[str, float]


class ActivityRegistry:
    """Activities by what is told of them; one may be told more than once, under the same identifier."""

    def __init__(
        self,
        sightings: Iterable[tuple[str, Sighting]],
        places: Iterable[Place] = (),
        weights: Mapping[str, float] | None = None,
        rule: Rule | None = None,
    ) -> None:
        self.weights = weights or read_weights("activity")
        self.rule = rule or read_rule("activity")
        self._reader = NameReader(places)
        self._index = WordIndex()
        self._known: list[tuple[str, Sighting, tuple[str, ...]]] = []
        for this, sighting in sightings:
            words = self._words(sighting.words)
            self._index.add(_sighting_keys(sighting, words))
            self._known.append((this, sighting, words))

    @classmethod
    def of_package(cls, package: Package) -> "ActivityRegistry":
        """Make the registry of the activities of *package*."""
        return cls(sightings_of(package), package.rows(PLACES))

    def candidates(self, sighting: Sighting, most: int = MOST) -> list[Resemblance]:
        """Find the activities that *sighting* may tell once more, the likeliest first.

        >>> from ..package import open_package
        >>> registry = ActivityRegistry.of_package(open_package())
        >>> told = Sighting("3rd Regional Steering Group", country="KAZ", earliest=date(2017, 11, 29))
        >>> registry.candidates(told)[0].id
        'rsg3-astana-2017'
        """
        near = ((each.id, each.words, each.values) for each in self.near(sighting))
        return best_of_each(near, self.weights)[:most]

    def identify(self, sighting: Sighting) -> Identified:
        """Find the activities that may be told once more, and whether the first may be taken without asking."""
        likely = self.candidates(sighting)
        return Identified(self.rule.judge(likely), tuple(likely))

    def near(self, sighting: Sighting, most: int = NEAR) -> Iterator[LikeSighting]:
        """Find up to *most* known activities that have something in common with *sighting*."""
        words = self._words(sighting.words)
        for number in self._index.nearest(_sighting_keys(sighting, words), most):
            this, own, own_words = self._known[number]
            told, known = shared_words(words, own_words, self._index.worth) if words and own_words else (0.0, 0.0)
            values = {"told": told, "known": known}
            values |= _compare_days(sighting, own) | _compare_where(sighting, own)
            values |= self._compare_actors(sighting.actors, own.actors)
            yield LikeSighting(this, own.words, values)

    def _words(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for name in self._reader.read(text) for word in name.words))

    def _compare_actors(self, asked: Set[str], own: Set[str]) -> dict[str, float]:
        """Tell how much the actors tell that both have, and how many of those asked for are not there."""
        shared = sum(self._index.worth(f"actor {this}") for this in asked & own)
        return {
            "actors same": min(shared, MUCH) / MUCH,
            "actors other": len(asked - own) / (len(asked) or 1),
            "actors exchanged": float(bool(asked - own and own - asked)),
        }


def sightings_of(package: Package) -> Iterator[tuple[str, Sighting]]:
    """Tell each activity of *package*; who is there only as one of a group counts as well."""
    actors: dict[str, set[str]] = defaultdict(set)
    for part in package.rows(PARTICIPATIONS):
        actors[part.activity].add(part.actor)
    for record in package.rows(ACTIVITIES):
        there = frozenset(actors[record.id])
        yield (
            record.id,
            Sighting(
                record.title,
                record.kind,
                record.earliest,
                record.latest,
                True,
                record.country,
                record.place,
                there,
            ),
        )


def _compare_days(asked: Sighting, own: Sighting) -> dict[str, float]:
    """Tell whether the days are the same, meet, are other days, or are not told; limits are not days."""
    one, other = _span(asked, own), _span(own, asked)
    if one is None or other is None:
        return {"days untold": 1.0}
    meet = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    if meet <= 0:
        return {"days other": 1.0}
    if one == other and (one[1] - one[0]).days < LIMITS:
        return {"days same": 1.0, "year untold": float(not (asked.year_told and own.year_told))}
    longest = max((one[1] - one[0]).days, (other[1] - other[0]).days) + 1
    return {"days meet": meet / longest, "days not the same": 1.0}


def _span(sighting: Sighting, other: Sighting) -> tuple[date, date] | None:
    """Find the first and last day of *sighting*, in no year where either has none."""
    earliest, latest = sighting.earliest or sighting.latest, sighting.latest or sighting.earliest
    if earliest is None or latest is None:
        return None
    if not other.year_told or not sighting.year_told:
        if earliest.year != latest.year:
            return None
        return _no_year(earliest), _no_year(latest)
    return earliest, latest


def _no_year(day: date) -> date:
    return day.replace(year=NO_YEAR)


def _compare_where(asked: Sighting, own: Sighting) -> dict[str, float]:
    """Tell whether town, country and kind are the same; what is not told says nothing."""
    where = {
        "place same": float(bool(asked.place) and asked.place == own.place),
        "place other": float(bool(asked.place and own.place) and asked.place != own.place),
        "country same": float(bool(asked.country) and asked.country == own.country),
        "country other": float(bool(asked.country and own.country) and asked.country != own.country),
    }
    return where | compare_kinds("activity-kind", asked.kind, own.kind)


def _sighting_keys(sighting: Sighting, words: Iterable[str]) -> set[str]:
    """List under what an activity is looked up: words, place, actors, and each month and day that it touches."""
    keys = {*words, *(f"actor {this}" for this in sighting.actors)}
    keys |= {f"place {sighting.place}"} if sighting.place else set()
    for day in {sighting.earliest, sighting.latest} - {None}:
        assert day is not None
        keys |= {f"day {day.month}-{day.day}"} | ({f"month {day.year}-{day.month}"} if sighting.year_told else set())
    return keys
