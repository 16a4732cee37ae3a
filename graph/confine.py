"""Bounds that a process sets on itself, and what its end says of them."""

import contextlib
import math
import signal
import time

MEBIBYTE = 1024 * 1024
STACK = 64 * MEBIBYTE  # the engine calls itself for each operator of a long expression


def bound_process(memory: int, stack: int = STACK) -> None:
    """Bound the private memory of this process, and give it a stack unless 0, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    if stack:
        with contextlib.suppress(ValueError, OSError):  # macOS bounds a stack that runs already
            resource.setrlimit(resource.RLIMIT_STACK, (stack if hard < 0 else min(stack, hard), hard))


def bound_time(seconds: int) -> None:
    """Let this process compute for so many seconds from now on, where the system can count them."""
    try:
        import resource
    except ImportError:
        return
    used = math.ceil(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def ended_by(code: int) -> str:
    """Say which bound ended a process, from its return code: time, depth or memory; "" when it was none.

    >>> ended_by(-signal.SIGABRT), ended_by(1)
    ('memory', '')
    """
    memory = dict.fromkeys((-signal.SIGABRT, -signal.SIGKILL), "memory")  # the engine's own end, the system's
    return {-signal.SIGXCPU: "time", -signal.SIGSEGV: "depth", **memory}.get(code, "")
