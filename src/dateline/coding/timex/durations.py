"""What durations, sets and expressions counted from another time mean: "two weeks", "every Friday", "a year ago".

A function a rule of `patterns`, named after it; each gets the lexemes [i, j) and answers with a Time, or with
None where the words are no time after all.
"""

from __future__ import annotations

import datetime
from typing import Final

from dateline.coding.timex import calendars as cal
from dateline.coding.timex import guards
from dateline.coding.timex.context import Context
from dateline.coding.timex.lexicon import MONTHS, PARTS, SEASONS, UNITS, WEEKDAYS
from dateline.records.report import DatePrecision, Time

Date = datetime.date

_UNIT_CLASSES: Final = ("unit", "units", "dayword", "decadeword", "quarter", "quarters", "hours", "parts")
_PRECISION: Final[dict[str, DatePrecision]] = {"D": "day", "W": "week", "M": "month", "Q": "season", "Y": "year"}
_CLOCK_UNITS: Final = ("minute", "hour", "second")
_OFTEN: Final = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "annually": "P1Y",
    "yearly": "P1Y",
}


def singular(word: str) -> str:
    """Unit of a word: "centuries" century, "hrs" hour."""
    if word == "hrs":
        return "hour"
    if word == "millennia":
        return "millennium"
    return word[:-3] + "y" if word.endswith("ies") else word.rstrip("s")


def unit_of(ctx: Context, i: int, j: int) -> tuple[str, int] | None:
    """Unit and place of the last unit word in [i, j)."""
    for k in range(j - 1, i - 1, -1):
        if ctx.names[k] in _UNIT_CLASSES:
            return singular(ctx.word(k)), k
    return None


def amount(ctx: Context, i: int, j: int) -> float | None:
    """How many units [i, j) counts; None where it leaves it open ("several"). Of "two to three" the first."""
    words = ctx.lex.words[i:j]
    value: float | None = None
    for k in range(i, j):
        if ctx.names[k] in ("num", "day", "year", "short"):
            value = ctx.lex.values[k]
            break
    if value is None:
        if "couple" in words:
            value = 2
        elif "dozen" in words:
            value = 6 if "half" in words else 12
        elif "half" in words and "and" not in words:
            value = 0.5
        elif "few" in words or "several" in words or "many" in words or "some" in words or "dozens" in words:
            return None
        elif any(word in ("a", "an", "another") for word in words):
            value = 1
    if value is not None and "half" in words and "and" in words:
        value += 0.5
    return value


def duration_value(count: float | None, unit: str) -> str:
    """TIMEX3 value: P3D, PT5H30M, P2Y6M, PXW. Decades are written as years (P20Y) where they are counted."""
    letter, clock = UNITS[unit], "T" if unit in _CLOCK_UNITS else ""
    if unit == "weekend":
        letter = "WE"
    if count is None:
        return f"P{clock}X{letter}"
    if unit == "fortnight":
        count *= 2
    elif unit in ("decade", "century", "millennium"):
        count *= {"decade": 10, "century": 100, "millennium": 1000}[unit]
        letter = "Y"
    whole, rest = int(count), count - int(count)
    if rest == 0.5 and unit in ("year", "hour", "minute", "day"):
        if unit == "day":
            return f"PT{int(count * 24)}H" if not whole else f"P{whole}DT12H"
        small = {"year": "6M", "hour": "30M", "minute": "30S"}[unit]
        return f"P{clock}{f'{whole}{letter}' if whole else ''}{small}"
    return f"P{clock}{whole if not rest else round(count, 2)}{letter}"


def shifted(day: Date, count: float, unit: str) -> Date:
    """The day `count` units on (or back); parts of days and of months are rounded."""
    if unit in ("year", "decade", "century", "millennium", "quarter", "month"):
        months = {"year": 12, "decade": 120, "century": 1200, "millennium": 12000, "quarter": 3, "month": 1}[unit]
        return cal.shift_months(day, round(max(-150_000, min(150_000, count * months))))
    days = {
        "day": 1.0,
        "night": 1.0,
        "week": 7.0,
        "fortnight": 14.0,
        "weekend": 7.0,
        "hour": 1 / 24,
        "minute": 1 / 1440,
    }
    return cal.shift_days(day, round(max(-4e6, min(4e6, count * days.get(unit, 0)))))


