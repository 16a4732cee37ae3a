"""Every view, look and language of the page: no findings by axe-core, no text too small, no contrast too weak."""

from pathlib import Path

import pytest

from tests.viz import browser

pytestmark = pytest.mark.browser

VIEWS = [
    (1440, 900, ""),
    (1440, 900, "#look=dark&view=table&pick=icmpd~lva-sbg"),
    (1440, 900, "#view=places"),
    (1440, 900, "#view=places&look=dark"),
    (1440, 900, "#view=timeline&lang=ru"),
    (1440, 900, "#view=matrix"),
    (1440, 900, "#view=matrix&look=dark"),
    (1024, 768, "#pick=lva-sbg"),
    (390, 844, "#lang=ru"),
    (1440, 900, "#compare=2015..2017,2018..2020"),
    (1440, 900, "#compare=phase:8,phase:9&view=table&look=dark"),
    (390, 844, "#compare=phase:9,phase:10"),
    (1440, 900, "#between=agencies&size=betweenness&lang=ru"),
    (1440, 900, "#country=TKM&within=1&view=timeline&look=dark"),
    (1440, 900, "#view=places&pick=!dushanbe"),
    (1440, 900, "#since=2050"),
]
FINDINGS = """async () => (await axe.run(document)).violations.map(one => [one.id, one.nodes.map(node => node.html)])"""
SMALL = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getClientRects().length && !one.closest(".hidden-text, noscript, script, #sheet"))
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(one => {
      const svg = one.closest("svg"), size = parseFloat(getComputedStyle(one).fontSize);
      return [one.textContent.slice(0, 40), svg ? size * svg.getScreenCTM().a : size];
    }).filter(([, size]) => size < 10.95)"""


@pytest.mark.parametrize(("width", "height", "fragment"), VIEWS)
def test_axe_finds_nothing(saved: Path, width: int, height: int, fragment: str) -> None:
    if not browser.AXE.is_file():
        pytest.skip(browser.NO_AXE)
    with browser.page(saved, width, height, fragment, bypass_csp=True) as (page, _):
        page.evaluate(browser.AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FINDINGS) == []
        if fragment:
            return
        for opener in ("#export", "#cite", "#time-compare"):
            page.click(opener)
            assert page.evaluate(FINDINGS) == []
            page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "height", "fragment"), VIEWS)
def test_no_text_is_smaller_than_eleven_pixels(saved: Path, width: int, height: int, fragment: str) -> None:
    with browser.page(saved, width, height, fragment) as (page, log):
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing runs off the side"
        assert log.errors == []


BEYOND = """() => {
    const svg = document.querySelector("#sheet svg"), {left, right, bottom} = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter(one => { const box = one.getBoundingClientRect();
      return box.width && (box.left < left - 1 || box.right > right + 1 || box.bottom > bottom + 1); })
    .map(one => one.textContent) }"""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_cut_off_on_paper(saved: Path, language: str) -> None:
    for view in ("view=network", "view=matrix", "view=places", "view=timeline", "compare=phase:9,phase:10"):
        with browser.page(saved, fragment=f"#lang={language}&{view}") as (page, _):
            page.emulate_media(media="print")
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            assert page.locator("#sheet text").count() > 20
            assert page.evaluate(BEYOND) == [], view


def test_the_dialog_gives_the_focus_back(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        browser.tab_to(page, "#cite")
        page.keyboard.press("Enter")
        assert "Graph bomca" in page.inner_text("#dialog")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "cite"
