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
    try:
        with cli.make_context("comity", sys.argv[1:] if arguments is None else list(arguments)) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as asked:  # --help and --version end here
        return asked.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("comity: stopped", err=True)
        return 130
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        from .data.errors import ComityError

        if not isinstance(error, ComityError):
            raise
        click.echo(f"comity: {error}", err=True)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
