"""What weeks, months, seasons, years, decades mean: "last week", "early June", "the 1990s".

A function a rule of `patterns`, named after it; each gets the lexemes [i, j) and answers with a Time, or with
None where the words are no time after all.
"""

from __future__ import annotations

import datetime
from typing import Final

from dateline.coding.scanning import word_set
from dateline.coding.timex import calendars as cal
from dateline.coding.timex import guards
from dateline.coding.timex.context import Context
from dateline.coding.timex.dates import full, year_at
from dateline.coding.timex.durations import duration_value, shifted, unit_of
from dateline.coding.timex.lexicon import MONTHS, SEASONS
from dateline.coding.timex.quarters import SHIFT, YEAR, last_quarter, set_quarter, year_of_words
from dateline.records.report import Time

Date = datetime.date
_MONTH: Final = ("month", "maymonth")
_FROM_TEXT: Final = word_set("previous preceding prior following subsequent same that")
"""Words that count from the last day named, where "last" and "next" count from the day of publication."""


def week_of(ctx: Context, i: int, j: int) -> Time | None:
    """ "the week of March 6"."""
    if ctx.at(i, j, "weekend") is None and unit_of(ctx, i, j) != ("week", i + 1) and unit_of(ctx, i, j) != ("week", i):
        return None
    k = ctx.at(i, j, "of")
    assert k is not None
    day = full(ctx, k + 1, j)
    if day is None or day.earliest is None:
        return None
    value = cal.week_value(Date.fromisoformat(day.earliest))
    return ctx.make(i, j, "DATE", value + ("-WE" if ctx.at(i, k, "weekend") is not None else ""))


def month_year(ctx: Context, i: int, j: int) -> Time | None:
    """ "March 1996", "early June of 2019", "January this year"."""
    k = ctx.at(i, j, *_MONTH)
    assert k is not None
    month = MONTHS[ctx.word(k)]
    year_place = ctx.at(k, j, *YEAR)
    if year_place is not None:
        if guards.COUNTED & {ctx.word(j)} and not (ctx.name(i - 1) == "in" and ctx.lex.raw(year_place).isdecimal()):
            return None  # but "in June 1992 men in uniform ..."
        return ctx.period(i, j, f"{year_at(ctx, year_place):04d}-{month:02d}")
    if ctx.word(j - 1) != "year":
        return None
    year = year_of_words(ctx, k, j)
    return ctx.period(i, j, f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}")


def part_of_month(ctx: Context, i: int, j: int) -> Time | None:
    """ "the first half of June", "the last week of September": the second week is the 8th to the 14th."""
    k = ctx.at(i, j, *_MONTH)
    part = ctx.at(i, j, "half", "unit")
    assert k is not None and part is not None
    unit, ordinal = ctx.word(part), ctx.at(i, part, "ord")
    number = 0 if ordinal is None or ctx.word(ordinal) == "final" else int(ctx.lex.values[ordinal])
    if unit not in ("half", "week") or number > (2 if unit == "half" else 4) or (unit == "half" and number == 0):
        return None
    year_place = ctx.at(k, j, *YEAR)
    if year_place is not None:
        year: int | None = year_at(ctx, year_place)
    elif j - 1 > k:
        year = year_of_words(ctx, k, j)
    else:
        value = _month_value(ctx, MONTHS[ctx.word(k)], k, k + 1)
        year = None if value.startswith("XXXX") else int(value[:4])
    month = MONTHS[ctx.word(k)]
    if year is None:
        return ctx.make(i, j, "DATE", f"XXXX-{month:02d}")
    last = cal.month_days(year, month)
    if unit == "half":
        bounds = (1, 15) if number == 1 else (16, last)
    else:
        bounds = (7 * number - 6, 7 * number) if number else (last - 6, last)
    span = Date(year, month, bounds[0]), Date(year, month, bounds[1])
    return ctx.make(i, j, "DATE", f"{year:04d}-{month:02d}", span, cal.by_length(bounds[1] - bounds[0] + 1))


