"""Countries and themes."""

from collections import Counter

from ..charts.bars import cells
from ..exhibit import Exhibit, Row, Section
from ..scope import Scope

THEMES, COUNTRIES = 10, 12


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
        (words.concept("theme", row["theme"]), scope.country(row["country"]), row["activities"], row["stated"])
        for row in asked.rows
    ]
    theme, country, count, stated = rows[0]
    shown = words("themes-shown", shown=len(themes)) if len(by_theme) > len(themes) else ""
    return Exhibit(
        "themes",
        words("themes-title"),
        words(
            "themes-finding",
            themes=words.count(len(by_theme), "theme"),
            theme=theme,
            country=country,
            activities=words.count(int(count or 0), "activity"),
            stated=stated,
        ),
        scope.counted("activity", scope.activities),
        (words("theme"), words("country"), words("activities"), words("country-stated")),
        rows,
        asked.sparql,
        cells(
            [words.concept("theme", name) for name in themes],
            [scope.country(code) for code in countries],
            {(str(row[0]), str(row[1])): (int(row[2] or 0), int(row[3] or 0)) for row in rows},
            {words("stated"): "stated", words("country-named"): "inferred"},
        ),
        note=f"{shown} {words('themes-note')}".strip(),
    )


def _countries(scope: Scope) -> Exhibit | None:
    words, net = scope.words, scope.network("joint", "countries")
    if not len(net.edges):
        return None
    name = {node.id: words.node(node) for node in net.selection.nodes}
    rows: list[Row] = [(name[row["source"]], name[row["target"]], row["activities"], row["stated"]) for row in net.rows]
    strength: Counter[str] = Counter()
    values = {}
    for one, other, count, stated in rows:
        for pair in ((str(one), str(other)), (str(other), str(one))):
            values[pair] = int(count or 0), int(stated or 0)
            strength[pair[0]] += int(count or 0)
    shown = _first(strength, COUNTRIES)
    a, b, count, stated = rows[0]
    return Exhibit(
        "countries-met",
        words("countries-met"),
        words("countries-met-finding", a=a, b=b, activities=words.count(int(count or 0), "activity"), stated=stated),
        scope.counted("activity", net.selection.missing["activities"]),
        (words("one"), words("other"), words("activities"), words("stated-both")),
        rows,
        net.sparql,
        cells(shown, shown, values, words.certainty),
        computed=words("network-computed"),
        note=words("countries-met-note"),
    )


def _first(counts: Counter[str], most: int) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]
