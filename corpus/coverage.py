"""How much of everything the corpus holds, and where that is less than it promises."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus import vocabulary
from corpus.files import Batch
from corpus.records import Item

OPEN_STATUS = ("planned", "hypothetical", "negated")
"""Told of every type."""


class Figure(NamedTuple):
    """How often a value is there, and how often it has to be at least."""

    group: str
    value: str
    number: int
    floor: int


def figures(batches: Iterable[Batch]) -> Iterator[Figure]:
    """All figures of the corpus, in groups."""
    items: list[Item] = []
    reports_of: collections.Counter[str] = collections.Counter()
    for batch in batches:
        items += batch.items
        for incident in batch.incidents:
            reports_of[incident.id] = sum(item.whole for item in batch.items)
    counts = _counts(items)
    yield Figure("size", "sentences", sum(len(i.sentences) for i in items if not i.whole), 6000)
    yield Figure("size", "reports", sum(i.whole for i in items), 150)
    yield Figure("size", "incidents of 3 or 4 reports", sum(n in (3, 4) for n in reports_of.values()), 40)
    yield Figure("size", "events", sum(len(i.events) for i in items), 0)
    modes = [f"{name}/{mode}" for name, known in vocabulary.MODES.items() for mode in sorted(known)]
    for group, values, floor in (
        ("type", tuple(vocabulary.MODES), 200),
        ("mode", modes, 40),
        ("status", vocabulary.STATUS, 250),
        ("type and status", [f"{t} {s}" for t in vocabulary.MODES for s in OPEN_STATUS], 5),
        ("ACLED sub-event", vocabulary.SUB_EVENTS, 60),
        ("source kind", vocabulary.SOURCE_KINDS, 150),
        ("identification", vocabulary.IDENTIFICATION, 150),
        ("form", vocabulary.FORMS, 150),
        ("stance", vocabulary.STANCES, 150),
        ("standing", vocabulary.STANDING, 0),
        ("relation", sorted(vocabulary.RELATIONS), 0),
        ("negative", sorted(vocabulary.NEGATIVES), 50),
        ("genre", sorted(vocabulary.GENRES), 0),
    ):
        for value in values:
            yield Figure(group, value, counts[group][value], floor)
    yield Figure("pair", "pairs", sum(n == 2 for n in counts["pair"].values()), 0)


def _counts(items: Iterable[Item]) -> dict[str, collections.Counter[str]]:
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for item in items:
        counts["genre"][item.genre] += 1
        for note in ("negative", "pair"):
            if note in item.notes:
                counts[note][item.notes[note]] += 1
        for event in item.events.values():
            counts["type"][event.event] += 1
            counts["mode"].update(f"{event.event}/{mode}" for mode in event.modes)
            counts["status"][event.status] += 1
            counts["type and status"][f"{event.event} {event.status}"] += 1
            counts["standing"][event.standing] += 1
            if event.acled:
                counts["ACLED sub-event"][event.acled] += 1
        for attribution in item.attributions.values():
            counts["form"][attribution.form] += 1
            counts["stance"][attribution.stance] += 1
            if attribution.kind and attribution.identification:
                counts["source kind"][attribution.kind] += 1
                counts["identification"][attribution.identification] += 1
        for relation in item.relations:
            counts["relation"][relation.type] += 1
    return counts


def as_text(found: Iterable[Figure]) -> str:
    """One line a group: "status: occurred 5,012, ongoing 402 ..."; what is below its floor is followed by it."""
    lines: dict[str, list[str]] = {}
    for figure in found:
        short = f" (at least {figure.floor:,})" if figure.number < figure.floor else ""
        lines.setdefault(figure.group, []).append(f"{figure.value} {figure.number:,}{short}")
    return "\n".join(f"{group}: {', '.join(parts)}" for group, parts in lines.items())
