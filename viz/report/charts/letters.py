"""How much room text takes at the most: in the widest of the sans serifs that a reader's machine may show it in."""

import re
from functools import cache

# Widths as shares of the size, by letter: those of DejaVu Sans and Verdana, which are the widest in common use.
_WIDTHS = {
    0.30: "ijlIJіІ'",
    0.37: " ,.·:;/\\|f-’\u00a0",
    0.46: '()[]tr!"',
    0.56: "cszгэсз?*_–“”",
    0.71: "AVАKцъBRXZБВХЧЬЯдCСЭК",
    0.87: "w#+<=>~→−×ыюфMМФ",
    1.00: "m%W@…—ЫжшщмЪ",
    1.10: "ЖЮШЩ",
}
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_SMALL, _CAPITAL, _OTHER = 0.66, 0.80, 1.10
_BOLD = 1.15
LINE = 1.16


@cache
def _letter(letter: str) -> float:
    usual = _CAPITAL if letter.isupper() else _SMALL if letter.islower() or letter.isdigit() else _OTHER
    return _OF.get(letter, usual)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Estimate the width of one line of *text*, in the unit of *size*."""
    return sum(map(_letter, text)) * size * (_BOLD if bold else 1)


def text_box(text: str, size: float) -> tuple[float, float]:
    """Estimate the width and the height of lines of text."""
    lines = text.split("\n")
    return max(text_width(line, size) for line in lines), len(lines) * size * LINE


def text_lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """Count the lines that *text* takes at a *width*; a word that is longer is broken.

    >>> text_lines("State Border Guard of Latvia", 100, 10)
    2
    """
    lines = 0
    for line in _wrapped(text, width, size, bold):
        lines += max(1, -int(-text_width(line, size, bold) // width))
    return lines


def _wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in re.split(r"[ \n\t]+", text.strip()):  # not where a space binds
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fit_text(text: str, width: float, size: float) -> str:
    """Cut *text* as far as it fits on one line, with its last word: many names differ by their country alone.

    >>> fit_text("State Border Guard of Latvia", 130, 10)
    'State Border… Latvia'
    """
    if text_width(text, size) <= width:
        return text
    last = f" {text.split()[-1]}" if text.count(" ") > 1 else ""
    if text_width(last, size) > width / 2:
        last = ""
    end = len(text) - len(last)
    while end and text_width(f"{text[:end]}…{last}", size) > width:
        end -= 1
    return f"{text[:end].rstrip(' ,(')}…{last}"
