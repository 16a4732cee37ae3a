"""The saved queries: the columns they promise, counts equal to the facts, and one answer from two engines."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, cast

import pytest
import rdflib

from comity.data import NotFoundError, QueryError, RangeError
from comity.data.package import SHIPPED
from comity.graph.query.saved import Parameter, SavedQuery, read_query, saved_queries, saved_query
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.values import bind_values
from comity.ontology import load_scheme
from tests.data import facts

VALUES = {
    "actor": "lva-sbg",
    "theme": "migration",
    "activity": "rsg3-astana-2017",
    "country": "TKM",
    "neighbour": "KGZ",
    "who": "lva-sbg",
    "role": "expert",
    "since": "2016",
    "until": "2018",
}
COLUMNS = {
    "activities-by-host-country": ["country", "activities"],
    "activities-by-participating-country": ["country", "activities"],
    "country-pairs": ["a", "b", "activities", "stated", "inferred"],
    "experts": ["actor", "name", "country", "activities"],
    "missing-country": ["activity", "start", "country"],
    "handovers": ["activity", "start", "recipient", "item"],
    "uncertain-dates": ["activity", "precision", "as_written"],
    "conflicts": ["activity", "property", "reading", "source"],
    "partners-of": ["partner", "name", "activities", "stated", "inferred"],
    "expertise-in": ["actor", "name", "activities"],
    "who-took-part": ["actor", "name", "activities"],
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
    return union_in_rdflib(store)


def union_in_rdflib(store: EmbeddedStore) -> rdflib.Graph:
    """Give the union of all named graphs, in another engine."""
    graph = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph
    for prefix, iri in store.prefixes.items():
        graph.bind(prefix, iri)
    return graph


@pytest.fixture(scope="module")
def part(part_store: Path) -> EmbeddedStore:
    return open_snapshot(part_store)


@pytest.fixture(scope="module")
def part_in_rdflib(part: EmbeddedStore) -> rdflib.Graph:
    return union_in_rdflib(part)


# rdflib asks the second of two sub-queries anew for each row of the first; asked of small graphs beside networks.
ASKED = [name for name in saved_queries() if name != "never-together"]
# It takes seconds for these on the whole graph; they are asked of a part of it as well.
HEAVY = ["who-trained", "missing-country", "neighbours-taught", "as-lode", "as-schema-org", "as-sem"]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in HEAVY else ()) for name in ASKED]
)
def test_another_engine_gives_the_same_answer(name: str, store: EmbeddedStore, in_rdflib: rdflib.Graph) -> None:
    same_in_both(saved_query(name), store, in_rdflib)


@pytest.mark.parametrize("name", HEAVY)
def test_another_engine_gives_the_same_answer_on_a_part(
    name: str, part: EmbeddedStore, part_in_rdflib: rdflib.Graph
) -> None:
    assert same_in_both(saved_query(name), part, part_in_rdflib) or name == "missing-country"


def same_in_both(query: SavedQuery, store: EmbeddedStore, in_rdflib: rdflib.Graph) -> int:
    """Ask a query of both engines; gives how many rows or statements were found."""
    values = {parameter.name: VALUES[parameter.name] for parameter in query.parameters}
    terms = bind_values(store, query, values)
    bound = {name: cast(rdflib.term.Identifier, rdflib.util.from_n3(str(term))) for name, term in terms.items()}
    answer = store.query(query.text, terms)
    if answer.kind == "graph":
        assert set(answer.graph) == set(in_rdflib.query(query.text, initNs=store.prefixes).graph or ())
        return len(answer.graph)
    columns = answer.columns
    ours = [tuple(None if v is None else v.value for v in row) for row in answer.terms()]  # type: ignore[union-attr]
    theirs: list[tuple[str | None, ...]] = []
    for row in in_rdflib.query(query.text, initNs=store.prefixes, initBindings=bound):
        assert isinstance(row, rdflib.query.ResultRow)
        theirs.append(tuple(None if row[name] is None else str(row[name]) for name in columns))
    assert Counter(ours) == Counter(theirs)
    # The order is promised, but for rows that are equal in all they are ordered by.
    if "activities" in columns[2:]:
        at = columns.index("activities")
        assert [row[at] for row in ours] == [row[at] for row in theirs]
    return len(ours)


def counted(counter: "Counter[Any]") -> list[tuple[Any, ...]]:
    """Order as the queries do: count descending, then identifiers."""
    items = [(key if isinstance(key, tuple) else (key,), count) for key, count in counter.items()]
    return [(*key, count) for key, count in sorted(items, key=lambda item: (-item[1], item[0]))]


def _by_host_country() -> list[tuple[Any, ...]]:
    return counted(Counter(fact["country"] for fact in facts.activities() if fact["country"]))


def _by_participating_country() -> list[tuple[Any, ...]]:
    return counted(Counter(country for fact in facts.activities() for country in set(fact["participant_countries"])))


def _who_came() -> dict[str, dict[str, bool]]:
    """Give for each activity who came to it, and whether a source names them, from the tables alone."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for part in _table("participations"):
        if part["role"] != "funder":
            came = found[part["activity"]]
            came[part["actor"]] = came.get(part["actor"], False) or part["ground"] == "stated"
    return found


