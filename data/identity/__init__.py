"""Which actor a name means, and which activity is told once more."""
