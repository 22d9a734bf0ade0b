"""What dates and nights mean: "12 March 2019", "3-5 June", "last Tuesday", "the night of 3 June".

A function a rule of `patterns`, named after it; each gets the lexemes [i, j) and answers with a Time, several
Times ("June 3-5": two), or None where the words are no time after all.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from dateline.coding.timex import calendars as cal
from dateline.coding.timex import guards
from dateline.coding.timex.context import Context
from dateline.coding.timex.lexicon import MONTHS, WEEKDAYS
from dateline.records.report import Time

Date = datetime.date
_DAY: Final = ("day", "ord")
_YEAR: Final = ("year", "yy", "short")
MONTH: Final = ("month", "maymonth")
WEEKDAY: Final = ("weekday", "maywday")


def year_at(ctx: Context, k: int) -> int:
    """Year of a lexeme; of two figures the one that lies least far from the anchor, and at most ten years after it."""
    value = int(ctx.lex.values[k])
    if value >= 100:
        return value
    now = ctx.anchor.year if ctx.anchor else 2029
    year = now - now % 100 + value
    return year - 100 if year > now + 10 else year


def month_day(
    ctx: Context, month: int, day: int, year: int | None, i: int, j: int, weekday: int | None = None
) -> str | None:
    """Value of a date; without a year the year that tense, weekday and anchor make likely. None: no such date."""
    if year is not None:
        found = cal.make_date(year, month, day)
        return found.isoformat() if found else None
    if not 1 <= day <= (29 if month == 2 else cal.month_days(2001, month)):
        return None
    anchor = ctx.anchor
    if anchor is None:
        return f"XXXX-{month:02d}-{day:02d}"
    options = [cal.make_date(anchor.year + shift, month, day) for shift in range(-8, 9)]
    dates = [option for option in options if option is not None]
    if weekday is not None:
        fitting = [option for option in dates if option.weekday() == weekday and abs(option.year - anchor.year) <= 1]
        dates = fitting or dates
    tense = "past" if ctx.word(i - 1) in ("last", "past", "ended") else ctx.known_tense(i, j)
    chosen = ctx.nearest(dates, tense)
    ahead = (chosen - anchor).days if chosen else 0
    if tense is None and (ahead > 60 or 0 < ahead <= 7) and ctx.tense(i, j) == "past":
        chosen = ctx.nearest(dates, "past")
    return chosen.isoformat() if chosen else None


def _weekday_at(ctx: Context, i: int, j: int) -> int | None:
    k = ctx.at(i, j, *WEEKDAY)
    return None if k is None else WEEKDAYS[ctx.word(k)]


def _full_parts(ctx: Context, i: int, j: int) -> tuple[int, int, int | None] | None:
    """Places of the month, day and year of a full date in [i, j)."""
    month = ctx.at(i, j, *MONTH)
    if month is None:
        return None
    day = ctx.at(month + 1, j, *_DAY)
    if day is not None and month > i and ctx.at(i, month, *_DAY) is not None:
        return month, ctx.at(i, month, *_DAY) or i, day  # 12-Feb-05
    year = ctx.at(month, j, *_YEAR)
    day = day if day is not None else ctx.at(i, month, *_DAY)
    return None if day is None else (month, day, year)


def full_value(ctx: Context, i: int, j: int) -> str | None:
    places = _full_parts(ctx, i, j)
    if places is None:
        day = ctx.at(i, j, "ord")
        base = ctx.anchor
        if day is None or base is None:
            return None
        wanted, weekday = int(ctx.lex.values[day]), _weekday_at(ctx, i, j)
        near = (cal.make_date(m.year, m.month, wanted) for m in (cal.shift_months(base, n) for n in (0, -1, 1)))
        return next((option.isoformat() for option in near if option and option.weekday() == weekday), None)
    month, day, year = places
    number, wanted = MONTHS[ctx.word(month)], int(ctx.lex.values[day])
    known = None if year is None else year_at(ctx, year)
    if year is None and ctx.at(month, j, "unit") is not None and ctx.anchor is not None:  # "11 November last year"
        heads = ctx.lex.words[month:j]
        known = ctx.anchor.year + ("next" in heads) - ("last" in heads)
    return month_day(ctx, number, wanted, known, i, j, _weekday_at(ctx, i, j))


def stamp(ctx: Context, i: int, j: int) -> Time | None:
    """Dates in figures: 2019-03-12, 2019-03-12T14:30, 12/03/2019, 12.03.2019."""
    raw = ctx.lex.raw(i)
    if ctx.names[i] == "iso":
        if cal.days_of(raw[:10]) is None:
            return None
        clock = re.match(r"T\d\d:\d\d(:\d\d)?", raw[10:])
        return ctx.make(i, j, "TIME" if clock else "DATE", raw[:10] + (clock.group() if clock else ""))
    if raw == "9/11":
        return ctx.make(i, j, "DATE", "2001-09-11")
    first, second, third = (int(part) for part in re.split(r"[/.]", raw))
    ctx_year = third if third >= 100 else (ctx.anchor.year // 100 * 100 + third if ctx.anchor else 2000 + third)
    if third < 100 and ctx_year > (ctx.anchor.year if ctx.anchor else 2029) + 10:
        ctx_year -= 100
    if first >= 1000:
        day = cal.make_date(first, second, third)
        return ctx.date(i, j, day) if day else None
    month_first = ctx.names[i] == "slashed" and (second > 12 or (first <= 12 and ctx.day_order() == "mdy"))
    day = cal.make_date(ctx_year, first, second) if month_first else cal.make_date(ctx_year, second, first)
    return ctx.date(i, j, day) if day else None


def full(ctx: Context, i: int, j: int) -> Time | None:
    """A day of a month, with or without weekday and year."""
    places = _full_parts(ctx, i, j)
    if places is not None:
        month, day, year = places
        if ctx.names[month] == "maymonth" and not _sure_month(ctx, month, day, year, i):
            return None
        if (
            ctx.names[month] == "month"
            and day < month
            and year is None
            and ctx.word(month) == "may"
            and not ctx.capital(month)
        ):
            return None
    if guards.part_of_name(ctx, i, j):
        return None
    unit = ctx.at(i, j, "unit")
    if unit is not None and ctx.word(unit) != "year":
        return None
    value = full_value(ctx, i, j)
    if value is None:
        return None
    suffix = ctx.part_of_day(ctx.at(i, j, "part"))
    return ctx.make(i, j, "TIME" if suffix else "DATE", value + suffix)


def _sure_month(ctx: Context, month: int, day: int, year: int | None, i: int) -> bool:
    """Whether "may", "march", "mar", "dec" beside a figure is a month: "12 may have died" is not."""
    if year is not None or (ctx.capital(month) and ctx.word(month) not in ("may", "march")) or i < min(month, day):
        return True
    if day < month:
        return ctx.capital(month) or (
            ctx.name(i - 1) in ("on", "prep", "before") and ctx.word(month + 1) not in ("be", "have")
        )
    return True


def month_days(ctx: Context, i: int, j: int) -> list[Time] | None:
    """ "June 3-5", "June 3, 4 and 5": the first day with its month, every other by itself."""
    days = [k for k in range(i, j) if ctx.names[k] in _DAY]
    year = ctx.at(i, j, *_YEAR)
    month = ctx.at(i, j, *MONTH)
    if month is None or not _closed(ctx, days[-1] if year is None else j - 1):
        return None
    return _each_day(ctx, month, days, year, i, j)


def days_month(ctx: Context, i: int, j: int) -> list[Time] | None:
    """ "3-5 June", "3, 4 and 5 June": the last day with its month, every other by itself."""
    month = ctx.at(i, j, *MONTH)
    if month is None or (ctx.names[month] == "maymonth" and not ctx.capital(month)):
        return None
    days = [k for k in range(i, month) if ctx.names[k] in _DAY]
    return _each_day(ctx, month, days, ctx.at(month, j, *_YEAR), i, j)


def _closed(ctx: Context, k: int) -> bool:
    """Whether no noun follows that the last figure would count: "June 3 and 4 rebels"."""
    after = ctx.word(k + 1)
    if ctx.name(k + 1) in (*MONTH, "units", "unit", "hyphen", "dayword", "point", "ampm", "hours"):
        return False
    if ctx.name(k + 1) == "of" and ctx.name(k + 2) in MONTH:
        return False
    joined = ctx.word(k - 1)
    return joined in ("-", "--") or not after[:1].isalpha() or bool(ctx.name(k + 1)) or after in guards.AFTER_YEAR


def _each_day(ctx: Context, month: int, days: list[int], year: int | None, i: int, j: int) -> list[Time] | None:
    out = []
    number = MONTHS[ctx.word(month)]
    for place, k in enumerate(days):
        value = month_day(ctx, number, int(ctx.lex.values[k]), None if year is None else year_at(ctx, year), i, j)
        if value is None:
            return None
        if month < days[0]:
            start, end = (i if place == 0 else k), (j if year is not None and place == len(days) - 1 else k + 1)
        else:
            start, end = (i if place == 0 else k), (j if place == len(days) - 1 else k + 1)
        out.append(ctx.make(start, end, "DATE", value))
    return out


def night_of(ctx: Context, i: int, j: int) -> Time | None:
    """ "the night of 3 to 4 June", "the morning of Friday", "the night from Friday to Saturday": the first day's."""
    part = ctx.at(i, j, "part")
    assert part is not None
    if ctx.at(i, j, "prep") is not None and ctx.at(part, j, "hyphen", "dash", "to", "and") is None:
        return None
    suffix = ctx.part_of_day(part)
    days = [k for k in range(part, j) if ctx.names[k] in _DAY]
    month = ctx.at(part, j, *MONTH)
    if month is not None and days:
        if len(days) == 2 and ctx.at(days[0], days[1], "hyphen", "dash", "to", "and") is None:
            days = days[:1]
        year = ctx.at(month, j, *_YEAR)
        months = [k for k in range(part, j) if ctx.names[k] in MONTH]
        numbers = [MONTHS[ctx.word(k)] for k in (months if len(months) == len(days) else [month] * len(days))]
        known = None if year is None else year_at(ctx, year)
        years = [known - (number > numbers[-1]) if known is not None else None for number in numbers]
        values = [
            month_day(ctx, number, int(ctx.lex.values[k]), on, i, j)
            for k, number, on in zip(days[:2], numbers, years, strict=False)
        ]
        value = values[0]
        if value is None:
            return None
        covered = cal.days_of(value), cal.days_of(values[-1] or "")
        if covered[0] and covered[1] and covered[1][1] >= covered[0][0]:
            ctx.day, ctx.day_at = covered[0][0], i
            return ctx.make(i, j, "TIME", value + suffix, (covered[0][0], covered[1][1]), "day")
        return ctx.make(i, j, "TIME", value + suffix)
    weekdays = [k for k in range(part, j) if ctx.names[k] in WEEKDAY]
    if not weekdays:
        return None
    return _nights(ctx, i, j, weekdays, suffix)


