"""Calendar arithmetic for time expressions: weekdays, months, ISO weeks, and the days that a TIMEX3 value covers.

All dates are proleptic Gregorian. Weekdays count from Monday, 0, to Sunday, 6, as in `datetime`.
"""

from __future__ import annotations

import calendar
import datetime
import re

from dateline.records.report import DatePrecision

Date = datetime.date
Days = datetime.timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First months of the northern hemisphere's meteorological seasons; a winter belongs to the year it starts in."""


_LONGEST: tuple[tuple[int, DatePrecision], ...] = ((2, "day"), (10, "week"), (45, "month"), (190, "season"))
"""A stretch of at most so many days has this precision: the night from 3 to 4 June is a day, "early June" a week."""
_ORDER: tuple[DatePrecision, ...] = ("day", "week", "month", "season", "year", "decade")


def by_length(days: int) -> DatePrecision:
    """How precise a stretch of so many days is."""
    return next((precision for longest, precision in _LONGEST if days <= longest), "year")


def widest(one: DatePrecision, other: DatePrecision, first: str, last: str) -> DatePrecision:
    """How precise a range is, from a date to another of these precisions, given its first and last day (ISO)."""
    days = (Date.fromisoformat(last) - Date.fromisoformat(first)).days + 1
    known = [p for p in (one, other, by_length(days)) if p in _ORDER]
    return max(known, key=_ORDER.index)


def month_days(year: int, month: int) -> int:
    """Number of days of a month (1 to 12) in a year (1 to 9999). Raises ValueError for others."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12:
        raise ValueError(f"no month {year}-{month}")
    return calendar.monthrange(year, month)[1]


def make_date(year: int, month: int, day: int) -> Date | None:
    """The date, or None where there is none such (30 February, the year 0)."""
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def shift_days(day: Date, count: int) -> Date:
    """The date `count` days on; stops at the ends of the calendar."""
    try:
        return day + Days(days=count)
    except OverflowError:
        return Date.max if count > 0 else Date.min


def shift_months(day: Date, count: int) -> Date:
    """The date `count` months on, on the same day or the month's last (31 January and a month: 28 or 29 February)."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if year < 1:
        return Date.min
    if year > 9999:
        return Date.max
    return Date(year, month + 1, min(day.day, month_days(year, month + 1)))


def weekday_before(day: Date, weekday: int, *, strictly: bool = False) -> Date:
    """Latest date with this weekday that is not after (`strictly`: that is before) the day."""
    back = (day.weekday() - weekday) % 7
    return shift_days(day, -(back or 7 if strictly else back))


def weekday_after(day: Date, weekday: int, *, strictly: bool = False) -> Date:
    """Earliest date with this weekday that is not before (`strictly`: that is after) the day."""
    ahead = (weekday - day.weekday()) % 7
    return shift_days(day, ahead or 7 if strictly else ahead)


def weekday_in_week(day: Date, weekday: int, weeks: int = 0) -> Date:
    """Date with this weekday in the ISO week of the day, or `weeks` later."""
    return shift_days(day, weekday - day.weekday() + 7 * weeks)


def easter(year: int) -> Date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return Date(year, month, day + 1)


def week_value(day: Date) -> str:
    """ISO week of a date: 2019-W11."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: Date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: Date) -> str:
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def season_of(day: Date) -> tuple[int, str]:
    """Year and season of a date: January 2019 is in (2018, "WI")."""
    if day.month < 3:
        return day.year - 1, "WI"
    return day.year, ("SP", "SU", "FA", "WI")[day.month // 3 - 1]


def _months(year: int, month: int, count: int) -> tuple[Date, Date] | None:
    first = make_date(year, month, 1)
    if first is None:
        return None
    last = shift_months(first, count - 1)
    return first, last.replace(day=month_days(last.year, last.month))


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?$"
)


def days_of(value: str) -> tuple[Date, Date, DatePrecision] | None:
    """First and last day that a DATE or TIME value covers, and how precise it is; None for values without a date.

    A decade is three figures ("199"), a century two ("19" is 1900 to 1999; its precision is "none", as the record has
    no name for it). Fiscal years ("FY2019") start when a firm or state says, so they cover no known days.
    """
    if len(value) < 4:
        if not value.isdecimal() or len(value) < 2:
            return None
        span = 10 ** (4 - len(value))
        years = int(value) * span
        if years < 1:
            return None
        return Date(years, 1, 1), Date(years + span - 1, 12, 31), "decade" if span == 10 else "none"
    found = _VALUE.match(value)
    if found is None:
        return None
    part = found.groupdict()
    year = int(part["year"])
    precision: DatePrecision
    if part["day"]:
        day = make_date(year, int(part["month"]), int(part["day"]))
        return (day, day, "day") if day else None
    if part["week"]:
        try:
            first = Date.fromisocalendar(year, int(part["week"]), 6 if part["weekend"] else 1)
        except ValueError:
            return None
        return first, shift_days(first, 1 if part["weekend"] else 6), "week"
    if part["month"]:
        bounds, precision = _months(year, int(part["month"]), 1), "month"
    elif part["quarter"]:
        bounds, precision = _months(year, 3 * int(part["quarter"]) - 2, 3), "season"
    elif part["half"]:
        bounds, precision = _months(year, 6 * int(part["half"]) - 5, 6), "season"
    elif part["season"]:
        bounds, precision = _months(year, SEASONS[part["season"]], 3), "season"
    else:
        bounds, precision = _months(year, 1, 12), "year"
    return (*bounds, precision) if bounds else None


def third(first: Date, last: Date, which: int) -> tuple[Date, Date]:
    """The early (0), middle (1) or late (2) third of a stretch of days: early June is the 1st to the 10th."""
    size = (last - first).days + 1
    return shift_days(first, size * which // 3), shift_days(first, size * (which + 1) // 3 - 1)
