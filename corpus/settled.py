"""How far two readers agree on what the guidelines settle case by case: the place of an event and the sectors of its
parties (sections 10 and 11), with events and parties given.

A reader's file is a table with a line for each event: item, event, place (the words of the text, "-" for none), sectors
of the actors and of the recipients, in the order of the corpus, with ";" between and "-" for none.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from corpus.records import Event, Item

Line = dict[str, str]
_ARTICLES = ("the ", "a ", "an ", "its ", "his ", "their ")


class Tally(NamedTuple):
    """Places in common, those of the one and of the other; sectors in common, of those that both give."""

    places: int
    ones: int
    others: int
    sectors: int
    compared: int

    @property
    def f1(self) -> float:
        """Of places."""
        return 2 * self.places / max(self.ones + self.others, 1)

    @property
    def share(self) -> float:
        """Of sectors that are the same."""
        return self.sectors / max(self.compared, 1)


def read_lines(path: Path) -> dict[tuple[str, str], Line]:
    """A reader's lines by item and event. Raises OSError."""
    with path.open(encoding="utf8", newline="") as lines:
        return {(line["item"], line["event"]): line for line in csv.DictReader(lines, delimiter="\t")}


def between(one: Mapping[tuple[str, str], Line], other: Mapping[tuple[str, str], Line]) -> Tally:
    """Two readers."""
    return _tally([(_said(one[key]), _said(other[key])) for key in one if key in other])


def with_corpus(lines: Mapping[tuple[str, str], Line], items: Mapping[str, Item]) -> Tally:
    """A reader and the corpus; parties that have no sector there are left out."""
    return _tally(
        [
            (_marked(items[item], items[item].events[event]), _said(line))
            for (item, event), line in lines.items()
            if item in items and event in items[item].events
        ]
    )


Said = tuple[frozenset[str], tuple[str, ...]]
"""The words for the place, and the sectors, "-" for none."""


def _tally(pairs: list[tuple[Said, Said]]) -> Tally:
    places = ones = others = same = compared = 0
    for (place, sectors), (other_place, other_sectors) in pairs:
        ones, others = ones + bool(place), others + bool(other_place)
        places += any(a in b or b in a for a in place for b in other_place)
        if len(sectors) == len(other_sectors):
            for a, b in zip(sectors, other_sectors, strict=True):
                if "-" not in (a, b):
                    same, compared = same + (a == b), compared + 1
    return Tally(places, ones, others, same, compared)


def _said(line: Line) -> Said:
    place = _bare(line["place"])
    sectors = [s.strip() for slot in ("actors", "recipients") for s in line[slot].split(";") if s.strip()]
    return frozenset({place} - {"-"}), tuple(sectors)


def _marked(item: Item, event: Event) -> Said:
    mentions = item.entities[event.place].mentions if event.place else ()
    words = frozenset(_bare(item.text[m.start : m.end]) for m in mentions)
    sectors = [[item.entities[id].sector or "-" for id in ids] or ["-"] for ids in (event.actor, event.recipient)]
    return words, tuple(s for slot in sectors for s in slot)


def _bare(words: str) -> str:
    words = words.casefold().strip()
    return next((words.removeprefix(article) for article in _ARTICLES if words.startswith(article)), words)
