"""The benchmarks work: each runs once at a small size. What they measure is not judged here."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted(
    path.stem for path in (ROOT / "benchmarks").glob("*.py") if path.stem not in ("__init__", "generate", "measure")
)


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
