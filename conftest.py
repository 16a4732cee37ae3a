"""For all tests and doctests: the shipped package as a graph, in a folder that goes away, and the scripts of maps."""

import os
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

Once = Callable[[str, Callable[[Path], object]], Path]
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
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Give folders that the first worker of a run that asks for one fills, and that all read and none changes."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        found, filled = shared / name, shared / f"{name}.filled"
        with FileLock(shared / f"{name}.lock"):
            if not filled.exists():
                shutil.rmtree(found, ignore_errors=True)  # what a worker left that failed
                fill(found)
                filled.touch()
        return found

    return folder


@pytest.fixture(scope="session")
def built_store(once: Once) -> Path:
    """Build the shipped package once."""
    from comity.data import open_package
    from comity.graph.build.snapshot import build_graph

    return once("shipped", lambda store: build_graph([open_package()], store))


@pytest.fixture(scope="session")
def part_store(once: Once) -> Path:
    """Build a sixth of the shipped package once, for what takes long on all of it."""
    from comity.data import open_package
    from comity.graph.build.snapshot import build_graph
    from tests.packages import part_of_bomca, write_package

    def fill(folder: Path) -> None:
        package = write_package(folder / "package", part_of_bomca(), "https://w3id.org/comity/bomca/", "bomca")
        build_graph([open_package(package)], folder / "store")

    return once("part", fill) / "store"


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
