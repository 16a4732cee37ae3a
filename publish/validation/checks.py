"""Validate graphs with SHACL, packages with the checks of a build, and say in words what was found."""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ...data import ComityError, FormatError, PackageError, Problem, open_package
from ...data.descriptor_checks import DESCRIPTOR
from ...graph.store.embedded import open_snapshot
from ...graph.store.open import open_store
from ...graph.store.protocol import Store
from ...ontology.schemes import FOLDER
from .finding_words import KNOWN_PREFIXES, SHACL, describe_result

if TYPE_CHECKING:
    import rdflib

OWN_SHAPES, CATALOGUE_SHAPES = FOLDER / "shapes.ttl", FOLDER / "catalogue-shapes.ttl"
VIOLATION, WARNING, INFO = "violation", "warning", "info"
_CATALOGUE_CLASSES = ("Catalog", "Dataset", "Distribution", "DataService")


@dataclass(frozen=True)
class Finding:
    """One thing that was found: how grave it is, where, in words; and for SHACL which rule found it."""

    severity: str
    where: str
    text: str
    resource: str = ""
    line: int = 0
    column: str = ""
    path: str = ""
    rule: str = ""


@dataclass(frozen=True)
class ValidationReport:
    """What validation found, the gravest first."""

    subject: str
    checked_by: tuple[str, ...]
    findings: tuple[Finding, ...]
    turtle: str

    @cached_property
    def violations(self) -> int:
        """How many findings are violations."""
        return sum(1 for each in self.findings if each.severity == VIOLATION)

    @property
    def text(self) -> str:
        """The findings as lines, the last of them a sum."""
        lines = [f"{each.severity}: {each.where}: {each.text}" for each in self.findings]
        others = len(self.findings) - self.violations
        more = f", {_count(others, 'other finding')}" if others else ""
        return "\n".join([*lines, f"{self.subject}: {_count(self.violations, 'violation')}{more}"])

    @property
    def json(self) -> str:
        """The findings as JSON."""
        findings = [{key: value for key, value in asdict(each).items() if value} for each in self.findings]
        report = {
            "subject": self.subject,
            "conforms": self.violations == 0,
            "checkedBy": self.checked_by,
            "findings": findings,
        }
        return json.dumps(report, indent=2, ensure_ascii=False)

    def write(self, form: str) -> str:
        """Write the report as text, json or ttl."""
        return {"text": lambda: self.text, "json": lambda: self.json, "ttl": lambda: self.turtle}[form]()


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else f"no {what}"


def validate_target(target: Path | str, shapes: Iterable[Path] = ()) -> ValidationReport:
    """Validate *target*: the folder of a package or of a store, an endpoint, an RDF file, or a catalogue.

    The shapes of Comity, or for a catalogue those of catalogues, are used beside *shapes*.
    """
    given = tuple(shapes)
    path = Path(target)
    if path.is_dir() and (path / DESCRIPTOR).is_file():
        return _validate_package(path, given)
    if path.is_file():
        return _validate_file(path, given)
    store = open_store(target)
    return _validate_graph(str(target), _everything(store), (OWN_SHAPES, *given))


def _validate_package(folder: Path, shapes: tuple[Path, ...]) -> ValidationReport:
    """Check the tables; when they are sound and shapes were given, check the graph that they become as well."""
    from ...graph.build.snapshot import build_graph, check_packages

    checked = "the checks of a build"
    try:
        package = open_package(folder)
        check_packages([package])
    except PackageError as error:
        findings = tuple(_finding(problem) for problem in error.problems)
        if error.more:
            findings += (Finding(VIOLATION, str(folder), f"has {error.more:,} more faults, which are not told"),)
        return ValidationReport(str(folder), (checked,), findings, _turtle_of_problems(error.problems))
    if not shapes:
        return ValidationReport(str(folder), (checked,), (), _turtle_of_problems([]))
    with tempfile.TemporaryDirectory() as place:
        build_graph([package], Path(place))
        report = _validate_graph(str(folder), _everything(open_snapshot(Path(place))), (OWN_SHAPES, *shapes))
    return ValidationReport(report.subject, (checked, *report.checked_by), report.findings, report.turtle)


def _finding(problem: Problem) -> Finding:
    where = str(problem).removesuffix(f": {problem.text}")
    return Finding(VIOLATION, where, problem.text, problem.file, problem.line, problem.column)


