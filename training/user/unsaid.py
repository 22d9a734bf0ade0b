"""What a reviewed document does not say, as the model that is trained on reads it.

A Report has an event once, at one of the words that tell of it, and nothing of types that its codebook does not have.
To a head that reads word by word, both would say that there is nothing at the other words, and it would unlearn what it
knows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.records import Event, Item

from dateline.coding.coder import Coder
from dateline.language.analyser import Analyser
from dateline.records.analysis import Analysis, Happening
from dateline.records.document import Document
from dateline.records.report import Report
from training.corpora.own import window_of
from training.user.reviewed import Reviewed
from training.windows import EventGold, Span, Window

SURE = 0.5
"""Chance from which on the model's reading of a word is taken."""


class Reading(NamedTuple):
    """What the model that is trained on makes of a document: by itself, and with the coder."""

    analysis: Analysis
    report: Report


def readings(coder: Coder, documents: Sequence[Reviewed]) -> Iterator[Reading]:
    """The Reading of each document in turn."""
    analyser = Analyser(coder.model)
    for one in documents:
        yield Reading(analyser.analyse(one.item.text), coder.code_document(as_document(one.item)))


def as_document(item: Item) -> Document:
    """What the coder is given."""
    day = None if item.published == datetime.date.min else item.published.isoformat()
    return Document(id=item.id, text=item.text, published=day, language="en")


def filled(one: Reviewed, reading: Reading) -> Reviewed:
    """The document with sentences, the status of its events, and all the words that tell of them."""
    item = one.item
    if not item.sentences:
        item = replace(item, sentences=list(reading.report.sentences))
    if not one.whole and one.events:
        at = {reading.analysis.tokens[h.token].start: h for h in reading.analysis.happenings}
        events = {}
        for id, event in item.events.items():
            read = at.get(event.triggers[0][0])
            status = read.status if id in one.open_status and read is not None else event.status
            events[id] = replace(event, triggers=list(event.triggers), status=status)
        item = replace(item, events=events)
        _add_tellings(item, reading)
    return replace(one, item=item)


def _add_tellings(item: Item, reading: Reading) -> None:
    """Words of the model's own events are none of these: where the reviewer has left one out, it is wrong."""
    tokens = reading.analysis.tokens
    taken = [t for e in item.events.values() for t in e.triggers]
    taken += [(e.trigger.start, e.trigger.end) for e in reading.report.events]
    for happening in reading.analysis.happenings:
        token = tokens[happening.token]
        name, chance = _likeliest(happening)
        if chance < SURE or any(a < token.end and token.start < b for a, b in taken):
            continue
        same = [e for e in item.events.values() if e.event == name and _together(reading.report, e, token.start)]
        if same:
            nearest = min(same, key=lambda e: abs(e.triggers[0][0] - token.start))
            nearest.triggers.append((token.start, token.end))


def _likeliest(happening: Happening) -> tuple[str, float]:
    if not happening.types:
        return "", 0.0
    name, chance = happening.types[0]
    return name, happening.score * chance


def _together(report: Report, event: Event, at: int) -> bool:
    """Does the coder, of the event that it has at the same word, say that the other word is in its evidence?"""
    for found in report.events:
        if found.event == event.event and (found.trigger.start, found.trigger.end) == event.triggers[0]:
            return any(s.start <= at < s.end for s in found.evidence)
    return False


def window_for(one: Reviewed, reading: Reading, known: Sequence[str]) -> Window:
    """The whole document as one long window, with what it teaches. `known`: the event types of the model."""
    item = one.item
    if not one.whole:
        entities = {id: e if id in one.parties else replace(e, sector=None) for id, e in item.entities.items()}
        item = replace(item, entities=entities)
    window = replace(window_of(item), corpus="reviewed")
    window.attributions = [a for a in window.attributions or [] if a.cue] if one.attributions else None
    window.events = [*_unasked(reading, one.types, known), *(window.events or [])] if one.events else None
    if window.events is not None:
        window.events = sorted({event.trigger: event for event in window.events}.values(), key=lambda e: e.trigger)
    return window


def _unasked(reading: Reading, asked: frozenset[str], known: Sequence[str]) -> Iterator[EventGold]:
    """The model's own events of types that nobody asked the reviewer about."""
    others = frozenset(known) - asked
    for happening in reading.analysis.happenings:
        name, chance = _likeliest(happening)
        if name in others and chance >= SURE:
            modes = tuple(m for m, c in happening.modes if c >= SURE and m.partition("/")[0] == name)
            slots, counts = (
                [Span(a.first, a.last, a.role) for a in part] for part in (happening.slots, happening.counts)
            )
            yield EventGold(happening.token, (name,), modes, happening.status, slots, counts)
