"""Dumps, and what changed since the release before."""