def _turtle_of_problems(problems: Iterable[Problem]) -> str:
    """Write the faults of tables as a SHACL report, whose focus is a row by the fragment that RFC 7111 gives it."""
    import rdflib

    sh, graph = rdflib.Namespace(SHACL), rdflib.Graph(bind_namespaces="none")
    graph.bind("sh", sh)
    report = rdflib.BNode("report")
    faults = list(problems)
    graph.add((report, rdflib.RDF.type, sh.ValidationReport))
    graph.add((report, sh.conforms, rdflib.Literal(not faults)))
    for number, problem in enumerate(faults, 1):
        this = rdflib.BNode(f"result{number}")
        focus = f"urn:comity:table:{problem.file}" + (f"#row={problem.line}" if problem.line else "")
        graph.add((report, sh.result, this))
        graph.add((this, rdflib.RDF.type, sh.ValidationResult))
        graph.add((this, sh.resultSeverity, sh.Violation))
        graph.add((this, sh.focusNode, rdflib.URIRef(focus)))
        graph.add((this, sh.resultMessage, rdflib.Literal(str(problem))))
    return graph.serialize(format="turtle")


def _validate_file(path: Path, shapes: tuple[Path, ...]) -> ValidationReport:
    graph = _read(path)
    if _is_catalogue(graph):
        return _validate_graph(str(path), graph, (CATALOGUE_SHAPES, *shapes))
    # A file speaks of roles and kinds by their IRIs; what these are, the vocabulary says.
    for name in ("comity.ttl", *sorted(f"schemes/{scheme.name}" for scheme in (FOLDER / "schemes").glob("*.ttl"))):
        graph.parse(FOLDER / name, format="turtle")
    return _validate_graph(str(path), graph, (OWN_SHAPES, *shapes))


def _is_catalogue(graph: "rdflib.Graph") -> bool:
    from rdflib import DCAT, RDF

    return any((None, RDF.type, DCAT[name]) in graph for name in _CATALOGUE_CLASSES)


def _everything(store: Store) -> "rdflib.Graph":
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").graph


def _read(path: Path) -> "rdflib.Graph":
    """Read an RDF file, by the engine's parsers, which fetch nothing."""
    import pyoxigraph as ox
    import rdflib

    from ...graph.build.rdf_check import read_file

    text = ox.serialize((quad.triple for quad in read_file(path)), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return rdflib.Graph().parse(data=text, format="nt")


def _validate_graph(subject: str, graph: "rdflib.Graph", files: tuple[Path, ...]) -> ValidationReport:
    """Validate with each file of shapes by itself, so that two that name a shape alike do not mix."""
    import rdflib

    findings: list[Finding] = []
    together = rdflib.Graph()
    for file in files:
        shapes = _read(file)
        report = _run(graph, shapes, file)
        together += report
        for result in report.objects(None, rdflib.URIRef(f"{SHACL}result")):
            finding = describe_result(result, report, graph, shapes)
            rule = f"{file.name}: {finding.rule}"
            findings.append(
                Finding(finding.severity, finding.where, finding.text, finding.resource, path=finding.path, rule=rule)
            )
    order = (VIOLATION, WARNING, INFO)
    findings.sort(key=lambda each: (order.index(each.severity), each.where, each.text))
    return ValidationReport(subject, tuple(file.name for file in files), tuple(findings), _merged(together, findings))


def _run(graph: "rdflib.Graph", shapes: "rdflib.Graph", file: Path) -> "rdflib.Graph":
    try:
        import pyshacl
        from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
    except ImportError:
        raise ComityError('validating takes more libraries; run: pip install "comity[publish]"') from None
    import rdflib

    try:
        _, report, text = pyshacl.validate(graph, shacl_graph=shapes)
    except (ReportableRuntimeError, ShapeLoadError, RecursionError) as error:
        lines = " ".join(str(error).split())[:300]
        raise FormatError(f"{file}: pySHACL cannot use these shapes ({lines}); mend them, or take others") from None
    if not isinstance(report, rdflib.Graph):
        raise FormatError(f"{file}: pySHACL cannot use these shapes ({text}); mend them, or take others")
    return report


def _merged(reports: "rdflib.Graph", findings: list[Finding]) -> str:
    """Write the reports of all files of shapes as one."""
    import rdflib

    sh = rdflib.Namespace(SHACL)
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, start in KNOWN_PREFIXES.items():
        graph.bind(prefix, start)
    one = rdflib.BNode("report")
    several = set(reports.subjects(rdflib.RDF.type, sh.ValidationReport))
    for subject, predicate, value in reports:
        if subject not in several:
            graph.add((subject, predicate, value))
        elif predicate == sh.result:
            graph.add((one, predicate, value))
    graph.add((one, rdflib.RDF.type, sh.ValidationReport))
    graph.add((one, sh.conforms, rdflib.Literal(not findings)))
    return graph.serialize(format="turtle")
