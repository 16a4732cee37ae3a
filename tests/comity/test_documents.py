"""The documents are true: reference pages are up to date, examples run, links lead somewhere."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from comity.__main__ import cli, main

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "data" / "bomca" / "README.md"]


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands.md", "tables.md", "vocabulary.md", "queries.md", "ties.md", "reading.md"])
def test_a_reference_page_is_up_to_date(page: str) -> None:
    assert reference().PAGES[page]() == (ROOT / "docs" / page).read_text(encoding="utf-8"), "run: make docs"


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"## comity {name}\n" in text


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_python_examples_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), names)


def commands() -> list[str]:
    lines = re.findall(r"^    (comity .*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split("  #")[0].strip() for line in lines if "my-package" not in line]


@pytest.mark.parametrize("line", [line for line in commands() if line != "comity publish site"])
def test_commands_of_the_readme_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(line)[1:]) == 0


def test_the_command_of_the_readme_that_publishes_runs(published: Path) -> None:
    """It is run once, for all tests that read the site."""
    assert f"comity publish {published.name}" in commands()
    assert (published / "SHA256SUMS").is_file()


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_every_decision_is_listed_and_dated() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    pages = [path.name for path in folder.glob("*.md") if path.name != "index.md"]
    assert pages
    for name in pages:
        assert f"({name})" in index
        assert name[:10] in (folder / name).read_text(encoding="utf-8")
        assert f"decisions/{name}" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_versions_agree() -> None:
    import comity

    assert f"\nversion: {comity.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{comity.__version__}"' in (ROOT / "ontology" / "comity.ttl").read_text(encoding="utf-8")


def test_ci_calls_what_the_readme_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines():
        if line.startswith("make "):
            assert f"    {line} " in readme
