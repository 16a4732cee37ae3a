"""The pages and their addresses: what is asked for, which template answers."""

from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from ...data.errors import ComityError
from ...data.identity.spelling import fold
from ...graph.query.saved import saved_queries, saved_query
from ...ontology.namespaces import shorten
from ..sparql.pool import Pool
from ..sparql.protocol import read_request
from ..web.address import cite_as
from ..web.mount import address_of, root_of
from .assets import asset_routes, has_bundle
from .context import Pages
from .models.contents import KINDS
from .models.facets import Listing, narrow
from .models.lists import depth, kinds, row, things
from .routes import map_page
from .routes.downloads import as_file
from .routes.linked import linked
from .routes.questions import question_routes
from .routes.sitemap import page_paths, robots, sitemap
from .routes.things import by_country
from .routes.workbench import example_queries, page_data, read_rows, terms

STATIC = Path(__file__).parent / "static"
_COUNTS = """SELECT (COUNT(DISTINCT ?source) AS ?sources) (COUNT(DISTINCT ?conflict) AS ?conflicts) WHERE {
  { ?source a comity:Source } UNION { ?conflict a comity:Conflict }
}"""
_GROUNDS = (
    ("stated", "are stated: a source names the body"),
    ("from-group", "come from a group that a source names, such as “border services of each country”"),
    ("inferred", "are inferred otherwise"),
)


