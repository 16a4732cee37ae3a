"""The manifest of a snapshot: what was built from what, by which versions, and how much."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..data.errors import StoreError

FILE = "manifest.json"
FORMAT = 2


@dataclass(frozen=True)
class Manifest:
    """What a build wrote down. ``files`` gives size and, for files that are small, SHA-256."""

    version: str
    built: str
    packages: list[dict[str, Any]]
    statements: int
    graphs: int
    merged: bool
    software: dict[str, str]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write *manifest* into *folder*."""
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in *folder*; raises ``StoreError`` when it is missing, damaged or of another format."""
    path = folder / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise StoreError(f"{path} is of format {found['format']}, this version reads {FORMAT}; run: comity build")
        found["files"] = {name: (size, digest) for name, (size, digest) in found["files"].items()}
        return Manifest(**found)
    except FileNotFoundError:
        raise StoreError(f"{path} is missing; run: comity build") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(f"{path} is not as it was built; run: comity build") from None
