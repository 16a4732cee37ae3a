"""The spreadsheets of docs/spreadsheets.md, and a package with the registry of BOMCA and no activities."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

from comity.data import SHIPPED, Package, open_package
from comity.data.readers import accept_complete, begin_package
from comity.data.readers.spreadsheets import SheetReading, read_mapping, read_spreadsheet

EXAMPLES = Path(__file__).parents[3] / "docs" / "spreadsheets"
REGISTRY = ("places", "sources", "actors", "identifiers")


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", EXAMPLES / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def registry(folder: Path) -> Package:
    """Make a package of the places, sources and actors of BOMCA."""
    begin_package(folder, "https://example.org/programme/")
    for table in REGISTRY:
        shutil.copyfile(SHIPPED / f"{table}.csv", folder / f"{table}.csv")
    return open_package(folder)


def read(path: Path, mapping: str | Path | None, package: Package | None) -> SheetReading:
    """Read a spreadsheet by a mapping, given as its file or its text."""
    if isinstance(mapping, str):
        own = path.with_suffix(".yaml")
        own.write_text(mapping, encoding="utf-8")
        mapping = own
    return read_spreadsheet(path, read_mapping(mapping) if mapping else None, package)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def accept(package: Package, reading: SheetReading) -> int:
    """Accept what is complete; return how many rows were."""
    acceptance = accept_complete(package, reading.proposals)
    for path, content in acceptance.files.items():
        path.write_bytes(content)
    return len(acceptance.taken)
