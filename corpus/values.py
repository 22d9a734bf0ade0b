"""Counts and times as the marks write them."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from dateline.coding.quantities import find_quantities
from dateline.coding.timex.calendars import days_of, widest
from dateline.knowledge.number_words import PHRASES
from dateline.records.report import Count, DatePrecision

_VAGUE = {words.removeprefix("a ").replace(" ", "_"): ends for words, ends in PHRASES.items()}
_COUNT = re.compile(r"(?P<about>~?)(?P<low>\d*)(?P<dots>(?:\.\.)?)(?P<high>\d*)(?P<more>\+?)(?P<roughly>~?)")
_OPEN = re.compile(r"PT?(?:\d+(?:\.\d+)?|X)[YMWDHS](?:T?\d+[HMS])*|(?:PAST|PRESENT|FUTURE)_REF|.*X.*")
"""Durations, references and sets: values that name no days."""


class Stretch(NamedTuple):
    """The days of a time value, both ends inclusive; None where open or unknown."""

    earliest: datetime.date | None
    latest: datetime.date | None
    precision: DatePrecision


def count(written: str) -> Count:
    """A count: `12`, `12+` (at least), `201+` (more than 200), `..30` (up to), `20..30`, `20..30~`, `~20` (about
    twenty), or a vague word of the number table with underscores: `dozens`, `several`, `tens_of_thousands`.

    Raises ValueError for anything else.
    """
    if written in _VAGUE:
        low, high = _VAGUE[written]
        return Count(low, high, low < high)
    found = _COUNT.fullmatch(written)
    if found is None or not (found["low"] or found["high"]) or (found["dots"] and not found["high"]):
        raise ValueError(f"'{written}' is no count: write 12, 12+, ..30, 20..30, ~20, or a word such as dozens")
    if found["about"]:
        if found["dots"] or found["more"] or found["roughly"]:
            raise ValueError(f"'{written}': ~ before a number goes with one number")
        (quantity,) = find_quantities(f"about {found['low']} people")  # what "about" is worth is defined there
        return quantity.count
    low = int(found["low"] or 1)
    most = int(found["high"]) if found["dots"] else low
    if most < low:
        raise ValueError(f"'{written}' has an upper end below the lower")
    return Count(low, None if found["more"] else most, bool(found["roughly"]))


def stretch(value: str) -> Stretch:
    """The days of a TIMEX3 value (`2004-05-17`, `2004-05-17TNI`, `2004-W20`, `2004-W20-WE`, `2004-05`, `2004-SU`,
    `2004-Q3`, `2004`, `200`, `P3D`, `PAST_REF`, a set such as `XXXX-WXX-1`) or of a range `from..to`, one end of which
    may be empty.

    Raises ValueError for anything else.
    """
    if ".." not in value:
        if covered := days_of(value):
            return Stretch(*covered)
        if _OPEN.fullmatch(value):
            return Stretch(None, None, "none")
        raise ValueError(f"'{value}' is no time: write 2004-05-17, 2004-W20, 2004-05, 2004-SU, 2004, 200, P3D or a..b")
    ends = [days_of(end) if end else None for end in value.split("..", 1)]
    if value.startswith("..") and ends[1]:
        return Stretch(None, ends[1][1], "open_start")
    if value.endswith("..") and ends[0]:
        return Stretch(ends[0][0], None, "open_end")
    if ends[0] is None or ends[1] is None:
        raise ValueError(f"'{value}' is no range: write 2004-05-17..2004-05-20, 2004-05.. or ..2004")
    first, last = ends[0][0], ends[1][1]
    if first > last:
        raise ValueError(f"'{value}' ends before it begins")
    return Stretch(first, last, widest(ends[0][2], ends[1][2], first.isoformat(), last.isoformat()))
