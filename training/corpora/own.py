"""Our own corpus (`corpus/` of the repository): events and their slots, who says what, names, sectors."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from corpus.files import Part, batches
from corpus.records import Attribution, Entity, Event, Item

from dateline.coding.quantities import find_quantities
from dateline.coding.scanning import word_set
from dateline.language.tokens import Word
from dateline.language.tokens import words as split
from training.corpora.mentions import told
from training.corpora.polnear import merge
from training.corpora.re3d import core
from training.corpora.spans import PRONOUNS, to_words
from training.corpora.treebank import innermost
from training.windows import SETTING, AttributionGold, EventGold, Mention, Span, Window, join

TOGETHER = (1, 2, 3, 4)
"""Passages that are read as one text, in turn: what a window holds is mostly more than one sentence."""
NAME_TYPES = {
    "person": "person",
    "group": "person",
    "organisation": "organisation",
    "place": "place",
    "facility": "place",
    "weapon": "weapon",
    "vehicle": "vehicle",
    "document": "document",
    "money": "money",
}
"""Kinds of the corpus as GUM and re3d have them: a group of people is "person" there, a building a place."""
FACTUALITY = {"occurred": 3.0, "ongoing": 3.0, "habitual": 3.0, "planned": 2.0, "hypothetical": 0.5, "negated": -3.0}
"""The statuses on the scale of -3 to 3. What news say will happen has 2.4 in UW and 2.8 in MEANTIME on average; UDS-IH2
asks whether it has happened yet, and has -1.9."""
_BEFORE_CAPITAL = frozenset(".!?:\"“‘'-–—(")
_TITLES = word_set(
    "mr mrs ms dr mr. mrs. ms. dr. colonel captain major general lieutenant sergeant brigadier inspector superintendent"
    " commander chief deputy governor president minister senator father sister sheikh haji mallam comrade prince king"
)
_CLOSED = PRONOUNS | word_set(
    "a an the and or but if when while after before since until because although to of in on at by for from with is are"
    " was were be been being has have had do does did will would can could may might shall should must not n't said"
    " says as than then there here so also too very only even still already again"
)


def own(folder: Path, part: str) -> Iterator[Window]:
    """Whole reports, and passages of a batch one after the other as if they were one text.

    `folder` is not looked at: the corpus is in the repository.
    """
    for batch in batches(cast("Part", part)):
        windows = [window_of(item) for item in batch.items]
        if batch.items and batch.items[0].whole:
            yield from windows
            continue
        sizes, at = itertools.cycle(TOGETHER), 0
        while at < len(windows):
            size = next(sizes)
            yield join(windows[at : at + size])
            at += size


def window_of(item: Item) -> Window:
    """One item with its events and attributions."""
    words = split(item.text)
    forms = [item.text[w.start : w.end] for w in words]
    names, open_words = _names(item, words, forms)

    def spans(found: Iterable[tuple[int, int]], label: str = "") -> list[Span]:
        return [s for start, end in found if (s := to_words(words, start, end, label))]

    return Window(
        corpus="own",
        words=forms,
        sentences=spans(item.sentences),
        ends_known=True,
        attributions=[
            AttributionGold(merge(spans(a.cue)), merge(spans(a.source)), merge(spans(a.content)), _traits(a))
            for a in item.attributions.values()
        ],
        events=_events(item, words),
        sectors=_sectors(item, words),
        factuality=_factuality(item, words),
        names=names,
        name_types=frozenset(NAME_TYPES.values()),
        open_words=open_words,
        mentions=_mentions(item, words, forms),
    )


def _names(item: Item, words: list[Word], forms: list[str]) -> tuple[list[Span], frozenset[int]]:
    """Names and descriptions cut to their cores, as of re3d, and the words outside them that may yet be part of one."""
    found: set[Span] = set()
    open_words: set[int] = set()
    for entity in item.entities.values():
        label = NAME_TYPES.get(entity.kind)
        for mention in entity.mentions:
            span = to_words(words, mention.start, mention.end, label or "")
            if span is None or (span.last - span.first == 1 and forms[span.first].lower() in PRONOUNS):
                continue
            open_words.update(range(span.first, span.last))
            # Left open: "Kurds", a nationality to re3d, nothing to GUM; "between sixty and eighty men", cut at "and".
            if (
                label is not None
                and not (mention.named and entity.kind == "group")
                and "and" not in forms[span.first : span.last][:3]
            ):
                found.add(core(forms, span))
    names = innermost(sorted(found, key=lambda s: s.first - s.last))
    named = {i for span in names for i in range(span.first, span.last)}
    open_words = {i for i in open_words if forms[i].lower() not in _CLOSED}
    open_words.update(i for i in range(len(forms)) if not _is_no_name(forms, i))
    return names, frozenset(open_words - named)


def _mentions(item: Item, words: list[Word], forms: list[str]) -> list[Mention]:
    """Mentions of whoever has a part in something; not all that there are."""
    found: dict[int, Mention] = {}
    for name, entity in item.entities.items():
        for mention in sorted(entity.mentions):
            if (span := to_words(words, mention.start, mention.end)) is not None:
                head = _head(forms, span, mention.named and entity.kind == "person")
                found.setdefault(head, Mention(head, span.first, span.last, f"{item.id} {name}"))
    return told(found[head] for head in sorted(found))


def _head(forms: list[str], span: Span, person: bool) -> int:
    """The head of a mention as Universal Dependencies have it, guessed, since the corpus has no trees: the last word
    before a preposition or clause, of a person's name the first; nine in ten are right."""
    inside = core(forms, span)
    while inside.last < span.last - 1 and forms[inside.last] in ("'s", "’s"):  # "the mayor's house"
        inside = core(forms, Span(inside.last + 1, span.last))
    if not person:
        return inside.last - 1
    return next((i for i in range(inside.first, inside.last) if forms[i].lower() not in _TITLES), inside.last - 1)


