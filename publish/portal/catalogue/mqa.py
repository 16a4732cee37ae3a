"""The Metadata Quality Assessment of data.europa.eu, scored from the files of a site alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .authorities import EU, FILE_TYPES, IANA
from .statements import to_iri

FINDABILITY, ACCESSIBILITY, INTEROPERABILITY = "findability", "accessibility", "interoperability"
REUSABILITY, CONTEXTUALITY = "reusability", "contextuality"
# Least points of each rating, as the assessment publishes them.
RATINGS = ((351, "excellent"), (221, "good"), (121, "sufficient"), (0, "bad"))
_OPEN_FORMATS = frozenset(f"{EU}file-type/{kind.code}" for kind in FILE_TYPES.values())


@dataclass(frozen=True)
class Metric:
    """One thing that is looked at: its weight, whether of datasets or distributions, and what mends it."""

    dimension: str
    name: str
    weight: int
    of: str
    mend: str


@dataclass(frozen=True)
class Points:
    """What a metric got: the share of datasets or distributions that pass, and those that do not."""

    metric: Metric
    share: float
    failing: tuple[str, ...]

    @property
    def points(self) -> float:
        """The points reached."""
        return self.metric.weight * self.share


@dataclass(frozen=True)
class Score:
    """The points of all metrics."""

    points: tuple[Points, ...]

    @property
    def total(self) -> float:
        """The sum of all points."""
        return sum(each.points for each in self.points)

    @property
    def rating(self) -> str:
        """The word that the assessment has for the sum."""
        return next(word for least, word in RATINGS if self.total >= least)

    @property
    def text(self) -> str:
        """The score as lines: each dimension and metric with weight and points, and what costs the rest."""
        most = sum(each.metric.weight for each in self.points)
        lines = [f"MQA: {self.total:.0f} of {most} points, {self.rating} (checked by the files alone)"]
        for dimension in dict.fromkeys(each.metric.dimension for each in self.points):
            points = [each for each in self.points if each.metric.dimension == dimension]
            got, weight = sum(each.points for each in points), sum(each.metric.weight for each in points)
            lines.append(f"  {dimension:<18}{got:5.0f} of {weight:3}")
            lines += [f"    {each.metric.name:<40}{each.points:5.1f} of {each.metric.weight:3}" for each in points]
        costs = [each for each in self.points if each.share < 1]
        lines += ["What costs the rest:"] if costs else []
        for each in sorted(costs, key=lambda cost: cost.points - cost.metric.weight):
            lost = each.metric.weight - each.points
            more = f" and {len(each.failing) - 3} more" if len(each.failing) > 3 else ""
            where = ", ".join(name.rsplit("#", 1)[-1] for name in each.failing[:3])
            lines.append(f"  -{lost:.1f} {each.metric.name}: {each.metric.mend} ({where}{more})")
        return "\n".join(lines)


Check = Callable[["_Catalogue", str], bool]


def score_site(site: Path, address: str, catalogue: Path | None = None) -> Score:
    """Score the catalogue of the site in the folder *site*, which is to stand at *address*.

    An access or download URL counts as answering when the file is there, and an endpoint of the site
    when the catalogue describes it as a service. A metric of distributions counts for each dataset
    as the share of its distributions that pass; the score is the mean over all datasets.
    """
    described = _Catalogue(catalogue or site / "catalog.ttl", site, address)
    return Score(tuple(_points(described, metric, check) for metric, check in METRICS))


def _points(catalogue: "_Catalogue", metric: Metric, check: Check) -> Points:
    shares, failing = [], []
    for dataset in catalogue.datasets:
        asked = [dataset] if metric.of == "dataset" else catalogue.of(dataset, "dcat:distribution")
        passed = [each for each in asked if check(catalogue, each)]
        failing += [each for each in asked if each not in passed]
        shares.append(len(passed) / len(asked) if asked else 0.0)
    return Points(metric, sum(shares) / len(shares) if shares else 0.0, tuple(failing))


class _Catalogue:
    def __init__(self, path: Path, site: Path, address: str) -> None:
        self.site, self.address = site, address
        self.values: dict[tuple[str, str], list[str]] = {}
        self.datasets: list[str] = []
        for quad in ox.parse(path=str(path)):
            subject, value = (str(getattr(term, "value", term)) for term in (quad.subject, quad.object))
            self.values.setdefault((subject, quad.predicate.value), []).append(value)
            if quad.predicate.value == to_iri("rdf:type") and value == to_iri("dcat:Dataset"):
                self.datasets.append(subject)
        self.datasets.sort()
        self.mandatory = {each: _has_mandatory(self, each) for each in self.datasets}

    def of(self, thing: str, name: str) -> list[str]:
        return sorted(self.values.get((thing, to_iri(name)), []))

    def answers(self, url: str) -> bool:
        if url.startswith(self.address) and (self.site / url.removeprefix(self.address)).is_file():
            return True
        return any(url in urls for (_, name), urls in self.values.items() if name == to_iri("dcat:endpointURL"))


def _has(*names: str) -> Check:
    return lambda catalogue, thing: any(catalogue.of(thing, name) for name in names)


def _reached(name: str) -> Check:
    return lambda catalogue, thing: any(map(catalogue.answers, catalogue.of(thing, name)))


def _within(name: str, *starts: str) -> Check:
    return lambda catalogue, thing: any(value.startswith(starts) for value in catalogue.of(thing, name))


def _of_known_formats(catalogue: _Catalogue, thing: str) -> bool:
    return any(value in _OPEN_FORMATS for value in catalogue.of(thing, "dct:format"))


def _controlled(catalogue: _Catalogue, thing: str) -> bool:
    checks = _within("dct:format", f"{EU}file-type/"), _within("dcat:mediaType", IANA)
    return all(check(catalogue, thing) for check in checks)


def _has_mandatory(catalogue: _Catalogue, dataset: str) -> bool:
    """Tell whether what DCAT-AP demands of catalogue, dataset and distributions is there."""
    catalogues = [subject for (subject, name), values in catalogue.values.items() if _is_catalogue(name, values)]
    demanded: list[tuple[str, tuple[str, ...]]] = [
        (each, ("dct:title", "dct:description", "dct:publisher")) for each in catalogues
    ]
    demanded.append((dataset, ("dct:title", "dct:description")))
    demanded += [(each, ("dcat:accessURL",)) for each in catalogue.of(dataset, "dcat:distribution")]
    return bool(catalogues) and all(catalogue.of(thing, name) for thing, names in demanded for name in names)


def _is_catalogue(name: str, values: Iterable[str]) -> bool:
    return name == to_iri("rdf:type") and to_iri("dcat:Catalog") in values


def _metrics() -> Iterable[tuple[Metric, Check]]:
    dataset, file = "dataset", "distribution"
    yield Metric(FINDABILITY, "keywords", 30, dataset, 'give "keywords"'), _has("dcat:keyword")
    yield Metric(FINDABILITY, "theme", 30, dataset, 'give "themes"'), _has("dcat:theme")
    yield Metric(FINDABILITY, "places covered", 20, dataset, "give activities a country"), _has("dct:spatial")
    yield Metric(FINDABILITY, "days covered", 20, dataset, "give activities a date"), _has("dct:temporal")
    yield Metric(ACCESSIBILITY, "access URL answers", 50, file, "put the file there"), _reached("dcat:accessURL")
    yield Metric(ACCESSIBILITY, "download URL", 20, file, "an endpoint has none"), _has("dcat:downloadURL")
    yield (
        Metric(ACCESSIBILITY, "download URL answers", 30, file, "put the file there; an endpoint has none"),
        _reached("dcat:downloadURL"),
    )
    yield Metric(INTEROPERABILITY, "format", 20, file, "say the format"), _has("dct:format")
    yield Metric(INTEROPERABILITY, "media type", 10, file, "say the media type"), _has("dcat:mediaType")
    yield (
        Metric(INTEROPERABILITY, "format and media type of known tables", 10, file, "take them from EU and IANA"),
        _controlled,
    )
    yield Metric(INTEROPERABILITY, "format that nobody owns", 20, file, "add an open format"), _of_known_formats
    yield Metric(INTEROPERABILITY, "format that machines read", 20, file, "add a format like CSV"), _of_known_formats
    yield (
        Metric(INTEROPERABILITY, "DCAT-AP", 30, dataset, "give what it demands: comity validate catalog.ttl"),
        lambda catalogue, thing: catalogue.mandatory[thing],
    )
    yield Metric(REUSABILITY, "licence", 20, file, 'give "licenses"'), _has("dct:license")
    yield (
        Metric(REUSABILITY, "licence of a known table", 10, file, "take one that the EU's table has"),
        _within("dct:license", f"{EU}licence/"),
    )
    yield Metric(REUSABILITY, "access rights", 10, dataset, "say them"), _has("dct:accessRights")
    yield (
        Metric(REUSABILITY, "access rights of a known table", 5, dataset, "take them from the EU's table"),
        _within("dct:accessRights", f"{EU}access-right/"),
    )
    yield Metric(REUSABILITY, "contact point", 20, dataset, 'give "homepage" or a contact'), _has("dcat:contactPoint")
    yield Metric(REUSABILITY, "publisher", 10, dataset, "name the publisher"), _has("dct:publisher")
    yield Metric(CONTEXTUALITY, "rights", 5, file, "say them"), _has("dct:rights")
    yield Metric(CONTEXTUALITY, "size", 5, file, "an endpoint has none"), _has("dcat:byteSize")
    yield Metric(CONTEXTUALITY, "day of issue", 5, file, "say it"), _has("dct:issued")
    yield Metric(CONTEXTUALITY, "day of change", 5, file, "say it"), _has("dct:modified")


METRICS = tuple(_metrics())
