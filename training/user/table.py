"""How well a model does on documents that it has not learned from: the whole way that `dateline code` takes.

Events are matched one to one where a trigger of the reviewed one shares characters with that of the coded one, those of
the same type first; attributions where their cues share characters. Slots are those of matched events of the same type.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Iterable, Sequence

from corpus.records import Item, Span

from dateline.records.report import Attribution, Place, Report
from dateline.records.report import Event as Coded
from training.user.reviewed import Reviewed

FIGURES = (
    "event, trigger and type", "actor", "recipient", "place", "status", "cue", "source", "content",
)  # fmt: skip
"""All F1, of content by characters, but for status: the share of matched events in which it is right."""
FEW = 30
"""Events or attributions below which a figure moves by several points with each of them."""


LITTLE = 0.005
"""A fall by less is not spoken of."""


class Scores:
    """Right, wrong and missed, by figure."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])

    def add(self, figure: str, right: int, wrong: int, missed: int) -> None:
        for n, count in enumerate((right, wrong, missed)):
            self._counts[figure][n] += count

    def asked(self, figure: str) -> int:
        """How many there were to be found."""
        right, _, missed = self._counts[figure]
        return right + missed

    def value(self, figure: str) -> float | None:
        """F1, or for status the share that is right; None where there was nothing to find and nothing was found."""
        right, wrong, missed = self._counts[figure]
        if not right + wrong + missed:
            return None
        return right / (right + missed) if figure == "status" else 2 * right / (2 * right + wrong + missed)

    def as_numbers(self) -> dict[str, float]:
        """All figures, rounded."""
        return {f: round(v, 3) for f in FIGURES if (v := self.value(f)) is not None}


def score(documents: Sequence[Reviewed], reports: Iterable[Report]) -> Scores:
    """The figures of the Reports that the coder wrote of some documents."""
    scores = Scores()
    for one, report in zip(documents, reports, strict=True):
        if one.events:
            _events(scores, one, report, [e for e in report.events if e.event in one.types])
        if one.attributions:
            _attributions(scores, one.item, report.attributions)
    return scores


def _events(scores: Scores, one: Reviewed, report: Report, found: Sequence[Coded]) -> None:
    item, wanted = one.item, list(one.item.events.values())
    pairs = _matched(
        (1 + (w.event == f.event) + (i == 0) / 2, n, m)
        for n, w in enumerate(wanted)
        for m, f in enumerate(found)
        for i, span in enumerate(w.triggers)
        if _shared(span, (f.trigger.start, f.trigger.end)) > 0
    )
    same = [(wanted[n], found[m]) for n, m in pairs if wanted[n].event == found[m].event]
    scores.add("event, trigger and type", len(same), len(found) - len(same), len(wanted) - len(same))
    for w, f in same:
        for slot in ("actor", "recipient"):
            gold = [[(m.start, m.end) for m in item.entities[id].mentions] for id in getattr(w, slot)]
            ours = [_spans(report, party.mention, party.entity) for party in getattr(f, slot)]
            right = sum(any(_meet(g, o) for o in ours) for g in gold)
            kept = sum(any(_meet(g, o) for g in gold) for o in ours)
            scores.add(slot, min(right, kept), len(ours) - kept, len(gold) - min(right, kept))
        hit = w.place is not None and _meet(
            [(m.start, m.end) for m in item.entities[w.place].mentions], _of_place(report, f.event_loc)
        )
        scores.add("place", hit, f.event_loc is not None and not hit, w.place is not None and not hit)
        if w.id not in one.open_status:
            scores.add("status", w.status == f.status, 0, w.status != f.status)


def _of_place(report: Report, place: Place | None) -> list[Span]:
    return _spans(report, place.mention, report.mentions[place.mention].entity) if place is not None else []


def _spans(report: Report, mention: int, entity: int | None) -> list[Span]:
    numbers = [mention, *(report.entities[entity].mentions if entity is not None else ())]
    return [(report.mentions[n].start, report.mentions[n].end) for n in numbers]


def _attributions(scores: Scores, item: Item, found: Sequence[Attribution]) -> None:
    wanted = list(item.attributions.values())
    pairs = _matched(
        (shared, n, m)
        for n, w in enumerate(wanted)
        for m, f in enumerate(found)
        if (shared := _overlap(w.cue, f.cue.spans)) > 0
    )
    scores.add("cue", len(pairs), len(found) - len(pairs), len(wanted) - len(pairs))
    for n, m in pairs:
        w, f = wanted[n], found[m]
        ours = f.source.spans if f.source is not None else []
        hit = _meet(w.source, ours)
        scores.add("source", hit, bool(ours) and not hit, bool(w.source) and not hit)
        both = _overlap(w.content, f.content.spans)
        gold, coded = (sum(b - a for a, b in spans) for spans in (w.content, f.content.spans))
        scores.add("content", both, coded - both, gold - both)


def _matched(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One to one, the best first."""
    left, right, pairs = set(), set(), []
    for _, a, b in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            pairs.append((a, b))
    return pairs


def _shared(a: Sequence[int], b: Sequence[int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _overlap(one: Iterable[Sequence[int]], other: Sequence[Sequence[int]]) -> int:
    """Characters that two lists of spans share."""
    return sum(max(_shared(a, b), 0) for a in one for b in other)


def _meet(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    return any(_shared(a, b) > 0 for a in one for b in other)


def as_text(before: Scores, after: Scores, documents: int) -> str:
    """The table for a person, and below it what to beware of."""
    events, sayings = after.asked("event, trigger and type"), after.asked("cue")
    lines = [
        f"On {documents} held-out documents with {events} events and {sayings} attributions:",
        "",
        f"{'':26}{'before':>8}{'after':>8}{'change':>8}",
    ]
    for figure in FIGURES:
        old, new = before.value(figure), after.value(figure)
        if old is not None and new is not None:
            lines.append(f"{figure:26}{old:8.3f}{new:8.3f}{new - old:+8.3f}")
    return "\n".join([*lines, *(f"\n{warning}" for warning in warnings(before, after, documents))])


def warnings(before: Scores, after: Scores, documents: int) -> list[str]:
    """What makes the figures, or the model, doubtful."""
    found = []
    for what, figure in (("events", FIGURES[0]), ("attributions", "cue")):
        if 0 < (count := after.asked(figure)) < FEW:
            found.append(
                f"Few held-out {what}: {count}. A difference of a few points may be chance: review more documents, or "
                "hold out a larger share (--held-out)."
            )
    if not documents:
        found.append("Nothing was held out, so that nothing is known of how well the model does.")
    fallen: list[str] = []
    perhaps: list[str] = []
    for figure in FIGURES:
        old, new = before.value(figure), after.value(figure)
        if old is not None and new is not None and new < old - LITTLE:
            count = after.asked("cue" if figure == "content" else figure)  # not its characters
            chance = math.sqrt(old * (1 - old) / max(count, 1))
            (fallen if old - new > chance else perhaps).append(f"{figure} ({old:.3f} to {new:.3f})")
    if fallen:
        found.append(
            f"Lower than before: {', '.join(fallen)}. Look for marks in the reviewed documents that contradict each "
            "other, or leave out what was not reviewed (--teach)."
        )
    if perhaps:
        found.append(f"A little lower than before, as may happen by chance: {', '.join(perhaps)}.")
    return found
