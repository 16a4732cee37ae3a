"""What a package may not do: publish files of the machine, addresses that run scripts, texts that break XML."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from comity.data import PackageError, Problem, open_package
from tests.packages import write_package

SECRET = "nothing for the public"


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(PackageError) as caught:
        open_package(folder)
    return caught.value.problems


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = write_package(tmp_path / "package")
    (folder / "rdf").mkdir()
    return folder


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(SECRET, encoding="utf-8")
    return path


NAMES = ("LICENSE", "README.md", "sources.csv", "transfers.csv", "datapackage.json", "rdf/x.ttl")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["absolute", "relative", "through another link"])
def test_a_link_that_leaves_the_package_is_named(name: str, way: str, package: Path, secret: Path) -> None:
    path = package / name
    path.unlink(missing_ok=True)
    target = secret
    if way == "relative":
        target = Path(os.path.relpath(secret, path.parent))
    elif way == "through another link":
        (package / "between").symlink_to(secret)
        target = package / "between"
    path.symlink_to(target)
    (problem,) = problems(package)
    assert (problem.file, problem.line) == (name, 0)
    assert problem.text == f"is a link that leaves the package, to {secret}; put the file itself here"


@pytest.mark.parametrize("name", NAMES)
def test_a_hard_link_that_leaves_the_package_is_named(name: str, package: Path, secret: Path) -> None:
    (package / name).unlink(missing_ok=True)
    os.link(secret, package / name)
    (problem,) = problems(package)
    assert problem.file == name
    assert "stands outside the package as well (a hard link)" in problem.text


@pytest.mark.parametrize("inside", ["rdf", "rdf/more"])
def test_a_folder_that_leads_outside_is_named_once(inside: str, package: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    if inside == "rdf":
        (package / "rdf").rmdir()
    (package / inside).symlink_to(tmp_path / "far")
    (problem,) = problems(package)
    assert problem.file == inside


def test_links_that_stay_in_the_package_are_read(package: Path) -> None:
    (package / "tables").mkdir()
    (package / "sources.csv").rename(package / "tables" / "sources.csv")
    (package / "sources.csv").symlink_to("tables/sources.csv")
    (package / "terms").write_text("CC BY", encoding="utf-8")
    os.link(package / "terms", package / "LICENSE")
    assert open_package(package).beside == [package / "LICENSE"]


def test_what_is_no_file_is_named(package: Path) -> None:
    (package / "transfers.csv").mkdir()
    (package / "sources.csv").unlink()
    (package / "sources.csv").symlink_to("nowhere.csv")
    assert [p.file for p in problems(package)] == ["sources.csv", "transfers.csv"]


def test_a_package_linked_to_as_a_whole_is_read(package: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(package)
    assert open_package(tmp_path / "link").folder == package


ADDRESS, PATH = "http:// or https://", "stays within the package"
VALUES: list[tuple[dict[str, Any], str, str]] = [
    *(
        ({"licenses": [{"path": path}]}, "licenses[0].path", ADDRESS)
        for path in ("javascript:alert(1)", "file:///etc/passwd", "LICENSE", "http://a/%zz", "http://[", "", 7, None)
    ),
    *(
        ({"contributors": [{"title": "A", "role": "publisher"}, {"path": path}]}, "contributors[1].path", ADDRESS)
        for path in ("javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b/", ["https://a/"])
    ),
    ({"homepage": "javascript:alert(1)"}, "homepage", ADDRESS),
    ({"contributors": [{"title": "A", "email": "a@b> <urn:x"}]}, "contributors[0].email", "an e-mail address"),
    ({"contributors": [{"title": 7}]}, "contributors[0].title", "write a text"),
    ({"contributors": [{"roles": "publisher"}]}, "contributors[0].roles", "a list of roles"),
    ({"contributors": {"title": "A"}}, "contributors", "a list of objects"),
    ({"licenses": ["https://example.org/"]}, "licenses", "a list of objects"),
    ({"keywords": "one"}, "keywords", "a list of words"),
    ({"themes": [1]}, "themes", "a list of codes"),
    ({"description": ["x"]}, "description", "write a text"),
    *(
        ({"resources": [{"path": path}]}, "resources[0].path", PATH)
        for path in ("/etc/passwd", "../x.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv", "file:///x", ["a.csv", "/b"])
    ),
    ({"sources": [{"title": "S", "path": "../x"}]}, "sources[0].path", PATH),
    ({"name": ".."}, "name", "a short name"),
    ({"base": "https://example.org/%zz/"}, "base", "the base of the package's IRIs"),
    ({"base": "https://example.org/?x/"}, "base", "the base of the package's IRIs"),
    ({"title": "a\x00b"}, "title", "has the character U+0000 at place 2"),
    ({"keywords": ["ok", "\ufffe"]}, "keywords[1]", "has the character U+FFFE at place 1"),
    ({"contributors": [{"title": "half a \ud800 pair"}]}, "contributors[0].title", "U+D800"),
]


@pytest.mark.parametrize(
    ("values", "where", "text"), VALUES, ids=[f"{where}-{n}" for n, (_, where, _) in enumerate(VALUES)]
)
def test_what_may_not_be_published_is_a_fault(values: dict[str, Any], where: str, text: str, package: Path) -> None:
    path = package / "datapackage.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")
    (problem,) = problems(package)
    assert (problem.file, problem.column) == ("datapackage.json", where)
    assert text in problem.text


def test_addresses_of_the_web_and_paths_within_are_published(package: Path) -> None:
    path = package / "datapackage.json"
    more = {
        "licenses": [{"name": "CC0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}, {"name": "own"}],
        "contributors": [{"title": "É", "path": "http://exämple.org/ü?q=ж#x", "email": "a.b+c@example.org"}],
        "resources": [{"path": "sources.csv"}, {"path": ["sub/a.csv", "sub/b..csv"]}, {"name": "none"}],
        "sources": [{"title": "S", "path": "https://example.org/"}],
        "anything": {"else": [1, None, True]},
    }
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **more}), encoding="utf-8")
    assert open_package(package).licences == ("https://creativecommons.org/publicdomain/zero/1.0/",)


DEEP = {
    "deep lists": '{"x": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "deep objects": '{"x":' * 5_000 + "1" + "}" * 5_000,
    "rather deep": '{"x": ' + "[" * 60 + "]" * 60 + "}",
    "a long number": '{"x": ' + "9" * 5_000 + "}",
    "half a pair": '{"name": "\\ud800"}',
}


@pytest.mark.parametrize("case", DEEP)
def test_json_that_a_reader_chokes_on_is_told(case: str, package: Path) -> None:
    (package / "datapackage.json").write_text(DEEP[case], encoding="utf-8")
    assert {p.file for p in problems(package)} == {"datapackage.json"}
    assert any(word in problems(package)[0].text for word in ("deep", "cannot be read", "U+D800", "is missing"))


def test_a_descriptor_without_end_is_not_read(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.data import descriptor_checks

    monkeypatch.setattr(descriptor_checks, "MAX_SIZE", 10)
    (problem,) = problems(package)
    assert "bytes, the most is 10" in problem.text
