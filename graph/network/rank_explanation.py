"""Explain a rank: the number, how sure it is, what it is made of, and the activities behind it."""

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...data.errors import ComityError, FormatError
from ..analysis.ranking import Ranked, Ranking
from ..query.tabular import FIRST, Tabular, notebook_table, number, records_to_arrow
from ..read.evidence import ActivityRecord, read_activities
from .explanation import written_activity

if TYPE_CHECKING:
    import pyarrow

    from .tied import TieNetwork

SHOWN = 12


@dataclass(frozen=True)
class Partner:
    """One tie of the actor that is explained."""

    actor: str
    name: str
    direction: str
    weight: float
    activities: int
    stated: int


@dataclass(frozen=True)
class RankExplanation(Tabular):
    """Why an actor has the rank it has, and all it takes to compute the same again."""

    row: Ranked
    of: int
    measure: str
    label: str
    says: str
    formula: str
    reference: str
    parameters: dict[str, Any]
    partners: list[Partner]
    activities: list[ActivityRecord]
    notes: list[str]

    @property
    def rows(self) -> list[Partner]:
        """Return the ties that the rank is made of, the heaviest first."""
        return self.partners

    def to_arrow(self) -> "pyarrow.Table":
        """Return the ties as an Arrow table with the fields of ``Partner``."""
        return records_to_arrow(Partner, self.partners)

    def __repr__(self) -> str:
        row = self.row
        rank = f"rank {row.rank} ({row.rank_low}-{row.rank_high}) of {self.of} by {self.measure}"
        return f"<RankExplanation: {row.actor}, {rank}>"

    def _repr_html_(self) -> str:
        return _rank_explanation_html(self)

    def write(self, form: str) -> str:
        """Write the explanation as text or as json."""
        if form == "json":
            return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        if form != "text":
            raise FormatError(f"the explanation of a rank cannot be written as {form}; write text, json")
        return str(self)

    def __str__(self) -> str:
        row, given = self.row, self.parameters
        lines = [
            f"{row.name} ({row.actor}): {self.says}",
            f"rank {row.rank} of {self.of} by {self.label}; between {row.rank_low} and {row.rank_high} in all that "
            f"took place, with {given['confidence']:.0%} confidence ({given['draws']} draws, seed {given['seed']})",
            f"from stated participations alone: {number(row.stated_value)}, rank {row.stated_rank}; "
            f"{_share(row.stated_share)} of its ties' activities are stated on both sides",
            f"formula: {self.formula}",
            f"source of the formula: {self.reference}",
            "",
            f"Its ties ({len(self.partners)}), the heaviest first:",
        ]
        lines += [
            f"  {partner.direction} {partner.name} ({partner.actor}): {number(partner.weight)}, "
            f"{partner.activities} activities, {partner.stated} stated"
            for partner in self.partners[:SHOWN]
        ]
        if len(self.partners) > SHOWN:
            lines.append(f"  and {len(self.partners) - SHOWN} more; -f json writes all")
        lines += ["", f"Its activities ({len(self.activities)}):"]
        for record in self.activities:
            lines += ["", *written_activity(record)]
        lines += ["", *(f"note: {note}" for note in self.notes), f"computed from: {json.dumps(self.parameters)}"]
        return "\n".join(lines) + "\n"


def explain_rank(network: "TieNetwork", ranking: Ranking, actor: str) -> RankExplanation:
    """Explain the rank of *actor* in a ranking of *network*."""
    selection = network.selection
    node = selection.find(actor)
    if not ranking.rows:
        raise ComityError(ranking.notes[0])
    row = next(row for row in ranking.rows if row.actor == actor)
    stated = set(selection.activity[(selection.node == node) & selection.stated].tolist())
    undated = np.isnat(selection.first)
    indices = sorted(
        selection.activities_of(node),
        key=lambda index: (index not in stated, bool(undated[index]), str(selection.earliest[index]), index),
    )
    members = {selection.activities[index]: selection.actors_of((node,), index) for index in indices}
    return RankExplanation(
        row=row,
        of=len(ranking.rows),
        measure=ranking.measure.name,
        label=ranking.measure.label,
        says=ranking.measure.says.format(value=number(row.value)),
        formula=ranking.measure.formula,
        reference=ranking.measure.reference,
        parameters=ranking.parameters,
        partners=_partners(network, node),
        activities=[
            replace(record, parts=[part for part in record.parts if part.actor in members[record.id]])
            for record in read_activities(network.store, list(members))
        ],
        notes=ranking.notes,
    )


def _share(value: float) -> str:
    return "none" if value != value or value == 0 else f"{value:.0%}"


def _partners(network: "TieNetwork", node: int) -> list[Partner]:
    edges, nodes = network.edges, network.selection.nodes
    partners = []
    columns = (edges.source, edges.target, edges.weight, edges.activities, network.stated)
    for source, target, weight, activities, stated in zip(*(column.tolist() for column in columns), strict=True):
        if node in (source, target):
            other = nodes[target if source == node else source]
            direction = ("to" if source == node else "from") if network.tie.directed else "with"
            partners.append(Partner(other.id, other.name, direction, weight, activities, stated))
    return partners


def _rank_explanation_html(explanation: RankExplanation) -> str:
    """Show the heaviest of the ties that a rank is made of."""
    shown = [
        {
            "tie": f"{each.direction} {each.name}",
            "weight": each.weight,
            "activities": each.activities,
            "stated": each.stated,
        }
        for each in explanation.partners[:FIRST]
    ]
    row = explanation.row
    rank = f"rank {row.rank} of {explanation.of}, between {row.rank_low} and {row.rank_high}"
    above = f"{row.name}: {explanation.says}; {rank}"
    return notebook_table(shown, len(explanation.partners), "tie", above, *explanation.notes)
