"""Identifiers for rows that have none: short, telling, and the same whenever the same is read."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

_WORDS = 3
# Words that tell nothing, in English and in Russian as it is written in Latin letters.
_ENGLISH = {"a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"}
_RUSSIAN = {"dlya", "i", "iz", "k", "na", "o", "ob", "ot", "po", "pod", "pri", "s", "so", "v", "vo", "za"}
_SMALL = _ENGLISH | _RUSSIAN


def slug(text: str, words: int = _WORDS) -> str:
    """Write the first telling *words* of a text in Latin letters, with - between them.

    >>> slug("Standards of assistance to vulnerable migrants"), slug("Анализ рисков на дорогах")
    ('standards-assistance-vulnerable', 'analiz-riskov-dorogakh')
    """
    from anyascii import anyascii

    found = re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", ""))
    telling = [word for word in found if word not in _SMALL] or found
    return "-".join(telling[:words])


def activity_slug(title: str, place: str, days: str) -> str:
    """Name an activity by its place, the words of its title and the month.

    >>> activity_slug("Standards of assistance to vulnerable migrants in Ashgabat", "ashgabat", "2017-12-12")
    'ashgabat-standards-assistance-vulnerable-2017-12'
    """
    parts = (slug(place, 4), slug(title), days[:7])
    return "-".join(part for part in parts if part) or "activity"


def address_slug(url: str) -> str:
    """Name a source by its address.

    >>> address_slug("https://www.example.org/en/news?start=80")
    'example-org-en-news-start-80'
    """
    return slug(re.sub(r"^https?://(www\.)?", "", url), 12) or "source"


def tell_apart(names: Mapping[tuple[str, ...], str], taken: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Make names different: those that two contents share, or that are *taken*, end with a mark of their content.

    So a name does not depend on the order in which contents are read.
    """
    taken = set(taken)
    shared = Counter(names.values())
    return {
        content: f"{name}-{_mark(content)}" if shared[name] > 1 or name in taken else name
        for content, name in names.items()
    }


def _mark(content: tuple[str, ...]) -> str:
    return sha256("\n".join(content).encode()).hexdigest()[:6]
