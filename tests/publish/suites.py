"""Large tools that only `make suites` installs: from npm, and CKAN in an environment of its own."""

import os
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NODE_PACKAGES = ("jsonld-cli@2.0.0", "n3@2.13.12", "@zazuko/env@3.0.1", "rdf-validate-shacl@0.6.5")
SHAPES = Path(os.environ.get("COMITY_DCAT_AP") or ROOT.parent / "shared" / "vocab" / "dcat-ap-3.0.1")


def folder() -> Path:
    """Give the folder of the tools; skip the test when large tools are not wanted."""
    if not os.environ.get("COMITY_SUITES"):
        pytest.skip("a large tool is used only with $COMITY_SUITES (make suites)")
    return Path(os.environ.get("COMITY_SUITES_FOLDER") or ROOT / "build" / "suites")


def node_tools() -> Path:
    """Install the tools of npm once; give their folder."""
    place = folder() / "node"
    if shutil.which("npm") is None:
        pytest.skip("npm is not on this machine")
    if not (place / "node_modules" / "rdf-validate-shacl").is_dir():
        _run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(place), *NODE_PACKAGES])
    return place


def ckan() -> Path:
    """Install CKAN's harvester once; give the Python that has it."""
    place = folder() / "ckan"
    python = place / "bin" / "python"
    if not (place / "done").is_file():
        venv.create(place, with_pip=True, clear=True)
        _run([str(python), "-m", "pip", "install", "--quiet", "ckan[requirements]", "ckanext-dcat"])
        (place / "done").touch()
    return python


def shapes(*names: str) -> list[Path]:
    """Give files of the DCAT-AP shapes; skip the test when they are not there."""
    if not SHAPES.is_dir():
        pytest.skip("the shapes of DCAT-AP 3.0.1 are not here ($COMITY_DCAT_AP names the folder of their files)")
    return [SHAPES / name for name in names]


def _run(command: list[str]) -> None:
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    if found.returncode:
        pytest.skip(f"{command[0]} could not install what the test needs: {found.stderr[-300:]}")
