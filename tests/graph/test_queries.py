"""The saved queries: the columns they promise, counts equal to the facts, and one answer from two engines."""

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import rdflib

from comity.data import NotFoundError
from comity.graph.saved import SavedQuery, read_query, saved_queries, saved_query
from comity.graph.store import EmbeddedStore, open_snapshot
from comity.graph.values import bind_values
from tests import facts

VALUES = {"actor": "lva-sbg", "theme": "migration", "activity": "rsg3-astana-2017", "country": "TKM"}
COLUMNS = {
    "activities-by-host-country": ["country", "activities"],
    "activities-by-participating-country": ["country", "activities"],
    "country-pairs": ["a", "b", "activities"],
    "experts": ["actor", "name", "country", "activities"],
    "missing-country": ["activity", "start", "country"],
    "handovers": ["activity", "start", "recipient", "item"],
    "uncertain-dates": ["activity", "precision", "as_written"],
    "conflicts": ["activity", "property", "reading", "source"],
    "partners-of": ["partner", "name", "activities"],
}
REGION = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def rows(store: EmbeddedStore, name: str, **values: str) -> list[tuple[Any, ...]]:
    query = saved_query(name)
    return list(store.query(query.text, bind_values(store, query, values)))


def test_there_are_at_least_twenty() -> None:
    assert len(saved_queries()) >= 20


@pytest.mark.parametrize("query", saved_queries().values(), ids=list(saved_queries()))
def test_a_saved_query_is_described_and_answers(query: SavedQuery, store: EmbeddedStore) -> None:
    assert query.title
    assert query.description.endswith(".")
    values = {parameter.name: VALUES[parameter.name] for parameter in query.parameters}
    answer = store.query(query.text, bind_values(store, query, values))
    if answer.kind == "graph":
        assert len(answer.graph) > 0
        return
    assert answer.columns == COLUMNS.get(query.name, answer.columns)
    assert len(answer.rows) > 0


@pytest.mark.parametrize("query", saved_queries().values(), ids=list(saved_queries()))
def test_a_parameter_is_a_variable_of_the_query(query: SavedQuery) -> None:
    for parameter in query.parameters:
        assert f"?{parameter.name}" in query.text
        assert "PREFIX" not in query.text


@pytest.fixture(scope="module")
def in_rdflib(store: EmbeddedStore) -> rdflib.Graph:
    """The union of all named graphs, in another engine."""
    graph = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph
    for prefix, iri in store.prefixes.items():
        graph.bind(prefix, iri)
    return graph


@pytest.mark.parametrize("query", saved_queries().values(), ids=list(saved_queries()))
def test_another_engine_gives_the_same_answer(query: SavedQuery, store: EmbeddedStore, in_rdflib: rdflib.Graph) -> None:
    values = {parameter.name: VALUES[parameter.name] for parameter in query.parameters}
    terms = bind_values(store, query, values)
    bound = {name: rdflib.URIRef(str(term)[1:-1]) for name, term in terms.items()}
    answer = store.query(query.text, terms)
    if answer.kind == "graph":
        assert set(answer.graph) == set(in_rdflib.query(query.text, initNs=store.prefixes).graph or ())
        return
    columns = answer.columns
    ours = [tuple(None if v is None else v.value for v in row) for row in answer.terms()]  # type: ignore[union-attr]
    theirs: list[tuple[str | None, ...]] = []
    for row in in_rdflib.query(query.text, initNs=store.prefixes, initBindings=bound):
        assert isinstance(row, rdflib.query.ResultRow)
        theirs.append(tuple(None if row[name] is None else str(row[name]) for name in columns))
    assert Counter(ours) == Counter(theirs)
    # The order is promised, but for rows that are equal in all they are ordered by.
    if columns[-1] == "activities":
        assert [row[-1] for row in ours] == [row[-1] for row in theirs]


def counted(counter: "Counter[Any]") -> list[tuple[Any, ...]]:
    """Order as the queries do: count descending, then identifiers."""
    items = [(key if isinstance(key, tuple) else (key,), count) for key, count in counter.items()]
    return [(*key, count) for key, count in sorted(items, key=lambda item: (-item[1], item[0]))]


def _by_host_country() -> list[tuple[Any, ...]]:
    return counted(Counter(fact["country"] for fact in facts.activities() if fact["country"]))


def _by_participating_country() -> list[tuple[Any, ...]]:
    return counted(Counter(country for fact in facts.activities() for country in set(fact["participant_countries"])))


def _country_pairs() -> list[tuple[Any, ...]]:
    return counted(
        Counter(
            pair for fact in facts.activities() for pair in combinations(sorted(set(fact["participant_countries"])), 2)
        )
    )


