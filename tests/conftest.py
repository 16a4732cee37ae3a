"""Tests that look at a page have the mark ``browser``: where there is no browser, nothing is made for them."""

import pytest

from .viz import browser


def pytest_runtest_setup(item: pytest.Item) -> None:
    browser.marked = item.get_closest_marker("browser") is not None
    if browser.marked:
        browser.playwright()
