"""The text of a query and its answer, without any store: tokens, faults, rows, frames, the saved queries."""
