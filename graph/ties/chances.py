"""How likely an activity lies in a period, where its date leaves that open."""

from datetime import date

import numpy as np


def chance_within(
    since: date | None, until: date | None, earliest: np.ndarray, latest: np.ndarray, precision: np.ndarray
) -> np.ndarray:
    """Return for each activity the share of what its date leaves open that lies from *since* to *until*.

    Of a known day it is 1 or 0; of days whose year is open, the share of the candidate years; else the
    share of the days between *earliest* and *latest*. Without a date, and without a period, it is 1.

    >>> from datetime import date
    >>> days = [np.array([text], "datetime64[D]") for text in ("2017-07-09", "2018-07-09")]
    >>> chance_within(date(2018, 1, 1), None, *days, np.array(["day-without-year"])).tolist()
    [0.5]
    """
    begin = np.datetime64(since or date.min, "D")
    end = np.datetime64(until or date.max, "D")
    first, last = np.maximum(earliest, begin), np.minimum(latest, end)
    inside = np.maximum((last - first).astype(np.int64) + 1, 0)
    span = (latest - earliest).astype(np.int64) + 1
    share = np.where(np.isnat(earliest), 1.0, inside / np.where(np.isnat(earliest), 1, span))
    share[precision == "day"] = np.ceil(share[precision == "day"])
    for number in np.flatnonzero((precision == "day-without-year") & ~np.isnat(earliest)).tolist():
        share[number] = _share_of_years(earliest[number], latest[number], begin, end)
    return share


def _share_of_years(earliest: np.datetime64, latest: np.datetime64, begin: np.datetime64, end: np.datetime64) -> float:
    """Return the share of the candidate years in which the days overlap the period."""
    years = [day.astype("datetime64[Y]") for day in (earliest, latest)]
    offset = [day - year.astype("datetime64[D]") for day, year in zip((earliest, latest), years, strict=True)]
    count = int((years[1] - years[0]).astype(int)) + 1
    hits = sum(
        bool((years[0] + n).astype("datetime64[D]") + offset[0] <= end)
        and bool((years[0] + n).astype("datetime64[D]") + offset[1] >= begin)
        for n in range(count)
    )
    return hits / count