def _stands_for(actor: dict[str, str], known: dict[str, dict[str, str]]) -> str:
    """Give the country of the body that stands above all others, "" for an international one."""
    while actor["parent"]:
        actor = known[actor["parent"]]
    return "" if actor["kind"] in load_scheme("actor-kind").down("international-body") else actor["country"]


def _country_pairs() -> list[tuple[Any, ...]]:
    known = {actor["id"]: actor for actor in _table("actors")}
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for came in _who_came().values():
        sure: dict[str, bool] = {}
        for name, stated in came.items():
            actor = known[name]
            if actor["kind"] != "programme" and actor["collective"] == "no" and (home := _stands_for(actor, known)):
                sure[home] = sure.get(home, False) or stated
        for a, b in combinations(sorted(sure), 2):
            found[a, b].append(sure[a] and sure[b])
    return _surest(found)


def _surest(found: Mapping[Any, list[bool]]) -> list[tuple[Any, ...]]:
    """Order as the queries do: most activities first, most stated first, then by name."""
    rows = [(*key, len(all_), sum(all_), len(all_) - sum(all_)) for key, all_ in found.items()]
    return sorted(rows, key=lambda row: (-row[-3], -row[-2], row))


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
    "experts": _experts,
    "missing-country": _missing_country,
    "uncertain-dates": _uncertain_dates,
}


@pytest.mark.parametrize("name", INDEPENDENT)
def test_a_query_gives_what_counting_the_facts_gives(name: str, store: EmbeddedStore) -> None:
    found = [tuple(str(v) if hasattr(v, "isoformat") else v for v in row) for row in rows(store, name)]
    assert found == INDEPENDENT[name]()


def test_pairs_of_countries_are_those_of_the_tables(store: EmbeddedStore) -> None:
    assert rows(store, "country-pairs") == _country_pairs()


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


@pytest.mark.parametrize("actor", ["lva-sbg", "icmpd", "bomca", "tkm-law", "eu"])
def test_the_partners_of_an_actor_are_those_of_the_tables(actor: str, store: EmbeddedStore) -> None:
    known = {each["id"]: each for each in _table("actors")}
    found: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for came in _who_came().values():
        for other in came.keys() - {actor} if actor in came else ():
            if known[other]["kind"] not in ("programme", "country") and known[other]["collective"] == "no":
                found[other, known[other]["name"]].append(came[actor] and came[other])
    assert rows(store, "partners-of", actor=actor) == _surest(found)


def _took_part(**asked: str) -> list[tuple[Any, ...]]:
    """Count, from the tables alone, the activities of each actor that fit all that is asked."""
    names = {actor["id"]: actor["name"] for actor in _table("actors")}
    events = {event["id"]: event for event in _table("activities")}
    themes = load_scheme("theme")
    found: dict[str, set[str]] = defaultdict(set)
    for part in _table("participations"):
        event = events[part["activity"]]
        about = {up for one in event["themes"].split("|") for up in themes.up(one)}
        fits = (
            asked.get("who") in (None, part["actor"]),
            "roles" not in asked or part["role"] in asked["roles"].split(),
            asked.get("country") in (None, event["country"]),
            asked.get("theme") in (None, *about),
            "since" not in asked or (event["latest"] or event["earliest"])[:4] >= asked["since"],
            "until" not in asked or "" < event["earliest"][:4] <= asked["until"],
        )
        if all(fits):
            found[part["actor"]].add(event["id"])
    return [
        (actor, names[actor], n) for actor, n in counted(Counter({who: len(there) for who, there in found.items()}))
    ]


def _table(name: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("country", "since", "until"),
    [("TJK", "2019", "2019"), ("TKM", "2016", "2018"), ("KGZ", "2007", "2025"), ("LVA", "2016", "2016")],
)
def test_expertise_in_a_country_is_what_the_tables_say(
    country: str, since: str, until: str, store: EmbeddedStore
) -> None:
    wanted = _took_part(roles="expert facilitator", country=country, since=since, until=until)
    assert rows(store, "expertise-in", country=country, since=since, until=until) == wanted


