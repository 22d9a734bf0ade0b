"""Cutting a document into the windows that the encoder reads: several sentences each, so that context helps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.language.shapes import shapes_of
from dateline.language.tokens import Word, WordPieces, paragraph_starts, words

_STOP = frozenset(".!?…")
_CLOSING = frozenset("\"'”’)]}»")
_OPENING = frozenset("\"'“‘([{«")


class Window(NamedTuple):
    """Words [first, last) of a document with what the model reads of them."""

    first: int
    last: int
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    ends: list[int]
    """Where sentences are known to end (before this word of the window), in order; the last is the window's length."""
    moved: dict[int, int]
    """Where a sentence cannot end, since that would part a quotation mark or bracket from the words that it stands
    at, and where it ends instead; the model is not told of spaces."""


class Layout(NamedTuple):
    """A document as words and windows."""

    text: str
    words: list[Word]
    forms: list[str]
    windows: list[Window]
    sentences_known: bool = False
    """Are the windows' `ends` all the ends there are?"""


def lay_out(text: str, pieces: WordPieces, longest: int, begins: Sequence[int] = ()) -> Layout:
    """Split a text into words and windows of at most `longest` word pieces.

    A window ends, best of all, where a paragraph does, else where a sentence seems to, else where it is full. It is
    longer only where a single word is. `begins`: characters at which a sentence is known to begin, beside paragraphs.
    """
    found = words(text)
    forms = [text[w.start : w.end] for w in found]
    starts = [w.start for w in found]
    spaced = [True, *(a.end < b.start for a, b in pairwise(found))]
    paragraphs = sorted({bisect_left(starts, at) for at in (*paragraph_starts(text), *begins)})
    breaks = frozenset(paragraphs)
    windows = _windows(forms, paragraphs, _moves(forms, spaced), pieces, longest, _Cut(forms, spaced, breaks).best)
    return Layout(text, found, forms, windows)


def lay_out_words(
    forms: Sequence[str], pieces: WordPieces, longest: int, sentence_ends: Sequence[int] | None = None
) -> Layout:
    """The same for words that are given; the text is these with a space between.

    `sentence_ends`: how many words there are up to the end of each sentence. Windows are then cut between sentences,
    but for one that is longer than a window. Raises ValueError where they are not ascending or not the words' own.
    """
    forms = list(forms)
    found, start = [], 0
    for form in forms:
        found.append(Word(start, start + len(form)))
        start += len(form) + 1
    text = " ".join(forms)
    ends = list(sentence_ends or ())
    if sentence_ends is None:
        cut_at = _Cut(forms, [True] * len(forms), frozenset()).best
        return Layout(text, found, forms, _windows(forms, [], {}, pieces, longest, cut_at))
    if ends != sorted(set(ends)) or (ends[-1] if ends else 0) != len(forms) or (ends and ends[0] < 1):
        raise ValueError(f"sentence ends must ascend from 1 to the number of words, {len(forms)}: {ends[:10]}")

    def cut(first: int, full: int) -> int:
        at = ends[bisect_right(ends, full) - 1]
        return at if first < at <= full else full

    return Layout(text, found, forms, _windows(forms, ends, {}, pieces, longest, cut), True)


def _moves(forms: list[str], spaced: list[bool]) -> dict[int, int]:
    """Ends of sentences before a word that are to be elsewhere: behind closing marks, before opening ones."""
    moves: dict[int, int] = {}
    for at in range(len(forms) - 1, 0, -1):
        if spaced[at]:
            continue
        if forms[at][0] in _CLOSING:
            moves[at] = moves.get(at + 1, at + 1)
        elif forms[at - 1][0] in _OPENING and spaced[at - 1]:
            moves[at] = at - 1
    return moves


def _windows(
    forms: list[str],
    breaks: list[int],
    moves: dict[int, int],
    pieces: WordPieces,
    longest: int,
    best_cut: Callable[[int, int], int],
) -> list[Window]:
    """`breaks`: words before which a sentence is known to end, in order."""
    read = [pieces(form) for form in forms]
    turns = sorted(moves)
    windows = []
    for first, last in _cuts([len(ids) for ids in read], longest, best_cut):
        ends = [at - first for at in _between(breaks, first, last)]
        moved = {at - first: min(moves[at], last) - first for at in _between(turns, first, last)}
        shapes = shapes_of(forms[first:last])
        windows.append(Window(first, last, read[first:last], shapes, [*ends, last - first], moved))
    return windows


def _between(positions: list[int], first: int, last: int) -> list[int]:
    """Those of some ascending positions that lie inside a window."""
    return positions[bisect_right(positions, first) : bisect_left(positions, last)]


def _cuts(lengths: list[int], longest: int, best_cut: Callable[[int, int], int]) -> Iterator[tuple[int, int]]:
    first, count = 0, len(lengths)
    while first < count:
        last, size = first, 0
        while last < count and size + lengths[last] <= longest:
            size += lengths[last]
            last += 1
        if first < last < count:
            last = best_cut(first, last)
        last = max(last, first + 1)
        yield first, last
        first = last


class _Cut(NamedTuple):
    """Finds where to cut words that are more than a window holds."""

    forms: list[str]
    spaced: list[bool]
    """Is there white space before the word?"""
    paragraphs: frozenset[int]

    def best(self, first: int, full: int) -> int:
        """A paragraph's end in the second half of the window, else the last thing that looks like a sentence's end."""
        for at in range(full, first + (full - first) // 2, -1):
            if at in self.paragraphs:
                return at
        for at in range(full, first + 1, -1):
            if at in self.paragraphs or self._seems_end(at):
                return at
        return full

    def _seems_end(self, at: int) -> bool:
        """Does a sentence seem to end before a word? A stop, closing marks, white space."""
        forms = self.forms
        before = at - 1
        while before > 0 and forms[before][-1:] in _CLOSING:
            before -= 1
        return self.spaced[at] and forms[before][-1:] in _STOP and not forms[before].strip(".!?…")
