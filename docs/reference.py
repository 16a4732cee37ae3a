"""Write the reference pages from the code and the data files they describe.

``python docs/reference.py`` writes them; a test compares them with what is committed.
"""

from pathlib import Path

import pyoxigraph as ox
from reading import reading

from comity.__main__ import cli
from comity.data.errors import TOLD
from comity.data.schema import TABLES, Column
from comity.data.tables import MAX_COLUMNS, MAX_LINE, MAX_LINES, MAX_ROWS
from comity.graph.build.rdf_check import MAX_SIZE, MEMORY, SECONDS
from comity.graph.build.rdf_guard import MAX_DEPTH, MAX_XML_DEPTH
from comity.graph.query.saved import saved_queries
from comity.graph.ties.ties import TIES, WEIGHTS
from comity.ontology import PREFIXES, SCHEMES, load_scheme
from comity.ontology.schemes import FOLDER

HERE = Path(__file__).parent


def commands() -> str:
    """List the help of every command."""
    lines = [
        "# Commands",
        "",
        "Exit codes: 0 done, 1 the input or the question is at fault, 2 usage.",
        "",
        "The file that `-o` names is exchanged for the new one when that is complete; a link stays, and the file it",
        "leads to is exchanged. Devices, pipes and `/dev/stdout` are written to as they are.",
        "",
        "`-f csv` is data as RFC 4180 has it: every text stands as it is, also one that begins with `=` and that a",
        "spreadsheet would take for a formula. With `--spreadsheet` such texts get an apostrophe, and the file a mark",
        "by which spreadsheets know UTF-8.",
    ]
    root = cli.make_context("comity", [], resilient_parsing=True, terminal_width=100)
    contexts = [root]
    for name, command in cli.commands.items():
        contexts.append(command.make_context(name, [], parent=root, resilient_parsing=True, terminal_width=100))
    for context in contexts:
        lines += ["", f"## {context.command_path}", "", "```text", context.get_help().rstrip(), "```"]
    return "\n".join(lines) + "\n"


def tables() -> str:
    """List every column of every table."""
    lines = [
        "# Tables",
        "",
        "A package is a folder of CSV tables (UTF-8, commas, one header row) with a `datapackage.json` that gives",
        "`name`, `title`, `version` and `base`, the beginning of its IRIs. `sources`, `actors`, `activities` and",
        "`participations` are required. Several values in a cell are parted by `|`.",
        "",
        f"`comity build` tells the first {TOLD:,} faults and how many more there are. A table has at most {MAX_ROWS:,}",
        f"rows, {MAX_COLUMNS:,} columns, lines of {MAX_LINE:,} characters and rows of {MAX_LINES:,} lines, and no",
        "character that XML cannot hold. RDF files in `rdf/` are first read through in a process of their own: at most",
        f"{MAX_SIZE >> 30} GiB each, {MEMORY >> 30} GiB of memory, {SECONDS} s of computing and 1 s more for each MB,",
        f"XML {MAX_XML_DEPTH:,} deep, JSON-LD {MAX_DEPTH}; they hold what every syntax of RDF 1.1 can.",
    ]
    for table in TABLES:
        lines += ["", f"## {table.file}", "", table.description, "", "| column | holds | becomes |", "|---|---|---|"]
        lines += [
            f"| `{column.name}`{' *' if column.required else ''} | {_holds(column)} | {_becomes(column)} |"
            for column in table.columns
        ]
    lines += ["", "\\* must not be empty."]
    return "\n".join(lines) + "\n"


def _holds(column: Column) -> str:
    parts = [column.description]
    if column.scheme:
        parts.append(f"From the scheme [{column.scheme}](vocabulary.md#{column.scheme}).")
    if column.references:
        parts.append(f"An `id` of {column.references}.csv.")
    if column.type in ("date", "boolean"):
        parts.append({"date": "YYYY-MM-DD.", "boolean": "yes or no."}[column.type])
    return " ".join(parts).replace("|", "\\|")


def _becomes(column: Column) -> str:
    return f"`{column.property}`" if column.property else ""


