"""Which actor a name means, and which activity is told once more: examples, and figures on names not fitted on."""

from dataclasses import replace
from datetime import date

import pytest

pytest.importorskip("rapidfuzz")
pytest.importorskip("anyascii")

from benchmarks.identity.fitting import read_signs
from benchmarks.identity.judging import Figures, fitted_by_fold, judged_by_fold
from benchmarks.identity.mentions import BY_A_PAGE, BY_THE_TABLE, BY_TWO, activity_cases
from benchmarks.identity.wordings import HINTS, actor_cases, actors_elsewhere, bomca_actors, bomca_registry
from comity.data import open_package
from comity.data.identity import ActivityRegistry, Registry, Sighting
from comity.data.identity.activities import sightings_of
from comity.data.identity.evidence import NEVER, probability, read_weights
from comity.data.identity.names import NameReader
from comity.data.identity.phrases import read_phrases


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.of_package(open_package())


@pytest.fixture(scope="module")
def activities() -> ActivityRegistry:
    return ActivityRegistry.of_package(open_package())


ONE_READING = [
    ("Ministry of the Interior of Hungary", "Hungarian Ministry of Internal Affairs"),
    ("МИД Узбекистана", "Ministry of Foreign Affairs of the Republic of Uzbekistan"),
    ("State Frontier Service", "Государственная пограничная служба"),
    ("Gosudarstvennaya tamozhennaya sluzhba", "State Customs Services"),
    ("ООО «Интергаз»", "Intergaz LLC"),
    ("K-9 Centre", "Dog Center"),
]


@pytest.mark.parametrize(("one", "other"), ONE_READING)
def test_two_ways_to_write_a_name_are_read_alike(one: str, other: str) -> None:
    first, second = NameReader().read(one, "ru" if "sluzhba" in one else "")[0], NameReader().read(other)[0]
    assert first.letters == second.letters
    assert first.countries == second.countries


COUNTRIES = [
    ("Embassy of Kazakhstan in Latvia", {"KAZ", "LVA"}),
    ("Kyrgyz Republic", {"KGZ"}),
    ("таджикских пограничников", {"TJK"}),
    ("Democratic Republic of the Congo", {"COD"}),
    ("Republic of the Congo", {"COG"}),
    ("Guinea-Bissau", {"GNB"}),
    ("Нигерии", {"NGA"}),
    ("Turkish Airlines", {"TUR"}),
    ("туркменская таможня", {"TKM"}),
    ("Central Asian Gateway", set()),
    ("International Organization for Migration", set()),
]


@pytest.mark.parametrize(("text", "codes"), COUNTRIES)
def test_countries_are_read_from_a_name(text: str, codes: set[str]) -> None:
    assert NameReader().countries_of(text) == codes


def test_a_town_says_its_country_and_stays_a_word(registry: Registry) -> None:
    name = registry.reader.read("OSCE Programme Office in Dushanbe")[0]
    assert name.countries == {"TJK"}
    assert "dushanbe" in name.words


def test_the_codes_of_countries_are_those_of_iso_3166() -> None:
    pycountry = pytest.importorskip("pycountry")
    phrases = read_phrases("countries", "words")
    codes = {phrase.line["code"] for phrase in phrases}
    assert len(codes) > 180
    assert codes <= {country.alpha_3 for country in pycountry.countries}


VERDICTS = [
    ("State Border Guards of the Republic of Latvia", "", "same", "lva-sbg"),
    ("International Centre on Migration Policy Development", "", "same", "icmpd"),
    ("Таможенная служба Таджикистана", "", "same", "tjk-customs"),
    ("Ministry of Internal Affairs", "TKM", "same", "tkm-mia"),
    # Which country is not said.
    ("Ministry of Internal Affairs", "", "ask", ""),
    ("State Border Service", "", "ask", ""),
    # The same words in another country, and a group of two.
    ("State Border Service of Mongolia", "", "ask", ""),
    ("Ministry of Foreign Affairs of Uzbekistan", "KAZ", "ask", ""),
    ("Border Guard Services of Latvia and Estonia", "", "ask", ""),
    # A part, a whole, and people who are no body.
    ("Legal Department of the Ministry of Foreign Affairs of Uzbekistan", "", "ask", ""),
    ("European experts", "", "ask", ""),
    ("Quokka Zookeepers", "", "new", ""),
]


@pytest.mark.parametrize(("name", "country", "verdict", "actor"), VERDICTS)
def test_a_name_is_merged_asked_or_new(name: str, country: str, verdict: str, actor: str, registry: Registry) -> None:
    identified = registry.identify(name, country)
    assert identified.verdict == verdict
    if actor:
        assert identified.candidates[0].id == actor