def test_agencies_gave_expertise_in_tajikistan_in_2019(store: EmbeddedStore) -> None:
    found = rows(store, "expertise-in", country="TJK", since="2019", until="2019")
    assert [row[0] for row in found] == ["eu-experts", "lva-sbg", "lva-srs"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"who": "lva-sbg"},
        {"roles": "recipient"},
        {"country": "UZB", "theme": "border-management"},
        {"since": "2024"},
        {"until": "2010"},
        {"who": "icmpd", "roles": "organiser", "country": "KGZ", "since": "2015", "until": "2025"},
    ],
    ids=str,
)
def test_who_took_part_leaves_open_what_is_not_asked(asked: dict[str, str], store: EmbeddedStore) -> None:
    values = {name.removesuffix("s") if name == "roles" else name: value for name, value in asked.items()}
    assert rows(store, "who-took-part", **values) == _took_part(**asked)


def test_a_year_as_the_end_of_a_period_is_its_last_day(store: EmbeddedStore) -> None:
    terms = bind_values(store, saved_query("who-took-part"), {"since": "2019", "until": "2019-02"})
    assert [term.value for term in terms.values()] == ["2019-01-01", "2019-02-28"]


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


REQUIRED = {
    "activities-at": "country",
    "activities-of": "actor",
    "countries-of-theme": "theme",
    "evidence-of": "activity",
    "expertise-in": "country",
    "partners-of": "actor",
}


def test_a_query_about_one_thing_needs_it(store: EmbeddedStore) -> None:
    found = {query.name: [p for p in query.parameters if p.required] for query in saved_queries().values()}
    assert {name: each[0].name for name, each in found.items() if each} == REQUIRED
    for name, (parameter, *more) in ((name, each) for name, each in found.items() if each):
        assert not more
        with pytest.raises(QueryError, match=f'"{saved_query(name).title}" needs a value for {parameter.name}: --set'):
            rows(store, name)
        assert rows(store, name, **{parameter.name: parameter.example})


def test_every_example_of_a_parameter_is_a_value(store: EmbeddedStore) -> None:
    for query in saved_queries().values():
        values = {parameter.name: parameter.example for parameter in query.parameters}
        assert bind_values(store, query, values).keys() == values.keys()


@pytest.mark.parametrize("name", REQUIRED)
def test_the_text_of_such_a_query_is_known_wherever_it_is_pasted(name: str, store: EmbeddedStore) -> None:
    text = saved_query(name).text
    bare = "PREFIX x: <urn:x>\n" + " ".join(line for line in text.splitlines() if not line.startswith("#"))
    for asked in (text, bare, f"# mine\n{text}".replace("\n", "\r\n")):
        with pytest.raises(QueryError, match=r"in its WHERE VALUES \?\w+ { \w+:[\w-]+ }"):
            store.query(asked)
    variable = f"?{REQUIRED[name]}"
    assert store.query(text.replace(variable, "?another")).kind == "rows"  # a question of the user's own
    with pytest.raises(QueryError) as caught:
        store.query(text)
    block = str(caught.value).partition("in its WHERE ")[2]
    assert store.query(bare.replace("WHERE {", f"WHERE {{ {block}", 1)).rows


def test_a_period_that_ends_before_it_begins_is_refused(store: EmbeddedStore) -> None:
    for name in ("expertise-in", "who-took-part"):
        with pytest.raises(RangeError, match="the period from 2019-01-01 until 2018-12-31 ends before it begins"):
            rows(store, name, country="TJK", since="2019", until="2018")
        assert rows(store, name, country="TJK", since="2019", until="2019")


def test_a_head_that_cannot_be_read_is_told() -> None:
    with pytest.raises(QueryError, match='"# parameter: actor" does not say name, kind and meaning; write it like'):
        read_query("own", "# parameter: actor\nASK {}")


def test_the_head_of_a_query_is_read_to_the_first_line_that_is_none() -> None:
    head = "# parameter: x (actor) an actor\n# parameter: y (day, required) a day, for example 2019\n"
    text = f"# title: A\n# note\n# description: B.\n{head}SELECT ?x {{}}\n# title: Not this\n"
    query = read_query("q", text)
    assert (query.title, query.description) == ("A", "B.")
    assert query.parameters == (
        Parameter("x", "actor", False, "an actor", "…"),
        Parameter("y", "day", True, "a day, for example 2019", "2019"),
    )