def _nights(ctx: Context, i: int, j: int, weekdays: list[int], suffix: str) -> Time:
    number = WEEKDAYS[ctx.word(weekdays[0])]
    first = _plain_weekday(ctx, number, i, j)
    if first is None:
        return ctx.make(i, j, "TIME", f"XXXX-WXX-{number + 1}{suffix}")
    if len(weekdays) == 1:
        return ctx.make(i, j, "TIME", first.isoformat() + suffix)
    last = cal.weekday_after(first, WEEKDAYS[ctx.word(weekdays[1])], strictly=True)
    if ctx.anchor is not None and last > ctx.anchor >= first and ctx.tense(i, j) != "future":
        first, last = cal.shift_days(first, -7), cal.shift_days(last, -7)
    ctx.day, ctx.day_at = first, i
    return ctx.make(i, j, "TIME", first.isoformat() + suffix, (first, last), "day")


def overnight(ctx: Context, i: int, j: int) -> Time | None:
    """ "overnight": the night before the anchor; "overnight Friday", "overnight from Friday to Saturday"."""
    weekdays = [k for k in range(i, j) if ctx.names[k] in WEEKDAY]
    if weekdays:
        return _nights(ctx, i, j, weekdays, "TNI")
    if ctx.anchor is None:
        return ctx.make(i, j, "TIME", "XXXX-XX-XXTNI")
    first = cal.shift_days(ctx.anchor, -1)
    return ctx.make(i, j, "TIME", first.isoformat() + "TNI", (first, first), "day")  # no day that a text goes on from


