"""Is every sentence a new one: words for each type, repeated frames, sequences shared between the parts."""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.files import Batch, Part
from corpus.records import Item
from dateline.language.lemmas import lemma

SHARED = 6
"""So many words in a row that stand in two parts make the one a variation on the other."""
FRAMES = 2
"""So often may one frame (lemmas of a sentence without names and figures) be there."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Repeat(NamedTuple):
    """Words that are there too often, and in which items."""

    words: str
    items: tuple[str, ...]


def base(word: str) -> str:
    """A form for counting words: "killings", "killed" and "kill" are one."""
    return lemma(lemma(word.lower(), "NOUN"), "VERB")


def plain_words(item: Item) -> Iterator[list[str]]:
    """The words of each sentence in lower case, without proper names and figures."""
    names = [(m.start, m.end) for entity in item.entities.values() for m in entity.mentions if m.named]
    for start, end in item.sentences:
        yield [
            found.group().lower()
            for found in _WORD.finditer(item.text, start, end)
            if not any(a <= found.start() < b for a, b in names)
        ]


def lemmas_by_type(items: Iterable[Item]) -> dict[str, set[str]]:
    """Distinct base forms of the triggers of each type."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for item in items:
        for event in item.events.values():
            for start, end in event.triggers:
                found[event.event].add(base(item.text[start:end].split()[0]))
    return found


def repeated_frames(items: Iterable[Item]) -> Iterator[Repeat]:
    """Frames that are there more than `FRAMES` times."""
    frames: dict[str, list[str]] = collections.defaultdict(list)
    for item in items:
        for words in plain_words(item):
            if len(words) > 3:
                frames[" ".join(map(base, words))].append(item.id)
    for frame, ids in frames.items():
        if len(ids) > FRAMES:
            yield Repeat(frame, tuple(ids))


def shared_sequences(batches: Iterable[Batch]) -> Iterator[Repeat]:
    """Sequences of `SHARED` words, names and figures left out, that stand in more than one part."""
    seen: dict[tuple[str, ...], dict[Part, str]] = collections.defaultdict(dict)
    for batch in batches:
        for item in batch.items:
            for words in plain_words(item):
                for at in range(len(words) - SHARED + 1):
                    seen[tuple(words[at : at + SHARED])].setdefault(batch.part, item.id)
    for sequence, by_part in seen.items():
        if len(by_part) > 1:
            yield Repeat(" ".join(sequence), tuple(by_part.values()))


class Richness(NamedTuple):
    """How rich a sample of sentences is."""

    sentences: int
    words: int
    distinct: int
    """Different words, in lower case."""
    window: float
    """Mean share of different words in stretches of 1,000 words (moving-average type-token ratio)."""
    pairs: float
    """Share of different pairs of neighbouring words."""
    triples: float
    """Share of different sequences of three words."""


def richness(sentences: Iterable[str], window: int = 1000) -> Richness:
    """Measure sentences; raises ValueError where they have fewer words than one window."""
    split = [[m.group().lower() for m in _WORD.finditer(s)] for s in sentences]
    words = [w for s in split for w in s]
    if len(words) < window:
        raise ValueError(f"{len(words)} words are fewer than a window of {window}")
    shares = [len(set(words[i : i + window])) / window for i in range(0, len(words) - window + 1, 100)]
    pairs = [p for s in split for p in itertools.pairwise(s)]
    triples = [t for s in split for t in zip(s, s[1:], s[2:], strict=False)]
    return Richness(
        len(split),
        len(words),
        len(set(words)),
        round(sum(shares) / len(shares), 4),
        round(len(set(pairs)) / len(pairs), 4),
        round(len(set(triples)) / len(triples), 4),
    )
