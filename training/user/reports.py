"""A corrected Report as an item of the corpus, so that what teaches and what is measured against comes from one place.

A Report as `dateline annotate` writes it is read, and so is one of which only the part that was corrected is there:
beside `document` with `id` and `text`, everything may be left out. Whoever adds an event by hand may name its parties
by their words instead of numbers.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from corpus.records import Attribution, Entity, Event, Item, Mention, Span, Time
from corpus.vocabulary import SECTORS

from dateline.records.report import Count, Form, Identification, MentionType, SourceKind, Stance, Status

SIZES = ("dead", "injured", "arrested", "abducted", "displaced", "participants", "released")


class Document(msgspec.Struct):
    """What the Report is about."""

    id: str
    text: str
    published: str | None = None
    language: str | None = None


class Words(msgspec.Struct):
    """Characters of the text, with their words to check them by."""

    start: int
    end: int
    text: str | None = None


class Named(msgspec.Struct):
    """A mention."""

    start: int
    end: int
    text: str | None = None
    type: MentionType = "other"
    named: bool = False
    entity: int | None = None


class Somebody(msgspec.Struct):
    """An entity; its mentions name it by its number."""

    id: int
    kind: MentionType = "other"
    code: str | None = None
    sector: str | None = None
    count: Count | None = None


class When(msgspec.Struct):
    """A time expression."""

    start: int
    end: int
    text: str | None = None
    value: str = ""
    earliest: str | None = None
    latest: str | None = None


class Part(msgspec.Struct):
    """Cue or content."""

    spans: list[tuple[int, int]]


class Who(msgspec.Struct):
    """A source."""

    spans: list[tuple[int, int]]
    entity: int | None = None
    kind: SourceKind | None = None
    identification: Identification | None = None


class Saying(msgspec.Struct):
    """Who says what."""

    cue: Part
    content: Part
    source: Who | None = None
    form: Form = "indirect"
    stance: Stance = "asserts"


class Filler(msgspec.Struct):
    """What fills a slot: by the number of a mention or entity, or by its words."""

    mention: int | None = None
    entity: int | None = None
    text: str | None = None
    name: str | None = None
    sector: str | None = None


class Told(msgspec.Struct):
    """An event."""

    event: str
    trigger: Words
    mode: list[str] = []
    status: Status | None = None
    actor: list[Filler] = []
    recipient: list[Filler] = []
    instrument: list[Filler] = []
    event_loc: Filler | None = None
    to_loc: Filler | None = None
    from_loc: Filler | None = None
    date: str | None = None
    enddate: str | None = None
    date_basis: str | None = None
    size: dict[str, Any] = {}
    evidence: list[Words] = []


class Made(msgspec.Struct):
    """What made the Report."""

    codebook: str | None = None


class Corrected(msgspec.Struct):
    """A Report, or as much of one as there is."""

    document: Document
    sentences: list[tuple[int, int]] | None = None
    mentions: list[Named] = []
    entities: list[Somebody] = []
    times: list[When] = []
    attributions: list[Saying] | None = None
    events: list[Told] | None = None
    provenance: Made = msgspec.field(default_factory=Made)


class ReportError(ValueError):
    """Something in a Report that cannot be: the message says where in it, what, and what to do."""


class Converted(NamedTuple):
    """An item, and what else the Report says of it."""

    item: Item
    parties: frozenset[str]
    """Entities that are party to an event."""
    open_status: frozenset[str]
    """Events whose status the Report does not say."""


def converted(report: Corrected, where: str) -> Converted:
    """The item of a Report. Raises ReportError."""
    text = report.document.text
    if not text.strip():
        raise ReportError("its text is empty")
    item = Item(
        id=report.document.id, published=_day(report.document.published) or datetime.date.min, genre="wire", whole=True,
        text=text, sentences=list(report.sentences or []), entities={}, times={}, attributions={}, events={},
        relations=[], decoys=[], notes={}, where=where,
    )  # fmt: skip
    for start, end in item.sentences:
        _check(text, start, end, None, f"sentence [{start}, {end})")
    _entities(item, report)
    _times(item, report)
    _attributions(item, report)
    parties: set[str] = set()
    for number, told in enumerate(report.events or []):
        event = _event(item, report, told, str(number))
        item.events[event.id] = event
        for slot in ("actor", "recipient"):
            parties.update(getattr(event, slot))
    open_status = frozenset(str(n) for n, told in enumerate(report.events or []) if told.status is None)
    return Converted(item, frozenset(parties), open_status)


def _day(value: str | None) -> datetime.date | None:
    """The day of an ISO date; None where there is none or it is none."""
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(str(value)[:10]) if value else None
    return None


def _check(text: str, start: int, end: int, words: str | None, what: str) -> Span:
    if not 0 <= start < end <= len(text):
        raise ReportError(f"{what} is not in the text, which has {len(text)} characters: correct start and end")
    if words is not None and text[start:end] != words:
        at = text.find(words)
        hint = f"'{_short(words)}' stands at {at}" if at >= 0 else "these words are not in the text"
        raise ReportError(f"{what}: at [{start}, {end}) stands '{_short(text[start:end])}': {hint}")
    return start, end


def _short(words: str) -> str:
    return " ".join(words.split()) if len(words) <= 40 else " ".join(words[:37].split()) + "..."


def _entities(item: Item, report: Corrected) -> None:
    """Entity n is "n"; a mention of no entity is one of its own, "mN"."""
    for somebody in report.entities:
        item.entities[str(somebody.id)] = Entity(
            str(somebody.id), somebody.kind, [], somebody.code, somebody.sector, None, somebody.count
        )
    for number, mention in enumerate(report.mentions):
        start, end = _check(item.text, mention.start, mention.end, mention.text, f"mention {number}")
        if mention.entity is not None and str(mention.entity) not in item.entities:
            raise ReportError(f"mention {number}: there is no entity {mention.entity}")
        id = str(mention.entity) if mention.entity is not None else f"m{number}"
        entity = item.entities.setdefault(id, Entity(id, mention.type, []))
        entity.mentions.append(Mention(start, end, mention.named))
    for id in [id for id, entity in item.entities.items() if not entity.mentions]:
        del item.entities[id]


def _times(item: Item, report: Corrected) -> None:
    """One time for each stretch of days, with all the words for it."""
    for number, when in enumerate(report.times):
        span = _check(item.text, when.start, when.end, when.text, f"time {number}")
        known = item.times.get(_stretch(when.earliest, when.latest))
        if known is None:
            id = _stretch(when.earliest, when.latest)
            known = Time(id, [], when.value, _day(when.earliest), _day(when.latest), "none")
            item.times[id] = known
        known.spans.append(span)


def _stretch(first: str | None, last: str | None) -> str:
    return f"{first} {last or first}"


def _attributions(item: Item, report: Corrected) -> None:
    for number, saying in enumerate(report.attributions or []):
        parts = {"cue": saying.cue.spans, "content": saying.content.spans}
        if saying.source is not None:
            parts["source"] = saying.source.spans
        for name, spans in parts.items():
            if not spans:
                raise ReportError(f"attribution {number}: its {name} has no spans")
            for start, end in spans:
                _check(item.text, start, end, None, f"attribution {number}: [{start}, {end}) of its {name}")
        source = saying.source
        item.attributions[str(number)] = Attribution(
            id=str(number),
            source=parts.get("source", []),
            cue=parts["cue"],
            content=parts["content"],
            form=saying.form,
            stance=saying.stance,
            entity=str(source.entity) if source is not None and source.entity is not None else None,
            kind=source.kind if source is not None else None,
            identification=source.identification if source is not None else None,
        )


def _event(item: Item, report: Corrected, told: Told, id: str) -> Event:
    name = f"event {id}, {told.event} '{told.trigger.text or ''}'"
    trigger = _check(item.text, told.trigger.start, told.trigger.end, told.trigger.text, f"{name}: its trigger")

    def fill(fillers: Sequence[Filler], slot: str) -> list[str]:
        return list(dict.fromkeys(_filler(item, report, f, trigger, f"{name}: {slot}") for f in fillers))

    def place(filler: Filler | None, slot: str) -> str | None:
        return fill([filler], slot)[0] if filler is not None else None

    event = Event(id, [trigger], told.event, list(told.mode), told.status or "occurred")
    event.actor, event.recipient = fill(told.actor, "actor"), fill(told.recipient, "recipient")
    event.instrument = fill(told.instrument, "instrument")
    event.place, event.to = place(told.event_loc, "event_loc"), place(told.to_loc, "to_loc")
    event.origin = place(told.from_loc, "from_loc")
    if told.date is not None and told.date_basis in (None, "text"):
        stretch = _stretch(told.date, told.enddate)
        event.date = stretch if stretch in item.times else None
    for key, value in told.size.items():
        if key in SIZES and value is not None:
            try:
                event.size[key] = msgspec.convert(value, Count)
            except msgspec.ValidationError as error:
                raise ReportError(f"{name}: size {key}: {error}") from error
    return event


def _filler(item: Item, report: Corrected, filler: Filler, trigger: Span, what: str) -> str:
    """The entity that fills a slot: of the mention, else the entity that is given, else of the words."""
    id: str | None = None
    if filler.mention is not None:
        if not 0 <= filler.mention < len(report.mentions):
            raise ReportError(f"{what}: there is no mention {filler.mention}: give its words as 'text' instead")
        entity = report.mentions[filler.mention].entity
        id = str(entity) if entity is not None else f"m{filler.mention}"
    elif filler.entity is not None:
        id = str(filler.entity)
        if id not in item.entities:
            raise ReportError(f"{what}: there is no entity {filler.entity} with a mention: give its words as 'text'")
    else:
        id = _by_words(item, filler.text or filler.name or "", trigger, what)
    entity_record = item.entities[id]
    entity_record.sector = filler.sector or entity_record.sector
    if entity_record.sector is not None and entity_record.sector not in SECTORS:
        raise ReportError(f"{what}: '{entity_record.sector}' is no sector of PLOVER's: {', '.join(sorted(SECTORS))}")
    return id


def _by_words(item: Item, words: str, trigger: Span, what: str) -> str:
    """The entity of the mention that has these words, the nearest to the trigger; a new one where none has."""
    found = list(_occurrences(item.text, words)) if words.strip() else []
    if not found:
        raise ReportError(f"{what}: '{_short(words)}' is not in the text: write it as the text does")
    start = min(found, key=lambda at: abs(at - trigger[0]))
    end = start + len(words)
    for id, entity in item.entities.items():
        if any((m.start, m.end) == (start, end) for m in entity.mentions):
            return id
    id = f"w{start}-{end}"
    item.entities[id] = Entity(id, "other", [Mention(start, end, words[:1].isupper())])
    return id


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