def _plain_weekday(ctx: Context, number: int, i: int, j: int) -> Date | None:
    """Day of a bare "Tuesday": the last one or the next, by tense; the anchor's own day where it is one."""
    if ctx.anchor is None:
        return None
    if ctx.tense(i, j) == "future":
        return cal.weekday_after(ctx.anchor, number)
    return cal.weekday_before(ctx.anchor, number)


def headed_weekday(ctx: Context, number: int, i: int, j: int) -> Date | None:
    """Day of "last Tuesday", "next Tuesday" (that of the next calendar week), "the following Tuesday", "Tuesday of last
    week"."""
    anchor = ctx.anchor
    if anchor is None:
        return None
    k = ctx.at(i, j, *WEEKDAY) or i
    heads = set(ctx.lex.words[i:k])
    tail = ctx.lex.words[k + 1 : j]
    if "week" in tail:
        return cal.weekday_in_week(anchor, number, -1 if "last" in tail else 1 if "next" in tail else 0)
    base = ctx.base() or anchor
    if "last" in heads or "past" in heads:
        return cal.weekday_before(anchor, number, strictly=True)
    if "next" in heads:
        return cal.weekday_in_week(anchor, number, 1)
    if heads & {"coming", "upcoming"}:
        return cal.weekday_after(anchor, number, strictly=True)
    if heads & {"previous", "preceding", "prior"}:
        return cal.weekday_before(base, number, strictly=True)
    if heads & {"following", "subsequent"}:
        return cal.weekday_after(base, number, strictly=True)
    if "same" in heads or "that" in heads:
        return cal.weekday_before(base, number)
    if "this" in heads and ctx.tense(i, j) != "past":
        return cal.weekday_after(anchor, number)
    return _plain_weekday(ctx, number, i, j)


