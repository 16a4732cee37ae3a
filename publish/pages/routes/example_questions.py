"""Questions that are ready to be asked by choosing, of what a graph holds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ....ontology import load_scheme
from ..models.contents import Contents, Thing

SHAPE = "https://w3id.org/comity/question/"
# What Sparnatural calls the classes of values that are no things.
_LITERALS = {"Date": "http://special/Z_Date", "Boolean": "http://special/ZZ_Other"}
# Who gives expertise: the roles of the saved query expertise-in.
EXPERTISE = ("expert", "facilitator")


@dataclass(frozen=True)
class Usual:
    """What most activities are about, for questions that have an answer; ``None`` where there is nothing."""

    country: Thing | None
    year: str
    theme: Thing | None
    pair: tuple[Thing, Thing] | None

    @classmethod
    def of(cls, contents: Contents) -> "Usual":
        """Find where and when most expertise was given, the most frequent theme, and the countries that met most."""
        given = {part["activity"] for part in contents.participations if part["role"] in EXPERTISE}
        there = [contents.activities[name] for name in sorted(given) if name in contents.activities]
        pairs = Counter((each.country, each.year) for each in there if each.year and each.country in contents.places)
        (country, year), _ = max(pairs.items(), key=lambda item: (item[1], item[0])) if pairs else (("", ""), 0)
        themes = [each for each in contents.themes.values() if each.activities and not each.broader]
        theme = max(themes, key=lambda each: len(each.activities), default=None)
        met = Counter(
            pair
            for each in contents.activities.values()
            for pair in combinations(sorted(set(each.countries) & set(contents.places)), 2)
        )
        pair = max(met, key=lambda pair: (met[pair], pair), default=None)
        named = (contents.places[pair[0]], contents.places[pair[1]]) if pair else None
        return cls(contents.places.get(country), year, theme, named)


@dataclass(frozen=True)
class ExampleQuestion:
    """A question in words, and as Sparnatural keeps it."""

    title: str
    chosen: dict[str, Any]


def example_questions(usual: Usual) -> list[ExampleQuestion]:
    """Write questions that are ready to be asked, of what this graph holds."""
    questions = []
    if usual.country and usual.year:
        words = f"Who gave expertise in {usual.country.name} in {usual.year}?"
        questions.append(ExampleQuestion(words, expertise(usual.country, usual.year)))
    if usual.theme:
        questions.append(
            ExampleQuestion(f"Which activities were on {_lower(usual.theme.name)}, and when?", _on_theme(usual.theme))
        )
    if usual.pair:
        one, other = usual.pair
        questions.append(
            ExampleQuestion(f"Which actors of {one.name} and {other.name} met, and how often?", _met(one, other))
        )
    if usual.country:
        words = f"Which actors that stand for {usual.country.name} are named only as a group?"
        questions.append(ExampleQuestion(words, _groups(usual.country)))
    return questions


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def expertise(country: Thing, year: str) -> dict[str, Any]:
    """Ask who was expert or facilitator in a country in a year, in how many activities."""
    roles = load_scheme("role").concepts
    named = [_value(roles[name].iri, roles[name].labels["en"]) for name in EXPERTISE]
    where = _line("Activity_6", "activity-country", "Country_8", [_value(country.iri, country.name)])
    when = _line("Activity_6", "activity-years", "Date_10", [_period(year)])
    role = _line("Participation_2", "part-role", "Role_4", named)
    activity = _line("Participation_2", "part-activity", "Activity_6", [], where, when)
    part = _line("Actor_1", "actor-part", "Participation_2", [], role, activity)
    return _question([_shown("Actor_1"), _counted("Activity_6")], part)


def _on_theme(theme: Thing) -> dict[str, Any]:
    on = _line("Activity_1", "activity-theme", "Theme_2", [_value(theme.iri, theme.name)])
    when = _line("Activity_1", "activity-earliest", "Date_4", [])
    return _question([_shown("Activity_1"), _shown("Date_4")], on, when)


def _met(one: Thing, other: Thing) -> dict[str, Any]:
    lines = []
    for number, country in ((2, one), (6, other)):
        of = _line(f"Actor_{number}", "actor-country", f"Country_{number + 2}", [_value(country.iri, country.name)])
        lines.append(_line("Activity_1", "activity-actor", f"Actor_{number}", [], of))
    return _question([_shown("Actor_2"), _shown("Actor_6"), _counted("Activity_1")], *lines)


def _groups(country: Thing) -> dict[str, Any]:
    of = _line("Actor_1", "actor-country", "Country_2", [_value(country.iri, country.name)])
    yes = {"label": "True", "boolean": True}
    return _question([_shown("Actor_1")], of, _line("Actor_1", "actor-collective", "Boolean_4", [yes]))


def _question(variables: Sequence[dict[str, Any]], *branches: dict[str, Any]) -> dict[str, Any]:
    return {"distinct": True, "variables": list(variables), "order": None, "branches": list(branches), "limit": None}


def _line(subject: str, path: str, target: str, values: list[Any], *children: dict[str, Any]) -> dict[str, Any]:
    """Write one line of a question; a variable is its class and a number."""
    classes = [name.rpartition("_")[0] for name in (subject, target)]
    line = {
        "s": subject,
        "p": SHAPE + path,
        "o": target,
        "sType": SHAPE + classes[0],
        "oType": _LITERALS.get(classes[1], SHAPE + classes[1]),
        "values": values,
    }
    return {"line": line, "children": list(children)}


def _value(iri: str, label: str) -> dict[str, Any]:
    return {"label": label, "rdfTerm": {"type": "uri", "value": iri}}


def _period(year: str) -> dict[str, Any]:
    return {"label": f"from {year} to {year}", "start": f"{year}-01-01", "stop": f"{year}-12-31"}


def _shown(name: str) -> dict[str, Any]:
    return {"termType": "Variable", "value": name}


def _counted(name: str) -> dict[str, Any]:
    inner = {"type": "aggregate", "aggregation": "count", "distinct": True, "expression": _shown(name)}
    return {"expression": inner, "variable": _shown(f"{name}_count")}
