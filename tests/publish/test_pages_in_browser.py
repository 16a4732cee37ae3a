"""The pages in a browser: what a researcher and an evaluator do with them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from comity.publish.pages.assets import has_bundle

from .live import browsing, faults, needs_axe, serving

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "activities": "/activities?year=2017&country=TKM",
    "actors": "/actors",
    "places": "/places",
    "themes": "/themes",
    "search": "/search?q=latvia",
    "nothing found": "/search?q=zzzzzz",
    "an activity": "/bomca/activity/ashgabat-vulnerable-migrants-2017-12",
    "an actor": "/bomca/actor/lva-sbg",
    "a country": "/bomca/place/TKM",
    "a theme": "/theme/document-security",
    "nothing there": "/bomca/actor/lva-sbgg",
    "an answer without scripts": "/sparql?view=table&query=SELECT%20*%20%7B%3Fs%20a%20comity:Actor%7D%20LIMIT%205",
    "workbench": "/sparql",
}
needs_bundle = pytest.mark.skipif(not has_bundle("workbench"), reason="the scripts are not built (make web)")


@pytest.fixture(scope="module")
def address(built_store: Path) -> Iterator[str]:
    with serving(built_store) as found:
        yield found


def opened(context: Any, address: str) -> Any:
    """Open a page and wait for its scripts."""
    page = context.new_page()
    page.goto(address)
    if address.endswith("/sparql") and has_bundle("workbench"):
        page.wait_for_selector("#workbench[data-ready]")
    return page


def test_no_page_asks_anybody_else(address: str) -> None:
    with browsing() as (context, log):
        for path in PAGES.values():
            opened(context, address + path).close()
        assert {url for url in log.requests if not url.startswith((address, "data:"))} == set()
        assert [error for error in log.errors if "404" not in error] == []


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_accessible(path: str, scheme: str, address: str) -> None:
    with browsing(color_scheme=scheme) as (context, _):
        assert faults(opened(context, address + path)) == []


def visible_rows(page: Any) -> list[list[str]]:
    """Give the cells of the table in the workbench."""
    rows = page.locator(".yasr table.dataTable:visible tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]


@needs_bundle
def test_the_workbench(address: str, tmp_path: Path) -> None:
    with browsing() as (context, log):
        page = context.new_page()
        page.goto(f"{address}/sparql")
        page.wait_for_selector("#workbench[data-ready]")
        page.click("text=Which countries met most")
        page.wait_for_selector(".yasr table.dataTable tbody tr:visible")
        rows = visible_rows(page)
        assert ["KGZ", "TJK"] in [sorted(row[:2]) for row in rows]
        assert faults(page) == []

        page.click(".yasr .select_network:visible")
        page.wait_for_selector(".network[data-ready] canvas:visible")
        assert "49 ties from a to b; width: activities" in page.inner_text(".yasr_results:visible")
        assert faults(page) == []

        with page.expect_download() as download:
            page.click("#downloads button:text-is('csv')")
        assert download.value.suggested_filename == "answer.csv"
        download.value.save_as(tmp_path / "answer.csv")
        with (tmp_path / "answer.csv").open(newline="", encoding="utf-8") as file:
            assert list(csv.reader(file))[1:] == rows

        second = context.new_page()
        second.goto(page.get_attribute("#permalink", "href"))
        second.wait_for_selector("#workbench[data-ready]")
        if second.locator(".yasr .select_table:visible").count():
            second.click(".yasr .select_table:visible")
        second.wait_for_selector(".yasr table.dataTable tbody tr:visible")
        assert visible_rows(second) == rows
        cited = page.inner_text("#citation")
        assert "Which countries met most" in cited
        assert "bomca 1.0.0 (" in cited
        assert cited.endswith("https://w3id.org/comity/bomca/")
        assert "127.0.0.1" not in cited
        assert {url for url in log.requests if not url.startswith((address, "data:", "blob:"))} == set()
        assert log.errors == []


@needs_bundle
def test_a_fault_in_a_query_is_told_where_it_stands(address: str) -> None:
    with browsing() as (context, _):
        page = context.new_page()
        page.goto(f"{address}/sparql?query=SELECT%20%2A%20%7B%20%3Fa%20%3Fb%20%7D")
        page.wait_for_selector(".errorResult:visible, .yasr .yasr_results :text('line 1')")
        assert "line 1, column" in page.inner_text(".yasr_results:visible")
        assert page.locator("#after").is_hidden()


@needs_bundle
def test_what_makes_an_answer_mislead_is_told_above_it(address: str) -> None:
    with browsing() as (context, log):
        page = context.new_page()
        page.goto(f"{address}/sparql?query=SELECT%20%3Fa%20%7B%20%3Fa%20a%20comity%3AActvity%20%7D")
        page.wait_for_selector("#warnings .warning")
        # The editor declares the prefix on a line of its own.
        assert page.inner_text("#warnings").endswith("vocabulary nor in this graph; did you mean comity:Activity?")
        assert faults(page) == []
        page.click("text=Which countries met most")
        page.wait_for_selector(".yasr table.dataTable tbody tr:visible")
        assert page.locator("#warnings .warning").count() == 0
        assert log.errors == []


def test_everything_works_without_scripts(address: str) -> None:
    with browsing(java_script_enabled=False) as (context, log):
        page = context.new_page()
        page.goto(address)
        page.fill("#q", "latvia border gaurd")
        page.click(".search button")
        page.click(".hits a >> nth=0")
        assert page.inner_text("h1") == "State Border Guard of Latvia"
        page.click("nav >> text=Activities")
        page.check("text=2017")
        page.check("fieldset:has-text('Took place in') >> text=Turkmenistan")
        page.click("text=Show")
        assert page.inner_text(".told") == "4 of 176 activities: year 2017; took place in Turkmenistan"
        page.click("nav >> text=SPARQL")
        page.click("text=Which countries met most")
        page.click("text=Run")
        assert page.inner_text(".told") == "49 rows"
        assert log.errors == []


def test_by_keyboard(address: str) -> None:
    with browsing() as (context, _):
        page = context.new_page()
        page.goto(f"{address}/actors")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "To the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "country"
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**/actors?country=*")
        code = page.url.rpartition("=")[2]
        assert code == "none"
        query = "SELECT (COUNT(*) AS ?n) { ?a a comity:Actor FILTER NOT EXISTS { ?a comity:standsFor ?c } }"
        with urlopen(f"{address}/sparql?format=csv&query={quote(query)}") as answer:
            count = int(answer.read().split()[1])
        assert page.inner_text(".told") == f"{count} of 141 actors: stands for no country"


@needs_bundle
def test_scripts_work_below_a_path(built_store: Path) -> None:
    with serving(built_store, root_path="/kg") as address, browsing() as (context, log):
        page = context.new_page()
        page.goto(f"{address}/kg/")
        with page.expect_response("**/kg/suggest?q=*"):
            page.type("#q", "latvia")
        page.goto(f"{address}/kg/sparql")
        page.wait_for_selector("#workbench[data-ready]")
        page.click("text=Which countries met most")
        page.wait_for_selector(".yasr table.dataTable tbody tr:visible")
        assert page.get_attribute("#permalink", "href").startswith(f"{address}/kg/sparql?")
        with page.expect_download() as download:
            page.click("#downloads button:text-is('csv')")
        assert download.value.suggested_filename == "answer.csv"
        page.goto(f"{address}/kg/questions")
        page.wait_for_selector("#asking[data-ready]")
        page.click("[data-example='0']")
        page.wait_for_selector("#answer[data-ready]")
        page.click("#answer a >> nth=0")
        assert page.url.startswith(f"{address}/kg/bomca/")
        assert {url for url in log.requests if not url.startswith((f"{address}/kg/", "data:", "blob:"))} == set()
        assert log.errors == []
