"""What the graph itself does not say: who publishes it, under which licence, at which address."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...data import SHIPPED, NotFoundError, Package, Problem, StoreError, open_package
from ...data.cells import suggest
from ...data.descriptor_checks import DESCRIPTOR
from ...graph.store.manifest import Manifest
from .catalogue.authorities import AVAILABILITIES, THEMES

SPARQL = "sparql"


@dataclass(frozen=True)
class Party:
    """A body with a name, and an address or e-mail where the package gives one."""

    name: str
    url: str = ""
    email: str = ""


@dataclass(frozen=True)
class About:
    """The settings of a publication; ``missing`` says what was not found and where it could be written."""

    title: str
    description: str
    address: str
    endpoint: str
    version: str
    date: str
    licence: str
    publisher: Party | None
    contact: Party | None
    keywords: tuple[str, ...]
    themes: tuple[str, ...]
    availability: str
    missing: tuple[str, ...] = ()

    @property
    def catalogue(self) -> str:
        """The address of the catalogue, where the IRIs of what it describes begin."""
        return f"{self.address}catalog.ttl"


def find_packages(manifest: Manifest, folders: Iterable[Path] = ()) -> list[Package]:
    """Open the packages that the graph was built from, and see that they are as they were then.

    *folders* are looked through first, then where the build found them.
    """
    given = {package.name: package for package in map(open_package, folders)}
    packages = []
    for built in manifest.packages:
        package = given.get(built["name"]) or _built_from(built)
        for name, digest in package.checksums().items():
            if built["files"].get(name) != digest:
                raise StoreError(f"{package.folder / name} is not what the graph was built from; run: comity build")
        packages.append(package)
    return packages


def _built_from(built: dict[str, Any]) -> Package:
    for folder in (Path(built.get("folder", "")), SHIPPED):
        if (folder / DESCRIPTOR).is_file() and (package := open_package(folder)).name == built["name"]:
            return package
    raise NotFoundError(f"the package {built['name']} is no longer where it was built from; name it with --package")


def read_about(manifest: Manifest, packages: list[Package], address: str = "", endpoint: str | None = None) -> About:
    """Gather the settings from the descriptors of *packages*; *address* and *endpoint* come from the user.

    Without *address* the site stands above the IRIs of the first package, which have its name, and its
    endpoint below that; an empty *endpoint* says that there is none.
    """
    first = _read(packages[0])
    licences = {licence for package in packages for licence in package.licences[:1]}
    address = _address(address or packages[0].base.removesuffix(f"{packages[0].name}/"))
    about = About(
        title=" + ".join(package.title for package in packages),
        description=" ".join(package.description for package in packages if package.description),
        address=address,
        endpoint=address + SPARQL if endpoint is None else endpoint,
        version=manifest.version,
        date=manifest.built[:10],
        licence=licences.pop() if len(licences) == 1 else "",
        publisher=_party(first, "publisher"),
        contact=_party(first, "contact"),
        keywords=tuple(dict.fromkeys(word for package in packages for word in _read(package).get("keywords", []))),
        # Whatever else a package is about, it is about international cooperation.
        themes=tuple(first.get("themes", ("INTR",))),
        availability=first.get("availability", "AVAILABLE"),
    )
    _check(about)
    return replace(about, missing=tuple(_missing(about, len(packages))))


def _read(package: Package) -> dict[str, Any]:
    descriptor: dict[str, Any] = json.loads((package.folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return descriptor


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+", text):
        raise NotFoundError(f'"{text}" is not the address of a site; write one like https://example.org/graph/')
    return text if text.endswith("/") else f"{text}/"


def _party(descriptor: dict[str, Any], role: str) -> Party | None:
    """Find the contributor in *role*; a homepage stands in for a contact."""
    for each in descriptor.get("contributors", []):
        if role in (each.get("role"), *each.get("roles", [])) and each.get("title"):
            return Party(each["title"], each.get("path", ""), each.get("email", ""))
    if role == "contact" and descriptor.get("homepage"):
        return Party(descriptor["title"], descriptor["homepage"])
    return None


def _check(about: About) -> None:
    for key, values, known in (
        ("themes", about.themes, THEMES),
        ("availability", (about.availability,), AVAILABILITIES),
    ):
        for value in values:
            if value not in known:
                text = suggest(value, list(known), f"the codes of {key} in the EU's authority table")
                raise NotFoundError(str(Problem(DESCRIPTOR, 0, key, text)))


def _missing(about: About, packages: int) -> Iterable[str]:
    if about.publisher is None:
        yield 'no publisher: name one in datapackage.json, "contributors": [{"title": …, "role": "publisher"}]'
    if about.contact is None:
        yield 'no contact point: give "homepage", or a contributor with "role": "contact" and "email" or "path"'
    if not about.licence:
        several = " that all packages share" if packages > 1 else ""
        yield f'no licence{several}: give "licenses": [{{"path": "https://…"}}]'
    if not about.description:
        yield 'no description: give "description" in datapackage.json'
    if not about.keywords:
        yield 'no keywords: give "keywords" in datapackage.json'
