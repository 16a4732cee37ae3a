"""The researcher's page at ``/sparql``: an editor with examples, and its plain form."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ....graph.query.saved import SavedQuery, saved_queries
from ....graph.query.tokens import bind
from ....graph.store.embedded import EmbeddedStore
from ....ontology import load_scheme
from ..models.contents import Contents

MOST_ROWS = 1000
START = """# Who took part in most activities?
SELECT ?actor ?name (COUNT(DISTINCT ?activity) AS ?activities) WHERE {
  ?activity prov:qualifiedAssociation/prov:agent ?actor .
  ?actor skos:prefLabel ?name . FILTER(LANG(?name) = "en")
}
GROUP BY ?actor ?name
ORDER BY DESC(?activities)
LIMIT 20"""


@dataclass(frozen=True)
class ExampleQuery:
    """A saved query as an example: its text, with a value for each of its parameters."""

    name: str
    title: str
    description: str
    text: str
    note: str


@lru_cache(maxsize=2)
def example_queries(contents: Contents) -> list[ExampleQuery]:
    """Turn the saved queries into examples; one with parameters asks of what most activities are about."""
    return [_example(contents, query) for query in saved_queries().values()]


def _example(contents: Contents, query: SavedQuery) -> ExampleQuery:
    values, notes = {}, []
    # What is not required stays open, but for one: all at once might leave nothing.
    for parameter in [each for each in query.parameters if each.required] or query.parameters[:1]:
        usual = _usual(contents, parameter.kind)
        if usual is None:
            continue
        values[parameter.name] = usual[0]
        notes.append(f"{parameter.name}: {usual[1]}")
    return ExampleQuery(query.name, query.title, query.description, bind(query.text, values), "; ".join(notes))


def _usual(contents: Contents, kind: str) -> tuple[str, str] | None:
    """Choose a term for a parameter of this kind, and its name."""
    countries = [each for each in contents.places.values() if each.kind == "country"]
    pools: dict[str, list[Any]] = {
        "actor": [each for each in contents.actors.values() if each.kind != "programme"],
        "activity": sorted(contents.activities.values(), key=lambda each: -len(each.actors)),
        "place": list(contents.places.values()),
        "country": countries,
        "theme": sorted(contents.themes.values(), key=lambda each: -len(each.activities)),
    }
    if pool := pools.get(kind):
        return f"<{pool[0].iri}>", pool[0].name
    if kind == "day":
        return None
    try:
        concept = next(iter(load_scheme(kind).concepts.values()))
    except FileNotFoundError:
        return None
    return f"<{concept.iri}>", concept.labels["en"]


@lru_cache(maxsize=2)
def terms(store: EmbeddedStore) -> dict[str, list[dict[str, str]]]:
    """List the classes and properties that the graph uses, those used most first, for completion."""
    return {"classes": _labelled(store, _CLASSES), "properties": _labelled(store, _PROPERTIES)}


def _labelled(store: EmbeddedStore, query: str) -> list[dict[str, str]]:
    return [{"iri": row["term"], "label": row["label"] or ""} for row in store.query(query).rows]


def page_data(contents: Contents) -> dict[str, Any]:
    """Gather what the script of the page needs."""
    return {
        "prefixes": contents.store.prefixes,
        "bases": contents.addresses.bases,
        "version": contents.store.version,
        "title": contents.title,
        "iri": " ".join(contents.store.bases),
        "start": START,
        **terms(contents.store),
    }


def read_rows(content: bytes, media: str) -> dict[str, Any]:
    """Read an answer for a plain page: rows, yes or no, or the statements as text."""
    if not media.startswith(("application/sparql-results+json", "application/json")):
        return {"kind": "text", "text": content.decode()}
    answer = json.loads(content)
    if "boolean" in answer:
        return {"kind": "boolean", "boolean": answer["boolean"]}
    rows = answer["results"]["bindings"]
    return {"kind": "rows", "columns": answer["head"]["vars"], "rows": rows[:MOST_ROWS], "count": len(rows)}


_CLASSES = """SELECT ?term (SAMPLE(?name) AS ?label) (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  ?thing a ?term . FILTER(isIRI(?term))
  OPTIONAL { ?term rdfs:label ?name FILTER(LANG(?name) = "en") }
} GROUP BY ?term ORDER BY DESC(?count) ?term"""
_PROPERTIES = """SELECT ?term ?label ?count WHERE {
  { SELECT ?term (COUNT(*) AS ?count) WHERE { ?s ?term ?o } GROUP BY ?term }
  OPTIONAL { ?term rdfs:label ?label FILTER(LANG(?label) = "en") }
} ORDER BY DESC(?count) ?term"""
