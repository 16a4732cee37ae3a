"""Cells: what is read from a text, and what a fault says."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.data.cells import parser
from comity.data.schema import ACTIVITIES, ACTORS, IDENTIFIERS, PLACES, SOURCES, TRANSFERS, Column

READ = [
    (ACTIVITIES.column("earliest"), "2020-02-29", date(2020, 2, 29)),
    (ACTIVITIES.column("earliest"), "", None),
    (ACTIVITIES.column("headcount"), "20", 20),
    (ACTIVITIES.column("headcount"), "", None),
    (ACTIVITIES.column("themes"), "migration | return", ("migration", "return")),
    (ACTIVITIES.column("themes"), "", ()),
    (ACTIVITIES.column("candidate_years"), "2023|2022", ("2023", "2022")),
    (ACTIVITIES.column("note"), "", ""),
    (ACTORS.column("collective"), "yes", True),
    (ACTORS.column("collective"), "no", False),
    (PLACES.column("latitude"), "-12.50", Decimal("-12.50")),
    (PLACES.column("id"), "TKM", "TKM"),
    (SOURCES.column("url"), "https://example.org/a?b=c", "https://example.org/a?b=c"),
    (TRANSFERS.column("value_covers"), "all", "all"),
]

FAULTS = [
    (ACTIVITIES.column("earliest"), "31/02/2020", '"31/02/2020" is not a day; write YYYY-MM-DD'),
    (ACTIVITIES.column("earliest"), "2018", '"2018" is not a day; write YYYY-MM-DD'),
    (ACTIVITIES.column("earliest"), "2020-02-31", '"2020-02-31" does not exist in the calendar; write YYYY-MM-DD'),
    (ACTIVITIES.column("headcount"), "about 20", '"about 20" is not a whole number; write digits only'),
    (ACTIVITIES.column("headcount"), "9" * 5_000, "is not a whole number; write digits only, up to 18"),
    (ACTIVITIES.column("headcount"), "٣", '"٣" is not a whole number'),
    (ACTIVITIES.column("headcount"), "0", '"0" is too small; the least is 1'),
    (ACTIVITIES.column("kind"), "workshp", '"workshp" is not in the scheme activity-kind; did you mean "workshop"?'),
    (ACTIVITIES.column("kind"), "Workshop", '"Workshop" is not in the scheme activity-kind; did you mean "workshop"?'),
    (ACTIVITIES.column("kind"), "", "is empty; write kind, for example workshop"),
    (ACTIVITIES.column("themes"), "migration||return", "has an empty part; write the parts with a single | between"),
    (ACTIVITIES.column("candidate_years"), "22|23", '"22|23" is not of the form of candidate years'),
    (ACTIVITIES.column("id"), "Two Words", '"Two Words" is not of the form of identifier; write it like'),
    (ACTORS.column("collective"), "true", '"true" is neither yes nor no; write yes or no'),
    (PLACES.column("latitude"), "91", '"91" is too large; the most is 90'),
    (PLACES.column("latitude"), "12,5", '"12,5" is not a number; write digits with a point'),
    (PLACES.column("latitude"), "NaN", '"NaN" is not a number'),
    (SOURCES.column("url"), "example.org", '"example.org" is not a web address'),
    (SOURCES.column("url"), "javascript:alert(1)", "is not a web address; write one that begins with http"),
    (SOURCES.column("url"), "https://example.org/a b", "is not a web address"),
    (IDENTIFIERS.column("table"), "actor", 'did you mean "actors"?'),
    (TRANSFERS.column("currency"), "euro", '"euro" is not of the form of currency; write it like EUR'),
]


@pytest.mark.parametrize(("column", "text", "value"), READ, ids=[f"{c.name}={t}" for c, t, _ in READ])
def test_a_sound_cell_is_read(column: Column, text: str, value: object) -> None:
    assert parser(column)(text) == value


@pytest.mark.parametrize(("column", "text", "message"), FAULTS, ids=[f"{c.name}={t}" for c, t, _ in FAULTS])
def test_a_fault_says_what_was_found_and_what_would_do(column: Column, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        parser(column)(text)
    assert message in str(caught.value)


def test_a_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(ValueError, match=r"x\.\.\." + '"'):
        parser(ACTIVITIES.column("earliest"))("x" * 5000)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_written_as_csv_is_read_as_it_was(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([text, "x"])
    cell = next(csv.reader(io.StringIO(out.getvalue())))[0]
    assert parser(ACTIVITIES.column("note"))(cell) == text
