"""The report: its numbers are those of the tables, its pages ask nothing of anyone, and data stays text."""

import base64
import csv
import hashlib
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from copy import deepcopy
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("vl_convert", reason="vl-convert-python is absent (pip install 'comity[report]')")

from comity.__main__ import main
from comity.api import Graph
from comity.data import ComityError, open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import open_snapshot
from comity.viz.choices import LANGUAGES
from comity.viz.report import Report
from comity.viz.report.charts.label_places import place_labels
from comity.viz.report.charts.letters import text_box
from comity.viz.report.report import table_csv
from comity.viz.report.words import load_words
from tests.packages import SMALL, write_package
from tests.probes import PROBES as TEMPLATES
from tests.strict_html import html_faults
from tests.viz import browser
from tests.viz.conftest import DRAWS
from tests.viz.parts import Parts

PROBES = [template.format(n=1) for template in TEMPLATES]
TABLES = Path(__file__).parents[2] / "data" / "bomca"


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return report.files["index.html"].decode()


def test_the_pages_are_strict_html(report: Report) -> None:
    assert [html_faults(content) for name, content in report.files.items() if name.endswith(".html")] == [[], []]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the pictures, which take most of the time."""
    monkeypatch.setattr("comity.viz.report.charts.drawing.Drawing.png", lambda _: b"")


def rows_of(report: Report, name: str) -> list[dict[str, str]]:
    text = report.files[f"data/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def year_of(activity: dict[str, str]) -> str:
    known = activity["date_precision"] not in ("day-without-year", "unknown")
    return activity["earliest"][:4] if known else "not known"


# Numbers against the tables, by plain counting.


def test_activities_by_year_are_those_of_the_table(report: Report) -> None:
    want: dict[str, Counter[str]] = defaultdict(Counter)
    for activity in table("activities"):
        year = year_of(activity)
        want[year]["year not known" if year == "not known" else f"year {activity['year_ground']}"] += 1
    found = {
        row.pop("year"): Counter({name: int(n) for name, n in row.items() if n != "0"})
        for row in rows_of(report, "years")
    }
    assert {year: counts for year, counts in found.items() if counts} == want
    assert f"Of {len(table('activities'))} activities" in report.findings[0]


def test_kinds_are_those_of_the_table(report: Report) -> None:
    want = Counter(activity["kind"].replace("-", " ") for activity in table("activities"))
    found = {row["kind of activity"]: int(row["activities"]) for row in rows_of(report, "kinds")}
    assert sorted(found.values()) == sorted(want.values())
    assert found["workshop"] == want["workshop"]


def parts() -> dict[tuple[str, str, str], str]:
    order = ("stated", "inferred", "from-group")
    found: dict[tuple[str, str, str], str] = {}
    for row in table("participations"):
        key = (row["activity"], row["actor"], row["role"])
        found[key] = min(found.get(key, row["ground"]), row["ground"], key=order.index)
    return found


def test_grounds_are_those_of_the_table(report: Report) -> None:
    grounds = {"stated": "stated", "from-group": "from a group", "inferred": "inferred"}
    want = Counter((role, grounds[ground]) for (_, _, role), ground in parts().items())
    found: Counter[tuple[str, str]] = Counter()
    for row in rows_of(report, "grounds-by-role"):
        found.update({(row["role"], ground): int(row[ground]) for ground in grounds.values()})
    assert +found == want
    by_year: Counter[tuple[str, str]] = Counter()
    years = {activity["id"]: year_of(activity) for activity in table("activities")}
    for (activity, _, _), ground in parts().items():
        by_year[years[activity], ground] += 1
    for row in rows_of(report, "grounds-by-year"):
        assert int(row["stated"]) == by_year[row["year"], "stated"]
        assert int(row["from a group"]) == by_year[row["year"], "from-group"]


def test_what_is_missing_is_what_the_table_leaves_empty(report: Report) -> None:
    activities = table("activities")
    guests = ("participant", "beneficiary", "recipient")
    some = {activity for activity, _, role in parts() if role in guests}
    stated = {activity for (activity, _, role), ground in parts().items() if role in guests and ground == "stated"}
    want = [
        sum(year_of(each) == "not known" for each in activities),
        sum(each["date_precision"] != "day" for each in activities),
        sum(not each["country"] for each in activities),
        sum(not each["place"] for each in activities),
        sum(each["id"] not in some for each in activities),
        sum(each["id"] not in stated for each in activities),
        sum(not each["headcount"] for each in activities),
    ]
    assert [int(row["activities"]) for row in rows_of(report, "missing")][:-1] == want


def test_conflicts_publishers_and_themes_are_those_of_the_tables(report: Report) -> None:
    conflicts = {row["id"] for row in table("conflicts")}
    assert len(rows_of(report, "conflicts")) == len(conflicts)
    publisher = {row["id"]: row["publisher"] for row in table("sources")}
    reported: dict[str, set[str]] = defaultdict(set)
    themes: Counter[tuple[str, str]] = Counter()
    for activity in table("activities"):
        for source in (activity["source"], *filter(None, activity["also_in"].split("|"))):
            reported[publisher[source]].add(activity["id"])
        themes.update(
            (theme, country)
            for theme in filter(None, activity["themes"].split("|"))
            for country in filter(None, activity["participating_countries"].split("|"))
        )
    found = {row["publisher"]: int(row["activities"]) for row in rows_of(report, "publishers")}
    assert found == {name: len(which) for name, which in reported.items()}
    assert sorted(int(row["activities"]) for row in rows_of(report, "themes")) == sorted(themes.values())


def joint_ties() -> tuple[Counter[frozenset[str]], Counter[frozenset[str]]]:
    """Count joint activities of agencies, in all and stated for both sides, without the project's own arithmetic."""
    actors = {row["id"]: row for row in table("actors")}
    left = {
        name for name, row in actors.items() if row["kind"] in ("programme", "country") or row["collective"] == "yes"
    }

    def top(name: str) -> str:
        return top(actors[name]["parent"]) if actors[name]["parent"] else name

    there: dict[str, set[str]] = defaultdict(set)
    stated: dict[str, set[str]] = defaultdict(set)
    for (activity, actor, role), ground in parts().items():
        if role != "funder" and actor not in left and top(actor) not in left:
            there[activity].add(top(actor))
            if ground == "stated":
                stated[activity].add(top(actor))
    return pairs(there), pairs(stated)


