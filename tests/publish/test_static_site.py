"""The pages of a site as files: they work without a server."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from comity.graph.store.embedded import open_snapshot
from comity.publish.pages.context import Standing
from comity.publish.pages.files import write_pages
from comity.publish.web.documents import Documents

from ..strict_html import html_faults
from .live import browsing

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
GONE = frozenset({"/bomca/actor/old"})


@pytest.fixture(scope="module")
def documents(built_store: Path) -> Documents:
    return Documents(open_snapshot(built_store))


@pytest.fixture(scope="module")
def site(documents: Documents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert write_pages(documents.store, Standing("https://example.org/", "", "2026-01-01"), folder) > 3_500
    return folder


def test_the_pages_need_no_server(site: Path) -> None:
    """Every link of every page leads to a file of the site, or to another site."""
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'(href|src|action)="/', text), page
        here = f"file://{page}"
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            target = urljoin(here, link.replace("&amp;", "&"))
            if target.startswith("file://") and "/dumps/" not in target and "/releases/" not in target:
                found = Path(unquote(target.removeprefix("file://")))
                assert found.is_file() or found.name in ("catalog.ttl", "ro-crate-metadata.json"), (page, link)


def test_the_pages_are_the_same_again(documents: Documents, site: Path, tmp_path: Path) -> None:
    write_pages(documents.store, Standing("https://example.org/", "", "2026-01-01"), tmp_path)
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    for name in names:
        assert (site / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_a_page_opened_without_a_server_has_its_style_and_no_complaint(site: Path) -> None:
    with browsing() as (context, log):
        page = context.new_page()
        for name in ("index.html", "bomca/actor/lva-sbg.html", "ns.html", "map.html"):
            page.goto((site / name).as_uri())
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px", name
        assert log.errors == []


def test_every_page_is_strict_html(site: Path) -> None:
    found = {path: html_faults(path.read_bytes()) for path in site.rglob("*.html")}
    assert len(found) > 700
    assert {path: faults for path, faults in found.items() if faults} == {}
