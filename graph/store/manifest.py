"""The manifest of a snapshot: what was built from what, by which versions, and how much."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ...data.errors import StoreError

FILE, CHECKSUM = "manifest.json", "manifest.sha256"
FORMAT = 2


@dataclass(frozen=True)
class Manifest:
    """What a build wrote down.

    ``things`` gives how many activities, actors, participations and sources the graph holds; the ``rows`` of a
    package are those of its tables, where several may be evidence of one participation. ``files`` gives size
    and SHA-256 of every other file of the snapshot.
    """

    version: str
    built: str
    packages: list[dict[str, Any]]
    statements: int
    graphs: int
    merged: bool
    software: dict[str, str]
    things: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT

    def __repr__(self) -> str:
        return f"<Manifest: {self.version}, {self.statements:,} statements in {self.graphs:,} graphs>"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write *manifest* into *folder*, and beside it its SHA-256 as ``sha256sum -c`` reads it."""
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / FILE).write_bytes(text.encode())
    (folder / CHECKSUM).write_bytes(_checksum(text.encode()))


def _checksum(content: bytes) -> bytes:
    return f"{hashlib.sha256(content).hexdigest()}  {FILE}\n".encode()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in *folder*; raises ``StoreError`` when it is missing, damaged or of another format."""
    path = folder / FILE
    try:
        content = path.read_bytes()
        fields = json.loads(content)
        if fields["format"] != FORMAT:
            raise StoreError(f"{path} is of format {fields['format']}, this version reads {FORMAT}; run: comity build")
        if (folder / CHECKSUM).read_bytes() != _checksum(content):
            raise ValueError
        fields["files"] = {name: (size, digest) for name, (size, digest) in fields["files"].items()}
        return Manifest(**fields)
    except OSError as error:
        name = error.filename or path
        raise StoreError(f"the store is damaged: {name} cannot be read ({error.strerror}); run: comity build") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StoreError(f"the store is damaged: {path} is not as it was built; run: comity build") from None