def pairs(there: dict[str, set[str]]) -> Counter[frozenset[str]]:
    return Counter(frozenset(pair) for who in there.values() for pair in combinations(who, 2))


def test_ties_are_those_of_the_tables(report: Report) -> None:
    name = {row["id"]: row["name"] for row in table("actors")}
    together, stated = joint_ties()
    rows = rows_of(report, "network")
    numbers = ("activities", "stated for both")
    assert {frozenset((row["one"], row["other"])): tuple(int(row[each]) for each in numbers) for row in rows} == {
        frozenset(name[actor] for actor in pair): (count, stated[pair]) for pair, count in together.items()
    }
    strength: Counter[str] = Counter()
    for pair, count in together.items():
        strength.update(dict.fromkeys((name[actor] for actor in pair), count))
    ranked = {row["agency"]: float(row["joint activities"]) for row in rows_of(report, "strength")}
    assert {agency: value for agency, value in ranked.items() if value} == strength


def test_the_numbers_of_a_figure_are_the_answer_to_its_query(graph: Graph, report: Report) -> None:
    for name in ("kinds", "publishers", "themes", "network", "expertise", "countries-met", "funders"):
        asked = graph.query(report.files[f"data/{name}.rq"].decode()).rows
        found = rows_of(report, name)
        assert sorted(str(row["activities"]) for row in asked) == sorted(row["activities"] for row in found), name


def activities_of_countries() -> dict[str, set[tuple[str, str]]]:
    """Give for each activity the countries that someone there stands for, with the ground, by plain reading."""
    actors = {row["id"]: row for row in table("actors")}

    def top(name: str) -> dict[str, str]:
        return top(actors[name]["parent"]) if actors[name]["parent"] else actors[name]

    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (activity, actor, role), ground in parts().items():
        left = actors[actor]["kind"] == "programme" or actors[actor]["collective"] == "yes"
        if role != "funder" and not left and top(actor)["country"] in CENTRAL_ASIA:
            found[activity].add((top(actor)["country"], ground))
    return found


