"""A site: everything that is published, written beside the old one and exchanged for it when complete."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ...data import Package
from ...graph.store.embedded import EmbeddedStore
from ..pages.context import Standing
from ..pages.files import write_pages
from ..sparql.description import describe_service
from ..web.documents import Documents
from .about import About
from .catalogue.catalogue import PublishedDataset, describe_catalogue
from .catalogue.coverage import Coverage, measure_coverage
from .catalogue.crate import load_library, write_crate
from .catalogue.statements import FORMS
from .catalogue.void import describe_void
from .files import PublishedFile, write_checksums
from .gone import GONE, gone_paths
from .release.dumps import write_dumps, write_named_graphs, write_package, write_tables
from .release.release import held, plan_releases, write_release
from .server_rules import write_rules
from .swap import replacing

Progress = Callable[[str], None]
_ANALYSIS = (
    "Participations, activities, actors and themes as flat tables: what networks are computed from, one row for each "
    "actor in a role in an activity."
)


def publish_site(
    store: EmbeddedStore,
    packages: list[Package],
    about: About,
    site: Path,
    progress: Progress = lambda _: None,
    *,
    pages: bool = True,
) -> None:
    """Publish the graph into the folder *site*; the old site stays whole until the new one is complete.

    Without *pages* there are the data alone, and no documents of single things.
    """
    load_library()  # before the work, not after it
    with replacing(site) as work:
        write_site(store, packages, about, work, site, progress, pages=pages)


def write_site(
    store: EmbeddedStore,
    packages: list[Package],
    about: About,
    work: Path,
    old: Path,
    progress: Progress = lambda _: None,
    *,
    pages: bool = True,
) -> None:
    """Write a whole site into the empty folder *work*; releases of the site in *old* are kept."""
    progress("measuring the graph")
    coverage = measure_coverage(store)
    releases = plan_releases(old, store, about)
    date = releases[-1].date
    about = replace(about, date=date)
    progress("writing the dumps")
    datasets = _write_data(store, packages, about, coverage, work)
    graphs = write_named_graphs(store, work)
    progress("writing the release")
    write_release(work, old, releases, store, about, coverage)
    progress("describing it")
    catalogue = describe_catalogue(about, coverage, datasets, releases)
    void = describe_void(store, about, datasets[0].files, graphs, date)
    for form in FORMS:
        catalogue.write(work / f"catalog.{form}", form)
    void.write(work / "void.ttl")
    void.write(work / ".well-known" / "void")
    (work / "service.ttl").write_bytes(describe_service(store, about.endpoint or f"{about.address}sparql", "ttl"))
    if pages:
        _write_pages(store, about, work, progress)
    write_crate(work, about, coverage, [file for dataset in datasets for file in dataset.files], date)
    write_checksums(work)


def _write_pages(store: EmbeddedStore, about: About, work: Path, progress: Progress) -> None:
    """Write a page and the other documents of each thing, and the rules by which file servers negotiate."""
    documents = Documents(store)
    gone = gone_paths(work, documents)
    (work / GONE).write_text("".join(f"{path}\n" for path in sorted(gone)), encoding="utf-8")
    write_pages(
        store,
        Standing(about.address, about.endpoint, about.date),
        work,
        lambda done, total: progress(f"writing the pages, {done:,} of {total:,}"),
    )
    write_rules(work, about.address, documents.addresses.bases, documents.known.parts, gone)


def _write_data(
    store: EmbeddedStore, packages: list[Package], about: About, coverage: Coverage, work: Path
) -> list[PublishedDataset]:
    """Write the files that carry the data, and say what each set of them is."""
    graph: tuple[PublishedFile, ...] = tuple(write_dumps(store, work))
    text = f"{about.description} It holds {held(store, coverage)}.".strip()
    datasets = [PublishedDataset("graph", f"{about.title}: the graph", text, graph, served=True)]
    for package in packages:
        files = tuple(write_package(package, work))
        text = package.description or f"The tables from which the graph {package.title} was built."
        datasets.append(PublishedDataset(f"{package.name}-tables", f"{package.title}: tables", text, files))
    tables = tuple(write_tables(store, work))
    return [*datasets, PublishedDataset("analysis", f"{about.title}: tables for analysis", _ANALYSIS, tables)]
