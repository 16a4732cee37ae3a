"""What machines take: dumps in every RDF syntax."""

from .web.dump import FORMATS, dump_store

__all__ = ["FORMATS", "dump_store"]
