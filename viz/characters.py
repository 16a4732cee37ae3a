"""Characters that HTML may not hold: control characters, and what is no character at all."""

import json
import re

_NO_HTML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def only_html(page: str) -> str:
    """Put the mark of an unknown character for each that HTML may not hold.

    >>> only_html("<p>a\\x85b</p>")
    '<p>a\ufffdb</p>'
    """
    return _NO_HTML.sub("\ufffd", page)


def in_page(script: str) -> str:
    """Write a script so that it can stand in a page: it cannot end its element, and spells what HTML may not hold.

    >>> print(in_page('"</script>\\x85"'))
    "<\\/script>\\u0085"
    """
    return spelt(script.replace("</script", "<\\/script"))


def spelt(text: str) -> str:
    """Spell in a script or in JSON what HTML may not hold."""
    return _NO_HTML.sub(lambda match: json.dumps(match[0])[1:-1], text)
