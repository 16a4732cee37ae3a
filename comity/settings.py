"""Where things are kept unless the user says otherwise."""

import os
from pathlib import Path

STORE_VARIABLE = "COMITY_STORE"


def default_store() -> Path:
    """Give the store folder: ``$COMITY_STORE``, or one in the user's data folder."""
    if chosen := os.environ.get(STORE_VARIABLE):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("comity") / "store"