CENTRAL_ASIA = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


def test_whether_cooperation_grew_is_answered_from_counts_of_recorded_activities(report: Report) -> None:
    phase = {row["id"]: row["phase"] for row in table("activities")}
    recorded = Counter(phase.values())
    there = activities_of_countries()
    met = Counter(phase[name] for name, who in there.items() if len({land for land, _ in who}) > 1)
    sure = Counter(
        phase[name] for name, who in there.items() if len({land for land, ground in who if ground == "stated"}) > 1
    )
    [whole] = [row for row in rows_of(report, "growth") if row["countries"] == "any two of the 5"]
    for name in ("9", "10"):
        assert whole[f"phase {name}"] == str(met[name])
        assert whole[f"phase {name}, stated for both"] == str(sure[name])
    change = 100 * (met["10"] / recorded["10"] - met["9"] / recorded["9"])
    assert float(whole["change, of 100"]) == round(change, 1)
    assert float(whole["from"]) < 0 < float(whole["to"])
    assert whole["verdict"] == "not certain"
    said = next(finding for finding in report.findings if "neither growth nor decline can be shown" in finding)
    assert f"met in {met['9']} of {recorded['9']} recorded activities, then in {met['10']} of {recorded['10']}" in said
    assert f"rests on inference: a source states agencies of two of the countries in only {sure['9']}" in said


def test_a_period_with_too_few_activities_is_told_and_not_compared(report: Report, page: str) -> None:
    recorded = Counter(row["phase"] for row in table("activities"))
    rows = {row["period"].removeprefix("phase "): row for row in rows_of(report, "periods")}
    assert {name: int(row["recorded"]) for name, row in rows.items()} == recorded
    assert {name for name, row in rows.items() if row["remark"]} == {name for name, n in recorded.items() if n < 5}
    for name, columns in (("growth", 9), ("changed-ties", 10)):
        heads = list(rows_of(report, name)[0])
        assert len(heads) == columns
        assert not [head for head in heads if "phase" in head and "9" not in head and "10" not in head]
    assert ">lost<" not in page
    assert ">gained<" not in page


def test_pairs_are_told_as_they_are_compared(graph: Graph, report: Report) -> None:
    network = graph.network(between="agencies")
    compared = network.compare("phases", splits=99)[-1]
    name = {node.id: node.name for node in network.selection.nodes}
    want = {
        (name[tie.source], name[tie.target]): (*tie.counts, *tie.stated, tie.verdict or "not certain")
        for tie in compared.ties
    }
    heads = ("phase 9", "phase 10", "phase 9, stated for both", "phase 10, stated for both")
    found = {
        (row["one"], row["other"]): (*(int(row[head]) for head in heads), row["verdict"])
        for row in rows_of(report, "changed-ties")
    }
    assert found == want


def test_who_paid_is_told_apart_from_who_took_part(report: Report) -> None:
    paid = {activity for activity, _, role in parts() if role == "funder"}
    [row] = rows_of(report, "funders")
    assert row == {"funder": "European Union", "activities": str(len(paid)), "stated": str(len(paid))}


def test_what_is_counted_adds_up_to_what_is_recorded(graph: Graph, report: Report, page: str) -> None:
    whole, nobody, one, two = (int(row["activities"]) for row in rows_of(report, "counted"))
    network = graph.network(between="agencies")
    there = defaultdict(set)
    for activity, node in zip(network.selection.activity.tolist(), network.selection.node.tolist(), strict=True):
        there[activity].add(node)
    sizes = Counter(min(len(who), 2) for who in there.values())
    assert (whole, nobody, one, two) == (176, 176 - len(there), sizes[1], sizes[2])
    left = [len(names) for names in network.selection.hidden.values()]
    text = "Left out are {} programmes, {} actors named only collectively and {} states without a named body."
    assert page.count(text.format(*left)) == 2


def test_no_part_that_is_stated_exceeds_the_whole(report: Report) -> None:
    told = ("stated for both", "an agency stated", "stated")
    wholes = ("activities", "activities together", "took part", "participations")
    for name in ("network", "strongest", "expertise", "countries", "themes", "countries-met", "funders"):
        for row in rows_of(report, name):
            [part], [whole] = ([int(row[head]) for head in heads if head in row] for heads in (told, wholes))
            assert 0 <= part <= whole, (name, row)


