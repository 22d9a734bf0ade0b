"""When: the time expressions of a text, as TIMEX3, with the days that they cover.

A grammar over classes of words (`timex.patterns`) finds them; a function a rule (`timex.dates`, `timex.relative_days`,
`timex.clock`, `timex.periods`, `timex.quarters`, `timex.durations`, `timex.vague`) says what they mean. Those of other
calendars have a grammar of their own (`timex.other_calendars`); `timex.ranges` says which days are open.
Sources: TIMEX3 as in ISO-TimeML (ISO 24617-1), its values as TimeBank and TempEval-3 write them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Final

from dateline.coding.scanning import scan
from dateline.coding.timex import clock, dates, durations, periods, quarters, relative_days, vague
from dateline.coding.timex.context import Context
from dateline.coding.timex.lexicon import classify
from dateline.coding.timex.other_calendars import find_others
from dateline.coding.timex.patterns import FIND, RULES, RUN, pattern
from dateline.coding.timex.ranges import open_ends, shared_years
from dateline.records.report import Time

_MEANINGS: Final[dict[str, Callable[[Context, int, int], Time | list[Time] | None]]] = {
    **dates.RULES,
    **relative_days.RULES,
    **clock.RULES,
    **quarters.RULES,
    **periods.RULES,
    **vague.RULES,
    **durations.RULES,
}
_ORDER: Final = list(RULES)
_SINGLE: Final = {name: re.compile(pattern(rule)) for name, rule in RULES.items()}


def find_times(
    text: str, anchor: datetime.date | None, *, tense: Callable[[int, int], str | None] | None = None
) -> list[Time]:
    """Time expressions of a text, in order, none overlapping; offsets are code points.

    `anchor` is the day of publication, from which "yesterday" and "June" count. Without it such expressions are found
    all the same, but with an open value (XXXX-WXX-2) and no days; the machine's own date is never used.

    `tense(start, end)` says whether the clause around the characters [start, end) is "past", "present" or "future", or
    None where that is not known; then words near by ("will", "said") decide, and for a bare weekday, failing them, the
    past, as news mostly reports what has happened.

    `earliest` and `latest` are inclusive; after "since" the latest is open, after "until" the earliest; "early",
    "mid" and "late" narrow a period to its first, middle or last third. Durations that hang on the anchor ("the past
    three weeks") have days, others none. The night of a day is that day, unless both days are given ("the night of 3
    to 4 June").
    """
    lexemes = classify(scan(text))
    context = Context(lexemes, anchor, tense)
    codes = lexemes.codes
    times: list[Time] = []
    for run in RUN.finditer(codes):
        position, end = run.span()
        while position < end:
            match = FIND.search(codes, position, end)
            if match is None:
                break
            start, name = match.start(), match.lastgroup
            assert name is not None
            stop = match.end()
            found = _MEANINGS[name](context, start, stop)
            if found is None:
                found, stop = _otherwise(context, name, start, end)
            if found is None:
                position = start + 1
                continue
            times.extend(found if isinstance(found, list) else [found])
            position = stop
    others = find_others(text, anchor, tense)
    if others:
        kept = [t for t in times if not any(t.start < o.end and o.start < t.end for o in others)]
        times = sorted([*kept, *others], key=lambda t: t.start)
    shared_years(times, text)
    open_ends(times, text)
    return times


def _otherwise(context: Context, refused: str, start: int, end: int) -> tuple[Time | list[Time] | None, int]:
    """What a later rule makes of the same place, where the first that fitted turned out to be no time."""
    codes = context.lex.codes
    for name in _ORDER[_ORDER.index(refused) + 1 :]:
        match = _SINGLE[name].match(codes, start, end)
        if match is not None:
            found = _MEANINGS[name](context, start, match.end())
            if found is not None:
                return found, match.end()
    return None, start
