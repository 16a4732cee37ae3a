"""The command line: exit codes, clear errors, data and nothing else on stdout."""

import csv
import io
import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from comity.__main__ import cli, main
from comity.graph.store.embedded import open_snapshot
from comity.viz.map import bundles
from tests.packages import SMALL, write_package

Run = tuple[int, str, str]


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> Run:
    code = main(list(arguments))
    out, err = capfd.readouterr()
    return code, out, err


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_help_names_every_command(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "--help")
    assert code == 0
    for name in ("build", "query", "network", "explain", "map", "dump"):
        assert name in out
    for name, command in cli.commands.items():
        assert command.help, name
        assert run(capfd, name, "--help")[0] == 0


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert "0.2.0" in run(capfd, "--version")[1]


def test_build_says_what_was_built(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = write_package(tmp_path / "package")
    code, out, err = run(capfd, "build", str(folder), "--store", str(tmp_path / "store"))
    assert (code, err) == (0, "")
    # Two of the five rows of participations.csv are evidence of one participation.
    assert "2 activities, 3 actors, 4 participations, 2 sources" in out
    assert str(tmp_path / "store") in out


def test_a_participation_is_one_thing_wherever_it_is_counted(
    capfd: pytest.CaptureFixture[str], built_store: Path, tmp_path: Path
) -> None:
    _, out, _ = run(capfd, "build", "--store", str(tmp_path))
    text = "SELECT (COUNT(*) AS ?n) { ?p a comity:Participation }"
    ((count,),) = csv.reader(run(capfd, "query", "-e", text, "-f", "csv")[1].splitlines()[1:])
    assert f" {int(count):,} participations" in out
    assert int(count) == open_snapshot(built_store).table("participations").num_rows == 1_081


def test_what_is_quoted_cannot_move_the_cursor(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    rows["actors"][0]["kind"] = "a\u009b2Jb"
    code, _, err = run(capfd, "build", str(write_package(tmp_path / "package", rows)), "--store", str(tmp_path))
    assert code == 1
    assert "\u009b" not in err
    assert "a\ufffd2Jb" in err


def test_csv_is_data_and_for_a_spreadsheet_where_asked(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cells = ["=1+1", "+a", "-1.5", "-b", "@c", "\td", 'a "b", c', "two\r\nlines", "Ж", "x" * 200_000]
    values = " ".join(f"({json.dumps(cell)} 7)" for cell in cells)
    file = tmp_path / "own.rq"
    file.write_text(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert run(capfd, "query", str(file), "-f", "csv", "-o", str(out))[0] == 0
    content = out.read_bytes().decode()
    assert content.count("\r\n") == len(cells) + 2, "each row ends as RFC 4180 has it"
    assert _rows(content) == [["a", "b"], *([cell, "7"] for cell in cells)]
    assert run(capfd, "query", str(file), "-f", "csv", "--spreadsheet", "-o", str(out))[0] == 0
    wanted = [f"'{cell}" if cell[0] in "=+-@\t" and cell != "-1.5" else cell for cell in cells]
    assert _rows(out.read_bytes().decode("utf-8-sig")) == [["a", "b"], *([cell, "7"] for cell in wanted)]
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def _rows(content: str) -> list[list[str]]:
    limit = csv.field_size_limit(1 << 30)
    try:
        return list(csv.reader(io.StringIO(content, newline=""), strict=True))
    finally:
        csv.field_size_limit(limit)


FOR_SPREADSHEETS = {
    "rank": ("--draws", "20"),
    "network": (),
    "communities": ("--runs", "2"),
    "compare": ("--periods", "2015..2018,2021..2025", "--splits", "99"),
}


@pytest.mark.parametrize("command", FOR_SPREADSHEETS)
def test_every_command_that_writes_csv_writes_it_for_a_spreadsheet(
    command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = (command, *FOR_SPREADSHEETS[command], "-f")
    plain, marked = (run(capfd, *asked, "csv", *more)[1] for more in ((), ("--spreadsheet",)))
    assert marked == f"\ufeff{plain}", "none of these cells could be a formula"
    assert plain.count("\r\n") == plain.count("\n") > 2
    assert run(capfd, *asked, "json" if command != "communities" else "table", "--spreadsheet")[0] == 2


def test_a_faulty_package_gives_all_faults_and_exit_code_1(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = deepcopy(SMALL)
    for number, row in enumerate(rows["actors"]):
        row["kind"] = f"nonsense{number}"
    folder = write_package(tmp_path / "package", rows)
    code, out, err = run(capfd, "build", str(folder), "--store", str(tmp_path / "store"))
    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert [line.removeprefix("comity: ").split(":")[0] for line in lines[:3]] == [
        f"actors.csv, line {n}, column kind" for n in (2, 3, 4)
    ]
    assert lines[3] == "3 problems; nothing was built"
    assert not (tmp_path / "store").exists()


def test_no_store_is_told(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capfd, "query", "experts", "--store", str(tmp_path))
    assert (code, out) == (1, "")
    assert err == f"comity: there is no graph in {tmp_path} yet; run: comity build\n"


def test_a_saved_query_as_csv_is_data_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "query", "activities-by-host-country", "-f", "csv")
    assert (code, err) == (0, "")
    rows = table(out)
    assert list(rows[0]) == ["country", "activities"]
    assert (rows[0]["country"], rows[0]["activities"]) == ("KGZ", "35")


def test_a_query_from_everywhere(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT ?name { actor:icmpd skos:prefLabel ?name FILTER(LANG(?name) = 'en') }"
    file = tmp_path / "own.rq"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    for arguments in ([text], ["-e", text], [str(file)], ["-"]):
        code, out, _ = run(capfd, "query", *arguments, "-f", "json")
        assert code == 0
        (binding,) = json.loads(out)["results"]["bindings"]
        assert binding["name"]["value"].endswith("(ICMPD)")


def test_values_are_bound(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "query", "partners-of", "--set", "actor=icmpd", "-f", "csv")
    assert "lva-sbg" in {row["partner"] for row in table(out)}
    _, out, _ = run(
        capfd, "query", "-e", "SELECT ?n { ?a dct:identifier ?id ; skos:prefLabel ?n }", "--set", "id=osh", "-f", "csv"
    )
    assert {row["n"] for row in table(out)} == {"Osh", "Ош"}
    text = "SELECT ?n { ?a skos:prefLabel ?n ; comity:country ?c } LIMIT 1"
    assert run(capfd, "query", "-e", text, "--set", "c=place:TKM")[0] == 0


def test_a_query_of_the_users_own_may_require_a_value(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    head = "# title: Names\n# parameter: who (actor, required) the actor, for example icmpd\n"
    file.write_text(f"{head}SELECT ?n {{ ?who skos:prefLabel ?n }}", encoding="utf-8")
    code, out, err = run(capfd, "query", str(file))
    assert (code, out) == (1, "")
    assert err.startswith('comity: "Names" needs a value for who: --set who=icmpd; in Python who="icmpd"')
    assert run(capfd, "query", str(file), "--set", "who=icmpd", "-f", "csv")[0] == 0


@pytest.mark.parametrize("value", ['"} INSERT DATA { <urn:a> <urn:b> <urn:c>', "x> } #", "\\", "' OR 1=1", "?x", "{}"])
def test_a_hostile_value_is_a_value(value: str, capfd: pytest.CaptureFixture[str]) -> None:
    text = "SELECT ?x { BIND(1 AS ?one) OPTIONAL { ?x ?x ?x } }"
    code, out, _ = run(capfd, "query", "-e", text, "--set", f"x={value}", "-f", "json")
    assert code == 0
    assert json.loads(out)["results"]["bindings"][0]["x"]["value"] == value


def test_tables_are_for_reading(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "query", "experts")
    lines = out.splitlines()
    assert lines[0].split() == ["actor", "name", "country", "activities"]
    assert lines[2].startswith("lva-sbg")
    assert lines[-1] == "38 rows"
    assert run(capfd, "query", "ASK { ?a a comity:Actor }")[1] == "yes\n"
    assert "actor:lva-sbg" in run(capfd, "query", "SELECT ?a { ?a dct:identifier 'lva-sbg' }")[1]
    assert run(capfd, "query", "SELECT ?a { ?a <urn:none> ?b }")[1] == "0 rows\n"
    assert "actor:icmpd" in run(capfd, "query", "DESCRIBE actor:icmpd")[1]


def test_what_makes_an_answer_mislead_is_said_beside_it(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "query", "SELECT ?a { ?a a comity:Actvity }")
    assert (code, out) == (0, "0 rows\n")
    known = "comity:Actvity is neither in the vocabulary nor in this graph; did you mean comity:Activity?"
    assert err == f"warning: line 1, column 18: {known}\n"
    code, out, err = run(capfd, "query", "ASK { ?a dct:titel ?b }", "-f", "json")
    assert (code, json.loads(out)["boolean"]) == (0, False)
    assert err.endswith("did you mean dct:title?\n")
    text = "SELECT ?actor (COUNT(?a) AS ?n) { ?a prov:qualifiedAssociation/prov:agent ?actor } GROUP BY ?actor"
    code, out, err = run(capfd, "query", f"{text} HAVING(?n > 3)", "-f", "csv")
    assert (code, out) == (0, "actor,n\r\n")
    assert "HAVING does not see ?n, which SELECT names only afterwards; write COUNT(?a) instead" in err


def test_the_list_shows_name_title_and_parameters(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "query", "--list")
    assert "partners-of" in out
    assert "Who one actor worked with" in out
    assert "--set actor=…" in out
    assert "--set country=… [--set since=…] [--set until=…]" in out


ERRORS = {
    ("query", "exprts"): (1, 'did you mean "experts"?'),
    ("query", "SELECT ?x {\n ?x ?y }}"): (1, 'line 2, column 9: this "}" closes nothing'),
    ("query", "SELECT * { SERVICE <http://127.0.0.1:9> {} }"): (1, "line 1, column 12: SERVICE asks another server"),
    ("query", "nowhere.rq"): (1, "there is no file nowhere.rq"),
    ("query", "partners-of", "--set", "actor=icmdp"): (1, 'did you mean "icmpd"?'),
    ("query", "partners-of", "--set", "actr=icmpd"): (
        1,
        "the query has no variable ?actr; it has activities, activity, actor",
    ),
    ("query", "partners-of"): (1, '"Who one actor worked with" needs a value for actor: --set actor=lva-sbg;'),
    ("query", "expertise-in", "--set", "country=TJK", "--set", "since=2019", "--set", "until=2018"): (
        1,
        "the period from 2019-01-01 until 2018-12-31 ends before it begins",
    ),
    ("network", "--since", "2018", "--until", "2017"): (1, "from 2018-01-01 until 2017-12-31 ends before it begins"),
    ("query", "experts", "-f", "ttl"): (1, "rows cannot be written as ttl; write csv, tsv, json, xml"),
    ("query", "DESCRIBE actor:icmpd", "-f", "csv"): (1, "statements cannot be written as csv"),
    ("query",): (2, "name a saved query or a file"),
    ("query", "experts", "-e", "ASK {}"): (2, "name a saved query or a file"),
    ("query", "experts", "--set", "actor"): (2, "write NAME=VALUE, for example --set actor=lva-sbg"),
    ("query", "experts", "-f", "xlsx"): (2, "'xlsx' is not one of"),
    ("network", "--tie", "jont"): (2, '"jont" is not in the kinds of tie; did you mean "joint"?'),
    ("network", "--since", "yesterday"): (1, '"yesterday" is not a date; write a year, a month or a day'),
    ("network", "--theme", "migraton"): (1, 'did you mean "migration"?'),
    ("explain",): (2, "Missing argument 'A'"),
    ("explain", "lva-sbg", "bomca"): (1, "bomca is one of the programmes, which are left out; --all-actors"),
    ("map", "--tie", "equipment"): (1, "there is nothing to draw"),
    ("map", "--large", "--tie", "equipment"): (1, "there is nothing to draw"),
    ("map", "--large", "--part", "top"): (2, "--large draws all nodes, --part and --around some of them: take one"),
    ("map", "--around", "icmpdd"): (1, 'did you mean "icmpd"?'),
    ("build", "nowhere"): (1, "is not a folder; name the folder of a package"),
    ("nothing",): (2, "No such command 'nothing'"),
}


@pytest.mark.parametrize("arguments", ERRORS, ids=[" ".join(arguments) for arguments in ERRORS])
def test_a_mistake_gets_one_clear_error(
    arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, message = ERRORS[arguments]
    found, out, err = run(capfd, *arguments)
    assert found == code
    assert out == ""
    assert message in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_network_as_csv(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "network", "--tie", "joint", "--all-actors", "-f", "csv")
    assert (code, err) == (0, "")
    rows = table(out)
    assert list(rows[0]) == ["source", "target", "weight", "activities", "stated", "inferred", "first", "last"]
    assert (rows[0]["source"], rows[0]["target"], rows[0]["weight"]) == ("bomca", "kgz-bs", "37")
    assert len(rows) == 1670


def test_what_is_left_out_is_said_beside_the_data(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capfd, "network", "--between", "countries")
    assert out.splitlines()[-1] == "49 rows"
    assert err == "note: 5 programmes and 11 collective actors are left out (--all-actors brings them in)\n"


def test_filters_may_be_repeated(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ("network", "-f", "csv", "--country", "KGZ", "--country", "LVA", "--kind", "workshop", "--phase", "9")
    _, out, _ = run(
        capfd, *arguments, "--since", "2016", "--until", "2018-06", "--role", "participant", "--role", "expert"
    )
    assert all({row[end].split("-")[0] for end in ("source", "target")} & {"kgz", "lva"} for row in table(out))
    _, out, _ = run(
        capfd,
        *arguments,
        "--since",
        "2016",
        "--until",
        "2018-06",
        "--role",
        "participant",
        "--role",
        "expert",
        "--within",
    )
    assert {row[end].split("-")[0] for row in table(out) for end in ("source", "target")} <= {"kgz", "lva"}


def test_explain(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "explain", "lva-sbg", "icmpd")
    assert (code, err) == (0, "")
    for part in ("Standards of assistance to vulnerable migrants", "three-day workshop", "news?start=80, paragraph 2"):
        assert part in out
    assert json.loads(run(capfd, "explain", "lva-sbg", "icmpd", "-f", "json")[1])["weight"] == 4


def test_files_appear_only_when_complete(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "out.ttl"
    code, _, err = run(capfd, "query", "experts", "-f", "ttl", "-o", str(target))
    assert code == 1
    assert "cannot be written" in err
    assert list(tmp_path.iterdir()) == []
    assert run(capfd, "dump", "-f", "ttl", "-o", str(target))[0] == 0
    assert target.stat().st_size > 1_000_000
    for form in ("gexf", "graphml", "json", "csv"):
        assert run(capfd, "network", "-f", form, "-o", str(tmp_path / form))[0] == 0
        assert (tmp_path / form).stat().st_size > 10_000
    assert run(capfd, "query", "experts", "-o", str(tmp_path / "table.txt"))[0] == 0
    assert "lva-sbg" in (tmp_path / "table.txt").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_told(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capfd, "dump", "-o", str(tmp_path / "none" / "graph.nq"))
    assert code == 1
    assert "cannot be written" in err


def test_map_writes_one_page_and_says_what_it_shows(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    code, out, _ = run(capfd, "map", "--between", "countries", "-o", str(target))
    assert code == 0
    assert out.startswith(f"{target}: 49 ties")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_large_map_is_written(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    code, out, err = run(capfd, "map", "--large", "-o", str(target))
    assert (code, err) == (0, "")
    assert out.startswith(f"{target}: 115 of 117 nodes")
    assert "without a tie" in out
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_map_without_its_scripts_says_what_would_do(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "BUNDLES", tmp_path)
    for large in ([], ["--large"]):
        code, _, err = run(capfd, "map", *large, "-o", str(tmp_path / "map.html"))
        assert code == 1
        assert "make scripts builds it" in err
    assert not list(tmp_path.iterdir())


def test_dump_twice_is_the_same(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(capfd, "dump", "-f", "nq", "-o", str(tmp_path / name))[0] == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_as_a_module_and_into_a_pipe_that_closes() -> None:
    command = [sys.executable, "-m", "comity", "query", "participations", "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"activity,actor,role,ground\r\n"
        process.stdout.close()
        error = process.stderr.read()
    assert process.returncode == 0
    assert error == b""
