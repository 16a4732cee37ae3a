"""Asking without SPARQL: the page at ``/questions``, its examples, and its plain form for browsers without scripts."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from ....graph.query.saved import saved_query
from ....graph.query.tokens import bind
from ....ontology import PREFIXES, load_scheme
from ..assets import has_bundle
from ..models.contents import Contents
from .example_questions import EXPERTISE, SHAPE, Usual, example_questions

if TYPE_CHECKING:
    from ..context import Pages

SHAPES = Path(__file__).parents[1] / "questions.ttl"
LANGUAGES = {"en": "English", "ru": "Русский"}
# The properties that take a period: a condition, and no column of an answer.
PERIODS = ("activity-years", "activity-days")
FIELDS = ("who", "role", "country", "year", "theme")


def question_routes(site: "Pages") -> list[BaseRoute]:
    """Route the page and the shapes it is made from."""

    def show(request: Request) -> Response:
        return _page(site, request)

    return [Route("/questions", show), Route("/questions.ttl", shapes)]


def shapes(_: Request) -> Response:
    """Send the shapes that say what can be asked."""
    return FileResponse(SHAPES, media_type="text/turtle; charset=utf-8")


def _page(site: "Pages", request: Request) -> Response:
    contents = site.contents
    picked = {name: request.query_params.get(name, "") for name in FIELDS}
    plain = any(name in request.query_params for name in FIELDS)
    lang = request.query_params.get("lang", "")
    lang = lang if lang in LANGUAGES else "en"
    query = plain_query(contents, picked) if plain else None
    usual = Usual.of(contents)
    ready = example_questions(usual)
    return site.page(
        request,
        "questions.html",
        inline_styles=True,
        bundle=has_bundle("questions") and has_bundle("sparnatural"),
        languages=LANGUAGES,
        lang=lang,
        usual=usual,
        picked=picked,
        choices=_choices(contents),
        query=query,
        answer=contents.store.query(query).rows if query else None,
        data={
            "prefixes": contents.store.prefixes,
            "bases": contents.addresses.bases,
            "lang": lang,
            "filters": [f"{SHAPE}{name}" for name in PERIODS],
            "examples": [example.chosen for example in ready],
        },
        examples=ready,
    )


def plain_query(contents: Contents, picked: dict[str, str]) -> str:
    """Write the saved query of the plain form with what was chosen in it; what the graph lacks counts as open."""
    roles = load_scheme("role")
    values = {}
    if picked["who"] in contents.actors:
        values["who"] = f"<{contents.actors[picked['who']].iri}>"
    if picked["country"] in contents.places:
        values["country"] = f"<{contents.places[picked['country']].iri}>"
    if picked["theme"] in contents.themes:
        values["theme"] = f"<{contents.themes[picked['theme']].iri}>"
    names = EXPERTISE if picked["role"] == "expertise" else (picked["role"],)
    if iris := [f"<{roles.concepts[name].iri}>" for name in names if name in roles]:
        values["role"] = " ".join(iris)
    if picked["year"] in _years(contents):
        for name, day in (("since", "01-01"), ("until", "12-31")):
            values[name] = f'"{picked["year"]}-{day}"^^<{PREFIXES["xsd"]}date>'
    return bind(saved_query("who-took-part").text, values)


def _choices(contents: Contents) -> dict[str, list[tuple[str, str]]]:
    """List what each field of the plain form offers, as value and label."""
    used = {role for actor in contents.actors.values() for role in actor.roles}
    roles = [(name, concept.labels["en"]) for name, concept in load_scheme("role").concepts.items() if name in used]
    where = {activity.country for activity in contents.activities.values()}
    return {
        "who": _by_name(contents.actors.values()),
        "role": [("expertise", "expert or facilitator"), *roles],
        "country": _by_name(each for each in contents.places.values() if each.id in where),
        "year": [(year, year) for year in _years(contents)],
        "theme": [(each.id, each.name) for each in contents.themes.values() if each.activities],
    }


def _by_name(things: Any) -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in sorted(things, key=lambda each: each.name)]


def _years(contents: Contents) -> list[str]:
    return sorted({each.year for each in contents.activities.values() if each.year}, reverse=True)
