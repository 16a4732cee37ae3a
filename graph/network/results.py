"""Results of analysis as RDF, so that a third party can compute them again and compare."""

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ...data.errors import ComityError
from ...ontology import PREFIXES, expand

if TYPE_CHECKING:
    from ..analysis.ranking import Ranking
    from .tied import TieNetwork

_A = ox.NamedNode(expand("rdf:type"))
SOFTWARE = "https://w3id.org/comity/software"
# What a ranking says of a node, by the names of ``Ranked``.
NUMBERS = {
    "value": "rdf:value",
    "rank": "comity:rank",
    "rank_low": "comity:rankLow",
    "rank_high": "comity:rankHigh",
    "stated_share": "comity:statedShare",
}
# What a backbone says of a tie, by the columns of ``Network.rows``.
CHANCE = {"expected": "comity:expectedActivities", "p_value": "comity:pValue", "p_adjusted": "comity:adjustedPValue"}


def ranking_statements(network: "TieNetwork", ranking: "Ranking") -> Iterator[ox.Triple]:
    """Yield a ranking as statements: one ``comity:Measure`` for each node, and the run that gave them.

    A measure names the activities it was derived from: those in which the node takes part.
    """
    selection = network.selection
    run, lead = _run(network, ranking.parameters)
    yield from _run_statements(run, ranking.parameters)
    kind = ox.NamedNode(PREFIXES["measure"] + ranking.measure.name)
    for row in ranking.rows:
        this = ox.NamedNode(f"{lead}{row.actor}")
        yield ox.Triple(this, _A, _term("comity:Measure"))
        yield ox.Triple(this, _term("comity:measureKind"), kind)
        yield ox.Triple(this, _term("comity:measureOf"), _node(network, row.actor))
        yield ox.Triple(this, _term("prov:wasGeneratedBy"), run)
        for name, term in NUMBERS.items():
            number = getattr(row, name)
            if number == number:
                yield ox.Triple(this, _term(term), ox.Literal(number) if isinstance(number, int) else _double(number))
        for index in selection.activities_of(selection.find(row.actor)):
            yield ox.Triple(this, _term("prov:wasDerivedFrom"), ox.NamedNode(selection.iris[index]))


def tie_statements(network: "TieNetwork") -> Iterator[ox.Triple]:
    """Yield the ties of a network as statements, with their p-values where it is a backbone."""
    parameters = network.parameters
    run, lead = _run(network, parameters)
    yield from _run_statements(run, parameters)
    kind = ox.NamedNode(PREFIXES["tie"] + network.tie.name)
    for row, behind in zip(network.rows, network.behind, strict=True):
        this = ox.NamedNode(f"{lead}{row['source']}/{row['target']}")
        yield ox.Triple(this, _A, _term("comity:Tie"))
        yield ox.Triple(this, _term("comity:tieKind"), kind)
        yield ox.Triple(this, _term("comity:tieFrom"), _node(network, row["source"]))
        yield ox.Triple(this, _term("comity:tieTo"), _node(network, row["target"]))
        yield ox.Triple(this, _term("comity:weight"), _double(float(row["weight"])))
        yield ox.Triple(this, _term("prov:wasGeneratedBy"), run)
        for column, name in (
            ("expected", "expectedActivities"),
            ("p_value", "pValue"),
            ("p_adjusted", "adjustedPValue"),
        ):
            if row.get(column) is not None:
                yield ox.Triple(this, _term(f"comity:{name}"), _double(row[column]))
        for index in behind:
            yield ox.Triple(this, _term("prov:wasDerivedFrom"), ox.NamedNode(network.selection.iris[index]))


def read_run(
    content: bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE
) -> tuple[dict[str, Any], dict[tuple[str, str], float]]:
    """Read back the parameters of a ranking's run, and its numbers by node and name (one of ``NUMBERS``).

    Raises ``ComityError`` when the text holds no single run.
    """
    try:
        triples = [quad.triple for quad in ox.parse(content, format=form)]
    except SyntaxError as error:
        raise ComityError(f"the results cannot be read ({error})") from None
    runs = [t.object for t in triples if t.predicate == _term("comity:parameters")]
    if len(runs) != 1 or not isinstance(runs[0], ox.Literal):
        raise ComityError(f"the results hold {len(runs)} runs; one is checked at a time")
    of = {t.subject: t.object.value.rsplit("/", 1)[1] for t in triples if t.predicate == _term("comity:measureOf")}
    names = {_term(term): name for name, term in NUMBERS.items()}
    numbers = {
        (of[t.subject], names[t.predicate]): float(t.object.value)
        for t in triples
        if t.predicate in names and t.subject in of
    }
    parameters: dict[str, Any] = json.loads(runs[0].value)
    return parameters, numbers


def numbers_of(ranking: "Ranking") -> dict[tuple[str, str], float]:
    """Return the numbers of a ranking as ``read_run`` gives them."""
    return {
        (row.actor, name): float(number)
        for row in ranking.rows
        for name in NUMBERS
        if (number := getattr(row, name)) == number
    }


def _run(network: "TieNetwork", parameters: dict[str, Any]) -> tuple[ox.NamedNode, str]:
    """Name a run by what went into it: the same parameters give the same name."""
    text = json.dumps(parameters, sort_keys=True)
    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    base = network.store.bases[0]
    return ox.NamedNode(f"{base}run/{mark}"), f"{base}result/{mark}/"


def _run_statements(run: ox.NamedNode, parameters: dict[str, Any]) -> Iterator[ox.Triple]:
    text = json.dumps(parameters, sort_keys=True, ensure_ascii=False)
    yield ox.Triple(run, _A, _term("comity:Run"))
    yield ox.Triple(run, _term("comity:parameters"), ox.Literal(text, datatype=_term("rdf:JSON")))
    yield ox.Triple(run, _term("prov:wasAssociatedWith"), ox.NamedNode(SOFTWARE))
    yield ox.Triple(ox.NamedNode(SOFTWARE), _term("owl:versionInfo"), ox.Literal(parameters["comity"]))


def _node(network: "TieNetwork", name: str) -> ox.NamedNode:
    return ox.NamedNode(network.selection.nodes[network.selection.find(name)].iri)


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _double(value: float) -> ox.Literal:
    return ox.Literal(repr(value), datatype=_term("xsd:double"))
