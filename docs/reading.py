"""Write the page that teaches to read ties and measures, every number computed from the shipped graph."""

import tempfile
import textwrap
from collections.abc import Iterable

import comity
from comity.graph.analysis.brokerage import ROLES
from comity.graph.analysis.measures import MEASURES
from comity.graph.query.tabular import number
from comity.graph.ties.ties import TIES

EXAMPLE = "lva-sbg"
PERIODS = ("2015..2018", "2021..2025")
Cell = str | int | float


def reading() -> str:
    """Write the page, from a graph built for it."""
    with tempfile.TemporaryDirectory() as store:
        comity.build(store=store)
        graph = comity.open(store)
        parts = [
            _opening(graph),
            _ties(graph),
            _one_line(graph),
            _ranks(graph),
            _measures(graph),
            _brokers(graph),
            _chance(graph),
            _time(graph),
            _inference(graph),
        ]
    return "\n\n".join(_filled(block) for part in parts for block in part.strip("\n").split("\n\n")) + "\n"


def _opening(graph: comity.Graph) -> str:
    return f"""
# Reading ties and measures

For those who quote the numbers. Everything below is computed from {graph.version} when this page is written, and each
part names the command that gives the same. Agencies, not their departments, are counted throughout
(`--between agencies`); programmes and groups without a name are left out.

Three habits keep a reader out of trouble:

1. Ask which **tie** is meant. Sitting in one room, teaching and giving equipment are different things.
2. Read the **interval**, not the rank. The sources tell of some activities and not of others.
3. Ask what is **inferred**. "All five countries" in a page names no agency; that an agency came is then our inference.
"""


def _ties(graph: comity.Graph) -> str:
    rows: list[tuple[Cell, ...]] = []
    examples = []
    for tie in TIES.values():
        net = graph.network(tie.name, "agencies", all_actors=tie.name == "equipment")
        first = net.rows[0]
        ends = [_name(net, first[end]) for end in ("source", "target")]
        tied = {row[end] for row in net.rows for end in ("source", "target")}
        rows.append((f"`{tie.name}`", tie.definition, len(net.rows), len(tied)))
        way = f"from {ends[0]} to {ends[1]}" if tie.directed else f"{ends[0]} and {ends[1]}"
        unit = "activity" if first["weight"] == 1 else "activities"
        examples.append(f"- `{tie.name}`, the heaviest: {way}, {first['weight']} {unit}.")
    table = _table(("tie", "means", "ties", "agencies tied"), rows)
    lines = "\n".join(examples)
    return f"""
## The five ties

{table}

A weight is a number of activities, so each can be listed.

{lines}

A `joint` tie says that both are named for one activity. It does not say that they spoke to each other, and in a large
conference everyone is tied to everyone: `--weight newman` shares an activity out among those who came. An `expertise`
tie has a direction, from who taught to who learned; it says nothing of what was learned. `peer` ties are the ones to
look at when the question is whether agencies of different countries learned side by side. `convening` shows who calls
others together, `equipment` who gave things to whom; the giver is mostly the programme itself, so it is counted here
(`--all-actors`).

    comity network --tie expertise --between agencies
"""


def _one_line(graph: comity.Graph) -> str:
    net = graph.network("expertise", "agencies")
    row = next(row for row in net.rows if row["source"] == EXAMPLE)
    tie = net.explain(row["source"], row["target"])
    shared = tie.activities[0]
    part = next(part for part in shared.parts if part.words and part.ground == "stated")
    return f"""
## How do we know? One line, opened

{tie.a_name} gave expertise to {tie.b_name} in **{number(tie.weight)}** activities. The first of them is
*{shared.title}*, {shared.when}; {part.name} was there as {part.role}, in the words of the source "{part.words[0]}"
([source]({part.source}){f", paragraph {part.paragraph}" if part.paragraph else ""}).

    comity explain {row["source"]} {row["target"]} --tie expertise --between agencies

lists them all, says of each role whether it is stated or inferred, shows readings that disagree, and ends with the
SPARQL that yields the same number.
"""


