"""The libraries that spreadsheets take, which not every installation has."""

from importlib.util import find_spec

from ...errors import ComityError

LIBRARIES = ("anyascii", "babel", "openpyxl", "python_calamine", "yaml")


def check_libraries() -> None:
    """Raise ``ComityError`` where one of them is not installed."""
    if missing := [name for name in LIBRARIES if find_spec(name) is None]:
        raise ComityError(f'spreadsheets take more libraries ({", ".join(missing)}); run: pip install "comity[read]"')
