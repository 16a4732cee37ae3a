"""The evidence that a page carries with it: activities, who was there in which role, sources, conflicts."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..graph.store import Store

_ACTIVITIES = """SELECT ?id ?title ?kind ?kind_ru ?date ?earliest ?latest ?precision ?words ?year ?place ?country
                        ?event WHERE {
  ?event a comity:Activity ; dct:identifier ?id ; dct:title ?title .
  OPTIONAL { ?event dct:type/skos:prefLabel ?kind FILTER(LANG(?kind) = "en") }
  OPTIONAL { ?event dct:type/skos:prefLabel ?kind_ru FILTER(LANG(?kind_ru) = "ru") }
  OPTIONAL { ?event dct:date ?date }
  OPTIONAL { ?event comity:earliest ?earliest }
  OPTIONAL { ?event comity:latest ?latest }
  OPTIONAL { ?event comity:datePrecision/skos:notation ?precision }
  OPTIONAL { ?event comity:dateWords ?words }
  OPTIONAL { ?event comity:yearGround/skos:notation ?year }
  OPTIONAL { ?event prov:atLocation/skos:prefLabel ?place FILTER(LANG(?place) = "en") }
  OPTIONAL { ?event comity:country/skos:prefLabel ?country FILTER(LANG(?country) = "en") }
}"""
_PARTS = """SELECT ?id ?actor ?name ?role ?ground ?words ?source ?paragraph WHERE {
  ?event prov:qualifiedAssociation ?part ; dct:identifier ?id .
  ?part prov:agent ?body ; prov:hadRole/skos:notation ?role ; comity:ground/skos:notation ?ground ;
        comity:evidence ?evidence .
  ?body dct:identifier ?actor ; skos:prefLabel ?name . FILTER(LANG(?name) = "en")
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
  OPTIONAL { ?evidence oa:hasSelector ?selector . ?selector oa:exact ?words }
} ORDER BY ?id ?actor ?role ?source ?paragraph ?selector"""
_CONFLICTS = """SELECT ?id ?point ?reading ?followed ?source ?paragraph WHERE {
  ?event comity:conflict ?conflict ; dct:identifier ?id .
  ?conflict comity:property/skos:prefLabel ?point ; comity:reading ?one . FILTER(LANG(?point) = "en")
  ?one rdf:value ?reading ; comity:followed ?followed ; comity:evidence ?evidence .
  ?evidence oa:hasSource ?source .
  OPTIONAL { ?evidence comity:paragraph ?paragraph }
} ORDER BY ?id ?point ?one"""


def evidence_for(store: "Store", wanted: set[str]) -> list[dict[str, Any]]:
    """Give the activities *wanted*, in order of time, each with its parts, conflicts and sources.

    Sources are addresses; a page writes them as text and links only http and https.
    """
    found: dict[str, dict[str, Any]] = {}
    for row in store.query(_ACTIVITIES).rows:
        if row["id"] in wanted and row["id"] not in found:
            found[row["id"]] = {
                "id": row["id"],
                "iri": row["event"],
                "title": row["title"],
                "kind": row["kind"] or "",
                "when": when(row),
                "words": row["words"] or "",
                "year": row["year"] or "",
                "where": ", ".join(part for part in (row["place"], row["country"]) if part),
                "sort": str(row["earliest"] or "9999"),
                "parts": [],
                "conflicts": [],
            }
    for row in store.query(_PARTS).rows:
        if row["id"] in found:
            _add_part(found[row["id"]]["parts"], row)
    for row in store.query(_CONFLICTS).rows:
        if row["id"] in found:
            found[row["id"]]["conflicts"].append(
                {key: row[key] for key in ("point", "reading", "followed", "source", "paragraph")}
            )
    return sorted(found.values(), key=lambda activity: (activity.pop("sort"), activity["id"]))


def _add_part(parts: list[dict[str, Any]], row: dict[str, Any]) -> None:
    same = ("actor", "role", "source", "paragraph")
    if parts and all(parts[-1][key] == row[key] for key in same):
        if row["words"] and row["words"] not in parts[-1]["words"]:
            parts[-1]["words"].append(row["words"])
        return
    part = {key: row[key] for key in (*same, "name", "ground")}
    parts.append({**part, "words": [row["words"]] if row["words"] else []})


def when(row: dict[str, Any]) -> str:
    """Say when, in words.

    >>> from datetime import date
    >>> when({"earliest": date(2017, 12, 12), "latest": date(2017, 12, 15), "precision": "day", "date": ""})
    '12–15 December 2017'
    >>> when({"earliest": date(2017, 11, 16), "latest": date(2017, 11, 29), "precision": "bounded", "date": ""})
    'between 16 and 29 November 2017'
    >>> when({"earliest": date(2024, 7, 9), "latest": date(2025, 7, 9), "precision": "day-without-year", "date": ""})
    '9 July, in 2024 or 2025'
    """
    first, last, precision = row["earliest"], row["latest"], row["precision"]
    if first is None:
        return "no date"
    if precision == "month":
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if precision == "day-without-year":
        days = f"{first.day} {_MONTHS[first.month - 1]}"
        if (first.month, first.day) != (last.month, last.day):
            days = _span(first, last.replace(year=first.year), "–").rsplit(" ", 1)[0]
        years = " or ".join([str(first.year)] if first.year == last.year else [str(first.year), str(last.year)])
        between = f"between {first.year} and {last.year}" if last.year - first.year > 1 else f"in {years}"
        return f"{days}, {between}"
    if precision == "unknown":
        years = str(first.year) if first.year == last.year else f"between {first.year} and {last.year}"
        return f"no date; {years}"
    if last is None:
        return f"from {first.day} {_MONTHS[first.month - 1]} {first.year}"
    if precision == "bounded" and first != last:
        return "between " + _span(first, last, " and ")
    return _span(first, last, "–")


def _span(first: Any, last: Any, between: str) -> str:
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}{between}{end}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]}{between}{end}"
    return f"{first.day}{between}{end}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
