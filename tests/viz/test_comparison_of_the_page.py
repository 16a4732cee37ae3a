"""Comparing two periods on the page: what is told, what is not told of too few activities, and what is exported."""

import csv
import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from comity.api import Graph
from comity.data import open_package
from comity.graph.analysis.comparison import COLUMNS, FEWEST
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from tests.packages import SMALL, write_package
from tests.viz import browser

pytestmark = pytest.mark.browser


def test_of_too_few_activities_the_numbers_alone_are_told(saved: Path, graph: Graph) -> None:
    [found] = [one for one in graph.network().compare("phases", splits=99) if one.before == "phase 8"]
    assert found.recorded[0] < FEWEST
    most = max(found.ties, key=lambda tie: (max(tie.counts), tie.source))
    for view in ("network", "table"):
        with browser.page(saved, fragment=f"#compare=phase:8,phase:9&view={view}") as (page, log):
            page.click("#tab-network")
            page.click(f"#tab-{view}")
            assert "phase 8 has 3 recorded activities: too few to compare" in page.inner_text("#detail")
            assert f"Activities together, the most first ({len(found.ties)})" in page.inner_text("#detail")
            body = page.inner_text("body").lower()
            for word in ("gained", "lost", "kept", "more often", "less often", "in 100 recorded"):
                assert word not in body, word
            first = page.locator("#detail li").first.inner_text()
            assert f"phase 8 – {most.counts[0]} activit" in first
            assert f"phase 9 – {most.counts[1]} activities: {most.stated[1]} stated" in first
            assert page.locator("#pair svg text", has_text="+").count() == 0
            assert log.errors == []


def test_what_is_not_sure_is_said_and_opens_to_its_activities(saved: Path, graph: Graph) -> None:
    network = graph.network(between="countries", country=["KAZ", "KGZ", "TJK", "TKM", "UZB"], within=True)
    [found] = [one for one in network.compare("phases", splits=99) if one.before == "phase 9"]
    assert not any(tie.verdict for tie in found.ties)
    fragment = "#between=countries&country=KAZ,KGZ,TJK,TKM,UZB&within=1"
    with browser.page(saved, fragment=fragment) as (page, _):
        page.click("#time-compare")
        page.click("#dialog .actions button:has-text('phase 9 (96) → phase 10 (74)')")
        assert f"Of {len(found.ties)} pairs none changed more than chance would bring" in page.inner_text("#detail")
        assert "phase 9: 96 recorded activities → phase 10: 74 recorded activities" in page.inner_text("#subtitle")
        [tie] = [tie for tie in found.ties if (tie.source, tie.target) == ("KAZ", "UZB")]
        item = page.locator("#detail li", has=page.get_by_text("Kazakhstan – Uzbekistan", exact=True))
        said = item.inner_text()
        for label, number, stated in zip(("phase 9", "phase 10"), tie.counts, tie.stated, strict=True):
            assert f"{label} – {number} activities: {stated} stated, {number - stated} inferred" in said
        change = [f"{value * 100:+.0f}".replace("-", "−") for value in (tie.change, tie.low, tie.high)]
        assert f"{change[0]} in 100 recorded activities, between {change[1]} and {change[2]}" in said
        item.locator("button").click()
        assert page.locator("#detail article").count() == sum(tie.counts)
        page.click("#detail button:has-text('←')")
        assert f"Of {len(found.ties)} pairs" in page.inner_text("#detail")


def test_the_dialog_tells_how_many_activities_each_period_has(saved: Path, graph: Graph) -> None:
    def recorded(**period: str) -> int:
        return len(graph.network(**period).selection.activities)  # type: ignore[arg-type]

    with browser.page(saved, fragment="#since=2019") as (page, _):
        page.click("#time-compare")
        for number, year in enumerate(("2015", "2017", "2018", "2020")):
            page.select_option(f"#compare-{number}", year)
        assert f"{recorded(since='2015', until='2017')} recorded" in page.inner_text("#compare-recorded-0")
        assert f"{recorded(since='2018', until='2020')} recorded" in page.inner_text("#compare-recorded-1")
        buttons = page.locator("#dialog .actions button").all_inner_texts()
        assert "phase 8 (3) → phase 9 (96)" in buttons
        page.select_option("#compare-1", "2014")
        assert page.is_disabled("#compare-go"), "a period that ends before it begins is not compared"
        page.select_option("#compare-1", "2017")
        page.click("#compare-go")
        assert page.evaluate("comity.state()") == "compare=2015..2017,2018..2020", "against the whole time"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, Path]:
    """A graph in which A met B in the first years and C in the later ones, beyond doubt; and its map."""
    tables: dict[str, list[dict[str, str]]] = deepcopy(SMALL)
    one, parts = tables["activities"][0], []
    tables["activities"] = []
    for number in range(48):
        early = number < 24
        name, other = f"meeting-{number:02}", "b" if early else "c"
        day = f"{2010 + number // 4}-0{1 + number % 4}-05"
        tables["activities"].append({**one, "id": name, "title": name, "earliest": day, "latest": day})
        ground = "stated" if number % 3 else "inferred"
        part = {"activity": name, "role": "participant", "ground": ground, "words": "x"}
        parts += [{**part, "actor": "a"}, {**part, "actor": other if number % 12 else "b"}]
    tables["participations"] = parts
    folder = tmp_path_factory.mktemp("changed")
    build_graph([open_package(write_package(folder / "package", tables))], folder / "store")
    graph, path = Graph(open_snapshot(folder / "store")), folder / "map.html"
    graph.network().map().save(path)
    return graph, path


