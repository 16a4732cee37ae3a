"""Bounds that a process sets on itself, and what its end says of them."""

import contextlib
import signal

MEBIBYTE = 1024 * 1024
STACK = 64 * MEBIBYTE  # the engine calls itself for each operator of a long expression


def bound_process(memory: int, seconds: int = 0) -> None:
    """Bound private memory, and seconds of computing unless 0, of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    with contextlib.suppress(ValueError, OSError):  # macOS bounds a stack that runs already
        resource.setrlimit(resource.RLIMIT_STACK, (STACK if hard < 0 else min(STACK, hard), hard))


def ended_by(code: int) -> str:
    """Say which bound ended a process, from its return code: time, depth or memory; "" when it was none.

    >>> ended_by(-signal.SIGABRT), ended_by(1)
    ('memory', '')
    """
    memory = dict.fromkeys((-signal.SIGABRT, -signal.SIGKILL), "memory")  # the engine's own end, the system's
    return {-signal.SIGXCPU: "time", -signal.SIGSEGV: "depth", **memory}.get(code, "")
