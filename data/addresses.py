"""Addresses that become links."""

import re

# What names or fetches a thing; any other scheme may do something, as javascript: does.
_FOLLOWED = re.compile(r"(?:https?://|mailto:|urn:|doi:)[^\x00-\x20\x7f]+", re.IGNORECASE)


def is_followed(address: str) -> bool:
    """Tell an address that a reader may follow from one that stays text.

    >>> [is_followed(one) for one in ("https://example.org/a", "doi:10.1/a", "javascript:alert(1)", "a.html")]
    [True, True, False, False]
    """
    return _FOLLOWED.fullmatch(address) is not None
