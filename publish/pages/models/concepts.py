"""What of a graph refers to the concepts of a scheme, counted as the lists count it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ....ontology import PREFIXES, SCHEMES, Scheme
from ....ontology.namespaces import ROOT, shorten
from ....ontology.terms import load_vocabulary
from .contents import Contents
from .lists import kinds, things

# Where a list can be narrowed by the concepts of a scheme: the list, and the facet.
LISTED = {
    "role": ("actors", "role"),
    "actor-kind": ("actors", "kind"),
    "activity-kind": ("activities", "kind"),
    "theme": ("activities", "theme"),
    "place-kind": ("places", "kind"),
}
_NOUNS = {"actors": "actor", "activities": "activity", "places": "place"}


@dataclass(frozen=True)
class Count:
    """How many things refer to a concept: the noun, in which sense, and the list that shows them, if one does."""

    number: int
    noun: str
    sense: str = ""
    path: str = ""
    facet: str = ""


Counts = dict[str, dict[str, tuple[Count, ...]]]


@lru_cache(maxsize=1)
def count_concepts(contents: Contents) -> Counts:
    """Count for each scheme, and each concept of it by its code, what refers to it or to a narrower one."""
    by_scheme: dict[str, dict[str, list[Count]]] = {name: defaultdict(list) for name in SCHEMES}
    for name, (listed, facet_name) in LISTED.items():
        facet = next(facet for facet in kinds(contents)[listed].facets if facet.name == facet_name)
        numbers = Counter(value for thing in things(contents, listed) for value in set(facet.values(thing)) if value)
        for code, number in numbers.items():
            by_scheme[name][code].append(Count(number, _NOUNS[listed], "", f"/{listed}", facet_name))
    held = {(part["role"], part["activity"]) for part in contents.participations}
    for code, number in Counter(role for role, _ in held).items():
        by_scheme["role"][code].append(Count(number, "activity"))
    rows = contents.store.query(_REFERENCES % _rest()).rows
    senses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        senses[_scheme_of(row["concept"]), row["type"]].add(row["property"])
    for row in rows:
        scheme, code = _scheme_of(row["concept"]), row["concept"].rpartition("/")[2]
        several = len(senses[scheme, row["type"]]) > 1
        by_scheme[scheme][code].append(
            Count(row["number"], _label(row["type"]).lower(), _label(row["property"]) if several else "")
        )
    return {name: {code: tuple(counts) for code, counts in by_code.items()} for name, by_code in by_scheme.items()}


def _rest() -> str:
    """Name the schemes that no list is narrowed by."""
    return " ".join(f"<{ROOT}{name}>" for name in SCHEMES if name not in LISTED)


def _scheme_of(concept: str) -> str:
    return concept.removeprefix(ROOT).partition("/")[0]


def _label(iri: str) -> str:
    terms = load_vocabulary().terms
    return terms[iri].labels["en"] if iri in terms else shorten(iri)


def order(scheme: Scheme) -> list[tuple[str, int]]:
    """Arrange the codes of a scheme as a tree read from above: each with its depth, below each concept above it.

    >>> from comity.ontology import load_scheme
    >>> order(load_scheme("ground"))
    [('stated', 0), ('inferred', 0), ('from-group', 1)]
    """
    below: dict[str, list[str]] = defaultdict(list)
    for code, concept in scheme.concepts.items():
        for above in concept.broader or ("",):
            below[above].append(code)
    codes: list[tuple[str, int]] = []

    def walk(above: str, depth: int) -> None:
        for code in below[above]:
            codes.append((code, depth))
            walk(code, depth + 1)

    walk("", 0)
    return codes


_REFERENCES = f"""SELECT ?concept ?type ?property (COUNT(DISTINCT ?thing) AS ?number) WHERE {{
  VALUES ?scheme {{ %s }}
  ?concept skos:inScheme ?scheme .
  ?thing ?property ?concept ; a ?type .
  FILTER(STRSTARTS(STR(?type), "{PREFIXES["comity"]}"))
  FILTER NOT EXISTS {{ ?thing skos:inScheme ?other }}
}} GROUP BY ?concept ?type ?property ORDER BY ?concept DESC(?number) ?type ?property"""
