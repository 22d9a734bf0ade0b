"""The date that a text gives itself: in its dateline, or in a line above it. Plain text has no other place for it.

"LIMA, 2 FEB 90 --", "BEIRA, Mozambique, March 12, 2018 (Agency) -", "RADIO HORIZONTE 1200 GMT 14 JUN 89",
"Published: 22 May 2021".
"""

from __future__ import annotations

import re
from datetime import date

from dateline.coding.times import find_times
from dateline.records.report import Time

HEAD = 600
"""Characters from the start in which the date is looked for."""
HEADER_LINES = 5
"""A line above the story may hold the date; further down a lone line is a subheading or a caption."""
HEADER_WIDTH = 100
"""Characters; what is longer is a paragraph, whose dates are those of its events."""
AFTER_PLACE = 12
"""Characters between the dateline's place and its date: ", ", ", Peru, "."""
_LABEL = re.compile(
    r"(?:published|issued|posted|released|date|dated|updated)\b[^\w\n]{0,4}(?:on\b\W{0,2})?$", re.IGNORECASE
)


def stated_date(text: str, place_end: int | None) -> Time | None:
    """The full date with which a text opens, None where there is none. `place_end`: where its dateline's place ends."""
    head = text[:HEAD]
    lines = head.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for time in find_times(head, None):
        if time.type not in ("DATE", "TIME") or not _is_day(time.value[:10]):
            continue
        if place_end is not None and 0 <= time.start - place_end <= AFTER_PLACE + _country(text, place_end):
            return time
        if _LABEL.search(head[: time.start]):
            return time
        number = next(n for n, end in enumerate(offsets[1:]) if time.start < end)
        line = lines[number].strip()
        if number < HEADER_LINES and len(line) <= HEADER_WIDTH and line[-1:] not in '.!?”"':
            return time
    return None


def _country(text: str, place_end: int) -> int:
    """Length of what stands between the place and the date: ", Mozambique"."""
    match = re.compile(r"(?:, ?[A-Z][\w.]+(?: [A-Z]\w+)*){1,2}(?=, )").match(text, place_end)
    return match.end() - place_end if match else 0


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10
