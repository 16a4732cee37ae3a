"""The commands, one file each; ``COMMANDS`` is their order in the help."""

from .build import build
from .communities import communities
from .compare import compare
from .dump import dump
from .explain import explain
from .map import map_
from .network import network
from .query import query
from .rank import rank
from .report import report
from .serve import serve

COMMANDS = (build, query, network, rank, explain, compare, communities, map_, report, dump, serve)

__all__ = ["COMMANDS"]
