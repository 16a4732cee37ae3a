"""The process that answers queries: ``python -m comity.publish.sparql.worker SNAPSHOT MEMORY``.

It reads questions from standard input, one JSON object a line, and writes to standard output a line of
JSON and, for a short answer, so many bytes. A long answer goes to the file that the question names. What a
query may break is this process, which is killed and replaced.
"""

import io
import json
import sys
from pathlib import Path
from typing import IO, Any, cast

from ...data.errors import ComityError, FormatError
from ...graph.confine import bound_process
from ...graph.query.answers import FRAME_FORMATS
from ...graph.store.embedded import EmbeddedStore
from ...graph.store.manifest import read_manifest
from ...graph.store.protocol import QueryDataset
from ..web.media import BOOLEAN, ROWS, STATEMENTS, choose, named

INLINE = 256 * 1024
MESSAGE = 4_000  # characters of an error that are sent


class TooMuchError(ComityError):
    """An answer has more rows or bytes than the service gives."""

    http_status = 422


class Counted(io.RawIOBase):
    """Where an answer is written: kept while it is short, then in a file; stopped at the limits.

    A row ends with a mark that stands nowhere else in its format: line ends of TSV are escaped within
    values, so is < in XML and a quote in JSON; in CSV what stands in quotes is left out of the count.
    """

    def __init__(self, path: Path, form: str, rows: int, size: int) -> None:
        super().__init__()
        self._path, self._form, self._rows, self._size = path, form, rows, size
        self._mark = {"tsv": b"\n", "xml": b"</result>", "json": b'},{"'}.get(form, b"")
        self._kept = bytearray()
        self._file: IO[bytes] | None = None
        self._tail = b""
        self._quoted = False
        self.size = 0
        # The mark of json stands between rows; the headings of csv and tsv are no rows.
        self.rows = {"json": 1, "csv": -1, "tsv": -1}.get(form, 0)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, content: Any) -> int:
        """Write some bytes."""
        self.size += len(content)
        self._count(content)
        self.check_rows(self.rows)
        if self.size > self._size:
            raise TooMuchError(f"the answer is larger than {self._size:,} bytes; ask for less, or add a LIMIT")
        if self._file is None and len(self._kept) + len(content) > INLINE:
            self._file = self._path.open("wb")
            self._file.write(self._kept)
            self._kept.clear()
        if self._file is not None:
            self._file.write(content)
        else:
            self._kept += content
        return len(content)

    def finish(self) -> bytes | None:
        """Return the answer when it is short; ``None`` when it stands in the file."""
        if self._file is None:
            return bytes(self._kept)
        self._file.close()
        return None

    def check_rows(self, rows: int) -> None:
        """Raise ``TooMuchError`` for more rows than the service gives."""
        if rows > self._rows:
            raise TooMuchError(f"the answer has more than {self._rows:,} rows; ask for less, or add a LIMIT")

    def _count(self, content: bytes) -> None:
        if self._form == "csv":
            parts = content.split(b'"')
            self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
            self._quoted ^= len(parts) % 2 == 0
        elif self._mark:
            joined = self._tail + content
            self.rows += joined.count(self._mark)
            self._tail = joined[len(joined) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""


def answer_question(store: EmbeddedStore, question: dict[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    """Answer a question; returns what to say of the answer, and the answer when it is short."""
    dataset = None
    if question["default"] or question["named"]:
        dataset = QueryDataset(tuple(question["default"]), tuple(question["named"]))
    warnings: list[str] = []
    answer = store.query(question["text"], dataset=dataset, base=question["base"], warn=warnings.append)
    form, media = _format(answer.kind, question["form"], question["accept"])
    out = Counted(Path(question["path"]), form, question["rows"], question["size"])
    if form in FRAME_FORMATS:
        from ...graph.query.frames import write_table

        table = answer.to_arrow()
        out.check_rows(table.num_rows)
        write_table(table, form, out)
    else:
        answer.write(form, cast(IO[bytes], out))
    content = out.finish()
    head = {"status": 200, "media": media, "size": out.size, "inline": content is not None, "warnings": warnings}
    return head, content


def _format(kind: str, asked: str | None, accept: str) -> tuple[str, str]:
    """Choose the format of an answer of one kind, and give its media type."""
    offered = {"rows": ROWS, "boolean": BOOLEAN, "graph": STATEMENTS}[kind]
    name = named(asked, offered) if asked else choose(accept, offered)
    if not name:
        what = f"format={asked}" if asked else f"Accept: {accept}"
        raise FormatError(f"{what} fits no form of this answer; ask for {', '.join(offered)}")
    return name, offered[name]


def main() -> None:
    """Answer questions until standard input ends."""
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    bound_process(memory)
    out = sys.stdout.buffer
    try:
        store = EmbeddedStore(folder, read_manifest(folder))
    except ComityError as error:
        _send(out, {"status": error.http_status, "message": str(error)[:MESSAGE]}, None)
        return
    _send(out, {"status": 200, "version": store.version}, None)
    for line in sys.stdin.buffer:
        content: bytes | None = None
        try:
            head, content = answer_question(store, json.loads(line))
        except ComityError as error:
            head = {"status": error.http_status, "message": str(error)[:MESSAGE]}
        except MemoryError:
            head = {"status": 503, "message": "the query needs more memory than a query may take"}
        except Exception as error:  # the outer door of this process: the next question gets its answer
            head = {"status": 500, "message": f"the query cannot be answered: {error}"[:MESSAGE]}
        _send(out, head, content)


def _send(out: IO[bytes], head: dict[str, Any], content: bytes | None) -> None:
    out.write(json.dumps(head).encode() + b"\n" + (content or b""))
    out.flush()


if __name__ == "__main__":
    main()
