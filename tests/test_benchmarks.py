"""The benchmarks work: each runs once at a small size. What they measure is not judged here."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import interval_coverage
from comity.graph.analysis.measures import MEASURES

ROOT = Path(__file__).parents[1]
OTHERS = ("__init__", "generate", "measure", "interval_coverage")
SCRIPTS = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if path.stem not in OTHERS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_benchmark_runs(name: str) -> None:
    for library in ("pandas", "ibis"):
        pytest.importorskip(library)
    command = [sys.executable, "-m", f"benchmarks.{name}", "--activities", "80", "--repeat", "1"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("comity 0.")
    if "\nskipped: " in found.stdout:
        pytest.skip(found.stdout.partition("\nskipped: ")[2].strip())
    assert " ms   ours " in found.stdout


@pytest.mark.parametrize("names", [("strength", "out-strength"), pytest.param(tuple(MEASURES), marks=pytest.mark.slow)])
def test_what_intervals_hold_is_counted(
    names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {name: measure for name, measure in MEASURES.items() if name in names}
    monkeypatch.setattr(interval_coverage, "MEASURES", known)
    monkeypatch.setattr("sys.argv", ["", "--programmes", "2", "--draws", "20", "--ties", "expertise"])
    interval_coverage.main()
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split()[1] for row in rows] == [name for name in known if known[name].directed is not False]
    for row in rows:
        held, outside = row.split()[2], row.split()[-1]
        assert 80 < float(held.rstrip("%")) <= 100
        assert outside == "0"
