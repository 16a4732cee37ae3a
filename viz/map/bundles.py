"""The bundles of scripts that ``viz/web/build.py`` makes: those of the map, and those of the editors of queries."""

from pathlib import Path

from ...data.errors import ComityError
from ..characters import in_page

BUNDLES = Path(__file__).parent / "dist"
EDITORS = Path(__file__).parents[1] / "web" / "dist"


def read_bundle(name: str) -> str:
    """Read the script *name* of the map; raises ``ComityError`` where it was not built."""
    path = BUNDLES / f"{name}.js"
    if not path.is_file():
        raise ComityError(
            f"the script {name}.js is not here: installing comity builds it, with a connection to npm; "
            "in a checkout, make scripts builds it"
        )
    return in_page(path.read_text(encoding="utf-8"))
