"""Which of many things share words with what is asked for, without looking at each of them."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

COMMON = 4_000  # a word of more things than that is looked up only where no rarer word is


class WordIndex:
    """The numbers of things by their words, and how much each word tells."""

    def __init__(self) -> None:
        self._things: dict[str, array[int]] = defaultdict(lambda: array("L"))
        self._words: list[str] = []
        self._worth: dict[str, float] = {}
        self.size = 0

    def add(self, words: Iterable[str]) -> int:
        """Add a thing with its words; return its number."""
        for word in set(words):
            self._things[word].append(self.size)
        self.size += 1
        self._words, self._worth = [], {}
        return self.size - 1

    def worth(self, word: str) -> float:
        """Say how much it tells that two share *word*: the fewer have it the more."""
        if word not in self._worth:
            self._worth[word] = math.log(1 + self.size / max(len(self._things.get(word, ())), 0.5))
        return self._worth[word]

    def nearest(self, words: Iterable[str], most: int) -> list[int]:
        """Find the numbers of up to *most* things that share the most that *words* tell."""
        lists = sorted((self._of(word) for word in set(words)), key=lambda found: len(found[1]))
        sums: dict[int, float] = defaultdict(float)
        for worth, numbers in lists:
            if len(numbers) > COMMON and len(sums) >= most:
                break
            for number in numbers:
                sums[number] += worth
        return sorted(sums, key=lambda number: (-sums[number], number))[:most]

    def _of(self, word: str) -> tuple[float, Sequence[int]]:
        """Find the things that have *word*, or, where none has it, the word most like it."""
        if word not in self._things:
            word = self._like(word)
        return self.worth(word), self._things.get(word, ())

    def _like(self, word: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        if len(word) < 4:
            return word
        self._words = self._words or [each for each in self._things if "@" not in each and len(each) > 3]
        near = process.extractOne(word, self._words, scorer=JaroWinkler.similarity, score_cutoff=0.88, processor=None)
        return near[0] if near else word
