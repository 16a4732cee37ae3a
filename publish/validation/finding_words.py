"""What a result of SHACL says, in words: which resource, which property, what was found, what would do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...ontology import PREFIXES as OWN
from ...ontology.namespaces import shorten
from ..portal.catalogue.statements import PREFIXES as PUBLISHED

if TYPE_CHECKING:
    import rdflib

SHACL = "http://www.w3.org/ns/shacl#"
_KINDS = {
    "IRI": "an IRI",
    "BlankNode": "a blank node",
    "Literal": "text or a number",
    "BlankNodeOrIRI": "an IRI or a blank node, not text",
    "IRIOrLiteral": "an IRI or text",
    "BlankNodeOrLiteral": "a blank node or text",
}
_NAMES = tuple(
    OWN[prefix] + local
    for prefix, local in (("skos", "prefLabel"), ("dct", "title"), ("foaf", "name"), ("rdfs", "label"))
)


KNOWN_PREFIXES = {**OWN, **PUBLISHED, "sh": SHACL}


@dataclass(frozen=True)
class ResultWords:
    """One result in words: how grave, where, what; the resource, the property, and the rule that found it."""

    severity: str
    where: str
    text: str
    resource: str
    path: str
    rule: str


def shorten_term(term: object) -> str:
    """Shorten an IRI by the prefixes of the vocabulary and of catalogues.

    >>> shorten_term("http://www.w3.org/ns/dcat#Dataset")
    'dcat:Dataset'
    """
    text = str(term)
    shortened = shorten(text, KNOWN_PREFIXES)
    return shortened if shortened != text else f"<{text}>"


def describe_result(
    result: "rdflib.term.Node", report: "rdflib.Graph", graph: "rdflib.Graph", shapes: "rdflib.Graph"
) -> ResultWords:
    """Put one result of *report* into words; names come from *graph*, parameters of the rule from *shapes*."""
    from rdflib import URIRef

    def of(name: str) -> Any:
        return report.value(result, URIRef(SHACL + name))

    focus, shape, path = of("focusNode"), of("sourceShape"), of("resultPath")
    component = str(of("sourceConstraintComponent") or "").removeprefix(SHACL).removesuffix("ConstraintComponent")
    severity = str(of("resultSeverity") or "").removeprefix(SHACL)
    said = shapes.value(shape, URIRef(SHACL + "message")) if shape is not None else None
    words = _words(component, _path(path, report), of("value"), lambda name: shapes.value(shape, URIRef(SHACL + name)))
    return ResultWords(
        severity={"Violation": "violation", "Warning": "warning"}.get(severity, "info"),
        where=_where(focus, graph),
        text=f"{words}. {said}" if said and words else str(said or words or of("resultMessage") or component),
        resource=str(focus),
        path=_path(path, report),
        rule=shorten_term(shape) if isinstance(shape, URIRef) else component,
    )


def _where(focus: Any, graph: "rdflib.Graph") -> str:
    """Name the resource, with the IRI, so that it can be found again; a blank node by what points to it."""
    from rdflib import BNode, URIRef

    names = [value for name in _NAMES for value in graph.objects(focus, URIRef(name))]
    names.sort(key=lambda value: (getattr(value, "language", None) != "en", str(value)))
    if isinstance(focus, BNode):
        above = next(iter(sorted(graph.subject_predicates(focus), key=str)), None)
        text = f"what {shorten_term(above[1])} of <{above[0]}> points to" if above else "a blank node"
    else:
        text = f"<{focus}>" if isinstance(focus, URIRef) else f'"{focus}"'
    return f'"{names[0]}" {text}' if names else text


def _path(path: Any, report: "rdflib.Graph") -> str:
    from rdflib import BNode, URIRef

    if path is None:
        return ""
    if not isinstance(path, BNode):
        return shorten_term(path)
    inverse = report.value(path, URIRef(SHACL + "inversePath"))
    return f"^{shorten_term(inverse)}" if inverse is not None else "a path"


def _term(value: Any) -> str:
    from rdflib import BNode, Literal

    if isinstance(value, Literal):
        kind = (
            f"@{value.language}" if value.language else f" ({shorten_term(value.datatype)})" if value.datatype else ""
        )
        text = str(value) if len(str(value)) <= 80 else f"{str(value)[:79]}…"
        return f'"{text}"{kind}'
    return "a blank node" if isinstance(value, BNode) else shorten_term(value)


def _shape(shape: Any) -> str:
    from rdflib import URIRef

    return shorten_term(shape) if isinstance(shape, URIRef) else "its rule"


def _words(component: str, path: str, value: Any, parameter: Callable[[str], Any]) -> str:
    """Say what a constraint found; "" for one that has no words of its own here."""
    given_value = _term(value) if value is not None else ""
    what = f"{path} is {given_value}" if path else f"it is {given_value}"

    def given(name: str) -> str:
        return _term(parameter(name)) if parameter(name) is not None else "?"

    number = str(parameter("minCount") or parameter("maxCount") or "")
    sayings: dict[str, Callable[[], str]] = {
        "MinCount": lambda: f"it has no {path}" if number == "1" else f"it has too few {path}; the least is {number}",
        "MaxCount": lambda: f"it has more than {parameter('maxCount')} {path}; keep {parameter('maxCount')}",
        "Datatype": lambda: f"{what}; write it as {given('datatype')}",
        "Class": lambda: f"{what}, which is no {given('class')}",
        "NodeKind": lambda: f"{what}; write {_KINDS.get(str(parameter('nodeKind')).removeprefix(SHACL), '?')}",
        "Pattern": lambda: f"{what}, which is not of the form {parameter('pattern')}",
        "HasValue": lambda: f"{path or 'it'} has not the value {given('hasValue')}",
        "In": lambda: f"{what}, which is none of the values that are allowed",
        "LanguageIn": lambda: f"{what}, in a language that is not expected",
        "UniqueLang": lambda: f"it has {path} more than once in one language",
        "MinInclusive": lambda: f"{what}; the least is {given('minInclusive')}",
        "MaxInclusive": lambda: f"{what}; the most is {given('maxInclusive')}",
        "MinLength": lambda: f"{what}; the least length is {parameter('minLength')}",
        "LessThanOrEquals": lambda: f"{what}, which is more than {given('lessThanOrEquals')}",
        "Equals": lambda: f"{path} and {given('equals')} differ by {given_value}",
        "Disjoint": lambda: f"{path} and {given('disjoint')} share {given_value}",
        "Node": lambda: f"{what}, which is not as {_shape(parameter('node'))} wants it",
        "Or": lambda: f"{what}, which fits none of the forms that are allowed",
        "Xone": lambda: f"{what}, which does not fit exactly one of the forms that are allowed",
        "Not": lambda: f"{what}, which is what must not be",
        "Closed": lambda: f"it has {path}, which is not expected here",
    }
    return sayings[component]() if component in sayings else ""
