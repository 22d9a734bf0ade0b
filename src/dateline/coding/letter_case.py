"""Whether the capitals of a text tell names from other words."""

from __future__ import annotations

from dateline.records.analysis import Analysis

_FEW_WORDS = 12
"""Shorter texts, headlines for instance, are taken as they are."""
_MOST = 0.8


def is_cased(analysis: Analysis) -> bool:
    """Whether capitals mean anything: False for text all in capitals or all in small letters."""
    words = [t.text for t in analysis.tokens if t.text[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) < _FEW_WORDS or 0 < capitals < _MOST * len(words)
