"""Search over names that forgives case, accents, script and slips of the finger."""

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .contents import KINDS, Contents, Thing

CANDIDATES = 400
GOOD = 72.0


@dataclass(frozen=True)
class Hit:
    """A thing that fits, the name by which it does, and how well: 0 to 100."""

    kind: str
    thing: Thing
    name: str
    score: float


class SearchIndex:
    """An index of the names of all things, in memory.

    SQLite's full-text index finds names that share three letters in a row with what is asked;
    rapidfuzz then says how near each is.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE names USING "
            "fts5(folded, kind UNINDEXED, id UNINDEXED, name UNINDEXED, tokenize='trigram')"
        )
        for kind in KINDS:
            things: dict[str, Thing] = getattr(contents, kind)
            rows = ((fold(name), kind, thing.id, name) for thing in things.values() for name in names_of(thing))
            self._database.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)

    def find(self, asked: str, kind: str = "", most: int = 50) -> list[Hit]:
        """Find what is meant by *asked*, the best first; each thing once, by the name that fits best."""
        wanted = fold(asked)
        if not wanted:
            return []
        best: dict[tuple[str, str], Hit] = {}
        for folded, of, name_id, name in self._candidates(wanted, kind):
            score = nearness(wanted, folded)
            thing: Thing = getattr(self._contents, of)[name_id]
            if score >= GOOD and score > best.get((of, name_id), Hit(of, thing, name, 0.0)).score:
                best[of, name_id] = Hit(of, thing, name, score)
        ranked = sorted(best.values(), key=lambda hit: (-round(hit.score), -len(hit.thing.activities), hit.thing.name))
        return ranked[:most]

    def _candidates(self, wanted: str, kind: str) -> list[tuple[str, str, str, str]]:
        where, values = ("AND kind = ?", [kind]) if kind in KINDS else ("", [])
        trigrams = {wanted[n : n + 3] for n in range(len(wanted) - 2)}
        if trigrams:
            text = " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(trigrams))
            query = f"SELECT folded, kind, id, name FROM names WHERE names MATCH ? {where} ORDER BY rank LIMIT ?"
            values = [text, *values, CANDIDATES]  # type: ignore[list-item]
        else:
            query = f"SELECT folded, kind, id, name FROM names WHERE ' ' || folded LIKE ? {where} LIMIT ?"
            values = [f"% {wanted}%", *values, CANDIDATES]  # type: ignore[list-item]
        with self._lock:
            return self._database.execute(query, values).fetchall()


def names_of(thing: Thing) -> Iterable[str]:
    """Give every name by which a thing may be looked for."""
    return dict.fromkeys(name for name in (thing.name, thing.name_ru, *thing.aliases, thing.id) if name)


def fold(text: str) -> str:
    """Give *text* in small Latin letters and digits, words apart by single spaces.

    >>> fold("Государственная  пограничная служба"), fold("Kyrgyz-Republic, Ōsh")
    ('gosudarstvennaja pogranichnaja sluzhba', 'kyrgyz republic osh')
    """
    from anyascii import anyascii

    return " ".join(re.findall(r"[a-z0-9]+", _settled(anyascii(unicodedata.normalize("NFKC", text)).lower())))


# Ways to write one Russian letter in Latin, and the one they are settled on.
_WAYS = (
    ("shch", "sch"),
    ("'", ""),
    ("ya", "ja"),
    ("yu", "ju"),
    ("yo", "jo"),
    ("ye", "e"),
    ("je", "e"),
    ("kh", "h"),
    ("iy", "ij"),
)


def _settled(text: str) -> str:
    for way, settled in _WAYS:
        text = text.replace(way, settled)
    return text


def nearness(wanted: str, name: str) -> float:
    """Say from 0 to 100 how near a folded name is to what is wanted: a part of it, its words, or nearly."""
    from rapidfuzz import fuzz

    if wanted == name:
        return 100.0
    if f" {wanted} " in f" {name} ":
        return 98.0
    if f" {wanted}" in f" {name}":
        return 95.0
    words = wanted.split()
    among = name.split()
    each = [max((fuzz.ratio(word, other) for other in among), default=0.0) for word in words]
    each = [
        max(score, *(94.0 if other.startswith(word) and len(word) > 2 else 0.0 for other in among))
        for word, score in zip(words, each, strict=True)
    ]
    by_words = min(each) * 0.5 + sum(each) / len(each) * 0.44
    # Of names that fit alike, the one that says little else.
    return float(max(by_words + 4.0 * len(words) / max(len(among), len(words)), 0.9 * fuzz.ratio(wanted, name)))
