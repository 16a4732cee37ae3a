"""What brings facts in from files that others wrote: spreadsheets of any layout become candidates."""

from .accept import Acceptance, accept_complete, begin_package, count_words
from .faults import Fault, ReadingError
from .mapping import MappingError, SheetMapping, read_mapping
from .proposals import Proposal, read_candidates, write_candidates
from .reading import Reading, candidates_path, read_spreadsheet

__all__ = [
    "Acceptance",
    "Fault",
    "MappingError",
    "Proposal",
    "Reading",
    "ReadingError",
    "SheetMapping",
    "accept_complete",
    "begin_package",
    "candidates_path",
    "count_words",
    "read_candidates",
    "read_mapping",
    "read_spreadsheet",
    "write_candidates",
]
