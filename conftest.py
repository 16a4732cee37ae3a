"""For all tests and doctests: the shipped package as a graph, in a folder that goes away, and the scripts of maps."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

BUILD = Path(__file__).parent / "viz" / "web" / "build.py"


@pytest.fixture(scope="session", autouse=True)
def _scripts_of_maps() -> None:
    """Bundle the scripts of maps anew where they changed; without Node, tests of maps say what would do."""
    build = runpy.run_path(str(BUILD))
    if not build["is_fresh"]():
        with FileLock(BUILD.with_name("build.lock")):
            try:
                if not build["is_fresh"]():
                    build["build_map"]()
            except build["BuildError"] as error:
                print(f"the scripts of maps were not built: {error}")


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped package once."""
    from comity.data import open_package
    from comity.graph.build.snapshot import build_graph

    store = tmp_path_factory.mktemp("store")
    build_graph([open_package()], store)
    return store


@pytest.fixture(scope="session", autouse=True)
def _default_store(built_store: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMITY_STORE", str(built_store))
        yield


@pytest.fixture(autouse=True)
def _own_folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documentation examples that write a file write it where it goes away."""
    if isinstance(request.node, pytest.DoctestItem):
        monkeypatch.chdir(request.getfixturevalue("tmp_path"))
