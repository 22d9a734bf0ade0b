"""Open and closed ranges: "since June", "until Friday", "between 2 and 6 December", "on Sunday and Monday".

The values stay those of the days named, as TimeML has it; what changes is which days an expression opens or closes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from dateline.coding.timex import calendars as cal
from dateline.records.report import DatePrecision, Time

Date = datetime.date

_SINCE: Final = re.compile(
    r"(?:\bsince|\b(?:from|beginning|starting|effective(?: from)?|as (?:of|from)))"
    r"(?:\s+(?:about|around|at least|as early as|as far back as|some time in|late|early))?(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"\b(?:until|till|up to and including)(?:\s+(?:about|around|at least|as late as|well into|late|early))?"
    r"(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_ONWARD: Final = re.compile(r"\s*(?:,\s*)?(?:on|onwards?|forwards?)\b(?!\s+(?:the|a|his|her|its|their|[A-Z]|\d))")
_JOINT: Final = re.compile(r"\s*(?:,\s*)?(?:to|until|till|through|thru|and|[-\u2010-\u2014]|up to)\s*(?:the\s+)?", re.I)
_BETWEEN: Final = re.compile(r"\b(?:between|from)(?:\s+(?:about|around|late|early))?(?:\s+the)?\s*$", re.IGNORECASE)
_CONNECTED: Final = re.compile(r"\s*(?:and|&)\s*(?:the\s+|on\s+)?", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_MONTHLY: Final = re.compile(r"(?:\d{4}|XXXX)-\d\d(?:-\d\d)?$")
_NAMED: Final = re.compile(r"[A-Za-z]{3}")
_BEFORE: Final = 40
"""Characters before an expression in which the words that open it stand."""


class Range(NamedTuple):
    """From the first day of one expression to the last of another; positions in a list of Times."""

    first: int
    second: int
    earliest: str
    latest: str
    precision: DatePrecision


def open_ends(times: Sequence[Time], text: str) -> None:
    """Take the last day from what stands after "since", the first from what stands after "until"; in place."""
    within = {r.first for r in ranges(times, text)} | {r.second for r in ranges(times, text)}
    for number, time in enumerate(times):
        if time.type not in ("DATE", "TIME") or time.earliest is None or time.latest is None or number in within:
            continue
        before = text[max(0, time.start - _BEFORE) : time.start]
        since = _SINCE.search(before)
        if since is not None and (
            not since.group().lower().startswith("from") or _ONWARD.match(text, time.end) is not None
        ):
            time.latest, time.precision = None, "open_end"
        elif _UNTIL.search(before) is not None:
            time.earliest, time.precision = None, "open_start"


def shared_years(times: Sequence[Time], text: str) -> None:
    """Give "March 15" of "from March 15 to June 1, 2011" the year that only the second names; in place."""
    for one, other in pairwise(times):
        if one.type != "DATE" or other.type != "DATE" or _JOINT.fullmatch(text[one.end : other.start]) is None:
            continue
        year = _YEAR.search(other.text)
        if year is None or _YEAR.search(one.text) or _MONTHLY.match(one.value) is None or not _NAMED.search(one.text):
            continue
        if _MONTHLY.match(other.value) is None:
            continue
        before = one.value[5:] > other.value[5:]
        value = f"{int(year.group()) - before:04d}{one.value[4:]}"
        covered = cal.days_of(value)
        if covered is not None and one.precision in ("day", "month", "none"):
            one.value = value
            one.earliest, one.latest, one.precision = covered[0].isoformat(), covered[1].isoformat(), covered[2]


def ranges(times: Sequence[Time], text: str) -> list[Range]:
    """The pairs of neighbours that are one stretch of time."""
    found: list[Range] = []
    for number in range(len(times) - 1):
        one, other = times[number], times[number + 1]
        if any(t.type not in ("DATE", "TIME") or t.earliest is None or t.latest is None for t in (one, other)):
            continue
        if found and found[-1].second == number:
            continue
        between = text[one.end : other.start]
        if _JOINT.fullmatch(between) is None:
            continue
        assert one.earliest is not None and one.latest is not None
        assert other.earliest is not None and other.latest is not None
        if one.earliest > other.latest:
            continue
        led = _BETWEEN.search(text[max(0, one.start - _BEFORE) : one.start]) is not None
        # "held on Sunday and Monday", but not "fell on Sunday, and on Monday ..."
        joined = _CONNECTED.fullmatch(between) is not None and _follows(one.latest, other.earliest)
        if not led and "and" in between.lower().split() and not joined:
            continue
        if "to" in between.split() and not led and one.precision != other.precision:
            continue
        precision = cal.widest(one.precision, other.precision, one.earliest, other.latest)
        found.append(Range(number, number + 1, one.earliest, other.latest, precision))
    return found


def _follows(last: str, first: str) -> bool:
    """Is one the day before the other?"""
    return (Date.fromisoformat(first) - Date.fromisoformat(last)).days == 1