def _grain(day: Date, unit: str) -> str:
    """A day as a value as coarse as the unit: two weeks ago is a week, five months ago a month."""
    if unit in ("week", "fortnight", "weekend"):
        return cal.week_value(day)
    if unit in ("month", "quarter"):
        return cal.month_value(day) if unit == "month" else cal.quarter_value(day)
    if unit in ("year", "decade"):
        return f"{day.year:04d}"
    if unit in ("century", "millennium"):
        return f"{day.year // 100:02d}"
    return day.isoformat() + ("TXX" if unit in _CLOCK_UNITS else "")


_UNKNOWN: Final = {
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
}


def ago(ctx: Context, i: int, j: int) -> Time | None:
    """ "two years ago", "a week earlier", "three days later", "a month from now"."""
    found = unit_of(ctx, i, j)
    if found is None or found[0] == "period":
        return None
    unit = found[0]
    count = amount(ctx, i, j)
    back = ctx.word(j - 1) in ("ago", "earlier")
    if count is None:
        if ctx.word(j - 1) == "ago":
            return ctx.make(i, j, "DATE", "PAST_REF", (None, ctx.anchor), "open_start")
        return ctx.make(i, j, "DURATION", duration_value(None, unit))
    if count == 1 and unit == "year" and back and ctx.quarter is not None:
        return ctx.make(i, j, "DATE", f"{int(ctx.quarter[:4]) - 1:04d}{ctx.quarter[4:]}")
    base = ctx.anchor if ctx.word(j - 1) in ("ago", "now") else ctx.base() if back else ctx.day
    type_ = "TIME" if unit in _CLOCK_UNITS else "DATE"
    if base is None:
        return ctx.make(i, j, "DATE", _UNKNOWN.get(unit, "XXXX-XX-XX"))
    day = shifted(base, -count if back else count, unit)
    return ctx.make(i, j, type_, _grain(day, unit))  # type: ignore[arg-type]


def n_units(ctx: Context, i: int, j: int) -> Time | None:
    """ "the past three weeks", "the first nine months", "the next few days"."""
    found = unit_of(ctx, i, j)
    if found is None or found[0] == "period":
        return None
    unit, _ = found
    if unit in PARTS and unit != "night":
        return None
    count = amount(ctx, i, j)
    value = duration_value(count, unit)
    head = ctx.at(i, j, "last", "past", "next", "coming", "prev", "latest", "following", "recent")
    if head is None or ctx.anchor is None or count is None or ctx.names[head] in ("prev", "following", "latest"):
        return ctx.make(i, j, "DURATION", value)
    ahead = ctx.names[head] in ("next", "coming")
    other = shifted(ctx.anchor, count if ahead else -count, unit)
    span = (ctx.anchor, other) if ahead else (other, ctx.anchor)
    return ctx.make(
        i, j, "DURATION", value, span, _PRECISION.get(UNITS[unit], "day") if unit not in _CLOCK_UNITS else "day"
    )


def the_n_units(ctx: Context, i: int, j: int) -> Time | None:
    """ "the nine months", "the four days"."""
    return dur(ctx, i, j)


def dur(ctx: Context, i: int, j: int) -> Time | None:
    """ "two years", "nearly an hour", "a five-year", "half a day". Ages of years are none: "aged 6", "a 6-year-old"."""
    found = unit_of(ctx, i, j)
    if found is None or (found[0] in ("period", "quarter") and ctx.names[found[1]] != "quarters"):
        return None
    unit, k = found
    if (ctx.word(j - 1) == "old" or ctx.word(j) == "old" or ctx.word(j + 1) == "old") and unit == "year":
        return None
    hyphen = ctx.at(i, k, "hyphen")
    if ctx.names[k] == "quarters" and hyphen is not None:
        return None
    number = ctx.at(i, k, "num", "day", "short", "year")
    if (
        number is not None
        and ctx.lex.raw(k).istitle()
        and ctx.lex.raw(number).isdecimal()
        and ctx.lex.raw(i).isdecimal()
    ):
        return None
    if number is not None and hyphen is not None and number > i:
        i = number
    if ctx.names[i] == "over" and ctx.name(i - 1) != "for" and ctx.word(i - 1) not in ("last", "lasted", "lasting"):
        i += 1
    words = ctx.lex.words[i:k]
    if (
        any(word in ("a", "an") for word in words)
        and ctx.at(i, k, "num", "day", "short", "year", "few", "several", "couple", "half", "dozen") is None
    ):
        if len(words) == 1 and guards.stray_rate(ctx, i, j):
            return None
    elif (
        words == ["one"]
        and unit == "day"
        and ctx.name(i - 1) not in ("prep", "for", "in", "of", "than", "before", "approx")
    ):
        return (
            ctx.make(i, j, "DATE", "FUTURE_REF") if ctx.tense(i, j) == "future" else ctx.make(i, j, "DURATION", "P1D")
        )
    if words and words[-1] == "half" and "and" not in words and unit == "quarter":
        return None
    return ctx.make(i, j, "DURATION", duration_value(amount(ctx, i, j), unit))