def _month_value(ctx: Context, month: int, i: int, j: int) -> str:
    anchor = ctx.anchor
    if anchor is None:
        return f"XXXX-{month:02d}"
    k = ctx.at(i, j, *_MONTH) or i
    heads = set(ctx.lex.words[i:k])
    if heads & {"last", "past"}:
        year = anchor.year - (month >= anchor.month)
    elif heads & {"next", "coming", "upcoming"}:
        year = anchor.year + (month <= anchor.month)
    elif "this" in heads:
        year = anchor.year
    elif heads & {"following", "previous", "same", "that"}:
        base = ctx.base() or anchor
        year = (
            base.year + ("following" in heads and month <= base.month) - ("previous" in heads and month >= base.month)
        )
    else:
        tense = ctx.tense(i, j)
        options = [
            Date(year, month, 15) for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= year <= 9999
        ]
        same = [option for option in options if (option.year, option.month) == (anchor.year, anchor.month)]
        chosen = same[0] if same else ctx.nearest(options, tense)
        year = chosen.year if chosen else anchor.year
    return f"{year:04d}-{month:02d}"


def month(ctx: Context, i: int, j: int) -> Time | None:
    """ "June", "mid-March"."""
    if guards.stray_month(ctx, i, j) or guards.part_of_name(ctx, i, j):
        return None
    k = ctx.at(i, j, *_MONTH)
    assert k is not None
    return ctx.period(i, j, _month_value(ctx, MONTHS[ctx.word(k)], i, j))


def last_unit(ctx: Context, i: int, j: int) -> Time | None:
    """ "last week", "earlier this month", "the next morning", "that year", "last June"."""
    k = j - 3 if ctx.word(j - 1) == "so" else j - 1
    name, word = ctx.names[k], ctx.word(k)
    heads = ctx.lex.words[i:k]
    if name in _MONTH:
        if ctx.name(j) in ("day", "ord") or (ctx.name(j) == "the" and ctx.name(j + 1) == "ord"):
            return None
        if name == "maymonth" and not ctx.capital(k) and (word == "march" or "this" in heads):
            return None
        return ctx.period(i, j, _month_value(ctx, MONTHS[word], i, j))
    shift = sum(SHIFT.get(head, 0) for head in heads)
    from_text = bool(_FROM_TEXT & set(heads))
    if name in ("part", "dayword") and heads[-1] in ("next", "following"):
        base = ctx.day  # what happens "the next day" follows a day that the text has named
    else:
        base = ctx.base() if from_text else ctx.anchor
    if name == "part":
        if (
            heads[-1] == "past"
            or (heads[-1] == "last" and word == "morning")
            or "latest" in heads
            or "current" in heads
        ):
            return None
        day = base and cal.shift_days(base, -1 if heads[-1] == "last" else shift)
        return ctx.date(i, j, day, part=k)
    unit = "day" if name == "dayword" else "decade" if name == "decadeword" else word
    if heads[-1] == "past" and ctx.word(i) != "this":
        span = (shifted(ctx.anchor, -1, unit), ctx.anchor) if ctx.anchor else None
        return (
            ctx.make(i, j, "DURATION", duration_value(1, unit), span, "day")
            if unit not in ("minute", "period")
            else None
        )
    if "latest" in heads:
        if unit in ("quarter", "period") and ctx.anchor:
            return set_quarter(ctx, i, j, last_quarter(ctx))
        if unit != "year":
            return None
    if unit == "day":
        if heads[-1] == "current" or (heads[-1] == "last" and not from_text) or heads[-1] in ("this",):
            return None
        return ctx.date(i, j, base and cal.shift_days(base, shift))
    if unit in ("minute", "hour", "period", "millennium"):
        return None
    if "coming" in heads and "this" in heads and unit != "week":
        shift = 1
    return _shifted_unit(ctx, i, j, base, shift, unit)


