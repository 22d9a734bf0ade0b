"""Dates of other calendars, with the days that they cover in the Gregorian: Hijri, Solar Hijri, Ethiopian, Buddhist
years.

Sources of the arithmetic: Reingold and Dershowitz, Calendrical Calculations (4th ed., 2018), chapters 4, 7 and 15: the
Ethiopian calendar, the tabular Islamic calendar (civil epoch, leap years 2 5 7 10 13 16 18 21 24 26 29 of 30), and the
Persian calendar, for the years 1244 to 1472 by its cycle of 33 years. A Hijri month begins when its moon is seen, so
the days from the tables are a day off at most, and an expression's range is a day wider at either end. Thai years
began in January from 1941 on, 543 after the Christian ones. A value that is no Gregorian day, month or year is an
interval of ISO 8601: first day, "/", last day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from dateline.coding.scanning import scan
from dateline.coding.tables import rows
from dateline.coding.timex.calendars import shift_days
from dateline.records.report import DatePrecision, Time

Date = datetime.date
_HIJRI_EPOCH: Final = 227_015
"""Day of 1 Muharram 1, 16 July 622 Julian, as `date.toordinal` counts."""
_ETHIOPIAN_EPOCH: Final = 2_796
"""Day of 1 Meskerem 1, 29 August 8 Julian."""
_SOLAR_YEARS: Final = (1244, 1472)
_THAI_YEARS: Final = (2484, 2643)
_ERAS: Final = {
    "hijri": r"a\.h\.|ah\b|hijri|hijra|hegira",
    "solar": r"s\.h\.|sh\b|a\.p\.|ap\b|a\.h\.s\.|ahs\b|solar hijri|shamsi",
    "ethiopian": r"e\.c\.|ec\b|eth\.? cal\.?",
    "buddhist": r"b\.e\.|be\b|buddhist era",
}
_LEADS: Final = {
    "hijri": r"(?:the )?(?:islamic|hijri|muslim) year|a\.?h\.?",
    "solar": r"(?:the )?(?:iranian|persian|afghan|solar(?: hijri)?) year",
    "ethiopian": r"(?:the )?ethiopian year",
    "buddhist": r"(?:the )?buddhist (?:era|year)|b\.?e\.?",
}
_BARE: Final = frozenset(("ramadan", "ramadhan", "ramazan", "ramzan"))
"""The month that needs no day or year to be known for one: the others are names of people as well."""


class _Name(NamedTuple):
    """A month of a calendar, or a feast that falls on a day of it."""

    calendar: str
    month: int
    day: int


class _Days(NamedTuple):
    first: Date
    last: Date
    precision: DatePrecision


def hijri(year: int, month: int, day: int) -> Date | None:
    """Gregorian date of a day of the tabular Islamic calendar; None outside 1 to 9999 A.D."""
    number = day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 + _HIJRI_EPOCH - 1
    return _date(number)


def solar_hijri(year: int, month: int, day: int) -> Date | None:
    """Gregorian date of a day of the Persian calendar; None for a year outside 1244 to 1472."""
    if not _SOLAR_YEARS[0] <= year <= _SOLAR_YEARS[1]:
        return None
    # 1 Farvardin 1354 was 21 March 1975; of 33 years 8 have a day more
    leaps = _solar_leaps(year) - _solar_leaps(1354)
    number = Date(1975, 3, 21).toordinal() + 365 * (year - 1354) + leaps
    return _date(number + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _solar_leaps(year: int) -> int:
    """Leap years before a year, counted from any fixed one: those that leave 1 5 9 13 17 22 26 30 when divided by
    33."""
    cycles, rest = divmod(year - 1, 33)
    return 8 * cycles + sum(leap <= rest for leap in (1, 5, 9, 13, 17, 22, 26, 30))


def ethiopian(year: int, month: int, day: int) -> Date | None:
    """Gregorian date of a day of the Ethiopian calendar; None outside 1 to 9999 A.D."""
    return _date(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def _date(number: int) -> Date | None:
    return Date.fromordinal(number) if 1 <= number <= Date.max.toordinal() else None


_CONVERT: Final[dict[str, Callable[[int, int, int], Date | None]]] = {
    "hijri": hijri,
    "solar": solar_hijri,
    "ethiopian": ethiopian,
}


def _plausible(calendar: str, year: int) -> bool:
    """Is a year one that the news would speak of?"""
    low, high = {"hijri": (1200, 1500), "solar": (1250, 1450), "ethiopian": (1850, 2100), "buddhist": _THAI_YEARS}[
        calendar
    ]
    return low <= year <= high


@cache
def _names() -> dict[str, _Name]:
    return {
        name: _Name(calendar, int(month), int(day))
        for calendar, month, day, names in rows("calendar_months.tsv")
        for name in names.split("|")
    }


@cache
def _pattern() -> re.Pattern[str]:
    spelled = sorted(_names(), key=len, reverse=True)
    names = "|".join(re.escape(name).replace(r"\ ", r"[ \-]").replace("'", "['\u2019\u02bf]?") for name in spelled)
    eras = "|".join(f"(?P<era_{calendar}>{era})" for calendar, era in _ERAS.items())
    leads = "|".join(f"(?P<lead_{calendar}>{lead})" for calendar, lead in _LEADS.items())
    return re.compile(
        rf"\b(?:(?:the )?(?:holy |fasting |islamic |muslim |iranian |persian |afghan )*(?:month of )?"
        rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<name>{names})\b"
        rf"(?: (?P<after>\d{{1,2}})(?!\d))?(?:,? (?P<year>\d{{4}}))?(?:,? \(?(?:{eras})\)?)?"
        rf"|(?:{leads}) (?P<led>\d{{4}})"
        rf"|(?P<alone>\d{{4}}) (?:{eras.replace('era_', 'of_')}))",
        re.IGNORECASE,
    )


@cache
def _first_words() -> frozenset[str]:
    """Words of which one is in every expression that is not a year and an abbreviation."""
    told = {"hijri", "hijra", "hegira", "islamic", "muslim", "iranian", "persian", "afghan", "solar", "shamsi"}
    return frozenset(told | {"ethiopian", "buddhist"} | {re.split(r"[ ']", name)[0] for name in _names()})


_ABBREVIATED: Final = re.compile(r"\d{4},? \(?[AaSsEeBb]\.?[HhPpCcEe]\b|\b[AaBb]\.?[HhEe]\.? \d{4}")


def find_others(text: str, anchor: Date | None, tense: Callable[[int, int], str | None] | None) -> list[Time]:
    """Expressions of other calendars in a text, in order. `anchor`, `tense`: as in `times.find_times`."""
    if _first_words().isdisjoint(scan(text).words) and _ABBREVIATED.search(text) is None:
        return []
    found = (_read(match, anchor, tense) for match in _pattern().finditer(text))
    return [time for time in found if time is not None]


def _read(match: re.Match[str], anchor: Date | None, tense: Callable[[int, int], str | None] | None) -> Time | None:
    parts = {key: value for key, value in match.groupdict().items() if value is not None}
    calendar = next((key.partition("_")[2] for key in parts if key.startswith(("era_", "lead_", "of_"))), None)
    if "name" not in parts:
        year = int(parts.get("led") or parts["alone"])
        assert calendar is not None
        if not _plausible(calendar, year) or not _spelled(match, calendar):
            return None
        return _time(match, _year_days(calendar, year), calendar, year)
    spelled = parts["name"].lower().replace("-", " ").replace("\u2019", "'").replace("\u02bf", "'")
    name = _names().get(spelled)
    if name is None or not parts["name"][0].isupper():
        return None
    year = int(parts["year"]) if "year" in parts else 0
    day = int(parts.get("before") or parts.get("after") or 0)
    if year and not _plausible(name.calendar, year):
        gregorian = name.day and 1900 <= year <= 2100
        if not gregorian:
            return None
        return _time(match, _feast(name, year), name.calendar, 0)
    if calendar not in (None, name.calendar):
        return None
    if name.day:
        if anchor is None and not year:
            return None
        days = _exact(name.calendar, year, name.month, name.day) if year else _near_feast(match, name, anchor, tense)
        return _time(match, days, name.calendar, 0)
    if year:
        days = _exact(name.calendar, year, name.month, day) if day else _month_days(name.calendar, year, name.month)
        return _time(match, days, name.calendar, 0)
    if parts["name"].lower() not in _BARE or anchor is None:
        return None
    options = [d for y in _hijri_years(anchor) if (d := _month_days("hijri", y, name.month)) is not None]
    return _time(match, _nearest(match, options, anchor, tense), name.calendar, 0)


def _spelled(match: re.Match[str], calendar: str) -> bool:
    """Eras in letters are capitals: "2557 BE", but not "in 2557 be"."""
    letters = re.sub(r"[^A-Za-z]", "", match.group())
    return len(letters) > 3 or letters.isupper()


def _hijri_years(anchor: Date) -> range:
    about = (anchor.year - 622) * 33 // 32
    return range(about - 1, about + 3)


def _year_days(calendar: str, year: int) -> _Days | None:
    if calendar == "buddhist":
        return _Days(Date(year - 543, 1, 1), Date(year - 543, 12, 31), "year")
    first, after = _CONVERT[calendar](year, 1, 1), _CONVERT[calendar](year + 1, 1, 1)
    return None if first is None or after is None else _widened(calendar, first, shift_days(after, -1), "year")


def _month_days(calendar: str, year: int, month: int) -> _Days | None:
    last_month = 13 if calendar == "ethiopian" else 12
    first = _CONVERT[calendar](year, month, 1)
    following = (year, month + 1) if month < last_month else (year + 1, 1)
    after = _CONVERT[calendar](*following, 1)
    return None if first is None or after is None else _widened(calendar, first, shift_days(after, -1), "month")


def _exact(calendar: str, year: int, month: int, day: int) -> _Days | None:
    if not 1 <= day <= 31:
        return None
    found = _CONVERT[calendar](year, month, day)
    return None if found is None else _widened(calendar, found, found, "day")


def _widened(calendar: str, first: Date, last: Date, precision: DatePrecision) -> _Days:
    around = 1 if calendar == "hijri" else 0
    return _Days(shift_days(first, -around), shift_days(last, around), precision)


def _feast(name: _Name, year: int) -> _Days | None:
    """The feast of a Gregorian year. Nowruz is kept on 20 or 21 March, by country and year."""
    if name.calendar == "solar":
        return _Days(Date(year, 3, 20), Date(year, 3, 21), "day")
    if name.calendar == "ethiopian":
        return _exact("ethiopian", year - 7, name.month, name.day)
    options = (_exact("hijri", y, name.month, name.day) for y in _hijri_years(Date(year, 7, 1)))
    return next((d for d in options if d is not None and shift_days(d.first, 1).year == year), None)


def _near_feast(
    match: re.Match[str], name: _Name, anchor: Date | None, tense: Callable[[int, int], str | None] | None
) -> _Days | None:
    if anchor is None:
        return None
    years = range(max(anchor.year - 1, 1), min(anchor.year + 2, 9999))
    return _nearest(match, [d for y in years if (d := _feast(name, y)) is not None], anchor, tense)


def _nearest(
    match: re.Match[str], options: list[_Days], anchor: Date, tense: Callable[[int, int], str | None] | None
) -> _Days | None:
    """The one that is meant: that which is on, else the last or the next one by tense, else the nearest."""
    around = next((d for d in options if d.first <= anchor <= d.last), None)
    if around is not None or not options:
        return around
    told = tense(match.start(), match.end()) if tense is not None else None
    fitting = [d for d in options if told is None or (d.first > anchor) == (told == "future")] or options
    return min(fitting, key=lambda d: min(abs((d.first - anchor).days), abs((d.last - anchor).days)))


def _time(match: re.Match[str], days: _Days | None, calendar: str, year: int) -> Time | None:
    if days is None:
        return None
    first, last = days.first.isoformat(), days.last.isoformat()
    if calendar == "buddhist":
        value = f"{year - 543:04d}"
    elif days.precision == "day" and first == last:
        value = first
    elif days.precision == "day" and calendar == "hijri":
        value = shift_days(days.first, 1).isoformat()
    else:
        value = f"{first}/{last}"
    return Time(match.start(), match.end(), match.group(), "DATE", value, first, last, days.precision)