PERIODS = "2010..2015,2016..2021"


def test_what_changed_surely_is_named_and_signed(changed: tuple[Graph, Path]) -> None:
    graph, path = changed
    [found] = graph.network().compare(PERIODS, splits=99)
    assert {(tie.source, tie.target): tie.verdict for tie in found.ties} == {("a", "b"): "fewer", ("a", "c"): "more"}
    with browser.page(path, fragment=f"#compare={PERIODS}") as (page, log):
        said = "Of 2 pairs, 1 surely came together more often and 1 less often"
        assert said in page.inner_text("#detail")
        assert said in page.inner_text("#caption")
        assert "More often (1)" in page.inner_text("#detail")
        assert "Less often (1)" in page.inner_text("#detail")
        before, after = page.locator("#pair svg").all()
        assert before.get_attribute("aria-label").startswith("2010–2015: 24 recorded activities. ")
        # In the first half C was not there yet; in the second both ties are, each with its sign.
        assert [text for text in before.locator("text").all_text_contents() if text in "+−"] == ["−"]
        assert sorted(text for text in after.locator("text").all_text_contents() if text in "+−") == ["+", "−"]
        page.click("#tab-table")
        rows = page.locator("#table tbody tr").all_inner_texts()
        assert {("surely more often" in row, "surely less often" in row) for row in rows} == {
            (True, False),
            (False, True),
        }
        assert log.errors == []


@pytest.mark.parametrize("fragment", ["lines=strong", "lines=stated"])
def test_exports_hold_every_pair_as_the_command_tells_it(
    changed: tuple[Graph, Path], tmp_path: Path, fragment: str
) -> None:
    graph, path = changed
    [found] = graph.network().compare(PERIODS, splits=99)
    texts = {}
    with browser.page(path, fragment=f"#{fragment}&compare={PERIODS}") as (page, log):
        page.click("#export")
        for form in ("csv", "graphml", "json", "svg", "xlsx"):
            with page.expect_download() as waiting:
                page.click(f"#export-{form}")
            waiting.value.save_as(tmp_path / form)
            texts[form] = (tmp_path / form).read_bytes()
        assert log.errors == []
    rows = list(csv.DictReader(io.StringIO(texts["csv"].decode("utf-8-sig"))))
    columns = ["before", "after", *COLUMNS]
    assert list(rows[0])[: len(columns)] == columns, "the columns of the command"
    ties = {(tie.source, tie.target): tie for tie in found.ties}
    assert {(row["source"], row["target"]) for row in rows} == set(ties)
    for row in rows:
        tie = ties[row["source"], row["target"]]
        assert (row["status"], row["verdict"]) == (tie.status, tie.verdict)
        assert (int(row["activities_before"]), int(row["activities_after"])) == tie.counts
        assert (int(row["stated_before"]), int(row["stated_after"])) == tie.stated
        for name, value in (("change", tie.change), ("change_low", tie.low), ("p_adjusted", tie.adjusted)):
            assert float(row[name]) == pytest.approx(value, rel=1e-5)
    drawn = nx.read_graphml(tmp_path / "graphml")
    assert {frozenset(pair[:2]): pair[2]["verdict"] for pair in drawn.edges(data=True)} == {
        frozenset(pair): tie.verdict for pair, tie in ties.items()
    }
    assert b'"recorded": 24' in texts["json"]
    assert "2016–2021: 24 recorded activities" in texts["svg"].decode()


def test_other_views_show_both_periods_together(saved: Path, graph: Graph) -> None:
    shown: Any = graph.network(between="countries", since="2018", until="2020")
    wanted = next(row["activities"] for row in shown.rows if (row["source"], row["target"]) == ("KAZ", "UZB"))
    with browser.page(saved, fragment="#view=matrix&compare=2018..2019,2020") as (page, _):
        cell = page.locator(".matrix .cell[aria-label^='Kazakhstan, Uzbekistan']")
        assert int(cell.inner_text().split()[0]) == wanted
        cell.click()
        assert page.locator("#detail article").count() == wanted
