"""Draw the pictures of the README anew: ``make screenshots``."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import comity

PICTURES = Path(__file__).parent / "pictures"
SIZE = {"width": 1440, "height": 900}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Draw map and report of the graph in the default store, and take a picture of each."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    graph = comity.open()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        graph.network().map().save(folder / "map.html")
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        context = browser.new_context(viewport=SIZE, offline=True)
        shoot(context, (folder / "map.html").as_uri(), "map")
        graph.report(folder / "report")
        shoot(context, f"{(folder / 'report' / 'index.html').as_uri()}#section-rankings", "report")
        browser.close()


def shoot(context: Any, address: str, name: str) -> None:
    """Open a page and write its picture."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
