"""How alike two names of organisations are, told as evidence."""

from collections.abc import Callable, Set

from ...ontology import load_scheme
from .names import Name

LIKE = 0.9  # from here on two words are one with a slip
Worth = Callable[[str], float]


def compare_names(asked: Name, own: Name, worth: Worth) -> dict[str, float]:
    """Tell what speaks for and against *asked* and *own* being names of one body; countries are told apart.

    *worth* says how much a word tells: that which many have tells little.
    """
    from rapidfuzz.distance import JaroWinkler

    told, known = shared_words(asked.words, own.words, worth)
    same_words = asked.letters == own.letters
    return {
        "equal": float(same_words),
        "told": told,
        "known": known,
        "letters": JaroWinkler.similarity(asked.letters, own.letters),
        "short": float(not same_words and (_is_short(asked, own) or _is_short(own, asked))),
        "sort other": float(bool(asked.sorts and own.sorts and asked.sorts != own.sorts)),
    }


def compare_countries(asked: Set[str], own: Set[str]) -> dict[str, float]:
    """Tell what the countries of a name and those of an actor say.

    >>> [name for name, value in compare_countries({"KAZ", "UZB"}, {"KAZ"}).items() if value]
    ['country same', 'country more']
    """
    both = bool(asked & own)
    return {
        "country same": float(both),
        "country other": float(bool(asked and own and not both)),
        "country untold": float(bool(own - asked) and (both or not asked)),
        "country more": float(bool(asked - own) and (both or not own)),
    }


def compare_kinds(scheme: str, asked: str, own: str) -> dict[str, float]:
    """Tell what two kinds of *scheme* say; a kind and a wider one are the same, one that is not told says nothing.

    >>> compare_kinds("actor-kind", "national-body", "customs")
    {'kind same': 1.0, 'kind other': 0.0}
    """
    kinds = load_scheme(scheme)
    both = asked in kinds and own in kinds
    alike = both and (asked in kinds.up(own) or own in kinds.up(asked))
    return {"kind same": float(alike), "kind other": float(both and not alike)}


def shared_words(asked: tuple[str, ...], own: tuple[str, ...], worth: Worth) -> tuple[float, float]:
    """Compute the share of the words of either name that the other has, by what they are worth; slips count less."""
    from rapidfuzz.distance import JaroWinkler

    left, here = [word for word in asked if word not in own], [word for word in own if word not in asked]
    if not left and not here:
        return 1.0, 1.0
    near = {}
    for word in left:
        best, other = max(((JaroWinkler.similarity(word, each), each) for each in here), default=(0.0, ""))
        if best >= LIKE and min(len(word), len(other)) > 3:
            near[word], near[other] = best, best
    shares = []
    for words, missing in ((asked, left), (own, here)):
        lost = sum(worth(word) * (1 - near.get(word, 0.0)) for word in missing)
        shares.append(1 - lost / (sum(map(worth, words)) or 1.0))
    return shares[0], shares[1]


def _is_short(name: Name, other: Name) -> bool:
    return len(name.words) == 1 and name.words[0] in other.shorts
