"""One served application for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits


@pytest.fixture(scope="session")
def served(built_store: Path) -> Iterator[TestClient]:
    """Serve the shipped graph; the limits are wide, those of time and memory are tested alone."""
    with TestClient(make_app(built_store, Limits(time=120, rows=20_000))) as client:
        yield client
