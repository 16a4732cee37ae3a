"""One account of certainty: what is stated is the dark part of every mark, comes first in every list, and is told."""

import math
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from comity.api import Graph
from comity.graph.ties.ties import TIES
from tests.viz import browser

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
# As wide as the widest line of the network, and of a cell of the matrix.
LINE, CELL = 7.0, 11.0


def widths(parts: list[Any]) -> dict[str, float]:
    """Give the width of the band and of the core of one tie."""
    return {one.get("data-part"): float(one.get("stroke-width")) for one in parts}


@pytest.fixture(scope="module")
def countries(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The drawing of the network between countries, as it is exported."""
    path = tmp_path_factory.mktemp("drawing") / "map.svg"
    with browser.page(saved, fragment="#between=countries") as (page, _):
        page.click("#export")
        with page.expect_download() as waiting:
            page.click("#export-svg")
        waiting.value.save_as(path)
    return ElementTree.parse(path).getroot()


def test_a_tie_looks_alike_in_picture_and_matrix(saved: Path, graph: Graph, countries: Any) -> None:
    rows = {(row["source"], row["target"]): row for row in graph.network(between="countries").rows}
    tie, most = rows["KAZ", "UZB"], max(row["activities"] for row in rows.values())
    assert (tie["activities"], tie["stated"]) == (43, 2)
    lines = [one for one in countries.iter(f"{SVG}line") if one.get("data-part")]
    band, core = (
        [float(one.get("stroke-width")) for one in lines if one.get("data-part") == part] for part in ("band", "core")
    )
    wide = {part: LINE * math.sqrt(tie[name] / most) for part, name in (("band", "activities"), ("core", "stated"))}
    assert any(found == pytest.approx(wide["band"], abs=0.01) for found in band)
    assert any(found == pytest.approx(wide["core"], abs=0.01) for found in core)
    with browser.page(saved, fragment="#view=matrix") as (page, _):
        cell = page.locator(".matrix .cell[aria-label^='Kazakhstan, Uzbekistan']")
        assert cell.get_attribute("aria-label") == "Kazakhstan, Uzbekistan: 43 activities: 2 stated, 41 inferred"
        found = cell.locator("line").evaluate_all("lines => lines.map(line => line.getAttribute('stroke-width'))")
        assert [float(one) for one in found] == [
            pytest.approx(CELL * math.sqrt(tie[name] / most), abs=0.01) for name in ("activities", "stated")
        ]


def test_what_is_inferred_alone_is_dashed_and_has_no_dark_part(graph: Graph, countries: Any) -> None:
    rows = graph.network(between="countries").rows
    lines = [one for one in countries.iter(f"{SVG}line") if one.get("data-part")]
    dashed = [one for one in lines if one.get("stroke-dasharray")]
    assert {one.get("data-part") for one in dashed} == {"band"}
    assert len(dashed) == sum(row["stated"] == 0 for row in rows)
    assert sum(one.get("data-part") == "core" for one in lines) == sum(row["stated"] > 0 for row in rows)


def headings(page: Any) -> list[str]:
    found: list[str] = page.locator("#detail .grounds").all_inner_texts()
    return found


# What is opened, and what its two headings say.
OPENED = [
    ("#view=matrix&pick=KAZ*UZB", ["Stated on both sides (2)", "Inferred on one side at least (41)"]),
    ("#between=countries&pick=KAZ~UZB", ["Stated on both sides (2)", "Inferred on one side at least (41)"]),
    ("#pick=tkm-bs~tkm-mig", ["Stated on both sides (5)", "Inferred on one side at least (9)"]),
    ("#pick=tkm-bs", ["Stated (8)", "Inferred (28)"]),
    ("#view=places&pick=!dushanbe", ["Someone who took part is stated (16)", "All who took part are inferred (5)"]),
    ("#view=places&pick=UZB>TJK", None),
]


@pytest.mark.parametrize(("fragment", "wanted"), OPENED)
def test_evidence_begins_with_what_is_stated(saved: Path, fragment: str, wanted: list[str] | None) -> None:
    with browser.page(saved, fragment=fragment) as (page, _):
        found = headings(page)
        assert wanted is None or found == wanted
        numbers = [int(re.findall(r"\d+", text)[0]) for text in found]
        assert page.locator("#detail article").count() == sum(numbers)
        assert "tated" in found[0]
        assert all("nferred" in text for text in found[1:])


def test_the_dated_come_before_the_undated_in_order_of_time(saved: Path, graph: Graph) -> None:
    selection, sure = (graph.network(stated_only=only).selection for only in (False, True))
    stated = {sure.activities[number] for number in sure.activities_of(sure.find("tkm-bs"))}
    found = selection.activities_of(selection.find("tkm-bs"))
    undated = np.isnat(selection.first)
    assert {bool(undated[number]) for number in found} == {True, False}
    order = sorted(found, key=lambda n: (selection.activities[n] not in stated, undated[n], str(selection.first[n]), n))
    with browser.page(saved, fragment="#pick=tkm-bs") as (page, _):
        titles = page.locator("#detail article > h5").all_inner_texts()
        assert titles == [selection.titles[number] for number in order]


def test_numbers_are_told_with_their_parts(saved: Path, graph: Graph) -> None:
    sure = dict(graph.network(stated_only=True).nodes)["tkm-bs"]["activities"]
    whole = dict(graph.network().nodes)["tkm-bs"]["activities"]
    said = f"took part in {whole} activities: {sure} stated, {whole - sure} inferred"
    with browser.page(saved, fragment="#pick=tkm-bs") as (page, _):
        assert said in page.inner_text("#detail")
        spot = page.evaluate("comity.spot('tkm-bs')")
        page.mouse.move(spot["x"], spot["y"])
        page.wait_for_selector("#tooltip:not([hidden])")
        assert said in page.inner_text("#tooltip")
        partner = page.locator("#detail li").first
        assert "14 activities: 5 stated, 9 inferred" in partner.inner_text()
        bar = partner.locator("svg.two-parts rect").evaluate_all("bars => bars.map(bar => bar.getAttribute('width'))")
        assert float(bar[1]) / float(bar[0]) == pytest.approx(5 / 14, abs=0.01)


def test_bars_of_the_table_and_of_time_have_two_parts(saved: Path) -> None:
    with browser.page(saved, fragment="#view=table") as (page, _):
        first = page.locator("#table tbody tr").first
        numbers = [int(text) for text in first.locator("td.numeric").all_inner_texts()[:3]]
        assert numbers[0] == numbers[1] + numbers[2]
        bar = first.locator("svg.two-parts rect").evaluate_all("bars => bars.map(bar => bar.getAttribute('width'))")
        assert float(bar[1]) / float(bar[0]) == pytest.approx(numbers[1] / numbers[0], abs=0.02)
        whole = page.locator(".bars rect[class^=stated], .bars rect[class^=inferred]")
        heights = "bars => bars.map(bar => [bar.className.baseVal.split(' ')[0], bar.getAttribute('height')])"
        before = whole.evaluate_all(heights)
        # A period greys the bars outside it; what of them is stated stays as it is.
        page.evaluate("location.hash = '#view=table&since=2019&until=2019'")
        page.wait_for_selector(".bars rect.out")
        assert whole.evaluate_all(heights) == before


def test_the_legend_tells_it_in_every_view(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        for view, part in (
            ("network", "all activities pale, those stated dark within"),
            ("places", "all activities pale, those stated dark within"),
            ("timeline", "dark: someone who took part is stated; pale: all who took part are inferred"),
            ("matrix", "dashed, nothing dark: inferred alone"),
            ("table", "dark: stated; pale: inferred"),
        ):
            page.click(f"#tab-{view}")
            assert part in page.inner_text("#legend")


SAYS = {
    "joint": "took part together in",
    "expertise": "gave expertise most often",
    "peer": "learned side by side",
    "convening": "convened most often",
    "equipment": "gave equipment most often",
    "funding": "paid for others most often",
}
SIZES = {
    "activities": "took part most often",
    "ties": "is tied to most",
    "strength": "has the heaviest ties",
    "betweenness": "lies most on the shortest ways",
}
VIEWS = {
    "network": "Ties best attested",
    "places": "Most activities were held in",
    "timeline": "Most activities of a known year",
    "matrix": "Most bound:",
    "table": "The table holds what the network shows",
}


def test_the_text_beside_says_what_the_view_shows(saved: Path) -> None:
    assert set(SAYS) == set(TIES)
    with browser.page(saved, fragment="#all-actors=1") as (page, log):
        detail = "document.getElementById('detail').innerText"
        change = "text => { location.hash = text }"
        for tie, said in SAYS.items():
            for size, told in SIZES.items():
                page.evaluate(change, f"#all-actors=1&tie={tie}&size={size}")
                page.wait_for_function(f"comity.state().includes('tie={tie}') || '{tie}' === 'joint'")
                page.wait_for_function(f"comity.state().includes('size={size}') || '{size}' === 'activities'")
                text = page.evaluate(detail)
                assert said in text, (tie, size)
                assert told in text, (tie, size)
                assert ("expertise" in text) == (tie == "expertise"), (tie, size)
        for view, said in VIEWS.items():
            page.evaluate(change, f"#view={view}&country=TKM")
            page.wait_for_selector(f"#tab-{view}[aria-selected=true]")
            text = page.evaluate(detail)
            assert said in text, view
            assert "Under these filters: actors of: Turkmenistan; on one side at least." in text, view
        assert log.errors == []


@pytest.mark.parametrize("between", ["actors", "agencies"])
def test_brokers_are_told_with_interval_and_share_stated(saved: Path, graph: Graph, between: str) -> None:
    rows = graph.network(between=between).rank("betweenness", draws=200).rows
    with browser.page(saved, fragment=f"#size=betweenness&between={between}&tie=expertise&since=2020") as (page, _):
        text = page.inner_text("#detail")
        assert f"Brokers of the whole network of joint activities between {between}" in text
        for row in rows[:8]:
            share = round(100 * row.stated_share)
            place = f"place {row.rank}, between {row.rank_low} and {row.rank_high}; {share} % of the activities"
            item = page.locator("#detail li", has=page.get_by_text(row.name, exact=True)).first
            assert place in item.inner_text()
