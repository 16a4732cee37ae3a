"""The reviewed facts that the BOMCA package was made from: what its tables and its networks are held against.

They were put down activity by activity before there were tables, and are never written anew from them. A line leaves
out what is empty or no.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_EMPTY: dict[str, dict[str, Any]] = {
    "participation": {"inferred": False, "from_group": False, "as_written": []},
    "activity": {
        **dict.fromkeys(("start", "end", "city", "country", "headcount")),
        **dict.fromkeys(("date_as_written", "place_as_written"), ""),
        **dict.fromkeys(("year_stated", "mode_stated", "noted", "contradicted"), False),
        **{name: [] for name in ("year_candidates", "participant_countries", "themes", "equipment", "also_in")},
    },
    "actor": {"country": None, "parent": None, "aliases": [], "collective": False, "certainty": ""},
}


@cache
def activities() -> list[dict[str, Any]]:
    return [
        {
            **_EMPTY["activity"],
            **line,
            "participations": [{**_EMPTY["participation"], **part} for part in line["participations"]],
        }
        for line in _read("activities.jsonl")
    ]


@cache
def actors() -> list[dict[str, Any]]:
    return [{**_EMPTY["actor"], **line} for line in _read("actors.jsonl")]


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]
