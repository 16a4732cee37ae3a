"""The pages of a site as files: they work without a server."""

import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from comity.graph.store.embedded import open_snapshot
from comity.publish.pages.context import Standing
from comity.publish.pages.files import write_pages
from comity.publish.portal.about import find_packages, read_about

from ..packages import write_package
from ..strict_html import html_faults
from .live import browsing
from .sites import build, publish


@pytest.fixture(scope="module")
def without_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    store = build(write_package(folder / "package"), folder / "store")
    return publish(store, folder / "site", endpoint="", pages=True)


@pytest.mark.parametrize("which", ["published", "without_endpoint"])
def test_the_pages_need_no_server(which: str, request: pytest.FixtureRequest) -> None:
    """Every link of every page leads to a file of the site, or to another site."""
    for page in sorted(request.getfixturevalue(which).rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'(href|src|action)="/', text), page
        here = f"file://{page}"
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            target = urljoin(here, link.replace("&amp;", "&"))
            if target.startswith("file://") and "/dumps/" not in target and "/releases/" not in target:
                found = Path(unquote(target.removeprefix("file://")))
                assert found.is_file() or found.name in ("catalog.ttl", "ro-crate-metadata.json"), (page, link)


def test_the_pages_are_the_same_again(built_store: Path, published: Path, tmp_path: Path) -> None:
    store = open_snapshot(built_store)
    about = read_about(store.manifest, find_packages(store.manifest))
    written = write_pages(store, Standing(about.address, about.endpoint, about.date), tmp_path)
    names = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(names) == written > 3_500
    assert {path.relative_to(published) for path in published.rglob("*.html")} <= set(names)
    for name in names:
        assert (published / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.browser
def test_a_page_opened_without_a_server_has_its_style_and_no_complaint(published: Path) -> None:
    with browsing() as (context, log):
        page = context.new_page()
        for name in ("index.html", "bomca/actor/lva-sbg.html", "ns.html", "map.html"):
            page.goto((published / name).as_uri())
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px", name
        assert log.errors == []


def test_every_page_is_strict_html(published: Path) -> None:
    found = {path: html_faults(path.read_bytes()) for path in published.rglob("*.html")}
    assert len(found) > 700
    assert {path: faults for path, faults in found.items() if faults} == {}
