"""Does a Report hold together? Every span in its text, every reference to something that is there.

The schema says which fields there are; this says whether what they point to is right. For Reports from other hands, and
for our own tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records.report import Event, Part, Report, Source


def problems(report: Report) -> list[str]:
    """What is wrong with a Report, one line each; empty where nothing is."""
    return [*_of_spans(report), *_of_references(report), *_of_events(report)]


def _of_spans(report: Report) -> Iterator[str]:
    text = report.document.text
    spans: list[tuple[str, int, int, str]] = [(f"mention {m.id}", m.start, m.end, m.text) for m in report.mentions]
    spans += [(f"time {n}", t.start, t.end, t.text) for n, t in enumerate(report.times)]
    for event in report.events:
        spans.append((f"trigger of {event.id}", event.trigger.start, event.trigger.end, event.trigger.text))
        spans += [(f"evidence of {event.id}", s.start, s.end, s.text) for s in event.evidence]
    for name, start, end, words in spans:
        if not 0 <= start < end <= len(text):
            yield f"{name}: [{start}, {end}) is not in the text"
        elif text[start:end] != words:
            yield f"{name}: its text is not that of [{start}, {end})"
    for start, end in report.sentences:
        if not 0 <= start < end <= len(text):
            yield f"sentence [{start}, {end}) is not in the text"
    for attribution in report.attributions:
        parts: list[Part | Source] = [attribution.cue, attribution.content]
        if attribution.source is not None:
            parts.append(attribution.source)
        for part in parts:
            if not part.spans or any(not 0 <= a < b <= len(text) for a, b in part.spans):
                yield f"attribution {attribution.id}: a span is not in the text"
            elif part.text != " ".join(text[a:b] for a, b in part.spans):
                yield f"attribution {attribution.id}: a part's text is not that of its spans"


def _of_references(report: Report) -> Iterator[str]:
    for kind, ids in (
        ("mention", [m.id for m in report.mentions]),
        ("entity", [e.id for e in report.entities]),
        ("attribution", [a.id for a in report.attributions]),
    ):
        if ids != list(range(len(ids))):
            yield f"{kind} ids are not 0, 1, 2, ..."
    mentions, entities = len(report.mentions), len(report.entities)
    for mention in report.mentions:
        if mention.entity is not None and not (
            mention.entity < entities and mention.id in report.entities[mention.entity].mentions
        ):
            yield f"mention {mention.id}: its entity {mention.entity} does not have it"
    for entity in report.entities:
        if not entity.mentions or any(not 0 <= m < mentions for m in entity.mentions):
            yield f"entity {entity.id}: no mentions, or unknown ones"
    for place in report.places:
        if not 0 <= place.mention < mentions:
            yield f"place {place.name}: unknown mention {place.mention}"
        if not 0 <= place.confidence <= 1:
            yield f"place {place.name}: confidence {place.confidence}"
    for attribution in report.attributions:
        source = attribution.source
        if source is not None and source.entity is not None and not source.entity < entities:
            yield f"attribution {attribution.id}: unknown entity {source.entity}"
        if not 0 <= attribution.confidence <= 1:
            yield f"attribution {attribution.id}: confidence {attribution.confidence}"
    for relation in report.relations:
        if not (relation.source < entities and relation.target < entities):
            yield f"relation {relation.type}: unknown entity"
        if relation.time is not None and not 0 <= relation.time < len(report.times):
            yield f"relation {relation.type}: unknown time"


def _of_events(report: Report) -> Iterator[str]:
    seen: set[str] = set()
    for event in report.events:
        if event.id in seen:
            yield f"event id {event.id} is there twice"
        seen.add(event.id)
        for party in (*event.actor, *event.recipient):
            if not (party.entity < len(report.entities) and party.mention < len(report.mentions)):
                yield f"event {event.id}: unknown party"
            elif report.mentions[party.mention].entity != party.entity:
                yield f"event {event.id}: mention {party.mention} is not of entity {party.entity}"
        if any(a >= len(report.attributions) for a in event.attributions):
            yield f"event {event.id}: unknown attribution"
        if (event.date or "") > (event.enddate or event.date or ""):
            yield f"event {event.id}: ends before it begins"
        if not 0 <= event.confidence <= 1:
            yield f"event {event.id}: confidence {event.confidence}"
        for party in (*event.actor, *event.recipient):
            if not 0 <= party.confidence <= 1:
                yield f"event {event.id}: confidence {party.confidence} of a party"
        yield from _of_size(event)


def _of_size(event: Event) -> Iterator[str]:
    for key in event.size.__struct_fields__:
        value = getattr(event.size, key)
        for count in value.values() if isinstance(value, dict) else [value] if value is not None else []:
            if count.min < 0 or (count.max is not None and count.max < count.min):
                yield f"event {event.id}: {key} from {count.min} to {count.max}"
