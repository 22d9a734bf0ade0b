"""What a text of the corpus says, with its marks taken out.

Every span is characters [start, end) of `Item.text`. Names and values are those of the record (`dateline schema`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.records.report import (
    Count,
    DatePrecision,
    Form,
    Identification,
    MentionType,
    RelationType,
    SourceKind,
    Stance,
    Standing,
    Status,
)

Span = tuple[int, int]


class Mention(NamedTuple):
    """Words for an entity."""

    start: int
    end: int
    named: bool
    """A proper name; False for a description or pronoun."""


@dataclass
class Entity:
    """Somebody or something that has a part in the text, with all the words for it."""

    id: str
    kind: MentionType
    mentions: list[Mention]
    code: str | None = None
    """ISO 3166 alpha-3, or PLOVER's international code (IGO, NGO, ...)."""
    sector: str | None = None
    """PLOVER sector."""
    level: str | None = None
    """Of a place: country, province, district, city, site or region (a region crosses the units of administration)."""
    count: Count | None = None


@dataclass
class Time:
    """A time expression: the words, the TIMEX3 value, and the days it stretches over (None where open or unknown)."""

    id: str
    spans: list[Span]
    value: str
    earliest: datetime.date | None
    latest: datetime.date | None
    precision: DatePrecision


@dataclass
class Attribution:
    """Who says what. Without a source where the text leaves it open ("reportedly")."""

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    form: Form
    stance: Stance
    entity: str | None = None
    """The entity that is the source."""
    kind: SourceKind | None = None
    identification: Identification | None = None


@dataclass
class Event:
    """Who did what to whom; slots hold ids of entities and times."""

    id: str
    triggers: list[Span]
    """All the words that tell of it, the main one first."""
    event: str
    modes: list[str]
    status: Status
    actor: list[str] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    instrument: list[str] = field(default_factory=list)
    place: str | None = None
    to: str | None = None
    origin: str | None = None
    """`from` in the marks, which is a word of Python's."""
    date: str | None = None
    size: dict[str, Count] = field(default_factory=dict)
    """Keys as in the record; what is counted otherwise has the key `items.` and a noun."""
    acled: str | None = None
    """ACLED sub-event type, in ACLED's spelling."""
    attributions: list[str] = field(default_factory=list)
    """Ids of those whose content covers the main trigger, the innermost last."""
    standing: Standing = "reported"
    same: str | None = None
    """In a report of an incident: which event of the incident this is."""


@dataclass
class Relation:
    """A tie between two entities and the words that say so."""

    type: RelationType
    source: str
    target: str
    status: str
    start: int
    end: int


@dataclass
class Item:
    """A passage of one to three sentences, or a whole report."""

    id: str
    published: datetime.date
    genre: str
    whole: bool
    """A whole report."""
    text: str
    sentences: list[Span]
    entities: dict[str, Entity]
    times: dict[str, Time]
    attributions: dict[str, Attribution]
    events: dict[str, Event]
    relations: list[Relation]
    decoys: list[Span]
    """Words that look like triggers and are none."""
    notes: dict[str, str]
    """What the header says beside: pair, negative, title, outlet, after (see the guidelines)."""
    where: str
    """File and line, for messages."""


@dataclass
class Incident:
    """What several reports tell of: the contradictions between them, by event and slot."""

    id: str
    summary: str
    differences: dict[tuple[str, str], dict[str, str]]
    """(event, slot) to what each report has, by the report's number."""
    where: str
