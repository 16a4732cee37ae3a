"""Script probes in every field of every table: each reaches the page as text, none runs."""

import csv
import io
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from comity.api import Graph
from comity.data import open_package
from comity.data.schema import TABLES
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from tests.packages import SMALL, write_package
from tests.probes import FREE, PROBES, hostile_package
from tests.viz import browser
from tests.viz.parts import Parts


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """A page in which every free field of every row holds every probe; and how many probes there are."""
    folder = tmp_path_factory.mktemp("hostile")
    package, probe = hostile_package(folder / "package")
    build_graph([open_package(package)], folder / "store")
    title = " ".join(probe() for _ in PROBES)
    return Graph(open_snapshot(folder / "store")).network(all_actors=True).map(title).html, probe.count


def test_the_fields_named_here_are_fields() -> None:
    columns = {table.name: {column.name for column in table.columns} for table in TABLES}
    assert set(FREE) == set(columns)
    for table, fields in FREE.items():
        assert set(fields) <= columns[table]


def test_probes_reach_the_page_as_text(hostile: tuple[str, int], drawn: Any) -> None:
    html, count = hostile
    page = Parts(html)
    assert count >= 112
    assert page.tags == Parts(drawn.html).tags
    assert page.addresses == []
    assert "<script>" in json.dumps(page.data("facts"))


LOOKED_AT = (
    "",
    "#view=places",
    "#view=timeline",
    "#view=matrix",
    "#view=table&lang=ru",
    "#pick=a",
    "#pick=a~b",
    "#pick=@one",
)


@pytest.mark.browser
def test_no_probe_runs_and_nothing_is_asked_for(hostile: tuple[str, int], tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile[0], encoding="utf-8")
    # A probe that ran would call this; the policy of the page keeps it out as well, and says so on the console.
    start = "window.hits = []; window.hit = number => window.hits.push(number);"
    with browser.page(path, before=start) as (page, log):
        for fragment in LOOKED_AT:
            page.evaluate("text => { location.hash = text }", fragment or "#view=network")
            page.wait_for_timeout(60)
        page.hover("#network")
        page.fill("#search", "script")
        page.click("#export")
        for form in ("svg", "png", "csv", "xlsx", "gexf", "graphml", "json"):
            with page.expect_download() as waiting:
                page.click(f"#export-{form}")
            waiting.value.path()
        page.keyboard.press("Escape")
        page.click("#cite")
        page.keyboard.press("Escape")
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("window.hits") == []
        assert log.errors == []
        # The picture that becomes a PNG is an address within the page, asked of no one.
        assert {request.split("#")[0] for request in log.requests if not request.startswith(("data:", "blob:"))} == {
            path.as_uri()
        }


@pytest.mark.browser
def test_a_hash_is_text_too(saved: Path) -> None:
    fragment = "#pick=<img src=x onerror=hit(1)>&since=2015&tie=<script>&compare=<b>&path=a~<i>&country=<u>"
    with browser.page(saved, fragment=fragment, before="window.hits=[]; window.hit=n=>window.hits.push(n);") as (
        page,
        log,
    ):
        assert page.evaluate("window.hits") == []
        assert log.errors == []
        assert page.locator("#detail img").count() == 0
        assert page.inner_text("#detail h2") == "Not found"


@pytest.mark.browser
def test_a_probe_that_runs_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "open.html"
    path.write_text("<html data-ready=yes><body><img src=x onerror=hit(1)>", encoding="utf-8")
    with browser.page(path, before="window.hits=[]; window.hit=n=>window.hits.push(n);") as (page, _):
        page.wait_for_function("window.hits.length > 0")


@pytest.mark.browser
def test_cells_that_begin_like_a_formula_stay_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is absent (the extra test installs it)")
    tables: dict[str, list[dict[str, str]]] = deepcopy(SMALL)
    begins = ("=1+1", "+1", "-1", "@SUM(A1)")
    for row, name in zip(tables["actors"], begins, strict=False):
        row["name"] = name
    tables["activities"][0]["title"] = begins[3]
    build_graph([open_package(write_package(tmp_path / "package", tables))], tmp_path / "store")
    path = tmp_path / "map.html"
    Graph(open_snapshot(tmp_path / "store")).network().map().save(path)
    with browser.page(path, fragment="#lines=all") as (page, _):
        page.click("#export")
        for form in ("csv", "xlsx"):
            with page.expect_download() as waiting:
                page.click(f"#export-{form}")
            waiting.value.save_as(tmp_path / f"map.{form}")
    cells = [
        cell for row in csv.reader(io.StringIO((tmp_path / "map.csv").read_text(encoding="utf-8-sig"))) for cell in row
    ]
    assert {"'=1+1", "'+1", "'-1"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@"))]
    book = openpyxl.load_workbook(tmp_path / "map.xlsx")
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "'@SUM(A1)" in {cell.value for cell in found}
    assert not [cell for cell in found if cell.data_type == "f"]
    assert not [cell for cell in found if isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@"))]
