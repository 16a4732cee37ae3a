"""Coverage and data quality: what the graph holds, how much of it is stated, and what is not known."""

from collections import Counter, defaultdict
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..charts.bars import bars, columns
from ..charts.drawing import Drawing
from ..exhibit import Exhibit, Row, Section
from ..scope import Scope
from ..words import Words

GROUNDS = ("stated", "from-group", "inferred")
# What is not stated is inferred: from a group that a source names, or concluded otherwise.
_COLOURS = {"stated": "stated", "from-group": "inferred", "inferred": "concluded"}
_YEARS = {"stated": "stated", "inferred": "inferred", "unknown": "plain"}
DRAWN = 14


def coverage(scope: Scope) -> Section:
    """Write the section on coverage and quality."""
    words = scope.words
    made = (_years, _kinds, _countries, _grounds_by_role, _grounds_by_year, _missing, _publishers, _conflicts)
    exhibits = [exhibit for make in made if (exhibit := make(scope))]
    by_id = {exhibit.id: exhibit for exhibit in exhibits}
    headlines = [by_id[name].finding for name in ("years", "grounds-by-role") if name in by_id]
    return Section("coverage", words("coverage"), words("coverage-lead"), exhibits, headlines=headlines)


def _years(scope: Scope) -> Exhibit | None:
    words, none = scope.words, scope.words("no-year")
    counts: Counter[tuple[str, str]] = Counter()
    for row in scope.years.rows:
        ground = (row["ground"] or "unknown") if row["year"] else "unknown"
        counts[str(row["year"] or none), ground] += row["activities"]
    known = sorted(int(year) for year, _ in counts if year != none)
    span = [str(year) for year in range(known[0], known[-1] + 1)] if known else []
    if any(year == none for year, _ in counts):
        span.append(none)
    grounds = tuple(_YEARS)
    names = {ground: words(f"year-{ground}") for ground in grounds}
    total = {ground: sum(n for (_, own), n in counts.items() if own == ground) for ground in grounds}
    by_year = Counter({year: sum(counts[year, ground] for ground in grounds) for year in span if year != none})
    peak = min(by_year, key=lambda year: (-by_year[year], year)) if by_year else ""
    finding = words("years-finding", activities=words.count(scope.activities, "activity"), **total)
    if peak:
        finding += " " + words("years-peak", year=peak, activities=words.count(by_year[peak], "activity"))
    return Exhibit(
        "years",
        words("years"),
        finding,
        scope.counted("activity", scope.activities),
        (words("year"), *names.values()),
        [(year, *(counts[year, ground] for ground in grounds)) for year in span],
        scope.years.sparql,
        columns(
            span,
            {names[ground]: colour for ground, colour in _YEARS.items() if total[ground]},
            [[counts[year, ground] for ground in grounds if total[ground]] for year in span],
            words("activities"),
        ),
        note=words("years-note"),
    )


