"""A site: everything that is published, written beside the old one and exchanged for it when complete."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..data import Package
from ..graph.store import EmbeddedStore
from .about import About
from .catalogue import Dataset, Release, describe_catalogue
from .coverage import Coverage, measure_coverage
from .dumps import write_dumps, write_named_graphs, write_package, write_tables
from .files import write_checksums

Progress = Callable[[str], None]


def write_site(
    store: EmbeddedStore, packages: Iterable[Package], about: About, site: Path, progress: Progress = lambda _: None
) -> None:
    """Write a whole site."""
    progress("writing the dumps")
    packages = list(packages)
    coverage = measure_coverage(store)
    datasets = [
        Dataset("graph", f"{about.title}: the graph", about.description or "x", tuple(write_dumps(store, site)), True),
        *(
            Dataset(f"{p.name}-tables", f"{p.title}: tables", p.description, tuple(write_package(p, site)))
            for p in packages
        ),
        Dataset("analysis", f"{about.title}: tables for analysis", "x", tuple(write_tables(store, site))),
    ]
    catalogue = describe_catalogue(about, coverage, datasets, (Release("x", about.version, about.date),))
    for form in ("ttl", "rdf", "jsonld"):
        catalogue.write(site / f"catalog.{form}", form)
    write_checksums(site)
