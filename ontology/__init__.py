"""The words: vocabulary, concept schemes, shapes and JSON-LD context."""

from .namespaces import PREFIXES, expand
from .schemes import SCHEMES, Concept, Scheme, load_scheme

__all__ = ["PREFIXES", "SCHEMES", "Concept", "Scheme", "expand", "load_scheme"]
