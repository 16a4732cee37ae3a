"""The VoID description: how much there is of which class and property, links to others, where the dumps are."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ....graph.store.embedded import EmbeddedStore
from ....ontology import PREFIXES as OWN
from ..about import About
from ..files import PublishedFile
from ..release.dumps import ENDINGS
from .coverage import example_resources
from .statements import Statements, phrase, typed

_TOTALS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
  (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }"""
_ENTITIES = """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o FILTER(isIRI(?s) && STRSTARTS(STR(?s), ?base)) }"""
_CLASSES = """SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class FILTER(isIRI(?class)) }
  GROUP BY ?class ORDER BY ?class"""
_PROPERTIES = """SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
  WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"""
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
_LINKS = """SELECT ?p ?o WHERE {
  ?s ?p ?o FILTER(isIRI(?o) && ?p IN (owl:sameAs, skos:exactMatch, skos:closeMatch, skos:broadMatch, skos:narrowMatch))
}"""
# What others name their things by: the beginning of its IRIs, and its homepage.
OTHERS = {
    "http://www.wikidata.org/entity/": ("Wikidata", "http://www.wikidata.org/"),
    "https://sws.geonames.org/": ("GeoNames", "https://www.geonames.org/"),
    "http://publications.europa.eu/resource/authority/": (
        "EU authority tables",
        "https://op.europa.eu/en/web/eu-vocabularies/authority-tables",
    ),
    "https://codelists.codeforiati.org/": ("IATI codelists", "https://codelists.codeforiati.org/"),
    "http://data.europa.eu/m8g/": ("Core Vocabularies of SEMIC", "http://data.europa.eu/m8g/"),
    "https://schema.org/": ("schema.org", "https://schema.org/"),
}


def describe_void(
    store: EmbeddedStore, about: About, files: Iterable[PublishedFile], graphs: Mapping[str, str], date: str
) -> Statements:
    """Describe the graph; *files* are its dumps, *graphs* the paths of the dumps of each named graph."""
    statements = Statements()
    document, this = f"{about.address}void.ttl", f"{about.catalogue}#graph"
    statements.describe(
        document,
        "void:DatasetDescription",
        dct_title=phrase(f"VoID description of {about.title}"),
        foaf_primaryTopic=this,
        dct_modified=typed(date, "xsd:date"),
    )
    totals = store.query(_TOTALS).rows[0]
    bases = store.bases
    statements.describe(
        this,
        "void:Dataset",
        dct_title=phrase(f"{about.title}: the graph"),
        dct_description=phrase(about.description),
        foaf_homepage=about.address,
        dct_license=about.licence,
        dct_modified=typed(date, "xsd:date"),
        void_sparqlEndpoint=about.endpoint,
        void_uriSpace=tuple(ox.Literal(base) for base in bases),
        void_triples=totals["triples"],
        void_entities=sum(store.query(_ENTITIES, {"base": ox.Literal(base)}).rows[0]["n"] for base in bases),
        void_distinctSubjects=totals["subjects"],
        void_distinctObjects=totals["objects"],
        void_properties=totals["properties"],
        void_exampleResource=tuple(example_resources(store)),
        void_dataDump=tuple(f"{about.address}{file.path}" for file in files),
        void_feature=tuple(
            f"formats:{name}" for name in ("N-Quads", "TriG", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")
        ),
        dct_conformsTo=OWN["comity"].rstrip("#"),
    )
    _partitions(statements, store, this)
    _linksets(statements, store, this, document)
    _named_graphs(statements, store, about, this, graphs)
    return statements


def _partitions(statements: Statements, store: EmbeddedStore, this: str) -> None:
    classes, spaces = store.query(_CLASSES).rows, set()
    statements.add(this, "void:classes", len(classes))
    for number, row in enumerate(classes, 1):
        part = f"{this}-class-{number}"
        statements.add(this, "void:classPartition", part)
        statements.describe(part, "void:Dataset", void_class=row["class"], void_entities=row["n"])
        spaces.add(_space(row["class"]))
    for number, row in enumerate(store.query(_PROPERTIES).rows, 1):
        part = f"{this}-property-{number}"
        statements.add(this, "void:propertyPartition", part)
        statements.describe(
            part,
            "void:Dataset",
            void_property=row["p"],
            void_triples=row["n"],
            void_distinctSubjects=row["subjects"],
            void_distinctObjects=row["objects"],
        )
        spaces.add(_space(row["p"]))
    statements.add(this, "void:vocabulary", *sorted(spaces))


def _linksets(statements: Statements, store: EmbeddedStore, this: str, document: str) -> None:
    counts: dict[tuple[str, str], int] = {}
    for predicate, other in store.query(_LINKS):
        for start in OTHERS:
            if other.startswith(start):
                counts[start, predicate] = counts.get((start, predicate), 0) + 1
    for (start, predicate), count in sorted(counts.items()):
        name, homepage = OTHERS[start]
        slug = name.lower().replace(" ", "-")
        target = statements.describe(
            f"{document}#{slug}",
            "void:Dataset",
            dct_title=phrase(name),
            void_uriSpace=ox.Literal(start),
            foaf_homepage=homepage,
        )
        linkset = f"{document}#links-{slug}-{predicate.rsplit('#', 1)[-1].rsplit('/', 1)[-1]}"
        statements.add(this, "void:subset", linkset)
        statements.describe(
            linkset,
            "void:Linkset",
            void_linkPredicate=predicate,
            void_triples=count,
            void_target=(this, target),
            void_subjectsTarget=this,
            void_objectsTarget=target,
        )


def _named_graphs(
    statements: Statements, store: EmbeddedStore, about: About, this: str, graphs: Mapping[str, str]
) -> None:
    counts = {row["g"]: row["n"] for row in store.query(_GRAPHS).rows}
    for graph, path in graphs.items():
        statements.add(this, "void:subset", graph)
        dumps = tuple(f"{about.address}{path}.{ending}" for ending in ENDINGS.values())
        statements.describe(graph, "void:Dataset", void_triples=counts[graph], void_dataDump=dumps)


def _space(iri: str) -> str:
    """Cut out the namespace of a term.

    >>> _space("http://purl.org/dc/terms/title")
    'http://purl.org/dc/terms/'
    """
    at = max(iri.rfind("#"), iri.rfind("/"))
    return iri[: at + 1]
