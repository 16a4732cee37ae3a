"""The commands, one file each; ``COMMANDS`` is their order in the help."""

from .build import build
from .communities import communities
from .compare import compare
from .dump import dump
from .explain import explain
from .map import map_
from .network import network
from .publish import publish
from .push import push
from .query import query
from .rank import rank
from .read import read
from .report import report
from .serve import serve
from .template import template
from .validate import validate

COMMANDS = (
    template,
    read,
    build,
    query,
    network,
    rank,
    explain,
    compare,
    communities,
    map_,
    report,
    dump,
    validate,
    publish,
    push,
    serve,
)

__all__ = ["COMMANDS"]
