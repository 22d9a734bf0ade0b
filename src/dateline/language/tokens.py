"""Words with their offsets, and the word pieces that the encoder reads.

Words are split as the English Universal Dependencies treebanks do: clitics ("do" "n't", "Police" "'s"), hyphens and
slashes between words ("Al" "-" "Ani"), punctuation; abbreviations, numbers and addresses stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from tokenizers import Tokenizer

# Alternatives of a pattern in verbose form.
_ABBREVIATIONS = """
    mr | mrs | ms | dr | prof | rev | hon | st | sr | jr | gen | lt | capt | sgt | cpl | pvt | cmdr | adm | brig |
    gov | sen | messrs | jan | feb | apr | jun | jul | aug | sept | oct | nov | dec | tue | tues | wed | thu |
    thur | thurs | fri | corp | co | ltd | bros | dept | univ | assn | mt | ft | ave | blvd | vs | etc | al |
    approx | viz | eds | vol | pp | ariz | ark | calif | colo | conn | fla | kan | kans | minn | mont | neb | nev
    | okla | tenn | wis | wyo
"""
# These are words as well: abbreviations with a capital only, and where another word or a number goes on.
_CAPITAL = """
    Maj | Col | Cpt | Rep | Pres | Supt | Insp | Mar | Sep | Mon | Sat | Sun | Inc | Del | Ga | Ill | Ind | Ky |
    La | Md | Mass | Mich | Miss | Mo | Ore | Pa | Penn | Tex | Va | Vt | Wash | Est
"""
_BEFORE_NUMBER = "no | nos | fig | p"

# Combining accents, soft hyphens and joiners: they stand inside words, though they are no letters.
_LETTER = r"[\w\u0300-\u036f\u00ad\u200c\u200d]"

# One alternative a kind of word, the longest reading first. Repetitions that could fail late are bounded or give
# nothing back (`++`), so that no text takes more than time in proportion to its length.
_WORD = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"'“”]*[\w/]                # address on the web
  | [\w.+-]{{1,64}}+@[\w-]{{1,63}}+\.[\w.-]*\w            # e-mail
  | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)\b)?            # 1,200  14:30  3/4  21st  1990s
  | (?:[^\W\d_]\.){{2,}}                                 # U.S.  a.m.
  | (?:{_ABBREVIATIONS})\.(?=\s*[\w“"'(,])         # Gen. Sept.
  | (?-i:{_CAPITAL})\.(?=\s*[\w(,])                # Col. Mass.
  | (?:{_BEFORE_NUMBER})\.(?=\s*\d)                # No. 5
  | (?<![\w.])[^\W\d_]\.(?=\s+[^\W\d_])                # initial: J. Smith
  | can(?=not\b)
  | \w+?(?=n['’]t\b) | n['’]t\b                         # do n't
  | ['’](?:s|re|ve|ll|d|m)\b                             # clitics
  | \w{_LETTER}*
  | \.{{2,}} | -{{2,}} | ([^\w\s])\1*                     # one mark, or a run of the same mark
    """,
    re.VERBOSE | re.IGNORECASE,
)

# A paragraph ends at an empty line, or at a line break after a sentence's last mark (or before an indent or bullet).
_PARAGRAPH = re.compile(r"\n[ \t\r\f]*\n\s*|(?<=[.!?:\"”’)\]])[ \t\r]*\n\s*|\n(?=[ \t]{2,}|[ \t]*[-*•·])|\u2029\s*")

_LINE = re.compile(r"\n\s*|\u2029\s*")
# A line without an end mark, and below it one that begins with a small letter; or a line of a usual width over another.
_GOES_ON = re.compile(r"[^\n.!?:\"”’)\]\s][ \t\r]*\n[^\W\d_A-Z]")
_FULL_LINE = re.compile(r"^[^\n]{40,100}(?<![.!?:\"”’)\]\s])[ \t\r]*\n[^\W\d_]", re.MULTILINE)
MARGIN_LINES = 3
"""So many full lines are no headlines."""

MAX_WORD = 80
"""Characters; the encoder has no use for longer "words" (base64, mojibake), and the rest of them is cut into pieces."""


class Word(NamedTuple):
    """Characters [start, end) of a text."""

    start: int
    end: int


def words(text: str) -> list[Word]:
    """Split a text into words. `text[w.start:w.end]` is the word; between words there is white space only."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while end - start > MAX_WORD:
            found.append(Word(start, start + MAX_WORD))
            start += MAX_WORD
        found.append(Word(start, end))
    return found


def paragraph_starts(text: str) -> list[int]:
    """Characters at which a new paragraph begins, in order; no sentence goes across one.

    In a text whose lines are not broken at a margin every line is a paragraph: a headline without a full stop ends too.
    """
    pattern = _PARAGRAPH if _has_margin(text) else _LINE
    return [match.end() for match in pattern.finditer(text)]


def _has_margin(text: str) -> bool:
    """Are the lines broken at a margin, as in wire copy and e-mail, so that a line break alone ends nothing?"""
    if any(match[0][-1].islower() for match in _GOES_ON.finditer(text)):
        return True
    return sum(1 for _ in islice(_FULL_LINE.finditer(text), MARGIN_LINES)) == MARGIN_LINES


class WordPieces:
    """Piece ids of single words, remembered, since a few thousand words make most of a corpus.

    The cache is emptied when it reaches `MAX_CACHED` words, so that memory does not grow with the corpus.
    """

    MAX_CACHED = 100_000
    MAX_PIECES = 8
    """Of a longer word only the first pieces are read: names seldom have more, and noise may have hundreds."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Raises ValueError for a tokenizer that is not of the BERT class."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._cache: dict[str, tuple[int, ...]] = {}
        ids = [tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[UNK]")]
        known = [number for number in ids if number is not None]
        if len(known) < len(ids):
            raise ValueError("the tokenizer has no [CLS], [SEP] or [UNK]: it is not of the BERT class")
        self.cls, self.sep, self.unknown = known

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of a word, at least one."""
        ids = self._cache.get(word)
        if ids is None:
            if len(self._cache) >= self.MAX_CACHED:
                self._cache.clear()
            # Half a surrogate pair, from damaged input, is no character that the tokenizer takes.
            text = word.encode("utf8", "replace").decode("utf8")
            found: Sequence[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
            ids = self._cache[word] = tuple(found[: self.MAX_PIECES]) or (self.unknown,)
        return ids
