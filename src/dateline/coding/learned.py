"""What the trained event head says, in the coder's terms: how likely each type is, and who fills the slots.

The head reads a word in its context; the codebook's signals say which words tell of which type at all. Each sees what
the other does not: `dateline.coding.confidence` weighs them together, to the chance that a reader would code the event.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from dateline.coding.grammar import Grammar
from dateline.records.analysis import Analysis, Argument, Happening

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

MODE = 0.5
"""Chance of a mode, given the type, from which on it is coded."""


class Reading(NamedTuple):
    """A happening with the chance of each type."""

    happening: Happening
    chances: dict[str, float]


def readings(analysis: Analysis) -> dict[int, Reading]:
    """The happenings of a document by token."""
    return {h.token: Reading(h, {name: h.score * chance for name, chance in h.types}) for h in analysis.happenings}


def modes_of(reading: Reading, event: str) -> list[str]:
    """The modes of a type that the head sees."""
    return [
        mode.partition("/")[2]
        for mode, chance in reading.happening.modes
        if chance >= MODE and mode.partition("/")[0] == event
    ]


def mentions_in(grammar: Grammar, layer: EntityLayer, slots: Iterable[Argument], slot: str) -> dict[int, float]:
    """Mentions that the head puts into a slot, in text order, with the probability of its span: for each of its spans
    the mention of the span's main word, else the longest that begins in it. Nobody is there twice ("him", "the major"):
    the surer span stays."""
    found: dict[int, float] = {}
    for argument in slots:
        if argument.role != slot:
            continue
        mention = layer.by_token.get(grammar.head_of(argument.first, argument.last))
        if mention is None:
            inside = [m for i in range(argument.first, argument.last) if (m := layer.by_token.get(i)) is not None]
            mention = max(inside, key=lambda m: layer.mentions[m].end - layer.mentions[m].start, default=None)
        if mention is None or (entity := layer.mentions[mention].entity) is None:
            continue
        known = next((m for m in found if layer.mentions[m].entity == entity), None)
        if known is None or argument.score > found[known]:
            if known is not None:
                del found[known]
            found[mention] = argument.score
    return dict(sorted(found.items()))
