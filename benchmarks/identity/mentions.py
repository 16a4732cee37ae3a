"""Activities as pages tell them, and what is near each: the cases on which weights are fitted and judged."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.identity.fitting import Case
from benchmarks.identity.wordings import fold_of_each
from comity.data import open_package
from comity.data.identity.activities import ActivityRegistry, Sighting, sightings_of
from comity.data.schema import PLACES

TABLE = Path(__file__).with_name("mentions.csv")
BY_A_PAGE, BY_TWO, BY_THE_TABLE = "told by a page", "told by two pages", "a record of the table"
NEAR = 40


class Mention(NamedTuple):
    """What one page says of one activity; the activity is "" where the package does not have it."""

    page: str
    activity: str
    sighting: Sighting


def read_mentions() -> list[Mention]:
    """Read what 168 pages say of the activities of BOMCA; of the words of a page only which there are is kept."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Mention(
                line["page"],
                line["activity"],
                Sighting(
                    line["words"],
                    line["kind"],
                    date.fromisoformat(line["earliest"]) if line["earliest"] else None,
                    date.fromisoformat(line["latest"]) if line["latest"] else None,
                    line["year_told"] == "yes",
                    line["country"],
                    line["place"],
                    frozenset(filter(None, line["actors"].split("|"))),
                ),
            )
            for line in csv.DictReader(file)
        ]


def activity_cases() -> tuple[list[Case], dict[str, int]]:
    """Look up each mention among the records and among the mentions of other pages, and each record among the others.

    What is meant is there once and hidden once; a record is always a stranger to the others. Returns the fold of
    each activity as well.
    """
    package, mentions = open_package(), read_mentions()
    places, records = list(package.rows(PLACES)), list(sightings_of(package))
    ids = [this for this, _ in records]
    folds = fold_of_each([*ids, *(f"page {each.page}" for each in mentions)])
    table = ActivityRegistry(records, places)
    named = [(each.activity or f"page {each.page}", each) for each in mentions]
    pages = ActivityRegistry([(f"{this}\n{each.page}", each.sighting) for this, each in named], places)
    every: list[Case] = []
    for this, each in named:
        of = frozenset({folds[this]})
        near = [(other.id, other.words, other.values) for other in table.near(each.sighting, NEAR)]
        told = [
            (other.id.split("\n")[0], other.words, other.values)
            for other in pages.near(each.sighting, NEAR)
            if other.id.split("\n")[1] != each.page
        ]
        twice = any(other.page != each.page for name, other in named if name == this)
        for group, likely, there in ((BY_A_PAGE, near, bool(each.activity)), (BY_TWO, told, twice)):
            hidden = [other for other in likely if other[0] != this]
            every += [Case(each.sighting.words, group, frozenset({this}), likely, of)] if there else []
            every.append(Case(each.sighting.words, group, frozenset(), hidden, of))
    for this, sighting in records:
        others = [(other.id, other.words, other.values) for other in table.near(sighting, NEAR) if other.id != this]
        every.append(Case(sighting.words, BY_THE_TABLE, frozenset(), others, frozenset({folds[this]})))
    return every, folds
