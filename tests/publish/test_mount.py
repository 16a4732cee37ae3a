"""Where the application stands: below a path, behind a proxy that is named, and never where a client says."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from comity.data.errors import ComityError
from comity.publish.app import make_app
from comity.publish.web.mount import Mount, read_networks, read_root_path

from .test_pages import BROWSER

NAMES = ("Host", "X-Forwarded-Host", "Forwarded", "X-Original-Host")
EVIL = {"X-Forwarded-Proto": "https", **dict.fromkeys(NAMES, "evil.example")}
FILES = ("/sitemap.xml", "/robots.txt", "/opensearch.xml", "/catalog.ttl", "/service.ttl", "/void.ttl")
PAGES = (
    *("", "/", "/actors", "/activities?year=2017", "/places", "/themes", "/search?q=latvia", "/questions", "/sparql"),
    *("/ns", "/bomca/actor/lva-sbg", "/bomca/place/TKM", "/theme/document-security", "/role", "/nothing"),
    *("/questions?role=expert", "/sparql?view=table&query=SELECT%20*%20%7B%3Fs%20a%20comity:Actor%7D%20LIMIT%205"),
)


@pytest.mark.parametrize("path", ["/sparql?format=ttl", *FILES])
def test_no_host_that_a_client_names_is_told(path: str, served: TestClient) -> None:
    answer = served.get(path, headers=EVIL)
    assert answer.status_code == 200
    assert "evil" not in answer.text
    relative = served.get("/sparql", params={"query": "SELECT (<x> AS ?x) {}"}, headers=EVIL)
    assert relative.json()["results"]["bindings"][0]["x"]["value"] == "http://testserver/x"


def test_pages_below_a_path_lead_below_it(built_store: Path) -> None:
    with TestClient(make_app(built_store, root_path="/kg"), base_url="http://testserver") as client:
        seen = set()
        for path in PAGES:
            page = client.get(f"/kg{path}", headers=BROWSER)
            assert page.status_code == (404 if path == "/nothing" else 200), path
            links = {link.replace("&amp;", "&") for link in re.findall(r'(?:href|src|action)="(/[^"#]*)"', page.text)}
            assert links
            assert {link for link in links if not link.startswith("/kg/")} == set(), path
            seen |= links
        for link in sorted(seen):
            assert client.get(link, headers=BROWSER).status_code == 200, link
        # A proxy may take the path away: what comes without it is answered alike.
        for path in ("/", "/actors", "/bomca/actor/osce.ttl", "/static/site.css", "/catalog.ttl"):
            assert client.get(path).content == client.get(f"/kg{path}").content
        thing = client.get("/kg/bomca/actor/osce", headers={"Accept": "text/turtle"}, follow_redirects=False)
        assert thing.headers["location"] == "/kg/bomca/actor/osce.ttl"
        assert "</kg/bomca/actor/osce.nt>" in thing.headers["link"]
        assert client.get("/kg/search?q=osce&go=1", headers=BROWSER).url.path.startswith("/kg/")
        assert client.get("/kg/suggest?q=osce").json()[3][0] == "/kg/bomca/actor/osce.html"
        assert "<http://testserver/kg/sparql>" in client.get("/kg/sparql?format=nt").text
        assert "<loc>http://testserver/kg/actors</loc>" in client.get("/kg/sitemap.xml").text
        assert "Disallow: /kg/sparql" in client.get("/kg/robots.txt").text
        assert "http://testserver/kg/search?q={searchTerms}" in unquote(client.get("/kg/opensearch.xml").text)
        assert "<http://testserver/kg/sparql>" in client.get("/kg/catalog.ttl").text


def test_a_named_proxy_is_believed_and_nobody_else(built_store: Path) -> None:
    said = {
        "X-Forwarded-For": "6.6.6.6, 203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil, kg.example",
    }
    for proxies, address in (
        (("10.0.0.0/8",), "https://kg.example/sparql"),
        (("10.1.0.9",), "http://testserver/sparql"),
    ):
        app = make_app(built_store, proxies=read_networks(proxies))
        with TestClient(app, client=("10.0.0.1", 40000)) as client:
            assert f"<{address}>" in client.get("/sparql?format=nt", headers=said).text
            odd = {**said, "X-Forwarded-Host": 'kg.example/"><x', "X-Forwarded-Proto": "javascript"}
            assert "<http://testserver/sparql>" in client.get("/sparql?format=nt", headers=odd).text


@pytest.mark.parametrize("path", ["/kg", "kg/", "/a/b.c"])
def test_root_paths(path: str) -> None:
    assert read_root_path(path) == "/" + path.strip("/")
    assert read_root_path("/") == read_root_path("") == ""


def test_what_is_no_root_path_and_no_proxy() -> None:
    for path in ("/a b", "//evil.example/..", "/a/../b", '/"'):
        with pytest.raises(ComityError, match="will not do"):
            read_root_path(path)
    with pytest.raises(ComityError, match="its address or network"):
        read_networks(["proxy.example"])


def test_the_last_sender_that_is_no_proxy_is_the_client() -> None:
    """What a client itself writes into the header stands before what the proxies add."""
    seen = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["client"][0])
        await PlainTextResponse("")(scope, receive, send)

    mounted = Mount(app, proxies=read_networks(["10.0.0.0/8", "fd00::/8"]))
    for sender in ("10.0.0.1", "::ffff:10.0.0.1", "fd00::1", "11.0.0.1"):
        client = TestClient(mounted, client=(sender, 1))
        client.get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7, 10.0.0.2"})
    assert seen == ["203.0.113.7"] * 3 + ["11.0.0.1"]
