"""How far two annotations of the same texts agree: events found, each slot of the events that both found, alpha.

Events are matched one to one where any of their triggers share characters, those of the same type first.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corpus.records import Attribution, Event, Item, Span

Values = Callable[[Item, Event], object]


class Agreement(NamedTuple):
    """Figures by name; `counts` says of how many cases each is the share."""

    figures: dict[str, float]
    counts: dict[str, int]


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Krippendorff's alpha for nominal values of two annotators without gaps (Krippendorff 2004, section 11.3).

    1 is full agreement, 0 what chance would give. Raises ValueError without pairs.
    """
    if not pairs:
        raise ValueError("no pairs of values to compare")
    totals = collections.Counter(value for pair in pairs for value in pair)
    n = 2 * len(pairs)
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 1 - sum(c * (c - 1) for c in totals.values()) / (n * (n - 1))
    return 1.0 if expected == 0 else 1 - observed / expected


def agree(pairs: Iterable[tuple[Item, Item]]) -> Agreement:
    """Compare annotations of the same texts. Raises ValueError where a pair's texts differ."""
    shares: dict[str, list[bool]] = collections.defaultdict(list)
    tallies: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    types: list[tuple[str, str]] = []
    statuses: list[tuple[str, str]] = []
    for one, other in pairs:
        if one.text != other.text:
            raise ValueError(f"{one.where} and {other.where}: the texts of {one.id} differ")
        matched = _matched(list(one.events.values()), list(other.events.values()))
        same = [(a, b) for a, b in matched if a.event == b.event]
        _add(tallies["events, trigger"], len(matched), len(one.events), len(other.events))
        _add(tallies["events, trigger and type"], len(same), len(one.events), len(other.events))
        types += [(a.event, b.event) for a, b in matched]
        statuses += [(a.status, b.status) for a, b in same]
        for a, b in same:
            _compare(one, a, other, b, shares)
        quotes = _attributions(list(one.attributions.values()), list(other.attributions.values()))
        _add(tallies["attributions, cue"], len(quotes), len(one.attributions), len(other.attributions))
        for x, y in quotes:
            for name in ("form", "stance", "kind", "identification"):
                shares[f"attribution {name}"].append(getattr(x, name) == getattr(y, name))
            shares["attribution source"].append(_touch(x.source, y.source))
            shares["attribution content"].append(_touch(x.content, y.content))
    figures = {name: round(2 * c[0] / (c[1] + c[2]), 4) if c[1] + c[2] else 1.0 for name, c in tallies.items()}
    figures |= {name: round(sum(hits) / len(hits), 4) for name, hits in shares.items()}
    figures |= {"alpha of type": round(alpha(types), 4), "alpha of status": round(alpha(statuses), 4)}
    counts = {name: c[1] for name, c in tallies.items()} | {name: len(hits) for name, hits in shares.items()}
    return Agreement(figures, counts | {"alpha of type": len(types), "alpha of status": len(statuses)})


def _add(tally: list[int], both: int, one: int, other: int) -> None:
    for i, n in enumerate((both, one, other)):
        tally[i] += n


def _touch(a: Sequence[Span], b: Sequence[Span]) -> bool:
    """Do any two spans share characters; or is there neither?"""
    return (not a and not b) or any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def _matched(one: list[Event], other: list[Event]) -> list[tuple[Event, Event]]:
    ranked = sorted(
        (
            (a.event != b.event, not _touch(a.triggers[:1], b.triggers[:1]), i, j)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
            if _touch(a.triggers, b.triggers)
        )
    )
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((one[i], other[j]))
    return found


def _attributions(one: list[Attribution], other: list[Attribution]) -> list[tuple[Attribution, Attribution]]:
    taken: set[str] = set()
    found = []
    for a in one:
        b = next((b for b in other if b.id not in taken and _touch(a.cue, b.cue)), None)
        if b is not None:
            taken.add(b.id)
            found.append((a, b))
    return found


def _compare(one: Item, a: Event, other: Item, b: Event, shares: dict[str, list[bool]]) -> None:
    shares["status"].append(a.status == b.status)
    shares["mode"].append(set(a.modes) == set(b.modes))
    shares["ACLED sub-event"].append(a.acled == b.acled)
    shares["standing"].append(a.standing == b.standing)
    for name in ("actor", "recipient", "instrument"):
        x, y = getattr(a, name), getattr(b, name)
        if x or y:
            shares[name].append(_touch(_mentions(one, x), _mentions(other, y)) if x and y else False)
    for name in ("place", "to", "origin"):
        x, y = getattr(a, name), getattr(b, name)
        if x or y:
            shares[name].append(_touch(_mentions(one, [x]), _mentions(other, [y])) if x and y else False)
    if a.date or b.date:
        x, y = one.times.get(a.date or ""), other.times.get(b.date or "")
        shares["date"].append(bool(x and y and (x.earliest, x.latest) == (y.earliest, y.latest)))
    if a.size or b.size:
        shares["sizes"].append(a.size == b.size)


def _mentions(item: Item, ids: Sequence[str]) -> list[Span]:
    return [(m.start, m.end) for id in ids for m in item.entities[id].mentions]
