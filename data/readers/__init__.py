"""What brings facts in from files that others wrote: what a reader proposes, apart from the records until accepted."""

from .accept import Acceptance, accept_complete, begin_package, count_words
from .faults import CellFault, ReadingError
from .proposals import Proposal, read_candidates, write_candidates

__all__ = [
    "Acceptance",
    "CellFault",
    "Proposal",
    "ReadingError",
    "accept_complete",
    "begin_package",
    "count_words",
    "read_candidates",
    "write_candidates",
]
