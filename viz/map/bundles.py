"""The bundles of third-party scripts that ``viz/web/build.py`` makes."""

from pathlib import Path

from ...data.errors import ComityError
from ..characters import in_page

BUNDLES = Path(__file__).parents[1] / "web" / "dist"


def read_bundle(name: str) -> str:
    """Give the script *name*; raises ``ComityError`` where it was not built."""
    path = BUNDLES / f"{name}.js"
    if not path.is_file():
        raise ComityError(
            f"the script {name}.js is not here: it comes with an installed wheel; in a checkout, make web builds it"
        )
    return in_page(path.read_text(encoding="utf-8"))
