"""A few processes that answer queries, each killed and replaced when a query takes too much."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...data.errors import StoreError
from ...graph.store.checksums import check_files
from ...graph.store.embedded import CURRENT, EmbeddedStore, open_snapshot
from .limits import Limits
from .protocol import Question, RequestError
from .turns import Turns, client_of

LINE = 64 * 1024
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """A whole answer: its media type and size, its content or the file that holds it, and what makes it mislead."""

    media: str
    size: int
    version: str
    content: bytes | None
    path: Path | None
    warnings: tuple[str, ...] = ()

    def take(self) -> bytes:
        """Read the whole content, and remove the file that holds it."""
        if self.path is None:
            return self.content or b""
        try:
            return self.path.read_bytes()
        finally:
            self.path.unlink(missing_ok=True)


class Worker:
    """One process, and the snapshot it reads."""

    def __init__(self, process: asyncio.subprocess.Process, snapshot: Path) -> None:
        self.process, self.snapshot = process, snapshot

    @classmethod
    async def start(cls, snapshot: Path, memory: int) -> "Worker":
        """Start a process and wait until it has opened the store."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "comity.publish.sparql.worker", str(snapshot), str(memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # an engine that ends of a query writes pages of its inner calls there
            limit=LINE,
        )
        worker, ready = cls(process, snapshot), None
        try:
            ready = await worker.receive()
        finally:  # also when the client went away meanwhile
            if not ready or ready["status"] != 200:
                await worker.stop()
        if not ready:
            code = process.returncode
            raise StoreError(f"the process that reads the store in {snapshot} ended at once (exit code {code})")
        if ready["status"] != 200:
            raise StoreError(ready["message"])
        return worker

    async def ask(self, question: dict[str, Any]) -> tuple[dict[str, Any], bytes | None] | None:
        """Send a question and wait for the answer; ``None`` when the process ended instead."""
        assert self.process.stdin
        assert self.process.stdout
        try:
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            await self.process.stdin.drain()
            head = await self.receive()
            if head is None:
                return None
            content = await self.process.stdout.readexactly(head["size"]) if head.get("inline") else None
        except (ConnectionError, asyncio.IncompleteReadError):
            return None
        return head, content

    async def receive(self) -> dict[str, Any] | None:
        """Read a line of JSON; ``None`` when the process ended."""
        assert self.process.stdout
        line = await self.process.stdout.readline()
        message: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
        return message

    async def stop(self) -> None:
        """End the process at once."""
        # process.kill() first asks how a process ended that has ended already; whoever waits is told nothing then.
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)
        await self.process.wait()


class Pool:
    """The workers of one store. A snapshot built meanwhile is picked up with the next query."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.folder, self.limits = store, limits
        self.store: EmbeddedStore = open_snapshot(store)
        self._seen = self._mark()
        self._turns = Turns(limits.workers, limits.queue)
        self._idle: list[Worker] = []
        self._number = 0
        self._spool = tempfile.TemporaryDirectory(prefix="comity-")

    async def start(self) -> None:
        """Start the workers."""
        self._idle = list(await asyncio.gather(*(self._new() for _ in range(self.limits.workers + 1))))

    async def stop(self) -> None:
        """End the workers, and remove what they wrote."""
        idle, self._idle = self._idle, []
        for worker in idle:
            await worker.stop()
        self._spool.cleanup()

    async def ask(self, question: Question, accept: str, base: str | None = None, client: str = "") -> Answered:
        """Answer *question*, whose relative IRIs begin at *base*; raises ``RequestError`` with what went wrong.

        Queries that wait are answered in turn, one of each *client*.

        400 the query is not sound, 406 no such format, 422 too large an answer, 503 too much time or memory, or
        too many queries.
        """
        client = client_of(client)
        await self._turns.take(client, self.limits.time)
        try:
            return await self._run(question, accept, base)
        finally:
            self._turns.give_back(client)

    def renew(self) -> EmbeddedStore:
        """Return the store as it is now: the new snapshot when one was built."""
        mark = self._mark()
        if mark != self._seen:
            self.store, self._seen = open_snapshot(self.folder), mark
        return self.store

    async def _run(self, question: Question, accept: str, base: str | None) -> Answered:
        store = self.renew()
        worker = await self._take(store.folder)
        path = self._path()
        sent = {
            "text": question.text,
            "default": question.default,
            "named": question.named,
            "form": question.form,
            "accept": accept,
            "base": base,
            "rows": self.limits.rows,
            "size": self.limits.size,
            "path": str(path),
        }
        answer, late = None, ""
        try:
            async with asyncio.timeout(self.limits.time):
                answer = await worker.ask(sent)
        except TimeoutError:
            late = f"the query took longer than {self.limits.time:g} s; ask for less, or in parts"
        finally:
            if answer is None:
                await worker.stop()
                path.unlink(missing_ok=True)
            else:
                self._idle.append(worker)
        if answer is None or answer[0]["status"] >= 500:  # was it the query, or the store?
            await asyncio.to_thread(check_files, store.folder, store.manifest.files)
        if answer is None:
            said = late or _end(worker.process.returncode)
            if not late:
                _log.warning("a process that answers queries ended: %s", said)
            raise RequestError(503, said)
        head, content = answer
        if head["status"] != 200:
            if head["status"] == 500:
                _log.error("%s", head["message"].replace("\n", " "))
            path.unlink(missing_ok=True)
            raise RequestError(head["status"], head["message"])
        place = None if content is not None else path
        return Answered(head["media"], head["size"], store.version, content, place, tuple(head["warnings"]))

    async def _take(self, snapshot: Path) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.snapshot == snapshot and worker.process.returncode is None:
                return worker
            await worker.stop()
        return await self._new()

    async def _new(self) -> Worker:
        return await Worker.start(self.store.folder, self.limits.memory)

    def _path(self) -> Path:
        self._number += 1
        return Path(self._spool.name) / f"answer-{self._number}"

    def _mark(self) -> tuple[int, int]:
        try:
            status = (self.folder / CURRENT).stat()
        except FileNotFoundError:
            raise StoreError(f"there is no graph in {self.folder} any more; run: comity build") from None
        return status.st_mtime_ns, status.st_ino


def _end(code: int | None) -> str:
    """Say why a process ended while it answered."""
    if code == -signal.SIGSEGV:
        return "the query is too long or too deep for the engine; ask for less at once"
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        return "the query needs more memory than a query may take; ask for less"
    return f"the query ended the process that answered it (exit code {code}); ask otherwise"
