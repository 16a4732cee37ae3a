"""Charts in one look, made with Altair: the home of that library."""

from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..groups import OKABE_ITO
from .exhibit import Data

if TYPE_CHECKING:
    import altair

INK, SOFT, LINE, GROUND = "#1b2733", "#55616e", "#d9dee4", "#ffffff"
DEEP, SKY, ORANGE, GREEN, GREY = "#24477f", OKABE_ITO[4], OKABE_ITO[3], OKABE_ITO[1], "#b4bcc5"
# What is written upon a coloured field: in the dark these stay as they are, unlike the ink of the page.
ON_LIGHT, ON_DARK = "#10161d", "#fefefe"
GROUND_COLOURS = {"stated": DEEP, "from-group": SKY, "inferred": ORANGE, "unknown": GREY}
# Not the colours that follow the page into the dark: numbers are written upon these.
HEAT = ["#f1f6fb", "#57b5ea", "#23467e"]
WIDTH, LABEL, STEP = 640, 215, 19
LONG_LABEL = 320
MOST_LABELS = 24


@cache
def _altair() -> ModuleType:
    try:
        import altair
        import vl_convert  # noqa: F401 -- altair calls it to write files, and says so only then
    except ImportError as error:
        from ...data.errors import ComityError

        raise ComityError(f"a report needs {error.name}; install it with: pip install 'comity[report]'") from None
    return altair


def styled(chart: "altair.TopLevelMixin") -> "altair.TopLevelMixin":
    """Give a chart the look of the report."""
    axis = {
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    }
    lines = {"domainColor": SOFT, "tickColor": SOFT, "gridColor": LINE}
    found: altair.TopLevelMixin = chart.configure(
        aria=False,
        font="sans-serif",
        background=GROUND,
        padding=4,
        view={"stroke": None},
        axis={**axis, **lines, "labelLimit": LABEL, "labelFlush": False},
        legend={
            **axis,
            "orient": "top",
            "labelLimit": 240,
            "title": None,
            "symbolType": "square",
            "columnPadding": 14,
        },
        scale={"barBandPaddingInner": 0.25},
    )
    return found


