"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

TIES = ("joint", "expertise", "peer", "convening", "equipment", "funding")
LEVELS = ("actors", "agencies", "countries")
WEIGHTS = ("activities", "newman", "days")
MODELS = ("sdsm", "hypergeometric", "disparity")
LANGUAGES = ("en", "ru")
CORRECTIONS = ("bh", "holm", "none")


def store_option(command: F) -> F:
    """Add ``--store``."""
    return click.option(
        "--store",
        metavar="FOLDER|URL",
        help="Folder of the store, or a SPARQL endpoint to ask.  [default: $COMITY_STORE, or one in your data folder]",
    )(command)


def output_option(command: F) -> F:
    """Add ``-o``."""
    return click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; - is the screen.")(
        command
    )


def format_option(*forms: str, what: str = "How to write it.") -> Callable[[F], F]:
    """Add ``-f``, one of *forms*, the first by default."""
    return click.option(
        "-f", "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=what
    )


def network_options(command: F) -> F:
    """Add what chooses a network: tie, level, weight and filters."""
    options = [
        click.option(
            "--tie", type=click.Choice(TIES), default="joint", show_default=True, help="What counts as a tie."
        ),
        click.option(
            "--between", type=click.Choice(LEVELS), default="actors", show_default=True, help="What is tied to what."
        ),
        click.option(
            "--weight", type=click.Choice(WEIGHTS), default="activities", show_default=True, help="What a tie weighs."
        ),
    ]
    return _with(options, filter_options(command))


def filter_options(command: F) -> F:
    """Add what chooses activities and participations."""
    several: Any = {"multiple": True, "metavar": "NAME"}
    options = [
        click.option("--since", metavar="DATE", help="From this year, month or day on."),
        click.option("--until", metavar="DATE", help="Up to this year, month or day."),
        click.option("--country", **several, help="Only ties of actors of this country (TKM). May be repeated."),
        click.option("--actor-kind", **several, help="Only ties of actors of this kind. May be repeated."),
        click.option(
            "--within", is_flag=True, help="With --country or --actor-kind on both sides, not on one at least."
        ),
        click.option("--place", **several, help="Only activities in this country or town. May be repeated."),
        click.option("--role", **several, help="Only participations in this role. May be repeated."),
        click.option("--kind", **several, help="Only activities of this kind. May be repeated."),
        click.option("--theme", **several, help="Only activities on this theme. May be repeated."),
        click.option("--phase", **several, help="Only activities of this phase. May be repeated."),
        click.option("--stated-only", is_flag=True, help="Only what a source states; nothing inferred."),
        click.option(
            "--all-actors",
            is_flag=True,
            help="With programmes, actors named only collectively, and states without a named body.",
        ),
    ]
    return _with(options, command)


def _with(options: list[Callable[[Any], Any]], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def measure_options(by: str) -> Callable[[F], F]:
    """Add ``--by``, with *by* as its help, and ``--draws`` and ``--seed``."""

    def add(command: F) -> F:
        draws = click.IntRange(20, 100_000)
        command = click.option(
            "--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the draws."
        )(command)
        command = click.option(
            "--draws", type=draws, default=500, show_default=True, help="Draws of the activities, for the intervals."
        )(command)
        return click.option("--by", default="strength", show_default=True, metavar="MEASURE", help=by)(command)

    return add


def backbone_options(backbone: str) -> Callable[[F], F]:
    """Add ``--backbone``, with *backbone* as its help, and ``--correction``."""

    def add(command: F) -> F:
        command = click.option(
            "--correction",
            type=click.Choice(CORRECTIONS),
            help="Correction for many tests.  [default: bh; none for disparity]",
        )(command)
        return click.option("--backbone", type=click.Choice(MODELS), help=backbone)(command)

    return add
