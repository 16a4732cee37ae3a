"""The Python interface."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Never

import pytest

import comity
from comity.__main__ import cli, main
from comity.api import read_filters
from comity.data import NotFoundError as NotFound
from comity.data import RangeError as Range
from comity.graph.ties.filters import Filters
from tests.packages import write_package


@pytest.fixture(scope="module")
def graph(built_store: Path) -> comity.Graph:
    return comity.open(built_store)


def test_what_the_design_promises(graph: comity.Graph, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    assert len(graph.query("SELECT ?a { ?a a comity:Activity }").to_pandas()) == 176
    net = graph.network(tie="joint", since="2015", between="agencies")
    assert net.graph.number_of_edges() == len(net.rows)
    assert net.explain("lva-sbg", "kgz-scns").activities
    net.map().save(tmp_path / "map.html")
    assert (tmp_path / "map.html").stat().st_size > 500_000


def test_keywords_bind_variables(graph: comity.Graph) -> None:
    assert graph.query("partners-of", actor="icmpd").rows[0]["activities"] >= 4
    assert graph.query("SELECT ?n { ?a dct:identifier ?id ; skos:prefLabel ?n }", id="osh").rows


def test_a_warning_points_at_the_line_that_asked_or_read(graph: comity.Graph) -> None:
    with pytest.warns(comity.QueryWarning, match=r"line 1, column 8: nothing binds \?nmae here") as caught:
        answer = graph.query("SELECT ?nmae { ?a skos:prefLabel ?name } LIMIT 1")
    assert [each.filename for each in caught] == [__file__]
    assert len(answer.rows) == 1
    for read in (
        lambda answer: answer.rows,
        list,
        lambda answer: answer.to_arrow(),
        lambda answer: answer._repr_html_(),
    ):
        answer = graph.query("SELECT ?a { ?a a comity:Actvity }")
        with pytest.warns(comity.QueryWarning, match="did you mean comity:Activity") as caught:
            read(answer)
        assert [each.filename for each in caught] == [__file__]
    with pytest.warns(comity.QueryWarning, match="actor:lva-sgb is neither in the vocabulary nor in this graph"):
        assert not graph.query("ASK { actor:lva-sgb ?p ?o }")


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("exprts", comity.NotFoundError, '"exprts" is not in the saved queries; did you mean "experts"?'),
        ("partners of", comity.NotFoundError, 'did you mean "partners-of"?'),
        ("partners-of", comity.QueryError, "needs a value for actor: --set actor=lva-sbg; in Python actor="),
        ("SELCT ?a { ?a ?b ?c }", comity.QueryError, 'did you mean SELECT by "SELCT"?'),
    ],
)
def test_what_is_no_query_gets_the_words_of_the_command_line(
    text: str, error: type[comity.ComityError], says: str, graph: comity.Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(error) as caught:
        graph.query(text)
    assert says in str(caught.value)
    assert main(["query", text]) == error.exit_code
    assert capsys.readouterr().err == f"comity: {caught.value}\n"


def test_saved_queries_are_listed(graph: comity.Graph) -> None:
    assert graph.queries["experts"].title == "Who gave expertise most"


def test_filters_are_read_as_typed() -> None:
    filters = read_filters(since=2017, until="2018-06", country="KGZ", role=["expert", "host"], phase=9, kind=())
    assert filters.describe() == (
        "2017-01-01 to 2018-06-30; country KGZ; role expert, host; phase 9; on one side at least"
    )
    assert read_filters(actor_kind="customs", within=True).describe() == "actor kind customs; on both sides"


def test_filters_are_named_and_typed_in_every_method() -> None:
    names = [each.name for each in fields(Filters)]
    for method in (comity.Graph.network, comity.Graph.ties, comity.Graph.report):
        parameters = inspect.signature(method).parameters
        assert [name for name in parameters if name in names] == names, method
        assert parameters["since"].annotation == str | int | date | None
        assert parameters["country"].annotation == str | int | Iterable[str | int]
        assert parameters["stated_only"].annotation is bool
        assert parameters["unknown"].annotation is Never
    for name in ("network", "rank", "report", "map"):
        options = [option.name for option in cli.commands[name].params]
        assert [option for option in options if option in names] == names, name


def test_a_value_is_read_as_typed() -> None:
    day = date(2017, 4, 30)
    assert read_filters(since=day, until=datetime(2017, 4, 30, 12)) == Filters(since=day, until=day)
    assert read_filters(phase=0, country=iter(["KGZ"])) == Filters(phase=("0",), country=("KGZ",))
    assert read_filters(since=None, until="", country=None, role=[], kind="", theme=False) == Filters()


@pytest.mark.parametrize(
    ("ask", "error", "says", "arguments"),
    [
        (
            lambda g: g.network("jont"),
            NotFound,
            '"jont" is not in the kinds of tie; did you mean "joint"?',
            "--tie jont",
        ),
        (lambda g: g.network(between="agency"), NotFound, '"agency" is not in the levels', "--between agency"),
        (lambda g: g.network(weight="day"), NotFound, '"day" is not in the weights', "--weight day"),
        (lambda g: g.ties("jont"), NotFound, '"jont" is not in the kinds of tie', "--tie jont"),
        (lambda g: g.network().backbone("sdms"), NotFound, 'did you mean "sdsm"?', "--backbone sdms"),
        (lambda g: g.network().backbone(correction="b"), NotFound, 'did you mean "bh"?', "--correction b"),
        (lambda g: g.network().backbone(alpha=5), Range, "alpha is 5; give a number from 0 to 1", "--alpha 5"),
        (lambda g: g.network().backbone(alpha="low"), Range, 'alpha is "low"; give a number', "--alpha low"),
        (lambda g: g.network(since="2018", until="2017"), Range, "ends before it begins", "--since 2018 --until 2017"),
        (lambda g: g.network(since="May"), NotFound, '"May" is not a date; write a year', "--since May"),
        (lambda g: g.network(theme="migraton"), NotFound, 'did you mean "migration"?', "--theme migraton"),
        (lambda g: g.network(country="KGS"), NotFound, 'did you mean "KGZ"?', "--country KGS"),
    ],
)
def test_python_is_checked_like_the_command_line(
    ask: Callable[[comity.Graph], object],
    error: type[comity.ComityError],
    says: str,
    arguments: str,
    graph: comity.Graph,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(error) as caught:
        ask(graph)
    assert says in str(caught.value)
    assert main(["network", "--backbone", "sdsm", *arguments.split()]) > 0
    assert str(caught.value) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ask", "says", "arguments"),
    [
        (lambda net: net.rank(draws=0), "draws is 0; give a whole number from 20 to 100,000", "rank --draws 0"),
        (lambda net: net.rank(draws=2.5), "draws is 2.5; give a whole number", "rank --draws 2.5"),
        (lambda net: net.rank(seed=-1), "seed is -1; give a whole number of at least 0", "rank --seed -1"),
        (lambda net: net.explain_rank("eu", draws=1), "draws is 1; give", "explain eu --draws 1"),
        (lambda net: net.communities(runs=0), "runs is 0; give a whole number from 2", "communities --runs 0"),
        (lambda net: net.communities(resolution=0), "give a number above 0", "communities --resolution 0"),
        (lambda net: net.compare("years", splits=9), "splits is 9; give", "compare --periods years --splits 9"),
        (lambda net: net.map(part="tops"), '"tops" is not in the parts of a network', "map --part tops"),
        (lambda net: net.rank("betweeness"), 'did you mean "betweenness"?', "rank --by betweeness"),
        (lambda net: comity.Graph(net.store).report(draws=1), "draws is 1; give", "report --draws 1"),
        (lambda net: comity.Graph(net.store).report(language="de"), "write en, ru", "report --language de"),
    ],
)
def test_numbers_and_names_of_measures_are_checked_like_the_command_line(
    ask: Callable[[comity.Network], object],
    says: str,
    arguments: str,
    graph: comity.Graph,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises((Range, NotFound)) as caught:
        ask(graph.network())
    assert says in str(caught.value)
    assert main(arguments.split()) > 0
    assert str(caught.value) in capsys.readouterr().err


def test_what_is_no_number_is_told(graph: comity.Graph) -> None:
    for value in (True, 20.0, None, 10**9):
        with pytest.raises(Range, match=f"draws is {value}; give a whole number from 20 to 100,000"):
            graph.network().rank(draws=value)  # type: ignore[arg-type]
    for share in (float("nan"), True):
        with pytest.raises(Range, match=f"alpha is {share}; give a number from 0 to 1"):
            graph.network().backbone(alpha=share)


def test_an_unknown_filter_is_told_with_what_was_meant(graph: comity.Graph, tmp_path: Path) -> None:
    for method in (graph.network, graph.ties, lambda **filters: graph.report(tmp_path, **filters)):
        with pytest.raises(NotFound, match='"contry" is not in the filters; did you mean "country"'):
            method(contry="KGZ")  # type: ignore[arg-type]
    with pytest.raises(Range, match='stated_only is "no"; give True or False'):
        graph.network(stated_only="no")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_build_and_open(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "package")
    manifest = comity.build([folder], tmp_path / "store")
    assert comity.open(tmp_path / "store").version == manifest.version
    (folder / "actors.csv").write_text("", encoding="utf-8")
    with pytest.raises(comity.PackageError) as caught:
        comity.build([folder], tmp_path / "store")
    assert [problem.file for problem in caught.value.problems] == ["actors.csv"]
    assert isinstance(caught.value, comity.ComityError)
