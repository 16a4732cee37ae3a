"""Measures of a network, and how sure they are."""
