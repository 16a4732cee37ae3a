"""Results as statements: read back, computed again, and in the words of the vocabulary."""

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from comity.data.errors import ComityError
from comity.graph.network.network import Network, compute_network
from comity.graph.network.results import numbers_of, ranking_statements, read_run, tie_statements
from comity.graph.store.embedded import open_snapshot
from comity.ontology import PREFIXES

VOCABULARY = Path(__file__).resolve().parents[2] / "ontology" / "comity.ttl"


@pytest.fixture(scope="module")
def network(built_store: Path) -> Network:
    return compute_network(open_snapshot(built_store), between="agencies")


def written(statements: object) -> bytes:
    out = io.BytesIO()
    ox.serialize(statements, output=out, format=ox.RdfFormat.TURTLE)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_ranking_is_read_back_with_all_it_takes_to_compute_it_again(network: Network) -> None:
    ranking = network.rank("betweenness", 30, seed=4)
    parameters, numbers = read_run(written(ranking_statements(network, ranking)))
    assert parameters == ranking.parameters
    assert numbers == numbers_of(ranking)
    choice = {name: parameters[name] for name in ("tie", "between", "weight", "all_actors")}
    again = compute_network(network.store, **choice).rank(parameters["by"], parameters["draws"], parameters["seed"])
    assert numbers_of(again) == pytest.approx(numbers, abs=1e-12)


def test_a_measure_was_derived_from_the_activities_of_its_actor(network: Network) -> None:
    ranking = network.rank("strength", 20)
    derived = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
    counts: dict[str, int] = {}
    for triple in ranking_statements(network, ranking):
        if triple.predicate == derived:
            name = str(triple.subject.value).rsplit("/", 1)[1]  # type: ignore[union-attr]
            counts[name] = counts.get(name, 0) + 1
    assert counts == {row.actor: row.activities for row in ranking.rows}


def test_ties_say_their_weight_their_chance_and_the_activities_behind_them(network: Network) -> None:
    backbone = network.backbone("sdsm", 0.05)
    graph = ox.Store()
    graph.extend(ox.Quad(*triple) for triple in tie_statements(backbone))
    rows = list(
        graph.query(  # type: ignore[arg-type]
            """PREFIX comity: <https://w3id.org/comity/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
            SELECT ?tie ?weight ?p (COUNT(?activity) AS ?n) WHERE {
              ?tie a comity:Tie ; comity:weight ?weight ; comity:adjustedPValue ?p ; comity:expectedActivities ?e ;
                prov:wasDerivedFrom ?activity ; prov:wasGeneratedBy/comity:parameters ?parameters
            } GROUP BY ?tie ?weight ?p"""
        )
    )
    assert len(rows) == len(backbone.rows) > 5
    for row in rows:
        assert float(row["weight"].value) == float(row["n"].value)
        assert float(row["p"].value) <= 0.05
    assert backbone.parameters["backbone"] == "sdsm"
    size = len(network.selection.nodes)
    assert backbone.parameters["tests"] == size * (size - 1) // 2


def test_every_word_is_in_the_vocabulary(network: Network) -> None:
    defined = {quad.subject for quad in ox.parse(path=VOCABULARY)}
    base = PREFIXES["comity"]
    statements = [*ranking_statements(network, network.rank("strength", 20)), *tie_statements(network.backbone())]
    used = {term for t in statements for term in (t.predicate, t.object) if isinstance(term, ox.NamedNode)}
    ours = {term for term in used if term.value.startswith(base)}
    assert len(ours) > 8
    assert ours <= defined


def test_what_is_no_run_is_told() -> None:
    with pytest.raises(ComityError, match="hold 0 runs"):
        read_run(b"<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(ComityError, match="cannot be read"):
        read_run(b"this is not Turtle")