def weekday(ctx: Context, i: int, j: int) -> Time | None:
    """ "Tuesday", "last Tuesday", "late Friday night", "Monday of last week"."""
    k = ctx.at(i, j, *WEEKDAY)
    assert k is not None
    if ctx.names[k] == "maywday" and not (ctx.capital(k) and ctx.lex.raw(k).endswith(".") and ctx.name(i - 1) == "on"):
        return None
    if guards.part_of_name(ctx, i, j) or ctx.word(k - 1) in ("black", "bloody", "good", "ash", "palm"):
        return None
    part = ctx.at(k, j, "part")
    if ctx.at(k, j, "unit") is not None and ctx.word(j - 1) != "week":
        return None
    number = WEEKDAYS[ctx.word(k)]
    return ctx.date(i, j, headed_weekday(ctx, number, i, j), f"XXXX-WXX-{number + 1}", part)


def nth_day(ctx: Context, i: int, j: int) -> Time | None:
    """ "on the 3rd": that day of the month which the last named day leads to, none after the day of publication.

    From the last named day on where that is not past publication, else the last one before publication; in a clause
    about the future the next one after it.
    """
    if guards.stray_ordinal(ctx, i, j):
        return None
    wanted, anchor = int(ctx.lex.values[j - 1]), ctx.anchor
    if not 1 <= wanted <= 31:
        return None
    if anchor is None:
        return ctx.make(i, j, "DATE", f"XXXX-XX-{wanted:02d}")
    base = ctx.base() or anchor
    days = [cal.make_date(m.year, m.month, wanted) for m in (cal.shift_months(base, n) for n in (0, 1, 2))]
    later = next((day for day in days if day and day >= base), None)
    if base < anchor and later is not None and later <= anchor:
        return ctx.date(i, j, later)
    steps = (0, 1, 2) if ctx.tense(i, j) == "future" else (0, -1, -2)
    near = [cal.make_date(m.year, m.month, wanted) for m in (cal.shift_months(anchor, n) for n in steps)]
    fitting = [day for day in near if day and (day >= anchor if steps[1] > 0 else day <= anchor)]
    return ctx.date(i, j, fitting[0]) if fitting else None


RULES: Final = {
    "nth_day": nth_day,
    "stamp": stamp,
    "full": full,
    "month_days": month_days,
    "days_month": days_month,
    "night_of": night_of,
    "overnight": overnight,
    "weekday": weekday,
}
"""Rule -> what it means."""
