"""A table of words and phrases, each in the spellings by which texts have it, found in a row of words."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .spelling import SMALL_WORDS, fold

FOLDER = Path(__file__).parent
_K9 = re.compile(r"\bK-9\b", re.IGNORECASE)  # else a small word and a number
ENDING = 9  # letters that may follow a beginning such as "казахстан*"


class Phrase(NamedTuple):
    """One spelling: its words, those written with ``*`` only beginnings, and the line of the table it stands in."""

    words: tuple[str, ...]
    open_ended: tuple[bool, ...]
    line: dict[str, str]

    def at(self, words: Sequence[str], start: int) -> bool:
        """Tell whether the spelling stands in *words* from *start* on."""
        there = words[start : start + len(self.words)]
        return len(there) == len(self.words) and all(
            word == own or (ends and word.startswith(own) and len(word) - len(own) <= ENDING)
            for word, own, ends in zip(there, self.words, self.open_ended, strict=True)
        )


class Phrases:
    """The spellings of a table, of those that begin alike the longest first."""

    def __init__(self, lines: Iterator[tuple[str, dict[str, str]]]) -> None:
        self._exact: dict[str, list[Phrase]] = defaultdict(list)
        self._open: dict[str, list[Phrase]] = defaultdict(list)
        for text, line in lines:
            self.add(text, line)

    def add(self, text: str, line: dict[str, str]) -> None:
        """Add one spelling."""
        parts = [(word, part.endswith("*")) for part in text.split() for word in content_words(part)]
        if parts:
            phrase = Phrase(tuple(word for word, _ in parts), tuple(ends for _, ends in parts), line)
            shelf = self._open[phrase.words[0][:2]] if phrase.open_ended[0] else self._exact[phrase.words[0]]
            shelf.append(phrase)
            shelf.sort(key=_length, reverse=True)

    def __iter__(self) -> Iterator[Phrase]:
        for shelves in (self._exact, self._open):
            for shelf in shelves.values():
                yield from shelf

    def find(self, words: Sequence[str], start: int) -> Phrase | None:
        """Find the longest spelling that stands in *words* from *start* on."""
        shelves = (self._exact.get(words[start], ()), self._open.get(words[start][:2], ()))
        fitting = [phrase for shelf in shelves for phrase in shelf if phrase.at(words, start)]
        return max(fitting, key=_length, default=None)


def _length(phrase: Phrase) -> tuple[int, int]:
    return len(phrase.words), sum(map(len, phrase.words))


def content_words(text: str) -> list[str]:
    """List the words of *text* in one spelling, without the small ones.

    >>> content_words("Министерство внутренних дел"), content_words("Ministry of the Interior")
    (['ministerstvo', 'vnutrennih', 'del'], ['ministri', 'interior'])
    """
    return [word for word in fold(_K9.sub("K9", text)).split() if word not in SMALL_WORDS]


@cache
def read_phrases(name: str, column: str) -> Phrases:
    """Read the table *name* of this folder, whose *column* lists the spellings of each line."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return Phrases((text, line) for line in lines for text in line[column].split("|"))
