"""Whether the capitals of a text tell names from other words."""

from __future__ import annotations

from dateline.records.analysis import Analysis

_FEW_WORDS = 4
"""Shorter texts are taken as they are."""
_MOST = 0.8


def is_cased(analysis: Analysis) -> bool:
    """Whether capitals mean anything: False for text without any and for text (nearly) all in capitals."""
    words = [t.text for t in analysis.tokens if len(t.text) > 1 and t.text[0].isalpha()]
    if len(words) < _FEW_WORDS:
        return True
    if not any(word[0].isupper() for word in words):
        return False
    return sum(map(str.isupper, words)) < _MOST * len(words)
