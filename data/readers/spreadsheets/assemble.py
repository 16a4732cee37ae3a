"""Bring together what the rows of all sheets say: one proposal for each thing, with identifiers that tie them."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from ...cells import quote
from ...schema import ACTIVITIES, ACTORS, PLACES, SOURCES, TABLES, Table
from ..faults import CellPlace, Faults
from ..identifiers import activity_slug, address_slug, slug, tell_apart
from ..proposals import ASSUMED, Proposal, Said
from ..registry import bare_name, fold_name
from ..standing import StandingRows
from ..texts import cell_text
from .activities import complete_activity
from .meanings import Meanings, assumed, left_open, literal_value
from .rows import OF_ACTIVITIES, Draft, Plan, RowReader, is_made


class Assembler:
    """Make proposals of planned sheets; ``name`` is that of the file, by which its proposals are known again."""

    def __init__(self, name: str, meanings: Meanings, standing: StandingRows, faults: Faults) -> None:
        self.name, self.meanings, self.standing, self.faults = name, meanings, standing, faults
        self.registry = meanings.registry
        self.source = ""  # of each row that names none
        self._made: dict[str, Proposal] = {}
        self._of_row: dict[tuple[str, int, int], str] = {}  # the activity, or source, that a row tells of
        self._of_key: dict[str, set[str]] = {}  # activities by the one value that is their key

    def propose(self, plans: list[Plan]) -> list[Proposal]:
        """Make the proposals of all sheets, tables in their order."""
        for table in TABLES:
            drafts = self._drafts(table, plans)
            if table in (ACTORS, PLACES):  # which refer to each other
                self._register(table, drafts)
                drafts = self._drafts(table, plans, self.faults)
            if table is ACTIVITIES:
                drafts = self._merged(drafts)
                years = {plan.number: plan.map.year for plan in plans}
                for draft in drafts:
                    complete_activity(draft, self.meanings, self.faults, years[draft.row[0]])
            for draft in drafts:
                self._complete(draft)
            self._take(table, drafts)
        return list(self._made.values())

    def take_source(self, source: str | Mapping[str, str], spot: CellPlace) -> None:
        """Take the source of the whole file: one that is known, or a row that is proposed; raises ``ValueError``."""
        if isinstance(source, str):
            found = self.registry.find("sources", source)
            if source and not found:
                raise ValueError(f'"{source}" is no source of the package; write its columns, with its url')
            self.source = found[0] if found else ""
            return
        columns = {column.name: column for column in SOURCES.columns}
        draft = Draft(
            SOURCES, spot, (-1, 0), {name: literal_value(columns[name], text) for name, text in source.items()}
        )
        known = self.registry.find("sources", source.get("url", ""))
        if known:
            self.source = known[0]
        else:
            self._complete(draft)
            self._take(SOURCES, [draft])
            self.source = draft.text("id")

    def _drafts(self, table: Table[Any], plans: list[Plan], faults: Faults | None = None) -> list[Draft]:
        """Read the rows for one table; actors and places are read twice, and their faults told once."""
        told = faults or (Faults() if table in (ACTORS, PLACES) else self.faults)
        reader = RowReader(self.meanings, told)
        read = (reader.drafts(plan, rows) for plan in plans for rows in plan.map.rows if rows.table is table)
        return sorted(chain.from_iterable(read), key=lambda draft: draft.row)

    def _register(self, table: Table[Any], drafts: list[Draft]) -> None:
        for draft in drafts:
            self._complete(draft)
        self._name(table, drafts)
        for draft in drafts:
            names = [draft.text("name") or draft.words("name"), draft.text("name_ru")]
            names += map(bare_name, draft.text("aliases").split("|"))
            self.registry.add(table.name, draft.text("id"), names)
            if table is PLACES:
                self.registry.kinds[draft.text("id")] = draft.text("kind")
                self.registry.countries[draft.text("id")] = draft.text("country")

    def _merged(self, drafts: list[Draft]) -> list[Draft]:
        """Make one of the rows that are about one activity; where they differ, that is told."""
        first: dict[tuple[str, ...], Draft] = {}
        rows: list[tuple[Draft, Draft]] = []
        for draft in drafts:
            own = draft.text("id")
            key = ("id", own) if own else draft.key
            kept = first.setdefault(key, draft)
            rows.append((draft, kept))
            if kept is not draft:
                self._join(kept, draft)
        self._rows_of = rows
        return list(first.values())

    def _join(self, kept: Draft, draft: Draft) -> None:
        for name, (cell, spot) in draft.cells.items():
            if name not in kept.cells:
                kept.cells[name] = cell, spot
                if name in draft.said:
                    kept.said[name] = draft.said[name]
            elif kept.cells[name][0] != cell:
                words = quote(cell_text(cell)), quote(cell_text(kept.cells[name][0]))
                text = f"{words[0]} is not {words[1]} as in row {kept.spot.row}, which is about the same"
                self.faults.add(spot, text)

    def _complete(self, draft: Draft) -> None:
        """Add what a row of a table says without a cell for it, and leave open what it must say and does not."""
        said, table = draft.said, draft.table
        if table.name in OF_ACTIVITIES and not draft.text("activity"):
            self._add_activity(draft)
        if table is ACTIVITIES and not draft.text("source") and not draft.words("source"):
            source = self._of_row.get(("sources", *draft.row), self.source)
            said["source"] = Said(source, why="the source of the sheet") if source else left_open("no source is named")
        for name, value in _USUAL.get(table.name, {}).items():
            if name not in said and (name not in draft.mapped or is_made(table, name)):
                said[name] = value
        if table.name == "participations" and "words" not in draft.mapped and (actor := said.get("actor")):
            said["words"] = Said(actor.quote.replace("|", "/"), actor.quote, actor.where)
        if table is SOURCES and "publisher" not in said and (url := draft.text("url")):
            host = (urlsplit(url).hostname or "").removeprefix("www.")
            said["publisher"] = Said(host, why="the host of its address", sure=ASSUMED)
        for column in table.columns:
            if column.required and column.name not in said and column.name != "id":
                said[column.name] = left_open("no column gives it")

    def _add_activity(self, draft: Draft) -> None:
        """Find the activity of a row: the one that the row itself tells of, or the one whose key it names."""
        if named := draft.cells.get("activity"):
            found = self._of_key.get(fold_name(cell_text(named[0])), set())
            if len(found) == 1:
                draft.said["activity"] = Said(next(iter(found)), cell_text(named[0]), named[1].cell)
        elif of_row := self._of_row.get(("activities", *draft.row)):
            draft.said["activity"] = Said(of_row, why="the activity of its row")
        else:
            draft.said["activity"] = left_open("its row tells of no activity")
            text = "tells of no activity; fill the columns of its activity, or name them in `fill_down`"
            self.faults.add(draft.spot, text)

    def _take(self, table: Table[Any], drafts: list[Draft]) -> None:
        if table.name in _BASES:
            self._name(table, drafts)
        for draft in drafts:
            proposal = self._proposal(draft)
            self._made.setdefault(proposal.id, proposal)
            name = draft.text("id")
            if table is SOURCES:
                self.registry.add(table.name, name, [draft.text("url")])
                self._of_row["sources", *draft.row] = name
            elif table is ACTIVITIES:
                self.registry.add(table.name, name, [draft.text("title") or draft.words("title")])
        if table is ACTIVITIES and drafts:
            self._tie_rows()

    def _tie_rows(self) -> None:
        for draft, kept in self._rows_of:
            self._of_row["activities", *draft.row] = kept.text("id")
            if len(draft.key) == 1:
                self._of_key.setdefault(fold_name(draft.key[0]), set()).add(kept.text("id"))

    def _name(self, table: Table[Any], drafts: Iterable[Draft]) -> None:
        """Give an identifier to each row that has none."""
        taken = self.standing.ids(table.name)
        waiting: dict[tuple[str, ...], list[Draft]] = {}
        bases: dict[tuple[str, ...], str] = {}
        for draft in drafts:
            if draft.text("id"):
                continue
            proposal = self._proposal(draft)
            base = _BASES[table.name](draft)
            named = self.registry.find(table.name, draft.text("name")) if table in (ACTORS, PLACES) else []
            if given := named[0] if len(named) == 1 else self.standing.given(proposal, base):
                draft.said["id"] = Said(given, why=_MADE)
                taken.add(given)
            else:
                waiting.setdefault(proposal.quotes(), []).append(draft)
                bases[proposal.quotes()] = base
        for content, name in tell_apart(bases, taken).items():
            for draft in waiting[content]:
                draft.said["id"] = Said(name, why=_MADE)

    def _proposal(self, draft: Draft) -> Proposal:
        said = {column.name: draft.said[column.name] for column in draft.table.columns if column.name in draft.said}
        return Proposal(draft.table, said, self.name, draft.spot)


def _activity_base(draft: Draft) -> str:
    place = draft.text("place") or draft.text("country")
    return activity_slug(draft.text("title") or draft.words("title"), place, draft.text("earliest"))


def _named_base(draft: Draft) -> str:
    return slug(draft.text("name") or draft.words("name"), 5) or draft.table.name


def _transfer_base(draft: Draft) -> str:
    return f"{draft.text('activity') or 'transfer'}-{slug(draft.text('item'))}".rstrip("-")


_BASES: dict[str, Callable[[Draft], str]] = {
    "sources": lambda draft: address_slug(draft.text("url")),
    "places": _named_base,
    "actors": _named_base,
    "activities": _activity_base,
    "transfers": _transfer_base,
}
_MADE = "made from what the row says"
_NAMES_IT = Said("stated", why="the cell names it")
# What a row says of itself where no column does.
_USUAL: dict[str, dict[str, Said]] = {
    "sources": {"kind": assumed("web-page", "it has an address")},
    "actors": {
        "collective": assumed("no", "no column says that it is a group"),
        "certainty": assumed("certain", "the cell names it"),
    },
    "participations": {"ground": _NAMES_IT},
    "transfers": {"ground": _NAMES_IT},
}
