"""The pages without a browser: what they tell equals the tables, and how they fail."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest
import rdflib
from starlette.testclient import TestClient

from comity.data import SHIPPED
from comity.graph.network.network import Network, compute_network
from comity.graph.query.saved import saved_queries, saved_query
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.ontology import load_scheme
from comity.publish.app import make_app
from comity.publish.pages.models.facets import Facet, narrow
from comity.publish.pages.site import Site

from .searches import SEARCHES

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def table(name: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


def text_of(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


def test_home_tells_what_the_tables_hold(served: TestClient) -> None:
    found = text_of(served, "/")
    assert f"{len(table('actors'))} actors in {len(table('activities'))} activities, 2007–2025" in found
    grounds = Counter(
        ground
        for _, _, _, ground in {(p["activity"], p["actor"], p["role"], p["ground"]) for p in table("participations")}
    )
    assert f"{grounds['stated']} are stated" in found
    assert f"On {len({row['id'] for row in table('conflicts')})} points sources disagree" in found


def test_home_counts_what_is_drawn_and_left_out_as_networks_do(served: TestClient, store: EmbeddedStore) -> None:
    network = compute_network(store)
    graph, found = network.graph, text_of(served, "/")
    tied = sum(1 for _, degree in graph.degree if degree)
    assert f"{tied} actors that met another, in {len(network.rows):,} ties from 160 activities" in found
    assert f"; {len(graph) - tied} actors met nobody" in found
    hidden = network.selection.hidden
    assert ", ".join(f"{len(names)} {what}" for what, names in hidden.items()) in found
    assert f"{len(hidden['collective actors'])} collective actors" in network.notes[0]
    for what, names in hidden.items():
        listed = served.get("/actors", params={"networks": what, "format": "json"}).json()
        assert {each["id"] for each in listed} == names
    rest = len(table("actors")) - len(graph) - sum(map(len, hidden.values()))
    assert f"{rest} actors took part in nothing that is on record" in found


def test_bars_of_the_home_page_are_the_lists_they_lead_to(served: TestClient) -> None:
    page = served.get("/", headers=BROWSER).text
    bars = re.findall(r'<th scope="row"><a href="([^"]+)">.*?class="number">(\d+)<span[^>]*>, (\d+) stated', page, re.S)
    assert len(bars) > 20
    for link, number, stated in bars:
        assert len(served.get(f"{link}&format=json").json()) == int(number) >= int(stated), link


LISTS: dict[str, tuple[str, Callable[[dict[str, str]], bool], str]] = {
    "activities": ("kind=workshop", lambda row: row["kind"] == "workshop", "activities"),
    "actors": ("kind=customs", lambda row: row["kind"] == "customs", "actors"),
    "places": ("kind=country", lambda row: row["kind"] == "country", "places"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_what_the_tables_hold(name: str, served: TestClient) -> None:
    query, test, noun = LISTS[name]
    rows = table(name)
    expected = {row["id"] for row in rows if test(row)}
    assert f"{len(expected)} of {len(rows)} {noun}:" in text_of(served, f"/{name}?{query}")
    got = served.get(f"/{name}?{query}&format=json")
    assert {each["id"] for each in got.json()} == expected
    as_csv = served.get(f"/{name}?{query}&format=csv")
    assert {each["id"] for each in csv.DictReader(io.StringIO(as_csv.text.removeprefix("\ufeff")))} == expected


def test_countries_of_lists_mean_what_they_say(served: TestClient, store: EmbeddedStore) -> None:
    def listed(path: str) -> set[str]:
        return {each["id"] for each in served.get(f"{path}&format=json").json()}

    known = {row["actor"]: row for row in store.table("actors").to_pylist()}
    assert listed("/actors?country=TKM") == {name for name, row in known.items() if row["stands_for"] == "TKM"}
    assert "unrcca" not in listed("/actors?country=TKM"), "it sits there"
    network = compute_network(store, between="countries").selection
    mine = network.node == network.node_index["TKM"]
    assert listed("/activities?took-part=TKM") == {network.activities[each] for each in network.activity[mine]}
    rows = table("activities")
    assert listed("/activities?named=TKM") == {
        row["id"] for row in rows if "TKM" in row["participating_countries"].split("|")
    }
    assert listed("/activities?country=TKM") == {row["id"] for row in rows if row["country"] == "TKM"}


def test_an_empty_list_says_what_would_bring_some(served: TestClient) -> None:
    asked = "year=2012&took-part=TKM&theme=document-security"
    page = served.get(f"/activities?{asked}", headers=BROWSER).text
    ways = re.findall(r'<li><a href="([^"]+)">Without “([^”]+)”: ([0-9,]+) activit', page)
    assert ways
    counts = []
    for link, _, number in ways:
        listed = served.get(f"{link.replace('&amp;', '&')}&format=json").json()
        assert len(listed) == int(number)
        counts.append(len(listed))
    assert counts == sorted(counts, reverse=True)
    kept = [link.replace("&amp;", "&").partition("?")[2].split("&") for link, *_ in ways]
    assert all(len(names) == 2 for names in kept)
    alone = [each for each in asked.split("&") if served.get(f"/activities?{each}&format=json").json()]
    assert len(alone) == 3, "each alone has activities"


def test_an_empty_list_says_when_no_single_filter_is_why(served: TestClient) -> None:
    found = text_of(served, "/activities?year=1999&phase=x&country=FRA")
    assert "Nothing fits all of these. Nor does anything with any one of them taken away." in found


def test_a_filter_that_a_list_does_not_have_is_told(served: TestClient) -> None:
    assert "group is no filter of this list, so nothing was narrowed by it" in text_of(served, "/actors?group=group")
    assert "no filter" not in text_of(served, "/actors?country=TKM&page=1")


@pytest.mark.parametrize("value", ["stated", "partly", "inferred", "nobody"])
def test_activities_are_listed_by_how_their_people_are_known(value: str, served: TestClient) -> None:
    grounds: dict[str, dict[str, bool]] = {row["id"]: {} for row in table("activities")}
    for part in table("participations"):
        there = grounds[part["activity"]]
        there[part["actor"]] = there.get(part["actor"], False) or part["ground"] == "stated"
    kinds = {(): "nobody", (True,): "stated", (False,): "inferred", (False, True): "partly"}
    wanted = {name for name, there in grounds.items() if kinds[tuple(sorted(set(there.values())))] == value}
    assert {each["id"] for each in served.get(f"/activities?known={value}&format=json").json()} == wanted


def test_a_facet_counts_what_the_others_leave() -> None:
    facets = [Facet("size", "Size", lambda each: each[0]), Facet("colour", "Colour", lambda each: each[1])]
    things = [("s", "r"), ("s", "g"), ("l", "g"), ("l", "g")]
    found = narrow(things, facets, {"size": ["s"]}, 1)
    assert found.things == [("s", "r"), ("s", "g")]
    (_, sizes), (_, colours) = found.facets
    assert [(c.value, c.count, c.chosen) for c in sizes] == [("l", 2, False), ("s", 2, True)]
    assert [(c.value, c.count) for c in colours] == [("g", 1), ("r", 1)]
    both = narrow(things, facets, {"size": ["s", "l"], "colour": ["r", "x"]}, 1)
    assert both.things == [("s", "r")]
    assert [(c.value, c.count) for c in both.facets[1][1]] == [("g", 3), ("r", 1), ("x", 0)]


def test_long_lists_have_pages(served: TestClient) -> None:
    found = text_of(served, "/actors?page=2")
    assert "141 of 141 actors · page 2 of 3" in found
    assert "page 3 of 3" in text_of(served, "/actors?page=99")
    assert "page 1 of 3" in text_of(served, "/actors?page=x")


def test_a_list_has_no_other_format(served: TestClient) -> None:
    answer = served.get("/actors?format=xlsx")
    assert answer.status_code == 406
    assert answer.text == '"xlsx" is no format of a list; write csv or json\n'


def test_a_spreadsheet_gets_no_formulas() -> None:
    from comity.publish.pages.routes.downloads import as_file

    row = dict(zip("abcdefg", ("=1+1", "+7", "-x", "@a", "a=b", 5, None), strict=True))
    written = bytes(as_file([row], list(row), "list", "csv").body).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written)))[1] == ["'=1+1", "'+7", "'-x", "'@a", "a=b", "5", ""]


def test_an_activity_shows_its_evidence(served: TestClient) -> None:
    found = text_of(served, "/bomca/activity/ashgabat-vulnerable-migrants-2017-12")
    for part in (
        *("workshop, phase 9", "12–15 December 2017 year inferred", "as written: “12-15 December”", "Ashgabat"),
        *("Readings disagree on duration", "four days: 12-15 December followed here", "three days"),
        *("State Border Guard of Latvia expert stated “State Border Guards of Latvia”", "paragraph 2"),
        "Law-enforcement agencies of Turkmenistan (unnamed) participant inferred",
    ):
        assert part in found


def test_an_actor_shows_its_numbers(served: TestClient) -> None:
    found = text_of(served, "/bomca/actor/lva-sbg")
    parts = [part for part in table("participations") if part["actor"] == "lva-sbg"]
    there = {part["activity"] for part in parts}
    stated = {part["activity"] for part in parts if part["ground"] == "stated"}
    assert f"Took part in {len(there)} activities, {len(stated)} of them stated, with 80 other actors." in found
    assert f"Stated: {len(stated)} activities" in found
    assert f"Inferred: {len(there - stated)} activities" in found


@pytest.mark.parametrize(
    ("actor", "ground"), [("bomca", "stated"), ("lva-sbg", "in-use"), ("fra-canine", "translated")]
)
def test_an_actor_says_how_its_russian_name_is_known(actor: str, ground: str, served: TestClient) -> None:
    concept = load_scheme("name-ground").concepts[ground]
    (name,) = (row["name_ru"] for row in table("actors") if row["id"] == actor)
    page = served.get(f"/bomca/actor/{actor}.html").text
    assert f'{name} <span lang="en">(<a href="/name-ground/{ground}.html">{concept.labels["en"]}</a>)</span>' in page
    assert f"russianNameGround name-ground:{ground}" in served.get(f"/bomca/actor/{actor}.ttl").text
    assert concept.iri in served.get(f"/bomca/actor/{actor}.jsonld").text
    assert served.get(f"/name-ground/{ground}.html").status_code == 200
    rows = {row["id"]: row for row in served.get("/actors?format=json").json()}
    assert (rows[actor]["name_ru"], rows[actor]["name_ru_ground"]) == (name, ground)


def test_every_actor_is_found_by_its_russian_name(served: TestClient) -> None:
    index = Site(served.app.state.pool).index  # type: ignore[attr-defined]
    for row in table("actors"):
        assert row["id"] in [hit.thing.id for hit in index.find(row["name_ru"], "actors")[:3]], row["name_ru"]


def test_every_thing_has_a_page(served: TestClient) -> None:
    site = Site(served.app.state.pool)  # type: ignore[attr-defined]
    contents = site.contents
    for kind in ("activities", "actors", "places", "themes"):
        for thing in getattr(contents, kind).values():
            answer = served.get(contents.addresses.path(thing.iri), headers=BROWSER)
            assert answer.status_code == 200, thing.iri
            assert thing.iri in answer.text


def test_the_links_of_the_pages_lead_somewhere(served: TestClient) -> None:
    seen: set[str] = set()
    for start in ("/", "/activities", "/actors", "/bomca/actor/osce", "/bomca/place/KGZ", "/theme/return", "/nothing"):
        page = served.get(start, headers=BROWSER).text
        seen |= {link.replace("&amp;", "&") for link in re.findall(r'(?:href|src)="(/[^"#]*)"', page)}
    for link in sorted(seen - {"/questions"}):
        assert served.get(link, headers=BROWSER).status_code == 200, link


def test_what_is_not_there_is_told_with_what_was_meant(served: TestClient) -> None:
    found = text_of(served, "/bomca/actor/lva-sbgg", 404)
    assert "There is nothing at /bomca/actor/lva-sbgg in this graph." in found
    assert "State Border Guard of Latvia" in found
    plain = served.get("/bomca/actor/lva-sbgg", headers={"Accept": "text/turtle"})
    assert plain.status_code == 404
    assert plain.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("asked", SEARCHES)
def test_search_finds_what_is_meant(asked: str, served: TestClient) -> None:
    found = Site(served.app.state.pool).index.find(asked)  # type: ignore[attr-defined]
    assert SEARCHES[asked] in [hit.thing.id for hit in found[:3]]


def test_search_takes_words_in_any_order(served: TestClient) -> None:
    index = Site(served.app.state.pool).index  # type: ignore[attr-defined]
    for asked in ("border guards turkmen", "steering group astana 2017", "customs training centre lithuania"):
        ways = {tuple(hit.thing.id for hit in index.find(" ".join(way))[:1]) for way in permutations(asked.split())}
        assert len(ways) == 1


def test_a_search_within_a_kind_says_what_there_is_in_others(served: TestClient) -> None:
    assert "Nothing among places; 1 actor" in text_of(served, "/search?q=icmpd&kind=places")


@pytest.mark.parametrize("asked", ["", " ", "%", "'\"*", 'a" OR "zzzzzz', "zzzzzzz", "\x00", "x" * 5000])
def test_search_finds_nothing_without_failing(asked: str, served: TestClient) -> None:
    assert Site(served.app.state.pool).index.find(asked) == []  # type: ignore[attr-defined]
    assert served.get("/search", params={"q": asked}, headers=BROWSER).status_code == 200


def test_suggestions(served: TestClient) -> None:
    asked, names, kinds, paths = served.get("/suggest?q=border guard latvia").json()
    assert asked == "border guard latvia"
    assert names[0] == "State Border Guard of Latvia"
    assert kinds[0] == "actors, agency of an EU member state"
    assert paths[0] == "/bomca/actor/lva-sbg.html"


def test_the_workbench_has_every_saved_query(served: TestClient) -> None:
    page = served.get("/sparql", headers=BROWSER).text
    for query in saved_queries().values():
        assert query.title in page
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1]) if 'id="data"' in page else None  # type: ignore[index]
    if data:
        assert {"https://w3id.org/comity/ns#Activity"} <= {each["iri"] for each in data["classes"]}
        assert "comity" in data["prefixes"]


def test_every_example_answers(served: TestClient) -> None:
    from comity.publish.pages.routes.workbench import example_queries

    for example in example_queries(Site(served.app.state.pool).contents):  # type: ignore[attr-defined]
        answer = served.post("/sparql", data={"query": example.text, "format": "json"})
        assert answer.status_code == 200, example.name
        found = answer.json()  # a list of nodes where the query constructs statements
        assert found["results"]["bindings"] if isinstance(found, dict) else found, example.name


PLAIN = {
    "SELECT * { ?s a comity:Actor } LIMIT 3": (200, "3 rows"),
    "ASK { ?s a comity:Actor }": (200, "Yes"),
    "ASK { ?s a comity:Nothing }": (200, "No"),
    "CONSTRUCT { ?s a 1 } { ?s a comity:Actor } LIMIT 1": (200, "actor:"),
    "SELECT * { ?s ": (400, "line 1, column"),
    saved_query("partners-of").text: (400, "&#34;Who one actor worked with&#34; needs a value for actor"),
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i": (503, "ask for less"),
}


@pytest.mark.parametrize("query", PLAIN)
def test_the_plain_form_answers(query: str, served: TestClient) -> None:
    status, words = PLAIN[query]
    answer = served.get("/sparql", params={"query": query, "view": "table"}, headers=BROWSER)
    assert answer.status_code == status
    assert words in answer.text


def test_the_plain_form_says_what_misleads(served: TestClient) -> None:
    text = "SELECT ?a { ?a a comity:Actvity FILTER(?b < 1) }"
    page = served.get("/sparql", params={"query": text, "view": "table"}, headers=BROWSER)
    assert re.search(r'<p class="warning" role="status">line 1, column 18: comity:Actvity is neither', page.text)
    assert re.search(r'<p class="warning" role="status">line 1, column \d+: nothing binds \?b here', page.text)
    hostile = served.get(
        "/sparql", params={"query": "ASK { ?a <urn:&lt;b&quot;x> 1 }", "view": "table"}, headers=BROWSER
    )
    assert "&lt;urn:&amp;lt;b&amp;quot;x&gt; is neither" in hostile.text


def test_programs_and_browsers_meet_at_one_address(served: TestClient) -> None:
    asked = "/sparql?query=ASK{}"
    assert served.get(asked).headers["content-type"] == "application/sparql-results+json"
    assert served.get(asked, headers=BROWSER).headers["content-type"].startswith("text/html")
    assert served.get(f"{asked}&format=xml", headers=BROWSER).headers["content-type"].endswith("+xml")
    saved = served.post("/sparql?download=1", data={"query": "ASK{}", "format": "json"}, headers=BROWSER)
    assert saved.headers["content-disposition"] == 'attachment; filename="answer.json"'


def test_the_map_is_served(served: TestClient) -> None:
    answer = served.get("/map?tie=expertise", headers=BROWSER)
    assert answer.status_code == 200
    assert "Who worked with whom in BOMCA" in answer.text
    assert 'http-equiv="Content-Security-Policy"' in answer.text


def test_the_map_is_drawn_at_the_start_and_once(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.viz.map import network_map

    drawn: list[Network] = []
    real = network_map.draw_map

    def draw(network: Network) -> network_map.NetworkMap:
        drawn.append(network)
        return real(network)

    monkeypatch.setattr(network_map, "draw_map", draw)
    with TestClient(make_app(built_store)) as client:
        client.app.state.pages.warm()  # type: ignore[attr-defined]
        assert len(drawn) == 1
        with ThreadPoolExecutor(4) as several:
            pages = list(several.map(lambda _: client.get("/map", headers=BROWSER).text, range(4)))
        assert {pages[0]} == set(pages)
        assert len(drawn) == 1


@pytest.mark.parametrize(
    "path", ["/", "/bomca/actor/lva-sbg", "/bomca/place/TKM", "/theme/migration", "/role/expert", "/ns"]
)
def test_what_is_cited_is_the_graph_not_the_server(path: str, served: TestClient) -> None:
    page = served.get(path, headers=BROWSER).text
    cited = re.search(r'<section class="cite".*?</section>', page, re.S)
    assert cited
    assert "https://w3id.org/comity/" in cited[0]
    assert "graph bomca 1.0.0 (" in cited[0]
    assert "testserver" not in cited[0]


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/actors?format=csv", "/activities?format=json"])
def test_answers_for_programs_say_what_to_cite(path: str, served: TestClient) -> None:
    headers = served.get(path).headers
    assert headers["link"] == '<https://w3id.org/comity/bomca/>; rel="cite-as"'
    assert headers["comity-graph"].startswith("bomca 1.0.0 (")


def test_completion_offers_what_void_counts(served: TestClient) -> None:
    from comity.publish.pages.routes.workbench import terms

    found = terms(served.app.state.pool.store)  # type: ignore[attr-defined]
    void = rdflib.Graph().parse(data=served.get("/void.ttl").text, format="turtle")
    prefix = "http://rdfs.org/ns/void#"
    for name, word in (("classes", "class"), ("properties", "property")):
        counted = {str(term) for term in void.objects(predicate=rdflib.URIRef(prefix + word))}
        assert {each["iri"] for each in found[name]} == counted


@pytest.mark.parametrize("asked", ["view=table", "view=table&name=experts", "view=table&query=", "view=other"])
def test_the_editor_without_a_query_is_the_editor(asked: str, served: TestClient) -> None:
    page = served.get(f"/sparql?{asked}", headers=BROWSER)
    assert page.status_code == (400 if asked.endswith("query=") else 200)
    assert "<textarea" in page.text