def _ranks(graph: comity.Graph) -> str:
    net = graph.network(between="agencies")
    rows = net.rank("betweenness").rows
    top = [
        (row.rank, f"{row.rank_low}-{row.rank_high}", row.name, number(row.value), _percent(1 - row.stated_share))
        for row in rows[:8]
    ]
    vague = min((row for row in rows[:12] if row.rank_high - row.rank_low > 20), key=lambda row: row.activities)
    sure = min(rows[:12], key=lambda row: (row.rank_high - row.rank_low, row.rank))
    table = _table(("rank", "interval", "agency", "betweenness", "inferred"), top)
    return f"""
## Ranks and how sure they are

Who lies on the shortest ways between others?

{table}

The interval is for the rank in all that took place, of which about half is taken to be on record: many random halves
of the record are ranked anew, and in each an unknown share of what was inferred is dropped. [Intervals](intervals.md)
says how wide that makes an interval, shows on programmes whose truth is known that 95 in 100 hold the true rank, and
what none of them covers. {sure.name} is between {sure.rank_low} and {sure.rank_high}. {vague.name} stands at
{vague.rank}, but on {vague.activities} activities alone, and may as well be anywhere from {vague.rank_low} to
{vague.rank_high}: do not quote its rank. Two agencies whose intervals overlap must not be told apart.

    comity rank --by betweenness --between agencies
"""


def _measures(graph: comity.Graph) -> str:
    nets = {False: graph.network(between="agencies"), True: graph.network("expertise", "agencies")}
    rows = []
    for measure in MEASURES.values():
        if measure.name in ROLES:
            continue
        directed = measure.directed is True
        net = nets[directed]
        value = number(float(measure.compute(net.view)[net.selection.find(EXAMPLE)]))
        mark = " ¹" if directed else ""
        rows.append((f"`{measure.name}`{mark}", measure.says.format(value=value), measure.says_ru.format(value=value)))
    table = _table(("measure", "says", "по-русски"), rows)
    name = _name(nets[False], EXAMPLE)
    return f"""
## The measures, of one agency

What each says of {name}, over joint ties between agencies (¹: over expertise ties, which have a direction).

{table}

`comity rank --list` gives the formulas, and each ranking names the paper its measure comes from.

    comity explain {EXAMPLE} --by betweenness --between agencies
"""


def _brokers(graph: comity.Graph) -> str:
    net = graph.network(between="agencies")
    says = {
        "coordinator": "between two of its own country",
        "consultant": "between two of one other country",
        "gatekeeper": "between its own country and another",
        "liaison": "between two different countries, neither its own",
    }
    rows = []
    for role, where in says.items():
        first = net.rank(role, 200).rows[0]
        rows.append((f"`{role}`", where, first.name, number(first.value), f"{first.rank_low}-{first.rank_high}"))
    table = _table(("way", "stands", "most often", "pairs", "interval of its rank"), rows)
    given = graph.network("expertise", "agencies").rank("brokerage", 200).rows
    return f"""
## Who stands between countries

An agency brokers when it is tied to two that are not tied to each other. By where the three stand there are five ways
(Gould and Fernandez); over ties without direction `gatekeeper` and `representative`, into and out of one's own country,
are one.

{table}

Over expertise ties there is next to nothing to tell: who teaches is seldom taught. The first there, {given[0].name},
stands between {number(given[0].value)} pairs, and the interval of its rank, {given[0].rank_low} to
{given[0].rank_high}, is that of everyone.

    comity rank --by liaison --between agencies
"""


