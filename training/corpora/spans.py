"""From characters of a text to words of a window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.coding.scanning import word_set
from dateline.language.tokens import Word
from training.windows import Span

PRONOUNS = word_set(
    "i we you he she it they him her them us me who whom which that this these those my our your his its their whose"
    " himself herself itself themselves"
)
"""Words that are no names and no descriptions, whatever they stand for."""


def to_words(words: Sequence[Word], start: int, end: int, label: str = "") -> Span | None:
    """The words that lie in characters [start, end) at least in part, None where there is none."""
    starts = [w.start for w in words]
    first = bisect_left(starts, start)
    if first > 0 and words[first - 1].end > start:
        first -= 1
    last = bisect_left(starts, end)
    return Span(first, last, label) if first < last else None
