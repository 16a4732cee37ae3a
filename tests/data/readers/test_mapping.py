"""A mapping is checked as a whole, and every fault is told with its line."""

from pathlib import Path

import pytest

from comity.data.readers.spreadsheets.mapping import MappingError, read_mapping

SOUND = """\
dates: day-first
languages: [en, ru, uz]
source: {url: https://example.org/plan, language: en, publisher: Office}
sheets:
- sheet: Plan
  header: 4-5
  skip: Total
  fill_down: [Event]
  year: 2019
  activities:
    keys: [Event]
    title: Event
    themes: {column: Themes, split: [";", newline], values: {Visas: document-security}}
  participations:
  - {actor: Who, role: {literal: expert}}
  - {actor: {column: Others, split: ","}, role: Role}
"""


def mapped(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as caught:
        read_mapping(path)
    return str(caught.value).splitlines()


def test_a_mapping_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(SOUND, encoding="utf-8")
    mapping = read_mapping(path)
    (sheet,) = mapping.sheets
    assert (mapping.dates, mapping.languages, sheet.header, sheet.year) == (
        "day-first",
        ("en", "ru", "uz"),
        (4, 5),
        2019,
    )
    assert [rows.table.name for rows in sheet.rows] == ["activities", "participations", "participations"]
    themes = sheet.rows[0].values["themes"]
    assert themes.parts("Visas; a\nb") == ["Visas", "a", "b"]
    assert themes.meaning("VISAS") == "document-security"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = """\
dates: day-frst
languages: [en, xx]
encoding: utf-9
sheet: Plan
sheets:
- header: 5-4
  year: 19
  activities:
    titel: Event
    title: {column: A, literal: B}
    title: {literal: B}
- skip: Total
"""
    assert mapped(tmp_path, text) == [
        'plan.yaml, line 1: "day-frst" is not in the orders of day and month; did you mean "day-first"?',
        'plan.yaml, line 2: "xx" is not a language whose months are known',
        'plan.yaml, line 3: "utf-9" is not an encoding that is known; write one like utf-8 or cp1251',
        'plan.yaml, line 4: "sheet" is not in the parts of a mapping; did you mean "sheets"?',
        'plan.yaml, line 6: "5-4" does not name rows of a header; the first is 1, the last at most 1,000',
        'plan.yaml, line 7: "19" is not a year; write four digits',
        'plan.yaml, line 9: "titel" is not in the columns of activities; did you mean "title"?',
        "plan.yaml, line 10: a value comes from one `column`, or is one `literal`; write one of them",
        'plan.yaml, line 11: "title" stands twice; keep one',
        "plan.yaml, line 12: the sheet becomes nothing; add one of sources, places, actors, activities, "
        "participations, transfers, conflicts, identifiers",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "`key: value`"),
        ("- a", "`key: value`"),
        ("dates: day-first", "`sheets` is missing"),
        ("a: [", "line 1: is not YAML"),
        ("a: &x [1]\nb: *x", "has an alias"),
        ("sheets: " + "[" * 5000, "plan.yaml"),
        ("sheets:\n- activities: {[a]: b}", "is not a word"),
        ("sheets:\n- activities: {title: [a, b]}", "`key: value`"),
        ("encoding: rot13", "not an encoding"),
        ("sheets: !!python/object/apply:os.system [ls]", "becomes nothing"),
    ],
)
def test_what_is_no_mapping_is_refused(text: str, fault: str, tmp_path: Path) -> None:
    assert any(fault in line for line in mapped(tmp_path, text))


def test_bytes_that_are_no_text_and_too_many_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"a: \xff")
    with pytest.raises(MappingError, match="is not UTF-8"):
        read_mapping(path)
    path.write_bytes(b" " * (2 << 20))
    with pytest.raises(MappingError, match="the most is"):
        read_mapping(path)