def test_a_tie_is_a_band_of_all_with_a_core_of_what_is_stated(report: Report) -> None:
    rows = rows_of(report, "network")
    lines = ET.fromstring(report.files["figures/network.svg"]).iter("{http://www.w3.org/2000/svg}line")
    ties = [line for line in lines if line.get("x1") != line.get("x2") or line.get("y1") != line.get("y2")]
    widths: dict[str, dict[tuple[str | None, ...], float]] = {"stroke-inferred": {}, "stroke-stated": {}}
    for line in ties:
        ends = tuple(line.get(name) for name in ("x1", "y1", "x2", "y2"))
        widths[str(line.get("class"))][ends] = float(line.get("stroke-width") or 0)
    bands, cores = widths["stroke-inferred"], widths["stroke-stated"]
    stated = [row for row in rows if row["stated for both"] != "0"]
    assert len(cores) == len(stated)
    assert len(bands) == sum(1 for row in rows if row in stated or int(row["activities"]) >= 3)
    assert all(core <= bands[ends] for ends, core in cores.items())


def test_no_mark_is_drawn_on_a_layer_of_its_own(report: Report) -> None:
    # A program that makes a picture composes a whole sheet for each mark that is transparent as a group.
    for name, content in report.files.items():
        if name.endswith(".svg"):
            assert b" opacity=" not in content, name


def test_a_query_declares_its_prefixes(report: Report) -> None:
    import pyoxigraph

    for name, content in report.files.items():
        if name.endswith(".rq"):
            assert pyoxigraph.Store().query(content.decode()), name


def test_every_rank_has_an_interval_that_holds_it_mostly(report: Report) -> None:
    for name in ("strength", "betweenness"):
        for row in rows_of(report, name):
            assert int(row["rank from"]) <= int(row["rank to"])


# The pages.


def test_the_page_asks_nothing_and_runs_nothing(report: Report) -> None:
    for name in ("index.html", "explanations.html"):
        found = Parts(report.files[name].decode())
        assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(found.tags)
        assert not any("@import" in style or "url(" in style for style in found.styles)
        digest = base64.b64encode(hashlib.sha256(found.styles[0].encode()).digest()).decode()
        assert found.policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_leads_somewhere(report: Report) -> None:
    for name in ("index.html", "explanations.html"):
        for address in Parts(report.files[name].decode()).addresses:
            if address.startswith(("http://", "https://")):
                continue
            path, _, anchor = address.partition("#")
            target = report.files[path or name]
            assert not anchor or f'id="{anchor}"'.encode() in target, address


def test_identifiers_stand_once(page: str) -> None:
    counts = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, count in counts.items() if count > 1] == []


EXHIBITS = {
    *("years", "kinds", "countries", "grounds-by-role", "grounds-by-year", "missing", "publishers", "conflicts"),
    *("network", "strongest", "expertise", "funders", "counted", "strength", "betweenness", "themes", "countries-met"),
    *("growth", "periods", "changed-ties", "moved"),
}


def test_every_exhibit_has_its_files_its_query_and_its_words(report: Report, page: str) -> None:
    names = [name[5:-4] for name in report.files if name.startswith("data/") and name.endswith(".csv")]
    assert sorted(names) == sorted(EXHIBITS)
    for name in names:
        assert f'id="query-{name}"' in page
        assert f"data/{name}.rq" in report.files
        if f"figures/{name}.svg" in report.files:
            assert report.files[f"figures/{name}.png"][:4] == b"\x89PNG"
            assert f'aria-labelledby="chart-{name}-t chart-{name}-d"' in page


def test_the_page_says_what_it_rests_on(graph: Graph, page: str) -> None:
    assert graph.version in page
    assert "Built on" in page
    assert "none: the whole graph" in page
    assert page.count("Source: graph") == len(EXHIBITS)


def test_how_to_cite_names_the_graph_and_its_release(page: str) -> None:
    release = json.loads((TABLES / "datapackage.json").read_text(encoding="utf-8"))
    assert f"from {release['title']}, release {release['version']}, {release['base']} (graph" in page


