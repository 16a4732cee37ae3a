"""Spreadsheets of any layout: their cells, a mapping of their columns, and the rows that they propose."""

from .libraries import check_libraries
from .mapping import MappingError, SheetMapping, read_mapping
from .reading import SheetReading, candidates_path, read_spreadsheet
from .suggest import suggest_mapping
from .template import write_template

__all__ = [
    "MappingError",
    "SheetMapping",
    "SheetReading",
    "candidates_path",
    "check_libraries",
    "read_mapping",
    "read_spreadsheet",
    "suggest_mapping",
    "write_template",
]
