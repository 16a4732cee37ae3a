"""What machines take: dumps in every RDF syntax."""

from .web.dump import FORMATS, dump

__all__ = ["FORMATS", "dump"]
