"""Files of a site: how each is written, packed, measured and described, the same bytes each time."""

import gzip
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...graph.store.checksums import file_digest
from .catalogue.authorities import FILE_TYPES, FileType

CHECKSUMS = "SHA256SUMS"
# The first moment that a zip file can hold: an archive of the same files is the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


@dataclass(frozen=True)
class PublishedFile:
    """A file of a site: its path there, size, SHA-256, and how it is packed, as a media type."""

    path: str
    size: int
    digest: str
    packed: str = ""

    @property
    def type(self) -> FileType | None:
        """The kind of the file, of what is inside it where it is packed."""
        name = self.path.removesuffix(".gz").removesuffix(".zip")
        return FILE_TYPES.get(name.rsplit(".", 1)[-1])


def measure_file(site: Path, path: Path, packed: str = "") -> PublishedFile:
    """Measure a file of *site*."""
    return PublishedFile(path.relative_to(site).as_posix(), path.stat().st_size, file_digest(path), packed)


def compress(path: Path) -> Path:
    """Write a file once more, as gzip without name and time."""
    packed = path.with_name(f"{path.name}.gz")
    with (
        path.open("rb") as plain,
        packed.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as out,
    ):
        shutil.copyfileobj(plain, out, _CHUNK)
    return packed


def archive(folder: Path, files: Iterable[Path], to: Path) -> Path:
    """Pack *files* of *folder* into one zip file without times."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _NO_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with path.open("rb") as plain, packed.open(entry, "w") as out:
                shutil.copyfileobj(plain, out, _CHUNK)
    return to


def write_checksums(folder: Path) -> None:
    """List the SHA-256 of every file below *folder*, as ``sha256sum -c`` reads it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / CHECKSUMS)
    lines = [f"{file_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """Read the list of checksums in *folder*: SHA-256 by path; nothing where there is none."""
    path = folder / CHECKSUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
