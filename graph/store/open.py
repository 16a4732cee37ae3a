"""Open a store: the folder of one, or the address of a SPARQL endpoint."""

from pathlib import Path

from .embedded import open_snapshot
from .protocol import Store
from .remote import RemoteStore


def open_store(where: Path | str) -> Store:
    """Open the store in a folder, or the SPARQL endpoint at an address that begins with http."""
    if is_endpoint(where):
        return RemoteStore(str(where))
    return open_snapshot(Path(where))


def is_endpoint(where: Path | str) -> bool:
    """Tell an address from a folder."""
    return str(where).startswith(("http://", "https://"))
