"""Tests that look at a page have the mark ``browser``: where there is no browser, nothing is made for them."""

from pathlib import Path

import pytest

from comity.__main__ import main
from conftest import Once

from .viz import browser


@pytest.fixture(scope="session")
def published(built_store: Path, once: Once) -> Path:
    """The site that ``comity publish site`` writes of the shipped graph; read by many tests, and changed by none."""
    pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")

    def fill(folder: Path) -> None:
        assert main(["publish", str(folder), "--store", str(built_store)]) == 0

    return once("site", fill)


def pytest_runtest_setup(item: pytest.Item) -> None:
    browser.marked = item.get_closest_marker("browser") is not None
    if browser.marked:
        browser.playwright()
