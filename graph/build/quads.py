"""From the records of a package to the statements of the graph.

Each statement stands in one named graph only: that of the source it was read from, the register of
actors and places, what was derived, or the provenance of these. So the union of all named graphs
counts nothing twice.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from urllib.parse import quote

from ...data.dates import edtf_of
from ...data.package import Package
from ...data.records import GROUNDS, Actor, Participation, Source
from ...data.schema import ACTIVITIES, ACTORS, CONFLICTS, IDENTIFIERS, PARTICIPATIONS, PLACES, SOURCES, TRANSFERS
from ...ontology import expand, load_scheme
from .nquads import Emit, emitters, iri, literal, term

A = term("rdf:type")
REGISTER, DERIVED, PROVENANCE = "register", "derived", "provenance"


def package_quads(package: Package, scattered: frozenset[str] = frozenset()) -> Iterator[str]:
    """Write every statement of *package* as a line of N-Quads.

    *scattered* names the activities whose participations do not stand together in the table; they
    are held back to the end, so that all the evidence of one participation meets.
    """
    yield from _Quads(package, scattered).all()


class _Quads:
    def __init__(self, package: Package, scattered: frozenset[str]) -> None:
        self.package, self.base, self.scattered = package, package.base, scattered
        self.sources: dict[str, Source] = {source.id: source for source in package.rows(SOURCES)}
        self.reported: dict[str, tuple[str, int | None]] = {}

    def all(self) -> Iterator[str]:
        yield from self._provenance()
        yield from self._places()
        yield from self._actors()
        yield from self._activities()
        yield from self._participations()
        yield from self._transfers()
        yield from self._conflicts()
        yield from self._identifiers()

    def graph(self, name: str) -> str:
        return f"<{self.base}graph/{name}> ."

    def _provenance(self) -> Iterator[str]:
        package, graph = self.package, self.graph(PROVENANCE)
        this = iri(self.base)
        yield f"{this} {A} {term('prov:Entity')} {graph}"
        yield f"{this} {term('dct:identifier')} {literal(package.name)} {graph}"
        yield f"{this} {term('dct:title')} {literal(package.title, 'en')} {graph}"
        yield f"{this} {term('owl:versionInfo')} {literal(package.version)} {graph}"
        if package.description:
            yield f"{this} {term('dct:description')} {literal(package.description, 'en')} {graph}"
        for licence in package.licences:
            yield f"{this} {term('dct:license')} {iri(licence)} {graph}"
        for name, origin, title in (
            (REGISTER, this, "Register of actors and places"),
            (DERIVED, iri(f"{self.base}graph/{REGISTER}"), "Derived from the register by rule"),
            (PROVENANCE, this, "Sources and named graphs"),
        ):
            yield from self._named_graph(name, origin, title)
        emit = emitters(SOURCES, self.base)
        for source in self.sources.values():
            yield from self._named_graph(source.id, iri(source.url), f"Read from {source.url}")
            for line in ((f"{A} {term('comity:Source')}"), *_statements(source, emit)):
                yield f"{iri(source.url)} {line} {graph}"

    def _named_graph(self, name: str, origin: str, title: str) -> Iterator[str]:
        this, graph = f"<{self.base}graph/{name}>", self.graph(PROVENANCE)
        yield f"{this} {A} {term('sd:NamedGraph')} {graph}"
        yield f"{this} {A} {term('prov:Entity')} {graph}"
        yield f"{this} {term('dct:title')} {literal(title, 'en')} {graph}"
        yield f"{this} {term('prov:wasDerivedFrom')} {origin} {graph}"

    def _places(self) -> Iterator[str]:
        emit = emitters(PLACES, self.base)
        for place in self.package.rows(PLACES):
            this = f"<{self.base}place/{place.id}> "
            yield f"{this}{A} {term('comity:Place')} {self.graph(REGISTER)}"
            for line in _distinct(place.name, place.name_ru, _statements(place, emit)):
                yield f"{this}{line} {self.graph(REGISTER)}"

    def _actors(self) -> Iterator[str]:
        emit = emitters(ACTORS, self.base)
        kinds = load_scheme("actor-kind")
        actors: dict[str, Actor] = {}
        for actor in self.package.rows(ACTORS):
            actors[actor.id] = actor
            this = f"<{self.base}actor/{actor.id}> "
            for name in (expand("comity:Actor"), *kinds.concepts[actor.kind].actor_classes):
                yield f"{this}{A} {iri(name)} {self.graph(REGISTER)}"
            for line in _distinct(actor.name, actor.name_ru, _statements(actor, emit)):
                yield f"{this}{line} {self.graph(REGISTER)}"
        for actor in actors.values():
            this, top = f"<{self.base}actor/{actor.id}> ", actor
            while top.parent:
                top = actors[top.parent]
            yield f"{this}{term('comity:topOrganization')} <{self.base}actor/{top.id}> {self.graph(DERIVED)}"
            if top.country and "international-body" not in kinds.up(top.kind):
                yield f"{this}{term('comity:standsFor')} <{self.base}place/{top.country}> {self.graph(DERIVED)}"

    def _activities(self) -> Iterator[str]:
        emit = emitters(ACTIVITIES, self.base)
        kind, reports = term("comity:Activity"), term("dct:source")
        for activity in self.package.rows(ACTIVITIES):
            self.reported[activity.id] = (activity.source, activity.paragraph)
            graph = self.graph(activity.source)
            this = f"<{self.base}activity/{activity.id}> "
            yield f"{this}{A} {kind} {graph}"
            for line in _statements(activity, emit, without=("also_in",)):
                yield f"{this}{line} {graph}"
            if not activity.edtf and (edtf := edtf_of(activity.date_precision, activity.earliest, activity.latest)):
                yield f"{this}{term('dct:date')} {literal(edtf, datatype='edtf:EDTF')} {graph}"
            for source in (activity.source, *activity.also_in):
                yield f"{this}{reports} {iri(self.sources[source].url)} {self.graph(source)}"
            yield from self._evidence(this, activity.id, activity.source, activity.paragraph, ())

    def _participations(self) -> Iterator[str]:
        held: list[Participation] = []
        for activity, rows in groupby(self.package.rows(PARTICIPATIONS), key=attrgetter("activity")):
            if activity in self.scattered:
                held.extend(rows)
            else:
                yield from self._participations_of(activity, rows)
        held.sort(key=attrgetter("activity"))
        for activity, rows in groupby(held, key=attrgetter("activity")):
            yield from self._participations_of(activity, rows)

    def _participations_of(self, activity: str, rows: Iterable[Participation]) -> Iterator[str]:
        together: dict[tuple[str, str], list[Participation]] = {}
        for row in rows:
            together.setdefault((row.actor, row.role), []).append(row)
        source, paragraph = self.reported[activity]
        for (actor, role), evidence in together.items():
            graph = self.graph(evidence[0].source or source)
            this = f"<{self.base}participation/{activity}/{actor}/{role}> "
            # Several pieces of evidence give the surest of theirs.
            ground = min((row.ground for row in evidence), key=GROUNDS.index)
            yield f"<{self.base}activity/{activity}> {_PART} {this}{graph}"
            yield f"{this}{A} {_PARTICIPATION} {graph}"
            yield f"{this}{_AGENT} <{self.base}actor/{actor}> {graph}"
            yield f"{this}{_HAD_ROLE} <{_ROLES}{role}> {graph}"
            yield f"{this}{_CV_ROLE} <{_ROLES}{role}> {graph}"
            yield f"{this}{_GROUND} <{_GROUNDS}{ground}> {graph}"
            for row in evidence:
                at = (row.source, row.paragraph) if row.source else (source, row.paragraph or paragraph)
                yield from self._evidence(this, activity, *at, row.words)
                if row.note:
                    yield f"{this}{_NOTE} {literal(row.note)} {self.graph(at[0])}"

    def _transfers(self) -> Iterator[str]:
        emit = emitters(TRANSFERS, self.base)
        for transfer in self.package.rows(TRANSFERS):
            source, paragraph = self._where(transfer.activity, transfer.source, transfer.paragraph)
            graph = self.graph(source)
            activity = f"<{self.base}activity/{transfer.activity}> "
            this = f"<{self.base}transfer/{transfer.id}> "
            yield f"{activity}{term('comity:transfer')} {this}{graph}"
            yield f"{this}{A} {term('comity:Transfer')} {graph}"
            total = transfer.value_covers == "all"
            for line in _statements(transfer, emit, without=("currency",) if total else ()):
                yield f"{this}{line} {graph}"
            if transfer.value is not None:
                subject, predicate = (activity, "comity:totalValue") if total else (this, "comity:value")
                yield f"{subject}{term(predicate)} {literal(str(transfer.value), datatype='xsd:decimal')} {graph}"
                if total:
                    yield f"{subject}{term('comity:currency')} {literal(transfer.currency)} {graph}"
            yield from self._evidence(this, transfer.activity, source, paragraph, ())

    def _conflicts(self) -> Iterator[str]:
        emit = emitters(CONFLICTS, self.base)
        count: dict[str, int] = {}
        for row in self.package.rows(CONFLICTS):
            number = count[row.id] = count.get(row.id, 0) + 1
            source, paragraph = self._where(row.activity, row.source, row.paragraph)
            home = self.graph(self.reported[row.activity][0])
            conflict = f"<{self.base}conflict/{row.id}> "
            this = f"<{self.base}conflict/{row.id}/{number}> "
            if number == 1:
                yield f"<{self.base}activity/{row.activity}> {term('comity:conflict')} {conflict}{home}"
                yield f"{conflict}{A} {term('comity:Conflict')} {home}"
                for line in _statements(row, emit, only=("id", "property", "note")):
                    yield f"{conflict}{line} {home}"
            yield f"{conflict}{term('comity:reading')} {this}{home}"
            yield f"{this}{A} {term('comity:Reading')} {home}"
            for line in _statements(row, emit, only=("reading", "followed")):
                yield f"{this}{line} {home}"
            yield from self._evidence(this, row.activity, source, paragraph, ())

    def _identifiers(self) -> Iterator[str]:
        emit = emitters(IDENTIFIERS, self.base)
        schemes = load_scheme("identifier-scheme").concepts
        things = {"places": "place", "actors": "actor", "activities": "activity"}
        for row in self.package.rows(IDENTIFIERS):
            graph = self.graph(row.source)
            value = quote(row.value, safe="")
            this = f"<{self.base}identifier/{things[row.table]}/{row.id}/{row.scheme}/{value}> "
            thing, scheme = f"<{self.base}{things[row.table]}/{row.id}> ", schemes[row.scheme]
            yield f"{thing}{term('adms:identifier')} {this}{graph}"
            if scheme.iri_template and scheme.match_property:
                other = scheme.iri_template.replace("{value}", value)
                yield f"{thing}{iri(scheme.match_property)} {iri(other)} {graph}"
            yield f"{this}{A} {term('comity:Identifier')} {graph}"
            yield f"{this}{term('dct:source')} {iri(self.sources[row.source].url)} {graph}"
            for line in _statements(row, emit):
                yield f"{this}{line} {graph}"

    def _where(self, activity: str, source: str, paragraph: int | None) -> tuple[str, int | None]:
        """Find source and paragraph, falling back on those of the activity."""
        if source:
            return source, paragraph
        reported, at = self.reported[activity]
        return reported, paragraph or at

    def _evidence(
        self, this: str, activity: str, source: str, paragraph: int | None, words: tuple[str, ...]
    ) -> Iterator[str]:
        graph = self.graph(source)
        mark = hashlib.sha256("\x1f".join((source, str(paragraph), *words)).encode()).hexdigest()[:10]
        evidence = f"<{self.base}evidence/{activity}/{mark}> "
        yield f"{this}{_EVIDENCE} {evidence}{graph}"
        yield f"{evidence}{A} {_IS_EVIDENCE} {graph}"
        yield f"{evidence}{_HAS_SOURCE} {iri(self.sources[source].url)} {graph}"
        if paragraph:
            yield f'{evidence}{_PARAGRAPH} "{paragraph}"^^{_INTEGER} {graph}'
        for number, passage in enumerate(words, 1):
            selector = f"<{self.base}evidence/{activity}/{mark}/{number}> "
            yield f"{evidence}{_HAS_SELECTOR} {selector}{graph}"
            yield f"{selector}{A} {_QUOTE} {graph}"
            yield f"{selector}{_EXACT} {literal(passage)} {graph}"


_PART, _PARTICIPATION = term("prov:qualifiedAssociation"), term("comity:Participation")
_AGENT, _HAD_ROLE, _CV_ROLE = term("prov:agent"), term("prov:hadRole"), term("cv:role")
_GROUND, _NOTE, _EVIDENCE = term("comity:ground"), term("skos:editorialNote"), term("comity:evidence")
_IS_EVIDENCE, _HAS_SOURCE, _PARAGRAPH = term("comity:Evidence"), term("oa:hasSource"), term("comity:paragraph")
_HAS_SELECTOR, _QUOTE, _EXACT = term("oa:hasSelector"), term("oa:TextQuoteSelector"), term("oa:exact")
_INTEGER = term("xsd:integer")
_ROLES, _GROUNDS = expand("role:"), expand("ground:")


def _statements(
    row: object, emit: list[tuple[str, Emit]], without: tuple[str, ...] = (), only: tuple[str, ...] = ()
) -> Iterator[str]:
    for name, write in emit:
        if name not in without and (not only or name in only):
            yield from write(getattr(row, name))


def _distinct(name: str, name_ru: str, lines: Iterable[str]) -> Iterator[str]:
    """Leave out another name that is the name itself: in SKOS the two are disjoint."""
    other = term("skos:altLabel")
    names = {f"{other} {literal(name, 'en')}", f"{other} {literal(name_ru, 'ru')}"}
    return (line for line in lines if line not in names)
