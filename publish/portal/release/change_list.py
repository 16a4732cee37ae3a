"""The list of changes as people read it: Markdown, and a table for spreadsheets."""

import csv
from pathlib import Path

from ....data.spreadsheets import harmless
from .changes import CLASSES, Changes, Difference

LIST, TABLE, ADDED, REMOVED = "CHANGES.md", "changes.csv", "added.nq", "removed.nq"
_HOW = ("added", "removed", "altered")
_LONGEST = 160


def write_changes(folder: Path, version: str, date: str, before: str, changes: Changes | None, held: str) -> None:
    """Write the list into *folder*; a first release has no *changes*, and says what it holds.

    *before* says with which release this one was compared.
    """
    lines = [f"# What changed in {version}", "", f"Published on {date}. It holds {held}.", ""]
    if changes is None:
        lines += ["This is the first release here; there is none to compare it with."]
    else:
        lines += [f"Compared with {before}.", "", *_numbers(changes)]
        for kind, title in CLASSES.items():
            for how in _HOW:
                lines += _section(f"{title.capitalize()} {how}", changes, kind, how)
        lines += ["", "The statements themselves: `added.nq`, `removed.nq`. For spreadsheets: `changes.csv`."]
        for name, statements in ((ADDED, changes.added), (REMOVED, changes.removed)):
            (folder / name).write_text("".join(f"{line}\n" for line in statements), encoding="utf-8", newline="\n")
    (folder / LIST).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    _write_table(folder / TABLE, changes)


def _numbers(changes: Changes) -> list[str]:
    rows = [(title, *(len(changes.of(kind, how)) for how in _HOW)) for kind, title in CLASSES.items()]
    lines = ["| | added | removed | altered |", "|---|---:|---:|---:|"]
    lines += [f"| {title} | {' | '.join(f'{number:,}' for number in numbers)} |" for title, *numbers in rows]
    came, went = len(changes.added) - changes.altered, len(changes.removed) - changes.altered
    lines += [f"| statements | {max(came, 0):,} | {max(went, 0):,} | {changes.altered:,} |"]
    return lines


def _section(title: str, changes: Changes, kind: str, how: str) -> list[str]:
    things = changes.of(kind, how)
    lines = ["", f"## {title}", ""] if things else []
    for thing in things:
        lines += [f"- {_plain(thing.name)} <{thing.thing}>"]
        lines += [f"    - {_difference(each)}" for each in thing.differences]
    return lines


def _difference(difference: Difference) -> str:
    name, before, after = _plain(difference.property), _plain(difference.before), _plain(difference.after)
    if before and after:
        return f'{name}: "{before}" became "{after}"'
    return f'{name}: new, "{after}"' if after else f'{name}: no longer "{before}"'


def _plain(text: str) -> str:
    """Keep text on one line, and from being read as markup."""
    one = " ".join(text.split())
    short = one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…"
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#|" else mark for mark in short)


def _write_table(path: Path, changes: Changes | None) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("class", "change", "name", "property", "before", "after", "iri"))
        for thing in changes.things if changes else ():
            for each in thing.differences or (Difference("", "", ""),):
                row = (thing.kind, thing.change, thing.name, each.property, each.before, each.after, thing.thing)
                writer.writerow(map(harmless, row))
