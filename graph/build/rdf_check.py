"""RDF files that others wrote, read through in a process with limits before they are loaded.

``python -m comity.graph.build.rdf_check`` is that process: a line of JSON for each file in, one for its faults out.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from ...data.characters import forbidden
from ...data.errors import FormatError, Problem, Problems
from ...data.package import Package
from ..confine import MEBIBYTE, bound_process, bound_time, ended_by
from ..query.xml_text import xml_text
from .rdf_files import FORMATS, graph_fault, graph_of, read_quads
from .rdf_guard import unsafe

MAX_SIZE = 4096 * MEBIBYTE
MEMORY = 2048 * MEBIBYTE
SECONDS, BYTES_PER_SECOND = 60, 1_000_000  # of computing: at least, and more for a larger file

NAMELESS = "ends in no name, so that RDF/XML cannot hold it; end it with a letter and a word"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
COMMAND = (sys.executable, "-m", __name__)


@dataclass(frozen=True)
class RdfFile:
    """A file to read, the name by which it is told, and the graph of what is in none.

    ``base``, of a file of a package, is what all of the package is named by.
    """

    path: str
    name: str
    graph: str
    base: str = ""


def check_rdf(package: Package) -> Iterator[Problem]:
    """Read each RDF file of *package* through, in a process of its own, and tell what is wrong."""
    files = [
        RdfFile(str(path), path.relative_to(package.folder).as_posix(), graph_of(package, path), package.base)
        for path in package.rdf
    ]
    for file, faults in _read_apart(files):
        yield from (Problem(file.name, line, "", text) for line, text in faults)


def read_file(path: Path) -> Iterator[ox.Quad]:
    """Read the statements of an RDF file that stands alone.

    Raises ``FormatError`` that names the place when the file is not sound, or may not reach a parser.
    """
    if path.suffix.lower() not in FORMATS:
        raise FormatError(f"{path} is of no RDF syntax that is known by its name; end it in {', '.join(FORMATS)}")
    graph = path.resolve().as_uri()
    for _, faults in _read_apart([RdfFile(str(path), str(path), graph)]):
        for line, text in faults:
            raise FormatError(str(Problem(str(path), line, "", text)))
    yield from read_quads(path, graph, "file")


def _read_apart(files: Iterable[RdfFile]) -> Iterator[tuple[RdfFile, list[tuple[int, str]]]]:
    """Let a process read each file, another one when it comes to its end over one of them."""
    process: subprocess.Popen[bytes] | None = None
    try:
        for file in files:
            process = process or _start()
            reply = _ask(process, file)
            if reply is None:
                process.communicate()
                reply, process = [(0, _why(process.returncode))], None
            yield file, reply
    finally:
        if process:
            process.communicate()


def _start() -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


def _ask(process: "subprocess.Popen[bytes]", file: RdfFile) -> list[tuple[int, str]] | None:
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps(asdict(file)).encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    line = process.stdout.readline()
    return [(number, text) for number, text in json.loads(line)] if line.endswith(b"\n") else None


def _why(code: int) -> str:
    return {
        "time": f"takes more than {SECONDS} s and 1 s for each {BYTES_PER_SECOND:,} bytes to read; make it simpler",
        "memory": f"takes more than {MEMORY // MEBIBYTE:,} MiB to read; part it",
        "depth": "is nested too deep for the engine; flatten it",
        "": f"cannot be read: the process that read it ended with {code}",
    }[ended_by(code)]


def main() -> None:
    """Read files until standard input ends."""
    bound_process(MEMORY, stack=0)
    for line in sys.stdin.buffer:
        file = RdfFile(**json.loads(line))
        problems = Problems()
        size = Path(file.path).stat().st_size
        bound_time(SECONDS + size // BYTES_PER_SECOND)
        if size > MAX_SIZE:
            problems.add("", 0, "", f"has {size:,} bytes, the most is {MAX_SIZE:,}; part it")
        else:
            _look(file, problems)
        faults = [(problem.line, problem.text) for problem in problems.found]
        if problems.more:
            faults.append((0, f"has {problems.more:,} more faults of this kind"))
        sys.stdout.write(json.dumps(faults) + "\n")
        sys.stdout.flush()


def _look(file: RdfFile, problems: Problems) -> None:
    path = Path(file.path)
    try:
        if reason := unsafe(path):
            problems.add("", *reason)
            return
        for quad in read_quads(path, file.graph, "file"):
            for text in _faults(quad, file) if file.base else ():
                problems.add("", 0, "", text)
    except SyntaxError as error:
        problems.add("", error.lineno or 0, "", f"is not sound ({error.msg}); mend it there")
    except (ValueError, OSError) as error:
        problems.add("", 0, "", f"is not sound ({error}); mend it")
    except MemoryError:
        problems.add("", 0, "", _why(-6))


_NAMED: dict[str, bool] = {}  # properties and classes by their IRI: whether RDF/XML can name them


def _faults(quad: ox.Quad, file: RdfFile) -> Iterator[str]:
    """Tell what a graph that is published in every syntax may not hold."""
    value, graph = quad.object, quad.graph_name
    where = f"{quad.subject} {quad.predicate}"
    if isinstance(value, ox.Literal):
        if fault := forbidden(value.value):
            yield f"the text of {where} {fault}"
        if value.direction:
            yield f"the text of {where} has a direction, which RDF 1.1 does not know; leave it out"
    elif isinstance(value, ox.Triple):
        yield f"the value of {where} is a statement, which RDF 1.1 does not know; name the statement"
    elif isinstance(value, ox.NamedNode) and quad.predicate == _TYPE and not _has_name(value):
        yield f"the class {value} {NAMELESS}"
    if not _has_name(quad.predicate):
        yield f"the property {quad.predicate} {NAMELESS}"
    if isinstance(graph, ox.NamedNode) and (fault := graph_fault(graph.value, file.base, file.graph)):
        yield fault


def _has_name(iri: ox.NamedNode) -> bool:
    if iri.value not in _NAMED:
        triple = ox.Triple(ox.NamedNode("urn:x"), iri, ox.Literal(""))
        try:
            xml_text(ox.serialize([triple], format=ox.RdfFormat.RDF_XML) or b"")
        except FormatError:
            _NAMED[iri.value] = False
        else:
            _NAMED[iri.value] = True
    return _NAMED[iri.value]


if __name__ == "__main__":
    main()
