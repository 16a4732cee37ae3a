"""What pages of things add for the eye and for search engines."""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from comity.data import open_package
from comity.data.dates import YEAR_KNOWN
from comity.graph.build.snapshot import build_graph
from comity.graph.network.network import compute_network
from comity.graph.store.embedded import open_snapshot
from comity.publish.app import make_app
from comity.publish.pages.models.neighbourhood import MOST, Neighbour, Spoke, draw_neighbours
from comity.publish.pages.rendering import count
from comity.publish.pages.routes.things import PARTNERS
from tests.packages import mixed, write_package


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


def widths(spokes: list[Spoke]) -> list[tuple[Spoke, int]]:
    return [(spoke, spoke.neighbour.weight) for spoke in spokes]


MET = re.compile(
    r'<th scope="row"><a href="[^"]*/actor/([^"]+)\.html">.*?#pick=[^"]*~([^"&]+)(?:&amp;[^"]*)?"[^>]*>([\d,]+)</a>'
    r"<span[^>]*>, ([\d,]+) stated",
    re.S,
)


@pytest.fixture(scope="module", params=["shipped", 1, 2])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "shipped":
        path: Path = request.getfixturevalue("built_store")
        return path
    folder = tmp_path_factory.mktemp("mixed")
    build_graph([open_package(write_package(folder / "package", mixed(request.param)))], folder / "store")
    return folder / "store"


def test_every_actor_met_whom_networks_say(store: Path) -> None:
    snapshot = open_snapshot(store)
    usual, every = compute_network(snapshot), compute_network(snapshot, all_actors=True)
    left_out = frozenset().union(*usual.selection.hidden.values())
    took_part = {name: node["activities"] for name, node in every.graph.nodes(data=True)}
    met: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in snapshot.table("actors")["actor"].to_pylist()}
    for name in met:
        for row in (every if name in left_out else usual).rows:
            if name in (row["source"], row["target"]):
                other = row["target"] if name == row["source"] else row["source"]
                if other not in left_out:
                    met[name][other] = (row["activities"], row["stated"])
    base = snapshot.manifest.packages[0]["name"]
    with TestClient(make_app(store)) as client:
        for name, wanted in met.items():
            page = client.get(f"/{base}/actor/{name}.html").text
            rows = MET.findall(page)
            assert all(linked == picked for linked, picked, *_ in rows)
            shown = {other: (int(number), int(stated)) for other, _, number, stated in rows}
            best = sorted(wanted.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))[:PARTNERS]
            assert shown == dict(best), name
            text = re.sub(r"<[^>]+>", "", page)
            activities = took_part.get(name, 0)
            assert f"Took part in {count(activities, 'activity')}, " in text, name
            assert f"with {count(len(wanted), 'other actor')}." in text, name
            assert (name in left_out) == ("Networks leave it out" in text), name


def test_an_actor_page_says_in_which_roles_either_was_there(served: TestClient) -> None:
    page = re.sub(r"<[^>]+>", "", served.get("/bomca/actor/lva-sbg-exam.html").text)
    assert "expert" in page
    rows = re.findall(r"this one as (.*?)\n.*?the other as (.*?)\n", page)
    assert rows
    assert all(re.fullmatch(r"[\w-]+ \d+(, [\w-]+ \d+)*", each) for row in rows for each in row)


@pytest.mark.parametrize("path", ["/bomca/actor/lva-sbg.html", "/bomca/actor/eu.html", "/bomca/place/ashgabat.html"])
def test_what_is_stated_comes_first_and_what_is_dated(path: str, served: TestClient, built_store: Path) -> None:
    rows = open_snapshot(built_store).table("activities").to_pylist()
    dated = {row["activity"]: row["earliest"] if row["precision"] in YEAR_KNOWN else date.max for row in rows}
    page = served.get(path).text
    groups = re.findall(
        r'class="group"><th[^>]*>(Stated|Inferred|Paid for only): (\d+) .*?</tr>(.*?)</tbody>', page, re.S
    )
    titles = [title for title, *_ in groups]
    assert titles == [title for title in ("Stated", "Inferred", "Paid for only") if title in titles]
    assert titles[0] == "Stated"
    for _, number, rows in groups:
        days = [dated[name] for name in re.findall(r'href="[^"]*/activity/([^"]+)\.html"', rows)]
        assert len(days) == int(number)
        assert days == sorted(days)


def test_evidence_of_an_activity_begins_with_what_is_stated(served: TestClient) -> None:
    for path in ("rsg3-astana-2017", "nsg-uzb-2022", "closing-conference-2025"):
        page = served.get(f"/bomca/activity/{path}.html").text
        rows = re.findall(r'class="ground-([\w-]+)"', page)
        firsts = [row != "stated" for row in re.findall(r'rowspan=.*?class="ground-([\w-]+)"', page, re.S)]
        assert {"stated"} < set(rows)
        assert firsts == sorted(firsts)


def test_bars_have_two_parts_that_begin_at_nought(served: TestClient) -> None:
    for path in ("/", "/actors", "/bomca/actor/lva-sbg.html", "/bomca/place/KGZ.html", "/theme/document-security.html"):
        page = served.get(path).text
        bars = re.findall(r'class="mark".*?class="all" width="([\d.]+)%".*?class="sure" width="([\d.]+)%"', page)
        assert bars, path
        assert all(float(all_) >= float(sure) for all_, sure in bars)
        assert any(float(all_) > float(sure) > 0 for all_, sure in bars)
        assert "stated: a source names it" in page, path


def test_a_neighbourhood_shows_the_strongest_and_says_what_it_leaves_out() -> None:
    neighbours = [Neighbour(f"n{n}", f"/n{n}", n, n // 2, str(n)) for n in range(1, 21)]
    found = draw_neighbours("middle", neighbours)
    assert found
    assert len(found.spokes) == MOST
    assert found.hidden == 20 - MOST
    assert {spoke.neighbour.name for spoke in found.spokes} == {f"n{n}" for n in range(7, 21)}
    for side in ("start", "end"):
        heights = sorted(spoke.y for spoke in found.spokes if spoke.anchor == side)
        assert all(b - a > 14 for a, b in pairwise(heights)), "labels lie over one another"
    widest = max(found.spokes, key=lambda spoke: spoke.width)
    assert widest.neighbour.name == "n20"
    assert all(spoke.sure / spoke.width == pytest.approx(n // 2 / n, abs=0.03) for spoke, n in widths(found.spokes))
    assert draw_neighbours("middle", []) is None


def test_a_sitemap_names_every_page(served: TestClient) -> None:
    found = re.findall(r"<loc>(.*?)</loc>", served.get("/sitemap.xml").text)
    assert "http://testserver/" in found
    assert "http://testserver/bomca/actor/lva-sbg.html" in found
    assert len(found) == len(set(found)) > 700
    assert "Sitemap: http://testserver/sitemap.xml" in served.get("/robots.txt").text
