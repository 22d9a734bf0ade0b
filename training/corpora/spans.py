"""From characters of a text to words of a window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.language.tokens import Word
from training.windows import Span


def to_words(words: Sequence[Word], start: int, end: int, label: str = "") -> Span | None:
    """The words that lie in characters [start, end) at least in part, None where there is none."""
    starts = [w.start for w in words]
    first = bisect_left(starts, start)
    if first > 0 and words[first - 1].end > start:
        first -= 1
    last = bisect_left(starts, end)
    return Span(first, last, label) if first < last else None
