"""The house: folders import only folders to their left, and each has its mirror in the tests."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ("ontology", "data", "graph", "viz", "publish", "comity")
# The rooms of graph, each of which imports only rooms to its left.
ROOMS = ("query", "store", "build", "read", "ties", "analysis", "network")
MOST_MODULES = 14


def _files(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if not path.is_symlink())


def _imported_folders(path: Path, folder: str) -> set[str]:
    """Return the folders of the house that a file imports from."""
    inside = path.relative_to(ROOT).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            # comity/x.py reaches its neighbours through the links: one level up is the package itself.
            home = ("comity", *inside) if folder != "comity" else inside
            target = (*home[: len(home) - node.level + 1], *(node.module or "").split("."))
            names = [target[1]] if len(target) > 1 and target[1] else [alias.name for alias in node.names]
            found |= set(names) & set(HOUSE)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            assert not any(module.split(".")[0] == "comity" for module in modules), f"{path}: import relatively"
    return found - {folder}


@pytest.mark.parametrize("folder", HOUSE)
def test_a_folder_imports_only_folders_to_its_left(folder: str) -> None:
    left = set(HOUSE[: HOUSE.index(folder)])
    wrong = {
        str(path.relative_to(ROOT)): sorted(found - left)
        for path in _files(folder)
        if "comity/" not in str(path.relative_to(ROOT / folder)) and (found := _imported_folders(path, folder)) - left
    }
    assert not wrong


@pytest.mark.parametrize("folder", HOUSE[:-1])
def test_the_package_sees_each_folder_through_a_relative_link(folder: str) -> None:
    link = ROOT / "comity" / folder
    assert link.is_symlink()
    assert str(link.readlink()) == f"../{folder}"


def modules() -> dict[str, Path]:
    """Return every module of the house by its name."""
    found = {}
    for path in _own_files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        parts = parts if parts[0] == "comity" else ("comity", *parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """Return the modules that a module imports, anywhere in it: also in functions, also for type checkers alone."""
    home = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join([*home[: len(home) - node.level + 1], *([node.module] if node.module else [])])
            for alias in node.names:
                found.add(whole if (whole := f"{base}.{alias.name}") in known else base)
    return found & (set(known) - {name})


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the sets of modules that import each other."""
    import networkx as nx

    edges = [(name, other) for name, others in graph.items() for other in others]
    return sorted(sorted(each) for each in nx.strongly_connected_components(nx.DiGraph(edges)) if len(each) > 1)


def test_no_modules_import_each_other() -> None:
    known = modules()
    graph = {name: imports(name, path, known) for name, path in known.items()}
    assert sum(map(len, graph.values())) > 500
    assert circles(graph) == []


def test_a_circle_would_be_found(tmp_path: Path) -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]
    path = tmp_path / "one.py"
    path.write_text("def f():\n    from ..room.two import g\n", encoding="utf-8")
    assert imports("comity.x.one", path, {"comity.x.one": path, "comity.room.two": path}) == {"comity.room.two"}


def scripts() -> dict[Path, set[Path]]:
    """Return every module of the scripts of the map, and the modules that it imports."""
    home = ROOT / "viz" / "map"
    files = [path for name in ("page", "large", "libraries") for path in (home / name).rglob("*.js")]
    found = {}
    for path in files:
        names = re.findall(r'^(?:import|export) [^;]*?from "([^"]+)";$', path.read_text(encoding="utf-8"), re.MULTILINE)
        named = {home / "libraries" / f"{name[1:]}.js" if name[0] == "#" else path.parent / name for name in names}
        found[path] = {other.resolve() for other in named if other.suffix == ".js"}
    return found


def test_scripts_import_each_other_one_way() -> None:
    found = scripts()
    assert sum(map(len, found.values())) > 250
    assert set().union(*found.values()) <= set(found)
    assert circles({str(path): {str(other) for other in others} for path, others in found.items()}) == []
    for path, others in found.items():
        # What computes imports nothing that draws.
        if path.parent.name == "model":
            assert {other.parent.name for other in others} <= {"model"}, path
        if path.parent.name == "parts":
            assert {other.parent.name for other in others} <= {"model", "parts"}, path


def test_every_script_is_in_a_page() -> None:
    found = scripts()
    reached, todo = set(), [ROOT / "viz" / "map" / name / "start.js" for name in ("page", "large")]
    while todo:
        path = todo.pop()
        if path not in reached:
            reached.add(path)
            todo += found[path]
    assert reached == set(found)


def test_a_room_of_the_graph_imports_only_rooms_to_its_left() -> None:
    known = modules()
    for name, path in known.items():
        parts = name.split(".")
        if parts[:2] == ["comity", "graph"] and len(parts) > 2 and parts[2] in ROOMS:
            rooms = {other.split(".")[2] for other in imports(name, path, known) if other.startswith("comity.graph.")}
            assert rooms & set(ROOMS) <= set(ROOMS[: ROOMS.index(parts[2]) + 1]), name
    assert {path.parent.name for path in (ROOT / "graph").glob("*/__init__.py")} == set(ROOMS)


def test_a_folder_holds_few_enough_modules_to_look_through() -> None:
    folders = Counter(path.parent for path in _own_files() if path.name != "__init__.py")
    many = {str(folder.relative_to(ROOT)): count for folder, count in folders.items() if count > MOST_MODULES}
    assert set(many) <= {"comity/commands"}


def test_tests_mirror_the_folders() -> None:
    assert {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] not in "_."} == set(
        HOUSE
    )


def test_an_import_to_the_right_would_be_found(tmp_path: Path) -> None:
    path = ROOT / "ontology" / "schemes.py"
    text = path.read_text(encoding="utf-8")
    assert "from .namespaces" in text
    sample = ast.parse("from ..graph.store import Store")
    node = sample.body[0]
    assert isinstance(node, ast.ImportFrom)
    assert node.level == 2
    assert (node.module or "").split(".")[0] in HOUSE[1:]


def test_files_are_short_enough_to_read_in_a_sitting() -> None:
    long = {str(path.relative_to(ROOT)): count for path in map(Path, _own_files()) if (count := _lines(path)) > 420}
    long |= {str(path): count for path in scripts() if (count := _lines(path)) > 420}
    assert not long


def _own_files() -> list[Path]:
    return [
        path for folder in HOUSE for path in _files(folder) if folder != "comity" or path.parts[-2] not in HOUSE[:-1]
    ]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
