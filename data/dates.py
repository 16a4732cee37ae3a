"""Dates that are not quite known."""

from datetime import date


def edtf_of(precision: str, earliest: date | None, latest: date | None) -> str:
    """Give the EDTF form that follows from the days, or "" where the days alone do not settle it.

    >>> edtf_of("day", date(2017, 12, 12), date(2017, 12, 15))
    '2017-12-12/2017-12-15'
    >>> edtf_of("day", date(2020, 2, 11), None)
    '2020-02-11/'
    >>> edtf_of("month", date(2017, 4, 1), date(2017, 4, 30))
    '2017-04'
    >>> edtf_of("bounded", date(2017, 11, 16), date(2017, 11, 29))
    '[2017-11-16..2017-11-29]'
    """
    if earliest is None:
        return ""
    if precision == "day":
        return f"{earliest}" if earliest == latest else f"{earliest}/{latest or ''}"
    if precision == "month":
        return f"{earliest:%Y-%m}"
    if precision == "bounded" and latest:
        return f"{earliest}" if earliest == latest else f"[{earliest}..{latest}]"
    return ""
