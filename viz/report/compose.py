"""Put a report together: sections, figures as files, data as tables, the page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...graph.analysis.choices import DRAWS, SEED, check_numbers
from ...graph.ties.filters import Filters
from .charts.drawing import check_pictures
from .exhibit import Exhibit, Section
from .heights import Heights
from .pages import Content, DrawnExhibit, cover_blocks, cover_of, explanations_page, report_page
from .report import Report, table_csv
from .scope import Scope
from .sections.changes import changes
from .sections.coverage import coverage
from .sections.method import method
from .sections.rankings import rankings
from .sections.themes import countries_and_themes
from .sections.ties import Ties, who_with_whom
from .sheets import Sheets, lay_out, lay_terms
from .words import load_words

if TYPE_CHECKING:
    from ...graph.store.protocol import Store

# Room for the heading of the appendix and the beginning of its first query, in millimetres.
APPENDIX = 60.0
Progress = Callable[[str], None]


def compose_report(
    store: "Store",
    filters: Filters | None = None,
    language: str = "en",
    *,
    all_actors: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = lambda _: None,
) -> Report:
    """Compose the report on the activities of *store* that pass *filters*.

    The same store, filters and numbers give the same bytes. Intervals come from *draws* draws.
    """
    check_pictures()
    check_numbers(draws=draws, seed=seed)
    scope = Scope(store, filters or Filters(), load_words(language), all_actors, draws, seed)
    words, ties = scope.words, Ties(scope)
    some = ties.joint.selection.activities  # names in the filters that mean nothing are found here
    sections = _sections(scope, ties, progress) if some and scope.activities else []
    progress(words("progress-figures"))
    findings = [headline for section in sections for headline in section.headlines] or [words("nothing")]
    cover, (about, terms) = cover_of(scope, findings), method(scope)
    titles = [section.title for section in (*sections, about)] + [words("appendix")]
    heights = Heights(words)
    sheets = lay_out(heights, cover_blocks(words, cover, titles if sections else []), sections)
    sheets = lay_terms(sheets, "method", terms, heights.section(about)).put("appendix", APPENDIX)
    sections = [_in_order(section, sheets) for section in sections]
    drawn, files = _draw(scope, sections)
    explained = ties.explanations if sections and len(ties.joint.edges) else {}
    if explained:
        files["explanations.html"] = explanations_page(scope, cover.title, explained).encode()
    files["index.html"] = report_page(scope, Content(cover, sections, drawn, about, terms, sheets)).encode()
    return Report(cover.title, findings, files)


def _in_order(section: Section, sheets: Sheets) -> Section:
    """Return a section with its exhibits as they were laid out."""
    own = {exhibit.id for exhibit in section.exhibits}
    return replace(section, exhibits=[exhibit for exhibit in sheets.exhibits if exhibit.id in own])


def _sections(scope: Scope, ties: Ties, progress: Progress) -> list[Section]:
    words = scope.words

    def part(key: str) -> Callable[[float], None]:
        return lambda share: progress(f"{words(key)} {share:.0%}")

    progress(words("coverage"))
    sections = [coverage(scope)]
    progress(words("ties"))
    sections.append(who_with_whom(ties))
    sections.append(rankings(ties, part("rankings")))
    progress(words("themes"))
    sections.append(countries_and_themes(scope))
    sections.append(changes(ties, part("changes")))
    return sections


@dataclass
class _Numbers:
    """Count figures and tables, each by itself."""

    figures: int = 0
    tables: int = 0

    def next(self, scope: Scope, exhibit: Exhibit) -> str:
        if exhibit.chart is None:
            self.tables += 1
            return scope.words("table-number", number=self.tables)
        self.figures += 1
        return scope.words("figure-number", number=self.figures)


def _draw(scope: Scope, sections: list[Section]) -> tuple[dict[str, DrawnExhibit], dict[str, bytes]]:
    """Draw every figure; returns what the page shows of each exhibit, and the files."""
    numbers, drawn, files = _Numbers(), {}, {}
    for exhibit in (exhibit for section in sections for exhibit in section.exhibits):
        name = exhibit.id
        number = numbers.next(scope, exhibit)
        files[f"data/{name}.csv"] = table_csv(exhibit.columns, exhibit.rows)
        files[f"data/{name}.rq"] = scope.declared(exhibit.sparql).encode()
        svg = ""
        if exhibit.chart is not None:
            files[f"figures/{name}.svg"] = exhibit.chart.svg().encode()
            files[f"figures/{name}.png"] = exhibit.chart.png()
            svg = exhibit.chart.inline(f"chart-{name}", f"{number}. {exhibit.title}", exhibit.finding)
        drawn[name] = DrawnExhibit(exhibit, number, svg)
    return drawn, files
