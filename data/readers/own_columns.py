"""Spreadsheets that have our columns already, as our template and our own tables do: no mapping is needed."""

from pathlib import Path

from .faults import unreadable
from .grid import Sheet
from .rows import Plan


def own_plans(path: Path, sheets: list[Sheet]) -> list[Plan]:
    """Find the sheets that are tables of ours; raises ``ReadingError`` where there is none."""
    raise unreadable(path.name, "no")
