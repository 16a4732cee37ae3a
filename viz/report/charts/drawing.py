"""A drawing: shapes and texts in pixels, written as SVG for a file and for the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from types import ModuleType

from .letters import LINE, text_width

# Colours by what they mean. Within the page those with a class of their own follow its light or dark look.
COLOURS = {
    "ink": "#1b2733",
    "soft": "#55616e",
    "line": "#d9dee4",
    "ground": "#ffffff",
    "stated": "#24477f",
    "inferred": "#b3c4de",
    "concluded": "#dde5f0",
    "plain": "#7d8894",
}
_NAMES = {value: name for name, value in COLOURS.items()}
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
SIZE = 11
_STAR = "0,-1 .29,-.4 .95,-.31 .48,.15 .59,.81 0,.5 -.59,.81 -.48,.15 -.95,-.31 -.29,-.4"
_POINTS = {
    "square": "-.85,-.85 .85,-.85 .85,.85 -.85,.85",
    "triangle": "0,-1 .95,.75 -.95,.75",
    "diamond": "0,-1.1 1.1,0 0,1.1 -1.1,0",
    "star": _STAR,
    "hexagon": ".5,-.87 1,0 .5,.87 -.5,.87 -1,0 -.5,-.87",
}
_SCALE = 3


@dataclass
class Drawing:
    """What is drawn later lies above. Lengths are pixels, of which the page has 96 to an inch."""

    width: float
    height: float = 0
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a field."""
        if width > 0 and height > 0:
            self.parts.append(
                f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{_look(colour)}/>'
            )

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str = "line", width: float = 1
    ) -> None:
        """Draw a straight line."""
        (x, y), (x2, y2) = start, end
        self.parts.append(
            f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke-width="{_n(width)}"'
            f"{_look(stroke=colour)}/>"
        )

    def interval(self, low: float, high: float, y: float, colour: str = "ink") -> None:
        """Draw a lying line with two ends."""
        self.line((low, y), (high, y), colour, 1.2)
        for x in (low, high):
            self.line((x, y - 3), (x, y + 3), colour, 1.2)

    def mark(self, shape: str, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a mark on a thin ring of the ground: a dot, square, triangle, diamond, star or hexagon."""
        if shape == "dot":
            drawn = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
        else:
            pairs = (pair.split(",") for pair in _POINTS[shape].split())
            points = " ".join(f"{_n(x + float(dx) * radius)},{_n(y + float(dy) * radius)}" for dx, dy in pairs)
            drawn = f'<polygon points="{points}"'
        self.parts.append(f'{drawn} stroke-width="0.8"{_look(colour, "ground")}/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        align: str = "start",
        colour: str = "ink",
        size: float = SIZE,
        *,
        bold: bool = False,
        turn: float = 0,
        halo: bool = False,
    ) -> None:
        """Write *text*, the middle of whose first line is at ``y``; with a *halo* of the ground behind it."""
        for number, line in enumerate(text.split("\n")):
            baseline = y + size * 0.36 + number * size * LINE
            turned = f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
            given = f' x="{_n(x)}" y="{_n(baseline)}" font-size="{_n(size)}" text-anchor="{align}"{turned}'
            given += ' font-weight="bold"' if bold else ""
            shown = f">{escape(printable(line), quote=False)}</text>"
            if halo:
                outline = ' stroke-width="2.6" stroke-linejoin="round" aria-hidden="true"'
                self.parts.append(f"<text{given}{outline}{_look('ground', 'ground')}{shown}")
            self.parts.append(f"<text{given}{_look(colour)}{shown}")

    def legend(self, x: float, y: float, entries: Sequence[tuple[str, str, str]], size: float = SIZE) -> float:
        """Draw entries of shape, colour and words side by side, on as many lines as it takes; returns their height."""
        begin, step = x, size * 1.7
        for shape, colour, words in entries:
            needed = 20 + text_width(words, size)
            if x > begin and x + needed > self.width:
                x, y = begin, y + step
            if shape == "band":
                self.rect(x - 6, y - 3, 14, 6, "inferred")
                self.rect(x - 6, y - 1.3, 14, 2.6, colour)
            elif shape == "interval":
                self.interval(x - 6, x + 7, y, colour)
            else:
                self.mark(shape, x, y, 5, colour)
            self.text(x + 13, y, words, size=size)
            x += needed + 12
        return y + step

    def svg(self) -> str:
        """Write the drawing as a file."""
        ground = f'<rect width="100%" height="100%" fill="{COLOURS["ground"]}"/>'
        return f"{self._head('')}{ground}{''.join(self.parts)}</svg>\n"

    def inline(self, name: str, title: str, text: str) -> str:
        """Write the drawing for a page, with a *title* and a *text* for those who do not see it."""
        told = "".join(
            f'<{tag} id="{name}-{tag[0]}">{escape(printable(words), quote=False)}</{tag}>'
            for tag, words in (("title", title), ("desc", text))
        )
        head = self._head(f' role="img" aria-labelledby="{name}-t {name}-d"')
        return f"{head}{told}{''.join(self.parts)}</svg>"

    def png(self) -> bytes:
        """Make a picture fit for print."""
        data: bytes = check_pictures().svg_to_png(self.svg(), scale=_SCALE)
        return data

    def _head(self, more: str) -> str:
        width, height = _n(self.width), _n(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{FONT}"{more}>'
        )


def check_pictures() -> ModuleType:
    """Import the library that makes pictures; raises ``ComityError`` where it is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        from ....data.errors import ComityError

        raise ComityError(f"a report needs {error.name}; install it with: pip install 'comity[report]'") from None
    return vl_convert


def printable(text: str) -> str:
    """Put a text on one line, without what cannot be printed: a control character has no place in SVG.

    >>> printable("a\\u2028b\\x01 c")
    'a b c'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _look(fill: str = "", stroke: str = "") -> str:
    """Write the attributes of colours: their values, which any program reads, and classes that the page may restyle."""
    given = [("fill", _NAMES.get(fill, fill)), ("stroke", stroke)]
    classes = [f"{what}-{colour}" for what, colour in given if colour in COLOURS]
    values = "".join(f' {what}="{COLOURS.get(colour, colour)}"' for what, colour in given if colour)
    return (f' class="{" ".join(classes)}"' if classes else "") + values


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
