"""The reviewed facts that the BOMCA package was made from, where this machine has them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "bomca"

needs_facts = pytest.mark.skipif(
    not (FOLDER / "activities.jsonl").is_file(),
    reason="the facts that the package was made from (../shared/bomca) are not on this machine",
)


@cache
def activities() -> list[dict[str, Any]]:
    return _read("activities.jsonl")


@cache
def actors() -> list[dict[str, Any]]:
    return _read("actors.jsonl")


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
