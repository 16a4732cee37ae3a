"""What a query may take."""

from dataclasses import dataclass

from ...graph.confine import MEBIBYTE


@dataclass(frozen=True)
class Limits:
    """Bounds of the service: seconds, bytes and numbers.

    ``time`` bounds a query from its start to its last row, ``memory`` the private memory of the process
    that answers it, ``rows`` and ``size`` the answer; ``workers`` is how many queries run at once, and one more
    of a client that has none running, ``queue`` how many more may wait; ``body`` bounds what a request may send,
    ``connections`` how many there are, ``header`` how long the head of a request may take, ``pace`` how long its
    body, and how long a client may read nothing of its answer.
    """

    time: float = 10.0
    memory: int = 1024 * MEBIBYTE
    rows: int = 1_000_000
    size: int = 1024 * MEBIBYTE
    workers: int = 2
    queue: int = 50
    body: int = 2 * MEBIBYTE
    connections: int = 1_000
    header: float = 10.0
    pace: float = 30.0
