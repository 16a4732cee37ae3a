"""The pages of a report, from their templates; all text of the data reaches them escaped."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.explanation import Explanation
from .exhibit import Exhibit, Section, Term
from .method import software
from .scope import Scope

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Drawn:
    """An exhibit with its number and, for a figure, its drawing."""

    exhibit: Exhibit
    number: str
    svg: str


def report_page(
    scope: Scope,
    title: str,
    findings: list[str],
    sections: list[Section],
    drawn: dict[str, Drawn],
    method: tuple[Section, list[Term]],
    explained: dict[str, Explanation],
) -> str:
    """Write the page of the report."""
    section, terms = method
    return _render(
        "report.html",
        scope,
        title=title,
        findings=findings,
        sections=sections,
        drawn=drawn,
        method=section,
        terms=terms,
        explained=explained,
        built=built(scope),
        filters=describe(scope),
        software=software(),
    )


def explanations_page(scope: Scope, title: str, explained: dict[str, Explanation]) -> str:
    """Write the page that tells of each of the strongest ties what it rests on."""
    names = {
        row["actor"]: scope.words.name(row["name"] or row["actor"], row["name_ru"] or "", row["name_ru_ground"] or "")
        for row in scope.store.table("actors").to_pylist()
    }
    return _render("explanations.html", scope, title=title, explained=explained, names=names, filters=describe(scope))


def built(scope: Scope) -> str:
    """Give the day the graph was built, "" where it is not told."""
    return scope.manifest.built[:10] if scope.manifest else ""


def describe(scope: Scope) -> str:
    """Say the filters in the report's language, "" when there are none."""
    words, filters = scope.words, scope.filters
    parts = []
    if filters.since or filters.until:
        parts.append(words("filter-period", since=filters.since or "…", until=filters.until or "…"))
    schemes = {"role": "role", "kind": "activity-kind", "theme": "theme"}
    for name in ("country", "place", "role", "kind", "theme", "phase"):
        if values := getattr(filters, name):
            scheme = schemes.get(name)
            labels = [
                words.concept(scheme, value) if scheme else scope.country(value) if name != "phase" else value
                for value in values
            ]
            parts.append(f"{words(f'filter-{name}')}: {', '.join(labels)}")
    if filters.stated_only:
        parts.append(words("filter-stated-only"))
    if scope.all_actors:
        parts.append(words("filter-all-actors"))
    return "; ".join(parts)


def _render(template: str, scope: Scope, **content: Any) -> str:
    from markupsafe import Markup

    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    return (
        _environment()
        .get_template(template)
        .render(style=Markup(style), policy=policy, words=scope.words, scope=scope, web=is_web, **content)
    )


def _environment() -> "jinja2.Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["svg"] = Markup
    return found


def is_web(address: str) -> bool:
    """Tell an address that a reader may follow from one that would do something.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)")
    (True, False)
    """
    return re.match(r"https?://[^\s]+$", address) is not None


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
