"""Check a package's ``datapackage.json``: what is published from it must be sound, whoever wrote it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .cells import is_address, quote
from .characters import forbidden
from .errors import PackageError, Problem

DESCRIPTOR = "datapackage.json"
MAX_SIZE, MAX_DEPTH = 16 << 20, 50
Check = Callable[[Any], bool]


def read_descriptor(path: Path) -> dict[str, Any]:
    """Read a descriptor; raises ``PackageError`` with every fault of it."""
    size = path.stat().st_size
    if size > MAX_SIZE:
        raise _fault(0, f"has {size:,} bytes, the most is {MAX_SIZE:,}; keep data in tables")
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise _fault(1, "is not UTF-8; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise _fault(error.lineno, f"is not JSON at character {error.colno} ({error.msg}); mend it there") from None
    except RecursionError:
        raise _fault(0, f"is nested too deep, the most is {MAX_DEPTH}; flatten it") from None
    except ValueError as error:  # a number of thousands of digits
        raise _fault(0, f"cannot be read ({error}); mend it") from None
    if not isinstance(descriptor, dict):
        raise _fault(1, "is not a JSON object; begin it with {")
    if problems := [*_texts(descriptor), *_wanted(descriptor), *_shapes(descriptor)]:
        raise PackageError(problems)
    return descriptor


def _fault(line: int, text: str) -> PackageError:
    return PackageError([Problem(DESCRIPTOR, line, "", text)])


def _texts(descriptor: dict[str, Any]) -> Iterator[Problem]:
    """Look at every text, wherever it stands, and at the depth."""
    waiting: list[tuple[str, int, Any]] = [("", 0, descriptor)]
    while waiting:
        where, depth, value = waiting.pop()
        if depth > MAX_DEPTH:
            yield Problem(DESCRIPTOR, 0, where.partition(".")[0], f"is nested more than {MAX_DEPTH} deep; flatten it")
            return
        if isinstance(value, dict):
            waiting += ((f"{where}.{key}".lstrip("."), depth + 1, each) for key, each in value.items())
            waiting += ((where, depth + 1, key) for key in value)
        elif isinstance(value, list):
            waiting += ((f"{where}[{number}]", depth + 1, each) for number, each in enumerate(value))
        elif isinstance(value, str) and (fault := forbidden(value)):
            yield Problem(DESCRIPTOR, 0, where, fault)


def _wanted(descriptor: dict[str, Any]) -> Iterator[Problem]:
    wanted: dict[str, tuple[Check, str]] = {
        "name": (_matches(r"[a-z0-9][a-z0-9._-]*"), "a short name in lower case, like bomca"),
        "title": (_matches(r".+"), "the title that pages show"),
        "version": (_matches(r".+"), "a version, like 1.0.0"),
        "base": (
            lambda value: is_address(value) and re.fullmatch(r"[^?#]+/", value) is not None,
            "the base of the package's IRIs, which ends with /",
        ),
    }
    for key, (check, advice) in wanted.items():
        value = descriptor.get(key)
        if value is None:
            yield Problem(DESCRIPTOR, 0, key, f"is missing; write {advice}")
        elif not check(value):
            yield Problem(DESCRIPTOR, 0, key, f"{_shown(value)} will not do; write {advice}")


def _matches(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _stays(value: Any) -> bool:
    """Tell whether a path, or each of a list of paths, stays within the package or is an address."""
    if isinstance(value, list):
        return all(_stays(each) for each in value)
    if not isinstance(value, str):
        return False
    parts = re.split(r"[/\\]", value)
    return is_address(value) or (bool(value) and bool(parts[0]) and ":" not in parts[0] and ".." not in parts)


_TEXT = (_is_text, "a text")
_ADDRESS = (is_address, "an address that begins with http:// or https://")
_PATH = (_stays, "a path that stays within the package, or an address")
_E_MAIL = (_matches(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+"), "an e-mail address, like office@example.org")
# What each key holds that is published; a dictionary stands for a list of objects.
_SHAPES: dict[str, Any] = {
    "description": _TEXT,
    "homepage": _ADDRESS,
    "availability": _TEXT,
    "keywords": (_are_texts, "a list of words"),
    "themes": (_are_texts, "a list of codes"),
    "licenses": {"path": _ADDRESS, "name": _TEXT, "title": _TEXT},
    "contributors": {
        "title": _TEXT,
        "path": _ADDRESS,
        "email": _E_MAIL,
        "role": _TEXT,
        "roles": (_are_texts, "a list of roles"),
    },
    "sources": {"title": _TEXT, "path": _PATH, "email": _E_MAIL},
    "resources": {"path": _PATH},
}


def _shapes(descriptor: dict[str, Any]) -> Iterator[Problem]:
    for key, shape in _SHAPES.items():
        value = descriptor.get(key)
        if value is None:
            continue
        if isinstance(shape, tuple):
            yield from _held(key, value, *shape)
        elif not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            yield Problem(DESCRIPTOR, 0, key, f"{_shown(value)} will not do; write a list of objects")
        else:
            for number, each in enumerate(value):
                for name in shape.keys() & each.keys():
                    yield from _held(f"{key}[{number}].{name}", each[name], *shape[name])


def _held(where: str, value: Any, check: Check, advice: str) -> Iterator[Problem]:
    if not check(value):
        yield Problem(DESCRIPTOR, 0, where, f"{_shown(value)} will not do; write {advice}")


def _shown(value: Any) -> str:
    return quote(value) if isinstance(value, str) else quote(json.dumps(value)).strip('"')
