"""Content negotiation: one table, for the function, and for whatever serves the same site."""

import pytest

from comity.publish.web.negotiation import Known, negotiate

EVENT = "ashgabat-vulnerable-migrants-2017-12"
THING, PLACE, PART = "/bomca/actor/lva-sbg", "/bomca/place/TKM", f"/bomca/participation/{EVENT}/lva-sbg/expert"
KNOWN = Known(
    {
        THING: "https://w3id.org/comity/bomca/actor/lva-sbg",
        PLACE: "https://w3id.org/comity/bomca/place/TKM",
        f"/bomca/activity/{EVENT}": f"https://w3id.org/comity/bomca/activity/{EVENT}",
        "/bomca/activity/v1.0": "https://w3id.org/comity/bomca/activity/v1.0",
        "/bomca/": "https://w3id.org/comity/bomca/",
        "/ns": "https://w3id.org/comity/ns",
        "/role/expert": "https://w3id.org/comity/role/expert",
    },
    {PART: f"/bomca/activity/{EVENT}"},
    frozenset({"/bomca/actor/old"}),
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

# path, Accept, ?format=, status, where to or which form
CASES = [
    (THING, BROWSER, "", 303, f"{THING}.html"),
    (THING, "text/html", "", 303, f"{THING}.html"),
    (THING, "text/turtle", "", 303, f"{THING}.ttl"),
    (THING, "application/x-turtle", "", 303, f"{THING}.ttl"),
    (THING, "application/ld+json", "", 303, f"{THING}.jsonld"),
    (THING, "application/n-triples", "", 303, f"{THING}.nt"),
    (THING, "text/plain", "", 303, f"{THING}.nt"),
    (THING, "application/rdf+xml", "", 303, f"{THING}.rdf"),
    (THING, "", "", 303, f"{THING}.ttl"),
    (THING, "*/*", "", 303, f"{THING}.ttl"),
    (THING, "text/*", "", 303, f"{THING}.ttl"),
    (THING, "application/*", "", 303, f"{THING}.jsonld"),
    (THING, "TEXT/TURTLE", "", 303, f"{THING}.ttl"),
    (THING, "text/turtle;q=0.5, application/ld+json", "", 303, f"{THING}.jsonld"),
    (THING, "text/turtle;q=0.5, application/ld+json;q=0.4", "", 303, f"{THING}.ttl"),
    (THING, "text/turtle;q=0, application/rdf+xml;q=0.1", "", 303, f"{THING}.rdf"),
    (THING, "text/html;q=0.1, text/turtle;q=0.2, */*;q=0.05", "", 303, f"{THING}.ttl"),
    (THING, "text/html, text/turtle", "", 303, f"{THING}.ttl"),
    (THING, "application/rdf+xml, */*;q=0.1", "", 303, f"{THING}.rdf"),
    (THING, "text/turtle;charset=utf-8", "", 303, f"{THING}.ttl"),
    (THING, "image/png", "", 406, ""),
    (THING, "text/turtle;q=0", "", 406, ""),
    (THING, "image/png, text/html;q=0.2", "", 303, f"{THING}.html"),
    (THING, "text/html", "ttl", 303, f"{THING}.ttl"),
    (THING, "text/html", "turtle", 303, f"{THING}.ttl"),
    (THING, "text/html", "jsonld", 303, f"{THING}.jsonld"),
    (THING, "text/html", "nt", 303, f"{THING}.nt"),
    (THING, "text/html", "rdf", 303, f"{THING}.rdf"),
    (THING, "text/html", "rdfxml", 303, f"{THING}.rdf"),
    (THING, "text/turtle", "html", 303, f"{THING}.html"),
    (THING, "text/turtle", "application/ld+json", 303, f"{THING}.jsonld"),
    (THING, "text/turtle", "docx", 406, ""),
    (f"{THING}.html", "text/turtle", "", 200, "html"),
    (f"{THING}.ttl", "text/html", "", 200, "ttl"),
    (f"{THING}.jsonld", "image/png", "", 200, "jsonld"),
    (f"{THING}.nt", "", "", 200, "nt"),
    (f"{THING}.rdf", "*/*", "", 200, "rdf"),
    (f"{THING}.docx", "*/*", "", 404, ""),
    (f"{THING}x", "text/turtle", "", 404, ""),
    (f"{THING}/", "text/turtle", "", 404, ""),
    ("/bomca/actor/", "text/turtle", "", 404, ""),
    (PART, "text/turtle", "", 303, f"/bomca/activity/{EVENT}.ttl"),
    (PART, BROWSER, "", 303, f"/bomca/activity/{EVENT}.html"),
    (f"{PART}.ttl", "text/turtle", "", 404, ""),
    ("/bomca/", BROWSER, "", 303, "/bomca/index.html"),
    ("/bomca/", "text/turtle", "", 303, "/bomca/index.ttl"),
    ("/bomca/index.ttl", "text/turtle", "", 200, "ttl"),
    ("/ns", "text/turtle", "", 303, "/ns.ttl"),
    ("/ns", BROWSER, "", 303, "/ns.html"),
    ("/ns.rdf", "", "", 200, "rdf"),
    ("/role/expert", "application/rdf+xml", "", 303, "/role/expert.rdf"),
    ("/role/expert.jsonld", "", "", 200, "jsonld"),
]
# What the graph of the tests has no example of.
MORE = [
    ("/bomca/actor/old", "text/turtle", "", 410, ""),
    ("/bomca/activity/v1.0", "text/turtle", "", 303, "/bomca/activity/v1.0.ttl"),
    ("/bomca/activity/v1.0.ttl", "text/turtle", "", 200, "ttl"),
    ("/", "text/turtle", "", 404, ""),
]


@pytest.mark.parametrize(("path", "accept", "form", "status", "where"), CASES + MORE)
def test_the_table(path: str, accept: str, form: str, status: int, where: str) -> None:
    found = negotiate(path, accept, form, KNOWN)
    assert found.status == status
    if status == 303:
        assert found.location == where
    if status == 200:
        assert found.form == where
        assert found.thing
    if status >= 400:
        assert path in found.message or "no form" in found.message


def test_a_document_names_its_other_forms() -> None:
    assert negotiate(THING, "text/turtle", "", KNOWN).alternates[f"{THING}.jsonld"] == "application/ld+json"
    assert len(negotiate(f"{THING}.ttl", "", "", KNOWN).alternates) == 5
