"""Dates in words."""

from datetime import date

import pytest

from comity.data.dates import in_words

CASES = [
    ("day", date(2017, 12, 12), date(2017, 12, 12), "12 December 2017"),
    ("day", date(2018, 1, 29), date(2018, 2, 2), "29 January–2 February 2018"),
    ("day", date(2024, 12, 30), date(2025, 1, 2), "30 December 2024–2 January 2025"),
    ("day", date(2020, 2, 11), None, "from 11 February 2020"),
    ("month", date(2017, 4, 1), date(2017, 4, 30), "April 2017"),
    ("bounded", date(2019, 1, 1), date(2019, 1, 1), "1 January 2019"),
    ("day-without-year", date(2022, 10, 3), date(2024, 10, 5), "3–5 October, between 2022 and 2024"),
    ("day-without-year", date(2025, 2, 10), date(2025, 2, 11), "10–11 February, in 2025"),
    ("day-without-year", date(2024, 7, 9), date(2024, 7, 9), "9 July, in 2024"),
    ("unknown", date(2018, 1, 1), date(2018, 12, 31), "no date; 2018"),
    ("unknown", date(2023, 1, 1), date(2024, 12, 31), "no date; 2023 or 2024"),
    ("unknown", None, None, "no date"),
]


@pytest.mark.parametrize(("precision", "first", "last", "words"), CASES, ids=[words for *_, words in CASES])
def test_a_date_in_words(precision: str, first: date | None, last: date | None, words: str) -> None:
    assert in_words(precision, first, last) == words