def _chance(graph: comity.Graph) -> str:
    net = graph.network(between="agencies")
    kept = {model: net.backbone(model).rows for model in ("hypergeometric", "sdsm", "disparity")}
    table = _table(
        ("null model", "what chance keeps", "ties kept"),
        [
            ("`hypergeometric`", "how many activities each agency had", len(kept["hypergeometric"])),
            ("`sdsm`", "that, and how many agencies each activity had", len(kept["sdsm"])),
            ("`disparity`", "how much weight each agency has to spread over its ties", len(kept["disparity"])),
        ],
    )
    strong = kept["sdsm"][0]
    pairs = {(row["source"], row["target"]) for row in kept["sdsm"]}
    weak = next(row for row in net.rows if (row["source"], row["target"]) not in pairs)
    against = net.explain(weak["source"], weak["target"], "sdsm").chance
    assert against
    return f"""
## More than chance?

Those who come to much meet many. Of {len(net.rows)} joint ties, how many are more than that?

{table}

{_pair(net, strong)} shared {strong["weight"]} activities where chance would give {strong["expected"]:.1f}
(p = {strong["p_adjusted"]:.2g} after correction for {_tests(net):,} pairs): a tie worth asking about.
{_pair(net, weak)} shared {weak["weight"]} where chance would give {against.expected:.1f}
(p = {against.adjusted:.2g}): they met often because both were at nearly everything. That a tie is not more than chance
does not make it untrue; every one of its activities took place.

    comity network --between agencies --backbone sdsm
"""


def _time(graph: comity.Graph) -> str:
    (change,) = graph.network(between="agencies").compare(",".join(PERIODS))
    sure = [moved for moved in change.moved if moved.is_sure]
    verdict = (
        "a random split of the same activities would seldom differ as much"
        if change.p <= 0.05
        else "a random split of the same activities differs as much often enough that no change should be claimed"
    )
    moves = "; ".join(f"{moved.name} from {moved.before} to {moved.after}" for moved in sure[:3])
    return f"""
## What changed

From {PERIODS[0].replace("..", "-")} to {PERIODS[1].replace("..", "-")}, {change.count("kept")} ties were kept,
{change.count("gained")} gained and {change.count("lost")} lost. That sounds like much, but which activities happen to
take place makes ties come and go: p = {change.p:.2f}, {verdict}. Of {len(change.moved)} agencies, {len(sure)} moved so
far that the intervals of their ranks lie apart{f": {moves}" if moves else ""}.

    comity compare --periods {",".join(PERIODS)} --between agencies
"""


def _inference(graph: comity.Graph) -> str:
    net, stated = (graph.network(between="agencies", stated_only=only) for only in (False, True))
    tops = [", ".join(row.name for row in each.rank("strength", 20).rows[:3]) for each in (net, stated)]
    table = _table(
        ("", "all", "stated only"),
        [
            ("agencies", len(net.selection.nodes), len(stated.selection.nodes)),
            ("joint ties", len(net.rows), len(stated.rows)),
            ("strongest three", *tops),
        ],
    )
    notes = "\n".join(f"- {note}" for note in net.notes_on_data)
    return f"""
## What rests on inference, and what is missing

`--stated-only` leaves out what is inferred and what comes from a group ("border agencies of the five countries"):

{table}

Where the two columns disagree, say which one you quote. What the pages do not tell is said beside every result:

{notes}

    comity rank --between agencies --stated-only
"""


def _filled(block: str) -> str:
    """Fill the lines of a paragraph; leave lists, tables, headings and commands as they are."""
    if block.startswith(("#", "|", "    ", "- ", "1. ")):
        return block
    return textwrap.fill(" ".join(block.split()), 120, break_long_words=False, break_on_hyphens=False)


def _tests(net: comity.Network) -> int:
    size = len(net.selection.nodes)
    return size * (size - 1) // 2


def _name(net: comity.Network, node: str) -> str:
    return net.selection.nodes[net.selection.find(node)].name


def _pair(net: comity.Network, row: dict[str, str]) -> str:
    return f"{_name(net, row['source'])} and {_name(net, row['target'])}"


def _percent(share: float) -> str:
    return "" if share != share else f"{share:.0%}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(lines)
