"""Countries and themes."""

from collections import Counter

from .charts import heat
from .exhibit import Exhibit, Row, Section
from .scope import Scope

THEMES, COUNTRIES = 16, 12


def countries_and_themes(scope: Scope) -> Section:
    """Write the section on themes and on countries that met."""
    words = scope.words
    exhibits = [exhibit for exhibit in (_themes(scope), _countries(scope)) if exhibit]
    lead = words("themes-lead") if exhibits else words("no-themes")
    return Section("themes", words("themes"), lead, exhibits, headlines=[each.finding for each in exhibits[:1]])


def _themes(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("themes")
    if not asked.rows:
        return None
    by_theme: Counter[str] = Counter()
    by_country: Counter[str] = Counter()
    for row in asked.rows:
        by_theme[row["theme"]] += row["activities"]
        by_country[row["country"]] += row["activities"]
    themes, countries = (_first(each, most) for each, most in ((by_theme, THEMES), (by_country, COUNTRIES)))
    rows: list[Row] = [
        (words.concept("theme", row["theme"]), scope.country(row["country"]), row["activities"]) for row in asked.rows
    ]
    drawn = [
        {"x": scope.country(row["country"]), "y": words.concept("theme", row["theme"]), "value": row["activities"]}
        for row in asked.rows
        if row["theme"] in themes and row["country"] in countries
    ]
    theme, country, count = rows[0]
    return Exhibit(
        "themes",
        words("themes-title"),
        words(
            "themes-finding",
            themes=words.count(len(by_theme), "theme"),
            theme=theme,
            country=country,
            activities=words.count(int(count or 0), "activity"),
        ),
        scope.counted("activity", scope.activities),
        (words("theme"), words("country"), words("activities")),
        rows,
        asked.sparql,
        heat(
            drawn,
            [scope.country(code) for code in countries],
            [words.concept("theme", name) for name in themes],
            (words("country"), words("theme"), words("activities")),
            64,
        ),
        note=words("themes-note", shown=len(themes)) if len(by_theme) > len(themes) else "",
    )


def _countries(scope: Scope) -> Exhibit | None:
    words, net = scope.words, scope.network("joint", "countries")
    if not len(net.edges):
        return None
    name = {node.id: words.node(node) for node in net.selection.nodes}
    strength: Counter[str] = Counter()
    for row in net.rows:
        strength[name[row["source"]]] += row["activities"]
        strength[name[row["target"]]] += row["activities"]
    shown = _first(strength, COUNTRIES)
    drawn = [
        {"x": name[a], "y": name[b], "value": row["activities"]}
        for row in net.rows
        for a, b in ((row["source"], row["target"]), (row["target"], row["source"]))
        if name[a] in shown and name[b] in shown
    ]
    rows: list[Row] = [(name[row["source"]], name[row["target"]], row["activities"]) for row in net.rows]
    a, b, count = rows[0]
    return Exhibit(
        "countries-met",
        words("countries-met"),
        words("countries-met-finding", a=a, b=b, activities=words.count(int(count or 0), "activity")),
        scope.counted("activity", len({*net.selection.activity.tolist()})),
        (words("one"), words("other"), words("activities")),
        rows,
        net.sparql,
        heat(drawn, shown, shown, ("", "", words("activities"))),
        note=words("countries-met-note"),
    )


def _first(counts: Counter[str], most: int) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]
