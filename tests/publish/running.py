"""A real server on a loopback port, started as a user does."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil


@dataclass(frozen=True)
class Running:
    """A server, and where it answers."""

    url: str
    port: int
    process: psutil.Process

    def workers(self) -> list[psutil.Process]:
        """Give the processes that answer its queries."""
        return list(self.process.children())


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(
    store: Path,
    *options: str,
    environment: dict[str, str] | None = None,
    files: int = 0,
    log: IO[bytes] | int = subprocess.DEVNULL,
) -> Iterator[Running]:
    """Start ``comity serve`` and end it, by its own process; it may open so many *files*, where that is bounded."""
    port = free_port()
    command = (sys.executable, "-m", "comity", "serve", "--store", str(store), "--port", str(port), *options)
    if files:
        command = ("/bin/sh", "-c", f'ulimit -n {files} && exec "$@"', "sh", *command)
    with subprocess.Popen(command, stderr=log, env=environment) as server:
        try:
            wait_for(server, port)
            yield Running(f"http://127.0.0.1:{port}/sparql", port, psutil.Process(server.pid))
        finally:
            server.terminate()
            server.wait(20)


def wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until a process that was started listens on a port."""
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert server.poll() is None, "the server did not start"
        time.sleep(0.1)
    raise AssertionError("the server does not answer")
