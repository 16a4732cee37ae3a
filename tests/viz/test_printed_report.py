"""The report on paper: pages are where its contents say, none is half empty, and no label is cut or covered."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("vl_convert", reason="vl-convert-python is absent (pip install 'comity[report]')")

from comity.api import Graph
from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from comity.viz.report import Report, compose
from comity.viz.report.charts.letters import fit_text, text_width
from comity.viz.report.exhibit import Exhibit, Section
from comity.viz.report.heights import Heights
from comity.viz.report.sheets import Sheets, lay_out
from comity.viz.report.words import load_words
from tests.packages import SMALL, write_package
from tests.viz import browser
from tests.viz.conftest import DRAWS

ACROSS, DOWN = 658, 1000  # pixels of a page's text


@pytest.fixture(scope="module")
def russian(graph: Graph) -> Report:
    return graph.report(language="ru", draws=DRAWS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("small")
    build_graph([open_package(write_package(folder / "package", SMALL))], folder / "store")
    return Graph(open_snapshot(folder / "store"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.viz.report.charts.drawing.Drawing.png", lambda _: b"")


@contextmanager
def on_paper(report: Report, folder: Path) -> Iterator[Any]:
    """Open the report as it is laid out for print, as wide as a sheet within its margins."""
    with browser.page(report.save(folder), ACROSS, DOWN, ready="h1") as (page, _):
        page.emulate_media(media="print")
        yield page


def printed(report: Report, folder: Path) -> list[str]:
    """Print the report; gives for each page its words with their boxes, as pdftotext tells them."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("no pdftotext on this machine (Debian: poppler-utils)")
    with on_paper(report, folder) as page:
        page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
    command = [tool, "-bbox", str(folder / "report.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return told.split("<page ")[1:]


def words_of(page: str) -> str:
    return " ".join(re.findall(r">([^<]+)</word>", page))


def fill_of(page: str) -> float:
    """Give how far down a page its text reaches, without the page's number: 0 is its upper margin, 1 its lower."""
    ends = [float(y) for y in re.findall(r'yMax="([\d.]+)"', page)]
    inside = [y for y in ends if y < 842 - 19 * 72 / 25.4]
    return (max(inside) - 17 * 72 / 25.4) / (261 * 72 / 25.4)


FILTERS: list[dict[str, Any]] = [
    {},
    {"language": "ru"},
    {"country": "LVA"},
    {"phase": "9", "language": "ru"},
    {"since": "2022", "until": "2022"},
    {"role": "donor"},
    {"since": "1950", "until": "1951"},
]


@pytest.mark.browser
@pytest.mark.parametrize("asked", FILTERS, ids=lambda asked: "-".join(map(str, asked.values())) or "all")
@pytest.mark.usefixtures("quick")
def test_contents_name_the_pages_on_which_sections_begin(graph: Graph, asked: dict[str, Any], tmp_path: Path) -> None:
    found = graph.report(draws=DRAWS, **asked)
    pages = [words_of(page) for page in printed(found, tmp_path)]
    named = re.findall(r'<li><a href="#[\w-]+">([^<]+)</a> <span class="page">(\d+)</span>', page_of(found))
    assert len(named) == (0 if "1950" in asked.values() else 7)
    for number, (title, page) in enumerate(named, 1):
        heading = f"{number}. {title}"
        assert [at for at, text in enumerate(pages, 1) if heading in text][-1] == int(page), title
    for at, text in enumerate(pages[1:], 2):
        assert text.endswith(f"{at} / {len(pages)}")


def page_of(report: Report) -> str:
    return report.files["index.html"].decode()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_page_is_half_empty(report: Report, russian: Report, language: str, tmp_path: Path) -> None:
    pages = printed(report if language == "en" else russian, tmp_path)
    assert 12 <= len(pages) <= 18
    assert [at for at, page in enumerate(pages[:-1], 1) if fill_of(page) < 0.5] == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_block_is_taller_than_was_reckoned(
    graph: Graph, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reckoned: dict[str, float] = {}
    put = Sheets.put

    def noted(self: Sheets, name: str, height: float) -> Sheets:
        reckoned[name] = height
        return put(self, name, height)

    class Noting(Heights):
        def _exhibit(self, exhibit: Exhibit) -> float:
            reckoned[f"{exhibit.id} {exhibit.shown}"] = super()._exhibit(exhibit)
            return reckoned[f"{exhibit.id} {exhibit.shown}"]

    shown: dict[str, int] = {}

    def ordered(section: Section, sheets: Sheets) -> Section:
        shown.update({exhibit.id: exhibit.shown for exhibit in sheets.exhibits})
        return in_order(section, sheets)

    in_order = compose._in_order
    monkeypatch.setattr(Sheets, "put", noted)
    monkeypatch.setattr(compose, "Heights", Noting)
    monkeypatch.setattr(compose, "_in_order", ordered)
    monkeypatch.setattr("comity.viz.report.charts.drawing.Drawing.png", lambda _: b"")
    with on_paper(graph.report(language=language, draws=DRAWS), tmp_path) as page:
        actual = page.evaluate(HEIGHTS)
    assert len(actual) > 30
    for name, height in actual.items():
        assert height <= reckoned[f"{name} {shown[name]}" if name in shown else name], name


HEIGHTS = """() => {
  const found = {}, note = (name, element) => {
    const style = getComputedStyle(element), margins = parseFloat(style.marginTop) + parseFloat(style.marginBottom);
    found[name] = (element.getBoundingClientRect().height + margins) * 25.4 / 96;
  };
  document.querySelectorAll(".exhibit").forEach((each) => note(each.id, each));
  const cover = ["facts", "summary", "key", "contents"];
  document.querySelectorAll(".summary > *").forEach((each, at) => note(cover[at], each));
  document.querySelectorAll(".terms > div").forEach((each, at) => at && note(`method-${at}`, each));
  return found;
}"""


def test_tables_and_figures_share_pages_so_that_little_is_left_blank() -> None:
    words = load_words("en")
    tall = [Exhibit(f"e{at}", "t", "f", "c", ("a",), [("x",)] * rows, "q", shown=rows) for at, rows in enumerate(ROWS)]
    found = lay_out(Heights(words), [("cover", 100.0)], [Section("s", "s", "lead", tall)])
    assert sorted(exhibit.id for exhibit in found.exhibits) == [f"e{at}" for at in range(len(ROWS))]
    in_order = Sheets(page=2)
    for each in tall:
        in_order = in_order.put(each.id, Heights(words).exhibit(each))
    assert (found.page, in_order.page) == (3, 4)


ROWS = (20, 25, 8, 20, 8)


def test_a_table_taller_than_a_page_is_cut_and_a_section_without_exhibits_has_a_page() -> None:
    words = load_words("en")
    long = Exhibit("long", "t", "f", "c", ("a",), [("x",)] * 200, "q", shown=200)
    found = lay_out(Heights(words), [("cover", 100.0)], [Section("one", "t", "lead", [long]), Section("two", "t", "l")])
    assert 30 < found.exhibits[0].shown < 60
    assert found.pages == {"cover": 1, "section-one": 2, "long": 2, "section-two": 3}


# What is drawn.

TEXTS = """(id) => [...document.querySelectorAll(`${id} figure svg`)].map((svg) => ({
  id: svg.closest("[id]").id,
  sheet: svg.getBoundingClientRect().toJSON(),
  texts: [...svg.querySelectorAll("text:not([aria-hidden])")].map((text) => ({
    words: text.textContent, box: text.getBoundingClientRect().toJSON(), turned: text.hasAttribute("transform"),
  })),
}))"""


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru"])
def test_labels_of_the_network_do_not_meet(report: Report, russian: Report, language: str, tmp_path: Path) -> None:
    with on_paper(report if language == "en" else russian, tmp_path) as page:
        [drawn] = page.evaluate(TEXTS, "#network")
    assert len(drawn["texts"]) > 60
    for one, other in combinations(drawn["texts"], 2):
        assert apart(one["box"], other["box"]), (one["words"], other["words"])


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    # Boxes of lines of one label touch: a line box is a little higher than its letters.
    slack = 2.5
    return (
        one["right"] <= other["left"]
        or other["right"] <= one["left"]
        or one["bottom"] - slack <= other["top"]
        or other["bottom"] - slack <= one["top"]
    )


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_text_of_a_figure_is_cut_or_covered(report: Report, russian: Report, language: str, tmp_path: Path) -> None:
    with on_paper(report if language == "en" else russian, tmp_path) as page:
        figures = page.evaluate(TEXTS, ".exhibit")
    assert len(figures) == 15
    for figure in figures:
        sheet = figure["sheet"]
        for text in figure["texts"]:
            box = text["box"]
            assert sheet["left"] - 1 <= box["left"] <= box["right"] <= sheet["right"] + 1, (figure["id"], text["words"])
            assert sheet["top"] - 1 <= box["top"] <= box["bottom"] <= sheet["bottom"] + 1, (figure["id"], text["words"])
        level = [text for text in figure["texts"] if not text["turned"]]
        for one, other in combinations(level, 2):
            assert apart(one["box"], other["box"]), (figure["id"], one["words"], other["words"])


def test_names_that_are_cut_stay_apart() -> None:
    names = [f"Государственный комитет национальной безопасности {country}" for country in ("Киргизии", "Таджикистана")]
    told = {fit_text(name, 300, 10) for name in names}
    assert len(told) == 2
    assert all(text_width(name, 10) <= 300 for name in told)
    assert text_width(fit_text("x" * 90, 300, 10), 10) <= 300


@pytest.mark.browser
def test_letters_are_no_wider_than_was_reckoned(report: Report, tmp_path: Path) -> None:
    letters = [chr(code) for span in ((33, 127), (0x410, 0x450)) for code in range(*span)]
    words = ["State Border Guard of Latvia", "Государственная таможенная служба", "Wimmelmann", "ООН (УНП)", "17 (1)"]
    with on_paper(report, tmp_path) as page:
        for weight in ("", "bold "):
            widths = page.evaluate(
                """([weight, texts]) => { const pen = document.createElement("canvas").getContext("2d");
                pen.font = `${weight}100px sans-serif`; return texts.map((text) => pen.measureText(text).width); }""",
                [weight, words + letters * (weight == "")],
            )
            for text, width in zip(words + letters, widths, strict=False):
                assert width <= text_width(text, 100, bool(weight)) + 1, text


@pytest.mark.browser
@pytest.mark.usefixtures("quick")
def test_a_small_graph_fits_on_few_pages(small: Graph, tmp_path: Path) -> None:
    pages = printed(small.report(draws=DRAWS), tmp_path)
    text = " ".join(words_of(page) for page in pages)
    assert "Too few activities to compare periods" in text
    assert "Too few agencies or activities to rank" in text
    assert len(pages) <= 9
