"""Asking by choosing in a browser: by clicks alone, by keys alone, in another place, without scripts."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from comity.graph.query.saved import saved_query
from comity.graph.store.embedded import EmbeddedStore, open_snapshot
from comity.graph.store.values import bind_values
from comity.publish.pages.assets import has_bundle

from ..viz.browser import Log
from .live import browsing, faults, needs_axe, serving

pytestmark = pytest.mark.browser

needs_bundle = pytest.mark.skipif(
    not (has_bundle("questions") and has_bundle("sparnatural")), reason="the scripts are not built (make web)"
)
# What Sparnatural warns of while a line has no property yet.
UNFINISHED = "The requested property null is unknown"
ASKED = {"country": "TJK", "since": "2019", "until": "2019"}


@pytest.fixture(scope="module")
def address(built_store: Path) -> Iterator[str]:
    with serving(built_store) as found:
        yield found


@pytest.fixture(scope="module")
def store(built_store: Path) -> EmbeddedStore:
    return open_snapshot(built_store)


@pytest.fixture(scope="module")
def wanted(store: EmbeddedStore) -> list[list[str]]:
    """The rows of the saved query, as a page shows them."""
    query = saved_query("expertise-in")
    rows = store.query(query.text, bind_values(store, query, ASKED)).rows
    return sorted([row["actor"], row["name"], str(row["activities"])] for row in rows)


@pytest.fixture(scope="module")
def left_out(store: EmbeddedStore) -> set[str]:
    """Who does not count in networks: programmes, collective actors and states without a named body."""
    kinds = "{ ?a dct:type actor-kind:programme } UNION { ?a dct:type actor-kind:country }"
    rows = store.query(
        f"SELECT ?id {{ ?a dct:identifier ?id {{ {kinds} UNION {{ ?a comity:collective true }} }} }}"
    ).rows
    return {row["id"] for row in rows}


def opened(context: Any, address: str, hash_: str = "") -> Any:
    page = context.new_page()
    page.goto(f"{address}{hash_}")
    page.wait_for_selector("#asking[data-ready]")
    return page


def shown(page: Any) -> list[list[str]]:
    """Give the cells of the answer, when it has come."""
    page.wait_for_selector("#answer[data-ready] table tbody tr")
    rows = page.locator("#answer table tbody tr").all()
    return sorted([cell.inner_text() for cell in row.locator("td").all()] for row in rows)


def things(page: Any) -> list[str]:
    """Give what the rows of the answer are about, when it has come: the ends of the links of their names."""
    page.wait_for_selector("#answer[data-ready] table tbody tr")
    links = page.locator("#answer table tbody tr td:first-child a").all()
    return sorted(link.get_attribute("href").rpartition("/")[2].removesuffix(".html") for link in links)


def asked_nobody_else(log: Log, address: str) -> None:
    assert log.requests
    assert {url for url in log.requests if not url.startswith((f"{address}/", "data:"))} == set()
    assert [said for said in log.errors if UNFINISHED not in said] == []


class Mouse:
    """Choose by clicks alone."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def take(self, group: str, name: str) -> None:
        """Choose a class or a property from the list that is open."""
        items = self.page.locator(f".{group} .htmlSelectUiUx.open li.enabled .item-sel:visible")
        items.get_by_text(name, exact=True).first.click()

    def target(self, name: str, path: str = "") -> None:
        self.take("EndClassGroup", name)
        if path:
            self.take("ObjectPropertyGroup", path)

    def where(self) -> None:
        self.page.locator(".ActionWhere a:visible").last.click()

    def also(self) -> None:
        self.page.locator(".ActionAnd a:visible").last.click()

    def pick(self, name: str) -> None:
        """Choose a value from a list, in which it stands with a number."""
        self.page.locator(".list-widget .select2-selection:visible").last.click()
        self.page.locator(".select2-results__option", has_text=f"{name} (").click()

    def more(self) -> None:
        self.page.locator(".AddWidgetValueBtn:visible").last.click()

    def year(self, field: int, year: str) -> None:
        self.page.locator(".timedatepicker-widget input:visible").nth(field).click()
        calendar = self.page.locator(".datepicker-container:not(.datepicker-hide)")
        found = calendar.locator("[data-view=years] li:visible").get_by_text(year, exact=True)
        for _ in range(3):
            if not found.count():
                calendar.locator("[data-view='years prev']").click()
        found.click()

    def count(self, line: str) -> None:
        """Show what a line leads to, and count it."""
        self.page.locator(".CriteriaGroup", has_text=line).locator(".EndClassGroup .selectViewVariableBtn").click()
        self.page.get_by_role("button", name="Columns of the answer").click()
        self.page.get_by_role("button", name="Count this column").last.click()
        self.page.get_by_role("menuitem", name="count", exact=True).click()


