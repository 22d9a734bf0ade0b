"""What quarters and halves of years mean, and what the news of earnings hangs on them: "the third quarter", "Q3 2019",
"next year's first quarter", "the second half of 2019", "the year-ago quarter"."""

from __future__ import annotations

import datetime
from typing import Final

from dateline.coding.timex import calendars as cal
from dateline.coding.timex.context import Context
from dateline.coding.timex.dates import year_at
from dateline.records.report import Time

Date = datetime.date
YEAR: Final = ("year", "yy")
SHIFT: Final = {"last": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1, "upcoming": 1,
                 "following": 1, "subsequent": 1}  # fmt: skip


def year_of_words(ctx: Context, i: int, j: int) -> int | None:
    """Year that "last", "this", "next" in [i, j) points at."""
    if ctx.anchor is None:
        return None
    if "that" in ctx.lex.words[i:j]:
        base = ctx.base()
        return base.year if base else None
    return ctx.anchor.year + sum(SHIFT.get(word, 0) for word in ctx.lex.words[i:j])


def last_quarter(ctx: Context) -> str:
    assert ctx.anchor is not None
    return cal.quarter_value(cal.shift_months(ctx.anchor, -3))


def set_quarter(ctx: Context, i: int, j: int, value: str) -> Time:
    ctx.quarter = value if value[:4].isdecimal() and "Q" in value else ctx.quarter
    return ctx.period(i, j, value)


def quarter_of(ctx: Context, i: int, j: int) -> Time | None:
    """ "the third quarter", "fourth-quarter", "next year's first quarter", "the second half of 2019", "Q3 2019"."""
    k = ctx.at(i, j, "quarter", "half", "quartercode")
    assert k is not None
    if ctx.at(i, k, "hyphen") is not None and k == j - 1 and ctx.names[i] in ("the", "a"):
        i += 1
    year_place = ctx.at(i, j, *YEAR)
    has_year = year_place is not None or ctx.at(i, j, "unit") is not None
    if ctx.names[k] == "quartercode":
        letter, number = ctx.word(k)[0].upper(), int(ctx.lex.values[k])
        if (letter == "H" and (number > 2 or not has_year)) or ctx.lex.raw(k)[0].islower():
            return None
    else:
        letter = "H" if ctx.names[k] == "half" else "Q"
        ordinal = ctx.at(i, k, "ord")
        word = ctx.word(ordinal) if ordinal is not None else ""
        number = int(ctx.lex.values[ordinal]) if ordinal is not None else 0
        if word == "final" or (ordinal is None and letter == "H"):
            number = 4 if letter == "Q" else 2
        if number > (4 if letter == "Q" else 2) or (letter == "H" and not has_year):
            return None
        if number == 0 and year_place is not None:
            number = 4 if letter == "Q" else 2  # "the last quarter of 2017"
        if number == 0:
            return set_quarter(ctx, i, j, last_quarter(ctx) if ctx.anchor else "XXXX-QX")
    if year_place is not None:
        year: int | None = year_at(ctx, year_place)
    elif has_year:
        year = year_of_words(ctx, i, j)
    else:
        year = _quarter_year(ctx, number, i, j)
    return set_quarter(ctx, i, j, f"{year:04d}-{letter}{number}" if year else f"XXXX-{letter}{number}")


def _quarter_year(ctx: Context, number: int, i: int, j: int) -> int | None:
    anchor = ctx.anchor
    if anchor is None:
        return None
    middles = [
        Date(year, 3 * number - 1, 15) for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= year <= 9999
    ]
    for middle in middles:
        if cal.quarter_value(middle) == cal.quarter_value(anchor):
            return middle.year
    chosen = ctx.nearest(middles, ctx.known_tense(i, j))
    if chosen and (chosen - anchor).days > 120 and ctx.tense(i, j) != "future":
        chosen = ctx.nearest(middles, "past")
    return chosen.year if chosen else None


def year_ago(ctx: Context, i: int, j: int) -> Time | None:
    """ "the year-ago quarter", "year-earlier": the quarter that the text is about, a year before; else the year."""
    k = ctx.at(i, j, "unit")
    if k is None or ctx.word(k) != "year":
        return None
    ordinal = ctx.at(i, j, "ord")
    if ctx.names[i] == "the" and ctx.word(j - 1) in ("ago", "earlier"):
        i += 1
    base = ctx.base()
    quarter = ctx.quarter
    if base is None and quarter is None:
        return ctx.make(i, j, "DATE", "XXXX")
    year = int(quarter[:4]) if quarter else base.year if base else 0
    suffix = f"-Q{int(ctx.lex.values[ordinal])}" if ordinal is not None else quarter[4:] if quarter else ""
    return ctx.period(i, j, f"{year - 1:04d}{suffix}")


def year_part(ctx: Context, i: int, j: int) -> Time | None:
    """ "the 1988 quarter", "the 1988 period": the quarter that the text is about, in that year."""
    k = ctx.at(i, j, *YEAR)
    assert k is not None
    year = year_at(ctx, k)
    if ctx.word(j - 1) not in ("quarter", "period", "year"):
        return None
    suffix = ctx.quarter[4:] if ctx.quarter and ctx.word(j - 1) == "quarter" else ""
    return ctx.period(i, j, f"{year:04d}{suffix}")


RULES: Final = {"quarter_of": quarter_of, "year_ago": year_ago, "year_part": year_part}
"""Rule -> what it means."""
