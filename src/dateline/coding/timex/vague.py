"""What vague times and feasts mean: "now", "recently", "in the past", "Christmas Eve"."""

from __future__ import annotations

import datetime
from typing import Final

from dateline.coding.timex import calendars as cal
from dateline.coding.timex.context import Context
from dateline.coding.timex.lexicon import WEEKDAYS
from dateline.records.report import Time

Date = datetime.date


def feast(ctx: Context, i: int, j: int) -> Time | None:
    """Christmas, Western Easter and the United States' Thanksgiving, which have dates; other feasts are left alone."""
    k = ctx.at(i, j, "feast")
    if k is None and ctx.name(i) == "new":
        return _new_year(ctx, i, j)
    if k is None:
        return _named_day(ctx, i, j)
    if not ctx.capital(k) or ctx.capital(j):
        return None
    name, anchor = ctx.word(k), ctx.anchor
    back = 1 if ctx.word(j - 1) == "eve" else 0
    if (weekday := WEEKDAYS.get(ctx.word(j - 1))) is not None:  # Easter Sunday, Easter Monday
        if name != "easter" or weekday not in (5, 6, 0):
            return None
        back = {5: 1, 6: 0, 0: -1}[weekday]
    if anchor is None:
        return ctx.make(i, j, "DATE", f"XXXX-12-{25 - back}" if name == "christmas" else "XXXX-XX-XX")
    days = [_feast_day(name, anchor.year + shift) for shift in (-1, 0, 1)]
    heads = ctx.lex.words[i:k]
    tense = "past" if "last" in heads else "future" if "next" in heads else ctx.tense(i, j)
    day = ctx.nearest(days, tense)
    return ctx.date(i, j, day and cal.shift_days(day, -back))


def _named_day(ctx: Context, i: int, j: int) -> Time | None:
    """Good Friday, Boxing Day, May Day."""
    first = ctx.word(i)
    if not (ctx.capital(i) and ctx.capital(j - 1)) or ctx.capital(j):
        return None
    anchor = ctx.anchor
    if first == "good" and WEEKDAYS.get(ctx.word(j - 1)) == 4:
        days = [cal.shift_days(_feast_day("easter", anchor.year + n), -2) for n in (-1, 0, 1)] if anchor else []
        return ctx.date(i, j, ctx.nearest(days, ctx.tense(i, j)))
    fixed = {"boxing": (12, 26), "may": (5, 1)}.get(first)
    if fixed is None or ctx.word(j - 1) != "day":
        return None
    if anchor is None:
        return ctx.make(i, j, "DATE", f"XXXX-{fixed[0]:02d}-{fixed[1]:02d}")
    days = [Date(min(max(anchor.year + n, 1), 9999), *fixed) for n in (-1, 0, 1)]
    return ctx.date(i, j, ctx.nearest(days, ctx.tense(i, j)))


def _new_year(ctx: Context, i: int, j: int) -> Time | None:
    """ "New Year's Eve", "New Year's Day"."""
    if not (ctx.capital(i) and ctx.word(i + 1) == "year" and ctx.word(j - 1) in ("eve", "day")):
        return None
    eve = ctx.word(j - 1) == "eve"
    if ctx.anchor is None:
        return ctx.make(i, j, "DATE", "XXXX-12-31" if eve else "XXXX-01-01")
    years = [min(max(ctx.anchor.year + shift, 1), 9999) for shift in (-1, 0, 1)]
    days = [Date(year, 12, 31) if eve else Date(year, 1, 1) for year in years]
    return ctx.date(i, j, ctx.nearest(days, ctx.tense(i, j)))


def _feast_day(name: str, year: int) -> Date:
    year = min(max(year, 1), 9999)
    if name == "easter":
        return cal.easter(year)
    if name == "christmas":
        return Date(year, 12, 25)
    return cal.shift_days(cal.weekday_after(Date(year, 11, 1), 3), 21)


def moment(ctx: Context, i: int, j: int) -> Time | None:
    """ "now", "recently", "soon", "in the past", "these days"."""
    word = ctx.word(j - 1)
    if word in ("now", "currently", "presently", "nowadays"):
        return ctx.make(i, j, "DATE", "PRESENT_REF", (ctx.anchor, ctx.anchor), "day")
    if word == "days":
        return ctx.make(i, j, "DATE", "PRESENT_REF", (ctx.anchor, ctx.anchor), "day")
    if word in ("recently", "lately"):
        return ctx.make(i, j, "DATE", "PAST_REF", (None, ctx.anchor), "open_start")
    if word == "past":
        if ctx.name(i - 1) not in ("in", "of", "prep", "for") or (ctx.word(j)[:1].isalpha() and not ctx.name(j)):
            return None
        return ctx.make(i, j, "DATE", "PAST_REF", (None, ctx.anchor), "open_start")
    if word in ("soon", "shortly") and (ctx.word(i - 1) in ("as", "so", "too") or ctx.name(j) in ("prep", "before")):
        return None
    if word in ("soon", "shortly", "future"):
        return ctx.make(i, j, "DATE", "FUTURE_REF", (ctx.anchor, None), "open_end")
    return None


def adjective(ctx: Context, i: int, j: int) -> Time | None:
    """ "the current government", "recent attacks"."""
    if ctx.word(i) == "current":
        return ctx.make(i, j, "DATE", "PRESENT_REF", (ctx.anchor, ctx.anchor), "day")
    return ctx.make(i, j, "DATE", "PAST_REF", (None, ctx.anchor), "open_start")


RULES: Final = {"feast": feast, "moment": moment, "adjective": adjective}
"""Rule -> what it means."""
