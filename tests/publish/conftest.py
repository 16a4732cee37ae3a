"""One served application and one published site for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.graph.store.embedded import open_snapshot
from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits
from conftest import Once

from .sites import publish


@pytest.fixture(scope="session")
def served(built_store: Path) -> Iterator[TestClient]:
    """Serve the shipped graph; the limits are wide, those of time and memory are tested alone."""
    with TestClient(make_app(built_store, Limits(time=120, rows=20_000))) as client:
        yield client


@pytest.fixture(scope="session")
def published(built_store: Path, once: Once) -> Path:
    """Publish the shipped graph with all its pages; the site is read by many tests, and changed by none."""
    pytest.importorskip("rocrate", reason="rocrate is not installed (pip install 'comity[publish]')")
    return once("published", lambda folder: publish(open_snapshot(built_store), folder, pages=True))
