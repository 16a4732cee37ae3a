"""The commands that measure: rank, compare, communities, backbones, and what explains them."""

import csv
import io
import json
from pathlib import Path

import pytest

from comity.__main__ import cli
from comity.commands.options import Name, Number, Whole
from comity.graph.analysis.choices import LIMITS
from tests.comity.test_commands import run, table

COLUMNS = ["actor", "name", "country", "value", "rank", "rank_low", "rank_high", "stated_share"]
FAST = ("--draws", "20")
AGENCIES = ("--between", "agencies")


def test_names_and_numbers_are_checked_by_the_analysis_itself() -> None:
    """Every option of that name, in every command, has the type that asks the analysis."""
    names = {"tie", "between", "weight", "backbone", "correction", "language", "part"}
    checked = set()
    for command in cli.commands.values():
        for option in command.params:
            if option.name in names | LIMITS.keys():
                checked.add(option.name)
                assert isinstance(option.type, Name if option.name in names else Whole | Number), option.name
                if option.name in LIMITS:
                    assert LIMITS[option.name].holds(option.default)
    assert checked == names | LIMITS.keys()


def test_rank_as_csv_begins_with_the_eight_columns(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "rank", "--by", "betweenness", *FAST, "-f", "csv")
    assert code == 0
    assert next(csv.reader(io.StringIO(out)))[:8] == COLUMNS
    rows = table(out)
    assert [int(row["rank"]) for row in rows] == sorted(int(row["rank"]) for row in rows)
    assert all(int(row["rank_low"]) <= int(row["rank_high"]) for row in rows)
    assert all(0 <= float(row["stated_share"]) <= 1 for row in rows if row["stated_share"])
    assert "without a known country" in err


def test_rank_as_a_table_never_comes_without_its_interval(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "rank", "--by", "betweenness", *AGENCIES, *FAST)
    assert code == 0
    assert out.split()[:4] == ["rank", "interval", "actor", "name"]
    for part in ("inferred", "rank if stated only", "20 draws", "seed 1", "Freeman 1977", "without a known day"):
        assert part in out
    assert run(capfd, "rank", "--by", "betweenness", *AGENCIES, *FAST)[1] == out


def test_rank_of_next_to_nothing_is_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "rank", "--theme", "ethics", "--country", "KAZ")
    assert code == 0
    assert "too little to rank" in out
    assert "0 rows" in out


def test_results_are_computed_again_and_compared(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "results.ttl"
    options = ("--by", "pagerank", "--tie", "expertise", "--since", "2016", "--role", "expert", "--role", "participant")
    assert run(capfd, "rank", *options, *FAST, "-f", "ttl", "-o", str(target))[0] == 0
    code, out, _ = run(capfd, "rank", "--check", str(target))
    assert code == 0
    assert out.startswith("all ")
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("comity:rank 1 ;", "comity:rank 2 ;", 1), encoding="utf-8")
    code, _, err = run(capfd, "rank", "--check", str(target))
    assert code == 1
    assert "1 of" in err
    assert "rank" in err


def test_rank_lists_the_measures(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "rank", "--list")
    assert code == 0
    for name in ("betweenness", "constraint", "gatekeeper", "core-member", "reciprocity", "ei"):
        assert f"\n{name} " in out


def test_a_rank_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "explain", "lva-sbg", "--by", "gatekeeper", *AGENCIES, *FAST)
    assert code == 0
    for part in ("stands between", "Gould and Fernandez 1989", "its ties", "Its activities (41)", "computed from: {"):
        assert part.lower() in out.lower()
    found = json.loads(run(capfd, "explain", "lva-sbg", *AGENCIES, *FAST, "-f", "json")[1])
    assert found["parameters"]["by"] == "strength"
    assert len(found["activities"]) == 41


def test_a_p_value_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "network", *AGENCIES, "--backbone", "sdsm", "-f", "csv")
    assert code == 0
    row = table(out)[0]
    found = json.loads(
        run(capfd, "explain", row["source"], row["target"], *AGENCIES, "--backbone", "sdsm", "-f", "json")[1]
    )
    assert found["chance"]["p"] == pytest.approx(float(row["p_value"]))
    assert found["chance"]["adjusted"] == pytest.approx(float(row["p_adjusted"]))
    assert found["chance"]["expected"] == pytest.approx(float(row["expected"]))
    assert found["weight"] == float(row["weight"])
    text = run(capfd, "explain", row["source"], row["target"], *AGENCIES, "--backbone", "disparity")[1]
    assert "By chance: p = " in text


