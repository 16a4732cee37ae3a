"""A command that goes on in a process of its own, which may take only so much time and memory."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

import click

_STOPS = {signal.SIGINT, signal.SIGTERM}


def confine(seconds: int, mebibytes: int, clean: Callable[[int], None], look: Callable[[], None]) -> None:
    """Go on in a child of this process within bounds; this process waits for it and ends as it ends.

    *seconds* are of computing: a reader that is slow to take the answer takes none. *clean* removes what a
    child of this number left when it was ended; *look* is called before a bound is blamed. Where the system
    cannot divide a process, nothing is bounded. Raises ``ComityError`` in the process that waits when the
    child came to its bounds.
    """
    if not click.get_current_context().obj or not hasattr(os, "fork"):
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # until each of the two knows what to do then
    if child := os.fork():
        _wait(child, seconds, mebibytes, clean, look)
    from ..graph.confine import MEBIBYTE, bound_process, bound_time

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits is told, and ends this one
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    # What the engine says of its own end is for its makers; what Python says goes where it went.
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    bound_process(mebibytes * MEBIBYTE)
    bound_time(seconds)


def _wait(child: int, seconds: int, mebibytes: int, clean: Callable[[int], None], look: Callable[[], None]) -> NoReturn:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    code = -signal.SIGTERM
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except BaseException:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it ended just then
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    finally:
        if code < 0:
            clean(child)
    if code >= 0:
        raise click.exceptions.Exit(code)
    from ..data.errors import ComityError
    from ..graph.confine import ended_by

    look()
    raise ComityError(
        {
            "time": f"the query takes more than {seconds:,} s of computing; ask for less, or raise --time-limit",
            "memory": f"the query takes more than {mebibytes:,} MiB; ask for less, or raise --memory-limit",
            "depth": "the query is too long or too deep for the engine; ask for less at once",
            "": f"the process of the query was ended from outside ({signal.Signals(-code).name})",
        }[ended_by(code)]
    )
