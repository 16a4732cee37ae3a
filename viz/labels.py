"""Short names for a picture."""

import re
import textwrap

LINE = 24
_SHORT = re.compile(r"\(([A-ZА-Я][A-ZА-Я0-9-]{1,11})\)")


def short_name(name: str, country: str = "") -> str:
    """Shorten a name: its abbreviation where it gives one, without the country where the picture shows that.

    >>> short_name("International Centre for Migration Policy Development (ICMPD)")
    'ICMPD'
    >>> short_name("State Customs Service of Kyrgyzstan", "Kyrgyzstan")
    'State Customs Service'
    >>> short_name("Border Service of the National Security Committee of Kazakhstan", "Kazakhstan")
    'Border Service of the\\nNational Security Committee'
    >>> short_name("Министерство внутренних дел Казахстана", "Казахстан")
    'Министерство внутренних\\nдел'
    """
    if found := _SHORT.search(name):
        return found[1]
    text = re.sub(r"\s*\([^)]*\)", "", name).strip()
    if country:
        text = re.sub(rf",?\s*(of|of the Republic of)\s+{re.escape(country)}\b", "", text).strip(" ,")
        # In Russian the country stands last, in the genitive: Казахстана, Латвии.
        text = re.sub(rf"\s(Республики )?{re.escape(country.rstrip('аияь'))}[аиыя]{{1,2}}$", "", text)
    return "\n".join(_two_lines(text))


def _two_lines(text: str) -> list[str]:
    """Break *text* into at most two lines of much the same length; what does not fit is left out."""
    if len(text) <= LINE:
        return [text]
    lines = textwrap.wrap(text, max(LINE, min(len(text) // 2 + 4, LINE + 4)), break_long_words=False)
    if len(lines) <= 2:
        return lines
    kept = re.sub(r"(\s+(of|the|and|for|under|in|on|to))+$", "", lines[1]).rstrip(" ,;")
    return [lines[0], f"{kept}…"]
