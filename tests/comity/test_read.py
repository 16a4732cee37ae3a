"""``comity read`` and ``comity template``: a page that runs, exit codes, faults beside what was proposed."""

import csv
import re
import shlex
import shutil
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import pytest

from comity.__main__ import main
from comity.commands import output
from comity.data import SHIPPED, check_package, open_package
from tests.data.readers.offices import EXAMPLES, maker, registry, written

PAGE = Path(__file__).parents[2] / "docs" / "spreadsheets.md"
PLAN = "sheets:\n- activities: {title: Event, dates: Date, kind: {literal: workshop}}\n"


def commands() -> list[list[str]]:
    return [shlex.split(line)[1:] for line in re.findall(r"^    (comity .*)$", PAGE.read_text(encoding="utf-8"), re.M)]


def test_the_page_leads_from_three_spreadsheets_to_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SHIPPED, tmp_path / "data" / "bomca")
    make = maker()
    make.write_plan(tmp_path / "plan-2019.xlsx")
    make.write_events(tmp_path / "events-2017.ods")
    make.write_participants(tmp_path / "participants-2018.csv")
    for path in EXAMPLES.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    assert len(commands()) == 10
    said = []
    for command in commands():
        assert main(command) == 0, command
        said.append(capfd.readouterr().out)
    shown = PAGE.read_text(encoding="utf-8").partition("    - sheet: Plan 2019\n")[2].partition("        …")[0]
    assert shown.replace("\n    ", "\n")[4:].rstrip() in said[1]
    assert "open" not in said[2]
    with (tmp_path / "programme" / "activities.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 13
    assert "12 of 13 activities" in said[7]
    assert "proposed: nothing" in said[9], "an empty template"
    assert all((tmp_path / name).stat().st_size for name in ("programme.html", "programme.xlsx"))


def test_a_fault_is_told_and_the_sound_rows_are_proposed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    package = registry(tmp_path / "programme")
    path = written(tmp_path / "plan.csv", "Event,Date\nTalks,3/4/2019\nCourse,31.02.2020\nVisit,March 2020\n")
    mapping = written(tmp_path / "plan.yaml", PLAN)
    assert main(["read", str(path), "--map", str(mapping), "-o", str(package.folder)]) == 1
    out, err = capfd.readouterr()
    assert "proposed: 3 activities (3 new)" in out
    assert "open: 3 activities.source" in out
    assert "comity: plan.csv, row 2, column B (Date): " in err
    assert "\nplan.csv, row 3, column B (Date): " in err
    assert err.endswith("2 faults; what is sound was proposed, what they are about stays open\n")
    with (package.folder / "candidates" / "plan.csv").open(encoding="utf-8", newline="") as file:
        assert len({row["proposal"] for row in csv.DictReader(file)}) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["plan.csv"], 2, "-o PACKAGE is missing"),
        (["plan.csv", "sub/plan.csv", "-o", "programme"], 2, "two files are called plan"),
        (["plan.csv", "sub/plan.csv", "--suggest"], 2, "--suggest is for one FILE"),
        (["plan.csv", "-o", "nowhere"], 1, "nowhere is not a folder"),
        (["plan.csv", "-o", "programme", "--new", "https://example.org/"], 1, "is there already; leave out --new"),
        (["plan.csv", "-o", "other", "--new", "example.org"], 1, "is not the beginning of IRIs"),
        (["plan.csv", "-o", "programme"], 1, "plan.csv: has not our columns"),
        (["plan.csv", "-o", "programme", "--map", "sub/plan.csv"], 1, "plan.csv, line 1"),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: list[str],
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    registry(tmp_path / "programme")
    (tmp_path / "sub").mkdir()
    for name in ("plan.csv", "sub/plan.csv"):
        written(tmp_path / name, "Event,Date\nTalks,2019\n")
    monkeypatch.chdir(tmp_path)
    assert main(["read", *arguments]) == code
    assert told in capfd.readouterr().err
    assert not (tmp_path / "other").exists()
    assert not (tmp_path / "programme" / "candidates").exists()


@pytest.mark.parametrize("command", [["read", "plan.csv", "-o", "p"], ["template", "-o", "programme.xlsx"]])
def test_a_library_that_is_missing_is_named(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from comity.data.readers.spreadsheets import libraries

    written(tmp_path / "plan.csv", "Event,Date\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(libraries, "LIBRARIES", ("yaml", "no_such_library"))
    assert main(command) == 1
    assert 'take more libraries (no_such_library); run: pip install "comity[read]"' in capfd.readouterr().err


def test_a_template_ends_as_spreadsheets_want_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "-o", str(tmp_path / "programme.ods")]) == 1
    assert "name it so" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written_before", range(3))
def test_what_was_stopped_is_taken_up_where_it_was(
    written_before: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables are written one after the other, each after those that it refers to."""
    maker().write_plan(tmp_path / "plan-2019.xlsx")
    folders = [registry(tmp_path / name / "programme").folder for name in ("whole", "stopped")]
    plan = [str(tmp_path / "plan-2019.xlsx"), "--map", str(EXAMPLES / "plan-2019.yaml"), "--accept", "-o"]
    assert main(["read", *plan, str(folders[0])]) == 0
    left = written_before

    def stopping(path: Path | None) -> AbstractContextManager[IO[bytes]]:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        return output.writing(path)

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["comity.commands.read"], "writing", stopping)
        assert main(["read", *plan, str(folders[1])]) == 130
    check_package(open_package(folders[1]))
    assert main(["read", *plan, str(folders[1])]) == 0
    for path in folders[0].glob("*.csv"):
        assert (folders[1] / path.name).read_bytes() == path.read_bytes(), path.name
