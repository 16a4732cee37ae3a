"""The pages of a report, from their templates; all text of the data reaches them escaped."""

import base64
import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...data.addresses import is_followed
from ...graph.network.explanation import Explanation
from ...graph.ties.filters import NAME_FILTERS
from ..characters import only_html
from .charts.drawing import Drawing
from .charts.letters import text_lines
from .exhibit import Exhibit, GlossaryTerm, Section
from .heights import BODY, LINE, PIXEL, POINT, WIDTH, column_widths
from .scope import Scope
from .sections.method import software
from .sheets import Sheets
from .words import Words

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class DrawnExhibit:
    """An exhibit with its number and, for a figure, its drawing."""

    exhibit: Exhibit
    number: str
    svg: str


@dataclass(frozen=True)
class Cover:
    """What stands before the sections: facts about the report, its findings, and how to read it."""

    title: str
    facts: list[tuple[str, str]]
    findings: list[str]
    key: Drawing


def cover_of(scope: Scope, findings: list[str]) -> Cover:
    """Put the cover together."""
    words, title = scope.words, report_title(scope)
    facts = [
        (words("graph-version"), scope.store.version),
        (words("graph-built"), built(scope) or words("not-told")),
        (words("scope-line"), f"{words.count(scope.activities, 'activity')}, {scope.period}"),
        (words("filters"), describe_graph(scope) or words("no-filters")),
        (words("cite"), citation(scope, title)),
    ]
    key = Drawing(620)
    key.legend(6, 9, [("square", "stated", words("key-stated")), ("square", "inferred", words("key-inferred"))])
    key.height = 18
    return Cover(title, facts, findings, key)


def cover_blocks(words: Words, cover: Cover, titles: Sequence[str]) -> list[tuple[str, float]]:
    """List the blocks of the cover with their heights in millimetres; *titles* are those of the contents."""
    size = BODY * POINT
    facts = sum(LINE * text_lines(text, WIDTH - 34, size) + 1 for _, text in cover.facts)
    summary = sum(LINE * text_lines(text, WIDTH - 8, size) + 1.3 for text in cover.findings)
    key = 14.5 + LINE * text_lines(words("key-text"), WIDTH, size) + cover.key.height * PIXEL
    return [
        ("facts", 13.5 + 9 * text_lines(cover.title, WIDTH, 22 * POINT, bold=True) + facts),
        ("summary", 11.5 + summary),
        ("key", key),
        ("contents", 11.5 + 5.4 * math.ceil(sum(text_lines(text, 62, size) for text in titles) / 2 + 0.5)),
    ]


def report_title(scope: Scope) -> str:
    """Name the report after the packages of the graph."""
    names = [row["title"] for row in scope.packages]
    return scope.words("title", graph=", ".join(names) or scope.words("this-graph"))


def citation(scope: Scope, title: str) -> str:
    """Say how to cite the report: the graph's own IRI and release, by what it was made, and what of it."""
    words = scope.words
    graphs = [
        words("cite-graph", title=row["title"], release=row["release"], iri=row["package"]) for row in scope.packages
    ]
    return words(
        "cite-text",
        title=title,
        software=software().split(",")[0],
        graphs="; ".join(graphs) or words("this-graph"),
        version=scope.store.version,
        built=words("cite-built", date=built(scope)) if built(scope) else "",
        filters=describe_graph(scope) or words("empty-value"),
        period=scope.period,
    )


@dataclass(frozen=True)
class Content:
    """What the page of the report holds, laid out."""

    cover: Cover
    sections: list[Section]
    drawn: dict[str, DrawnExhibit]
    method: Section
    terms: list[GlossaryTerm]
    sheets: Sheets


def report_page(scope: Scope, content: Content) -> str:
    """Write the page of the report."""
    tables = [each.exhibit for each in content.drawn.values() if not each.svg and each.exhibit.rows]
    rules = "".join(_column_rules(scope.words, exhibit) for exhibit in tables)
    return _render("report.html", scope, rules, title=content.cover.title, content=content)


def _column_rules(words: Words, exhibit: Exhibit) -> str:
    """Write the widths of a table's columns, by which its height is known."""
    widths = (100 * width / WIDTH for width in column_widths(words, exhibit))
    return "".join(
        f"#{exhibit.id} col:nth-child({number}) {{ width: {width:.2f}%; }}\n" for number, width in enumerate(widths, 1)
    )


def explanations_page(scope: Scope, title: str, explained: dict[str, Explanation]) -> str:
    """Write the page that tells of each of the strongest ties what it rests on."""
    return _render("explanations.html", scope, "", title=title, explained=explained, filters=describe_graph(scope))


def built(scope: Scope) -> str:
    """Tell the day the graph was built, "" where it is not told."""
    return scope.manifest.built[:10] if scope.manifest else ""


def describe_graph(scope: Scope) -> str:
    """Say the filters in the report's language, "" when there are none."""
    words, filters = scope.words, scope.filters
    parts = []
    if filters.since or filters.until:
        parts.append(words("filter-period", since=filters.since or "…", until=filters.until or "…"))
    for each in NAME_FILTERS.values():
        if names := getattr(filters, each.name):
            called = partial(words.concept, each.scheme) if each.scheme else scope.country
            key = each.name.replace("_", "-")
            parts.append(f"{words(f'filter-{key}')}: {', '.join(map(called, names))}")
    if filters.asks_for_actors:
        parts.append(words("filter-within" if filters.within else "filter-one-side"))
    if filters.stated_only:
        parts.append(words("filter-stated-only"))
    if scope.all_actors:
        parts.append(words("filter-all-actors"))
    return "; ".join(parts)


def _render(template: str, scope: Scope, rules: str, **content: Any) -> str:
    from markupsafe import Markup

    style = (TEMPLATES / "report.css").read_text(encoding="utf-8") + rules
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    written = _environment().get_template(template)
    about = {"style": Markup(style), "policy": policy, "words": scope.words, "scope": scope, "follow": is_followed}
    return only_html(written.render(**about, **content))


def _environment() -> "jinja2.Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["svg"] = Markup
    return environment


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
