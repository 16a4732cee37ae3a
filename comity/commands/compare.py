"""``comity compare``: ties kept, gained and lost between periods, and ranks moved."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph.analysis.choices import SEED, SPLITS
from .options import format_option, network_options, number_option, output_option, spreadsheet_option, store_option
from .output import csv_text, measured, writing

if TYPE_CHECKING:
    from ..graph.analysis.comparison import ComparedTie, Comparison

SHOWN = 10


@click.command()
@click.option("--periods", required=True, help="2015..2018,2021..2025, or years, phases, every:3.")
@network_options
@click.option(
    "--by", default="strength", show_default=True, metavar="MEASURE", help="Measure whose ranks are compared."
)
@number_option("--splits", SPLITS, "Random splits for the test.")
@number_option("--seed", SEED, "Seed of the splits and draws.")
@format_option("table", "csv", "json")
@spreadsheet_option
@output_option
@store_option
def compare(
    periods: str, by: str, splits: int, seed: int, form: str, output: Path | None, store: str | None, **asked: Any
) -> None:
    """Compare each period with the one after it.

    Tells how often each pair met in either period, for each recorded activity, which changes are more than
    chance would bring, the ties kept, gained and lost, the ranks that moved, and whether a random split of
    the same activities would differ as much. Of fewer than five recorded activities in a period only the
    numbers are told.
    """
    from ..api import open as open_graph
    from .tables import print_lines

    network = open_graph(store).network(**asked)
    with measured("comparing") as progress:
        comparisons = network.compare(periods, by, splits, seed, progress)
    if form == "table":
        print_lines("\n\n".join(_text(each) for each in comparisons), output)
        return
    with writing(output) as out:
        out.write((_csv(comparisons) if form == "csv" else _json(comparisons)).encode())


def _text(comparison: "Comparison") -> str:
    first, second = comparison.recorded
    lines = [f"{comparison.before} ({first} recorded activities) and {comparison.after} ({second})"]
    if comparison.notes:
        ties = sorted(comparison.ties, key=lambda tie: -max(tie.counts))
        together = _ties(comparison, "activities together, the most first", ties)
        return "\n".join([*lines, *comparison.notes, "", *together])
    lines += [
        f"ties: {comparison.count('kept')} kept, {comparison.count('gained')} gained, {comparison.count('lost')} lost; "
        f"kept are {comparison.persistence:.0%} of those of {comparison.before}",
        f"difference: {comparison.difference:.3f} (0 the same network, 1 no tie in common); "
        f"p = {comparison.p:.3f} in {comparison.parameters['splits']} random splits of the same activities, "
        f"seed {comparison.parameters['seed']}: {_verdict(comparison.p)}",
    ]
    sure = sorted(
        (tie for tie in comparison.ties if tie.verdict), key=lambda tie: (tie.adjusted, tie.source, tie.target)
    )
    lines += [
        "",
        *_ties(
            comparison,
            f"more or less often together than chance would bring, {len(sure)} of {len(comparison.ties)}",
            sure,
        ),
    ]
    if not sure:
        lines[-1:] = [
            f"no tie of {len(comparison.ties)} changed more than chance would bring; "
            "that is not to say that none changed"
        ]
    for status in ("kept", "gained", "lost"):
        ties = [tie for tie in comparison.ties if tie.status == status]
        lines += ["", *_ties(comparison, f"{status}, the heaviest first", ties)] if ties else []
    moved = [moved for moved in comparison.moved if moved.is_sure]
    lines += ["", f"ranks by {comparison.parameters['by']} whose intervals lie apart ({len(moved)}):"]
    for one in moved[:SHOWN]:
        before, after = f"{one.before} ({one.before_low}-{one.before_high})", f"{one.after}"
        lines.append(f"  {one.name} ({one.actor}): {before} to {after} ({one.after_low}-{one.after_high})")
    lines += [
        "",
        "explained by comity explain A B (a tie) or comity explain A (a rank), with --since and --until of the period;",
        "-f csv writes all ties, -f json everything",
        f"computed from: {json.dumps(comparison.parameters, ensure_ascii=False)}",
    ]
    return "\n".join(lines)


def _ties(comparison: "Comparison", heading: str, ties: "list[ComparedTie]") -> list[str]:
    """Write the first of *ties*: activities before and after, and the change with its interval."""
    lines = [f"{heading}:"]
    for tie in ties[:SHOWN]:
        was, now = (f"{count} ({stated} stated)" for count, stated in zip(tie.counts, tie.stated, strict=True))
        shares = [f"{100 * value:+.0f}" for value in (tie.change, tie.low, tie.high) if value == value]
        change = f"; {shares[0]} in 100 activities (between {shares[1]} and {shares[2]})" if shares else ""
        lines.append(f"  {tie.source} - {tie.target}: {was}, then {now}{change}{'; ' * bool(tie.verdict)}{tie.verdict}")
    return [*lines, *([f"  and {len(ties) - SHOWN} more"] if len(ties) > SHOWN else [])]


def _verdict(p: float) -> str:
    return "more than chance would do" if p <= 0.05 else "chance would do as much"


def _csv(comparisons: "list[Comparison]") -> str:
    from ..graph.analysis.comparison import COLUMNS

    rows = (
        (each.before, each.after, *(_cell(name, value) for name, value in row.items()))
        for each in comparisons
        for row in each.rows
    )
    return csv_text(("before", "after", *COLUMNS), rows)


def _cell(name: str, value: Any) -> Any:
    if not isinstance(value, float) or name.startswith("weight"):
        return value
    return "" if value != value else f"{value:.6g}"


def _json(comparisons: "list[Comparison]") -> str:
    content = [
        {**asdict(each), **{what: each.count(what) for what in ("kept", "gained", "lost", "more", "fewer")}}
        for each in comparisons
    ]
    return json.dumps(_without_gaps(content), ensure_ascii=False, indent=1) + "\n"


def _without_gaps(value: Any) -> Any:
    """Replace numbers that are not defined by null, at any depth."""
    if isinstance(value, dict):
        return {name: _without_gaps(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_gaps(one) for one in value]
    return None if value != value else value