class Site(Pages):
    """The pages and their addresses."""

    def warm(self) -> None:
        """Read what the pages need, so that the first visitor need not wait for it."""
        contents = self.contents
        terms(contents.store)
        if map_page.has_ties(contents):
            map_page.draw_map_page(contents)

    @cached_property
    def routes(self) -> list[BaseRoute]:
        """Route every page."""
        return [
            *(Route(path, self.home) for path in ("/", "/index.html")),
            *question_routes(self),
            *(Route(path, lambda request: map_page.send_map_page(self, request)) for path in ("/map", "/map.html")),
            Route("/search", self.search),
            Route("/suggest", self.suggest),
            Route("/opensearch.xml", self.opensearch),
            Route("/sitemap.xml", lambda request: Response(self.sitemap(address_of(request)), media_type="text/xml")),
            Route("/robots.txt", lambda request: PlainTextResponse(robots(address_of(request)))),
            # A site that is files has its lists at addresses with an ending; they answer here too.
            *(Route(f"/{kind}{ending}", self.list_of(kind)) for kind in KINDS for ending in ("", ".html")),
            *asset_routes(),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    def home(self, request: Request) -> Response:
        """Show what the graph holds."""
        contents = self.contents
        years = Counter(each.year for each in contents.activities.values() if each.year)
        sure = Counter(each.year for each in contents.activities.values() if each.year_stated)
        counts = contents.store.query(_COUNTS).rows[0]
        return self.page(
            request,
            "home.html",
            queries=saved_queries(),
            left_out=Counter(contents.ties.left_out.values()),
            drawn=(drawn := contents.ties.drawn),
            idle=len(contents.actors) - drawn.tied - drawn.alone - len(contents.ties.left_out),
            sources=counts["sources"],
            conflicts=counts["conflicts"],
            statements=contents.store.manifest.statements,
            undated=sum(not each.year for each in contents.activities.values()),
            participations=len(contents.participations),
            grounds=[(name, words, contents.grounds[name]) for name, words in _GROUNDS if contents.grounds[name]],
            conflict_query=saved_query("conflicts").text,
            years=[(year, year, years[year], sure[year]) for year in _span(years)],
            countries=by_country(contents, contents.activities),
        )

    def search(self, request: Request) -> Response:
        """Show what fits the words asked for."""
        asked, kind = request.query_params.get("q", "").strip()[:200], request.query_params.get("kind", "")
        hits = self.index.find(asked, kind)
        elsewhere = Counter(hit.kind for hit in self.index.find(asked)) if kind in KINDS and not hits else Counter()
        best = [hit for hit in hits if fold(asked) in (fold(hit.thing.name), fold(hit.name))]
        if request.query_params.get("go") and len(best) == 1:
            return RedirectResponse(root_of(request) + self.contents.addresses.page(best[0].thing.iri), 303)
        return self.page(request, "search.html", asked=asked, kind=kind, hits=hits, elsewhere=elsewhere)

    def suggest(self, request: Request) -> Response:
        """Send the names that fit, as OpenSearch suggestions and for the search field."""
        asked = request.query_params.get("q", "").strip()[:200]
        hits = self.index.find(asked, most=8)
        root, path = root_of(request), self.contents.addresses.page
        return JSONResponse(
            [
                asked,
                [hit.thing.name for hit in hits],
                [f"{hit.kind}, {hit.thing.kind_name}".strip(", ") for hit in hits],
                [root + path(hit.thing.iri) for hit in hits],
            ],
            media_type="application/x-suggestions+json",
        )

    def opensearch(self, request: Request) -> Response:
        """Describe the search to browsers."""
        from xml.sax.saxutils import escape, quoteattr

        base = address_of(request)
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
            f"<ShortName>{escape(self.contents.title[:16])}</ShortName>"
            f"<Description>{escape('Actors, activities, places and themes of ' + self.contents.title)}</Description>"
            f'<Url type="text/html" template={quoteattr(base + "search?q={searchTerms}")}/>'
            f'<Url type="application/x-suggestions+json" template={quoteattr(base + "suggest?q={searchTerms}")}/>'
            "</OpenSearchDescription>\n"
        )
        return Response(text, media_type="application/opensearchdescription+xml")

    def sitemap(self, base: str, ending: str = "") -> str:
        """Name every page; lists have the *ending* of files where they are files."""
        contents = self.contents
        things = (contents.addresses.page(iri) for iri in self.documents.things())
        paths = page_paths((f"/{kind}{ending}" for kind in KINDS), things)
        return sitemap(base, paths, contents.store.manifest.built[:10])

    def list_of(self, name: str) -> Any:
        """Make the handler of one list."""

        def handler(request: Request) -> Response:
            return self._list(request, name)

        return handler

    def _list(self, request: Request, name: str) -> Response:
        contents = self.contents
        kind = kinds(contents)[name]
        asked = request.query_params
        every = things(contents, name)
        chosen = {facet.name: asked.getlist(facet.name) for facet in kind.facets}
        listing = narrow(every, kind.facets, chosen, _whole(asked.get("page", "1")))
        if form := asked.get("format", ""):
            rows = [row(contents, thing) for thing in listing.things]
            rows = [{column: each[column] for column in kind.columns} for each in rows]
            response = as_file(rows, kind.columns, name, form)
            response.headers.update(cite_as(contents.store))
            return response
        if name == "themes" or self._standing:
            listing = Listing(listing.things, listing.things, 1, 1, [])
        unknown = sorted(set(asked.keys()) - {"page", "format", *chosen})
        said = [
            f"{facet.title.lower()} {' or '.join(choice.label for choice in choices if choice.chosen)}"
            for facet, choices in listing.facets
            if any(choice.chosen for choice in choices)
        ]
        return self.page(
            request,
            "list.html",
            kind=kind,
            listing=listing,
            total=len(every),
            noun={"activities": "activity"}.get(name, name[:-1]),
            chosen=said,
            unknown=unknown,
            without=lambda facet: _with(asked, f"/{name}", page="", **{facet.name: ""}),
            depth=lambda thing: depth(contents, thing),
            page_at=lambda number: _with(asked, f"/{name}", page=str(number)),
            as_form=lambda form: _with(asked, f"/{name}", page="", format=form),
        )

    async def workbench(self, request: Request) -> Response:
        """Show the editor; with ``view=table`` the answer as well, for browsers without scripts."""
        asked = request.query_params
        answer, fault, status = None, "", 200
        warnings: tuple[str, ...] = ()
        if asked.get("view") == "table" and "query" in asked:
            try:
                question = read_request("GET", request.scope["query_string"], "", b"")
                assert question
                assert isinstance(self._pool, Pool)
                form = "application/sparql-results+json, text/turtle;q=0.5"
                client = request.client.host if request.client else ""
                answered = await self._pool.ask(question, form, client=client)
                content = await run_in_threadpool(answered.take)
                answer, warnings = read_rows(content, answered.media), answered.warnings
            except ComityError as error:
                fault, status = str(error), error.http_status
        return await run_in_threadpool(self._workbench, request, answer, warnings, fault, status)

    def _workbench(self, request: Request, answer: Any, warnings: tuple[str, ...], fault: str, status: int) -> Response:
        data = page_data(self.contents)
        return self.page(
            request,
            "workbench.html",
            status,
            inline_styles=True,
            query=request.query_params.get("query", data["start"]),
            examples=example_queries(self.contents),
            data=data,
            bundle=has_bundle("workbench"),
            answer=answer,
            warnings=warnings,
            fault=fault,
            short=lambda iri: shorten(iri, data["prefixes"]),
        )

    def thing(self, request: Request) -> Response:
        """Answer for the thing or the document that has this path."""
        return linked(self, request)


def _span(years: Counter[str]) -> list[str]:
    """List each year from the first to the last, so that years without activities are seen."""
    return [str(year) for year in range(int(min(years)), int(max(years)) + 1)] if years else []


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 1


def _with(asked: QueryParams, path: str, **changed: str) -> str:
    from urllib.parse import urlencode

    kept = [(name, value) for name, value in asked.multi_items() if name not in changed]
    return f"{path}?{urlencode(kept + [(name, value) for name, value in changed.items() if value])}"
