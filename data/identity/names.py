"""A name as it is compared: what its words mean, which countries and what sort of body it says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..cells import split_language
from ..records import Place
from .phrases import Phrases, content_words, read_phrases
from .spelling import fold, initials

# Sorts of words of words.csv that are no word of the name itself.
SILENT = {"people", "small", "legal", "group"}
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*")
_LAST_BRACKET = re.compile(r"\(([^()]*)\)\s*(?:,|$)")  # in the middle it shortens but the words before it
_ABBREVIATION = re.compile(r"[^\W\d_]*[A-ZА-ЯЁ][^\W\d_]*[A-ZА-ЯЁ][^\W_]*")
# How words end in English, and in Russian once it is written in Latin letters.
_ENGLISH = re.compile(r"(?<=[a-z]{4})(?<!s)s$")
_RUSSIAN = re.compile(
    r"(?<=[a-z]{3})(ogo|ego|omu|emu|aja|uju|oj|ej|ih|ij|ii|im|imi|ie|oe|ami|am|ah|ov|ev|om|em|a|u|e|i|o)$"
)


@dataclass(frozen=True)
class Name:
    """A name, taken apart.

    ``words`` are the words without countries, ``countries`` their codes, ``sorts`` what sort of body it says
    (ministry, school, …), ``shorts`` what it may be shortened to.
    """

    text: str
    words: tuple[str, ...]
    countries: frozenset[str]
    sorts: frozenset[str]
    shorts: frozenset[str]

    @cached_property
    def letters(self) -> str:
        """The words, in the order of the alphabet."""
        return " ".join(sorted(self.words))


class NameReader:
    """What takes names apart, with the names that a package has for countries and towns beside those that are known."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._countries = read_phrases("countries", "words")
        self._places = Phrases(
            (split_language(text, "")[0], {"code": place.country or place.id, "town": place.country})
            for place in places
            for text in (place.name, place.name_ru, *place.aliases)
        )

    def read(self, text: str, language: str = "") -> list[Name]:
        """Take *text* apart; of brackets, what is in them is a name of its own or left out.

        *language* tells how words end where the script does not: names in Latin letters are taken for English,
        with "ru" for Russian, with another language as they are.

        >>> [name.words for name in NameReader().read("National Security Committee of Kazakhstan (KNB)")]
        [('national', 'security', 'committee'), ('knb',)]
        >>> NameReader().read("Узбекская таможенная служба")[0]
        Name(text='Узбекская таможенная служба', words=('customs', 'service'), countries=frozenset({'UZB'}), \
sorts=frozenset({'authority'}), shorts=frozenset({'uts'}))
        """
        language = language or ("ru" if re.search(r"[а-яё]", text.lower()) else "en")
        whole = _BRACKET.sub(" ", text).strip(" ,")
        parts = [whole or text]
        if whole:
            parts += [inside for inside in _LAST_BRACKET.findall(text) if _ABBREVIATION.fullmatch(inside)]
        names = [self._take_apart(text, part, language) for part in parts]
        return [name for name in names if name.words]

    def countries_of(self, text: str) -> frozenset[str]:
        """Find the codes of the countries named in *text*."""
        return frozenset(code for code, _ in self._split(content_words(text)) if code)

    def _split(self, words: list[str]) -> Iterator[tuple[str, str]]:
        """Yield each word of *words*; for the name of a country its code alone, for a town both."""
        at = 0
        while at < len(words):
            place = self._countries.find(words, at) or self._places.find(words, at)
            if place:
                yield place.line["code"], " ".join(place.words) if place.line.get("town") else ""
                at += len(place.words)
            else:
                yield "", words[at]
                at += 1

    def _take_apart(self, whole: str, text: str, language: str) -> Name:
        countries = []
        rest = []
        for code, word in self._split(content_words(text)):
            countries += [code] if code else []
            rest += word.split()
        words, sorts = _meant(rest, language)
        words = words or [f"={code}" for code in countries] or rest
        shorts = {*initials(fold(text).split()), *initials(words)}
        kept = frozenset(sorts) - SILENT
        return Name(whole, tuple(words), frozenset(countries), kept, frozenset(shorts))


def _meant(words: list[str], language: str) -> tuple[list[str], set[str]]:
    """Turn words into what the table of words says that they mean, the others into their stems."""
    known = read_phrases("words", "written")
    meant: list[str] = []
    sorts: set[str] = set()
    at = 0
    while at < len(words):
        phrase = known.find(words, at)
        if phrase is None:
            meant.append(_stem(words[at], language))
            at += 1
            continue
        meant += phrase.line["word"].split()
        sorts |= {phrase.line["sort"]} - {""}
        at += len(phrase.words)
    return meant, sorts


def _stem(word: str, language: str) -> str:
    if language == "en":
        return _ENGLISH.sub("", word)
    return _RUSSIAN.sub("", word) if language == "ru" else word
