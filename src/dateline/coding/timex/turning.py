"""Days that need not be where the grammar put them: "on Friday" without a week, "3 March" without a year.

The grammar goes by the tense of the verb around; what the day is told of may say otherwise ("Friday's planned talks").
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from dateline.coding.timex.calendars import make_date, shift_days
from dateline.coding.timex.lexicon import MONTHS, WEEKDAYS
from dateline.records.report import Time

_FIXED: Final = re.compile(r"\d{4}|['\u2019]\d\d|\b(?:year|week|last|next|this|that|same|ago|previous|following)\b")
"""What fixes the year of a day, or the week of a weekday."""
_WEEKDAY: Final = re.compile(rf"\b(?:{'|'.join(name for name in WEEKDAYS if len(name) > 4)}|weekend)\b")
_MONTH: Final = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")


def turn(time: Time, published: str, *, ahead: bool, behind: bool) -> None:
    """Put a day on the other side of the day of publication, in place, where what is told of it lies `ahead` and it
    does not, or `behind` and it does not: a weekday or weekend by a week, a day of a month by a year."""
    words = time.text.lower()
    if time.earliest is None or time.latest is None or time.precision not in ("day", "week") or _FIXED.search(words):
        return
    later = time.latest < published
    if not ((ahead and later) or (behind and time.earliest > published)):
        return
    month = _MONTH.search(words) is not None
    if not month and _WEEKDAY.search(words) is None:
        return
    first = _turned(datetime.date.fromisoformat(time.earliest), later, month)
    last = _turned(datetime.date.fromisoformat(time.latest), later, month)
    if first is None or last is None or (first.isoformat() >= published) != later:
        return
    if "-W" in time.value:
        year, week, _ = first.isocalendar()
        time.value = f"{year:04d}-W{week:02d}" + time.value[8:]
    else:
        time.value = first.isoformat() + time.value[10:]
    time.earliest, time.latest = first.isoformat(), last.isoformat()


def _turned(day: datetime.date, later: bool, month: bool) -> datetime.date | None:
    if month:
        return make_date(day.year + (1 if later else -1), day.month, day.day)
    return shift_days(day, 7 if later else -7)
