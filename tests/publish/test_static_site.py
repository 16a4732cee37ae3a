"""The site as files: behind a real nginx it negotiates as the server does, and works without one."""

import getpass
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import httpx2
import pytest

from comity.graph.store import open_snapshot
from comity.publish.documents import Documents
from comity.publish.negotiation import FORMS
from comity.publish.pages.files import write_pages
from comity.publish.pages.site import Standing
from comity.publish.portal.server_rules import nginx_maps, nginx_server

from ..strict_html import html_faults
from .live import browsing
from .running import free_port
from .test_negotiation import CASES, MORE

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


@pytest.fixture(scope="module")
def nginx(documents: Documents, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if NGINX is None:
        pytest.skip("no nginx on this machine (Debian: nginx-light)")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "maps.conf").write_text(nginx_maps(documents.known.parts, GONE), encoding="utf-8")
    (folder / "site.conf").write_text(nginx_server(str(site)), encoding="utf-8")
    (folder / "nginx.conf").write_text(
        f"""user {getpass.getuser()}; worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/maps.conf;
    server {{ listen 127.0.0.1:{port}; include {folder}/site.conf; }}
}}
""",
        encoding="utf-8",
    )
    command = (NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf"))
    with subprocess.Popen(command) as server:
        try:
            transport = httpx2.HTTPTransport(retries=20)
            with httpx2.Client(transport=transport) as client:
                client.get(f"http://127.0.0.1:{port}/index.html")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


@pytest.mark.parametrize(
    ("path", "accept", "form", "status", "where"), [*CASES, *(case for case in MORE if "v1.0" not in case[0])][:-1]
)
def test_the_table_holds_behind_nginx(path: str, accept: str, form: str, status: int, where: str, nginx: str) -> None:
    asked = {"format": form} if form else {}
    answer = httpx2.get(f"{nginx}{path}", params=asked, headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == status
    if status == 303:
        assert answer.headers["location"] == where
    if status == 200:
        assert answer.headers["content-type"].partition(";")[0] == FORMS[where].partition(";")[0]
    if status < 400:
        assert answer.headers["vary"] == "Accept"
        assert 'rel="alternate"; type="text/turtle"' in answer.headers["link"]


def test_every_iri_leads_to_its_document_behind_nginx(documents: Documents, nginx: str) -> None:
    with httpx2.Client(base_url=nginx, headers={"Accept": "text/turtle"}) as client:
        for iri in documents.things():
            answer = client.get(documents.addresses.path(iri), follow_redirects=True)
            assert answer.status_code == 200, iri
            assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
        for part, owner in list(documents.parts().items())[::7]:
            answer = client.get(documents.addresses.path(part), follow_redirects=False)
            assert answer.headers["location"] == f"{documents.addresses.path(owner)}.ttl"


def test_an_unchanged_file_is_not_sent_again(nginx: str) -> None:
    first = httpx2.get(f"{nginx}/ns.ttl")
    again = httpx2.get(f"{nginx}/ns.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


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
