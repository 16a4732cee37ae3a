"""The command line's outer door: it alone catches errors, and turns them into one clear line."""

import os
import re
import sys

import click

from .commands import COMMANDS

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="comity")
def cli() -> None:
    """Who cooperated with whom, when, where, in what role, and how do we know."""


for _command in COMMANDS:
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when done, 1 when input or question is at fault, 2 for usage."""
    code = _run(sys.argv[1:] if arguments is None else list(arguments), own=arguments is None)
    try:
        sys.stdout.flush()
    except OSError:  # told before, or a pipe whose reader has seen enough; not once more at the end of the process
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _run(arguments: list[str], *, own: bool) -> int:
    """Run a command; *own* says that the process is the command's own, and may be divided and bounded."""
    try:
        with cli.make_context("comity", arguments, obj=own) as context:
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
        return 0
    except MemoryError:
        click.echo("comity: this needs more memory than it may take; ask for less", err=True)
        return 1
    except OSError as error:
        where = error.filename or "standard output"
        click.echo(f"comity: {where} cannot be read or written ({error.strerror or error})", err=True)
        return 1
    except Exception as error:
        from .data.errors import ComityError

        if not isinstance(error, ComityError):
            raise
        # What was found is quoted, and may hold what would move the cursor of a terminal.
        click.echo(f"comity: {_CONTROL.sub(chr(0xFFFD), str(error))}", err=True)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
