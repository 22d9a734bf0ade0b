"""The training example: a window of consecutive sentences with the annotations that its corpus has.

A head looks at the fields that it learns from; `None` means that the corpus does not say.
"""

from __future__ import annotations

import itertools
import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dateline.language.shapes import shapes_of
from dateline.language.tokens import WordPieces


class Span(NamedTuple):
    """Words [first, last) of a window with a label."""

    first: int
    last: int
    label: str = ""


class Mention(NamedTuple):
    """Words [first, last) that stand for somebody or something."""

    head: int
    """The word that the others depend on; of several things joined by "and", taken as one, the "and"."""
    first: int
    last: int
    entity: str
    """The same for all mentions of one entity in a document."""
    type: str = ""
    """Of GUM's ten types; empty where the corpus does not say."""
    known: bool = False
    """Has the document spoken of it before?"""


@dataclass
class AttributionGold:
    """The word spans of one attribution, and what is said of it: `kind=official`, `identification=named`,
    `stance=denies`; nothing where the corpus does not say."""

    cue: list[Span]
    source: list[Span]
    content: list[Span]
    traits: tuple[str, ...] = ()


PARTIES = ("actor", "recipient", "instrument")
SETTING = ("place", "to", "from", "date")
"""Slots of an event."""


@dataclass
class EventGold:
    """What one word tells of: the types (two where it tells of two events), `type/mode` for each mode, the status, the
    words that fill its slots, and those that say how many are dead, injured, ... ."""

    trigger: int
    types: tuple[str, ...]
    modes: tuple[str, ...]
    status: str
    slots: list[Span]
    counts: list[Span] = field(default_factory=list)


@dataclass
class Window:
    """All positions are word indices within the window, ends exclusive."""

    corpus: str
    words: list[str]
    sentences: list[Span]
    ends_known: bool = False
    upos: list[str] | None = None
    heads: list[int] | None = None
    """-1 for a root."""
    deprels: list[str] | None = None
    names: list[Span] | None = None
    name_types: frozenset[str] = frozenset()
    """The types that this corpus marks; a word outside them may still be of another type."""
    open_words: frozenset[int] = frozenset()
    """Words outside all names of which the corpus does not say that they are none."""
    predicates: dict[int, list[Span]] | None = None
    factuality: dict[int, float] = field(default_factory=dict)
    attributions: list[AttributionGold] | None = None
    events: list[EventGold] | None = None
    sectors: dict[int, str] = field(default_factory=dict)
    """PLOVER sector of whoever a word names or describes."""
    mentions: list[Mention] | None = None
    """In the order of their heads, one a head."""
    mentions_known: bool = False
    """Are these all the mentions there are? Otherwise a word that is no head here may still be one."""
    caseless: bool = False

    def cut(self, first: int, last: int, at: int = 0) -> Window:
        """Words [first, last) with their annotations, numbered from `at` on.

        Spans are cut at the ends, arcs that leave become roots, an attribution belongs to it when its whole cue does,
        an event when its trigger does.
        """
        by = at - first

        def spans(old: list[Span]) -> list[Span]:
            return [
                Span(max(s.first, first) + by, min(s.last, last) + by, s.label)
                for s in old
                if s.first < last and s.last > first
            ]

        def some(old: list[str] | None) -> list[str] | None:
            return None if old is None else old[first:last]

        return replace(
            self,
            words=self.words[first:last],
            sentences=spans(self.sentences),
            upos=some(self.upos),
            deprels=some(self.deprels),
            heads=None if self.heads is None else [h + by if first <= h < last else -1 for h in self.heads[first:last]],
            names=None if self.names is None else spans(self.names),
            open_words=frozenset(i + by for i in self.open_words if first <= i < last),
            predicates=None
            if self.predicates is None
            else {p + by: spans(a) for p, a in self.predicates.items() if first <= p < last},
            factuality={i + by: v for i, v in self.factuality.items() if first <= i < last},
            attributions=None
            if self.attributions is None
            else [
                replace(a, cue=spans(a.cue), source=spans(a.source), content=spans(a.content))
                for a in self.attributions
                if all(first <= c.first and c.last <= last for c in a.cue)
            ],
            sectors={i + by: v for i, v in self.sectors.items() if first <= i < last},
            events=None
            if self.events is None
            else [
                replace(e, trigger=e.trigger + by, slots=spans(e.slots), counts=spans(e.counts))
                for e in self.events
                if first <= e.trigger < last
            ],
            mentions=None
            if self.mentions is None
            else [
                m._replace(head=m.head + by, first=max(m.first, first) + by, last=min(m.last, last) + by)
                for m in self.mentions
                if first <= m.head < last
            ],
        )


LISTS = ("upos", "heads", "deprels", "names", "attributions", "events", "mentions")
"""Fields that are lists, or None where the corpus does not say."""


def join(parts: Sequence[Window]) -> Window:
    """One long window of the sentences of a document, which all have the same kinds of annotation."""
    whole = replace(parts[0], words=[], sentences=[], factuality={}, sectors={}, open_words=frozenset())
    for name in LISTS:
        setattr(whole, name, None if getattr(parts[0], name) is None else [])
    whole.predicates = None if parts[0].predicates is None else {}
    for part in parts:
        moved = part.cut(0, len(part.words), at=len(whole.words))
        whole.words += moved.words
        whole.sentences += moved.sentences
        whole.factuality |= moved.factuality
        whole.sectors |= moved.sectors
        whole.open_words |= moved.open_words
        for name in LISTS:
            if getattr(whole, name) is not None:
                getattr(whole, name).extend(getattr(moved, name))
        if whole.predicates is not None:
            whole.predicates |= moved.predicates or {}
    return whole


def cuts(
    lengths: Sequence[int], ends: Sequence[int], longest: int, rng: random.Random | None = None
) -> Iterator[tuple[int, int]]:
    """Where to cut a document into windows of whole sentences, as words [first, last).

    `lengths`: word pieces of each word; `ends`: where sentences end, ascending. A window has at most `longest` word
    pieces. With `rng` one in six is made shorter, so that lone sentences and short texts are met in training too.
    A sentence that is longer than that is cut where the window is full.
    """
    before = list(itertools.accumulate(lengths, initial=0))
    first, limit = 0, longest
    while first < len(lengths):
        full = max(bisect_right(before, before[first] + limit) - 1, first + 1)
        end = bisect_right(ends, full) - 1
        last = ends[end] if end >= 0 and ends[end] > first else full
        yield first, last
        first = last
        limit = rng.randint(min(12, longest), longest) if rng and rng.random() < 1 / 6 else longest


def pack(document: Window, pieces: WordPieces, longest: int, rng: random.Random | None = None) -> Iterator[Window]:
    """The windows of a document (see `cuts`)."""
    lengths = [len(pieces(word)) for word in document.words]
    for first, last in cuts(lengths, sorted({s.last for s in document.sentences}), longest, rng):
        yield document.cut(first, last)


def encode(window: Window, pieces: WordPieces) -> tuple[list[int], list[int], list[int], list[int]]:
    """Piece ids with [CLS] and [SEP], the shape of each, and the first and last piece of each word."""
    ids, shapes, first, last = [pieces.cls], [0], [], []
    word_shapes = [0] * len(window.words) if window.caseless else shapes_of(window.words)
    for word, shape in zip(window.words, word_shapes, strict=True):
        of_word = pieces(word)
        first.append(len(ids))
        ids.extend(of_word)
        shapes.extend([shape] * len(of_word))
        last.append(len(ids) - 1)
    ids.append(pieces.sep)
    shapes.append(0)
    return ids, shapes, first, last
