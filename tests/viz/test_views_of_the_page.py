"""The views of one state: circle and path, places, timeline, matrix, table, comparison, play, the brush."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from comity.api import Graph
from comity.graph.network.network import compute_network
from comity.ontology import load_scheme
from tests.viz import browser

pytestmark = pytest.mark.browser


def drawn_pairs(page: Any) -> set[frozenset[str]]:
    """Give the ties of the table, which are those of the picture, as pairs of names."""
    page.click("#tab-table")
    more = page.locator("#view-table > p button")
    if more.count():
        more.click()
    rows = page.locator("#table tbody tr").evaluate_all(
        "rows => rows.map(row => [row.children[0].innerText, row.children[1].innerText])"
    )
    return {frozenset(row) for row in rows}


@pytest.fixture(scope="module")
def whole(graph: Graph) -> "nx.Graph[str]":
    return graph.network().graph


def names(whole: "nx.Graph[str]", pairs: Any) -> set[frozenset[str]]:
    return {frozenset((whole.nodes[a]["name"], whole.nodes[b]["name"])) for a, b in pairs}


def test_the_table_holds_every_tie_that_is_drawn(saved: Path, whole: "nx.Graph[str]") -> None:
    with browser.page(saved, fragment="#lines=all") as (page, _):
        assert drawn_pairs(page) == names(whole, whole.edges)
    with browser.page(saved, fragment="#lines=stated") as (page, _):
        stated = [(a, b) for a, b, data in whole.edges(data=True) if data["stated"]]
        assert drawn_pairs(page) == names(whole, stated)


def test_at_first_the_ties_that_matter_most_to_someone_are_drawn(saved: Path, graph: Graph, whole: Any) -> None:
    network = graph.network()
    place = {node.id: number for number, node in enumerate(network.selection.nodes)}
    strong: set[tuple[str, str]] = set()
    for first, second in (("stated", "activities"), ("activities", "stated")):
        taken = Counter[str]()
        for row in sorted(network.rows, key=lambda r: (-r[first], -r[second], place[r["source"]], place[r["target"]])):
            ends = row["source"], row["target"]
            if any(taken[end] < 2 for end in ends):
                strong.add(ends)
            taken.update(ends)
    stated = sum(whole.edges[pair]["stated"] > 0 for pair in strong)
    assert 100 < len(strong) < 300
    with browser.page(saved) as (page, _):
        caption = page.inner_text("#caption")
        said = f"{len(strong)} ties of {len(network.rows):,} drawn, {stated} of them stated at least once"
        assert said in caption
        assert "113 of 160 activities stand behind these ties" in caption
        assert "left out: 5 programmes, 11 collective actors, 5 states without a named body" in caption
        assert page.inner_text("label:has(#f-all-actors) .number") == "21"
        assert "not here: 12 activities in which only actors that are left out took part" in caption
        assert drawn_pairs(page) == names(whole, strong)
    # A small network is drawn whole, so that picture and matrix show the same.
    with browser.page(saved, fragment="#between=countries") as (page, _):
        page.click("#tab-table")
        assert page.locator("#table tbody tr").count() == len(graph.network(between="countries").rows)


def test_a_table_is_sorted_by_any_column(saved: Path) -> None:
    with browser.page(saved, fragment="#view=table") as (page, _):
        for key, column in (("activities", 2), ("stated", 3)):
            page.click(f"#sort-{key}")
            if page.get_attribute(f"th:has(#sort-{key})", "aria-sort") == "ascending":
                page.click(f"#sort-{key}")
            values = page.locator(f"#table tbody tr td:nth-child({column + 1})").all_inner_texts()
            numbers = [int(value) for value in values]
            assert numbers == sorted(numbers, reverse=True)
        page.click("#table-actors")
        assert page.locator("#table tbody tr").count() == 117, "with the two that have no tie"


def test_the_circle_of_an_actor(saved: Path, whole: "nx.Graph[str]") -> None:
    with browser.page(saved, fragment="#ego=icmpd") as (page, _):
        found = drawn_pairs(page)
        near = set(whole["icmpd"]) | {"icmpd"}
        own = names(whole, [("icmpd", other) for other in whole["icmpd"]])
        assert own <= found
        assert found <= names(whole, whole.subgraph(near).edges)
        page.click("#tab-network")
        page.keyboard.press("Escape")
        assert page.evaluate("comity.state()") == ""


def test_the_shortest_path(saved: Path, whole: "nx.Graph[str]") -> None:
    main = whole.subgraph(max(nx.connected_components(whole), key=len))
    lengths = dict(nx.all_pairs_shortest_path_length(main))
    length, a, b = max((length, a, b) for a, found in lengths.items() for b, length in found.items())
    assert length > 2
    with browser.page(saved, fragment=f"#path={a}~{b}") as (page, _):
        found = drawn_pairs(page)
        assert found <= names(whole, whole.edges)
        assert len(found) == nx.shortest_path_length(whole, a, b)
        ends = {whole.nodes[node]["name"] for node in (a, b)}
        assert ends <= set().union(*found)


def test_a_path_to_one_who_is_not_there_is_said(saved: Path) -> None:
    with browser.page(saved, fragment="#path=lva-sbg~nobody") as (page, _):
        assert "One of lva-sbg – nobody is not in this network." in page.inner_text("#empty")


def test_an_empty_picture_says_what_to_change(saved: Path) -> None:
    with browser.page(saved, fragment="#since=2050") as (page, _):
        text = page.inner_text("#empty")
        assert "Nothing passes these filters." in text
        assert "from 1 January 2050" in text
        page.click("#empty > button")
        assert page.evaluate("comity.state()") == ""
        assert page.is_hidden("#empty")


def test_an_empty_picture_offers_what_one_filter_less_would_bring(saved: Path, graph: Graph) -> None:
    asked: dict[str, Any] = {"tie": "expertise", "theme": "document-security", "country": "TKM"}
    assert len(graph.network(**asked, within=True).edges) == 0
    number = len(graph.network(**asked).edges)
    fragment = "#tie=expertise&country=TKM&theme=document-security&within=1"
    for language, without, ties in (
        ("en", "without “on both sides”", f"{number} ties"),
        ("ru", "без «с обеих сторон»", f"{number} связей"),
    ):
        with browser.page(saved, fragment=f"{fragment}&lang={language}") as (page, _):
            way = page.locator("#empty .ways button", has_text=without)
            assert way.inner_text() == f"{without}: {ties}"
            way.click()
            assert "within" not in page.evaluate("comity.state()")
            page.click("#tab-table")
            assert page.locator("#table tbody tr").count() == number
    with browser.page(saved, fragment="#view=table&tie=equipment") as (page, _):
        page.locator("#view-table .ways button", has_text="with programmes, collective actors and states").click()
        assert page.locator("#table tbody tr").count() == len(graph.network(tie="equipment", all_actors=True).edges)


def test_the_sides_of_a_tie_are_a_switch_beside_the_actors(saved: Path, graph: Graph) -> None:
    asked: dict[str, Any] = {"country": "TKM", "stated_only": True}
    with browser.page(saved, fragment="#stated-only=1&lines=all&view=table") as (page, _):
        assert page.locator("#filters .within").count() == 0, "no actors are asked for"
        page.check("#f-country-TKM")
        assert page.get_attribute("#within-country-one", "aria-pressed") == "true"
        assert page.locator("#table tbody tr").count() == len(graph.network(**asked).edges)
        assert "actors of: Turkmenistan · on one side at least" in page.inner_text("#subtitle")
        page.click("#within-country-both")
        assert page.evaluate("comity.state()").endswith("within=1&country=TKM")
        assert page.locator("#table tbody tr").count() == len(graph.network(**asked, within=True).edges)
        assert "on both sides" in page.inner_text("#subtitle")
        page.click("#cite")
        assert "on both sides" in page.inner_text("#dialog")
        assert "within=1" in page.inner_text("#dialog")


def test_the_matrix_is_the_network_between_countries(saved: Path, graph: Graph) -> None:
    network = graph.network(between="countries", since="2016", stated_only=True)
    label = {node.id: node.name for node in network.selection.nodes}
    wanted = {(label[r["source"]], label[r["target"]]): r["activities"] for r in network.rows}
    with browser.page(saved, fragment="#view=matrix&since=2016&stated-only=1") as (page, _):
        cells = page.locator(".matrix .cell").evaluate_all(
            "cells => cells.map(cell => cell.getAttribute('aria-label'))"
        )
        found = {}
        for cell in cells:
            row, column, count = re.fullmatch(r"(.*), (.*): (\d+) activit.*", cell).groups()  # type: ignore[union-attr]
            found[row, column] = int(count)
        assert found == {**wanted, **{(b, a): count for (a, b), count in wanted.items()}}
        page.click(".matrix .cell")
        [first] = page.locator(".matrix .cell").first.all_inner_texts()
        assert f"{first} activities" in page.inner_text("#detail")
        assert page.locator("#detail article").count() == int(first)


def test_the_matrix_of_agencies_opens_to_as_many_activities(saved: Path) -> None:
    with browser.page(saved, fragment="#view=matrix&tie=expertise") as (page, _):
        assert "State Border Guard of Latvia" not in page.inner_text("#detail")
        page.click("#matrix-agencies")
        assert "Most bound: State Border Guard of Latvia → Kyrgyzstan, in 10 activities" in page.inner_text("#detail")
        for number in (0, 3, 7):
            cell = page.locator(".matrix .cell").nth(number)
            count = int(cell.inner_text().split()[0])
            cell.click()
            assert page.locator("#detail article").count() == count


def test_places_count_activities_and_arcs(saved: Path, graph: Graph) -> None:
    selection = compute_network(graph.store).selection
    table = {row["activity"]: row for row in graph.store.table("activities").to_pylist()}
    used = {selection.activities[index] for index in set(selection.activity.tolist())}
    at = Counter(row["place"] or row["country"] for name, row in table.items() if name in used)
    from_latvia = {
        selection.activities[activity]
        for node, activity in zip(selection.node.tolist(), selection.activity.tolist(), strict=True)
        if selection.nodes[node].country == "LVA" and table[selection.activities[activity]]["country"] == "TKM"
    }
    with browser.page(saved, fragment="#view=places") as (page, _):
        assert page.locator(f"g[aria-label^='Ashgabat: {at['ashgabat']} activities: ']").count() == 1
        arc = page.locator("g[aria-label^='Latvia in activities held in Turkmenistan']")
        label = arc.get_attribute("aria-label")
        assert label.startswith(f"Latvia in activities held in Turkmenistan: {len(from_latvia)} activities: ")
        arc.press("Enter")
        assert page.locator("#detail article").count() == len(from_latvia)


def test_the_timeline_shows_every_activity_once(saved: Path, graph: Graph) -> None:
    activities = graph.store.table("activities")
    with browser.page(saved, fragment="#view=timeline&all-actors=1") as (page, _):
        dated = page.locator("#view-timeline rect.live").count()
        undated = page.locator("#view-timeline .undated li").count()
        assert undated == activities["earliest"].null_count
        assert dated + undated == activities.num_rows
        page.locator("#view-timeline rect.live").first.press("Enter")
        assert page.evaluate("comity.state()").endswith("pick=%40" + page.evaluate("comity.state()").split("%40")[1])
        assert page.locator("#detail article").count() == 1


def played(page: Any, by: str) -> list[str]:
    """Play to the end; give what the subtitle said on the way."""
    page.select_option("#time-steps", by)
    page.clock.install()
    page.click("#time-play")
    seen = [page.inner_text("#subtitle")]
    for _ in range(16):
        page.clock.run_for(1_900)
        if page.inner_text("#subtitle") != seen[-1]:
            seen.append(page.inner_text("#subtitle"))
    return seen


def test_play_steps_through_the_phases_and_comes_back(saved: Path) -> None:
    with browser.page(saved, fragment="#stated-only=1") as (page, log):
        seen = played(page, "phases")
        assert [re.findall(r"phase: (\d+)", text) for text in seen] == [["9"], ["10"], []]
        assert page.evaluate("comity.state()") == "stated-only=1"
        assert log.errors == []


def test_play_begins_where_activities_are_many(saved: Path, graph: Graph) -> None:
    years = range(2007, 2026)
    counts = {
        year: len(set(graph.network(since=str(year), until=str(year)).selection.activity.tolist())) for year in years
    }
    first = next(year for year in years if counts[year] >= 5)
    assert 0 < counts[first - 1] < 5, "a year of few activities is passed over"
    with browser.page(saved) as (page, log):
        seen = played(page, "years")
        assert f" · {first} · " in seen[0]
        assert [year for year in years if any(f" · {year} · " in text for text in seen)] == list(range(first, 2026))
        assert log.errors == []


def test_a_mark_that_is_dragged_stays_until_it_is_put_back(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        start = page.evaluate("comity.spot('lva-sbg')")
        page.mouse.move(start["x"], start["y"])
        page.mouse.down()
        page.mouse.move(start["x"] + 60, start["y"] + 40, steps=5)
        page.mouse.up()
        page.check("#f-stated-only")
        moved = page.evaluate("comity.spot('lva-sbg')")
        assert moved["x"] - start["x"] > 40
        page.click("#put-back")
        back = page.evaluate("comity.spot('lva-sbg')")
        assert abs(back["x"] - start["x"]) < 3


def test_a_period_is_one_step_to_undo_however_long_the_drag(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        box = page.locator(".brushing").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40)
        page.mouse.down()
        for share in (0.55, 0.6, 0.65, 0.7):
            page.mouse.move(box["x"] + box["width"] * share, box["y"] + 40)
        page.mouse.up()
        assert page.evaluate("comity.state()").startswith("since=")
        page.click("#undo")
        assert page.evaluate("comity.state()") == ""


def test_explaining_a_number_gives_its_query(saved: Path, graph: Graph) -> None:
    with browser.page(saved, fragment="#tie=joint&since=2017&pick=icmpd~lva-sbg&weight=newman") as (page, _):
        page.click("#detail button:has-text('explain')")
        query = page.inner_text("#dialog pre")
        network = graph.network(since="2017")
        assert query.strip() == network.explain("icmpd", "lva-sbg").sparql.strip()
        [row] = graph.query(query).rows
        assert f"Why {row['activities']} activity" in page.inner_text("#dialog h2")
        assert "1/(k−1)" in page.inner_text("#dialog")


def test_the_legend_is_a_switch(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        page.click("#legend button:has-text('Partner countries')")
        assert page.evaluate("comity.state()") == "without=partner"
        assert "left out by the legend: Partner countries and EU" in page.inner_text("#caption")
        page.click("#legend button:has-text('Partner countries')")
        assert page.evaluate("comity.state()") == ""


def test_the_kind_of_actor_is_a_filter_and_its_query_says_so(saved: Path, graph: Graph, whole: "nx.Graph[str]") -> None:
    kinds = load_scheme("actor-kind").down("ministry")
    ministries = [node for node, data in whole.nodes(data=True) if data["kind"] in kinds]
    with browser.page(saved, fragment="#actor-kind=ministry&lines=all") as (page, _):
        assert drawn_pairs(page) == names(whole, whole.edges(ministries))
        rows = graph.query(page.evaluate("comity.sparql('actor-kind=ministry')")).rows
        assert {(row["source"], row["target"]) for row in rows} == {
            (min(a, b), max(a, b)) for a, b in whole.edges(ministries)
        }
        assert len(rows) > 10
    with browser.page(saved, fragment="#actor-kind=ministry&within=1&lines=all") as (page, _):
        assert drawn_pairs(page) == names(whole, whole.subgraph(ministries).edges)
