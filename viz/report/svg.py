"""Charts as SVG and PNG; for the page, an SVG that follows its colours and tells a screen reader what it shows."""

import io
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from .charts import GREY, GROUND, INK, LINE, SOFT

if TYPE_CHECKING:
    import altair

# Colours that follow the page between light and dark; a browser reads variables in these attributes.
_VARIABLES = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    LINE: "var(--line)",
    GROUND: "var(--ground)",
    GREY: "var(--grey)",
    "#24477f": "var(--deep)",
}
_DROPPED = (
    "role",
    "aria-roledescription",
    "aria-hidden",
    "aria-label",
    "class",
    "pointer-events",
    "{http://www.w3.org/XML/1998/namespace}space",
)
_SCALE = 3


def chart_svg(chart: "altair.TopLevelMixin") -> str:
    """Write a chart as an SVG file; the drawing library numbers its identifiers anew in every run of Python."""
    text = io.StringIO()
    chart.save(text, format="svg")
    root = ET.fromstring(text.getvalue())
    _name(root, "part")
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode") + "\n"


def svg_png(svg: str) -> bytes:
    """Make of an SVG file a picture fit for print."""
    import vl_convert

    data: bytes = vl_convert.svg_to_png(svg, scale=_SCALE)
    return data


def inline_svg(svg: str, name: str, title: str, text: str) -> str:
    """Make an SVG file fit to stand within a page: own identifiers, the page's colours, a title and a text."""
    root = ET.fromstring(svg)
    ground = root.find("{*}rect")
    if ground is not None:
        root.remove(ground)
    _name(root, name)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for attribute in _DROPPED:
            element.attrib.pop(attribute, None)
        for attribute, value in list(element.attrib.items()):
            if attribute in ("fill", "stroke", "stop-color"):
                element.set(attribute, _VARIABLES.get(_hex(value), value))
    for tag, content, number in (("desc", text, "d"), ("title", title, "t")):
        told = ET.Element(tag, {"id": f"{name}-{number}"})
        told.text = content
        root.insert(0, told)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-t {name}-d")
    return ET.tostring(root, encoding="unicode")


def _name(root: ET.Element, name: str) -> None:
    """Give the parts that others refer to names of their own, in the order in which they stand."""
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    new = {old: f"{name}-{number}" for number, old in enumerate(ids)}
    for element in root.iter():
        for attribute, value in list(element.attrib.items()):
            if attribute == "id":
                element.set("id", new[value])
            elif found := re.fullmatch(r"url\(#([^)]+)\)", value):
                element.set(attribute, f"url(#{new[found[1]]})")


def _hex(value: str) -> str:
    """Give a colour in the form the charts name it; drawing writes white by name."""
    if found := re.fullmatch(r"rgb\((\d+), ?(\d+), ?(\d+)\)", value):
        return "#" + "".join(f"{int(part):02x}" for part in found.groups())
    return {"white": "#ffffff"}.get(value, value.lower())
