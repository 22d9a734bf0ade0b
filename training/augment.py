"""Texts as they come: without capitals, without the last full stop, with slips of a scanner or a keyboard.

What is annotated stays annotated, so that the model reads such text as it reads the clean one.
"""

from __future__ import annotations

import random
from dataclasses import replace

from training.windows import Span, Window

NOISY_WORDS = 0.06
"""Share of the words that are misspelt in a text with slips."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOOK_ALIKE = {"l": "1", "o": "0", "i": "l", "e": "c", "m": "rn", "s": "5", "h": "b", "a": "o", "t": "f", "u": "n"}
FINAL = frozenset(".!?…")
"""Marks that end sentences."""


def misspelt(window: Window, rng: random.Random) -> Window:
    """Some words with a letter swapped, lost, doubled or taken for another; words stay words, one for one."""
    words = [_slip(w, rng) if len(w) > 3 and w.isalpha() and rng.random() < NOISY_WORDS else w for w in window.words]
    return replace(window, words=words)


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + _LOOK_ALIKE.get(word[at], rng.choice(_LETTERS)) + word[at + 1 :]


def unstopped(window: Window, rng: random.Random) -> Window:
    """Without the full stop, question or exclamation mark at the end of its last sentence, or of all."""
    last = {s.last - 1 for s in window.sentences if s.last - s.first > 1 and window.words[s.last - 1] in FINAL}
    if rng.random() < 0.5:
        last &= {len(window.words) - 1}
    if window.heads is not None:
        last -= set(window.heads)
    return without(window, last)


def without(window: Window, gone: set[int]) -> Window:
    """The window without some words, on which no other depends."""
    if not gone:
        return window
    kept = [i for i in range(len(window.words)) if i not in gone]
    at = {old: new for new, old in enumerate(kept)}
    starts = [0] * (len(window.words) + 1)
    for i in range(len(window.words)):
        starts[i + 1] = starts[i] + (i not in gone)

    def spans(old: list[Span]) -> list[Span]:
        moved = [Span(starts[s.first], starts[s.last], s.label) for s in old]
        return [s for s in moved if s.first < s.last]

    def some(old: list[str] | None) -> list[str] | None:
        return None if old is None else [old[i] for i in kept]

    attributions = [
        replace(a, cue=spans(a.cue), source=spans(a.source), content=spans(a.content))
        for a in window.attributions or ()
    ]
    return replace(
        window,
        words=[window.words[i] for i in kept],
        sentences=spans(window.sentences),
        upos=some(window.upos),
        deprels=some(window.deprels),
        heads=None if window.heads is None else [at.get(window.heads[i], -1) for i in kept],
        names=None if window.names is None else spans(window.names),
        open_words=frozenset(at[i] for i in window.open_words if i in at),
        predicates=None
        if window.predicates is None
        else {at[p]: spans(a) for p, a in window.predicates.items() if p in at},
        factuality={at[i]: v for i, v in window.factuality.items() if i in at},
        sectors={at[i]: v for i, v in window.sectors.items() if i in at},
        attributions=None if window.attributions is None else [a for a in attributions if a.cue],
        events=None
        if window.events is None
        else [
            replace(e, trigger=at[e.trigger], slots=spans(e.slots), counts=spans(e.counts))
            for e in window.events
            if e.trigger in at
        ],
        mentions=None
        if window.mentions is None
        else [
            m._replace(head=at[m.head], first=starts[m.first], last=starts[m.last])
            for m in window.mentions
            if m.head in at
        ],
    )
