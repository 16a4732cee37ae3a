"""``comity rank``: actors in the order of a measure, and how sure each rank is."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import format_option, measure_options, network_options, output_option, spreadsheet_option, store_option
from .output import csv_text, measured, print_notes, writing

if TYPE_CHECKING:
    from ..graph.analysis.ranking import Ranking


@click.command()
@network_options
@measure_options("What to rank by; --list shows the measures.")
@format_option("table", "csv", "json", "ttl")
@click.option("--list", "list_", is_flag=True, help="List the measures.")
@click.option(
    "--check",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compute results that were written as ttl again, and compare.",
)
@spreadsheet_option
@output_option
@store_option
def rank(
    by: str,
    draws: int,
    seed: int,
    form: str,
    list_: bool,
    check: Path | None,
    output: Path | None,
    store: str | None,
    **asked: Any,
) -> None:
    """Rank actors by a measure.

    Each rank comes with an interval for the rank in all that took place, of which half is taken to be on
    record and of which an unknown share of what was inferred is true (docs/intervals.md); with the share of
    its ties that sources state, and with the rank in the network of what is stated alone.
    """
    from ..api import open as open_graph

    if list_:
        _print_measures()
        return
    if check:
        _check(check, store)
        return
    network = open_graph(store).network(**asked)
    with measured("ranking") as progress:
        ranking = network.rank(by, draws, seed, progress)
    if form == "table":
        _print(ranking, output)
        return
    with writing(output) as out:
        if form == "ttl":
            import pyoxigraph as ox

            from ..graph.network.results import ranking_statements

            statements = ranking_statements(network, ranking)
            ox.serialize(statements, output=out, format=ox.RdfFormat.TURTLE, prefixes=network.store.prefixes)
        else:
            out.write((_csv(ranking) if form == "csv" else _json(ranking)).encode())
    print_notes((*ranking.notes, f"computed from {json.dumps(ranking.parameters, ensure_ascii=False)}"))


def _csv(ranking: "Ranking") -> str:
    from ..graph.analysis.ranking import Ranked

    columns = [field.name for field in fields(Ranked)]
    return csv_text(columns, ((_number(getattr(row, name)) for name in columns) for row in ranking.rows))


def _number(value: object) -> object:
    """Write a number that is not whole with the twelve digits that ranks are decided by, "" for none."""
    if not isinstance(value, float):
        return value
    return "" if value != value else f"{value:.12g}"


def _json(ranking: "Ranking") -> str:
    rows = [{name: None if value != value else value for name, value in asdict(row).items()} for row in ranking.rows]
    measure = {"name": ranking.measure.name, "label": ranking.measure.label, "formula": ranking.measure.formula}
    content = {"measure": {**measure, "reference": ranking.measure.reference}, "parameters": ranking.parameters}
    return json.dumps({**content, "notes": ranking.notes, "rows": rows}, ensure_ascii=False, indent=1) + "\n"


def _print(ranking: "Ranking", output: Path | None) -> None:
    from ..graph.query.tabular import number
    from .tables import print_rows

    rows = [
        [
            str(row.rank),
            f"{row.rank_low}-{row.rank_high}",
            row.actor,
            row.name,
            row.country,
            number(row.value),
            "" if row.stated_share != row.stated_share else f"{1 - row.stated_share:.0%}",
            str(row.stated_rank),
            str(row.activities),
        ]
        for row in ranking.rows
    ]
    label = ranking.measure.label
    heads = ["rank", "interval", "actor", "name", "country", label, "inferred", "rank if stated only", "activities"]
    parameters = ranking.parameters
    below = [
        f"{label}: {ranking.measure.formula} ({ranking.measure.reference})",
        f"interval: for the rank in all that took place, with {parameters['confidence']:.0%} confidence, if half of it "
        f"is on record and an unknown share of what was inferred is true ({parameters['draws']} draws, seed "
        f"{parameters['seed']}); inferred: share of its ties' activities not stated on both sides",
    ]
    below.append(f"computed from {json.dumps(parameters, ensure_ascii=False)}")
    print_rows(heads, rows, output, [*(below if rows else []), *ranking.notes])


def _print_measures() -> None:
    from ..graph.analysis.measures import MEASURES
    from .tables import print_rows

    kinds = {None: "any", True: "directed", False: "undirected"}
    rows = [[each.name, each.label, kinds[each.directed], each.formula] for each in MEASURES.values()]
    print_rows(["measure", "says", "ties", "formula"], rows)


def _check(path: Path, store: str | None) -> None:
    """Compute the results in *path* again and say whether they are the same."""
    from ..api import open as open_graph
    from ..data.errors import ComityError
    from ..graph.network.results import numbers_of, read_run

    parameters, then = read_run(path.read_bytes())
    graph = open_graph(store)
    choice = {name: parameters[name] for name in ("tie", "between", "weight", "all_actors")}
    network = graph.network(**choice, **parameters["filters"])
    with measured("ranking again") as progress:
        ranking = network.rank(parameters["by"], parameters["draws"], parameters["seed"], progress)
    now = numbers_of(ranking)
    wrong = sorted(key for key in then.keys() | now.keys() if not _are_close(then.get(key), now.get(key)))
    if parameters["graph"] != graph.version:
        print_notes([f"the results are of {parameters['graph']}, this graph is {graph.version}"])
    if wrong:
        some = "; ".join(
            f"{actor}, {name}: {then.get((actor, name))}, now {now.get((actor, name))}" for actor, name in wrong[:5]
        )
        raise ComityError(f"{len(wrong)} of {len(then)} numbers differ: {some}")
    click.echo(f"all {len(then)} numbers are the same")


def _are_close(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 1e-9 * max(1.0, abs(one))
