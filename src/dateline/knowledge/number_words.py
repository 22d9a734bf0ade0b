"""The table of English number words: exact ones, and what vague ones stand for.

A codebook that turns words into counts must fix the vague ones somewhere; this is the one place. Ranges are inclusive.
A plural round number is read as "at least two of them, fewer than the next round number": "hundreds" is 200 to 999,
"thousands" 2,000 to 9,999. The rest follow dictionaries' sense of the words ("a handful": as many as a hand holds).
"""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
UNITS = {word: value for value, word in enumerate(_UNITS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)} | {"fourty": 40}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
}
"""Words that multiply the number before them. Lakh and crore are those of South Asian news."""

SHORT_SCALES = {"k": 1_000, "K": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000}
"""Letters set hard against figures: "2m", "3bn"."""

STARTS = frozenset(UNITS) | frozenset(TENS)

PHRASES: dict[str, tuple[int, int]] = {
    "no": (0, 0),
    "none": (0, 0),
    "both": (2, 2),
    "a pair": (2, 2),
    "a couple": (2, 2),
    "a few": (3, 5),
    "several": (3, 9),
    "a handful": (3, 5),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 9_999_999),
    "tens of millions": (20_000_000, 99_999_999),
    "hundreds of millions": (200_000_000, 999_999_999),
    "billions": (2_000_000_000, 9_999_999_999),
    "a dozen or so": (10, 14),
    "a dozen": (12, 12),
    "half a dozen": (6, 6),
    "a score": (20, 20),
    "a hundred": (100, 100),
    "a thousand": (1_000, 1_000),
    "a million": (1_000_000, 1_000_000),
    "a billion": (1_000_000_000, 1_000_000_000),
}
"""Phrase -> (least, most). All that come in a range (least < most) are approximate."""

ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)} | {"thirtieth": 30}


def _below_hundred(words: Sequence[str], index: int) -> tuple[int, int] | None:
    """Value and next index of "seven", "seventeen", "seventy", "seventy-seven", "seventy seven"."""
    if index >= len(words):
        return None
    word = words[index]
    if word in UNITS:
        return UNITS[word], index + 1
    if word not in TENS:
        return None
    after = index + 1
    if after < len(words) and words[after] == "-":
        after += 1
    if after < len(words) and 1 <= UNITS.get(words[after], 0) <= 9:
        return TENS[word] + UNITS[words[after]], after + 1
    return TENS[word], index + 1


def _below_thousand(words: Sequence[str], index: int) -> tuple[int, int] | None:
    """As above, up to "nine hundred and ninety-nine" (and "nineteen hundred")."""
    small = _below_hundred(words, index)
    if small is None:
        return None
    value, after = small
    if after >= len(words) or words[after] != "hundred" or value == 0:
        return small
    value, after = value * 100, after + 1
    rest = after + 1 if after < len(words) and words[after] == "and" else after
    more = _below_hundred(words, rest)
    # "two hundred and two thousand" is one number; "two hundred and seven hundred" are two
    if more is not None and more[0] > 0 and not (more[1] < len(words) and words[more[1]] == "hundred"):
        return value + more[0], more[1]
    return value, after


def parse(words: Sequence[str], index: int = 0) -> tuple[int, int] | None:
    """Cardinal number that starts at a word, as (value, index after it); None where there is none.

    Words are lower case, a hyphen inside a number is a word "-". "two million, three hundred thousand and five" is read
    whole; of "one two" only "one".
    """
    total, limit, position, end = 0, 10**18, index, None
    while True:
        group = _below_thousand(words, position)
        if group is None:
            break
        value, after = group
        scale = SCALES.get(words[after], 1) if after < len(words) else 1
        if scale == 100 or (scale == 12 and total):
            break
        if scale > 1:
            after += 1
        if scale >= limit or value >= limit:
            break
        total += value * scale
        end, limit = after, scale
        if scale in (1, 12) or after >= len(words):
            break
        position = after
        if words[position] == "," or words[position] == "and":
            position += 1
            # "two thousand, five hundred and six" but "two thousand, five ..." is a list, so a comma needs a big group
            if words[position - 1] == ",":
                ahead = _below_thousand(words, position)
                if ahead is None or ahead[0] < 100:
                    break
        if position >= len(words) or words[position] not in STARTS:
            break
    return None if end is None else (total, end)