def vocabulary() -> str:
    """List the classes, properties and concepts."""
    terms: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(FOLDER / "comity.ttl")):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        value = quad.object
        about = terms.setdefault(_short(quad.subject.value), {})
        key = _short(quad.predicate.value) + (f"@{value.language}" if isinstance(value, ox.Literal) else "")
        about.setdefault(key, []).append(value.value if isinstance(value, ox.Literal) else _short(str(value)[1:-1]))
    lines = ["# Vocabulary", "", f"Namespace `{PREFIXES['comity']}`, prefix `comity:`."]
    for title, kinds in (
        ("Classes", {"owl:Class"}),
        ("Properties", {"owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"}),
    ):
        lines += ["", f"## {title}", "", "| term | label | definition | specialises |", "|---|---|---|---|"]
        for name, about in sorted(terms.items()):
            if kinds & set(about.get("rdf:type", [])):
                above = about.get("rdfs:subClassOf", []) + about.get("rdfs:subPropertyOf", [])
                label = f"{about['rdfs:label@en'][0]}, {about['rdfs:label@ru'][0]}"
                definition = " ".join(about["skos:definition@en"])
                lines.append(f"| `{name}` | {label} | {definition} | {', '.join(f'`{a}`' for a in above)} |")
    lines += ["", "## Terms of others", "", "| term | used for |", "|---|---|"]
    lines += [
        f"| `{name}` | {about['skos:definition@en'][0]} |"
        for name, about in sorted(terms.items())
        if "rdf:type" not in about and "skos:definition@en" in about
    ]
    for scheme in map(load_scheme, SCHEMES):
        lines += ["", f"## {scheme.name}", "", f"{scheme.title}. Prefix `{scheme.name}:`.", ""]
        lines += ["| code | English | Russian | definition | broader |", "|---|---|---|---|---|"]
        lines += [
            f"| `{c.notation}` | {c.labels['en']} | {c.labels['ru']} | {c.definition} | {', '.join(c.broader)} |"
            for c in scheme.concepts.values()
        ]
    return "\n".join(lines) + "\n"


def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def queries() -> str:
    """List every saved query."""
    lines = ["# Saved queries", "", "`comity query NAME` asks one; its text can be pasted into any SPARQL tool."]
    for query in saved_queries().values():
        lines += ["", f"## {query.name}", "", f"**{query.title}.** {query.description}"]
        for parameter in query.parameters:
            needed = " (required)" if parameter.required else ""
            lines += ["", f"`--set {parameter.name}=…`{needed}: {parameter.description}."]
        text = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
        lines += ["", "```sparql", text.strip(), "```"]
    return "\n".join(lines) + "\n"


def ties() -> str:
    """List the definition of every tie and weight."""
    lines = ["# Ties", "", 'What "cooperated" means, one definition for each kind of tie.']
    for tie in TIES.values():
        way = "directed" if tie.directed else "undirected"
        lines += [
            "",
            f"## {tie.name}",
            "",
            f"*{tie.label}* ({way}). {tie.definition}",
            "",
            tie.concept.definitions["ru"],
        ]
    lines += [
        "",
        "## Levels",
        "",
        "Between *actors*; between *agencies*, where an actor counts as its top organisation; or between *countries*,",
        "where it counts as the country it stands for. An actor that holds two roles in an activity counts once.",
        "",
        "## Weights",
        "",
    ]
    lines += [f"- `{name}`: {meaning}." for name, meaning in WEIGHTS.items()]
    lines += [
        "",
        "k counts the nodes that take part on either side of the tie, after filters. An activity whose length is not",
        "known counts as one day. Programmes and collective actors are left out unless `--all-actors` is given.",
        "",
        "## The same by SPARQL",
        "",
        "`comity explain A B -f sparql` writes the query for one tie, `net.sparql` the one for a whole network.",
    ]
    return "\n".join(lines) + "\n"


PAGES = {
    "commands.md": commands,
    "tables.md": tables,
    "vocabulary.md": vocabulary,
    "queries.md": queries,
    "ties.md": ties,
    "reading.md": reading,
}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (HERE / name).write_text(write(), encoding="utf-8")