def test_country_and_kind_speak_against(registry: Registry) -> None:
    alone = registry.candidates("State Migration Service", most=50)
    told = registry.candidates("State Migration Service", country="KGZ", kind="ministry", most=50)
    score = {each.id: each.score for each in told}
    assert {each.id for each in alone[:2]} == {"kgz-mig", "tkm-mig"}
    assert told[0].id == "kgz-mig"
    assert "kind other" in told[0].speaks_against
    turkmen = next(each for each in told if each.id == "tkm-mig")
    assert "country other" in turkmen.speaks_against
    assert score["tkm-mig"] < 0.1 < score["kgz-mig"]


def test_a_score_is_what_its_evidence_weighs(registry: Registry) -> None:
    for each in registry.candidates("Kyrgyz Customs", country="KGZ"):
        odds = read_weights("actor")["bias"] + sum(value * weight for _, value, weight in each.evidence)
        assert each.score == pytest.approx(probability(odds))
        assert each.name in {name for actor in bomca_actors() for name in (actor.name, actor.name_ru, *actor.aliases)}


@pytest.mark.parametrize("text", ["", " ", "()", "(((", "¿?", "ъ", "🙂", "a" * 5000, "of the", "\u202eabc"])
def test_any_text_can_be_asked_for(text: str, registry: Registry, activities: ActivityRegistry) -> None:
    assert registry.identify(text).verdict != "same"
    assert activities.identify(Sighting(text)).verdict != "same"


def test_an_empty_registry_knows_nobody() -> None:
    assert Registry([]).identify("Riga").verdict == "new"
    assert ActivityRegistry([]).identify(Sighting("Seminar")).candidates == ()


def test_every_weight_has_its_evidence_and_every_evidence_its_weight(
    registry: Registry, activities: ActivityRegistry
) -> None:
    values = {feature for each in registry.near("Latvia Guard", "LVA", "customs") for feature in each.values}
    assert values == set(read_signs("actor")) - {"bias"}
    told = {
        feature
        for _, sighting in sightings_of(open_package())
        for each in activities.near(sighting)
        for feature in each.values
    }
    assert told <= set(read_signs("activity"))
    known = {feature for of in ("actor", "activity") for feature, sign in read_signs(of).items() if sign < 0}
    assert known >= NEVER
    for of in ("actor", "activity"):
        assert all(read_weights(of)[feature] * sign >= 0 for feature, sign in read_signs(of).items())


def test_two_events_of_near_identical_texts_stay_two(activities: ActivityRegistry) -> None:
    records = dict(sightings_of(open_package()))
    troops, committee = records["covid-ppe-2020-tjk-bt"], records["covid-ppe-2020-tjk-fsc"]
    assert ActivityRegistry([("one", troops)]).identify(committee).verdict == "ask"
    for sighting in records.values():
        assert sighting.earliest is not None
        other_year = replace(sighting, earliest=date(1999, 1, 11), latest=date(1999, 1, 12))
        assert activities.identify(other_year).verdict != "same"
    assert sum(activities.identify(sighting).verdict == "same" for sighting in records.values()) > 100


@pytest.fixture(scope="module")
def names_judged() -> dict[str, Figures]:
    cases, folds = actor_cases(bomca_actors(), bomca_registry(), HINTS[:2])
    return judged_by_fold(cases, fitted_by_fold(cases, folds, read_signs("actor")))


@pytest.mark.parametrize(("hint", "least"), [(HINTS[0], 0.5), (HINTS[1], 0.6)])
def test_names_of_actors_not_fitted_on_are_identified(
    hint: str, least: float, names_judged: dict[str, Figures]
) -> None:
    figures = names_judged[hint]
    assert figures.known > 500
    assert figures.taken >= least * figures.known
    assert figures.taken_rightly >= 0.99 * figures.taken
    assert figures.among_ten >= 0.95 * figures.meant
    assert figures.strangers_taken <= 0.01 * figures.strangers


def test_bodies_of_other_countries_are_identified_by_the_weights_as_they_are() -> None:
    others = actors_elsewhere()
    cases, _ = actor_cases(others, Registry([*bomca_actors(), *others]), HINTS[:2])
    weights, rule = dict(read_weights("actor")), Registry([]).rule
    for figures in judged_by_fold([case._replace(folds=frozenset({0})) for case in cases], [(weights, rule)]).values():
        assert figures.taken > 0.6 * figures.known
        assert figures.taken_rightly >= 0.99 * figures.taken
        assert figures.among_ten >= 0.95 * figures.meant
        assert figures.strangers_taken <= 0.01 * figures.strangers


def test_activities_that_pages_tell_are_identified() -> None:
    cases, folds = activity_cases()
    judged = judged_by_fold(cases, fitted_by_fold(cases, folds, read_signs("activity")))
    for group, least in ((BY_A_PAGE, 0.4), (BY_TWO, 0.25)):
        figures = judged[group]
        assert figures.taken >= least * figures.known
        assert figures.taken_rightly >= 0.99 * figures.taken
        assert figures.among_ten >= 0.95 * figures.meant
    assert judged[BY_THE_TABLE].strangers == 176
    assert sum(figures.strangers_taken for figures in judged.values()) == 0
