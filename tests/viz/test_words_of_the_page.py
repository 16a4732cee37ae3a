"""The dictionary of the page: the same keys in both languages, every key that a script asks for, no key unused."""

import json
import re
from pathlib import Path

import pytest

from comity.api import Graph
from comity.viz.map.page import SCRIPTS
from comity.viz.map.vocabulary import SCHEMES
from tests.viz import browser

WORDS = json.loads((SCRIPTS / "words.json").read_text(encoding="utf-8"))
SCRIPT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.rglob("*.js")))
ASKED = set(re.findall(r'say\("([\w.-]+)"[,)]', SCRIPT)) | {
    f"n.{word}" for word in re.findall(r'count\([^"]*?"([\w-]+)"', SCRIPT)
}
# Keys that are put together: say("tab." + view).
STEMS = set(re.findall(r'say\("([\w.-]+\.)" \+', SCRIPT))


def test_both_languages_have_the_same_keys() -> None:
    assert set(WORDS["en"]) == set(WORDS["ru"])


def test_every_key_that_is_asked_for_is_there() -> None:
    assert len(ASKED) > 100
    assert set(WORDS["en"]) >= ASKED
    for stem in STEMS:
        assert any(key.startswith(stem) for key in WORDS["en"]), stem


def test_the_values_that_are_filled_in_are_the_same() -> None:
    for key, text in WORDS["en"].items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", WORDS["ru"][key])), key


def test_words_that_are_counted_have_all_forms() -> None:
    for key, text in WORDS["en"].items():
        if key.startswith("n."):
            assert text.count("|") == 1, key
            assert WORDS["ru"][key].count("|") == 2, key


SAID = [
    ("", "Who worked with whom in BOMCA", "115 actors · 160 of 176 activities · 2007–2025"),
    ("#lang=ru", "Кто с кем сотрудничал: BOMCA", "115 участников · 160 из 176 мероприятий · 2007–2025"),
    ("#lang=ru&since=2017&until=2017", "Кто с кем сотрудничал: BOMCA", "45 участников · 30 из 33 мероприятий · 2017"),
]


@pytest.mark.browser
@pytest.mark.parametrize(("fragment", "title", "subtitle"), SAID)
def test_the_page_speaks_both(saved: Path, fragment: str, title: str, subtitle: str) -> None:
    with browser.page(saved, fragment=fragment) as (page, _):
        assert page.inner_text("h1") == title
        assert page.inner_text("#subtitle").startswith(subtitle)
        assert page.get_attribute("html", "lang") == ("ru" if "ru" in fragment else "en")
        for view in ("places", "timeline", "matrix", "table"):
            page.click(f"#tab-{view}")
            unknown = re.findall(
                r"\b(?:n|caption|date|tab|facet|weight|ground|shape)\.[a-z-]+", page.inner_text("body")
            )
            assert unknown == []


TEXTS = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getClientRects().length && !one.closest("script, style, noscript, #tools .pair"))
    .flatMap(one => [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()))"""


@pytest.mark.browser
def test_a_russian_page_has_no_english_words_of_its_own(saved: Path) -> None:
    with browser.page(saved, fragment="#lang=ru&country=TKM&size=betweenness") as (page, _):
        codes = page.evaluate("JSON.parse(document.getElementById('page').textContent).codes")
        schemes = [codes[name] for name in SCHEMES]
        english = {one[0] for scheme in schemes for one in scheme.values() if one[0] != one[1]}
        english |= set(WORDS["en"].values()) - set(WORDS["ru"].values())
        seen: set[str] = set()
        for view in ("places", "timeline", "matrix", "table", "network"):
            page.click(f"#tab-{view}")
            seen |= set(page.evaluate(TEXTS))
        for opener in ("#export", "#cite", "#time-compare"):
            page.click(opener)
            seen |= set(page.evaluate(TEXTS))
            page.keyboard.press("Escape")
        page.evaluate("location.hash = '#lang=ru&compare=phase:9,phase:10'")
        page.wait_for_selector("#pair:not([hidden])")
        seen |= set(page.evaluate(TEXTS))
        assert len(seen) > 300
        assert seen & english == set()
        assert not [text for text in seen if re.search(r"\b(stated|inferred|activit|phase|place \d)", text)]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fragment", "name", "mark"),
    [
        ("#lang=ru&pick=fra-canine", "Центр подготовки служебных собак полиции Франции", "(наш перевод)"),
        ("#pick=fra-canine", "Центр подготовки служебных собак полиции Франции", "(our translation)"),
        ("#lang=ru&pick=lva-sbg", "Государственная пограничная охрана Латвии", ""),
        ("#pick=lva-sbg", "Государственная пограничная охрана Латвии", ""),
    ],
)
def test_a_russian_name_that_is_our_translation_says_so(saved: Path, fragment: str, name: str, mark: str) -> None:
    with browser.page(saved, fragment=fragment) as (page, _):
        said = page.inner_text("#detail")
        assert name in said
        assert re.findall(r"\((?:наш перевод|our translation)\)", said) == [mark] * bool(mark)


@pytest.mark.browser
def test_every_actor_of_the_map_has_a_russian_name(saved: Path, graph: Graph) -> None:
    with browser.page(saved, fragment="#lang=ru&all-actors=1&view=table&lines=all") as (page, _):
        page.click("#table-actors")
        names = page.locator("#table tbody th").all_inner_texts()
        assert len(names) == len(graph.network(all_actors=True).selection.nodes) > 130
        assert [name for name in names if not re.search("[а-яё]", name)] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "text", ["Таможенная", "latvia state border guard", "Valsts robežsardze", "valsts robezsardze"]
)
def test_names_are_found_in_both_scripts_without_accents(saved: Path, text: str) -> None:
    with browser.page(saved) as (page, _):
        page.fill("#search", text)
        assert page.locator("#found [role=option][id]").count() > 0
        page.keyboard.press("Enter")
        assert page.evaluate("comity.state()").startswith("pick=")


@pytest.mark.browser
def test_what_is_not_found_is_said(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        page.fill("#search", "qqq")
        assert "nothing is called “qqq”" in page.inner_text("#found")
