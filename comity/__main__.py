"""The command line's outer door: it alone catches errors, and turns them into one clear line."""

import os
import sys

import click

from .commands import COMMANDS


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="comity")
def cli() -> None:
    """Who cooperated with whom, when, where, in what role, and how do we know."""


for _command in COMMANDS:
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives 0 when done, 1 when input or question is at fault, 2 for usage."""
    from .data import ComityError

    try:
        cli.main(arguments, standalone_mode=False, prog_name="comity")
    except ComityError as error:
        click.echo(f"comity: {error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("comity: stopped", err=True)
        return 130
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
