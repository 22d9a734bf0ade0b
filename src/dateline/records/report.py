"""The record: what dateline writes, one Report a document.

The JSON Schema is derived from these types (`dateline schema`). Field names are PLOVER 2.0's where PLOVER has one.
Every offset counts Unicode code points of `document.text`, ends exclusive.
"""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA = "dateline/1"

MentionType = Literal[
    "person", "organisation", "group", "place", "facility", "weapon", "vehicle", "quantity", "money", "document",
    "other",
]  # fmt: skip
SourceKind = Literal[
    "official", "armed_group", "political", "witness", "journalist", "media", "ngo", "expert", "document", "other"
]
Identification = Literal["named", "partly_named", "anonymous", "unnamed"]
Form = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "doubts", "declines", "asks", "threatens", "promises"]
Status = Literal["occurred", "ongoing", "planned", "hypothetical", "negated", "habitual"]
Unresolved = Literal["unknown_name", "ambiguous", "described"]
Standing = Literal["reported", "attributed", "disputed", "denied"]
DatePrecision = Literal["day", "week", "month", "season", "year", "decade", "open_start", "open_end", "none"]
DateBasis = Literal["text", "document", "none"]
CodeBasis = Literal["text", "place", "document", "none"]
"""How a `code` is known. text: stated by the party's own words, what it belongs to, or the table of actors; of a place,
by the map. place: inferred, the country in which its events took place. document: inferred, the country that the
document is about."""
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
RelationType = Literal[
    "spokesperson_of", "member_of", "former_member_of", "leader_of", "part_of", "allied_with", "supports", "rival_of",
    "splinter_of", "merged_with", "pledged_to", "alias_of",
]  # fmt: skip


class Count(msgspec.Struct):
    """How many: both ends inclusive; `max` null where open ("more than 200")."""

    min: int
    max: int | None
    approximate: bool = False


class Dateline(msgspec.Struct):
    """The place and date that a wire story opens with: a mention and a TIMEX value."""

    place: int | None = None
    date: str | None = None


class DocumentRecord(msgspec.Struct):
    """The document as it was read."""

    id: str
    url: str | None
    title: str | None
    text: str
    published: str | None
    publisher: str | None
    authors: list[str]
    language: str | None
    dateline: Dateline


class Mention(msgspec.Struct):
    """Words that name or describe somebody or something."""

    id: int
    start: int
    end: int
    text: str
    type: MentionType
    named: bool
    entity: int | None = None


class Entity(msgspec.Struct):
    """Somebody or something, with all its mentions in this document."""

    id: int
    name: str
    kind: MentionType
    aliases: list[str]
    code: str | None
    """ISO 3166 alpha-3 country, or PLOVER's IGO, UNO, EUR, NGO, ISM, IMG, MNC."""
    sector: str | None
    """PLOVER sector: GOV, MIL, COP, REB, UAF, CVL, JRN, ..."""
    wikidata_id: str | None
    mentions: list[int]
    count: Count | None = None
    code_basis: CodeBasis = "none"


class Place(msgspec.Struct):
    """A place mention on the map; coordinates are null where the name could not be resolved."""

    mention: int
    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country_code: str | None
    """ISO 3166 alpha-3."""
    province: str | None
    district: str | None
    city: str | None
    feature_class: str | None
    feature_code: str | None
    resolution: int | None
    """PLOVER: 5 sub-city, 4 city, 3 district, 2 province, 1 country."""
    confidence: float
    """That the name is this place, to within 161 km; calibrated, 0 to 1."""
    reason: Unresolved | None = None
    """Why there are no coordinates: no gazetteer has the name, several distant places bear it and nothing speaks for
    one, or the text only describes a spot. Country, province and district are then those known to hold it."""


class Time(msgspec.Struct):
    """A TIMEX3 expression. `earliest` and `latest` are ISO dates, null where open or unresolved."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    earliest: str | None
    latest: str | None
    precision: DatePrecision


class Source(msgspec.Struct):
    """Who says it."""

    spans: list[tuple[int, int]]
    text: str
    entity: int | None
    kind: SourceKind
    identification: Identification


class Part(msgspec.Struct):
    """The cue or the content of an attribution."""

    spans: list[tuple[int, int]]
    text: str


class Attribution(msgspec.Struct):
    """Who says what. `source` is null where the text leaves it open ("reportedly")."""

    id: int
    source: Source | None
    cue: Part
    content: Part
    form: Form
    stance: Stance
    confidence: float = 1.0
    """That this source says this; calibrated, 0 to 1."""


class Span(msgspec.Struct):
    """Characters of the text."""

    start: int
    end: int
    text: str


class Party(msgspec.Struct):
    """An actor or recipient of an event."""

    entity: int
    mention: int
    text: str
    name: str
    code: str | None
    sector: str | None
    count: Count | None = None
    confidence: float = 1.0
    """That it is an actor (recipient) of the event, if the event is there; calibrated, 0 to 1."""
    code_basis: CodeBasis = "none"


class Instrument(msgspec.Struct):
    """What it was done with."""

    mention: int
    text: str


class Size(msgspec.Struct, omit_defaults=True):
    """How many, by what is counted."""

    dead: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    abducted: Count | None = None
    displaced: Count | None = None
    participants: Count | None = None
    released: Count | None = None
    items: dict[str, Count] | None = None


class Event(msgspec.Struct):
    """Who did what to whom, where, when, and according to whom."""

    id: str
    document: str
    event: str
    mode: list[str]
    context: list[str]
    quad_code: int | None
    event_scale: float | None
    trigger: Span
    actor: list[Party]
    recipient: list[Party]
    instrument: list[Instrument]
    event_loc: Place | None
    to_loc: Place | None
    from_loc: Place | None
    date: str | None
    enddate: str | None
    date_precision: DatePrecision
    date_basis: DateBasis
    size: Size
    status: Status
    attributions: list[int]
    standing: Standing
    evidence: list[Span]
    confidence: float
    """That the text tells of an event of this type here; calibrated, 0 to 1."""


class Relation(msgspec.Struct, rename={"source": "from", "target": "to"}):
    """A tie between two entities, with the words [start, end) that say so."""

    type: RelationType
    source: int
    target: int
    start: int
    end: int
    status: Literal["current", "former", "planned", "negated"]
    attribution: list[int]
    time: int | None = None
    """Position in `times` of when it began, ended or held, if the text says so beside the words that tie."""


class Provenance(msgspec.Struct):
    """What made this Report."""

    dateline: str
    model: str
    codebook: str


class Report(msgspec.Struct):
    """Everything that dateline knows about one document."""

    schema: str
    document: DocumentRecord
    sentences: list[tuple[int, int]]
    mentions: list[Mention]
    entities: list[Entity]
    places: list[Place]
    times: list[Time]
    attributions: list[Attribution]
    events: list[Event]
    relations: list[Relation]
    warnings: list[str]
    provenance: Provenance
