"""How the numbers were made, in plain words."""

from importlib.metadata import version

from ....graph.ties.ties import find_tie
from ..exhibit import GlossaryTerm, Section
from ..scope import Scope
from .changes import SPLITS

_LIBRARIES = ("pyoxigraph", "scipy", "igraph", "vl-convert-python")
_TERMS = ("tie", "expertise", "funding", "grounds", "collective", "dates", "ranks", "chance", "left-out", "persons")


def method(scope: Scope) -> tuple[Section, list[GlossaryTerm]]:
    """Write the section on method: what each word means here, and the software."""
    words = scope.words
    language = words.language
    definitions = {name: find_tie(name).concept.definitions for name in ("joint", "expertise", "funding")}
    fields = {
        "joint": definitions["joint"].get(language, definitions["joint"]["en"]),
        "expertise": definitions["expertise"].get(language, definitions["expertise"]["en"]),
        "funding": definitions["funding"].get(language, definitions["funding"]["en"]),
        "draws": scope.draws,
        "splits": SPLITS,
        "seed": scope.seed,
    }
    terms = [GlossaryTerm(words(f"method-{name}"), words(f"method-{name}-text", **fields)) for name in _TERMS]
    terms.append(GlossaryTerm(words("method-software"), software()))
    return Section("method", words("method"), words("method-lead")), terms


def software() -> str:
    """Name the software and its versions."""
    return ", ".join(f"{name} {version(name)}" for name in ("comity", *_LIBRARIES))
