"""Linked data as it is served: the table of negotiation, and every IRI of the graph."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from comity.data.errors import ComityError
from comity.publish.app import make_app
from comity.publish.portal.gone import read_gone
from comity.publish.web.documents import Documents
from comity.publish.web.negotiation import FORMS

from ..packages import SMALL, write_package
from .sites import build, publish
from .test_negotiation import CASES, PART, THING

SYNTAX = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def documents(served: TestClient) -> Documents:
    return Documents(served.app.state.pool.store)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("path", "accept", "form", "status", "where"), CASES)
def test_the_table_holds_over_http(
    path: str, accept: str, form: str, status: int, where: str, served: TestClient
) -> None:
    asked = {"format": form} if form else {}
    answer = served.get(path, params=asked, headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == status
    if status == 303:
        assert answer.headers["location"] == where
        assert answer.headers["vary"] == "Accept"
    if status == 200:
        assert answer.headers["content-type"] == FORMS[where]
    if status < 400:
        assert 'rel="alternate"; type="text/turtle"' in answer.headers["link"]


def test_every_iri_of_ours_has_its_document(documents: Documents, served: TestClient) -> None:
    things, parts = documents.things(), documents.parts()
    assert len(things) > 700
    assert len(parts) > 2_800
    for iri in [*things, *parts]:
        answer = served.get(documents.addresses.path(iri), headers={"Accept": "text/turtle"}, follow_redirects=False)
        assert answer.status_code == 303, iri
        assert answer.headers["location"] == documents.addresses.page(parts.get(iri, iri)).replace(".html", ".ttl")
    names = {iri for iri in documents.store.names() if iri.startswith("https://w3id.org/comity/")}
    assert names <= {*things, *parts, *(name for name in names if "#" in name)}


def test_every_document_says_something_of_its_thing(documents: Documents, served: TestClient) -> None:
    for iri in documents.things():
        told = served.get(documents.addresses.page(iri).replace(".html", ".nt"))
        subjects = {str(quad.subject) for quad in ox.parse(told.content, format=ox.RdfFormat.N_TRIPLES)}
        assert f"<{iri}>" in subjects, iri


def test_every_document_has_a_page(documents: Documents, served: TestClient) -> None:
    for iri in documents.things():
        answer = served.get(documents.addresses.page(iri))
        assert answer.status_code == 200, iri
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_every_part_is_told_in_the_document_of_its_owner(documents: Documents) -> None:
    told: dict[str, set[str]] = {}
    for iri, owner in documents.parts().items():
        if owner not in told:
            told[owner] = {str(triple.subject.value) for triple in documents.describe(owner)}  # type: ignore[union-attr]
        assert iri in told[owner], iri


def test_every_term_of_the_vocabulary_is_in_its_document(documents: Documents) -> None:
    terms = {iri for iri in documents.store.names() if iri.startswith("https://w3id.org/comity/ns#")}
    told = {str(triple.subject.value) for triple in documents.describe("https://w3id.org/comity/ns")}  # type: ignore[union-attr]
    assert terms <= told | {"https://w3id.org/comity/ns#"}


@pytest.mark.parametrize("path", [THING, "/bomca/activity/ashgabat-vulnerable-migrants-2017-12", "/role", "/bomca/"])
def test_all_forms_say_the_same(path: str, served: TestClient) -> None:
    address = f"{path}index" if path.endswith("/") else path
    found = {
        name: {str(quad.triple) for quad in ox.parse(served.get(f"{address}.{name}").content, format=syntax)}
        for name, syntax in SYNTAX.items()
    }
    # What a document says of itself names its own form.
    said = [{triple for triple in triples if f"{address}." not in triple} for triples in found.values()]
    assert said[0]
    assert all(each == said[0] for each in said)


def test_an_unchanged_document_is_not_sent_again(served: TestClient) -> None:
    first = served.get(f"{THING}.ttl")
    tag = first.headers["etag"]
    for known in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = served.get(f"{THING}.ttl", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert served.get(f"{THING}.ttl", headers={"If-None-Match": '"x"'}).status_code == 200
    assert served.get(f"{THING}.nt").headers["etag"] != tag


def test_a_part_leads_to_what_it_belongs_to(served: TestClient) -> None:
    answer = served.get(PART, headers={"Accept": "text/html"})
    assert answer.url.path == "/bomca/activity/ashgabat-vulnerable-migrants-2017-12.html"


@pytest.mark.parametrize(
    "path", ["/%EF%BF%BD", "/bomca/actor/%3Cscript%3E", "/bomca/actor/a b", "/bomca/actor/é", "/.ttl"]
)
def test_odd_addresses_are_not_found(path: str, served: TestClient) -> None:
    for accept in ("text/turtle", "text/html"):
        answer = served.get(path, headers={"Accept": accept})
        assert answer.status_code == 404
        assert "<script>" not in answer.text


FILES = {
    "/catalog.ttl": "text/turtle; charset=utf-8",
    "/catalog.rdf": "application/rdf+xml",
    "/catalog.jsonld": "application/ld+json",
    "/void.ttl": "text/turtle; charset=utf-8",
    "/.well-known/void": "text/turtle; charset=utf-8",
    "/dumps/graph.nq": "application/n-quads",
    "/dumps/graph.ttl.gz": "application/gzip",
    "/tables/participations.parquet": "application/vnd.apache.parquet",
    "/ro-crate-metadata.json": "application/json",
    "/releases/index.csv": "text/csv; charset=utf-8",
}


@pytest.mark.parametrize("path", FILES)
def test_the_files_of_a_publication_are_served(path: str, served: TestClient) -> None:
    answer = served.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FILES[path]
    assert answer.content


@pytest.mark.parametrize(
    "path", ["/dumps/../manifest.json", "/dumps/", "/tables/x", f"/dumps/{'a' * 300}", "/releases/.htaccess"]
)
def test_no_other_file_is_served(path: str, served: TestClient) -> None:
    assert served.get(path, headers={"Accept": "text/plain"}).status_code == 404


def test_only_what_the_list_of_a_publication_names_is_served(tmp_path: Path) -> None:
    store = build(write_package(tmp_path / "package"), tmp_path / "store")
    site = publish(store, tmp_path / "site")
    for name in ("dumps/mine.nq", ".htpasswd", "package/.git/config", "releases/x"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("mine", encoding="utf-8")
    (site / "dumps" / "graph.nt").unlink()
    (site / "dumps" / "graph.nt").symlink_to("/etc/hostname")
    with TestClient(make_app(tmp_path / "store", site=site)) as client:
        assert client.get("/dumps/graph.nq").status_code == 200
        hidden = ("/dumps/mine.nq", "/dumps/..%2f.htpasswd", "/package/.git/config", "/releases/x", "/dumps/graph.nt")
        for path in hidden:
            assert client.get(path, headers={"Accept": "text/plain"}).status_code in (400, 404), path
    with pytest.raises(ComityError, match="is no site that comity publish wrote"):
        make_app(tmp_path / "store", site=tmp_path / "package")


def test_the_catalogue_names_where_it_is_served(served: TestClient) -> None:
    found = served.get("/catalog.ttl").text
    assert "http://testserver/sparql" in found
    for address in {word.strip("<>") for word in found.split() if word.startswith("<http://testserver/dumps/graph.")}:
        assert served.get(address.removeprefix("http://testserver")).status_code == 200


def test_what_was_dropped_is_gone(tmp_path: Path) -> None:
    site, store = tmp_path / "site", tmp_path / "store"
    publish(build(write_package(tmp_path / "first"), store), site)
    without = {**SMALL, "actors": SMALL["actors"][:2], "participations": SMALL["participations"][:-1]}
    publish(build(write_package(tmp_path / "second", without), store), site, pages=True)
    assert "/small/actor/c" in read_gone(site)
    assert "/small/actor/b" not in read_gone(site)
    with TestClient(make_app(store, site=site)) as client:
        answer = client.get("/small/actor/c", headers={"Accept": "text/turtle"})
        assert answer.status_code == 410
        assert answer.text == "/small/actor/c was in an earlier version of this graph, and is no more\n"
        assert client.get("/small/actor/c", headers={"Accept": "text/html"}).status_code == 410
        assert client.get("/releases/index.csv").text.count("\n") == 3


def test_the_graph_of_a_file_has_a_page_and_no_name_of_a_document(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    (package / "rdf").mkdir()
    (package / "rdf" / "evil.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    store = build(package, tmp_path / "store")
    site = publish(store, tmp_path / "site", pages=True)
    assert {str(name) for name in site.glob("small/graph/rdf/*")} == {
        str(site / "small" / "graph" / "rdf" / f"evil-ttl.{form}") for form in FORMS
    }
    with TestClient(make_app(tmp_path / "store")) as client:
        thing = client.get("/small/graph/rdf/evil-ttl", headers={"Accept": "text/turtle"}, follow_redirects=False)
        assert thing.headers["location"] == "/small/graph/rdf/evil-ttl.ttl"
        assert client.get("/small/graph/rdf/evil.ttl").status_code == 404
