"""A folder as an RO-Crate, so that a research archive can take it as it is."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ....data import ComityError
from ..about import About
from ..files import PublishedFile
from .authorities import LICENCES
from .coverage import Coverage

METADATA = "ro-crate-metadata.json"


def write_crate(
    folder: Path, about: About, coverage: Coverage, files: Iterable[PublishedFile], date: str, prefix: str = ""
) -> None:
    """Describe *files*, whose paths begin with *prefix*, as a crate in *folder*."""
    crate = load_library()()
    root = crate.root_dataset
    crate.name, crate.description = about.title, about.description or about.title
    crate.datePublished = date
    root["version"] = about.version
    root["identifier"] = about.address
    root["keywords"] = list(about.keywords)
    if coverage.first:
        root["temporalCoverage"] = f"{coverage.first}/{coverage.last}"
    if coverage.countries:
        root["spatialCoverage"] = [
            _add(crate, country.iri, "Country", name=country.name) for country in coverage.countries
        ]
    if about.licence:
        known = LICENCES.get(about.licence.rstrip("/"))
        title = known.title if known else about.licence
        root["license"] = _add(crate, about.licence, "CreativeWork", name=title)
    if about.publisher:
        name = about.publisher.name
        root["publisher"] = _add(crate, about.publisher.url or "#publisher", "Organization", name=name)
        root["author"] = root["publisher"]
    for file in files:
        path = file.path.removeprefix(prefix)
        kind = file.type
        form = file.packed or (kind.media_type if kind else "text/plain")
        properties = {"encodingFormat": form, "contentSize": str(file.size), "sha256": file.digest}
        crate.add_file(folder / path, path, properties={"name": path.rsplit("/", 1)[-1], **properties})
    text = json.dumps(crate.metadata.generate(), indent=2, sort_keys=True, ensure_ascii=False)
    (folder / METADATA).write_text(text + "\n", encoding="utf-8")


def load_library() -> Any:
    """Import the class of crates; raises ``ComityError`` when its library is not installed."""
    try:
        from rocrate.rocrate import ROCrate
    except ImportError:
        raise ComityError('publishing takes more libraries; run: pip install "comity[publish]"') from None
    return ROCrate


def _add(crate: Any, identifier: str, kind: str, **about: str) -> Any:
    from rocrate.model.contextentity import ContextEntity

    return crate.add(ContextEntity(crate, identifier, properties={"@type": kind, **about}))
