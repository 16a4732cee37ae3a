"""Short names for a picture."""

import re
import textwrap

LINE, WIDEST = 24, 28
_SHORT = re.compile(r"\(([A-ZА-ЯЁ][A-ZА-ЯЁ0-9-]{1,11}(?: [A-ZА-ЯЁ]{2,4})?)\)")
# A country and what stands before it: "of Kazakhstan"; in Russian "Казахстана", "в Казахстане".
_OF = r",?\s+(?:of(?: the Republic of)? {name}|(?:в )?{stem}[а-яё]{{1,2}})\b"
# Words with which no line ends.
HANGING = r"(\s+(of|the|and|for|under|in|on|to|в|во|и|на|о|по|при|с|для))+$"


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
    >>> short_name("Посольство Казахстана в Латвии", "Казахстан")
    'Посольство в Латвии'
    """
    if abbreviation := _SHORT.search(name):
        return abbreviation[1]
    text = re.sub(r"\s*\([^)]*\)", "", name).strip()
    if country:
        stem = country.rstrip("аеийоуыьюя")
        text = re.sub(_OF.format(name=re.escape(country), stem=re.escape(stem)), "", text).strip(" ,")
    return "\n".join(_two_lines(text))


def _two_lines(text: str) -> list[str]:
    """Break *text* into at most two lines of much the same length; what does not fit is left out."""
    if len(text) <= LINE:
        return [text]
    for width in range(max(LINE, min(len(text) // 2 + 4, WIDEST)), WIDEST + 1):
        lines = textwrap.wrap(text, width, break_long_words=False)
        if len(lines) <= 2:
            return lines
    kept = re.sub(HANGING, "", lines[1]).rstrip(" ,;")
    return [lines[0], f"{kept}…"]