def ask(page: Any, look: Callable[[], None] = lambda: None) -> None:
    """Build the question by clicks, from nothing to its answer; *look* at the page between."""
    mouse = Mouse(page)
    look()
    mouse.take("StartClassGroup", "Actor")
    mouse.target("Participation")
    look()
    mouse.where()
    mouse.target("Role")
    mouse.pick("expert")
    mouse.more()
    mouse.pick("facilitator")
    mouse.also()
    mouse.target("Activity")
    mouse.where()
    mouse.target("Country", "took place in")
    mouse.pick("Tajikistan")
    mouse.also()
    mouse.target("Date", "in the years")
    mouse.year(0, "2019")
    mouse.year(1, "2019")
    look()
    page.locator(".timedatepicker-widget").get_by_text("Add", exact=True).click()
    mouse.count("in the activity")
    look()
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_selector("#answer[data-ready]")
    look()


@needs_bundle
def test_by_clicks_alone(address: str, wanted: list[list[str]], left_out: set[str]) -> None:
    with browsing() as (context, log):
        page = opened(context, f"{address}/questions")
        ask(page)
        names = {actor: (name, number) for actor, name, number in wanted}
        counted = [names[actor] for actor in names if actor not in left_out]
        assert [tuple(row[:2]) for row in shown(page)] == sorted(counted)
        assert all(0 <= int(row[2]) <= int(row[1]) for row in shown(page))
        page.check("#everyone")
        page.locator(f"#answer tbody tr:nth-child({len(wanted)})").wait_for()
        assert [tuple(row[:2]) for row in shown(page)] == sorted(names.values())
        assert len(counted) < len(wanted)
        asked_nobody_else(log, address)


@needs_axe
@needs_bundle
def test_each_step_is_accessible(address: str) -> None:
    with browsing() as (context, _):
        page = opened(context, f"{address}/questions")

        def look() -> None:
            assert faults(page) == []

        ask(page, look)


