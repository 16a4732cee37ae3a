"""An evaluator narrows the map, reads why a line is there, and takes it away: by mouse, and by keyboard alone."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from comity.api import Graph
from tests.viz import browser

pytestmark = pytest.mark.browser

ASKED: dict[str, Any] = {"since": "2017", "until": "2017", "place": "TKM"}
READ = (
    "Standards of assistance to vulnerable migrants",
    "12–15 December 2017 (year inferred)",
    "Ashgabat, Turkmenistan",
    "date as written: “12-15 December”",
    "State Border Guard of Latvia: expert",
    "stated: “State Border Guards of Latvia”",
    "International Center on Migration Policy Development (ICMPD)",
    "Readings disagree on duration.",
    "four days: 12-15 December",
    'three days: "three-day workshop"',
    "bomca-eu.org/en/news?start=80, paragraph 2",
)


def narrow_by_mouse(page: Any) -> None:
    page.check("#f-place-TKM")
    box = page.locator(".brushing").bounding_box()
    quarters = 19 * 4

    def at(quarter: float) -> float:
        return float(box["x"] + box["width"] * quarter / quarters)

    first = 10 * 4
    page.mouse.move(at(first + 0.5), box["y"] + 40)
    page.mouse.down()
    page.mouse.move(at(first + 2), box["y"] + 40)
    page.mouse.move(at(first + 3.5), box["y"] + 40)
    page.mouse.up()


def narrow_by_keyboard(page: Any) -> None:
    browser.tab_to(page, "#f-place-TKM")
    page.keyboard.press("Space")
    browser.tab_to(page, "#time-low")
    for _ in range(10):
        page.keyboard.press("PageUp")
    browser.tab_to(page, "#time-high")
    for _ in range(8):
        page.keyboard.press("PageDown")


def check_evidence(page: Any) -> None:
    text = page.inner_text("#detail")
    for part in READ:
        assert part in text
    assert page.locator("#detail .readings > div").count() == 2
    sources = page.locator("#detail .source a").evaluate_all("links => links.map(link => link.href)")
    assert "https://www.bomca-eu.org/en/news?start=80" in sources
    assert page.inner_text("#subtitle") == (
        "7 actors · 5 activities · 2017 · joint activities · stated and inferred · took place in: Turkmenistan"
    )


def test_by_mouse(saved: Path) -> None:
    with browser.page(saved) as (page, log):
        narrow_by_mouse(page)
        assert page.evaluate("comity.state()") == "since=2017-01-01&until=2017-12-31&place=TKM"
        spot = page.evaluate("comity.spot('lva-sbg~icmpd')")
        page.mouse.click(spot["x"], spot["y"])
        check_evidence(page)
        address = page.evaluate("location.hash")
        page.reload()
        page.wait_for_selector("html[data-ready=yes]")
        check_evidence(page)
        assert page.evaluate("location.hash") == address
        assert log.errors == []
        assert {request.split("#")[0] for request in log.requests} == {saved.as_uri()}


def test_by_keyboard_alone(saved: Path) -> None:
    with browser.page(saved) as (page, log):
        narrow_by_keyboard(page)
        assert page.evaluate("comity.state()") == "since=2017-01-01&until=2017-12-31&place=TKM"
        browser.tab_to(page, "#network")
        for _ in range(9):
            page.keyboard.press("ArrowRight")
            if page.inner_text("#said").startswith("International Centre for Migration Policy"):
                break
        page.keyboard.press("ArrowDown")
        assert "State Border Guard of Latvia" in page.inner_text("#said")
        page.keyboard.press("Enter")
        check_evidence(page)
        page.keyboard.press("Escape")
        assert page.inner_text("#detail h2") == "What the picture shows"
        # The same by the table, which is the picture in words.
        browser.tab_to(page, "#tab-network")
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        browser.tab_to(page, "#table tbody button[aria-label*='State Border Guard of Latvia']")
        page.keyboard.press("Enter")
        check_evidence(page)
        assert log.errors == []


def test_back_forward_undo_and_redo(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        state = "comity.state()"
        page.check("#f-tie-expertise")
        page.check("#f-stated-only")
        page.click("#tab-table")
        assert page.evaluate(state) == "tie=expertise&view=table&stated-only=1"
        page.go_back()
        page.wait_for_function("comity.state() === 'tie=expertise&stated-only=1'")
        page.go_back()
        page.wait_for_function("comity.state() === 'tie=expertise'")
        page.go_forward()
        page.wait_for_function("comity.state() === 'tie=expertise&stated-only=1'")
        assert page.is_checked("#f-stated-only")
        page.check("#f-tie-peer")
        page.click("#undo")
        assert page.evaluate(state) == "tie=expertise&stated-only=1"
        page.click("#redo")
        assert page.evaluate(state) == "tie=peer&stated-only=1"
        page.keyboard.press("Control+z")
        assert page.evaluate(state) == "tie=expertise&stated-only=1"


FORMS = ("png", "svg", "csv", "xlsx", "gexf", "graphml", "json")


@pytest.fixture(scope="module")
def exported(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    found = {}
    with browser.page(saved, fragment="#since=2017&until=2017&place=TKM") as (page, log):
        page.click("#export")
        for form in FORMS:
            with page.expect_download() as waiting:
                page.click(f"#export-{form}")
            assert waiting.value.suggested_filename == f"comity-joint-actors-2017-2017.{form}"
            found[form] = folder / f"map.{form}"
            waiting.value.save_as(found[form])
        assert log.errors == []
    return found


@pytest.fixture(scope="module")
def shown(graph: Graph) -> list[tuple[str, str, int, int]]:
    """What the picture shows: of so small a network every tie."""
    rows = graph.network(**ASKED).rows
    assert 0 < sum(row["stated"] > 0 for row in rows) < len(rows)
    return [(row["source"], row["target"], row["weight"], row["stated"]) for row in rows]


def test_csv_holds_what_is_shown(exported: dict[str, Path], shown: list[tuple[str, str, int, int]]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported["csv"].read_text(encoding="utf-8-sig"))))
    assert [(r["source"], r["target"], int(r["weight"]), int(r["stated"])) for r in rows] == shown
    assert all(int(r["stated"]) + int(r["inferred"]) == int(r["activities"]) for r in rows)
    icmpd = next(row for row in rows if row["source"] == "icmpd")
    assert icmpd["activity_ids"] == "ashgabat-vulnerable-migrants-2017-12"
    assert (icmpd["first"], icmpd["last"]) == ("2017-12-12", "2017-12-15")


def test_xlsx_holds_what_is_shown(exported: dict[str, Path], shown: list[tuple[str, str, int, int]]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is absent (the extra test installs it)")
    book = openpyxl.load_workbook(exported["xlsx"])
    assert book.sheetnames == ["Ties", "Actors", "Activities", "About"]
    head, *rows = book["Ties"].iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(r["source"], r["target"], r["weight"], r["stated"]) for r in found] == shown
    assert book["Actors"].max_row == 8
    head, *rows = book["Activities"].iter_rows(values_only=True)
    ties = {row[0]: row[head.index("ties")] for row in rows}
    assert len(ties) == len(rows) == 5, "as the subtitle says"
    behind = {name for row in found for name in row["activity_ids"].split("; ")}
    assert {name for name, which in ties.items() if which == "drawn"} == behind
    assert {which for name, which in ties.items() if name not in behind} == {"none"}
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert "2017; took place in: Turkmenistan" in about["filters"]
    assert about["graph"].startswith("bomca ")


@pytest.mark.parametrize(("form", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_what_is_shown(
    exported: dict[str, Path], shown: list[tuple[str, str, int, int]], form: str, reader: Any
) -> None:
    graph = reader(exported[form])
    assert not graph.is_directed()
    edges = {frozenset((a, b)): (data["weight"], data["stated"]) for a, b, data in graph.edges(data=True)}
    assert edges == {frozenset((a, b)): (weight, stated) for a, b, weight, stated in shown}
    assert graph.number_of_nodes() == 7
    assert graph.nodes["lva-sbg"]["label"] == "State Border Guard of Latvia"
    assert graph.nodes["lva-sbg"]["country"] == "LVA"


def test_json_holds_what_is_shown_and_how(exported: dict[str, Path], shown: list[tuple[str, str, int, int]]) -> None:
    found = json.loads(exported["json"].read_text(encoding="utf-8"))
    assert [(r["source"], r["target"], r["weight"], r["stated"]) for r in found["ties"]] == shown
    assert found["filters"] == {"since": "2017-01-01", "until": "2017-12-31", "place": ["TKM"]}
    assert found["undated"] == 0
    assert found["ties_of_selection"] == 13
    assert "place=TKM" in found["citation"]
    assert found["graph"] in found["citation"]


def test_the_pictures_carry_legend_and_citation(exported: dict[str, Path], shown: list[Any]) -> None:
    tree = ElementTree.parse(exported["svg"]).getroot()
    text = " ".join("".join(one.itertext()) for one in tree.iter("{http://www.w3.org/2000/svg}text"))
    for part in ("Who worked with whom in BOMCA", "ICMPD", "inferred alone", "Graph bomca", "#since=2017"):
        assert part in text
    lines = [one.get("data-part") for one in tree.iter("{http://www.w3.org/2000/svg}line")]
    assert lines.count("band") == len(shown)
    assert lines.count("core") == sum(stated > 0 for *_, stated in shown)
    assert exported["png"].read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(exported["png"].read_bytes()[16:20], "big") == 3500


def test_the_page_begins_as_it_was_made_and_goes_on_from_there(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    graph.network(tie="expertise", since="2017", until="2017").map().save(path)
    with browser.page(path) as (page, _):
        assert page.is_checked("#f-tie-expertise")
        assert " · 2017 · expertise given · " in page.inner_text("#subtitle")
        assert page.evaluate("comity.state()") == ""
        page.click("#clear-filters")
        assert page.evaluate("comity.state()") == "since=&until="
        page.reload()
        page.wait_for_selector("html[data-ready=yes]")
        assert " · 2007–2025 · expertise given · " in page.inner_text("#subtitle")


def test_the_query_of_an_address_is_read_as_the_commands_name_it(saved: Path) -> None:
    with browser.page(saved, fragment="?tie=expertise&stated_only=true&since=2017&country=LVA&country=TKM") as (
        page,
        _,
    ):
        assert page.evaluate("comity.state()") == "tie=expertise&since=2017-01-01&stated-only=1&country=LVA,TKM"
