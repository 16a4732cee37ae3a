"""The Python interface."""

from pathlib import Path

import pytest

import comity
from comity.__main__ import main
from comity.api import read_filters
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


def test_an_unknown_filter_is_an_error(graph: comity.Graph) -> None:
    with pytest.raises(TypeError, match="colour"):
        graph.network(colour="red")


def test_build_and_open(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "package")
    manifest = comity.build([folder], tmp_path / "store")
    assert comity.open(tmp_path / "store").version == manifest.version
    (folder / "actors.csv").write_text("", encoding="utf-8")
    with pytest.raises(comity.PackageError) as caught:
        comity.build([folder], tmp_path / "store")
    assert [problem.file for problem in caught.value.problems] == ["actors.csv"]
    assert isinstance(caught.value, comity.ComityError)
