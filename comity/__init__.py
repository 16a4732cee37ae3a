"""Who cooperated with whom, when, where, in what role, and how do we know.

>>> import comity
>>> graph = comity.open()
>>> graph.query("experts").rows[0]["actor"]
'lva-sbg'
"""

from importlib import import_module
from importlib.metadata import version as _version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Graph, Network, build, open
    from .data import (
        ComityError,
        FormatError,
        NotFoundError,
        PackageError,
        Problem,
        QueryError,
        QueryWarning,
        RangeError,
        StoreError,
        open_package,
    )
    from .graph import Answer, Explanation, Filters

__version__ = _version("comity")
__all__ = [
    "Answer",
    "ComityError",
    "Explanation",
    "Filters",
    "FormatError",
    "Graph",
    "Network",
    "NotFoundError",
    "PackageError",
    "Problem",
    "QueryError",
    "QueryWarning",
    "RangeError",
    "StoreError",
    "build",
    "open",
    "open_package",
]

_ERRORS = ("ComityError", "FormatError", "NotFoundError", "PackageError", "QueryError", "RangeError", "StoreError")
_HOMES = {
    ".api": ("Graph", "Network", "build", "open"),
    ".data": (*_ERRORS, "Problem", "QueryWarning", "open_package"),
    ".graph": ("Answer", "Explanation", "Filters"),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that ``import comity`` stays light."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home, __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what is public, also what was not loaded yet."""
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
