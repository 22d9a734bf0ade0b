"""re3d: entities in reports on the war in Syria and Iraq (Dstl, 2017), without its BBC part, which is non-commercial.

Folder: `re3d`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.language.tokens import words as split
from training.corpora.files import json_lines
from training.corpora.spans import PRONOUNS, to_words
from training.corpora.treebank import innermost
from training.windows import Span, Window

TYPES = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Nationality": "nationality",
    "Weapon": "weapon",
    "MilitaryPlatform": "vehicle",
    "Vehicle": "vehicle",
    "DocumentReference": "document",
    "Quantity": "quantity",
    "Money": "money",
}
_ARTICLES = {
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "our",
    "this",
    "that",
    "these",
    "those",
    "other",
    "some",
    "any",
}
_AFTER = {
    "of",
    "in",
    "at",
    "on",
    "from",
    "for",
    "with",
    "to",
    "who",
    "which",
    "that",
    "by",
    "and",
    "near",
    "around",
    ",",
    "(",
    "'s",
}
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z\"“‘(])|\n+")


def re3d(folder: Path, part: str) -> Iterator[Window]:
    """Documents with entity mentions, cut to their core: no article, nothing from the first preposition on."""
    for record in json_lines(folder / f"re3d/documents_{part}.jsonl.gz"):
        if record["licence"].startswith("CC BY-NC"):
            continue
        text = record["text"]
        found = split(text)
        words = [text[w.start : w.end] for w in found]
        spans = []
        for entity in record["entities"]:
            span = to_words(found, entity["start"], entity["end"], TYPES.get(entity["type"], ""))
            if span is None or not span.label or entity["confidence"] < 0.5:
                continue
            if not PRONOUNS.issuperset(word.lower() for word in words[span.first : span.last]):
                spans.append(core(words, span))
        cuts = [0, *(m.end() for m in _END.finditer(text)), len(text)]
        sentences = [s for a, b in itertools.pairwise(cuts) if (s := to_words(found, a, b))]
        yield Window(
            corpus="re3d",
            words=words,
            sentences=sentences or [Span(0, len(words))],
            names=innermost(sorted(set(spans), key=lambda s: s.first - s.last)),
            name_types=frozenset(TYPES.values()),
        )


def core(words: Sequence[str], span: Span) -> Span:
    """The core of a mention: no article, nothing from the first preposition, clause or comma on."""
    first, last = span.first, span.last
    while first < last - 1 and words[first].lower() in _ARTICLES:
        first += 1
    stop = next((i for i in range(first + 1, last) if words[i].lower() in _AFTER), last)
    return Span(first, stop, span.label)
