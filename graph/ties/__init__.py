"""Who counts as tied to whom: ties, filters, and their computing in matrices, SPARQL and DuckDB."""
