"""Publication dates as they are written in data: ISO 8601, nothing guessed."""

from __future__ import annotations

import datetime
import re

_DATE = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)


def iso_date(value: object) -> str | None:
    """The day of an ISO 8601 date or date-time, as YYYY-MM-DD; None where `value` is not one.

    A date-time keeps the day that it is written with: news is dated in its own time zone. `date` and
    `datetime` objects, as Parquet has them, are taken as well.
    """
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
