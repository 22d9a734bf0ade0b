"""What days mean that are counted from another: "yesterday", "the day before", "a week ago Tuesday".

A function a rule of `patterns`, named after it; each gets the lexemes [i, j) and answers with a Time, or with
None where the words are no time after all.
"""

from __future__ import annotations

from typing import Final

from dateline.coding.timex import calendars as cal
from dateline.coding.timex.context import Context
from dateline.coding.timex.dates import full_value
from dateline.coding.timex.lexicon import WEEKDAYS
from dateline.records.report import Time


def relative(ctx: Context, i: int, j: int) -> Time | None:
    """ "yesterday", "late today", "tomorrow morning", "tonight"."""
    k = ctx.at(i, j, "yesterday", "today", "tomorrow", "tonight")
    assert k is not None
    if ctx.word(i - 1) == "usa":
        return None
    word = ctx.word(k)
    day = ctx.anchor and cal.shift_days(ctx.anchor, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    part = ctx.at(i, j, "part")
    if word == "tonight":
        return ctx.make(i, j, "TIME", (day.isoformat() if day else "XXXX-XX-XX") + "TNI")
    return ctx.date(i, j, day, part=part)


def day_before(ctx: Context, i: int, j: int) -> Time | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    if ctx.word(j - 1) == "tomorrow" and ctx.word(j - 2) != "after":
        return None
    day = ctx.anchor and cal.shift_days(ctx.anchor, -2 if ctx.word(j - 1) == "yesterday" else 2)
    return ctx.date(i, j, day)


def before_that(ctx: Context, i: int, j: int) -> Time | None:
    """ "the day before", "the night before": the day before the last one named. "The day before the vote" is
    another's."""
    after = ctx.word(j)
    if after[:1].isalnum() and after not in _AFTER_BEFORE:
        return None
    part = ctx.at(i, j, "part")
    return ctx.date(i, j, ctx.day and cal.shift_days(ctx.day, -1), part=part)


_AFTER_BEFORE: Final = frozenset(
    ("and", "but", "in", "at", "near", "when", "by", "outside", "had", "was", "were", "as")
)
"""Words after "the day before" that do not say before what."""


def ago_weekday(ctx: Context, i: int, j: int) -> Time | None:
    """ "a week ago Tuesday": a week before the last Tuesday."""
    if ctx.word(i + 1) != "week":
        return None
    number = WEEKDAYS[ctx.word(j - 1)]
    if ctx.anchor is None:
        return ctx.make(i, j, "DATE", f"XXXX-WXX-{number + 1}")
    return ctx.date(i, j, cal.shift_days(cal.weekday_before(ctx.anchor, number), -7))


def weekday_week(ctx: Context, i: int, j: int) -> Time | None:
    """ "Tuesday week": a week after the next Tuesday."""
    if ctx.word(j - 1) != "week" or ctx.word(j)[:1].isalnum() or ctx.word(j) == "-" or ctx.names[i] == "maywday":
        return None
    number = WEEKDAYS[ctx.word(i)]
    if ctx.anchor is None:
        return ctx.make(i, j, "DATE", f"XXXX-WXX-{number + 1}")
    return ctx.date(i, j, cal.shift_days(cal.weekday_after(ctx.anchor, number, strictly=True), 7))


def eve_of(ctx: Context, i: int, j: int) -> Time | None:
    """ "the eve of 12 June": the day before."""
    k = ctx.at(i, j, "of")
    assert k is not None
    value = full_value(ctx, k + 1, j)
    covered = None if value is None else cal.days_of(value)
    return None if covered is None else ctx.date(i, j, cal.shift_days(covered[0], -1))


RULES: Final = {
    function.__name__: function for function in (relative, day_before, before_that, ago_weekday, weekday_week, eve_of)
}
"""Rule -> what it means."""
