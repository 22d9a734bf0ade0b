"""Words, figures and marks of a text, with their places: what the grammars of times and of quantities read.

Both grammars look at a text as a row of tokens, so that white space, line ends and letter case never matter to
their patterns. Figures that belong together ("1,200", "14:30", "2019-03-12", "12/03/2019", "2 1/2") are one token.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dateline.knowledge import number_words

_TOKEN = re.compile(
    r"""
    \n[^\S\n]*\n\s*                                                                  # a paragraph's end
  | \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])    # ISO 8601
  | \d{4}/\d{1,2}/\d{1,2}(?![\d/])                                                   # 2019/03/12
  | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)                                             # 12/03/2019
  | \d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d|\.\d)                                      # 12.03.2019
  | \d{1,2}:\d\d(?::\d\d)?(?!\d)                                                     # 14:30
  | \d+[^\S\n]\d/\d(?!\d) | \d+/\d+                                                  # 2 1/2
  | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d+\.\d+ | \d+
  | [AaPp]\.\s?[Mm](?!\w)\.?
  | ['\u2019][Ss](?!\w) | [Oo]['\u2019][Cc]lock(?!\w)
  | [^\W\d_]+
  | [^\w\s]
    """,
    re.VERBOSE,
)


def word_set(text: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(text.split())


class Tokens(NamedTuple):
    """Parallel lists, one entry a token."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    """Lower case. A hyphen or dash with letters or figures hard on both sides is "-", with space beside it "--"; a
    paragraph's end is "\\n"; a typographic apostrophe is "'"."""
    text: str

    def raw(self, index: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]


@lru_cache(maxsize=1)  # times and quantities are sought in the same text, one after the other
def scan(text: str) -> Tokens:
    """Tokens of a text, in order; white space lies between them, nothing else is left out but "_"."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    size = len(text)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group().lower()
        if not word[0].isalnum():
            if word[0] == "\n":
                word = "\n"
            elif word in "-\u2010\u2011\u2013\u2014":
                tight = start > 0 and end < size and not text[start - 1].isspace() and not text[end].isspace()
                word = "-" if tight else "--"
            elif word[0] == "\u2019":
                word = "'" + word[1:]
        elif word[0] == "o" and word[1:2] in ("'", "\u2019"):
            word = "o'clock"
        starts.append(start)
        ends.append(end)
        words.append(word)
    return Tokens(starts, ends, words, text)


def figure(word: str) -> float | None:
    """Value of a token of figures: "1,200" 1200, "1.5", "2 1/2" 2.5; None for dates, clock times and words."""
    if not word[0].isdecimal() or ":" in word or "-" in word or len(word) > 24 or not word.isascii():
        return None
    if "/" in word:
        whole, _, rest = word.rpartition(" ") if " " in word else ("0", "", word)
        parts = rest.split("/")
        if len(parts) != 2 or int(parts[1]) == 0:
            return None
        return int(whole) + int(parts[0]) / int(parts[1])
    if word.count(".") > 1:
        return None
    return float(word.replace(",", ""))


def number_at(tokens: Tokens, index: int) -> tuple[float, int] | None:
    """Number that starts at a token, in figures or words, and the index after it; None where none starts.

    Takes "1.5 million", "2m" (where nothing follows the letter), "twenty-three", "two hundred and five".
    """
    words = tokens.words
    first = words[index]
    if first in number_words.STARTS:
        return number_words.parse(words, index)
    value = figure(first)
    if value is None:
        return None
    after = index + 1
    if after < len(words):
        scale = number_words.SCALES.get(words[after])
        if scale is None and tokens.starts[after] == tokens.ends[index]:
            scale = number_words.SHORT_SCALES.get(tokens.raw(after))
        if scale is not None:
            return round(value * scale, 6), after + 1
    return value, after
