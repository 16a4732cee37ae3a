"""Records to statements, and a new snapshot put in place whole."""
