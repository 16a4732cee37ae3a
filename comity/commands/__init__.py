"""The commands, one file each; ``COMMANDS`` is their order in the help."""

from .build import build
from .dump import dump
from .explain import explain
from .map import map_
from .network import network
from .query import query

COMMANDS = (build, query, network, explain, map_, dump)

__all__ = ["COMMANDS"]