def columns(rows: Data, x: Sequence[str], series: dict[str, str], titles: tuple[str, str]) -> "altair.TopLevelMixin":
    """Draw upright bars, stacked: rows of ``x``, ``series``, ``value``; *series* gives the colours in order."""
    alt = _altair()
    chart = alt.Chart(_values(_ordered(rows, series))).mark_bar()
    return styled(
        chart.encode(
            x=alt.X(
                "x:O",
                scale=alt.Scale(domain=_plain(x)),
                axis=alt.Axis(
                    title=titles[0],
                    values=_plain(x)[:: -(-len(x) // MOST_LABELS)],
                    labelAngle=0,
                    labelOverlap=False,
                    labelFontSize=10,
                    labelExpr="split(datum.label, ' ')",
                    ticks=False,
                ),
            ),
            y=alt.Y("value:Q", axis=_counts(alt, titles[1]), scale=alt.Scale(zero=True)),
            color=_colour(alt, series),
            order="order:Q",
        ).properties(width=WIDTH - 60, height=190)
    )


def bars(rows: Data, y: Sequence[str], series: dict[str, str], title: str) -> "altair.TopLevelMixin":
    """Draw lying bars, stacked, with their totals: rows of ``y``, ``series``, ``value``."""
    alt = _altair()
    height = max(len(y), 2) * STEP
    totals = [{"y": name, "value": sum(row["value"] for row in rows if row["y"] == name)} for name in y]
    place = alt.Y("y:N", sort=None, scale=alt.Scale(domain=_plain(y)), axis=alt.Axis(title=None, ticks=False))
    drawn = alt.Chart(_values(_ordered(rows, series))).mark_bar()
    drawn = drawn.encode(
        x=alt.X("value:Q", axis=_counts(alt, title), scale=alt.Scale(zero=True)),
        y=place,
        color=_colour(alt, series),
        order="order:Q",
    )
    numbers = alt.Chart(_values(totals)).mark_text(align="left", dx=4, fontSize=11, color=INK)
    numbers = numbers.encode(x="value:Q", y=place, text=alt.Text("value:Q", format=",d"))
    return styled((drawn + numbers).properties(width=_beside(y), height=height))


def pairs_of_bars(rows: Data, y: Sequence[str], series: dict[str, str], title: str) -> "altair.TopLevelMixin":
    """Draw two lying bars side by side for each name: rows of ``y``, ``series``, ``value``."""
    alt = _altair()
    base = alt.Chart(_values(_ordered(rows, series))).encode(
        x=alt.X("value:Q", axis=_counts(alt, title), scale=alt.Scale(zero=True)),
        y=alt.Y("y:N", sort=None, scale=alt.Scale(domain=_plain(y)), axis=alt.Axis(title=None, ticks=False)),
        yOffset=alt.YOffset("series:N", scale=alt.Scale(domain=_plain(series))),
    )
    drawn = base.mark_bar().encode(color=_colour(alt, series))
    numbers = base.mark_text(align="left", dx=4, fontSize=10, color=INK).encode(text=alt.Text("value:Q", format=",d"))
    return styled((drawn + numbers).properties(width=_beside(y), height=max(len(y), 2) * 27))


def heat(
    rows: Data, x: Sequence[str], y: Sequence[str], titles: tuple[str, str, str], step: int = 42
) -> "altair.TopLevelMixin":
    """Draw a matrix, its numbers written in its cells: rows of ``x``, ``y``, ``value``; *titles* of x, y, value."""
    alt = _altair()
    most = max((row["value"] for row in rows), default=1)
    step = max(min(step, (WIDTH - LABEL - 70) // max(len(x), 1)), 22)
    base = alt.Chart(_values(rows)).encode(
        x=alt.X(
            "x:N",
            sort=None,
            scale=alt.Scale(domain=_plain(x), paddingInner=0.04),
            axis=alt.Axis(title=titles[0], orient="top", labelAngle=-45, ticks=False, domain=False, labelLimit=110),
        ),
        y=alt.Y(
            "y:N",
            sort=None,
            scale=alt.Scale(domain=_plain(y), paddingInner=0.04),
            axis=alt.Axis(title=titles[1], ticks=False, domain=False),
        ),
    )
    field = base.mark_rect().encode(
        color=alt.Color(
            "value:Q",
            scale=alt.Scale(domain=[0, most], range=HEAT, interpolate="lab"),
            legend=alt.Legend(
                title=titles[2], orient="bottom", gradientLength=160, gradientThickness=8, format="d", tickCount=4
            ),
        )
    )
    dark = [{**row, "dark": row["value"] > most * 0.6} for row in rows]
    numbers = base.properties(data=_values(dark)).mark_text(fontSize=10)
    numbers = numbers.encode(
        text=alt.Text("value:Q", format=",d"),
        color=alt.condition("datum.dark", alt.value(ON_DARK), alt.value(ON_LIGHT)),
    )
    return styled((field + numbers).properties(width=step * len(x), height=STEP * 1.15 * len(y)))


def intervals(rows: Data, title: str, head: str) -> "altair.TopLevelMixin":
    """Draw values with their intervals: rows of ``y``, ``value``, ``low``, ``high``, ``text`` (at the right)."""
    alt = _altair()
    names = [row["y"] for row in rows]
    width = _beside(names, LONG_LABEL) - 60
    axis = alt.Axis(title=None, ticks=False, grid=True, labelLimit=LONG_LABEL)
    base = alt.Chart(_values(rows)).encode(y=alt.Y("y:N", sort=None, scale=alt.Scale(domain=_plain(names)), axis=axis))
    scale = alt.Scale(zero=False, nice=True)
    span = base.mark_rule(strokeWidth=3, color=SKY, strokeCap="round").encode(
        x=alt.X("low:Q", scale=scale, axis=alt.Axis(title=title, tickMinStep=1, format="d", tickCount=6)), x2="high:Q"
    )
    point = base.mark_point(filled=True, size=60, color=DEEP, opacity=1).encode(x=alt.X("value:Q", scale=scale))
    text = base.mark_text(align="right", fontSize=11, color=INK).encode(x=alt.value(width + 90), text="text:N")
    above = alt.Chart(_values([{"text": head}])).mark_text(align="right", fontSize=11, color=SOFT, dy=-8)
    above = above.encode(x=alt.value(width + 90), y=alt.value(-2), text="text:N")
    return styled((span + point + text + above).properties(width=width, height=max(len(rows), 2) * 17.5))


def moves(rows: Data, series: tuple[str, str], title: str) -> "altair.TopLevelMixin":
    """Draw ranks in two periods with their intervals: rows of ``y``, ``series``, ``rank``, ``low``, ``high``."""
    alt = _altair()
    names = list(dict.fromkeys(row["y"] for row in rows))
    domain = list(series)
    base = alt.Chart(_values(rows)).encode(
        y=alt.Y(
            "y:N",
            sort=None,
            scale=alt.Scale(domain=_plain(names)),
            axis=alt.Axis(title=None, ticks=False, grid=True, labelLimit=LONG_LABEL),
        ),
        yOffset=alt.YOffset("series:N", scale=alt.Scale(domain=_plain(domain), paddingOuter=0.4)),
        color=alt.Color("series:N", scale=alt.Scale(domain=_plain(domain), range=[ORANGE, DEEP])),
    )
    axis = alt.Axis(title=title, tickMinStep=1, format="d", tickCount=6)
    span = base.mark_rule(strokeWidth=2.5).encode(x=alt.X("low:Q", scale=alt.Scale(zero=True), axis=axis), x2="high:Q")
    point = base.mark_point(filled=True, size=55, opacity=1).encode(
        x="rank:Q", shape=alt.Shape("series:N", scale=alt.Scale(domain=_plain(domain), range=["diamond", "circle"]))
    )
    return styled((span + point).properties(width=_beside(names, LONG_LABEL), height=max(len(names), 2) * 24))


def _values(rows: Data) -> Any:
    """Give rows as a chart takes them."""
    return _altair().Data(values=[{key: _plain(value) for key, value in row.items()} for row in rows])


def _plain(value: Any) -> Any:
    """Put texts on one line, without what cannot be printed.

    A separator of lines in a name would end an expression of Vega, which holds names; a control
    character has no place in SVG.

    >>> _plain(["a\\u2028b", 1])
    ['a b', 1]
    """
    if isinstance(value, str):
        return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())
    if isinstance(value, Sequence | dict):
        return [_plain(each) for each in value]
    return value


def _ordered(rows: Data, series: dict[str, str]) -> Data:
    order = {name: number for number, name in enumerate(series)}
    return [{**row, "order": order[row["series"]]} for row in rows]


def _colour(alt: Any, series: dict[str, str]) -> Any:
    scale = alt.Scale(domain=_plain(series), range=list(series.values()))
    return alt.Color("series:N", scale=scale, legend=alt.Legend() if len(series) > 1 else None)


def _beside(names: Sequence[str], limit: int = LABEL) -> float:
    """Give the width that names as labels leave to a chart."""
    return WIDTH - min(limit, max((len(name) for name in names), default=0) * 6.4) - 50


def _counts(alt: Any, title: str) -> Any:
    return alt.Axis(title=title, format=",d", tickMinStep=1, tickCount=6)
