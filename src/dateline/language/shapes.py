"""What the capitals of a word say. The encoder is uncased; this is told to it beside the word pieces.

A text whose capitals carry no information (all capitals, all lower case) is read without them.
"""

from __future__ import annotations

from collections.abc import Sequence

NEUTRAL, TITLE, UPPER, MIXED = range(4)
COUNT = 4
"""Rows of the encoder's token type embedding: one a shape."""

CASELESS_SHARE = 0.6
"""From this share of words in capitals on, a text counts as written in capitals. Edited news has 0.01 to 0.1, a
headline in capitals or a monitoring bulletin 0.9 and more."""


def shape(word: str) -> int:
    """NEUTRAL for lower case, digits and marks; TITLE for Kabul; UPPER for UN; MIXED for al-Qaida's aQ, McCoy."""
    if word.islower() or not any(map(str.isalpha, word)):
        return NEUTRAL
    if len(word) == 1 or (word[0].isupper() and word[1:].islower()):
        return TITLE
    return UPPER if word.isupper() else MIXED


def shapes_of(words: Sequence[str]) -> list[int]:
    """The shape of each word of a stretch of text, all NEUTRAL where the capitals say nothing."""
    found = [shape(word) for word in words]
    letters = sum(any(map(str.isalpha, word)) for word in words)
    if found.count(UPPER) + sum(len(w) == 1 and s == TITLE for w, s in zip(words, found, strict=True)) > (
        CASELESS_SHARE * letters
    ):
        return [NEUTRAL] * len(found)
    return found
