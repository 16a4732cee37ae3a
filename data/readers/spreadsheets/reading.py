"""Read a spreadsheet: its sheets, its mapping and the names of a package become proposals, and faults are told."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ...cells import suggest
from ...package import Package
from ..faults import CellFault, CellPlace, Faults
from ..proposals import FOLDER, Proposal, read_candidates
from ..registry import Registry
from ..standing import StandingRows
from .assemble import Assembler
from .grid import Sheet, read_sheets
from .headers import Body
from .mapping import MappingError, SheetMapping
from .meanings import Meanings
from .own_columns import own_plans
from .rows import Plan, check_maps


@dataclass(frozen=True)
class SheetReading:
    """What was read of a file: what is proposed, what the package says already, and what is wrong."""

    proposals: tuple[Proposal, ...]
    standing: tuple[Proposal, ...]
    before: frozenset[str]  # identifiers of what was proposed from this file before
    faults: tuple[CellFault, ...]
    fault_count: int
    sheets: tuple[tuple[CellPlace, tuple[int, int], Counter[str]], ...]  # its header, and what was left out

    @property
    def new(self) -> int:
        """How many proposals were not there before."""
        return len({each.id for each in self.proposals} - self.before)

    @property
    def gone(self) -> int:
        """How many proposals of before the file no longer makes, and the package has not taken."""
        return len(self.before - {each.id for each in (*self.proposals, *self.standing)})


def candidates_path(folder: Path, file: Path) -> Path:
    """Name the file of candidates of *file* in the package *folder*."""
    return folder / FOLDER / f"{file.stem}.csv"


def read_spreadsheet(path: Path, mapping: SheetMapping | None, package: Package | None) -> SheetReading:
    """Read every planned sheet of *path*; without a mapping it has to have our columns.

    Raises ``ReadingError`` where the file cannot be read, ``MappingError`` where the mapping does not fit it.
    """
    sheets = read_sheets(path, mapping.encoding if mapping else "utf-8-sig")
    faults = Faults()
    plans = _mapped_plans(mapping, sheets) if mapping else own_plans(path, sheets, faults)
    known = candidates_path(package.folder, path) if package else None
    before = read_candidates(known) if known and known.is_file() else []
    registry = Registry(package)
    meanings = Meanings(registry, mapping.dates, mapping.languages) if mapping else Meanings(registry)
    standing = StandingRows(package, before)
    assembler = Assembler(path.stem, meanings, standing, faults)
    if mapping and mapping.source:
        try:
            assembler.take_source(mapping.source, CellPlace(mapping.file))
        except ValueError as error:
            raise MappingError([mapping.problem(0, f"source: {error}")]) from None
    new, known_rows = list[Proposal](), list[Proposal]()
    for proposal in assembler.propose(plans):
        (known_rows if standing.has(proposal) else new).append(proposal)
    return SheetReading(
        proposals=tuple(new),
        standing=tuple(known_rows),
        before=frozenset(each.id for each in before),
        faults=tuple(faults),
        fault_count=faults.count,
        sheets=tuple((plan.body.sheet.spot, plan.body.header, plan.body.left_out()) for plan in plans),
    )


def _mapped_plans(mapping: SheetMapping, sheets: list[Sheet]) -> list[Plan]:
    plans, problems = list[Plan](), []
    for each in mapping.sheets:
        meant = [sheet for sheet in sheets if not each.sheet or sheet.name == each.sheet]
        if not meant:
            names = [sheet.name for sheet in sheets]
            problems.append(
                mapping.problem(each.line, suggest(each.sheet, names, f"the sheets of {sheets[0].spot.file}"))
            )
        for sheet in meant:
            first, last = each.header
            if last > len(sheet.rows):
                text = f"the header ends in row {last}, and {sheet.spot} in row {len(sheet.rows)}; mend `header`"
                problems.append(mapping.problem(each.line, text))
            else:
                body = Body(sheet, (first - 1, last - 1), each.skip, each.fill_down)
                plans.append(Plan(len(plans), body, each))
    problems += [mapping.problem(line, text) for line, text in check_maps(plans)]
    if problems:
        raise MappingError(problems)
    return plans