def units(ctx: Context, i: int, j: int) -> Time | None:
    """ "for years", "days after", "weeks-long": units without a number."""
    found = unit_of(ctx, i, j)
    if found is None or found[0] == "period":
        return None
    unit, k = found
    if ctx.names[k] in ("unit", "dayword", "decadeword"):
        return ctx.make(i, j, "DURATION", duration_value(1, unit))
    if ctx.name(i - 1) in ("num", "day", "short", "hyphen") or ctx.word(j) == "old" or ctx.word(j + 1) == "old":
        return None
    if j - i > 1:
        return ctx.make(i, j, "DURATION", duration_value(None, unit))
    if ctx.name(i - 1) in ("the", "poss") or ctx.word(i - 1) in (
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "its",
        "%",
    ):
        return None
    if unit in _CLOCK_UNITS and not (
        ctx.name(i - 1) in ("for", "in", "prep") or ctx.name(j) in ("prep", "later", "before")
    ):
        return None
    return ctx.make(i, j, "DURATION", duration_value(None, unit))


def some_units(ctx: Context, i: int, j: int) -> Time | None:
    """ "recent weeks", "coming months", "past years"."""
    found = unit_of(ctx, i, j)
    if found is None or found[0] == "period":
        return None
    return ctx.make(i, j, "DURATION", duration_value(None, found[0]))


def every(ctx: Context, i: int, j: int) -> Time | None:
    """ "every day", "each Friday", "every two weeks", "every night"."""
    part = ctx.at(i, j, "part")
    suffix = ctx.part_of_day(part)
    weekday = ctx.at(i, j, "weekday", "maywday")
    if weekday is not None:
        return ctx.make(i, j, "SET", f"XXXX-WXX-{WEEKDAYS[ctx.word(weekday)] + 1}{suffix}")
    if ctx.at(i, j, "weekend") is not None:
        return ctx.make(i, j, "SET", "XXXX-WXX-WE")
    month = ctx.at(i, j, "month")
    if month is not None:
        return ctx.make(i, j, "SET", f"XXXX-{MONTHS[ctx.word(month)]:02d}")
    season = ctx.at(i, j, "season", "fall")
    if season is not None:
        return ctx.make(i, j, "SET", f"XXXX-{SEASONS[ctx.word(season)]}")
    found = unit_of(ctx, i, j)
    if found is None:
        return ctx.make(i, j, "SET", f"XXXX-XX-XX{suffix}") if part is not None else None
    if found[0] == "period":
        return None
    count: float | None = amount(ctx, i, j)
    if count is None and ctx.at(i, j, "few", "several") is None:
        count = 2 if ctx.word(i + 1) in ("other", "second") else 1
    return ctx.make(i, j, "SET", duration_value(count, found[0]))


def often(ctx: Context, i: int, j: int) -> Time | None:
    """ "daily", but not the Daily Post."""
    if ctx.capital(i) and ctx.capital(j) and not ctx.lex.raw(i).isupper():
        return None
    return ctx.make(i, j, "SET", _OFTEN[ctx.word(i)])


def weekdays(ctx: Context, i: int, j: int) -> Time | None:
    """ "Mondays", "Tuesday nights"."""
    k = ctx.at(i, j, "wdays", "weekday")
    if k is None:
        return None
    parts = ctx.at(i, j, "parts")
    suffix = "" if parts is None else "T" + PARTS[ctx.word(parts)[:-1]]
    return ctx.make(i, j, "SET", f"XXXX-WXX-{WEEKDAYS[ctx.word(k)] + 1}{suffix}")


def times_a(ctx: Context, i: int, j: int) -> Time | None:
    """ "twice a week", "per day"."""
    found = unit_of(ctx, i, j)
    if found is None or found[0] == "period" or ctx.word(i) == "per":
        return None
    return ctx.make(i, j, "SET", duration_value(1, found[0]))


RULES: Final = {
    "ago": ago,
    "n_units": n_units,
    "the_n_units": the_n_units,
    "dur": dur,
    "units": units,
    "some_units": some_units,
    "every": every,
    "often": often,
    "weekdays": weekdays,
    "times_a": times_a,
}
"""Rule -> what it means."""
