"""The words for codes: labels in English and Russian, and what stands above each code."""

from typing import Any

from ...data.dates import YEAR_KNOWN
from ...graph.ties.filters import as_data
from ...graph.ties.ties import ABSENT, LEVELS, TIES, WEIGHTS
from ...ontology import load_scheme

SCHEMES = (
    "activity-kind",
    "actor-kind",
    "role",
    "theme",
    "ground",
    "name-ground",
    "conflict-property",
    "identifier-scheme",
    "tie",
)


def vocabulary() -> dict[str, Any]:
    """Return each scheme as code -> [English, Russian, codes above, other labels], and the ties as roles.

    The page widens a kind, a role or a theme to the narrower ones, as ``Filters`` does.
    """
    codes: dict[str, Any] = {
        name: {
            code: [
                concept.labels["en"],
                concept.labels.get("ru", concept.labels["en"]),
                list(concept.broader),
                list(concept.other_labels),
            ]
            for code, concept in load_scheme(name).concepts.items()
        }
        for name in SCHEMES
    }
    codes["ties"] = {
        tie.name: {
            "directed": tie.directed,
            "roles": list(tie.roles),
            "to": list(tie.to_roles),
            "across": tie.across,
            "others": tie.others,
            "definition": tie.concept.definitions,
        }
        for tie in TIES.values()
    }
    codes["absent"] = list(ABSENT)
    codes["weights"] = list(WEIGHTS)
    codes["levels"] = {level.name: level.path for level in LEVELS.values()}
    codes["filters"] = as_data()
    codes["year-known"] = list(YEAR_KNOWN)
    return codes