def _kinds(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("kinds")
    if not asked.rows:
        return None
    rows: list[Row] = [(words.concept("activity-kind", row["kind"]), row["activities"]) for row in asked.rows]
    first = rows[0]
    return Exhibit(
        "kinds",
        words("kinds"),
        words("kinds-finding", kind=first[0], share=words.share(_n(first[1]), scope.activities), count=first[1]),
        scope.counted("activity", scope.activities),
        (words("kind"), words("activities")),
        rows,
        asked.sparql,
        _plain_bars(words, rows[:20], 1, words("activities")),
    )


def _countries(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("countries")
    if not asked.rows:
        return None
    rows: list[Row] = [
        (scope.country(row["country"]), row["took_part"], row["stated"], row["took_place"]) for row in asked.rows
    ]
    hosts = sorted(rows, key=lambda row: -_n(row[3]))
    first, host = rows[0], hosts[0]
    heads = (words("took-part"), words("country-stated"), words("took-place"))
    drawn = [row for row in rows if row[1]][:DRAWN] or rows[:DRAWN]
    return Exhibit(
        "countries",
        words("countries"),
        words("countries-finding", first=first[0], part=first[1], stated=first[2], host=host[0], place=host[3]),
        scope.counted("activity", scope.activities),
        (words("country"), *heads),
        rows,
        asked.sparql,
        bars(
            [str(row[0]) for row in drawn],
            {words("stated"): "stated", words("country-named"): "inferred"},
            [(_n(row[2]), _n(row[1]) - _n(row[2])) for row in drawn],
            [(head, [str(words.number(row[at])) for row in drawn]) for at, head in enumerate(heads, 1)],
            words("activities"),
        ),
        note=words("countries-note"),
    )


def _grounds_by_role(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("grounds-by-role")
    if not asked.rows:
        return None
    counts = _by_ground(asked.rows, "role", "participations")
    order = sorted(counts, key=lambda role: (-sum(counts[role].values()), role))
    names = {ground: words.concept("ground", ground) for ground in GROUNDS}
    labels = {role: words.concept("role", role) for role in order}
    total = Counter({ground: sum(counts[role][ground] for role in order) for ground in GROUNDS})
    whole = sum(total.values())
    rows: list[Row] = [
        (
            labels[role],
            *(counts[role][ground] for ground in GROUNDS),
            words.share(counts[role]["stated"], sum(counts[role].values())),
        )
        for role in order
    ]
    parts = {ground.replace("-", "_"): words.share(total[ground], whole) for ground in GROUNDS}
    some = [ground for ground in GROUNDS if total[ground]]
    whole_of = {role: sum(counts[role].values()) for role in order}
    return Exhibit(
        "grounds-by-role",
        words("grounds-by-role"),
        words("grounds-finding", participations=words.count(whole, "participation"), **parts),
        scope.counted("participation", whole),
        (words("role"), *names.values(), words("share-stated")),
        rows,
        asked.sparql,
        bars(
            [labels[role] for role in order],
            {words(f"part-{ground}"): _COLOURS[ground] for ground in some},
            [[counts[role][ground] for ground in some] for role in order],
            [
                (words("participations"), [str(words.number(whole_of[role])) for role in order]),
                (words("stated"), [str(words.number(counts[role]["stated"])) for role in order]),
            ],
            words("participations"),
        ),
        note=words("grounds-note"),
    )


def _grounds_by_year(scope: Scope) -> Exhibit | None:
    words, asked, none = scope.words, scope.ask("grounds-by-year"), scope.words("no-year")
    if not asked.rows:
        return None
    counts = _by_ground([{**row, "year": str(row["year"] or none)} for row in asked.rows], "year", "participations")
    known = sorted(int(year) for year in counts if year != none)
    span = [str(year) for year in range(known[0], known[-1] + 1)] if known else []
    span += [none] if none in counts else []
    names = {ground: words.concept("ground", ground) for ground in GROUNDS}
    some = [year for year in span if year != none and sum(counts[year].values()) >= 20]
    finding = words("grounds-by-year-few")
    if some:
        shares = {year: counts[year]["stated"] / sum(counts[year].values()) for year in some}
        low, high = min(some, key=lambda year: shares[year]), max(some, key=lambda year: shares[year])
        finding = words(
            "grounds-by-year-finding",
            low=low,
            high=high,
            low_share=words.share(shares[low], 1),
            high_share=words.share(shares[high], 1),
        )
    whole = sum(sum(each.values()) for each in counts.values())
    used = [ground for ground in GROUNDS if any(counts[year][ground] for year in span)]
    return Exhibit(
        "grounds-by-year",
        words("grounds-by-year"),
        finding,
        scope.counted("participation", whole),
        (words("year"), *names.values()),
        [(year, *(counts[year][ground] for ground in GROUNDS)) for year in span],
        asked.sparql,
        columns(
            span,
            {words(f"part-{ground}"): _COLOURS[ground] for ground in used},
            [[counts[year][ground] for ground in used] for year in span],
            words("participations"),
        ),
    )


def _missing(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("missing")
    counts = asked.rows[0]
    whole = counts["activities"]
    keys = [name for name in counts if name != "activities"]
    rows: list[Row] = [
        (words(f"missing-{name}"), counts[name] or 0, words.share(counts[name] or 0, whole)) for name in keys
    ]
    return Exhibit(
        "missing",
        words("missing"),
        words(
            "missing-finding",
            day=words.share(counts["without_day"] or 0, whole),
            place=words.share(counts["without_place"] or 0, whole),
            guest=words.share(counts["without_stated_guest"] or 0, whole),
        ),
        scope.counted("activity", whole),
        (words("what-is-missing"), words("activities"), words("share")),
        rows,
        asked.sparql,
    )


def _conflicts(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("conflicts")
    count = len({row["conflict"] for row in asked.rows})
    among = len({row["activity_id"] for row in asked.rows})
    rows: list[Row] = []
    for _, group in groupby(asked.rows, key=itemgetter("conflict")):
        readings = list(group)
        first = readings[0]
        kept = [row["reading"] for row in readings if row["followed"]]
        others = [row["reading"] for row in readings if not row["followed"]]
        point = words.concept("conflict-property", first["point"])
        rows.append((first["title"] or first["activity_id"], point, " | ".join(kept) or "–", " | ".join(others)))
    open_ = count - len({row["conflict"] for row in asked.rows if row["followed"]})
    finding = words("conflicts-none")
    if count:
        finding = words(
            "conflicts-finding",
            conflicts=words.count(count, "conflict"),
            activities=words.count(among, "activity"),
            open=open_,
        )
    return Exhibit(
        "conflicts",
        words("conflicts"),
        finding,
        scope.counted("activity", scope.activities),
        (words("activity"), words("point"), words("followed"), words("not-followed")),
        rows,
        asked.sparql,
        shown=24,
    )


def _publishers(scope: Scope) -> Exhibit | None:
    words, asked = scope.words, scope.ask("publishers")
    if not asked.rows:
        return None
    rows: list[Row] = [(row["publisher"], row["pages"], row["activities"]) for row in asked.rows]
    pages = sum(row["pages"] for row in asked.rows)
    drawn = rows[:8]
    return Exhibit(
        "publishers",
        words("publishers"),
        words(
            "publishers-finding",
            pages=words.count(pages, "page"),
            publishers=words.count(len(rows), "publisher"),
            first=rows[0][0],
            count=words.count(_n(rows[0][2]), "activity"),
        ),
        scope.counted("activity", scope.activities),
        (words("publisher"), words("pages"), words("activities")),
        rows,
        asked.sparql,
        _plain_bars(words, drawn, 2, words("publishers-axis")),
        note=words("publishers-note", shown=len(drawn)) if len(rows) > len(drawn) else "",
    )


def _plain_bars(words: Words, rows: list[Row], column: int, title: str) -> Drawing:
    """Draw bars of what a record says of an activity itself, which is not a matter of who took part."""
    values = [_n(row[column]) for row in rows]
    names = [str(row[0]) for row in rows]
    return bars(
        names, {"": "plain"}, [(value,) for value in values], [("", [str(words.number(n)) for n in values])], title
    )


def _by_ground(rows: list[dict[str, Any]], key: str, number: str) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row[key]][row["ground"]] += row[number]
    return counts


def _n(value: object) -> int:
    assert isinstance(value, int)
    return value