def _is_no_name(forms: list[str], i: int) -> bool:
    """Is a word outside all mentions surely no name and no description? Every proper name is marked, but only those
    descriptions that have a part in something."""
    form = forms[i]
    if not form[0].isalpha():
        return True
    begins = i == 0 or forms[i - 1] in _BEFORE_CAPITAL
    return form.lower() in _CLOSED or (form[0].isupper() and not form.isupper() and not begins)


def _traits(attribution: Attribution) -> tuple[str, ...]:
    said = {name: getattr(attribution, name) for name in ("kind", "identification", "stance")}
    return tuple(f"{name}={value}" for name, value in said.items() if value is not None)


def _sectors(item: Item, words: list[Word]) -> dict[int, str]:
    """Of each word that is part of a mention the sector of the innermost one."""
    mentions = [(m.start - m.end, m, e.sector) for e in item.entities.values() for m in e.mentions]
    found: dict[int, str | None] = {}
    for _, mention, sector in sorted(mentions, key=lambda entry: entry[0]):
        if (span := to_words(words, mention.start, mention.end)) is not None:
            found.update(dict.fromkeys(range(span.first, span.last), sector))
    return {word: sector for word, sector in found.items() if sector is not None}


def _factuality(item: Item, words: list[Word]) -> dict[int, float]:
    """How sure the text is that what a trigger tells happened, by its status. What is denied or in dispute, and what
    two events of one word say, is left out."""
    found: dict[int, set[float]] = {}
    for event in item.events.values():
        if event.status in FACTUALITY and event.standing in ("reported", "attributed"):
            for start, end in event.triggers:
                if (span := to_words(words, start, end)) is not None:
                    found.setdefault(span.first, set()).add(FACTUALITY[event.status])
    return {word: min(values) for word, values in found.items() if len(values) == 1}


def _events(item: Item, words: list[Word]) -> list[EventGold]:
    """One for each word that is a trigger; the first word of a trigger of several."""
    found: dict[int, EventGold] = {}
    for event in item.events.values():
        for start, end in event.triggers:
            span = to_words(words, start, end)
            if span is None:
                continue
            modes = tuple(f"{event.event}/{mode}" for mode in event.modes)
            at = (start, end)
            slots, counts = _slots(item, event, at, words), _counts(item, event, at, words)
            gold = EventGold(span.first, (event.event,), modes, event.status, slots, counts)
            known = found.get(span.first)
            if known is not None and event.event not in known.types:
                known.types, known.modes = (*known.types, event.event), (*known.modes, *modes)
                known.slots = _apart([*known.slots, *gold.slots])
                known.counts = _flat([*known.counts, *gold.counts])
            elif known is None:
                found[span.first] = gold
    return [found[at] for at in sorted(found)]


def _slots(item: Item, event: Event, trigger: tuple[int, int], words: list[Word]) -> list[Span]:
    """The words nearest to the trigger for whoever or whatever fills each slot, those in its own sentence first."""
    filled: list[tuple[str, tuple[int, int]]] = []
    for slot in ("actor", "recipient", "instrument"):
        filled += [(slot, _nearest(item, item.entities[id], trigger)) for id in getattr(event, slot)]
    for slot, id in (("place", event.place), ("to", event.to), ("from", event.origin)):
        if id is not None:
            filled.append((slot, _nearest(item, item.entities[id], trigger)))
    if event.date is not None:
        spans = item.times[event.date].spans
        filled.append(("date", min(spans, key=lambda s: _away(item, s, trigger))))
    return _apart([s for slot, (start, end) in filled if (s := to_words(words, start, end, slot))])


def _counts(item: Item, event: Event, trigger: tuple[int, int], words: list[Word]) -> list[Span]:
    """The number nearest to the trigger that means as many as each size says."""
    found: list[Span] = []
    for key, size in event.size.items():
        said = [
            (q.start, q.end) for q in find_quantities(item.text) if (q.count.min, q.count.max) == (size.min, size.max)
        ]
        if said:
            start, end = min(said, key=lambda span: _away(item, span, trigger))
            if (span := to_words(words, start, end, key)) is not None:
                found.append(span)
    return _flat(found)


def _nearest(item: Item, entity: Entity, trigger: tuple[int, int]) -> tuple[int, int]:
    return min(((m.start, m.end) for m in entity.mentions), key=lambda span: _away(item, span, trigger))


def _away(item: Item, span: tuple[int, int], trigger: tuple[int, int]) -> tuple[bool, int]:
    together = any(a <= span[0] < b and a <= trigger[0] < b for a, b in item.sentences)
    return not together, max(span[0] - trigger[1], trigger[0] - span[1], 0)


def _apart(spans: list[Span]) -> list[Span]:
    """Parties without overlaps, and places and dates without overlaps, though these may be within parties."""
    setting = [s for s in spans if s.label in SETTING]
    return sorted(_flat([s for s in spans if s not in setting]) + _flat(setting))


def _flat(spans: list[Span]) -> list[Span]:
    """Without overlaps: of two that share words the longer gives way to the shorter, which says more exactly who."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: s.last - s.first):
        if not any(span.first < k.last and k.first < span.last for k in kept):
            kept.append(span)
    return sorted(kept)
