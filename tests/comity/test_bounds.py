"""What the command line's queries may take, and what is said and left when they come to it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

COMITY = (sys.executable, "-m", "comity", "query")
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f }"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be divided here")


def query(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMITY, *arguments], capture_output=True, text=True, check=False)


def test_time_is_bounded() -> None:
    done = query("-e", ENDLESS, "--time-limit", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ("comity: the query takes more than 1 s of computing; ask for less, or raise --time-limit\n")


def test_memory_is_bounded() -> None:
    done = query("-e", f"{ROWS} ORDER BY ?d", "--memory-limit", "256")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "comity: the query takes more than 256 MiB; ask for less, or raise --memory-limit\n"


def test_an_answer_that_came_to_its_bounds_leaves_no_file(tmp_path: Path) -> None:
    done = query("-e", ROWS, "-f", "csv", "--time-limit", "1", "-o", str(tmp_path / "rows.csv"))
    assert done.returncode == 1
    assert not list(tmp_path.iterdir())


def test_an_answer_within_bounds_comes_as_it_is() -> None:
    done = query("-e", "ASK { ?a a comity:Actor }")
    assert (done.returncode, done.stdout, done.stderr) == (0, "yes\n", "")
    done = query("-e", "ASK {")
    assert done.returncode == 1
    assert done.stderr.startswith('comity: line 1, column 5: this "{" is never closed')
    assert query("nonsense", "-e", "ASK {}").returncode == 2


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_query_that_is_stopped_leaves_no_process(how: signal.Signals, code: int) -> None:
    with subprocess.Popen([*COMITY, "-e", ENDLESS], stderr=subprocess.PIPE, text=True) as process:
        children: list[psutil.Process] = []
        until = time.monotonic() + 30
        while not children and time.monotonic() < until:
            children = psutil.Process(process.pid).children()
            time.sleep(0.02)
        process.send_signal(how)
        assert process.wait(30) == code
        assert not any(child.is_running() for child in children)
