"""Records to statements, the store, saved queries, networks and their explanation."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .build.snapshot import build_graph
    from .network.explanation import Explanation
    from .network.network import Network, compute_network
    from .query.answers import Answer
    from .query.saved import SavedQuery, saved_queries, saved_query
    from .store.embedded import EmbeddedStore, open_snapshot
    from .store.protocol import Store
    from .ties.filters import Filters

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
    "query.answers": ("Answer",),
    "build.snapshot": ("build_graph",),
    "network.explanation": ("Explanation",),
    "ties.filters": ("Filters",),
    "network.network": ("Network", "compute_network"),
    "query.saved": ("SavedQuery", "saved_queries", "saved_query"),
    "store.embedded": ("EmbeddedStore", "open_snapshot"),
    "store.protocol": ("Store",),
}


def __getattr__(name: str) -> Any:
    """Load a name when it is first used: networks need numpy and scipy, queries do not."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
