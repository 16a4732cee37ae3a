"""Search on the page: words in any order and inflected, by name, other names, country and kind."""

from pathlib import Path

import pytest

from comity.api import Graph
from tests.viz import browser

pytestmark = pytest.mark.browser

# What is asked for, and what is found first.
FOUND = [
    ("border guards turkmen", "tkm-bs"),
    ("turkmen border guards", "tkm-bs"),
    ("turkmenistan frontier", "tkm-bs"),
    ("latvian border guards", "lva-sbg"),
    ("customs tajik", "tjk-customs"),
    ("tajikistan's customs services", "tjk-customs"),
    ("migration policy centres", "icmpd"),
    ("Kyrgyz ministries foreign affairs", "kgz-mfa"),
    ("туркменские пограничники", "tkm-bs"),
    ("таможенной службой Туркменистана", "tkm-customs"),
    ("пограничников Кыргызстана", "kgz-bs"),
    ("латвийские пограничники", "lva-sbg"),
]


@pytest.mark.parametrize(("asked", "wanted"), FOUND)
def test_an_actor_is_found(saved: Path, asked: str, wanted: str) -> None:
    with browser.page(saved) as (page, _):
        page.fill("#search", asked)
        page.keyboard.press("Enter")
        assert page.evaluate("comity.state()") == f"pick={wanted}"


def test_words_that_fit_nothing_together_find_what_most_of_them_fit(saved: Path) -> None:
    with browser.page(saved) as (page, _):
        page.fill("#search", "border service turkmenistan qqq")
        assert "State Border Service of Turkmenistan" in page.locator("#found-0").inner_text()
        page.fill("#search", "turkmenistan qqq")
        assert "nothing is called" in page.inner_text("#found")


def test_an_activity_that_is_chosen_lights_its_participants(saved: Path, graph: Graph) -> None:
    name = "ashgabat-thb-investigation-2023-05"
    selection = graph.network().selection
    number = selection.activities.index(name)
    there = {selection.nodes[node].id for node in selection.node[selection.activity == number].tolist()}
    assert 5 < len(there) < 20
    with browser.page(saved) as (page, _):
        page.fill("#search", "trafficking smuggling turkmenistan investigation")
        page.keyboard.press("Enter")
        assert page.evaluate("comity.state()") == f"pick=%40{name}"
        assert set(page.evaluate("comity.lit()")) == there
        ties = {frozenset(pair) for pair in page.evaluate("comity.litTies()")}
        assert ties == {frozenset((a, b)) for a in there for b in there if a != b}
