"""Records to statements, the store, saved queries, networks and their explanation."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers import Answer
    from .build import build_graph
    from .explanation import Explanation
    from .filters import Filters
    from .network import Network, compute_network
    from .saved import SavedQuery, saved_queries, saved_query
    from .store import EmbeddedStore, Store, open_snapshot

__all__ = [
    "Answer",
    "EmbeddedStore",
    "Explanation",
    "Filters",
    "Network",
    "SavedQuery",
    "Store",
    "build_graph",
    "compute_network",
    "open_snapshot",
    "saved_queries",
    "saved_query",
]

_HOMES = {
    "answers": ("Answer",),
    "build": ("build_graph",),
    "explanation": ("Explanation",),
    "filters": ("Filters",),
    "network": ("Network", "compute_network"),
    "saved": ("SavedQuery", "saved_queries", "saved_query"),
    "store": ("EmbeddedStore", "Store", "open_snapshot"),
}


def __getattr__(name: str) -> Any:
    """Load a name when it is first used: networks need numpy and scipy, queries do not."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
