"""Sites for tests: built, published, read as a whole."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from comity.data import open_package
from comity.graph.build.snapshot import build_graph
from comity.graph.store.embedded import EmbeddedStore, current_snapshot, open_snapshot
from comity.graph.store.manifest import read_manifest, write_manifest
from comity.publish.portal.about import find_packages, read_about
from comity.publish.portal.site import publish_site

DAY = "2026-01-31T12:00:00+00:00"


def build(package: Path, store: Path, day: str = DAY, more: Iterable[Path] = ()) -> EmbeddedStore:
    """Build *package*, and *more*, and write into the manifest that it was built on *day*."""
    build_graph([open_package(each) for each in (package, *more)], store)
    folder = current_snapshot(store)
    write_manifest(folder, replace(read_manifest(folder), built=day))
    return open_snapshot(store)


def publish(
    store: EmbeddedStore, site: Path, address: str = "", endpoint: str | None = None, *, pages: bool = False
) -> Path:
    """Publish *store* into *site*, the data alone unless *pages*."""
    packages = find_packages(store.manifest)
    publish_site(store, packages, read_about(store.manifest, packages, address, endpoint), site, pages=pages)
    return site


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file below *folder* with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
