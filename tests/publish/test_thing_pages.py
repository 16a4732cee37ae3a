"""What pages of things add for the eye and for search engines."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from comity.publish.pages.neighbourhood import MOST, Neighbour, draw


def read(client: TestClient, path: str) -> dict[str, Any]:
    page = client.get(path).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


def test_an_event_for_search_engines(served: TestClient) -> None:
    found = read(served, "/bomca/activity/ashgabat-vulnerable-migrants-2017-12.html")
    assert (found["@type"], found["startDate"], found["endDate"]) == ("Event", "2017-12-12", "2017-12-15")
    assert found["location"]["name"] == "Ashgabat"
    assert {each["name"] for each in found["contributor"]} >= {"State Border Guard of Latvia"}


def test_what_is_not_known_is_not_said(served: TestClient) -> None:
    undated = read(served, "/bomca/activity/ashgabat-k9-11-01.html")
    assert "startDate" not in undated
    country = read(served, "/bomca/place/TKM.html")
    assert country["@type"] == "Country"
    assert "geo" not in country


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/bomca/actor/lva-sbg.html", "Organization"),
        ("/bomca/actor/tkm-customs.html", "GovernmentOrganization"),
        ("/bomca/place/ashgabat.html", "Place"),
        ("/theme/document-security.html", "DefinedTerm"),
    ],
)
def test_other_kinds(path: str, kind: str, served: TestClient) -> None:
    assert read(served, path)["@type"] == kind


def test_a_neighbourhood_shows_the_strongest_and_says_what_it_leaves_out() -> None:
    neighbours = [Neighbour(f"n{n}", f"/n{n}", n, str(n)) for n in range(1, 21)]
    found = draw("middle", neighbours)
    assert found
    assert len(found.spokes) == MOST
    assert found.hidden == 20 - MOST
    assert {spoke.neighbour.name for spoke in found.spokes} == {f"n{n}" for n in range(7, 21)}
    for side in ("start", "end"):
        heights = sorted(spoke.y for spoke in found.spokes if spoke.anchor == side)
        assert all(b - a > 14 for a, b in pairwise(heights)), "labels lie over one another"
    widest = max(found.spokes, key=lambda spoke: spoke.width)
    assert widest.neighbour.name == "n20"
    assert draw("middle", []) is None


def test_a_sitemap_names_every_page(served: TestClient) -> None:
    found = re.findall(r"<loc>(.*?)</loc>", served.get("/sitemap.xml").text)
    assert "http://testserver/" in found
    assert "http://testserver/bomca/actor/lva-sbg.html" in found
    assert len(found) == len(set(found)) > 700
    assert "Sitemap: http://testserver/sitemap.xml" in served.get("/robots.txt").text