def test_the_same_graph_gives_the_same_files(graph: Graph, report: Report) -> None:
    assert graph.report(draws=DRAWS).files == report.files


@pytest.mark.usefixtures("quick")
def test_filters_narrow_the_report_and_are_named(graph: Graph) -> None:
    found = graph.report(draws=DRAWS, since="2017", until="2017", place="TKM")
    want = [
        each
        for each in table("activities")
        if "TKM" in (each["country"], each["place"])
        and (each["latest"] or each["earliest"]) >= "2017-01-01"
        and each["earliest"]
        and each["earliest"] <= "2017-12-31"
    ]
    text = found.files["index.html"].decode()
    assert f"{len(want)} activities, 2017-01-01 – 2017-12-31" in text
    assert "period 2017-01-01 to 2017-12-31; took place in: Turkmenistan" in text
    assert sum(int(row["activities"]) for row in rows_of(found, "kinds")) == len(want)


ASKED: list[dict[str, Any]] = [
    {"role": "expert"},
    {"country": "LVA"},
    {"country": "LVA", "within": True},
    {"actor_kind": "international-organisation"},
    {"stated_only": True},
    {"theme": "migration"},
    {"phase": "9"},
]


@pytest.mark.parametrize("filters", ASKED, ids=lambda filters: "-".join(filters))
@pytest.mark.usefixtures("quick")
def test_filters_on_who_took_part_reach_every_number(graph: Graph, filters: dict[str, Any]) -> None:
    actors = graph.store.table("actors").to_pylist()
    column, wanted = next(iter(filters.items()))
    asked = {
        "country": {row["actor"] for row in actors if row["stands_for"] == wanted},
        "actor_kind": {row["actor"] for row in actors if row["kind"] == wanted},
    }.get(column)
    kept = {
        key
        for key, ground in parts().items()
        if (column != "role" or key[2] == wanted) and (column != "stated_only" or ground == "stated")
    }
    passing = {name for name, actor, _ in kept if asked is None or actor in asked}
    if column in ("theme", "phase"):
        passing = set(graph.network(all_actors=True, **filters).selection.activities)
    found = graph.report(draws=DRAWS, **filters)
    assert sum(int(row["activities"]) for row in rows_of(found, "kinds")) == len(passing)
    want = {key for key in kept if key[0] in passing and (not filters.get("within") or key[1] in (asked or ()))}
    grounds = ("stated", "from a group", "inferred")
    assert sum(int(row[ground]) for row in rows_of(found, "grounds-by-role") for ground in grounds) == len(want)
    if "data/counted.csv" in found.files:
        used = graph.network(between="agencies", **filters).selection.missing["activities"]
        whole, nobody, *_ = (int(row["activities"]) for row in rows_of(found, "counted"))
        assert whole - nobody == used


@pytest.mark.usefixtures("quick")
def test_a_report_on_some_actors_names_them_and_says_what_cannot_be_ranked(graph: Graph) -> None:
    text = graph.report(draws=DRAWS, actor_kind="university").files["index.html"].decode()
    assert "actors of kind: university; on one side of a tie at least" in text
    assert "Not ranked by standing between: that needs all ties" in text
    assert 'id="strength"' in text
    assert 'id="growth"' not in text


@pytest.mark.usefixtures("quick")
def test_nothing_to_report_is_said(graph: Graph) -> None:
    found = graph.report(draws=DRAWS, since="1950", until="1951")
    assert found.findings == [load_words("en")("nothing")]
    assert set(found.files) == {"index.html"}
    assert html.escape(found.findings[0]) in found.files["index.html"].decode()


@pytest.mark.usefixtures("quick")
def test_a_name_in_a_filter_that_means_nothing_is_named(graph: Graph) -> None:
    with pytest.raises(ComityError, match='did you mean "ashgabat"'):
        graph.report(place="ashgabad")


@pytest.mark.usefixtures("quick")
def test_without_phases_the_halves_of_the_period_are_compared(graph: Graph) -> None:
    rows = rows_of(graph.report(draws=DRAWS, phase="9"), "periods")
    assert [row["period"] for row in rows] == ["2015–2016", "2017–2020"]


