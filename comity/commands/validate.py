"""``comity validate``: check a package, a graph, an RDF file or a catalogue."""

from pathlib import Path

import click

from .options import format_option, output_option
from .output import progress, writing


@click.command()
@click.argument("target", required=False, metavar="[PACKAGE|FILE|STORE]")
@click.option(
    "--shapes",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="More shapes (SHACL, in any RDF syntax). May be repeated.",
)
@format_option("text", "json", "ttl", what="Findings in words, as JSON, or as a SHACL report.")
@output_option
def validate(target: str | None, shapes: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Check a package, a graph, or a catalogue.

    A PACKAGE is checked as a build checks it: every problem with file, line and column; with --shapes
    the graph that it becomes is checked as well. A FILE in any RDF syntax, or a STORE (a folder or an
    endpoint; $COMITY_STORE by default), is checked against the shapes of Comity, and a catalogue (a
    FILE with DCAT in it) against what DCAT-AP makes mandatory. The exit code is 1 when there are
    violations.
    """
    from ..data.errors import ComityError
    from ..publish.validation.checks import validate_target as check
    from ..settings import store_place

    with progress("validating"):
        report = check(target or store_place(), shapes)
    with writing(output) as out:
        out.write(report.write(form).rstrip("\n").encode() + b"\n")
    if report.violations:
        raise ComityError(f"{report.subject} has {report.violations:,} violation{'s' if report.violations > 1 else ''}")
