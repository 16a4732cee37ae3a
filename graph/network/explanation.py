"""Explain a tie: the activities behind it, who was there in which role, and how that is known."""

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from ...data.errors import FormatError, NotFoundError
from ..query.tabular import FIRST, Tabular, notebook_table, records_to_arrow
from ..read.evidence import ActivityRecord, Evidence, evidence_rows, read_activities
from ..ties.projection import activities_between, activity_weights
from ..ties.selection import Selection
from ..ties.tie_sparql import tie_query
from ..ties.ties import WEIGHTS, Tie

if TYPE_CHECKING:
    import pyarrow

    from ..store.protocol import Store


@dataclass(frozen=True)
class Chance:
    """How a tie compares with chance under a null model; numbers are ``None`` where there is no tie.

    ``expected`` is the number of activities the two would share by chance, ``adjusted`` the p-value
    corrected for *tests* tests.
    """

    model: str
    means: str
    expected: float | None
    p: float | None
    adjusted: float | None
    correction: str
    tests: int

    def __str__(self) -> str:
        if self.p is None or self.adjusted is None:
            return f"Chance: there is no tie to compare ({self.means})."
        expected = "" if self.expected is None else f"{self.expected:.3g} activities expected, "
        corrected = "" if self.correction == "none" else f"; corrected for {self.tests:,} pairs {self.adjusted:.3g}"
        authors = "" if self.correction == "none" else f"; {self.correction}"
        return f"By chance: {expected}p = {self.p:.3g}{corrected} ({self.means}{authors})"


@dataclass(frozen=True)
class Explanation(Tabular):
    """Why a tie is there, and the query that yields the same number.

    Of the ``activities`` the first ``stated`` are those in which a source states both sides.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    tie: str
    definition: str
    weight: float
    weight_means: str
    filters: str
    version: str
    activities: list[ActivityRecord]
    stated: int
    sparql: str
    chance: Chance | None = None

    @property
    def rows(self) -> list[Evidence]:
        """Return a row for the part of each side in each activity, and the passage it rests on."""
        return evidence_rows(self.activities)

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as an Arrow table with the fields of ``Evidence``."""
        return records_to_arrow(Evidence, self.rows)

    def write(self, form: str) -> str:
        """Write the explanation as text, as json, or only its query as sparql."""
        if form == "json":
            return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        if form == "sparql":
            return self.sparql
        if form != "text":
            raise FormatError(f"an explanation cannot be written as {form}; write text, json, sparql")
        return self._text()

    def __str__(self) -> str:
        return self._text()

    def __repr__(self) -> str:
        return f"<Explanation: {self.tie}, {self.a} and {self.b}, {len(self.activities):,} activities>"

    def _repr_html_(self) -> str:
        return _explanation_html(self)

    def _grounds(self) -> str:
        count = len(self.activities)
        part = "all" if self.stated == count else f"{self.stated}" if self.stated else "none"
        return f"{part} of {'the' if part == 'all' else 'its'} {count} activities stated on both sides"

    def _heading(self, number: int) -> str:
        """Say what the activities from *number* on rest on."""
        if number < self.stated:
            return f"Both sides stated ({self.stated}):"
        return f"Inferred on one side at least ({len(self.activities) - self.stated}):"

    def _text(self) -> str:
        unit = self.weight_means.removeprefix("number of ")
        number = f"{self.weight:g}" if self.weight == round(self.weight) else f"{self.weight:.3f}"
        lines = [
            f"{self.a_name} ({self.a}) and {self.b_name} ({self.b})",
            f"{self.tie}: {self.definition}",
            f"{number} {unit}; {self._grounds()}" + (f" · {self.filters}" if self.filters else ""),
        ]
        if self.chance:
            lines.append(str(self.chance))
        if not self.activities:
            lines.append("No activity ties them under these filters.")
        for place, shared in enumerate(self.activities):
            if place in (0, self.stated):
                lines += ["", self._heading(place)]
            lines += ["", *written_activity(shared)]
        lines += ["", f"Graph: {self.version}", "The same number by SPARQL:", "", self.sparql.rstrip()]
        return "\n".join(lines) + "\n"


