"""What a cell holds, and the same as text."""

from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta


def cell_text(cell: Cell) -> str:
    """Write a cell as text: days in figures, whole numbers without a point.

    >>> cell_text(12.0), cell_text(datetime(2019, 3, 12)), cell_text(True), cell_text(" a\\u00a0 b ")
    ('12', '2019-03-12', 'yes', 'a b')
    """
    if isinstance(cell, str):
        lines = (" ".join(line.split()) for line in cell.splitlines())
        return "\n".join(line for line in lines if line)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
