"""Which actor a name means, and which activity is told once more."""

from .activities import ActivityRegistry, Sighting
from .evidence import Evidence, Identified, Resemblance, Verdict
from .registry import Registry

__all__ = ["ActivityRegistry", "Evidence", "Identified", "Registry", "Resemblance", "Sighting", "Verdict"]
