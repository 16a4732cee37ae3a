"""Where things are kept unless the user says otherwise."""

import os
from pathlib import Path

from .data.errors import ComityError

STORE_VARIABLE = "COMITY_STORE"


def store_place(chosen: str | Path | None = None) -> str:
    """Name the store: what was *chosen*, else ``$COMITY_STORE``, else a folder in the user's data folder."""
    if named := str(chosen or "") or os.environ.get(STORE_VARIABLE):
        return named
    from platformdirs import user_data_path

    return str(user_data_path("comity") / "store")


def store_folder(chosen: str | Path | None = None) -> Path:
    """Name the folder of the store; raises ``ComityError`` where an endpoint was named."""
    place = store_place(chosen)
    if place.startswith(("http://", "https://")):
        raise ComityError(f"{place} is an endpoint, which can only be asked; name a folder with --store")
    return Path(place)
