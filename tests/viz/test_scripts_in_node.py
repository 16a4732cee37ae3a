"""The scripts of the page that need no page, tested by Node's own runner; each ``*.test.mjs`` in ``scripts/``."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from comity.api import Graph
from tests.viz import node

TESTS = sorted(node.HERE.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def data(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return node.write_data(graph.network(), tmp_path_factory.mktemp("page") / "data.json")


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_in_node(path: Path, data: Path) -> None:
    command = [*node.find_node(), "--test", "--test-reporter=tap", str(path)]
    ran = subprocess.run(command, env={**os.environ, "COMITY_PAGE": str(data)}, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    passed = re.search(r"^# pass (\d+)$", ran.stdout, re.MULTILINE)
    assert passed
    assert int(passed[1]) == len(re.findall(r"^test\(", path.read_text(encoding="utf-8"), re.MULTILINE)) > 0


def test_a_failure_in_node_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "wrong.test.mjs"
    path.write_text('import test from "node:test"; test("no", () => { throw new Error("no"); });', encoding="utf-8")
    assert subprocess.run([*node.find_node(), "--test", str(path)], capture_output=True).returncode
