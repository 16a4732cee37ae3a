"""Spreadsheets of any layout: their cells, a mapping of their columns, and the rows that they propose."""

from .mapping import MappingError, SheetMapping, read_mapping
from .reading import Reading, candidates_path, read_spreadsheet
from .suggest import suggest_mapping
from .template import write_template

__all__ = [
    "MappingError",
    "Reading",
    "SheetMapping",
    "candidates_path",
    "read_mapping",
    "read_spreadsheet",
    "suggest_mapping",
    "write_template",
]
