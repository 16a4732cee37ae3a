"""What a notebook shows of results: a line that says what they are, a table of the first rows, what to know of them."""

from typing import TYPE_CHECKING, Any

from .tabular import counted, html_table

if TYPE_CHECKING:
    from .communities import Communities
    from .comparison import Comparison
    from .explanation import Explanation
    from .network import Network
    from .rank_explanation import RankExplanation
    from .ranking import Ranking

SHOWN = 10


def network_html(network: "Network") -> str:
    """Show the heaviest ties, and of how many of the activities behind each both sides are stated."""
    names = {name: attributes["name"] for name, attributes in network.nodes}
    left = () if network.weight != "activities" else ("activities",) if network.two_mode else ("weight",)
    shown = []
    for row in network.rows[:SHOWN]:
        ends = {end: names[row[end]] for end in ("source", "target")}
        shown.append({name: value for name, value in (row | ends).items() if name not in left})
    noun = "participation" if network.two_mode else "tie"
    return _table(shown, len(network.rows), noun, network.title, *network.notes)


def ranking_html(ranking: "Ranking") -> str:
    """Show who comes first, each rank with its interval, what rests on inference, and the rank by what is stated."""
    shown = [
        {
            "rank": row.rank,
            "interval": f"{row.rank_low}-{row.rank_high}",
            "actor": row.name,
            "country": row.country,
            ranking.measure.label: row.value,
            "inferred": "" if row.stated_share != row.stated_share else f"{1 - row.stated_share:.0%}",
            "rank if stated only": row.stated_rank,
            "activities": row.activities,
        }
        for row in ranking.rows[:SHOWN]
    ]
    above = f"{ranking.measure.label}: {ranking.measure.formula} ({ranking.measure.reference})"
    return _table(shown, len(ranking.rows), "row", above, *ranking.notes)


def comparison_html(comparison: "Comparison") -> str:
    """Show the ties of two periods that are the heaviest in either."""
    shown = [
        {
            "source": tie.source,
            "target": tie.target,
            comparison.before: tie.counts[0],
            "stated": tie.stated[0],
            comparison.after: tie.counts[1],
            "stated then": tie.stated[1],
            "change in 100 activities": _between(tie.change, tie.low, tie.high),
            "more than chance": tie.verdict,
        }
        for tie in sorted(comparison.ties, key=lambda tie: -max(tie.before, tie.after))[:SHOWN]
    ]
    return _table(shown, len(comparison.ties), "tie", str(comparison), *comparison.notes)


def _between(value: float, low: float, high: float) -> str:
    """Write a share and its interval, in per cent."""
    return "" if value != value else f"{100 * value:+.0f} ({100 * low:+.0f} to {100 * high:+.0f})"


def communities_html(communities: "Communities") -> str:
    """Show the groups, each with its most stable members."""
    groups: dict[int, list[str]] = {}
    for row in communities.rows:
        groups.setdefault(row.community, []).append(row.name)
    shown = [
        {"group": group, "size": len(names), "most stable members": "; ".join(names[:5])}
        for group, names in list(groups.items())[:SHOWN]
    ]
    return _table(shown, len(groups), "group", str(communities))


def explanation_html(explanation: "Explanation") -> str:
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
        for row in explanation.rows[: 2 * SHOWN]
    ]
    names = f"{explanation.a_name} and {explanation.b_name}: {explanation.definition}"
    return _table(shown, len(explanation.rows), "row", names, explanation.filters, explanation.version)


def rank_explanation_html(explanation: "RankExplanation") -> str:
    """Show the heaviest of the ties that a rank is made of."""
    shown = [
        {
            "tie": f"{each.direction} {each.name}",
            "weight": each.weight,
            "activities": each.activities,
            "stated": each.stated,
        }
        for each in explanation.partners[:SHOWN]
    ]
    row = explanation.row
    rank = f"rank {row.rank} of {explanation.of}, between {row.rank_low} and {row.rank_high}"
    above = f"{row.name}: {explanation.says}; {rank}"
    return _table(shown, len(explanation.partners), "tie", above, *explanation.notes)


def _table(shown: list[dict[str, Any]], count: int, noun: str, above: str, *notes: str) -> str:
    from .rank_explanation import number

    rows = [[number(value) if isinstance(value, float) else value for value in row.values()] for row in shown]
    which = "heaviest" if noun == "tie" else "first"
    below = [counted(count, noun, len(shown), which), *filter(None, notes)]
    return html_table(list(shown[0]) if shown else [], rows, "; ".join(below), above)