def test_a_backbone_says_what_it_kept(capfd: pytest.CaptureFixture[str]) -> None:
    sizes = []
    for alpha in ("0.001", "0.05"):
        code, out, err = run(capfd, "network", *AGENCIES, "--backbone", "hypergeometric", "--alpha", alpha, "-f", "csv")
        assert code == 0
        assert all(float(row["p_adjusted"]) <= float(alpha) for row in table(out))
        assert f"at most {alpha}" in err
        assert "2,701 tests" in err
        sizes.append(len(table(out)))
    assert 0 < sizes[0] < sizes[1]


def test_compare_tells_ties_ranks_and_the_test(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ("compare", "--periods", "2015..2018,2021..2025", *AGENCIES, "--splits", "99")
    code, out, _ = run(capfd, *arguments)
    assert code == 0
    for part in ("kept", "gained", "lost", "kept are", "p = ", "99 random splits", "intervals lie apart", '"graph"'):
        assert part in out
    rows = table(run(capfd, *arguments, "-f", "csv")[1])
    counts = {status: sum(row["status"] == status for row in rows) for status in ("kept", "gained", "lost")}
    assert f"ties: {counts['kept']} kept, {counts['gained']} gained, {counts['lost']} lost" in out
    kept = next(row for row in rows if row["status"] == "kept")
    period = ("--since", "2015", "--until", "2018")
    explained = json.loads(run(capfd, "explain", kept["source"], kept["target"], *AGENCIES, *period, "-f", "json")[1])
    assert explained["weight"] == float(kept["weight_before"])


def test_compare_by_phases_compares_each_with_the_next(capfd: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capfd, "compare", "--periods", "phases", "--splits", "99", "-f", "json")[1])
    assert [each["before"] for each in found][1:] == [each["after"] for each in found][:-1]


def test_communities_come_with_their_stability(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "communities", *AGENCIES, "--runs", "10")
    assert code == 0
    for part in ("stability", "modularity", "best of 10 runs", "normalised mutual information", "seed 1", '"graph"'):
        assert part in out
    rows = table(run(capfd, "communities", *AGENCIES, "--runs", "10", "-f", "csv")[1])
    assert list(rows[0]) == ["actor", "name", "country", "community", "stability"]
    assert {row["community"] for row in rows} >= {"1", "2"}


def test_a_network_is_summed_up(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "network", "--tie", "expertise", "-f", "summary")
    assert code == 0
    for name in ("nodes", "density", "reciprocity", "ei", "core fit"):
        assert f"\n{name}: " in out


def test_both_engines_write_the_same(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("ibis", reason="ibis is not installed (extra: duckdb)")
    options = ("--tie", "peer", "--weight", "newman", "--since", "2016", "-f", "csv")
    assert run(capfd, "network", *options)[1] == run(capfd, "network", *options, "--engine", "duckdb")[1]
    target = tmp_path / "ties.parquet"
    assert run(capfd, "network", "--engine", "duckdb", "-f", "parquet", "-o", str(target))[0] == 0
    from pyarrow import parquet

    assert parquet.read_table(target).num_rows == len(table(run(capfd, "network", "-f", "csv")[1]))


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("rank", "--by", "betweeness"), 1, 'did you mean "betweenness"'),
        (("rank", "--by", "reciprocity"), 1, "not defined for undirected ties"),
        (("rank", "--draws", "3"), 2, "draws is 3; give a whole number from 20 to 100,000"),
        (("compare",), 2, "Missing option '--periods'"),
        (("compare", "--periods", "2015"), 1, "comparing takes two or more"),
        (("explain", "lva-sbg", "--backbone", "sdsm"), 2, "name A and B"),
        (("explain", "lva-sbgg"), 1, 'did you mean "lva-sbg"'),
        (("network", "--engine", "duckdb"), 2, "-f csv or -f parquet"),
        (("network", "--engine", "duckdb", "--backbone", "sdsm", "-f", "csv"), 2, "without --backbone"),
        (("network", "--backbone", "sdsm", "--alpha", "2"), 2, "alpha is 2; give a number from 0 to 1"),
        (("network", "--backbone", "sdsm", "--two-mode"), 1, "without --two-mode"),
    ],
)
def test_a_mistake_gets_one_clear_error(
    arguments: tuple[str, ...], code: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found, out, err = run(capfd, *arguments)
    assert found == code
    assert out == ""
    assert says in err
    assert "Traceback" not in err