def explain(store: "Store", selection: Selection, tie: Tie, weight: str, a: str, b: str) -> Explanation:
    """Explain the tie of *selection* between the nodes *a* and *b*; for a directed one, from *a* to *b*."""
    source, target = ends_of(selection, tie, a, b)
    indices, stated = activities_between(selection, tie, source, target)
    nodes = selection.nodes
    members = {selection.activities[index]: selection.actors_of((source, target), index) for index in indices.tolist()}
    pair = (nodes[source].id, nodes[target].id)
    query = tie_query(tie, selection.level, selection.filters, all_actors=selection.all_actors, pair=pair)
    first, second = selection.find(a), selection.find(b)
    return Explanation(
        a=a,
        a_name=nodes[first].name,
        b=b,
        b_name=nodes[second].name,
        tie=tie.label,
        definition=tie.definition,
        weight=_weight(selection, tie, weight, indices),
        weight_means=WEIGHTS[weight],
        filters=selection.filters.describe(),
        version=store.version,
        activities=[
            replace(record, parts=[part for part in record.parts if part.actor in members[record.id]])
            for record in read_activities(store, list(members))
        ],
        stated=stated,
        sparql=query,
    )


def ends_of(selection: Selection, tie: Tie, a: str, b: str) -> tuple[int, int]:
    """Return the nodes *a* and *b* in the order in which a tie binds them."""
    source, target = selection.find(a), selection.find(b)
    if source == target:
        raise NotFoundError(f"a tie binds two: {a} was named twice; name two different ones")
    return (source, target) if tie.directed else (min(source, target), max(source, target))


def _weight(selection: Selection, tie: Tie, weight: str, indices: Any) -> float:
    return float(activity_weights(selection, tie, weight)[indices].sum())


def written_activity(shared: ActivityRecord) -> list[str]:
    """Write an activity with its parts, their words and sources, and its conflicts, as lines of text."""
    where = ", ".join(part for part in (shared.place, shared.country) if part) or "place not known"
    year = f" (year {shared.year_ground})" if shared.date and shared.year_ground else ""
    lines = [shared.title, f"  {shared.kind} · {where} · {shared.when}{year} · {shared.id}"]
    if shared.date_words:
        lines.append(f'  date as written: "{shared.date_words}"')
    for part in shared.parts:
        quoted = ", ".join(f'"{words}"' for words in part.words)
        lines.append(f"  {part.name}: {part.role}, {_GROUNDS[part.ground]}{': ' + quoted if quoted else ''}")
        lines.append(f"    {_at(part.source, part.paragraph)}")
    for point in dict.fromkeys(reading.point for reading in shared.conflicts):
        lines.append(f"  Readings disagree on {point}:")
        for reading in shared.conflicts:
            if reading.point == point:
                mark = " (followed here)" if reading.followed else ""
                lines.append(f"    - {reading.reading}{mark} · {_at(reading.source, reading.paragraph)}")
    cited = {part.source for part in shared.parts}
    lines += [f"  also in: {source}" for source in shared.sources if source not in cited]
    return lines


def _at(source: str, paragraph: int | None) -> str:
    return f"{source}, paragraph {paragraph}" if paragraph else source


_GROUNDS = {"stated": "stated", "inferred": "inferred", "from-group": "from a group"}


def _explanation_html(explanation: Explanation) -> str:
    """Show who was there in which role, how that is known, and where it was read."""
    shown = [
        {
            "activity": row.title,
            "when": row.when,
            "actor": row.name,
            "role": row.role,
            "ground": row.ground,
            "words": row.words,
            "source": row.source,
            "paragraph": row.paragraph,
        }
        for row in explanation.rows[: 2 * FIRST]
    ]
    names = f"{explanation.a_name} and {explanation.b_name}: {explanation.definition}"
    return notebook_table(shown, len(explanation.rows), "row", names, explanation.filters, explanation.version)
