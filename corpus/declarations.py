"""What the lines under a sentence tell of its marks: entities, times, events, attributions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corpus import inline, values, vocabulary
from corpus.records import Attribution, Entity, Event, Time
from dateline.records.report import Count

Declared = Entity | Time | Event | Attribution
_LISTS = {"actor", "recipient", "instrument"}
_SINGLE = {"place": "place", "to": "to", "from": "origin", "date": "date", "same": "same"}


def declare(words: Sequence[str]) -> Declared:
    """One declaration, by words. Raises ValueError, with the reason, for what is not as it should be."""
    id, rest = words[0], words[1:]
    if not rest:
        raise ValueError(f"nothing is told of '{id}'")
    if re.fullmatch(inline.EVENT, id):
        return _event(id, rest)
    if re.fullmatch(inline.ATTRIBUTION, id):
        return _attribution(id, rest)
    if not re.fullmatch(inline.ENTITY, id):
        raise ValueError(
            f"'{id}' is no id: small letters for entities and times, figures for events, capitals for sayings"
        )
    return _time(id, rest) if rest[0] == "time" else _entity(id, rest)


def _entity(id: str, words: Sequence[str]) -> Entity:
    if words[0] not in vocabulary.ENTITY_KINDS:
        raise ValueError(f"{id}: '{words[0]}' is no kind of entity: {', '.join(sorted(vocabulary.ENTITY_KINDS))}, time")
    entity = Entity(id, words[0], [])  # type: ignore[arg-type]
    for word in words[1:]:
        field = (
            "code" if word in vocabulary.CODES
            else "sector" if word in vocabulary.SECTORS
            else "level" if word in vocabulary.LEVELS
            else "count"
        )  # fmt: skip
        if getattr(entity, field) is not None:
            raise ValueError(f"{id}: more than one {field}: '{' '.join(words)}'")
        if field == "count" and re.fullmatch("[A-Z]+", word):
            raise ValueError(f"{id}: '{word}' is no country or PLOVER code, nor a sector")
        value: object = word if field != "count" else _count(id, word)
        setattr(entity, field, value)
    if entity.level is not None and entity.kind not in ("place", "facility"):
        raise ValueError(f"{id}: '{entity.level}' goes with a place or facility only")
    return entity


def _count(id: str, word: str) -> Count:
    try:
        return values.count(word)
    except ValueError as error:
        raise ValueError(f"{id}: {error}") from error


def _time(id: str, words: Sequence[str]) -> Time:
    if len(words) not in (2, 3):
        raise ValueError(f"{id}: write '{id} time VALUE' or '{id} time VALUE precision'")
    stretch = values.stretch(words[1])
    precision = words[2] if len(words) == 3 else stretch.precision
    if precision not in vocabulary.PRECISIONS:
        raise ValueError(f"{id}: '{precision}' is no precision: {', '.join(vocabulary.PRECISIONS)}")
    return Time(id, [], words[1], stretch.earliest, stretch.latest, precision)  # type: ignore[arg-type]


def _event(id: str, words: Sequence[str]) -> Event:
    name, _, modes = words[0].partition("/")
    if name not in vocabulary.MODES:
        raise ValueError(f"event {id}: '{name}' is no type: {', '.join(vocabulary.MODES)}")
    of_type = modes.split(",") if modes else []
    if unknown := [m for m in of_type if m not in vocabulary.MODES[name]]:
        known = ", ".join(sorted(vocabulary.MODES[name])) or "it has none"
        raise ValueError(f"event {id}: '{unknown[0]}' is no mode of {name}: {known}")
    if len(words) < 2 or words[1] not in vocabulary.STATUS:
        raise ValueError(f"event {id}: after the type comes the status: {', '.join(vocabulary.STATUS)}")
    event = Event(id, [], name, of_type, words[1])  # type: ignore[arg-type]
    for word in words[2:]:
        key, equals, value = word.partition("=")
        if not equals or not value:
            raise ValueError(f"event {id}: write slot=value: '{word}'")
        _slot(event, key, value)
    return event


def _slot(event: Event, key: str, value: str) -> None:
    if key in _LISTS:
        getattr(event, key).extend(value.split(","))
    elif key in _SINGLE:
        if getattr(event, _SINGLE[key]) is not None:
            raise ValueError(f"event {event.id}: {key} is there twice")
        setattr(event, _SINGLE[key], value)
    elif key == "acled":
        if value not in vocabulary.SUB_EVENT_OF:
            raise ValueError(f"event {event.id}: acled={value}: one of {', '.join(vocabulary.SUB_EVENT_OF)}")
        event.acled = vocabulary.SUB_EVENT_OF[value]
    elif key == "standing":
        if value not in vocabulary.STANDING:
            raise ValueError(f"event {event.id}: standing={value}: one of {', '.join(vocabulary.STANDING)}")
        event.standing = value  # type: ignore[assignment]
    elif key in vocabulary.SIZES or key.startswith("items."):
        try:
            event.size[key] = values.count(value)
        except ValueError as error:
            raise ValueError(f"event {event.id}: {key}: {error}") from error
    else:
        slots = ", ".join([*sorted(_LISTS), *_SINGLE, "acled", "standing", *sorted(vocabulary.SIZES), "items.NOUN"])
        raise ValueError(f"event {event.id}: '{key}' is no slot: {slots}")


def _attribution(id: str, words: Sequence[str]) -> Attribution:
    found: dict[str, str] = {}
    for word in words:
        for field, known in (
            ("kind", vocabulary.SOURCE_KINDS),
            ("identification", vocabulary.IDENTIFICATION),
            ("form", vocabulary.FORMS),
            ("stance", vocabulary.STANCES),
        ):
            if word in known and field not in found:
                found[field] = word
                break
        else:
            raise ValueError(f"{id}: '{word}' is no kind, identification, form or stance, or there is another one")
    if "form" not in found or "stance" not in found or ("kind" in found) != ("identification" in found):
        raise ValueError(f"{id}: write kind, identification, form and stance; form and stance where there is no source")
    rest: dict[str, Any] = found
    return Attribution(id, [], [], [], **rest)
