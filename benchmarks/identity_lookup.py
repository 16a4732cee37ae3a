"""One name among many actors: the registry against rapidfuzz on every name. ``--activities`` is how many actors."""

import random

from rapidfuzz import fuzz, process

from benchmarks.generate import COUNTRIES
from benchmarks.measure import Run, arguments, compare
from comity.data.identity import Registry
from comity.data.identity.spelling import fold
from comity.data.records import Actor

BODIES = ("Ministry of {}", "State {} Service", "{} Committee", "{} Training Centre", "Institute of {}", "{} Agency")
SUBJECTS = ("Customs", "Border", "Migration", "Health", "Finance", "Justice", "Agriculture", "Energy", "Education")
LOOKUPS = 20
MOST_MILLISECONDS = 50


def made_up(size: int) -> list[Actor]:
    """Make *size* actors of bodies, subjects, towns and countries, the same each time."""
    draw = random.Random(1)
    towns = ["".join(draw.choice("bdgklmnrst") + draw.choice("aeiou") for _ in range(4)) for _ in range(size // 4)]
    actors = []
    for number in range(size):
        body = draw.choice(BODIES).format(draw.choice(SUBJECTS))
        name = f"{body} of {draw.choice(towns).title()}"
        country = draw.choice(COUNTRIES)
        actors.append(Actor(f"a{number}", name, "", "", "other-agency", country, "", False, "certain", (body,), ""))
    return actors


def main() -> None:
    asked = arguments(__doc__ or "", default=100_000, also=("rapidfuzz",))
    actors = made_up(asked.activities)
    registry = Registry(actors)
    names = [fold(actor.name) for actor in actors]
    sought = random.Random(2).sample(actors, min(LOOKUPS, len(actors)))

    def ours() -> None:
        for actor in sought:
            registry.identify(actor.name[:-2] + actor.name[-1], actor.country)  # with a slip

    def every_name() -> None:
        for actor in sought:
            process.extract(fold(actor.name), names, scorer=fuzz.token_sort_ratio, limit=10)

    runs: dict[str, Run] = {"registry": ours, "rapidfuzz on every name": every_name}
    medians = compare(f"{len(sought)} lookups among {len(actors):,} actors", runs, asked.repeat)
    print(f"  one lookup {medians['registry'] / len(sought) * 1000:.1f} ms; the aim is below {MOST_MILLISECONDS} ms")


if __name__ == "__main__":
    main()