def _shifted_unit(ctx: Context, i: int, j: int, base: Date | None, shift: int, unit: str) -> Time | None:
    """The week, month, quarter, year, decade or century `shift` away from the one of the base day."""
    unknown = {
        "week": "XXXX-WXX",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
        "year": "XXXX",
        "decade": "XXX",
        "century": "XX",
    }
    if unit not in unknown and unit != "fortnight":
        return None
    if base is None:
        return ctx.make(i, j, "DATE", unknown.get(unit, "XXXX-WXX"))
    if unit in ("week", "fortnight"):
        return ctx.period(i, j, cal.week_value(cal.shift_days(base, (7 if unit == "week" else 14) * shift)))
    if unit == "month":
        return ctx.period(i, j, cal.month_value(cal.shift_months(base, shift)))
    if unit == "quarter":
        return set_quarter(ctx, i, j, cal.quarter_value(cal.shift_months(base, 3 * shift)))
    year = base.year + shift * {"year": 1, "decade": 10, "century": 100}[unit]
    text = f"{min(max(year, 0), 9999):04d}"
    return ctx.period(i, j, text[: {"year": 4, "decade": 3, "century": 2}[unit]])


def season(ctx: Context, i: int, j: int) -> Time | None:
    """ "last fall", "the summer", "early spring 2018", "the winter of 1994"."""
    k = ctx.at(i, j, "season", "fall")
    assert k is not None
    code = SEASONS[ctx.word(k)]
    year_place = ctx.at(k, j, *YEAR)
    dated = year_place is not None or ctx.at(k, j, "unit") is not None
    heads = set(ctx.lex.words[i:k]) - {"the"}
    if ctx.names[k] == "fall" and not (heads or dated):
        return None
    if not dated and ctx.capital(k) and (ctx.capital(i - 1) or ctx.capital(j)) and not ctx.lex.raw(k).isupper():
        return None
    led = i < k or ctx.name(i - 1) in ("in", "prep", "of", "before")
    if not (led or dated):
        return None
    if ctx.at(k, j, "unit") is not None and ctx.word(j - 1) != "year":
        return None
    if year_place is not None:
        return ctx.period(i, j, f"{year_at(ctx, year_place):04d}-{code}")
    if dated:
        year = year_of_words(ctx, k, j)
    elif ctx.anchor is None:
        year = None
    else:
        year = _season_year(ctx, code, heads, i, j)
    return ctx.period(i, j, f"{year:04d}-{code}" if year else f"XXXX-{code}")


def _season_year(ctx: Context, code: str, heads: set[str], i: int, j: int) -> int:
    anchor = ctx.anchor
    assert anchor is not None
    year, now = cal.season_of(anchor)
    order = ["SP", "SU", "FA", "WI"]
    ahead, behind = order.index(code) > order.index(now), order.index(code) < order.index(now)
    if heads & {"last", "past", "previous"} or (ctx.tense(i, j) == "past" and not heads & {"this", "next", "coming"}):
        return year - 1 if ahead or (not behind and bool(heads & {"last", "past", "previous"})) else year
    if heads & {"next", "coming"}:
        return year if ahead else year + 1
    if "this" in heads and code == "WI" and now == "SP" and ctx.tense(i, j) != "future":
        return year - 1
    if "this" in heads or ctx.tense(i, j) != "future":
        return year
    return year + 1 if behind else year


def weekend(ctx: Context, i: int, j: int) -> Time | None:
    """ "the weekend", "last weekend", "this weekend"."""
    heads = set(ctx.lex.words[i : j - 1])
    if not heads:
        return None
    anchor = ctx.anchor
    if anchor is None:
        return ctx.make(i, j, "DATE", "XXXX-WXX-WE")
    base = ctx.base() if heads & _FROM_TEXT else anchor
    assert base is not None
    if heads & {"next", "following"}:
        day = cal.weekday_in_week(base, 5, 1)
    elif heads & {"last", "past", "previous"}:
        day = cal.weekday_in_week(base, 5, -1)
    elif (
        base.weekday() >= 5
        or ctx.tense(i, j) == "future"
        or heads & {"coming"}
        or ("this" in heads and base.weekday() > 1)
    ):
        day = cal.weekday_in_week(base, 5)
    else:
        day = cal.weekday_in_week(base, 5, -1)
    return ctx.period(i, j, cal.week_value(day) + "-WE")


def century(ctx: Context, i: int, j: int) -> Time | None:
    """ "the 20th century"."""
    k = ctx.at(i, j, "ord")
    if k is None or ctx.word(j - 1) != "century" or not 1 <= ctx.lex.values[k] <= 21:
        return None
    return ctx.period(i, j, f"{int(ctx.lex.values[k]) - 1:02d}")


