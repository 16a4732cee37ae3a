"""The report: coverage, networks, rankings, themes and changes, as one page that prints to A4."""

from .compose import compose_report
from .report import Report

__all__ = ["Report", "compose_report"]
