"""What times of day mean: "about 7:15 p.m.", "noon Thursday", "0730 GMT", "four in the morning", "at dawn"."""

from __future__ import annotations

from typing import Final

from dateline.coding.scanning import word_set
from dateline.coding.timex import calendars as cal
from dateline.coding.timex.context import Context
from dateline.coding.timex.dates import MONTH, WEEKDAY, full_value, headed_weekday
from dateline.coding.timex.lexicon import POINTS, WEEKDAYS
from dateline.records.report import Time

_LEADS: Final = word_set("at by around about from until till before after since between to")
"""Words that make what follows a time of day: "at dawn", "by 14:30"."""


_DATE_WORDS: Final = (*WEEKDAY, *MONTH, "day", "ord", "comma", "of", "year")


def clock(ctx: Context, i: int, j: int) -> Time | None:
    """A time of day, with its day if that stands beside it: "about 7:15 p.m.", "noon Thursday", "0730 GMT"."""
    reading = _read_clock(ctx, i, j)
    if reading is None:
        return None
    clock_value, after = reading
    day: str | None = None
    if after < j:
        day = full_value(ctx, after, j) if ctx.at(after, j, *MONTH) is not None else _near_day(ctx, after, j)
        if day is None:
            return None
    elif ctx.name(j) == "on" and ctx.name(j + 1) in (*WEEKDAY, *MONTH, "day"):
        end = next((k for k in range(j + 1, j + 7) if ctx.name(k) not in _DATE_WORDS), j + 7)
        day = full_value(ctx, j + 1, end) if ctx.at(j + 1, end, *MONTH) is not None else _near_day(ctx, j + 1, j + 2)
    elif ctx.day is not None and 0 <= i - ctx.day_at < 250:
        day = ctx.day.isoformat()
    elif ctx.anchor is not None:
        day = ctx.anchor.isoformat()
    return ctx.make(i, j, "TIME", (day or "") + clock_value)


def _near_day(ctx: Context, i: int, j: int) -> str | None:
    for k in range(i, j):
        name = ctx.names[k]
        if name in WEEKDAY:
            number = WEEKDAYS[ctx.word(k)]
            found = headed_weekday(ctx, number, i, j)
            return found.isoformat() if found else f"XXXX-WXX-{number + 1}"
        if name in ("yesterday", "today", "tomorrow"):
            if ctx.anchor is None:
                return "XXXX-XX-XX"
            return cal.shift_days(ctx.anchor, {"yesterday": -1, "today": 0, "tomorrow": 1}[name]).isoformat()
    return None


def _read_clock(ctx: Context, i: int, j: int) -> tuple[str, int] | None:
    """TIMEX3 time of day ("T19:15") of the clock time in [i, j), and the place after it and its zone."""
    k = i + 1 if ctx.names[i] in ("approx", "over") else i
    name, word = ctx.names[k], ctx.word(k)
    led = k > i or ctx.word(i - 1) in _LEADS
    end = k + 1
    if name == "point":
        value = POINTS[word]
        if not led and end == j:
            return None
    elif name == "clock":
        hour, minute = (int(part) for part in word.split(":")[:2])
        if ctx.name(end) == "hours" and end < j:
            end += 1
        elif ctx.name(end) == "ampm" and end < j:
            hour, end = _twelve(hour, ctx.word(end)), end + 1
        elif not led:
            placed = end < j or ctx.name(i - 1) in ("comma", "open", "on", "hyphen", "dash")
            if word[1] == ":" or not placed:  # a score or a verse: 3:1, John 3:16
                return None
        if not 0 <= hour <= 24:
            return None
        value = f"T{hour:02d}:{minute:02d}"
    elif ctx.name(end) == "ampm":
        hour = int(ctx.lex.values[k])
        if not 1 <= hour <= 12 or (
            ctx.word(end) == "am" and ctx.lex.starts[end] > ctx.lex.ends[k] and ctx.word(k - 1) == "i"
        ):
            return None
        value, end = f"T{_twelve(hour, ctx.word(end)):02d}:00", end + 1
    elif ctx.name(end) in ("zone", "hours"):
        raw = ctx.lex.raw(k)
        if len(raw) != 4 or not raw.isdecimal() or int(raw[:2]) > 24 or int(raw[2:]) > 59:
            return None
        if ctx.names[end] == "hours" and not led:
            return None
        value, end = f"T{raw[:2]}:{raw[2:]}", end + 1
    else:  # nine o'clock, four in the morning, a quarter to nine
        return _told_clock(ctx, k, j, led)
    while end < j and ctx.names[end] in ("zone", "local", "time"):
        end += 1
    return value, end


def _told_clock(ctx: Context, k: int, j: int, led: bool) -> tuple[str, int] | None:
    """ "nine o'clock", "four in the morning", "half past ten", "a quarter to nine in the evening"."""
    minutes = 0
    if ctx.names[k] in ("a", "half", "quarter"):
        k += ctx.names[k] == "a"
        minutes = (30 if ctx.names[k] == "half" else 15) * (1 if ctx.names[k + 1] == "past" else -1)
        k += 2
        if minutes == -30 or not (led or ctx.at(k, j, "part") is not None):
            return None
    hour, end = int(ctx.lex.values[k]), k + 1
    if not 1 <= hour <= 12:
        return None
    end += ctx.name(end) == "clockword"
    part = ctx.at(end, j, "part")
    if part is not None and part - end <= 2:
        name, end = ctx.word(part), part + 1
        hour = hour % 12 if name == "morning" or (name == "night" and hour < 5) else hour % 12 + 12
    total = (60 * hour + minutes) % 1440
    return f"T{total // 60:02d}:{total % 60:02d}", end


def _twelve(hour: int, half: str) -> int:
    return hour % 12 + (12 if half.startswith("p") else 0)


RULES: Final = {"clock": clock}
"""Rule -> what it means."""