class Keys:
    """Choose by keys alone: Tab, Enter, arrows and what is typed."""

    HERE = "e => (e.getAttribute('aria-label') || e.textContent || e.value || '').trim()"

    def __init__(self, page: Any) -> None:
        self.page = page

    def to(self, name: str, within: str = "", most: int = 90) -> None:
        """Press Tab until the focus is on a part of this name."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate_handle("document.activeElement")
            inside = not within or here.evaluate("(e, within) => !!e.closest(within)", within)
            if inside and here.evaluate(self.HERE) == name:
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    def press(self, name: str, within: str = "") -> None:
        self.to(name, within)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(400)

    def pick(self, name: str) -> None:
        """Choose a value from a list by its first letters or by arrows."""
        self.to("Select a value...", ".list-widget")
        self.page.keyboard.press("Enter")
        for _ in range(40):
            if self.page.locator(".select2-results__option--highlighted", has_text=f"{name} (").count():
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(400)


@needs_bundle
def test_by_keys_alone(address: str, store: EmbeddedStore, left_out: set[str]) -> None:
    with browsing() as (context, log):
        page = opened(context, f"{address}/questions")
        keys = Keys(page)
        keys.press("Actor", ".StartClassGroup")
        keys.press("Participation", ".EndClassGroup")
        keys.press("Add a condition")
        keys.press("Role", ".EndClassGroup")
        keys.pick("expert")
        page.evaluate("document.activeElement.blur(); document.getElementById('content').focus()")
        keys.to("And")  # of the actor
        keys.press("And")  # of the role
        keys.press("Activity", ".EndClassGroup")
        keys.press("Add a condition")
        keys.press("Date", ".EndClassGroup")
        keys.press("in the years", ".ObjectPropertyGroup")
        for name in ("from", "to"):
            keys.to(name, ".timedatepicker-widget")
            page.keyboard.type("2019")
        keys.press("Add", ".timedatepicker-widget")
        keys.press("Ask")
        found = set(things(page))
        query = saved_query("who-took-part")
        values = {"role": "expert", "since": "2019", "until": "2019"}
        rows = store.query(query.text, bind_values(store, query, values)).rows
        assert found == {row["actor"] for row in rows} - left_out
        assert found
        asked_nobody_else(log, address)


@needs_bundle
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_ready_questions_have_answers(address: str, lang: str) -> None:
    with browsing() as (context, log):
        page = opened(context, f"{address}/questions?lang={lang}")
        for button in page.locator("[data-example]").all():
            button.click()
            assert shown(page)
            assert page.locator("#said").inner_text() == ""
        asked_nobody_else(log, address)


@needs_axe
@needs_bundle
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_accessible(address: str, lang: str, scheme: str, width: int) -> None:
    with browsing(width, 900, color_scheme=scheme) as (context, _):
        page = opened(context, f"{address}/questions?lang={lang}")
        page.locator("[data-example]").first.click()
        assert shown(page)
        page.locator("#made summary").click()
        assert faults(page) == []


@needs_axe
def test_the_plain_form_is_accessible(address: str) -> None:
    with browsing() as (context, _):
        page = context.new_page()
        page.goto(f"{address}/questions?role=expertise")
        assert faults(page) == []


@needs_bundle
def test_answers_are_drawn_as_network_and_timeline(address: str) -> None:
    with browsing() as (context, log):
        page = opened(context, f"{address}/questions")
        views = {"and when?": "Timeline", "how often?": "Network"}
        for words, view in views.items():
            page.locator("[data-example]", has_text=words).click()
            page.wait_for_selector("#answer[data-ready]")
            page.locator("#answer").get_by_role("button", name=view).click()
            page.wait_for_selector("#answer svg.timeline" if view == "Timeline" else "#answer .network canvas")
        asked_nobody_else(log, address)


@needs_axe
@needs_bundle
def test_accessible_with_a_list_open(address: str) -> None:
    with browsing() as (context, _):
        page = opened(context, f"{address}/questions")
        mouse = Mouse(page)
        mouse.take("StartClassGroup", "Activity")
        mouse.target("Theme")
        page.get_by_role("button", name="Choose from the tree").click()
        page.wait_for_selector(".jstree-anchor")
        assert faults(page) == []
        page.locator(".jstree-anchor").first.click()
        page.locator(".treeSubmit").click()
        mouse.also()
        mouse.target("Actor")
        page.locator(".awesomplete input").press_sequentially("guard", delay=20)
        page.wait_for_selector(".awesomplete li")
        assert faults(page) == []
        page.locator(".awesomplete li").first.click()
        mouse.also()
        mouse.target("Kind of activity")
        page.locator(".list-widget .select2-selection:visible").click()
        page.wait_for_selector(".select2-results__option")
        assert faults(page) == []
        page.keyboard.press("Escape")
        page.locator(".optionalArrow").first.click()
        page.get_by_text("not so").first.wait_for()
        assert faults(page) == []


@needs_bundle
def test_a_theme_comes_from_the_tree_with_its_narrower_ones(address: str, store: EmbeddedStore) -> None:
    with browsing() as (context, log):
        page = opened(context, f"{address}/questions")
        mouse = Mouse(page)
        mouse.take("StartClassGroup", "Activity")
        mouse.target("Theme")
        page.get_by_role("button", name="Choose from the tree").click()
        page.locator(".jstree-anchor", has_text="Migration").first.click()
        page.locator(".treeSubmit").click()
        page.get_by_role("button", name="Ask", exact=True).click()
        query = "SELECT DISTINCT ?id { ?x dct:identifier ?id ; dct:subject/skos:broader* theme:migration }"
        assert things(page) == sorted(row["id"] for row in store.query(query).rows)
        asked_nobody_else(log, address)


@needs_bundle
def test_an_actor_is_found_by_a_part_of_its_name(address: str, store: EmbeddedStore) -> None:
    with browsing() as (context, log):
        page = opened(context, f"{address}/questions")
        mouse = Mouse(page)
        mouse.take("StartClassGroup", "Activity")
        mouse.target("Actor")
        page.locator(".awesomplete input").press_sequentially("guard of latvia", delay=20)
        page.locator(".awesomplete li", has_text=re.compile("^State Border Guard of Latvia$")).click()
        page.get_by_role("button", name="Ask", exact=True).click()
        query = "SELECT DISTINCT ?id { ?x dct:identifier ?id ; prov:qualifiedAssociation/prov:agent actor:lva-sbg }"
        assert things(page) == sorted(row["id"] for row in store.query(query).rows)
        asked_nobody_else(log, address)


@needs_bundle
@pytest.mark.parametrize("zone", ["Asia/Dushanbe", "America/New_York", "UTC"])
def test_a_day_is_the_day_that_was_picked(address: str, zone: str) -> None:
    with browsing(timezone_id=zone) as (context, _):
        page = opened(context, f"{address}/questions")
        mouse = Mouse(page)
        mouse.take("StartClassGroup", "Activity")
        mouse.target("Date", "in the days")
        for field, day in enumerate(("05-02-2019", "28-02-2019")):
            page.locator(".timedatepicker-widget input:visible").nth(field).press_sequentially(day)
        page.locator(".timedatepicker-widget").get_by_text("Add", exact=True).click()
        page.get_by_role("button", name="Ask", exact=True).click()
        assert "dushanbe-ethics-2019-02" in things(page)
        assert set(periods(page.locator("#sparql").text_content())) == {
            '<= "2019-02-28"^^xsd:date',
            '>= "2019-02-05"^^xsd:date',
        }
        assert "2019-02-05" in page.url


@needs_bundle
def test_a_link_keeps_the_question_in_another_part_of_the_world(address: str) -> None:
    with browsing(timezone_id="Asia/Dushanbe") as (context, _):
        page = opened(context, f"{address}/questions")
        page.locator("[data-example]").first.click()
        rows, made = shown(page), page.locator("#sparql").text_content()
        link = page.locator("#permalink").evaluate("e => e.href")
        assert page.url == link
    with browsing(timezone_id="America/New_York") as (context, _):
        again = opened(context, link)
        assert shown(again) == rows
        assert periods(again.locator("#sparql").text_content()) == periods(made)
        assert len(periods(made)) >= 2


def periods(sparql: str) -> list[str]:
    return sorted(re.findall(r'[<>]= "[^"]+"\^\^xsd:date', sparql))


@needs_bundle
def test_the_sparql_it_made_can_be_taken_away(address: str, store: EmbeddedStore) -> None:
    with browsing() as (context, _):
        page = opened(context, f"{address}/questions")
        page.locator("[data-example]").first.click()
        rows = things(page)
        page.locator("#made summary").click()
        made = page.locator("#sparql").inner_text()
        editor = page.locator("#editor").get_attribute("href")
        assert parse_qs(urlsplit(editor).query)["query"] == [made]
        assert sorted([row["Actor_1"].rsplit("/", 1)[1] for row in store.query(made).rows]) == rows
        csv = page.request.get(address + page.locator("[data-format=csv]").get_attribute("href"))
        assert csv.ok
        assert len(csv.text().splitlines()) == len(rows) + 1


@needs_bundle
def test_the_form_speaks_russian_and_keeps_the_question(address: str) -> None:
    with browsing() as (context, _):
        page = opened(context, f"{address}/questions")
        page.locator("[data-example]").first.click()
        rows = things(page)
        page.get_by_role("link", name="RU").click()
        page.wait_for_url("**lang=ru#q=*")
        assert things(page) == rows
        assert page.locator(".StartClassGroup .current").first.inner_text().strip() == "Участник"
        assert page.get_by_role("button", name="Спросить").is_visible()
        said = page.locator("spar-natural").inner_text()
        assert not {"Where", "And", "Ask", "from"} & set(said.split())


@needs_bundle
def test_a_link_with_a_question_nobody_knows_says_so(address: str) -> None:
    with browsing() as (context, _):
        page = opened(context, f"{address}/questions", "#q=%7B%22branches%22%3A%5B%5D%7D")
        page.wait_for_function("document.getElementById('said').textContent.includes('does not know')")
        page.goto(f"{address}/questions#q=nonsense")
        assert page.locator(".StartClassGroup li").first.is_visible()


def test_without_scripts(address: str, wanted: list[list[str]]) -> None:
    with browsing(java_script_enabled=False) as (context, log):
        page = context.new_page()
        page.goto(f"{address}/questions")
        page.select_option("#role", "expertise")
        page.select_option("#country", label="Tajikistan")
        page.select_option("#year", "2019")
        page.get_by_role("button", name="Ask").click()
        rows = page.locator("#plain table tbody tr").all()
        found = sorted([cell.inner_text() for cell in row.locator("td").all()] for row in rows)
        assert found == sorted(row[1:] for row in wanted)
        page.locator("#plain table a").first.click()
        assert page.locator("h1").inner_text() == found[0][0]
        asked_nobody_else(log, address)


@needs_bundle
def test_a_phone_is_wide_enough(address: str) -> None:
    with browsing(390, 844) as (context, _):
        page = opened(context, f"{address}/questions")
        page.locator("[data-example]").first.click()
        assert shown(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.get_by_role("button", name="Ask", exact=True).bounding_box()["x"] < 390