def _experts() -> list[tuple[Any, ...]]:
    known = {actor["id"]: actor for actor in facts.actors()}
    found: Counter[Any] = Counter()
    for fact in facts.activities():
        roles = {(part["actor_id"], part["role"]) for part in fact["participations"]}
        found.update({actor for actor, role in roles if role in ("expert", "facilitator")})
    return [(actor, known[actor]["name"], known[actor]["country"], count) for actor, count in counted(found)]


def _missing_country() -> list[tuple[Any, ...]]:
    found = []
    for fact in facts.activities():
        there = set(fact["participant_countries"]) & REGION
        if len(there) == 4:
            found.append((fact["id"], fact["start"], (REGION - there).pop()))
    return sorted(found)


def _uncertain_dates() -> list[tuple[Any, ...]]:
    return sorted(
        (fact["id"], fact["date_precision"], fact["date_as_written"].replace("(none)", "") or None)
        for fact in facts.activities()
        if fact["date_precision"] != "day"
    )


INDEPENDENT: dict[str, Callable[[], list[tuple[Any, ...]]]] = {
    "activities-by-host-country": _by_host_country,
    "activities-by-participating-country": _by_participating_country,
    "country-pairs": _country_pairs,
    "experts": _experts,
    "missing-country": _missing_country,
    "uncertain-dates": _uncertain_dates,
}


@facts.needs_facts
@pytest.mark.parametrize("name", INDEPENDENT)
def test_a_query_gives_what_counting_the_facts_gives(name: str, store: EmbeddedStore) -> None:
    found = [tuple(str(v) if hasattr(v, "isoformat") else v for v in row) for row in rows(store, name)]
    assert found == INDEPENDENT[name]()


@facts.needs_facts
def test_every_handover_is_there_with_its_recipients_and_items(store: EmbeddedStore) -> None:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for activity, *rest in rows(store, "handovers"):
        found[activity].append(tuple(rest))
    handovers = {fact["id"]: fact for fact in facts.activities() if fact["kind"] == "equipment-handover"}
    assert set(found) == set(handovers)
    assert len(found) == 17
    for name, fact in handovers.items():
        assert {row[0] and str(row[0]) for row in found[name]} == {fact["start"]}
        assert {row[1] for row in found[name]} - {None} == {
            part["actor_id"] for part in fact["participations"] if part["role"] == "recipient"
        }
        assert {row[2] for row in found[name]} == set(fact["equipment"])
    assert found["editing-equipment-2019-11-14"][0][1] is None, "a recipient that is not stated stays empty"


@facts.needs_facts
@pytest.mark.parametrize("actor", ["lva-sbg", "icmpd", "bomca", "tkm-law"])
def test_the_partners_of_an_actor_are_those_of_the_facts(actor: str, store: EmbeddedStore) -> None:
    known = {each["id"]: each["name"] for each in facts.actors()}
    found: Counter[Any] = Counter()
    for fact in facts.activities():
        there = {part["actor_id"] for part in fact["participations"]}
        if actor in there:
            found.update(there - {actor})
    wanted = [(partner, known[partner], count) for partner, count in counted(found)]
    assert rows(store, "partners-of", actor=actor) == wanted


@facts.needs_facts
def test_what_stands_only_on_a_group_is_what_the_facts_say(store: EmbeddedStore) -> None:
    grounds = defaultdict(set)
    for fact in facts.activities():
        for part in fact["participations"]:
            grounds[part["actor_id"]].add(part["from_group"])
    assert {row[0] for row in rows(store, "named-only-as-group")} == {
        a for a, found in grounds.items() if found == {True}
    }


def test_conflicts_give_each_reading_with_its_address(store: EmbeddedStore) -> None:
    found = rows(store, "conflicts")
    assert len(found) == 51
    ashgabat = [row[1:] for row in found if row[0] == "ashgabat-vulnerable-migrants-2017-12"]
    assert [row[1][:4] for row in ashgabat] == ["four", "thre"]
    assert {row[2] for row in ashgabat} == {"https://www.bomca-eu.org/en/news?start=80"}


def test_a_value_that_means_nothing_is_told_with_what_was_meant(store: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError, match='"lva-sgb" is not in the actors of this graph; did you mean "lva-sbg"'):
        rows(store, "partners-of", actor="lva-sgb")
    with pytest.raises(NotFoundError, match='"readmision" is not in the scheme theme; did you mean "readmission"'):
        rows(store, "countries-of-theme", theme="readmision")
    with pytest.raises(NotFoundError, match='"exprts" is not in the saved queries; did you mean "experts"'):
        saved_query("exprts")


def test_the_head_of_a_query_is_read_to_the_first_line_that_is_none() -> None:
    text = "# title: A\n# note\n# description: B.\n# parameter: x (actor) an actor\nSELECT ?x {}\n# title: Not this\n"
    query = read_query("q", text)
    assert (query.title, query.description) == ("A", "B.")
    assert [(p.name, p.kind, p.description) for p in query.parameters] == [("x", "actor", "an actor")]
