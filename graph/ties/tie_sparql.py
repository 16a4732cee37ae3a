"""The same ties as a SPARQL query, so that every number can be checked in any other tool."""

from collections.abc import Collection
from dataclasses import replace

from ...data.errors import NotFoundError
from .filters import Filters, NameFilter, exclusions
from .ties import ABSENT, LEVELS, Tie


def tie_query(
    tie: Tie,
    level: str = "actors",
    filters: Filters | None = None,
    *,
    all_actors: bool = False,
    pair: tuple[str, str] | None = None,
) -> str:
    """Write the query that yields the ties: source, target and number of activities.

    With *pair*, of the two named nodes only. Prefixes are those every query knows without
    declaring them. Weights other than the number of activities follow from the activities listed.
    """
    filters = filters or Filters()
    lines = ["SELECT ?source ?target (COUNT(DISTINCT ?activity) AS ?activities) WHERE {"]
    lines += activity_lines(filters)
    lines += _side("1", "source_node", level, filters, all_actors, tie.roles)
    lines += _side("2", "target_node", level, filters, all_actors, tie.to_roles if tie.directed else tie.roles)
    if tie.others:
        inner = _side("3", "target_node", level, replace(filters, stated_only=False), all_actors, tie.roles)
        lines += ["  FILTER NOT EXISTS {", *["  " + line for line in inner], "  }"]
    if filters.asks_for_actors and not filters.within:
        ends = (
            " ".join(_asked(n, _body(n, node, level), filters, "actor"))
            for n, node in (("1", "source_node"), ("2", "target_node"))
        )
        lines.append(f"  FILTER({' || '.join(f'EXISTS {{ {end} }}' for end in ends)})")
    if tie.across and level != "countries":
        lines += ["  ?source_node comity:standsFor ?home1 . ?target_node comity:standsFor ?home2 ."]
        lines += ["  FILTER(?home1 != ?home2)"]
    lines += ["  ?source_node dct:identifier ?source .", "  ?target_node dct:identifier ?target ."]
    if pair:
        lines += [f'  FILTER(?source = "{_safe(pair[0])}" && ?target = "{_safe(pair[1])}")']
    else:
        lines += ["  FILTER(?source_node != ?target_node)" if tie.directed else "  FILTER(STR(?source) < STR(?target))"]
    lines += ["}", "GROUP BY ?source ?target", "ORDER BY DESC(?activities) ?source ?target"]
    return "\n".join(lines) + "\n"


def _safe(name: str) -> str:
    if not name.replace("-", "").isalnum():
        raise NotFoundError(f'"{name}" is not the name of a node')
    return name


def activity_lines(filters: Filters) -> list[str]:
    """Write which ?activity counts."""
    lines = _asked("", "?activity", filters, "activity")
    if filters.since or filters.until:
        lines.append("  ?activity comity:earliest ?earliest . OPTIONAL { ?activity comity:latest ?known_end }")
        lines.append("  BIND(COALESCE(?known_end, ?earliest) AS ?end)")
    if filters.since:
        lines.append(f'  FILTER(?end >= "{filters.since}"^^xsd:date)')
    if filters.until:
        lines.append(f'  FILTER(?earliest <= "{filters.until}"^^xsd:date)')
    return lines


def met_lines(filters: Filters) -> list[str]:
    """Write that in ?activity there is someone whom the filters ask for, in whatever role they leave."""
    if not (filters.asks_for_actors or filters.role or filters.stated_only):
        return []
    return [*_recorded("0", filters), *_asked("0", "?body0", filters, "actor")]


def part_lines(filters: Filters) -> list[str]:
    """Write which ?part of which ?body is recorded, in whatever role, of each ?activity that ``met_lines`` leaves.

    Everyone counts who was there together with someone asked for; with ``within`` such actors alone.
    """
    return [*_recorded("", filters), *(_asked("", "?body", filters, "actor") if filters.within else [])]


def counted_lines(level: str, filters: Filters, *, all_actors: bool) -> list[str]:
    """Write which ?node counts in ?activity: who took part, without what is left out of networks."""
    lines = _side("", "node", level, filters, all_actors, ())
    if filters.asks_for_actors and not filters.within:
        lines += _side("0", "node0", level, filters, all_actors, ())
        lines += _asked("0", _body("0", "node0", level), filters, "actor")
    return lines


def _recorded(n: str, filters: Filters) -> list[str]:
    lines = [f"  ?activity prov:qualifiedAssociation ?part{n} . ?part{n} prov:agent ?body{n} ."]
    for each, names in filters.asked("participation"):  # not by its own name: the query may ask for each role
        lines += [f"  ?part{n} {each.path} ?held{n} .", _passes(f"held{n}", each, names)]
    return lines + ([f"  ?part{n} comity:ground ground:stated ."] if filters.stated_only else [])


def _side(n: str, node: str, level: str, filters: Filters, all_actors: bool, roles: tuple[str, ...]) -> list[str]:
    """Write how one side takes part; between actors the body is the node itself."""
    body = _body(n, node, level)
    lines = [f"  ?activity prov:qualifiedAssociation ?part{n} . ?part{n} prov:agent {body} ; prov:hadRole ?role{n} ."]
    lines.append(
        _among(f"role{n}", "role", roles) if roles else f"  FILTER(?role{n} NOT IN ({_listed('role', ABSENT)}))"
    )
    lines += [_passes(f"{each.variable}{n}", each, names) for each, names in filters.asked("participation")]
    if filters.stated_only:
        lines.append(f"  ?part{n} comity:ground ground:stated .")
    if not all_actors:
        lines += [f"  FILTER NOT EXISTS {{ {body} {each.statement} }}" for each in exclusions(level)]
    if filters.within:
        lines += _asked(n, body, filters, "actor")
    if path := LEVELS[level].path:
        lines.append(f"  {body} {path} ?{node} .")
    return lines


def _asked(n: str, subject: str, filters: Filters, about: str) -> list[str]:
    """Write which activities, actors or participations are asked for, *subject* being one."""
    return [
        line
        for each, names in filters.asked(about)
        for line in (f"  {subject} {each.path} ?{each.variable}{n} .", _passes(f"{each.variable}{n}", each, names))
    ]


def _passes(variable: str, each: NameFilter, names: Collection[str]) -> str:
    return _among(variable, each.scheme, names) if each.scheme else f"  FILTER(?{variable} IN ({_quoted(names)}))"


def _body(n: str, node: str, level: str) -> str:
    return f"?body{n}" if LEVELS[level].path else f"?{node}"


def _among(variable: str, prefix: str, notations: Collection[str]) -> str:
    return f"  FILTER(?{variable} IN ({_listed(prefix, notations)}))"


def _listed(prefix: str, notations: Collection[str]) -> str:
    return ", ".join(f"{prefix}:{name}" for name in sorted(notations))


def _quoted(values: Collection[str]) -> str:
    return ", ".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
