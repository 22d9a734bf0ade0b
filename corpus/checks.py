"""What is well-formed and yet wrong, or may be: the second look at an item.

An error has to be mended; a doubt is for the writer or reader to look at ("is 40 really said?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.records import Attribution, Entity, Event, Item, Span, Time
from corpus.vocabulary import AFTER, NEGATIVES, SUB_EVENT_OF
from dateline.coding.quantities import find_quantities

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_QUOTES = re.compile(r"[\"“”«»„]|''|``|(?<!\w)['‘]\w[^'’]*['’](?!\w)")
_LONG_QUOTE = re.compile(r"[\"“„«](?:[^\s\"”“»]*\s){5,}[^\"”“»]*[\"”“»]")
_DISRUPTED = SUB_EVENT_OF["disrupted_weapons_use"]
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’']? [\"“‘']?[A-Z]")
"""Two sentences on one line, as a rule; after initials and short abbreviations ("Gen.") perhaps not."""
_PREPOSITION = re.compile(r"(?:on|in|at|during|from|over|within) ")
_FIXED = re.compile(
    r"(?:at (?:once|present|times|first|last|least|the|that|all|any)|in (?:future|time|the|turn|advance)|over and) ?"
)
"""Phrases that are a time only with their preposition."""
_PARTIES = ("person", "organisation", "group")


class Finding(NamedTuple):
    """Something wrong with an item, or a doubt."""

    wrong: bool
    where: str
    words: str


def look(item: Item) -> Iterator[Finding]:
    """All findings of an item."""
    for entity in item.entities.values():
        yield from _entity(item, entity)
    for time in item.times.values():
        yield from _time(item, time)
    for attribution in item.attributions.values():
        yield from _attribution(item, attribution)
    for event in item.events.values():
        yield from _event(item, event)
    kind = item.notes.get("negative")
    if kind is not None and (kind not in NEGATIVES or item.events):
        yield _wrong(item, f"negative {kind}: one of {', '.join(sorted(NEGATIVES))}, and no events beside it")
    for after in item.notes["after"].split(" ; ") if "after" in item.notes else ():
        earlier, _, how = after.partition(" ")
        if how not in AFTER or earlier.rpartition("-")[0] != item.id.rpartition("-")[0] or earlier >= item.id:
            yield _wrong(
                item, f"after {after}: an earlier report of the incident, and one of {', '.join(sorted(AFTER))}"
            )
    if not item.whole and len(item.sentences) > 3:
        yield _wrong(item, f"{len(item.sentences)} sentences: a passage has at most three")
    for start, end in item.sentences:
        if found := _SENTENCE_END.search(item.text, start, end):
            around = item.text[max(0, found.start() - 20) : found.end() + 15]
            yield _doubt(item, f"two sentences on one line? '{around}'")
    if found := re.search(r"  | [,.;:!?]|\.\.$", item.text):
        yield _doubt(item, f"odd spacing or punctuation: '{item.text[max(0, found.start() - 20) : found.end() + 5]}'")


def _wrong(item: Item, words: str) -> Finding:
    return Finding(True, item.where, f"{item.id}: {words}")


def _doubt(item: Item, words: str) -> Finding:
    return Finding(False, item.where, f"{item.id}: {words}")


def _words(item: Item, span: Span) -> str:
    return item.text[span[0] : span[1]]


def _entity(item: Item, entity: Entity) -> Iterator[Finding]:
    cased = item.text != item.text.upper() and item.text != item.text.lower()
    for mention in entity.mentions:
        words = _words(item, (mention.start, mention.end))
        if mention.named and cased and words == words.lower() and not any(c.isdigit() for c in words):
            yield _wrong(item, f"{entity.id}: '{words}' has a star but no capital")
    if entity.kind == "place" and entity.level is None:
        yield _wrong(item, f"{entity.id}: a place needs country, province, district, city, site or region")
    if entity.kind == "place" and entity.code is None and entity.level not in ("region", "site"):
        yield _wrong(item, f"{entity.id}: a place needs the code of its country")
    parties = {id for event in item.events.values() for id in (*event.actor, *event.recipient)}
    if entity.id in parties and entity.kind in _PARTIES and entity.code is None and entity.sector is None:
        yield _wrong(item, f"{entity.id}: a party of an event needs a sector or a code")


def _time(item: Item, time: Time) -> Iterator[Finding]:
    words = " ".join(_words(item, span) for span in time.spans).lower()
    if _PREPOSITION.match(words) and not _FIXED.match(words):
        yield _wrong(item, f"{time.id}: the preposition of '{words}' stands outside the mention")
    days = [i for i, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}\b", words)]
    if days and time.earliest and time.latest and time.precision == "day":
        if not {time.earliest.weekday(), time.latest.weekday()} & set(days):
            actual = _WEEKDAYS[time.earliest.weekday()].title()
            yield _wrong(
                item, f"{time.id}: '{words}' is {time.earliest}, a {actual} (published {item.published:%A %d %B})"
            )
        if abs((time.earliest - item.published).days) > 14 and not re.search(r"\d", words):
            yield _doubt(item, f"{time.id}: '{words}' is {time.earliest}, far from the day of publication")
    for year in re.findall(r"\b(?:19|20)\d\d\b", words):
        ends = [str(end.year) for end in (time.earliest, time.latest) if end]
        if ends and year not in ends:
            yield _wrong(item, f"{time.id}: '{words}' names {year}, its value is {time.value}")


def _attribution(item: Item, attribution: Attribution) -> Iterator[Finding]:
    if attribution.source and attribution.entity is None:
        yield _wrong(item, f"{attribution.id}: mark the source's words as an entity too: [{attribution.id}:k words]")
    content = [_words(item, span) for span in attribution.content]
    quoted = any(_QUOTES.search(words) for words in content)
    if attribution.form != "indirect" and not quoted and item.genre != "monitor":
        yield _wrong(item, f"{attribution.id}: {attribution.form}, but there is no quotation mark in its content")
    if attribution.form == "indirect" and any(_LONG_QUOTE.search(words) for words in content):
        yield _doubt(item, f"{attribution.id}: indirect, but there is a quotation in it: mixed?")
    if attribution.form == "direct" and not all(re.match(r"[\"“«„'‘`…]", words) for words in content[:1]):
        yield _doubt(item, f"{attribution.id}: direct, but the content begins outside quotation marks: mixed?")


def _event(item: Item, event: Event) -> Iterator[Finding]:
    name = f"event {event.id}, {event.event}"
    if event.acled and event.status not in ("occurred", "ongoing") and event.acled != _DISRUPTED:
        yield _wrong(item, f"{name}: acled goes with what occurred or is ongoing, this is {event.status}")
    if event.standing in ("disputed", "denied") and not item.attributions:
        yield _wrong(item, f"{name}: {event.standing}, but nobody says anything")
    if both := set(event.actor) & set(event.recipient):
        yield _wrong(item, f"{name}: {' '.join(both)} is actor and recipient")
    for trigger in event.triggers:
        if len(words := _words(item, trigger).split()) > 3:
            yield _wrong(
                item, f"{name}: the trigger '{' '.join(words)}' is long: mark the word that tells of the event"
            )
    stated = [q.count for q in find_quantities(item.text)]
    for key, counted in event.size.items():
        known = any((c.min, c.max) == (counted.min, counted.max) for c in stated)
        if not known and counted.max not in (0, 1):
            yield _doubt(item, f"{name}: {key} {counted.min} to {counted.max}: is that said, and said so?")
    for mode in event.modes:
        if mode == "visit" and len(event.actor) > 1 and not event.recipient:
            yield _doubt(item, f"{name}: a visit without host")
