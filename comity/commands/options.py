"""Options that several commands share."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import Field, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from ..graph.analysis.choices import CORRECTIONS, DRAWS, LIMITS, MODELS, SEED, check_numbers
from ..graph.ties.filters import NAME_FILTERS, Filters
from ..graph.ties.ties import LEVELS, TIES, WEIGHTS

F = TypeVar("F", bound=Callable[..., Any])

SPREADSHEET = "comity.spreadsheet"  # whether the answer is for one


class Name(click.Choice):  # type: ignore[type-arg]  # which click 8.1 does not take
    """One of the names *known* to the analysis, refused in the words of the Python interface."""

    def __init__(self, known: Iterable[str], where: str) -> None:
        super().__init__(tuple(known))
        self.where = where

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check a name."""
        from ..data.cells import check_known

        return _checked(self, param, ctx, value, lambda: check_known(value, self.choices, self.where))


class Whole(click.IntRange):
    """A whole number within the limits of its name, refused in the words of the Python interface."""

    def __init__(self, of: str) -> None:
        super().__init__(LIMITS[of].least, LIMITS[of].most)
        self.of = of

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check a number."""
        number = _read(value, int, float)
        return _checked(self, param, ctx, number, lambda: check_numbers(**{self.of: number}))


class Number(click.FloatRange):
    """A number within the limits of its name, refused in the words of the Python interface."""

    def __init__(self, of: str) -> None:
        super().__init__(LIMITS[of].least, LIMITS[of].most, min_open=LIMITS[of].above)
        self.of = of

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check a number."""
        number = _read(value, int, float)
        return _checked(self, param, ctx, number, lambda: check_numbers(**{self.of: number}))


def _read(text: Any, *kinds: Callable[[Any], Any]) -> Any:
    """Turn *text* into a number of the first of *kinds* that it fits; what fits none stays as it is."""
    for kind in kinds if isinstance(text, str) else ():
        with suppress(ValueError):
            return kind(text)
    return text


def _checked(
    kind: click.ParamType,  # type: ignore[type-arg]
    param: click.Parameter | None,
    ctx: click.Context | None,
    value: Any,
    check: Callable[[], None],
) -> Any:
    from ..data.errors import ComityError

    try:
        check()
    except ComityError as error:
        kind.fail(str(error), param, ctx)
    return value


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


def spreadsheet_option(command: F) -> F:
    """Add ``--spreadsheet``, which goes with ``-f csv``; what writes the answer looks for it."""

    @wraps(command)
    def checked(*, spreadsheet: bool, **asked: Any) -> Any:
        if spreadsheet and asked["form"] != "csv":
            raise click.UsageError("--spreadsheet is for -f csv")
        click.get_current_context().meta[SPREADSHEET] = spreadsheet
        return command(**asked)

    text = "With -f csv: mark it as UTF-8, and let no text be taken for a formula."
    return click.option("--spreadsheet", is_flag=True, help=text)(cast(F, checked))


def network_options(command: F) -> F:
    """Add what chooses a network: tie, level, weight and filters."""
    options = [
        click.option(
            "--tie",
            type=Name(TIES, "the kinds of tie"),
            default="joint",
            show_default=True,
            help="What counts as a tie.",
        ),
        click.option(
            "--between",
            type=Name(LEVELS, "the levels"),
            default="actors",
            show_default=True,
            help="What is tied to what.",
        ),
        click.option(
            "--weight",
            type=Name(WEIGHTS, "the weights"),
            default="activities",
            show_default=True,
            help="What a tie weighs.",
        ),
    ]
    return _with(options, filter_options(command))


def filter_options(command: F) -> F:
    """Add what chooses activities and participations."""
    options = [_option(each) for each in fields(Filters)]
    options.append(
        click.option(
            "--all-actors",
            is_flag=True,
            help="With programmes, actors named only collectively, and states without a named body.",
        )
    )
    return _with(options, command)


def _option(each: Field[Any]) -> Callable[[Any], Any]:
    """Make the option of one of the filters from its definition."""
    name, text = f"--{each.name.replace('_', '-')}", each.metadata["help"]
    if each.name in NAME_FILTERS:
        return click.option(name, multiple=True, metavar="NAME", help=f"{text} May be repeated.")
    if isinstance(each.default, bool):
        return click.option(name, is_flag=True, help=text)
    return click.option(name, metavar="DATE", help=text)


def number_option(name: str, default: float, what: str) -> Callable[[F], F]:
    """Add an option for a number that has limits in the analysis."""
    of = name.removeprefix("--")
    kind = Whole(of) if LIMITS[of].whole else Number(of)
    return click.option(name, type=kind, default=default, show_default=True, help=what)


def _with(options: list[Callable[[Any], Any]], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def measure_options(by: str) -> Callable[[F], F]:
    """Add ``--by``, with *by* as its help, and ``--draws`` and ``--seed``."""

    def add(command: F) -> F:
        command = number_option("--seed", SEED, "Seed of the draws.")(command)
        command = number_option("--draws", DRAWS, "Draws of the activities, for the intervals.")(command)
        return click.option("--by", default="strength", show_default=True, metavar="MEASURE", help=by)(command)

    return add


def backbone_options(backbone: str) -> Callable[[F], F]:
    """Add ``--backbone``, with *backbone* as its help, and ``--correction``."""

    def add(command: F) -> F:
        command = click.option(
            "--correction",
            type=Name(CORRECTIONS, "the corrections"),
            help="Correction for many tests.  [default: bh; none for disparity]",
        )(command)
        return click.option("--backbone", type=Name(MODELS, "the null models"), help=backbone)(command)

    return add
