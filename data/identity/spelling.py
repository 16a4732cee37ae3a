"""One spelling for every way to write a name: small Latin letters, words apart by spaces."""

import re
import unicodedata

SMALL_WORDS = {
    *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
    *("i", "iz", "k", "na", "o", "po", "s", "u", "v", "za"),
}
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
    ("y", "i"),
)


def fold(text: str) -> str:
    """Write *text* in small Latin letters and digits, words apart by single spaces.

    >>> fold("Государственная  пограничная служба"), fold("Kyrgyz-Republic, Ōsh")
    ('gosudarstvennaja pogranichnaja sluzhba', 'kirgiz republic osh')
    """
    from anyascii import anyascii

    return " ".join(re.findall(r"[a-z0-9]+", _settled(anyascii(unicodedata.normalize("NFKC", text)).lower())))


def initials(words: list[str]) -> list[str]:
    """Shorten a name of three words or more to its initials, with and without the small words.

    >>> initials("state border guard of latvia".split())
    ['sbgol', 'sbgl']
    """
    short = [word for word in words if word not in SMALL_WORDS]
    return ["".join(word[0] for word in each) for each in (words, short) if len(short) > 2]


def _settled(text: str) -> str:
    for way, settled in _WAYS:
        text = text.replace(way, settled)
    return text