def decade(ctx: Context, i: int, j: int) -> Time | None:
    """ "the 1990s", "the early '80s", "the nineties"; "in his forties" is an age."""
    k = j - 1
    value = int(ctx.lex.values[k])
    if value < 100:
        if ctx.at(i, k, "the", "apos") is None:
            return None
        now = ctx.anchor.year if ctx.anchor else 2029
        value += now - now % 100
        value -= 100 if value > now else 0
    return ctx.period(i, j, f"{value // 10:03d}")


def year(ctx: Context, i: int, j: int) -> Time | None:
    """ "1990", "early 1990", "the year 2000", "fiscal 1989", "FY2019"."""
    k = j - 1
    unit = ctx.at(i, j, "unit")
    if unit is not None and ctx.word(unit) != "year":
        return None
    if ctx.names[k] == "quartercode":
        return None
    value = year_at(ctx, k)
    if ctx.at(i, j, "fy") is not None:
        full_year = value if value > 99 else year_at(ctx, k)
        return ctx.make(i, j, "DATE", f"FY{full_year:04d}") if ctx.lex.raw(i).isupper() else None
    if ctx.names[k] == "num" and not 1000 <= value <= 2100:
        return None
    plain = all(ctx.names[m] in ("the", "apos") or ctx.word(m) in ("about", "around", "some") for m in range(i, k))
    if ctx.names[k] == "yy":
        if plain and ctx.name(i - 1) not in ("in", "of", "prep", "before", "to", "and"):
            return None
    elif plain and unit is None and (ctx.names[i] == "approx" or guards.stray_year(ctx, i, j)):
        return None
    if guards.part_of_name(ctx, i, j):
        return None
    if i < k and ctx.names[i] == "the" and k == i + 1:
        i = k
    return ctx.period(i, j, f"{value:04d}")


def year_range(ctx: Context, i: int, j: int) -> list[Time] | None:
    """ "2014-2016", "1990-91": two years."""
    first, second = int(ctx.lex.values[i]), int(ctx.lex.values[j - 1])
    if second < 100:
        second += first - first % 100
    if not 1000 <= first < second <= first + 300 or guards.stray_year(ctx, i, i + 1):
        return None
    return [ctx.period(i, i + 1, f"{first:04d}"), ctx.period(j - 1, j, f"{second:04d}")]


def the_unit(ctx: Context, i: int, j: int) -> Time | None:
    """ "the year", "the quarter", "the end of the month", "in the morning"."""
    k = j - 1
    name, word = ctx.names[k], ctx.word(k)
    if name == "part":
        if ctx.word(i - 1) not in ("in", "during", "throughout") or ctx.names[i] != "the":
            return None
        return ctx.date(i, j, ctx.base(), part=k)
    if name == "dayword" or word not in ("year", "quarter", "week", "month"):
        return None
    if ctx.word(j) in ("before", "after", "since", "ago", "-"):
        return None
    if ctx.name(j) == "ended":
        return ctx.make(i, j, "DURATION", "P1Y" if word == "year" else f"P1{word[0].upper()}")
    if word == "quarter":
        if ctx.quarter is None and ctx.anchor is None:
            return ctx.make(i, j, "DATE", "XXXX-QX")
        return set_quarter(ctx, i, j, ctx.quarter or last_quarter(ctx))
    return _shifted_unit(ctx, i, j, ctx.anchor, 0, word)


def year_end(ctx: Context, i: int, j: int) -> Time | None:
    """ "year-end", "the year's end": December."""
    k = ctx.at(i, j, "unit")
    if k is None or ctx.word(k) != "year" or ctx.word(j - 1) != "end":
        return None
    if ctx.anchor is None:
        return ctx.make(i, j, "DATE", "XXXX-12")
    return ctx.period(i, j, _month_value(ctx, 12, i, j))


RULES: Final = {
    function.__name__: function
    for function in (
        week_of, part_of_month, month_year, month, last_unit, season, weekend, century, decade, year,
        year_range, the_unit, year_end,
    )
}  # fmt: skip
"""Rule -> what it means."""