@pytest.mark.usefixtures("quick")
def test_activities_without_ties_say_so(graph: Graph) -> None:
    found = graph.report(draws=DRAWS, role="donor")
    assert "No two agencies took part in the same activity" in found.files["index.html"].decode()
    assert "data/years.csv" in found.files
    assert "data/network.csv" not in found.files
    assert "explanations.html" not in found.files


# Words.


def test_the_languages_say_the_same_things() -> None:
    english, russian = (load_words(language) for language in LANGUAGES)
    assert set(english.texts) == set(russian.texts)
    assert set(english.forms) == set(russian.forms)
    for key, text in english.texts.items():
        fields = set(re.findall(r"{(\w+)}", text))
        assert set(re.findall(r"{(\w+)}", russian.texts[key])) <= fields, key


@pytest.mark.parametrize(
    ("number", "want"), [(1, "1 тема"), (2, "2 темы"), (5, "5 тем"), (11, "11 тем"), (21, "21 тема"), (112, "112 тем")]
)
def test_russian_counts_take_their_forms(number: int, want: str) -> None:
    assert load_words("ru").count(number, "theme") == want


@pytest.mark.usefixtures("quick")
def test_the_report_speaks_russian(graph: Graph) -> None:
    text = graph.report(language="ru", draws=DRAWS).files["index.html"].decode()
    assert '<html lang="ru">' in text
    assert "Полнота и качество данных" in text
    assert "Казахстан" in text
    assert "Figure" not in text
    assert ">activities<" not in text
    assert "Counted:" not in text


@pytest.mark.usefixtures("quick")
def test_the_explanations_name_actors_in_russian(graph: Graph) -> None:
    text = graph.report(language="ru", draws=DRAWS).files["explanations.html"].decode()
    names = {row["id"]: row for row in table("actors")}
    assert f"<li>{names['lva-sbg']['name_ru']}: " in text
    assert [row["name"] for row in names.values() if f"<li>{html.escape(row['name'], quote=False)}: " in text] == []
    assert re.findall(r'<h2 id="[^"]*">[^<]*[а-я][^<]*</h2>', text) == re.findall(r'<h2 id="[^"]*">[^<]*</h2>', text)


def test_a_translated_name_says_so_in_the_report_in_russian() -> None:
    english, russian = load_words("en"), load_words("ru")
    assert russian.name("School", "Школа", "translated") == "Школа (наш перевод)"
    assert russian.name("School", "Школа", "in-use") == russian.name("School", "Школа", "") == "Школа"
    assert (russian.name("School", "", ""), english.name("School", "Школа", "translated")) == ("School", "School")


def test_an_unknown_language_is_named(graph: Graph) -> None:
    with pytest.raises(ComityError, match="the languages of the report"):
        graph.report(language="fr")


# Labels.


