"""The page itself: data as JSON, our style, and the bundle of our scripts and their libraries, in one file."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..characters import only_html, spelt
from .bundles import read_bundle

if TYPE_CHECKING:
    from markupsafe import Markup

SCRIPTS = Path(__file__).parent / "page"


@dataclass(frozen=True)
class Page:
    """What a page holds: its title, what is computed beforehand (*page*), and the facts."""

    title: str
    page: dict[str, Any]
    facts: dict[str, Any]


def render(page: Page) -> str:
    """Write the page; all text of the data reaches it as JSON."""
    return fill_template(SCRIPTS, page, (SCRIPTS / "page.css").read_text(encoding="utf-8"), read_bundle("page"))


def fill_template(folder: Path, page: Page, style: str, script: str) -> str:
    """Fill ``page.html`` of *folder*: the data, the words of the interface, and a policy that allows these alone."""
    from jinja2 import Environment, FileSystemLoader

    templates = Environment(loader=FileSystemLoader(folder), autoescape=True)
    templates.filters["json"] = as_json
    html = templates.get_template("page.html").render(
        title=page.title,
        page=page.page,
        facts=page.facts,
        words=json.loads((folder / "words.json").read_text(encoding="utf-8")),
        style=style,
        script=script,
        policy=(
            "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
            f"style-src {in_policy(style)}; script-src {in_policy(script)}"
        ),
    )
    return only_html(html)


def as_json(value: Any) -> "Markup":
    """Write *value* as JSON that cannot end the script element it stands in: nothing in it begins a tag."""
    from markupsafe import Markup

    return Markup(spelt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")))


def in_policy(text: str) -> str:
    """Name a script or a style in a Content-Security-Policy, by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
