"""What machines take: dumps in every RDF syntax."""

from .dump import FORMATS, dump

__all__ = ["FORMATS", "dump"]