def test_labels_do_not_meet() -> None:
    points = [(50.0 + 40 * (n % 6), 50.0 + 25 * (n // 6)) for n in range(36)]
    labels = ["A long name of an agency" if n % 2 else "ICMPD" for n in range(36)]
    spots = place_labels(points, [4.0] * 36, labels, range(36), 9, (0, 0, 330, 230))
    boxes = []
    for index, spot in spots.items():
        width, height = text_box(labels[index], 9)
        left = {"start": spot.x, "end": spot.x - width, "middle": spot.x - width / 2}[spot.align]
        boxes.append((left, spot.y - height / 2, left + width, spot.y + height / 2))
    assert 3 < len(boxes) < 36
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


# Hostile data.

GROUNDS = ("stated", "from-group", "stated")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report on tables whose every field of text holds probes, with enough activities for every section."""
    tables = deepcopy(SMALL)
    text = " ".join([*PROBES, "\x7f\x85\u2028"])
    for name in ("places", "actors"):
        for row in tables[name]:
            row.update(name=f"{row['name']} {text}", name_ru=text, aliases=text.replace("|", ""), note=text)
    first, _ = tables["activities"]
    tables["activities"] = []
    tables["participations"] = []
    for number in range(24):
        name = f"activity-{number}"
        days = {"earliest": f"20{10 + number % 8}-01-01", "latest": f"20{10 + number % 8}-01-02"}
        extra = {"title": f"={text}", "date_words": text, "place_words": text, "note": text}
        tables["activities"].append({**first, **days, **extra, "id": name, "phase": f"{number // 12} {text}"})
        for actor, role, ground in zip("abc", ("expert", "participant", "host"), GROUNDS, strict=True):
            row = {"activity": name, "actor": actor, "role": role, "ground": ground, "words": text, "note": text}
            tables["participations"].append(row)
    tables["sources"][0].update(url="https://example.org/'onclick=alert(1)", publisher=f"=1+1 {text}")
    tables["conflicts"] = [
        {"id": "c", "activity": "activity-0", "property": "date", "reading": f"{n} {text}", "followed": "no"}
        for n in "=+"
    ]
    folder = tmp_path_factory.mktemp("hostile")
    build_graph([open_package(write_package(folder / "package", tables))], folder / "store")
    return Graph(open_snapshot(folder / "store")).report(folder / "report", draws=DRAWS)


def test_text_of_the_data_reaches_the_pages_as_text(hostile: Report) -> None:
    for name in ("index.html", "explanations.html"):
        text = hostile.files[name].decode()
        found = Parts(text)
        assert not {"script", "img"} & set(found.tags)
        figures = sum(1 for name in hostile.files if name.endswith(".svg")) + 1  # the key
        assert text.count("<svg") == figures * (name == "index.html")
        assert "hit(1)" in text
        safe = ("https://", "#", "data/", "figures/", "explanations.html", "index.html")
        assert [address for address in found.addresses if not address.startswith(safe)] == []
    for name, content in hostile.files.items():
        if name.endswith(".svg"):
            assert b"<script" not in content
            assert b"<img" not in content


def test_every_section_is_in_the_report_on_probes(hostile: Report) -> None:
    found = {name[5:-4] for name in hostile.files if name.endswith(".csv")}
    assert found == EXHIBITS - {"funders"}  # nobody pays in it


def test_cells_that_would_be_formulas_are_escaped(hostile: Report) -> None:
    assert rows_of(hostile, "publishers")[0]["publisher"].startswith("'=1+1")
    assert rows_of(hostile, "conflicts")[0]["activity"].startswith("'=")
    for name in hostile.files:
        if name.endswith(".csv"):
            cells = csv.reader(io.StringIO(hostile.files[name].decode("utf-8-sig"), newline=""))
            assert not [cell for row in cells for cell in row if re.match(r"[=@\t\r]|[+-](?![\d.])", cell)], name


def test_a_number_below_zero_is_no_formula() -> None:
    assert table_csv(("a", "-b"), [(-1, "-1")]).decode("utf-8-sig").split("\r\n")[:2] == ["a,'-b", "-1,'-1"]


@pytest.mark.browser
def test_in_a_browser_no_probe_runs_and_nothing_is_asked_for(hostile: Report, report: Report, tmp_path: Path) -> None:
    for name, each in (("hostile", hostile), ("shipped", report)):
        opened = each.save(tmp_path / name)
        for path in (opened, opened.with_name("explanations.html")):
            with browser.page(path, ready="h1") as (page, log):
                assert page.evaluate("window.hit") is None
                assert log.errors == []
                assert log.requests == [path.as_uri()]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "explanations.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(name: str, scheme: str, report: Report, tmp_path: Path) -> None:
    if not browser.AXE.is_file():
        pytest.skip(browser.NO_AXE)
    path = report.save(tmp_path).with_name(name)
    with browser.page(path, ready="h1", bypass_csp=True, color_scheme=scheme) as (page, _):
        page.evaluate(browser.AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document).then((all) => all.violations.map((one) => one.id))")
        assert found == []


# Files and the command.


@pytest.mark.usefixtures("quick")
def test_the_command_writes_the_folder_and_says_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "-o", str(tmp_path / "out"), "--draws", "20", "--since", "2022", "--until", "2022"]) == 0
    said = capsys.readouterr().out
    assert "Who worked with whom in BOMCA" in said
    assert "- Of 30 activities" in said
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"data", "figures", "index.html", "explanations.html"}
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["report", "-o", str(tmp_path / "file"), "--draws", "20", "--since", "1950", "--until", "1951"]) == 1
    assert "cannot be written" in capsys.readouterr().err
