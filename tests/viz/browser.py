"""A headless browser without a connection, for tests that look at a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

INSTALLED = Path(__file__).parents[2] / "viz" / "web" / "node_modules" / "axe-core" / "axe.min.js"
AXE = Path(os.environ.get("COMITY_AXE", INSTALLED)).resolve()
NO_AXE = "axe-core is not here (make web installs it; or $COMITY_AXE names its axe.min.js)"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run", "--disable-quic"]


@dataclass
class Log:
    """What a page asked for, and what went wrong on it."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


# Whether the test that runs has the mark ``browser``; tests/conftest.py says so.
marked = False


def playwright() -> Any:
    """Give what starts a browser; skip where there is none."""
    assert marked, "a test that looks at a page has the mark browser"
    api = pytest.importorskip("playwright.sync_api", reason="playwright is absent (make suites installs it)")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: chromium)")
    return api.sync_playwright()


class Shared:
    """One browser for the tests of a module, started by the first that needs it."""

    def __init__(self) -> None:
        self._playwright: Any = None
        self._browser: Any = None

    def browser(self) -> Any:
        """Give the browser."""
        if self._browser is None:
            self._playwright = playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        return self._browser

    def close(self) -> None:
        """End the browser: left running, its event loop would be in the way of other tests."""
        if self._browser is not None:
            self._browser.close()
            self._playwright.stop()
            self._browser = self._playwright = None


SHARED = Shared()


@contextmanager
def page(
    path: Path,
    width: int = 1440,
    height: int = 900,
    fragment: str = "",
    before: str = "",
    ready: str = "html[data-ready=yes]",
    **options: Any,
) -> Iterator[tuple[Any, Log]]:
    """Open the file *path* in a window of the given size, offline; skip where there is no browser.

    *before* is a script that runs before those of the page, *ready* what a page that is ready has; *options* are
    those of a Playwright context.
    """
    size: Any = {"width": width, "height": height}
    context = SHARED.browser().new_context(viewport=size, offline=True, **options)
    try:
        opened, log = context.new_page(), Log()
        opened.on("request", lambda request: log.requests.append(request.url))
        opened.on("pageerror", lambda error: log.errors.append(str(error)))
        opened.on("console", lambda said: log.errors.append(said.text) if said.type in ("error", "warning") else None)
        if before:
            opened.add_init_script(before)
        opened.goto(path.as_uri() + fragment)
        opened.wait_for_selector(ready, timeout=20_000)
        yield opened, log
    finally:
        context.close()


def tab_to(page: Any, selector: str, most: int = 400) -> None:
    """Press Tab until what has the focus matches *selector*."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
