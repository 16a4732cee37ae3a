"""The benchmarks work: each runs once at a small size. What they measure is not judged here."""

import subprocess
import sys
from pathlib import Path

import pytest

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


def test_what_intervals_hold_is_counted() -> None:
    command = [sys.executable, "-m", "benchmarks.interval_coverage", "--programmes", "2", "--draws", "20"]
    found = subprocess.run([*command, "--ties", "expertise"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stderr
    _, _, *rows = found.stdout.splitlines()
    assert len(rows) > 5
    for row in rows:
        held, outside = row.split()[2], row.split()[-1]
        assert 80 < float(held.rstrip("%")) <= 100
        assert outside == "0"
