"""A headless browser without a connection, for tests that look at a page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    pytest.skip("playwright is not installed (make suites installs it)", allow_module_level=True)
if CHROMIUM is None:
    pytest.skip("no Chromium on this machine (Debian: chromium)", allow_module_level=True)


@dataclass
class Log:
    """What a page asked for, and what went wrong on it."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def page(path: Path, width: int = 1440, height: int = 900) -> Iterator[tuple[Any, Log]]:
    """Open the file *path* in a window of the given size, offline."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    quiet += ["--disable-sync", "--no-first-run", "--disable-quic"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        try:
            context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
            opened, log = context.new_page(), Log()
            opened.on("request", lambda request: log.requests.append(request.url))
            opened.on("pageerror", lambda error: log.errors.append(str(error)))
            opened.on(
                "console", lambda said: log.errors.append(said.text) if said.type in ("error", "warning") else None
            )
            opened.goto(path.as_uri())
            yield opened, log
        finally:
            browser.close()
